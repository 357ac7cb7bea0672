"""Our own annotations: quoted words found in their sentences, and what is kept of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.annotations import (
    QuoteError,
    Work,
    agreement,
    load,
    locate,
    save,
)
from training.coreferents import load as load_coreference
from training.labels import ENTITIES, EVENT_TYPES, FACTUALITY, MODES, ROLES

from whence.records import MODES as MODES_OF

DATA = Path(__file__).parent.parent / "training/data"
SENTENCE = "The navy said the navy had sunk two boats off Aden."


@pytest.fixture
def work(tmp_path: Path) -> Work:
    row = {
        "name": "p1",
        "corpus": "wikinews",
        "document": "x",
        "part": "train",
        "date": None,
        "sentences": [[100, 100 + len(SENTENCE)], [160, 170]],
        "texts": [SENTENCE, "“It burnt.”"],
    }
    (tmp_path / "passages.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    return Work(tmp_path / "passages.jsonl")


@pytest.mark.parametrize(
    ("quote", "spans"),
    [
        ("said", [(9, 13)]),
        ("navy~2", [(18, 22)]),
        ("navy~*", [(4, 8), (18, 22)]),
        ("the navy had ... boats", [(14, 41)]),
    ],
)
def test_a_quotation_is_found(quote: str, spans: list[tuple[int, int]]) -> None:
    assert locate(SENTENCE, quote) == spans


@pytest.mark.parametrize(
    ("quote", "says"), [("army", "not in"), ("navy", "stands 2 times"), ("navy~3", "no ~3"), ("boat", "not in")]
)
def test_what_is_not_there_or_not_clear_is_refused(quote: str, says: str) -> None:
    with pytest.raises(QuoteError, match=says):
        locate(SENTENCE, quote)


@given(st.lists(st.text("abc", min_size=1, max_size=4), min_size=1, max_size=12), st.data())
def test_a_numbered_word_is_found_where_it_stands(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    index = data.draw(st.integers(0, len(words) - 1))
    number = words[: index + 1].count(words[index])
    start = len(" ".join(words[:index])) + (index > 0)
    assert locate(text, f"{words[index]}~{number}") == [(start, start + len(words[index]))]


def test_offsets_are_the_documents(work: Work) -> None:
    one = work.annotated(
        {
            "s": "p1.1",
            "n": [["LOC", "Aden"]],
            "a": [{"s": ["The navy"], "c": ["said"], "t": ["the navy had ... Aden", "p1.2|“It burnt.”"]}],
            "e": [{"w": "sunk", "t": "ASSAULT", "f": "CT+", "recipient": ["two boats"]}],
        }
    )
    assert one.names == [(146, 150, "LOC")]
    assert one.attributions[0].content == [(114, 150), (160, 171)]
    assert one.events[0].roles == {"recipient": [(132, 141)]}


@pytest.mark.parametrize(
    "wrong",
    [
        {"s": "p9.1"},
        {"s": "p1.1", "x": []},
        {"s": "p1.1", "n": [["SHIP", "Aden"]]},
        {"s": "p1.1", "e": [{"w": "sunk", "t": "SINK", "f": "CT+"}]},
        {"s": "p1.1", "e": [{"w": "had sunk", "t": "ASSAULT", "f": "CT+"}]},
        {"s": "p1.1", "a": [{"s": ["The navy"], "c": ["said"]}]},
    ],
)
def test_what_the_guidelines_do_not_know_is_refused(work: Work, wrong: dict[str, object]) -> None:
    with pytest.raises(QuoteError):
        work.annotated(wrong)


def test_another_version_of_a_text_is_noticed(work: Work) -> None:
    one = work.annotated({"s": "p1.1"})
    one.hold_to(" " * 100 + SENTENCE)
    with pytest.raises(ValueError, match="not the text that was annotated"):
        one.hold_to(" " * 101 + SENTENCE)


def test_what_is_saved_is_read_again_and_agrees_with_itself(work: Work, tmp_path: Path) -> None:
    one = work.annotated({"s": "p1.1", "e": [{"w": "sunk", "t": "ASSAULT", "f": "Uu", "k": ["said"]}]})
    save([one], tmp_path / "x.jsonl")
    assert load(tmp_path / "x.jsonl") == [one]
    assert agreement([one], [one])["trigger and type"] == 1.0
    assert SENTENCE not in (tmp_path / "x.jsonl").read_text()


def test_what_is_kept_follows_the_label_sets_and_holds_no_text() -> None:
    sentences = [one for path in sorted((DATA / "annotations").glob("*.jsonl")) for one in load(path)]
    assert len(sentences) >= 2500
    assert len({(one.corpus, one.document, one.start) for one in sentences}) == len(sentences)
    for one in sentences:
        assert one.corpus in ("current_events", "wikinews", "gum", "re3d")
        assert all(one.start <= a < b <= one.end and kind in ENTITIES for a, b, kind in one.names)
        for event in one.events:
            assert one.start <= event.trigger[0] < event.trigger[1] <= one.end
            assert event.type in EVENT_TYPES
            assert event.mode is None or event.mode in MODES
            assert event.factuality in FACTUALITY
            assert set(event.roles) <= set(ROLES)


def test_the_heads_modes_are_the_codebooks() -> None:
    assert set(MODES) == set().union(*MODES_OF.values())


def test_no_document_is_in_two_parts() -> None:
    parts: dict[tuple[str, str], set[str]] = {}
    for path in sorted((DATA / "annotations").glob("*.jsonl")):
        for one in load(path):
            parts.setdefault((one.corpus, one.document), set()).add(one.part)
    assert all(len(found) == 1 for found in parts.values())


def test_pronouns_are_kept_with_what_they_stand_for() -> None:
    told = load_coreference(DATA / "coreference.jsonl")
    assert sum(one.part == "test" for one in told) >= 60
    for one in told:
        for mention in one.mentions:
            assert one.start <= mention.mention[0] < mention.mention[1] <= one.end
            assert bool(mention.stands_for) == (mention.kind != "none")
