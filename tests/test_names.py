"""Names: what the model, the registry and the gazetteer find, made one list."""

from __future__ import annotations

import pytest

from whence.actors import registry as actor_registry
from whence.gazetteer import lookup as gazetteer_lookup
from whence.reader.coreference import join_names
from whence.reader.names import find_names
from whence.reader.syntax import Syntax
from whence.records import Sentence, Token


def names(words: str, *spans: tuple[int, int, str]):
    """The names of one sentence of "form/UPOS" words; ``spans`` are what the model would have found."""
    text, tokens = "", []
    for number, word in enumerate(words.split()):
        form, _, upos = word.rpartition("/")
        glued = form.startswith("~")
        form = form.removeprefix("~")
        text += form if glued or not text else f" {form}"
        head = -1 if number == 0 else 0
        tokens.append(
            Token(form, len(text) - len(form), len(text), form.lower(), upos, head, "root" if head else "dep")
        )
    syntax = Syntax(tokens, [Sentence(0, len(text), 0, len(tokens), 0)])
    scored = [(*span, 0.9) for span in spans]
    found = find_names(text, syntax, scored, actor_registry.load(), gazetteer_lookup.load())
    assert all(text[one.start : one.end] == one.text for one in found)
    return join_names(found)


def pairs(found):
    return [(one.text, one.type) for one in found]


def test_a_persons_name_is_no_place_although_a_place_bears_its_word():
    assert pairs(names("George/PROPN Washington/PROPN spoke/VERB", (0, 2, "PER"))) == [("George Washington", "PER")]


def test_a_known_place_that_the_model_takes_for_a_person_is_a_place():
    assert pairs(names("They/PRON shelled/VERB Aden/PROPN", (2, 3, "PER"))) == [("Aden", "LOC")]


def test_a_surname_that_a_full_name_has_stays_a_person():
    found = names("Denzel/PROPN Washington/PROPN met/VERB Washington/PROPN", (0, 2, "PER"), (3, 4, "PER"))
    assert pairs(found) == [("Denzel Washington", "PER"), ("Washington", "PER")]


def test_a_rank_with_an_article_is_nobodys_name():
    assert names("the/DET Marshal/PROPN spoke/VERB", (1, 2, "PER")) == ()


def test_after_a_rank_a_bare_name_is_no_town():
    assert pairs(names("Gen./PROPN Jackson/PROPN spoke/VERB")) in ([("Jackson", "PER")], [])


@pytest.mark.parametrize("month", ["Augest", "Septmber", "Febuary"])
def test_a_month_ill_spelt_is_no_name(month):
    assert names(f"In/ADP {month}/PROPN fighting/NOUN resumed/VERB", (1, 2, "PER")) == ()


def test_a_byname_belongs_to_the_person():
    found = names("Abu/PROPN Omar/PROPN al-Shishani/PROPN died/VERB", (0, 2, "PER"))
    assert pairs(found) == [("Abu Omar al-Shishani", "PER")]


def test_an_article_and_a_possessive_mark_stay_outside():
    found = names("the/DET Red/PROPN Crescent/PROPN ~'s/PART trucks/NOUN", (0, 4, "ORG"))
    assert pairs(found) == [("Red Crescent", "ORG")]


def test_names_do_not_overlap_and_the_longer_wins():
    found = names("Syrian/ADJ Observatory/PROPN for/ADP Human/PROPN Rights/PROPN said/VERB", (0, 2, "ORG"))
    assert pairs(found) == [("Syrian Observatory for Human Rights", "ORG")]
    assert found[0].actor is not None


def test_a_surname_joins_the_full_name_and_an_acronym_its_long_form():
    found = names(
        "Khalifa/PROPN Haftar/PROPN met/VERB Haftar/PROPN and/CCONJ "
        "Free/PROPN River/PROPN Front/PROPN (/PUNCT FRF/PROPN",
        (0, 2, "PER"),
        (3, 4, "PER"),
        (5, 8, "ORG"),
        (9, 10, "ORG"),
    )
    chains = {one.text: one.chain for one in found}
    assert chains["Khalifa Haftar"] == chains["Haftar"]
    assert chains["Free River Front"] == chains["FRF"] != chains["Haftar"]
