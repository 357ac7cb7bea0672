"""Toponyms resolved in their documents: chains, priors, abstention, directions and offsets."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.gazetteer import load
from whence.gazetteer.build import build
from whence.reader.places import resolve_places
from whence.records import EntityMention, Place, Sentence, Toponym
from whence.records.reading import EntityLabel


@pytest.fixture(scope="module", autouse=True)
def _pack() -> None:
    build()


def read(text: str, *names: str, labels: dict[str, EntityLabel] | None = None) -> tuple[Toponym, ...]:
    """Toponyms of a text whose place mentions are ``names``, in text order."""
    sentences = [Sentence(m.start(), m.end(), 0, 0, 0) for m in re.finditer(r"[^.!?]+[.!?]*\s*", text)]
    mentions, at = [], 0
    for number, name in enumerate(names):
        start = text.index(name, at)
        at = start + len(name)
        mentions.append(EntityMention(start, at, (labels or {}).get(name, "LOC"), name, number))
    return resolve_places(text, sentences, (), mentions, gazetteer=load())


def place(text: str, *names: str, labels: dict[str, EntityLabel] | None = None) -> Place:
    """The place of the first toponym."""
    return read(text, *names, labels=labels)[0].place


@pytest.mark.parametrize(
    ("text", "names", "country", "admin1"),
    [
        ("Gunmen clashed in Tripoli, Lebanon's second city.", ("Tripoli", "Lebanon"), "LBN", "North Governorate"),
        ("The militia left Tripoli, Libya, on Friday.", ("Tripoli", "Libya"), "LBY", "Tripoli"),
        ("Troops retook Mosul, Iraq, in July 2017.", ("Mosul", "Iraq"), "IRQ", "Nineveh"),
        ("Raiders burnt Solhan, Burkina Faso.", ("Solhan", "Burkina Faso"), "BFA", "Sahel Region"),
        ("Insurgents seized Palma in Mozambique.", ("Palma", "Mozambique"), "MOZ", "Cabo Delgado"),
        ("Fighters took the Syrian town of Rastan.", ("Rastan",), "SYR", "Homs"),
        ("A court in Atlanta, Georgia, sat on Monday.", ("Atlanta", "Georgia"), "USA", "Georgia"),
        ("Shelling hit Nigeria's Borno state.", ("Borno state",), "NGA", "Borno"),
        ("An explosion shook Qalat, in Zabul province.", ("Qalat", "Zabul"), "AFG", "Zabul"),
    ],
)
def test_what_the_text_says_a_place_lies_in(text: str, names: tuple[str, ...], country: str, admin1: str) -> None:
    found = place(text, *names)
    assert (found.country, found.admin1) == (country, admin1)


def test_what_holds_a_place_is_resolved_with_it() -> None:
    _, georgia = read("A court in Atlanta, Georgia, sat on Monday.", "Atlanta", "Georgia")
    assert (georgia.place.country, georgia.place.precision) == ("USA", "province")
    _, tbilisi = read("Russian tanks were in Georgia, not far from Tbilisi.", "Georgia", "Tbilisi")
    assert tbilisi.place.country == "GEO"


def test_a_list_is_not_a_chain() -> None:
    kabul, pakistan, india = read("Envoys from Kabul, Pakistan and India met.", "Kabul", "Pakistan", "India")
    assert [t.place.country for t in (kabul, pakistan, india)] == ["AFG", "PAK", "IND"]
    china, japan = read("Aid came from Mexico, China, Japan and Ukraine.", "China", "Japan")
    assert (china.place.country, china.place.precision, japan.place.country) == ("CHN", "country", "JPN")


def test_the_document_is_the_prior() -> None:
    lebanon = "Lebanese soldiers deployed on Sunday. The Lebanese army said that calm was back in Tripoli."
    assert place(lebanon, "Tripoli").country == "LBN"
    libya = "Libyan forces regrouped. Misrata and Sirte were calm, and so was Tripoli."
    assert [t.place.country for t in read(libya, "Misrata", "Sirte", "Tripoli")] == ["LBY"] * 3


def test_one_sense_a_document() -> None:
    text = "Rockets hit Tripoli, Lebanon. The mayor of Tripoli spoke. Nobody in Tripoli slept."
    found = read(text, "Tripoli", "Lebanon", "Tripoli", "Tripoli")
    assert {t.place.country for t in found} == {"LBN"}


def test_unknown_names_stay_names() -> None:
    found = place("They burnt the village of Qwertabad at dawn.", "Qwertabad")
    assert (found.name, found.country, found.latitude, found.precision) == ("Qwertabad", None, None, "settlement")
    assert place("They burnt Qwertabad district at dawn.", "Qwertabad district").precision == "district"


def test_an_unknown_name_is_where_the_text_puts_it() -> None:
    found = place("They burnt the village of Qwertabad in Nigeria.", "Qwertabad", "Nigeria")
    assert (found.country, found.latitude) == ("NGA", None)


def test_a_namesake_without_context_is_left_open() -> None:
    # a village and a town of that name lie in many countries, none of them famous
    assert place("A bus left San Isidro at noon.", "San Isidro").country is None
    springfield = place("The mayor of Springfield resigned.", "Springfield")
    assert (springfield.latitude, springfield.geonames_id) == (None, None)


def test_type_words_choose_between_a_town_and_its_province() -> None:
    assert place("The army entered Idlib on Monday.", "Idlib").precision == "settlement"
    assert place("The army entered Idlib province on Monday.", "Idlib province").precision == "province"
    assert place("The army entered the province of Idlib on Monday.", "Idlib").precision == "province"
    assert place("The army entered Idlib city on Monday.", "Idlib").precision == "settlement"
    darzab = place("Clashes in Darzab district of Jawzjan province went on.", "Darzab", "Jawzjan")
    assert (darzab.precision, darzab.country, darzab.admin1) == ("district", "AFG", "Jowzjan")


def test_part_of_a_country_has_no_point() -> None:
    (found,) = read("Fighting spread in northern Afghanistan.", "Afghanistan")
    assert found.text == found.place.name == "northern Afghanistan"
    assert (found.place.country, found.place.precision, found.place.latitude) == ("AFG", "region", None)
    inside = place("Bandits hold villages in the northwest of Nigeria.", "Nigeria")
    assert (inside.name, inside.precision, inside.offset) == ("northwestern Nigeria", "region", None)


def test_names_with_a_direction_of_their_own() -> None:
    korea = place("North Korea tested a missile.", "North Korea")
    assert (korea.country, korea.precision) == ("PRK", "country")
    assert place("Aid reached South Sudan.", "South Sudan").country == "SSD"
    assert place("Rebels in North Kivu fled.", "North Kivu").precision == "province"


@pytest.mark.parametrize(
    ("text", "name", "offset"),
    [
        ("An ambush 30 km south of Sirte killed two.", "Sirte", "30 km south of"),
        (
            "An ambush about 12 miles (19 km) north-east of Maiduguri killed two.",
            "Maiduguri",
            "12 miles (19 km) north-east of",
        ),
        ("They met just outside Aleppo.", "Aleppo", "just outside"),
        ("A bomb near Kandahar hurt ten.", "Kandahar", "near"),
        ("A bomb near the Iraqi city of Kirkuk hurt ten.", "Kirkuk", "near"),
        ("Posts north of Darzab district centre fell.", "Darzab", "north of"),
        ("Troops entered Aleppo.", "Aleppo", None),
    ],
)
def test_offsets(text: str, name: str, offset: str | None) -> None:
    assert place(text, name).offset == offset


def test_between_two_places() -> None:
    text = "A mine blew up on the road between Rafah and Arish in Egypt."
    assert [t.place.offset for t in read(text, "Rafah", "Arish")] == ["between", "between"]


def test_sites_do_not_borrow_a_point() -> None:
    prison = place("Inmates rioted at Kandahar prison.", "Kandahar prison", labels={"Kandahar prison": "FACILITY"})
    assert (prison.country, prison.precision, prison.latitude) == ("AFG", "site", None)
    base = place("A plane landed at Bagram Airfield.", "Bagram Airfield", labels={"Bagram Airfield": "FACILITY"})
    assert (base.country, base.precision, base.latitude) == ("AFG", "site", None)


def test_areas_in_several_countries() -> None:
    sahel = place("Violence in the Sahel has grown.", "the Sahel")
    assert (sahel.country, sahel.precision, sahel.latitude) == (None, "multinational", None)
    assert place("Peace talks on Darfur stalled.", "Darfur").country == "SDN"


def test_a_country_labelled_as_an_organisation() -> None:
    labels: dict[str, EntityLabel] = {"Iraq": "ORG"}
    assert place("He was arrested in Iraq on Monday.", "Iraq", labels=labels).country == "IRQ"
    assert read("Iraq said that it would reply.", "Iraq", labels=labels) == ()


def test_possessives_and_articles_are_trimmed() -> None:
    (found,) = read("Shells fell on Idlib's market.", "Idlib's")
    assert found.text == "Idlib"
    (found,) = read("He left the Philippines.", "the Philippines")
    assert (found.text, found.place.country) == ("Philippines", "PHL")
    assert place("He left the U.S. for good.", "U.S.").text == "U.S."


def test_other_labels_are_not_places() -> None:
    assert read("Paris Saint-Germain won.", "Paris Saint-Germain", labels={"Paris Saint-Germain": "ORG"}) == ()
    assert read("Nothing here.") == ()


PIECES = st.sampled_from(
    [
        "Tripoli",
        "Lebanon",
        "the Sahel",
        "northern",
        "Syria",
        "30 km south of",
        "near",
        ",",
        "and",
        "Mosul's",
        "in",
        "𝕏",
        "U.S.",
        "district",
        "North",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=14), st.data())
def test_every_toponym_stands_in_the_text(pieces: list[str], data: st.DataObject) -> None:
    text = " ".join(pieces)
    starts, at = [], 0
    for piece in pieces:
        starts.append((at, at + len(piece)))
        at += len(piece) + 1
    chosen = data.draw(st.lists(st.sampled_from(starts), unique=True, max_size=6)) if starts else []
    mentions = [EntityMention(a, b, "LOC", text[a:b], 0) for a, b in sorted(chosen)]
    found = resolve_places(text, [Sentence(0, len(text), 0, 0, 0)], (), mentions, gazetteer=load())
    assert len(found) == len(mentions)
    for toponym in found:
        assert text[toponym.start : toponym.end] == toponym.text == toponym.place.text
        assert (toponym.place.latitude is None) == (toponym.place.longitude is None)
        if toponym.place.latitude is not None:
            assert toponym.place.country is not None
    assert found == resolve_places(text, [Sentence(0, len(text), 0, 0, 0)], (), mentions, gazetteer=load())
