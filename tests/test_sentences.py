"""Sentence boundaries inside one block."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.reader.sentences import split


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text, 0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Gen. John Nicholson met Lt. Col. Ahmad Khan on Friday.",
        "The U.S. Army and the U.N. Security Council agreed.",
        "Dr. M. A. Rahman spoke at 4 p.m. on Nov. 3 in St. Petersburg.",
        "Resolution No. 2254 was adopted in Dec. 2015 by 15 votes to 0.",
        "“Will they come?” he asked.",
        "“We will fight!” shouted one of them.",
        "The toll rose to 3.5 per cent… and rising.",
        "George W. Bush and J. D. Vance were there.",
        "The company, Acme Inc., said so.",
        "Two soldiers were killed (Reuters via Yahoo! News).",
    ],
)
def test_one_sentence_stays_whole(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        ["Troops entered the town.", "Residents fled."],
        ["He was flown to the U.S.", "The army denied it."],
        ["“They shelled us.”", "“We ran,” she said."],
        ["He said: “It is over.”", "The rebels disagreed."],
        ["Who fired first?", "Nobody knows!", "Both sides deny it."],
        ["It began at 5 a.m.", "The shelling lasted an hour."],
        ["The village fell in 2014. [12]", "It was retaken a year later."],
        ["Twelve died (two of them children).", "More were hurt."],
        ["The offensive stalled...", "Then it snowed."],
    ],
)
def test_sentences_come_apart(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


def test_a_line_break_inside_a_block_is_white_space() -> None:
    text = "The army said on Monday\nthat it had taken the\ntown. The rebels denied it."
    assert sentences(text) == ["The army said on Monday\nthat it had taken the\ntown.", "The rebels denied it."]


def test_text_in_capitals() -> None:
    text = "GUERRILLAS ATTACKED A POLICE POST. TWO POLICEMEN DIED."
    assert sentences(text) == ["GUERRILLAS ATTACKED A POLICE POST.", "TWO POLICEMEN DIED."]


def test_text_without_capitals() -> None:
    assert sentences("troops came. people fled.") == ["troops came.", "people fled."]


def test_blank_block() -> None:
    assert split("  \n ", 0, 4) == []


@given(st.text(alphabet=st.sampled_from("abAB .!?…\"“”'()[]1\n"), max_size=60))
def test_sentences_cover_the_text_in_order(text: str) -> None:
    found = split(text, 0, len(text))
    last = 0
    for start, end in found:
        assert last <= start < end <= len(text)
        assert not text[last:start].strip()
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        last = end
    assert not text[last:].strip()
