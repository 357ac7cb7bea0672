"""The gold set's files: quotations become offsets, and a corpus of another version is noticed."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

import goldclaims
from goldclaims import Coded, WorkError, add, entity, for_scorer, item, load, quoted

TEXT = "A bomb killed nine in Qalat on Tuesday. Officials said the bomb was theirs."
EVENT = {
    "d": "i1",
    "k": "event",
    "q": "A bomb killed nine in Qalat",
    "t": ["ASSAULT"],
    "actors": [],
    "recipients": ["nine"],
    "place": "Qalat",
    "killed": [9, 9],
    "chain": ["Officials = the officials of Qalat"],
    "f": "CT+",
}


def coded(**given: object) -> Coded:
    one = Coded("corpus", "d1", "develop", "2018-05-16", "", text=TEXT)
    add(one, EVENT | given)
    return one


def test_words_become_offsets():
    start, end = item(TEXT, EVENT)["quote"]
    assert TEXT[start:end] == EVENT["q"]
    assert item(TEXT, EVENT)["recipients"] == [{"at": [14, 18]}]


def test_the_second_occurrence_is_asked_for_by_number():
    assert quoted(TEXT, "bomb~2")[0] > quoted(TEXT, "bomb~1")[0]
    assert TEXT[slice(*quoted(TEXT, "Officials ... theirs"))] == "Officials said the bomb was theirs"


@pytest.mark.parametrize("words", ["grenade", "bomb", "bomb~3"])
def test_what_is_not_there_or_there_twice_is_said(words: str):
    with pytest.raises(WorkError):
        quoted(TEXT, words)


@pytest.mark.parametrize(
    "given",
    [
        {"t": ["BATTLE"]},
        {"f": "certain"},
        {"killed": [None, None]},
        {"killed": 9},
        {"date": ["2018-05-17", "2018-05-16"]},
        {"country": "Afghanistan"},
        {"actors": ["the Taliban"]},
        {"colour": "red"},
        {"k": "rumour"},
    ],
)
def test_a_line_against_the_guidelines_is_refused(given: dict[str, object]):
    with pytest.raises(WorkError):
        item(TEXT, EVENT | given)


def test_an_entity_is_taken_where_it_stands_nearest():
    second = quoted(TEXT, "Officials said the bomb was theirs")
    assert entity(TEXT, "bomb", second)["at"][0] > 20


def test_the_scorer_gets_words_names_and_tolls():
    (given,) = for_scorer(coded())["items"]
    assert given["quote"] == EVENT["q"] and given["recipients"] == ["nine"]
    assert given["sources"] == ["the officials of Qalat"] and given["fatalities"] == [9, 9]
    assert "kinds" not in given


def test_what_is_not_said_to_be_so_may_be_told_as_a_forecast():
    (given,) = for_scorer(coded(f="Uu"))["items"]
    assert given["kinds"] == ["event", "forecast"]


def test_kept_texts_come_back_and_a_changed_corpus_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    one = coded()
    one.check = goldclaims.checksum(TEXT)
    path = tmp_path / "gold.jsonl"
    goldclaims.write(path, [one])
    assert "Qalat" not in json.loads(path.read_text())["items"][0].values()
    monkeypatch.setattr(goldclaims, "corpus_texts", lambda corpora, corpus: [("d1", "2018-05-16", TEXT)])
    assert load(tmp_path, path) == [one]
    monkeypatch.setattr(goldclaims, "corpus_texts", lambda corpora, corpus: [("d1", "2018-05-16", TEXT + " ")])
    with pytest.raises(ValueError, match="not the text that was coded"):
        load(tmp_path, path)
    monkeypatch.setattr(goldclaims, "corpus_texts", lambda corpora, corpus: [])
    with pytest.raises(ValueError, match="lack 1 coded text"):
        load(tmp_path, path)


def test_no_text_of_a_corpus_stands_in_the_gold_files():
    """Offsets, names and dates only: the longest string is a name that a coder wrote."""
    for name in ("documents.jsonl", "items.jsonl", "second.jsonl"):
        for one in goldclaims.stored(goldclaims.HERE / "gold" / name):
            assert one.text == "" and one.items is not None
            for given in one.items:
                assert all(isinstance(place, int) for place in given["quote"])
