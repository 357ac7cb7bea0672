"""The actor registry: its data hold together, names resolve at a date, a scan finds what a sentence names."""

from __future__ import annotations

import collections
import datetime
import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.actors import Actor, Registry, load
from whence.actors.fold import atoms, fold, key, loose_key, same_case
from whence.actors.model import within

DOCS = Path(__file__).parent.parent / "docs" / "actors.md"


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def resolved(name: str, on: str | None = None, **hints: str) -> str | None:
    match = load().resolve(name, on=day(on) if on else None, **hints)
    return match.actor.id if match else None


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load()


class TestData:
    def test_every_link_and_office_leads_to_an_actor(self, registry: Registry) -> None:
        for actor in registry.actors:
            for other in [*(link.id for link in actor.links), *(office.of for office in actor.offices)]:
                assert registry.get(other) is not None, f"{actor.id} -> {other}"

    def test_ids_are_unique_and_say_what_they_are(self, registry: Registry) -> None:
        ids = [actor.id for actor in registry.actors]
        assert len(ids) == len(set(ids))
        assert all(re.fullmatch(r"[a-z]+:[a-z0-9-]+", one) for one in ids)

    def test_countries_are_alpha_3(self, registry: Registry) -> None:
        for actor in registry.actors:
            assert all(re.fullmatch("[A-Z]{3}", code) for code in (*actor.countries, actor.country or "XXX")), actor.id

    def test_spans_run_forwards(self, registry: Registry) -> None:
        for actor in registry.actors:
            for one in (actor, *actor.names, *actor.links, *actor.offices):
                assert one.start is None or one.end is None or one.start <= one.end, actor.id

    def test_every_armed_group_has_a_kind_and_a_country(self, registry: Registry) -> None:
        for actor in registry.actors:
            if actor.id.startswith("group:"):
                assert actor.kind and actor.countries, actor.id

    def test_one_leader_of_a_government_at_a_time(self, registry: Registry) -> None:
        sole = {"president", "prime minister", "monarch", "supreme leader", "secretary-general"}
        spans = collections.defaultdict(list)
        for actor in registry.actors:
            for office in actor.offices:
                if office.title in sole and office.of.startswith(("gov:", "igo:")):
                    spans[office.of, office.title].append((office.start, office.end or day("2100-01-01"), actor.name))
        contested = {("gov:civ", "president"), ("gov:gmb", "president")}  # two men claimed it at once
        for office, held in spans.items():
            held.sort()
            for before, after in itertools.pairwise(held):
                assert office in contested or after[0] >= before[1], (office, before, after)

    def test_the_counts_in_the_documentation_are_true(self, registry: Registry) -> None:
        counted = collections.Counter(actor.id.partition(":")[0] for actor in registry.actors)
        told = dict(re.findall(r"^\| `(\w+):` \|.*\| ([\d,]+) \|$", DOCS.read_text(encoding="utf-8"), re.MULTILINE))
        assert {prefix: int(number.replace(",", "")) for prefix, number in told.items()} == dict(counted)

    def test_breadth(self, registry: Registry) -> None:
        counted = collections.Counter(actor.id.partition(":")[0] for actor in registry.actors)
        assert counted["group"] >= 170
        assert counted["outlet"] >= 150
        assert counted["state"] >= 195

    def test_every_actor_is_found_by_its_own_name(self, registry: Registry) -> None:
        lost = [
            actor.id
            for actor in registry.actors
            if not actor.names[0].ambiguous and resolved(actor.name, label=actor.type) != actor.id
        ]
        # A state's own dates tell "Yugoslavia" from its heirs; nothing else may be lost.
        assert lost == []


class TestDates:
    def test_who_governs_afghanistan(self, registry: Registry) -> None:
        assert [ruler.id for ruler in registry.government("afg", on=day("2020-06-01"))] == ["regime:afg-republic"]
        assert [ruler.id for ruler in registry.government("state:afg", on=day("2022-06-01"))] == ["group:taliban"]

    def test_a_government_is_affiliated_with_who_stands_behind_it(self, registry: Registry) -> None:
        government = registry.get("gov:afg")
        assert government is not None
        assert government.affiliation_on(day("2020-06-01")) == "regime:afg-republic"
        assert government.affiliation_on(day("2022-06-01")) == "group:taliban"

    def test_the_taliban_are_the_taliban_before_and_after(self) -> None:
        assert resolved("Taliban", "2020-06-01") == resolved("the Taliban", "2022-06-01") == "group:taliban"

    def test_contested_rule_gives_both_sides(self, registry: Registry) -> None:
        rulers = {ruler.id for ruler in registry.government("lby", on=day("2018-01-01"))}
        assert rulers == {"regime:lby-gna", "regime:lby-hor"}

    def test_a_state_without_recorded_regimes_is_its_own_government(self, registry: Registry) -> None:
        assert [ruler.id for ruler in registry.government("nor", on=day("2018-01-01"))] == ["gov:nor"]
        assert registry.government("nowhere", on=day("2018-01-01")) == ()

    @pytest.mark.parametrize("name", ["Ansar Bayt al-Maqdis", "Sinai Province"])
    def test_a_renamed_group_is_what_it_was_on_the_day(self, name: str) -> None:
        assert resolved(name, "2012-06-01") == "group:ansar-bayt-al-maqdis"
        assert resolved(name, "2016-06-01") == "group:isis-sinai"

    def test_names_of_the_islamic_state_in_order(self) -> None:
        found = [resolved("ISIS", on) for on in ("2003-01-01", "2005-01-01", "2010-01-01", "2015-01-01")]
        assert found == ["group:jtj", "group:aqi", "group:isi", "group:isis"]

    def test_without_a_day_the_bearer_of_the_name_is_meant(self) -> None:
        assert resolved("al-Qaeda in Iraq") == "group:aqi"
        assert resolved("Jabhat al-Nusra") == "group:nusra"

    def test_a_split_is_not_followed(self) -> None:
        assert resolved("al-Shabaab", "1999-01-01") == "group:al-shabaab"

    @pytest.mark.parametrize(
        ("name", "on", "holder"),
        [
            ("Afghan president", "2012-01-01", "person:hamid-karzai"),
            ("president of Afghanistan", "2018-01-01", "person:ashraf-ghani"),
            ("Egypt's defence minister", "2013-01-01", "person:abdel-fattah-al-sisi"),
            ("Egyptian President", "2018-01-01", "person:abdel-fattah-al-sisi"),
            ("US Secretary of State", "2003-02-05", "person:colin-powell"),
            ("UN Secretary-General", "2005-01-01", "person:kofi-annan"),
            ("commander of Resolute Support", "2017-06-01", "person:john-nicholson"),
            ("Russia's foreign minister", "2017-08-14", "person:sergei-lavrov"),
        ],
    )
    def test_offices(self, name: str, on: str, holder: str) -> None:
        assert resolved(name, on) == holder

    def test_an_office_needs_a_day_and_a_holder(self, registry: Registry) -> None:
        assert resolved("Afghan president") is None
        assert resolved("Afghan president", "2022-06-01") is None
        assert resolved("French president", (registry.as_of + datetime.timedelta(days=1)).isoformat()) is None

    def test_affiliation_of_a_person_follows_the_offices(self, registry: Registry) -> None:
        sisi = registry.get("person:abdel-fattah-al-sisi")
        petraeus = registry.get("person:david-petraeus")
        assert sisi is not None and petraeus is not None
        assert sisi.affiliation_on(day("2013-01-01")) == "gov:egy"
        assert petraeus.affiliation_on(day("2011-01-01")) == "mil:isaf"
        assert petraeus.affiliation_on(day("2012-01-01")) == "gov:usa-cia"
        assert petraeus.affiliation_on(day("1990-01-01")) is None

    def test_at_keeps_an_actor_that_no_name_carries_further(self, registry: Registry) -> None:
        found = registry.at("group:taliban", day("1970-01-01"))
        assert found is not None and found.id == "group:taliban"
        assert registry.at("group:none", day("2020-01-01")) is None


class TestResolve:
    @pytest.mark.parametrize(
        ("name", "id"),
        [
            ("Al Qa'ida", "group:al-qaeda"),
            ("the Houthis", "group:houthis"),
            ("Al-Shabab", "group:al-shabaab"),
            ("Taliban fighters", "group:taliban"),
            ("Boko Haram militants", "group:boko-haram"),
            ("Iraqi PMF", "group:pmf"),
            ("Khalifa Heftar", "person:khalifa-haftar"),
            ("Gen. John Nicholson", "person:john-nicholson"),
            ("Secretary of Defense James Mattis", "person:james-mattis"),
            ("Turkish President Recep Tayyip Erdogan", "person:recep-tayyip-erdogan"),
            ("Afghan police", "pol:afg"),
            ("Libya’s government", "gov:lby"),
            ("Russian forces", "mil:rus"),
            ("South Korean navy", "mil:kor"),
            ("government of the Philippines", "gov:phl"),
            ("Syrian rebels", "reb:syr"),
            ("the Pentagon", "mil:usa"),
            ("Government of Myanmar (Burma)", "gov:mmr"),
            ("THE ISLAMIC STATE", "group:isis"),
            ("Nato", "igo:nato"),
            ("Binali Yıldırım", "person:binali-yildirim"),
        ],
    )
    def test_ways_of_writing_a_name(self, name: str, id: str) -> None:
        assert resolved(name) == id

    @pytest.mark.parametrize("name", ["is", "us", "who", "car", "", "the", "—", "John Smith", "Northern Front Council"])
    def test_words_and_strangers_stay_unresolved(self, name: str) -> None:
        assert resolved(name) is None

    def test_an_ambiguous_name_is_trusted_less(self, registry: Registry) -> None:
        short, long = registry.resolve("IS"), registry.resolve("Islamic State")
        assert short is not None and long is not None
        assert short.actor == long.actor and short.score < long.score

    def test_a_shared_name_is_left_open_and_a_country_decides(self) -> None:
        assert resolved("Ansar al-Sharia") is None
        assert resolved("Ansar al-Sharia", country="TUN") == "group:ansar-al-sharia-tunisia"
        assert resolved("Ansar al-Sharia", country="LBY") == "group:ansar-al-sharia-libya"

    def test_a_surname_is_who_held_office_on_the_day(self) -> None:
        assert resolved("Bush") is None
        assert resolved("Bush", "1990-06-01") == "person:george-h-w-bush"
        assert resolved("Bush", "2003-06-01") == "person:george-w-bush"

    def test_capitals_tell_acronyms_apart(self) -> None:
        assert resolved("JeM") == "group:jaish-e-mohammed"
        assert resolved("JEM") == "group:jem"

    def test_a_label_keeps_kinds_apart(self) -> None:
        assert resolved("Taliban", label="PER") is None
        assert resolved("Moscow") is None
        assert resolved("Moscow", label="government") == "gov:rus"

    def test_the_runner_up_is_named(self, registry: Registry) -> None:
        match = registry.resolve("Bush", on=day("2003-06-01"))
        assert match is not None and match.runner_up == "person:george-h-w-bush"

    def test_demonyms(self, registry: Registry) -> None:
        assert registry.demonym("Afghan") == registry.demonym("Afghans") == "state:afg"
        assert registry.demonym("Filipinos") == registry.demonym("Philippine") == "state:phl"
        assert registry.demonym("Kurdish") == "people:kurds"
        assert registry.demonym("polish") is None
        assert registry.demonym("Martian") is None

    def test_metonyms(self, registry: Registry) -> None:
        assert registry.metonym("Tripoli") == "gov:lby"
        assert registry.metonym("the Kremlin") == "gov:rus"
        assert registry.metonym("Foggy Bottom") == "gov:usa"
        assert registry.metonym("Mosul") is None

    def test_compose(self, registry: Registry) -> None:
        def composed(state: str, noun: str) -> str | None:
            actor = registry.compose(state, noun)
            return actor.id if actor else None

        assert composed("state:irq", "army") == composed("irq", "air force") == "mil:irq"
        assert composed("state:irq", "villagers") == "civ:irq"
        assert composed("state:irq", "bananas") is None
        assert composed("state:none", "army") is None


WORDS = "the Islamic State of Iraq and Syria 's army U.S. al - Qaeda , LNA Haftar x".split()  # noqa: SIM905


class TestScan:
    @pytest.mark.parametrize(
        ("sentence", "found"),
        [
            ("Fighters of the Islamic State in the Greater Sahara met", [("group:isgs",)]),
            ("Afghan security forces and Taliban fighters clashed", [("mil:afg",), ("group:taliban",)]),
            ("The U.S. military told us nothing", [("mil:usa",)]),
            ("Libya 's government and Haftar", [("gov:lby",), ("person:khalifa-haftar",)]),
            ("Al - Qaeda in the Arabian Peninsula said", [("group:aqap",)]),
            ("It is what it is , they told us", []),
            ("In times of trouble the guardian sleeps", []),
            ("Syria , Arab Republic", [("state:syr",), ("people:arabs",)]),
            ("South Sudanese army spokesman", [("mil:ssd",)]),
            ("Russia-backed separatists", [("group:donbas-separatists",)]),
            ("the Syrian Observatory for Human Rights", [("org:sohr",)]),
            ("Nato and Isis , NATO and ISIS", [("igo:nato",), ("group:isis",), ("igo:nato",), ("group:isis",)]),
        ],
    )
    def test_sentences(self, registry: Registry, sentence: str, found: list[tuple[str, ...]]) -> None:
        assert [ids for _, _, ids in registry.aliases_in(sentence.split())] == found

    def test_spans_are_half_open(self, registry: Registry) -> None:
        tokens = ["In", "Idlib", "Hayat", "Tahrir", "al-Sham", "attacked"]
        assert registry.aliases_in(tokens) == [(2, 5, ("group:hts",))]

    def test_ambiguous_names_only_on_request(self, registry: Registry) -> None:
        tokens = ["IS", "claimed", "the", "attack"]
        assert registry.aliases_in(tokens) == []
        assert registry.aliases_in(tokens, ambiguous=True) == [(0, 1, ("group:isis",))]

    def test_capital_letters_tell_nothing_in_a_shouted_line(self, registry: Registry) -> None:
        assert registry.aliases_in(["WHAT", "THIS", "MEANS", "FOR", "US", "ALL"]) == []
        assert registry.aliases_in(["TALIBAN", "ATTACK", "ON", "POLICE", "POST"]) == [(0, 1, ("group:taliban",))]

    @settings(deadline=None)
    @given(st.lists(st.sampled_from(WORDS)))
    def test_finds_do_not_overlap_and_lie_inside(self, tokens: list[str]) -> None:
        last = 0
        for first, end, ids in load().aliases_in(tokens):
            assert last <= first < end <= len(tokens) and ids
            assert all(load().get(one) for one in ids)
            last = end


NAMES = [name.text for actor in load().actors for name in actor.names]


class TestFolding:
    @given(st.sampled_from(NAMES))
    def test_case_marks_and_hyphens_do_not_matter(self, name: str) -> None:
        assert key(name.upper()) == key(name.lower()) == key(name)
        assert key(name.replace("-", " ")) == key(name)
        assert key(name.replace("'", "’")) == key(name)

    @given(st.text(max_size=40))
    def test_folding_twice_changes_nothing(self, text: str) -> None:
        assert key(key(text)) == key(text)

    @settings(deadline=None)  # the first near match of a process builds a table
    @given(st.text(max_size=40))
    def test_any_text_can_be_asked_for(self, text: str) -> None:
        load().resolve(text)
        load().aliases_in([text])

    def test_initials_possessives_and_hyphens(self) -> None:
        assert atoms("U.S.-led") == ("US", "led")
        assert atoms("Libya's") == ("Libya",)
        assert atoms("Sana'a") == ("Sanaa",)
        assert fold("Élysée") == "elysee"
        assert loose_key("the Houthis") == loose_key("Al-Houthi") == "houthi"
        assert loose_key("US") == ""

    def test_an_acronym_keeps_its_capitals(self) -> None:
        assert same_case(("US",), ("US",)) and not same_case(("US",), ("us",))
        assert same_case(("al", "Qaeda"), ("Al", "QAEDA")) and not same_case(("The", "Times"), ("the", "times"))


@given(st.dates(), st.dates(), st.dates())
def test_within_is_a_closed_interval(start: datetime.date, end: datetime.date, on: datetime.date) -> None:
    assert within(start, end, on) == (start <= on <= end)
    assert within(None, None, on) and within(start, end, None)
    assert Actor("x:y", "Y", "unknown", start=start, end=end).existed_on(on) == within(start, end, on)
