"""The tokeniser: the treebanks' conventions, and nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.reader.tokenizer import tokenize


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in tokenize(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They don't know.", "They do n't know ."),
        ("They couldn’t leave Mosul’s centre.", "They could n’t leave Mosul ’s centre ."),
        ("The army cannot hold it.", "The army can not hold it ."),
        ("The U.S. and the U.N. agreed.", "The U.S. and the U.N. agreed ."),
        ("It ended at 5 a.m.", "It ended at 5 a.m."),
        ("Gen. Haftar met Lt. Col. Ali.", "Gen. Haftar met Lt. Col. Ali ."),
        ("a well-armed group", "a well - armed group"),
        ("an anti-ship missile in mid-August", "an anti-ship missile in mid-August"),
        ("M-777 howitzers and AK-47s", "M-777 howitzers and AK-47s"),
        ("a 16-year-old boy", "a 16 - year - old boy"),
        ("worth $1,200.50, or 15%", "worth $ 1,200.50 , or 15 %"),
        ("from 10:30 on 2017-06-01", "from 10:30 on 2017-06-01"),
        ("No. 2 said no.", "No. 2 said no ."),
        ("rebels' positions", "rebels ' positions"),
        ("“We won,” he said…", "“ We won , ” he said …"),
        ("Moscow–Kyiv talks—again", "Moscow – Kyiv talks — again"),
        ("a Jamaat-e-Islami leader", "a Jamaat - e - Islami leader"),
        ("either/or", "either / or"),
        ("see https://example.org/a?b=c.", "see https://example.org/a?b=c ."),
        ("write to desk@example.org, please", "write to desk@example.org , please"),
        ("(AFP)", "( AFP )"),
        ("Al-Shabaab's men", "Al - Shabaab 's men"),
        ('"Hezbollah"\'s arms', '" Hezbollah " \'s arms'),
    ],
)
def test_follows_the_treebanks(text: str, expected: str) -> None:
    assert words(text) == expected.split()


def test_offsets_are_the_documents_own() -> None:
    text = "Headline\n\nTroops didn't advance."
    tokens = tokenize(text, 10, len(text))
    assert [text[start:end] for start, end in tokens] == ["Troops", "did", "n't", "advance", "."]
    assert tokens[0] == (10, 16)


def test_stops_at_the_given_end() -> None:
    text = "one two three"
    assert tokenize(text, 0, 7) == [(0, 3), (4, 7)]


def test_blank_text_has_no_tokens() -> None:
    assert tokenize(" \n\t ", 0, 4) == []


TEXT = st.text(alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("abAB12.,'’\"-–()$% \n")), max_size=80)


@given(TEXT)
def test_every_character_but_white_space_is_in_one_token(text: str) -> None:
    tokens = tokenize(text, 0, len(text))
    covered = [index for start, end in tokens for index in range(start, end)]
    assert covered == sorted(set(covered))
    assert [index for index, char in enumerate(text) if not char.isspace()] == covered


@given(TEXT)
def test_tokens_hold_no_white_space_and_are_in_order(text: str) -> None:
    tokens = tokenize(text, 0, len(text))
    assert all(start < end for start, end in tokens)
    assert not any(char.isspace() for start, end in tokens for char in text[start:end])
    assert tokens == sorted(tokens)
