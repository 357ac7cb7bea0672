"""Coreference on hand-made trees: what pronouns and descriptions stand for, and what they must be left alone for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trees import reading
from whence.reader import tables
from whence.reader.antecedents import SORTS, best, weights
from whence.reader.coreference import join_names
from whence.reader.pronouns import WINDOW
from whence.reader.referents import BODIES, PERSONS, PLACES, gender_of, kinds_of_name, kinds_of_noun
from whence.records import EntityMention


def resolved(*sentences: str):
    """{word: what it stands for} of sentences given as "form/lemma/UPOS/head/deprel" words."""
    read = reading(*("\n".join(word.replace("/", " ") for word in one.split()) for one in sentences))
    found: dict[str, list[str]] = {}
    for one in read.mentions:
        assert read.text[one.start : one.end] == one.text
        assert one.antecedent != one.token
        found.setdefault(one.text, []).append(read.tokens[one.antecedent].text)
    return found


def intransitive(subject: str, verb: str = "advanced/advance") -> str:
    """A one-clause sentence; the subject's words depend on word ``1``."""
    words = subject.split()
    return f"{subject} {verb}/VERB/0/root ~././PUNCT/{len(words) + 1}/punct".replace("@", str(len(words) + 1))


TALIBAN = intransitive("Taliban/Taliban/PROPN/@/nsubj")


@pytest.mark.parametrize("noun", ["group", "movement", "militia"])
def test_the_group_is_the_armed_group_last_spoken_of(noun):
    assert resolved(TALIBAN, intransitive(f"The/the/DET/2/det {noun}/{noun}/NOUN/@/nsubj")) == {
        f"The {noun}": ["Taliban"]
    }


def test_an_adjective_does_not_narrow_the_reference():
    terror = intransitive("The/the/DET/3/det terror/terror/NOUN/3/compound group/group/NOUN/@/nsubj")
    assert resolved(TALIBAN, terror) == {"The terror group": ["Taliban"]}


def test_the_militants_are_the_armed_group():
    these = intransitive("These/this/DET/2/det militants/militant/NOUN/@/nsubj")
    assert resolved(TALIBAN, these) == {"These militants": ["Taliban"]}


def test_the_group_is_never_the_outlet_that_is_quoted():
    outlet = (
        "Taliban/Taliban/PROPN/2/nsubj advanced/advance/VERB/4/ccomp ~,/,/PUNCT/4/punct said/say/VERB/0/root "
        "Reuters/Reuters/PROPN/4/nsubj ~././PUNCT/4/punct"
    )
    assert resolved(outlet, intransitive("The/the/DET/2/det group/group/NOUN/@/nsubj")) == {"The group": ["Taliban"]}
    only = intransitive("Reuters/Reuters/PROPN/@/nsubj", "reported/report")
    assert resolved(only, intransitive("The/the/DET/2/det group/group/NOUN/@/nsubj")) == {}


def test_a_group_with_a_name_or_a_clause_of_its_own_or_another_one_stands_for_itself():
    for own in (
        "The/the/DET/2/det group/group/NOUN/@/nsubj of/of/ADP/4/case Hama/Hama/PROPN/2/nmod",
        "The/the/DET/3/det other/other/ADJ/3/amod group/group/NOUN/@/nsubj",
        "A/a/DET/2/det group/group/NOUN/@/nsubj",
    ):
        assert resolved(TALIBAN, intransitive(own)) == {}


def test_the_two_countries_are_both_of_them():
    both = intransitive("Russia/Russia/PROPN/@/nsubj and/and/CCONJ/3/cc Egypt/Egypt/PROPN/1/conj", "signed/sign")
    two = intransitive("The/the/DET/3/det two/two/NUM/3/nummod countries/country/NOUN/@/nsubj", "agreed/agree")
    assert resolved(both, two) == {"The two countries": ["Russia", "Egypt"]}


def test_two_countries_need_two():
    one = intransitive("Russia/Russia/PROPN/@/nsubj")
    two = intransitive("The/the/DET/3/det two/two/NUM/3/nummod countries/country/NOUN/@/nsubj", "agreed/agree")
    assert resolved(one, two) == {}


def test_a_town_is_no_country():
    town = "They/they/PRON/2/nsubj fought/fight/VERB/0/root in/in/ADP/4/case Mosul/Mosul/PROPN/2/obl ~././PUNCT/2/punct"
    assert resolved(town, intransitive("The/the/DET/2/det country/country/NOUN/@/nsubj")) == {}
    assert resolved(town, intransitive("The/the/DET/2/det city/city/NOUN/@/nsubj")) == {"The city": ["Mosul"]}


def test_they_are_persons_told_of_before_and_not_the_things_beside_them():
    shelled = (
        "Two/two/NUM/2/nummod gunmen/gunman/NOUN/3/nsubj seized/seize/VERB/0/root lorries/lorry/NOUN/3/obj "
        "~././PUNCT/3/punct"
    )
    assert resolved(shelled, intransitive("They/they/PRON/@/nsubj", "fled/flee")) == {"They": ["gunmen"]}


def test_they_may_be_two_named_together():
    both = intransitive("Russia/Russia/PROPN/@/nsubj and/and/CCONJ/3/cc Egypt/Egypt/PROPN/1/conj", "signed/sign")
    assert resolved(both, intransitive("They/they/PRON/@/nsubj", "agreed/agree")) == {"They": ["Russia", "Egypt"]}


def test_expletive_it_stays_unresolved():
    for it in (
        "It/it/PRON/2/expl seems/seem/VERB/0/root that/that/SCONJ/5/mark they/they/PRON/5/nsubj won/win/VERB/2/ccomp",
        "It/it/PRON/3/nsubj:pass was/be/AUX/3/aux:pass feared/fear/VERB/0/root that/that/SCONJ/6/mark "
        "nobody/nobody/PRON/6/nsubj survived/survive/VERB/3/ccomp",
        "It/it/PRON/3/nsubj is/be/AUX/3/cop clear/clear/ADJ/0/root",
    ):
        assert "It" not in resolved(TALIBAN, it)


def test_its_is_the_subject_of_its_clause():
    own = (
        "Hamas/Hamas/PROPN/2/nsubj lost/lose/VERB/0/root its/its/PRON/4/nmod:poss commander/commander/NOUN/2/obj "
        "~././PUNCT/2/punct"
    )
    assert resolved(own) == {"its": ["Hamas"]}


def test_gender_decides_where_a_name_or_title_tells_it():
    met = (
        "Angela/Angela/PROPN/3/nsubj Merkel/Merkel/PROPN/1/flat met/meet/VERB/0/root Barack/Barack/PROPN/3/obj "
        "Obama/Obama/PROPN/4/flat ~././PUNCT/3/punct"
    )
    assert resolved(met, intransitive("She/she/PRON/@/nsubj", "spoke/speak")) == {"She": ["Angela"]}
    assert resolved(met, intransitive("He/he/PRON/@/nsubj", "spoke/speak")) == {"He": ["Barack"]}


def test_two_arguments_of_one_verb_are_two_things():
    attacked = "Hamas/Hamas/PROPN/2/nsubj attacked/attack/VERB/0/root it/it/PRON/2/obj ~././PUNCT/2/punct"
    assert resolved(attacked) == {}


def test_a_pronoun_looks_no_farther_back_than_the_window():
    rain = intransitive("Rain/rain/NOUN/@/nsubj", "fell/fall")
    they = intransitive("They/they/PRON/@/nsubj", "fled/flee")
    two = intransitive("Two/two/NUM/2/nummod gunmen/gunman/NOUN/@/nsubj")
    assert resolved(two, *[rain] * (WINDOW - 1), they) == {"They": ["gunmen"]}
    assert resolved(two, *[rain] * WINDOW, they) == {}


def test_i_in_quotation_marks_is_the_speaker_and_he_is_somebody_else():
    said = (
        '"/"/PUNCT/3/punct ~{0}/{1}/PRON/3/nsubj fled/flee/VERB/6/ccomp ~,/,/PUNCT/6/punct ~"/"/PUNCT/3/punct '
        "said/say/VERB/0/root Obama/Obama/PROPN/6/nsubj ~././PUNCT/6/punct"
    )
    assert resolved(said.format("I", "I")) == {"I": ["Obama"]}
    assert resolved(intransitive("Obama/Obama/PROPN/@/nsubj"), said.format("He", "he")) == {}


def test_names_that_are_one_share_a_chain():
    def name(text, label="ORG", actor=None):
        return EntityMention(0, len(text), label, text, 0, None, actor)

    joined = join_names([name("Free River Front"), name("FRF"), name("Reuters"), name("free river front")])
    assert [one.chain for one in joined] == [joined[0].chain] * 2 + [joined[2].chain] + [joined[0].chain]
    assert joined[2].chain != joined[0].chain
    by_id = join_names([name("ISIS", actor="group:isis"), name("Islamic State", actor="group:isis")])
    assert by_id[0].chain == by_id[1].chain
    persons = join_names([name("Joseph Aoun", "PER"), name("Aoun", "PER"), name("Aoun", "ORG")])
    assert persons[0].chain == persons[1].chain != persons[2].chain


@given(st.lists(st.sampled_from(["Joseph Aoun", "Aoun", "FRF", "Free River Front", "Hama"]), max_size=8))
def test_same_words_always_share_a_chain(texts):
    joined = join_names([EntityMention(0, len(text), "ORG", text, 0) for text in texts])
    for one in joined:
        assert one.chain is not None
        assert {other.chain for other in joined if other.text == one.text} == {one.chain}


def test_an_unknown_organization_may_be_a_group_but_a_commission_is_none():
    assert "group" in kinds_of_name(EntityMention(0, 3, "ORG", "Free River Front", 0))
    assert "group" not in kinds_of_name(EntityMention(0, 3, "ORG", "River Commission", 0))


def test_the_tables_of_descriptions_and_given_names_are_sound():
    rows = tables.rows("descriptions.csv")
    assert len({row["noun"] for row in rows}) == len(rows)
    assert {row["class"] for row in rows} <= BODIES | PERSONS | PLACES | {"realm", "none"}
    assert {row["gender"] for row in rows} == {"m", "f", ""}
    assert set(tables.mapping("given_names.csv").values()) == {"m", "f"}
    assert gender_of(["Mrs", "Saleh"]) == "f" and gender_of(["Quux"]) is None and gender_of(["spokeswoman"]) == "f"
    assert kinds_of_noun("lorry", plural=False) == {"thing"}


SAID = (
    '"/"/PUNCT/3/punct ~We/we/PRON/3/nsubj advanced/advance/VERB/6/ccomp ~,/,/PUNCT/6/punct ~"/"/PUNCT/3/punct '
    "said/say/VERB/0/root {0} ~././PUNCT/6/punct"
)


def test_we_is_whom_a_spokesman_speaks_for():
    name = "spokesman/spokesman/NOUN/6/nsubj of/of/ADP/9/case Taliban/Taliban/PROPN/7/nmod"
    assert resolved(SAID.format(name)) == {"We": ["Taliban"]}
    assert resolved(SAID.format("Obama/Obama/PROPN/6/nsubj")) == {"We": ["Obama"]}


def test_a_speaker_of_no_body_says_we_for_himself():
    senator = "Senator/senator/NOUN/8/nmod:desc Obama/Obama/PROPN/6/nsubj of/of/ADP/10/case Iowa/Iowa/PROPN/8/nmod"
    assert resolved(SAID.format(senator)) == {"We": ["Obama"]}


def test_a_country_written_as_us_is_no_pronoun():
    us = "Forces/force/NOUN/2/nsubj left/leave/VERB/0/root US/US/PROPN/2/obj ~././PUNCT/2/punct"
    assert resolved(us) == {}


def test_somebody_is_called_by_the_title_before_the_name():
    met = (
        "President/president/PROPN/2/nmod:desc Obama/Obama/PROPN/3/nsubj met/meet/VERB/0/root "
        "Chancellor/chancellor/PROPN/5/nmod:desc Angela/Angela/PROPN/3/obj Merkel/Merkel/PROPN/5/flat "
        "~././PUNCT/3/punct"
    )
    president = intransitive("The/the/DET/2/det president/president/NOUN/@/nsubj", "spoke/speak")
    chancellor = intransitive("The/the/DET/2/det chancellor/chancellor/NOUN/@/nsubj", "spoke/speak")
    assert resolved(met, president) == {"The president": ["Obama"]}
    assert resolved(met, chancellor) == {"The chancellor": ["Angela"]}


def test_a_vice_president_is_no_president():
    vice = (
        "Vice/vice/NOUN/2/compound President/president/NOUN/3/nmod:desc Biden/Biden/PROPN/4/nsubj "
        "spoke/speak/VERB/0/root ~././PUNCT/4/punct"
    )
    president = intransitive("The/the/DET/2/det president/president/NOUN/@/nsubj", "answered/answer")
    same = intransitive(
        "The/the/DET/3/det vice/vice/NOUN/3/compound president/president/NOUN/@/nsubj", "answered/answer"
    )
    assert "The president" not in resolved(vice, president)
    assert resolved(vice, same) == {"The vice president": ["Biden"]}


def test_the_country_is_the_state_that_an_adjective_speaks_of():
    army = intransitive("Yemeni/Yemeni/ADJ/2/amod soldiers/soldier/NOUN/@/nsubj")
    left = (
        "They/they/PRON/2/nsubj left/leave/VERB/0/root the/the/DET/4/det country/country/NOUN/2/obj ~././PUNCT/2/punct"
    )
    assert resolved(army, left)["the country"] == ["Yemeni"]


def test_he_himself_is_whom_he_stands_beside():
    cruz = (
        "This/this/PRON/2/nsubj limits/limit/VERB/0/root Obama/Obama/PROPN/2/obj "
        "himself/himself/PRON/3/nmod:unmarked ~././PUNCT/2/punct"
    )
    assert resolved(cruz) == {"himself": ["Obama"]}


def test_a_pronoun_in_front_may_stand_for_the_subject_that_follows():
    speech = (
        "In/in/ADP/3/case his/his/PRON/3/nmod:poss speech/speech/NOUN/5/obl Obama/Obama/PROPN/5/nsubj "
        "wept/weep/VERB/0/root ~././PUNCT/5/punct"
    )
    assert resolved(speech) == {"his": ["Obama"]}


def test_a_surname_spelt_otherwise_is_the_same_bearer():
    def name(text):
        return EntityMention(0, len(text), "PER", text, 0)

    joined = join_names([name("Yahya Sarea"), name("Saree"), name("Yahya Hassan"), name("Carr")])
    assert joined[0].chain == joined[1].chain
    assert len({one.chain for one in joined}) == 3


def test_the_weights_name_known_sorts_and_every_sort_has_some():
    rows = tables.rows("antecedents.csv")
    assert {row["sort"] for row in rows} == {*SORTS, "pronouns", "descriptions"}
    assert len({(row["sort"], row["feature"]) for row in rows}) == len(rows)
    assert all(weights(sort) for sort in SORTS)
    assert best("he", [], ["nothing"]) is None
