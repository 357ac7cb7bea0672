"""Quantities: tolls that change, shares, ages, short forms and other ways of telling a number."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.reader.quantities import find_quantities
from whence.records import Quantity, Sentence, Token


def quantities_of(text: str) -> tuple[Quantity, ...]:
    found = re.finditer(r"\w+(?:[.,]\w+)*|[^\w\s]", text)
    tokens = [Token(m.group(), m.start(), m.end(), m.group().lower(), "", -1, "") for m in found]
    return find_quantities(text, [Sentence(0, len(text), 0, len(tokens), 0)], tokens, ())


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("The toll rose from 12 to 39.", [12], [39]),
        ("The toll rose to 39 from 12.", [12], [39]),
        ("Officials revised the death toll down to 7 from an earlier 9.", [9], [7]),
        ("Officials lowered the toll from 9 to 7.", [9], [7]),
        ("The number of wounded climbed from 100 to more than 150.", [100], [151]),
        ("Troop numbers will rise to 14,000, up from 8,400.", [8400], [14000]),
        ("It has 2,000 fighters, down from a peak of 5,000.", [5000], [2000]),
        ("The group shrank from 5,000 fighters to 2,000.", [5000], [2000]),
        ("An initial death toll of 9 was given.", [9], []),
        ("Officials had earlier put the toll at 9.", [9], []),
        ("The blast killed two men, raising the death toll to 40.", [], [2, 40]),
        ("That brings to 12 the number killed.", [], [12]),
        ("The death toll has risen to 39.", [], [39]),
    ],
)
def test_a_replaced_toll_is_told_from_the_new_one(text: str, old: list[int], new: list[int]) -> None:
    found = quantities_of(text)
    assert [one.min for one in found if one.replaced] == old
    assert [one.min for one in found if not one.replaced] == new
    assert {one.kind for one in found} == {"people"}


@pytest.mark.parametrize(
    "text",
    [
        "They marched from 12 villages to 5 towns.",
        "From 30 to 40 people were killed.",
        "He was freed from 12 years of captivity.",
        "Twelve were killed, including three from 2 villages.",
    ],
)
def test_what_replaces_nothing(text: str) -> None:
    assert not any(one.replaced for one in quantities_of(text))


@pytest.mark.parametrize(
    ("text", "span", "low", "high"),
    [
        ("Half a million people fled", "Half a million", 500000, 500000),
        ("More than half a million people fled", "More than half a million", 500001, None),
        ("A quarter of a million people fled", "A quarter of a million", 250000, 250000),
        ("From 30 to 40 people died", "30 to 40", 30, 40),
        ("Anywhere from 3,000 to 5,000 fighters remain", "3,000 to 5,000", 3000, 5000),
        ("3-5,000 fighters remain", "3-5,000", 3000, 5000),
        ("Two to three dozen people died", "Two to three dozen", 24, 36),
        ("Some 2m people fled", "Some 2m", 2000000, 2000000),
        ("About 10k refugees fled", "About 10k", 10000, 10000),
        ("100s of fighters fled", "100s", 200, None),
        ("Many thousands of people fled", "Many thousands", 2000, None),
        ("Perhaps 300 fighters fled", "Perhaps 300", 300, 300),
        ("As few as 10 fighters fled", "As few as 10", 10, None),
        ("Not a single civilian was hurt", "Not a single", 0, 0),
        ("Not one soldier was hurt", "Not one", 0, 0),
    ],
)
def test_other_ways_to_tell_a_number_of_people(text: str, span: str, low: int, high: int | None) -> None:
    (quantity,) = quantities_of(text)
    assert (quantity.text, quantity.min, quantity.max, quantity.kind) == (span, low, high, "people")


@pytest.mark.parametrize(
    ("text", "low", "kind"),
    [
        ("A force of 10,000 advanced", 10000, "people"),
        ("A crowd of several hundred gathered", 300, "people"),
        ("A convoy of 12 trucks was hit", 12, "thing"),
        ("Six F-16s took off", 6, "thing"),
        ("They are 2m away", 2, "measure"),
        ("The aid is worth $3-4 million", 3000000, "money"),
    ],
)
def test_what_a_number_counts(text: str, low: int, kind: str) -> None:
    (quantity,) = quantities_of(text)
    assert (quantity.min, quantity.kind) == (low, kind)


@pytest.mark.parametrize("text", ["One in five people fled.", "Four out of five people fled.", "He is 45."])
def test_shares_and_ages_count_nobody(text: str) -> None:
    assert quantities_of(text) == ()


def test_two_ages_are_both_ages() -> None:
    assert [one.min for one in quantities_of("Two men aged 30 and 45 were killed.")] == [2]


def test_a_part_out_of_a_whole_counts_the_same() -> None:
    found = quantities_of("Twelve out of 15 hostages were freed.")
    assert [(one.min, one.unit) for one in found] == [(12, "hostages"), (15, "hostages")]


@given(st.integers(2, 500), st.integers(2, 500), st.sampled_from(["{} to {}", "{}-{}", "between {} and {}"]))
def test_a_range_that_rises_has_both_bounds(first: int, second: int, form: str) -> None:
    low, high = min(first, second), max(first, second) + 1
    (quantity,) = quantities_of(f"They killed {form.format(low, high)} soldiers there")
    assert (quantity.min, quantity.max, quantity.unit, quantity.replaced) == (low, high, "soldiers", False)


@given(st.integers(2, 999), st.integers(2, 999), st.sampled_from(["rose", "fell", "was revised", "climbed"]))
def test_a_toll_that_changes_has_an_old_and_a_new_value(first: int, second: int, verb: str) -> None:
    told = quantities_of(f"The death toll {verb} from {first} to {second} on the day")
    turned = quantities_of(f"The death toll {verb} to {second} from {first} on the day")
    assert [(one.min, one.replaced) for one in told] == [(first, True), (second, False)]
    assert [(one.min, one.replaced) for one in turned] == [(second, False), (first, True)]
