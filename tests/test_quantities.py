"""Quantities: numbers with their hedges, what they count, and what is no quantity."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.reader.numberwords import value_of
from whence.reader.quantities import find_quantities
from whence.reader.times import find_times
from whence.records import Interval, Quantity, Sentence, Token


def tokens_of(text: str) -> list[Token]:
    found = re.finditer(r"\w+(?:[.,]\w+)*|[^\w\s]", text)
    return [Token(m.group(), m.start(), m.end(), m.group().lower(), "", -1, "") for m in found]


def quantities_of(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text of one sentence, its times left out."""
    tokens = tokens_of(text)
    sentences = [Sentence(0, len(text), 0, len(tokens), 0)]
    times = find_times(text, sentences, tokens, Interval("2017-11-20", "2017-11-20"))
    return find_quantities(text, sentences, tokens, times)


@pytest.mark.parametrize(
    ("text", "span", "low", "high"),
    [
        ("39 people died", "39", 39, 39),
        ("At least 39 people died", "At least 39", 39, None),
        ("Up to seven soldiers died", "Up to seven", None, 7),
        ("Between 30 and 40 soldiers died", "Between 30 and 40", 30, 40),
        ("30 to 40 soldiers died", "30 to 40", 30, 40),
        ("30-40 soldiers died", "30-40", 30, 40),
        ("Two or three soldiers died", "Two or three", 2, 3),
        ("About 200 soldiers died", "About 200", 200, 200),
        ("Some 200 soldiers died", "Some 200", 200, 200),
        ("An estimated 200 soldiers died", "An estimated 200", 200, 200),
        ("More than 20 soldiers died", "More than 20", 21, None),
        ("Well over 20 soldiers died", "Well over 20", 21, None),
        ("Fewer than 20 soldiers died", "Fewer than 20", None, 19),
        ("Nearly 20 soldiers died", "Nearly 20", None, 20),
        ("As many as 20 soldiers died", "As many as 20", None, 20),
        ("20 or more soldiers died", "20 or more", 20, None),
        ("20+ soldiers died", "20+", 20, None),
        ("Dozens of soldiers died", "Dozens", 24, None),
        ("Scores of soldiers died", "Scores", 40, None),
        ("Hundreds of soldiers died", "Hundreds", 200, None),
        ("Thousands of soldiers died", "Thousands", 2000, None),
        ("Tens of thousands of soldiers died", "Tens of thousands", 20000, None),
        ("Hundreds of thousands of soldiers fled", "Hundreds of thousands", 200000, None),
        ("Several soldiers died", "Several", 3, None),
        ("A few soldiers died", "A few", 3, None),
        ("Several hundred soldiers died", "Several hundred", 300, None),
        ("A couple of soldiers died", "A couple", 2, 2),
        ("Two dozen soldiers died", "Two dozen", 24, 24),
        ("A dozen soldiers died", "A dozen", 12, 12),
        ("More than half a dozen soldiers died", "More than half a dozen", 7, None),
        ("1.5 million people fled", "1.5 million", 1500000, 1500000),
        ("2 to 3 million people fled", "2 to 3 million", 2000000, 3000000),
        ("3,000 people fled", "3,000", 3000, 3000),
        ("Two hundred and five people fled", "Two hundred and five", 205, 205),
        ("No casualties were reported", "No", 0, 0),
        ("Nobody was hurt", "Nobody", 0, 0),
        ("An unknown number of soldiers died", "An unknown number", 1, None),
        ("Both men died", "Both", 2, 2),
        ("A soldier died", "A", 1, 1),
        ("One soldier died", "One", 1, 1),
    ],
)
def test_hedges_and_loose_numbers_give_bounds(text: str, span: str, low: int | None, high: int | None) -> None:
    (quantity,) = quantities_of(text)
    assert (quantity.text, quantity.min, quantity.max, quantity.kind) == (span, low, high, "people")
    assert text[quantity.start : quantity.end] == span


@pytest.mark.parametrize(
    ("text", "unit", "kind"),
    [
        ("They seized 12 tanks", "tanks", "thing"),
        ("They held seven police checkpoints", "checkpoints", "thing"),
        ("They shut several girls' schools", "schools", "thing"),
        ("They killed ten Taliban fighters", "fighters", "people"),
        ("They killed three IS fighters", "fighters", "people"),
        ("They killed ten Taliban", "taliban", "people"),
        ("They held three Iraqis", "iraqis", "people"),
        ("They held 20 suspected armed militants in the town", "militants", "people"),
        ("They killed 39", None, "people"),
        ("39 were killed", None, "people"),
        ("They paid $3 million", None, "money"),
        ("They paid 2.5 million euros", None, "money"),
        ("Prices rose 12 per cent", None, "percent"),
        ("Prices rose 4.5%", None, "percent"),
        ("It lies within 30 km", None, "measure"),
        ("They fired 82mm mortars", None, "measure"),
        ("They held a 2,000-strong garrison", None, "people"),
    ],
)
def test_the_unit_and_kind_are_told_apart(text: str, unit: str | None, kind: str) -> None:
    (quantity,) = quantities_of(text)
    assert (quantity.unit, quantity.kind) == (unit, kind)
    if unit is not None:
        assert quantity.unit_token is not None and tokens_of(text)[quantity.unit_token].lemma == unit


def test_the_unit_is_taken_from_the_tree_where_there_is_one() -> None:
    words = [
        ("Dozens", "dozen", "NOUN", 5, "nsubj"),
        ("of", "of", "ADP", 4, "case"),
        ("badly", "badly", "ADV", 3, "advmod"),
        ("armed", "armed", "ADJ", 4, "amod"),
        ("herders", "herder", "NOUN", 0, "nmod"),
        ("fled", "flee", "VERB", -1, "root"),
    ]
    tokens, start = [], 0
    for text, lemma, upos, head, deprel in words:
        tokens.append(Token(text, start, start + len(text), lemma, upos, head, deprel))
        start += len(text) + 1
    body = " ".join(word[0] for word in words)
    (quantity,) = find_quantities(body, [Sentence(0, len(body), 0, len(tokens), 0)], tokens, ())
    assert (quantity.token, quantity.unit, quantity.unit_token, quantity.kind) == (0, "herder", 4, "people")


def test_parts_told_within_a_whole_are_included() -> None:
    text = "At least 39 people, including four children and two women, died in the blast, 12 of them soldiers."
    found = [(quantity.min, quantity.unit, quantity.included) for quantity in quantities_of(text)]
    assert found == [(39, "people", False), (4, "children", True), (2, "women", True), (12, "soldiers", True)]
    later = quantities_of("It killed 39, including four children, and wounded 41.")
    assert [quantity.included for quantity in later] == [False, True, False]


@pytest.mark.parametrize(
    "text",
    [
        "UN Resolution 1973 was adopted",
        "Mi-24 helicopters and M-777 howitzers",
        "Task Force 58 withdrew",
        "a 12-year-old girl's school",
        "Ahmed Ali, 45, said so",
        "He was aged 60",
        "The 3rd Division and the first brigade",
        "Egypt won 3-0",
        "Two-thirds of it",
        "On 5 May 2017, at 4 a.m., after three days",
        "They fought one another",
        "No group has claimed the attack",
        "an activist network",
        "There were no reports of it",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert quantities_of(text) == () or all(quantity.min == 1 and quantity.unit for quantity in quantities_of(text))


def test_a_rise_from_one_number_to_another_is_no_range() -> None:
    found = quantities_of("The toll rose from 6 to 9")
    assert [(quantity.min, quantity.max) for quantity in found] == [(6, 6), (9, 9)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("twenty-three", 23),
        ("two hundred and thirty-five", 235),
        ("three hundred and five thousand two hundred", 305200),
        ("two and a half million", 2500000),
        ("half a dozen", 6),
        ("a hundred", 100),
        ("12,000", 12000),
        ("1.5 million", 1500000),
        ("seven", 7),
        ("soldiers", None),
        ("", None),
    ],
)
def test_number_words_come_to_numbers(text: str, number: float | None) -> None:
    assert value_of(text) == number


_ONES = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelt(number: int) -> str:
    """A number below a million in words, the British way."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10 - 2] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{_ONES[number // 100]} hundred" + (f" and {spelt(number % 100)}" if number % 100 else "")
    rest = number % 1000
    return f"{spelt(number // 1000)} thousand" + (f" {'and ' if rest < 100 else ''}{spelt(rest)}" if rest else "")


@given(st.integers(0, 999_999))
def test_a_number_spelt_out_is_read_back(number: int) -> None:
    assert value_of(spelt(number)) == number


@given(st.integers(2, 99_999))
def test_a_spelt_number_is_found_whole_in_a_text(number: int) -> None:
    (quantity,) = quantities_of(f"They held {spelt(number)} soldiers there")
    assert (quantity.min, quantity.max, quantity.text, quantity.unit) == (number, number, spelt(number), "soldiers")


PIECES = [
    "39",
    "1,000",
    "seven",
    "at least",
    "more than",
    "up to",
    "between",
    "and",
    "to",
    "-",
    "dozens",
    "of",
    "soldiers",
    "$",
    "million",
    "%",
    "km",
    "including",
    "of them",
    "no",
    "casualties",
    "a",
    "one",
    "killed",
    "Resolution",
    "aged",
    "or more",
    "fewer than",
    "hundreds",
    "nearly",
    ",",
    "several",
    "hundred",
    "both",
    "half a dozen",
    "4.5",
    "3rd",
    "Iraqis",
    "in 2003",
]


@given(st.lists(st.sampled_from(PIECES), max_size=10))
def test_whatever_the_text_the_quantities_hold(pieces: list[str]) -> None:
    text = " ".join(pieces)
    end = 0
    for quantity in quantities_of(text):
        assert quantity.start >= end and text[quantity.start : quantity.end] == quantity.text
        end = quantity.end
        assert quantity.min is None or quantity.max is None or quantity.min <= quantity.max
        assert quantity.min is not None or quantity.max is not None


@given(st.text(alphabet="abcdefg .,-%$\n’éж", max_size=60))
def test_no_number_is_found_where_there_is_none(text: str) -> None:
    assert all(quantity.text.lower() in ("a", "an") for quantity in quantities_of(text))


def test_a_number_in_a_name_is_told_from_one_after_a_place() -> None:
    assert quantities_of("They boarded the Embraer 190 aircraft") == ()
    assert quantities_of("The Five Star Movement won it") == ()
    (quantity,) = quantities_of("In Mosul 12 tanks burned")
    assert (quantity.min, quantity.unit) == (12, "tanks")


def test_a_comma_before_and_closes_what_was_included() -> None:
    found = quantities_of("Six died, including four children, and 38 others were hurt")
    assert [quantity.included for quantity in found] == [False, True, False]
