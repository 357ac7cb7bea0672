"""Sentence boundaries as the model mends them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from whence.reader import boundaries
from whence.reader.windows import Part

NO, YES = -5.0, 5.0


def mended(parts: list[Part], scores: list[float], fixed: list[bool]) -> list[tuple[int, int, bool]]:
    found = boundaries.mend(parts, np.array(scores, dtype=np.float32), np.array(fixed))
    return [(part.first, part.last, part.opens) for part in found]


def test_a_boundary_that_the_rules_missed_is_made() -> None:
    assert mended([Part(10, 14, True)], [NO, NO, YES, NO], [True, False, False, False]) == [
        (10, 12, True),
        (12, 14, True),
    ]


def test_a_boundary_that_the_model_is_sure_is_none_is_taken_away() -> None:
    parts = [Part(0, 2, True), Part(2, 4, True)]
    assert mended(parts, [YES, NO, NO, NO], [True, False, False, False]) == [(0, 4, True)]


def test_a_block_begins_a_sentence_whatever_the_model_says() -> None:
    parts = [Part(0, 2, True), Part(2, 4, True)]
    assert mended(parts, [YES, NO, NO, NO], [True, False, True, False]) == [(0, 2, True), (2, 4, True)]


def test_where_the_model_wavers_the_rules_decide() -> None:
    parts = [Part(0, 2, True), Part(2, 4, True)]
    assert len(mended(parts, [NO, NO, -0.2, NO], [True, False, False, False])) == 2
    assert len(mended([Part(0, 4, True)], [NO, NO, 0.2, NO], [True, False, False, False])) == 1


def test_the_rest_of_a_long_sentence_stays_a_rest() -> None:
    parts = [Part(190, 193, False), Part(193, 195, True)]
    assert mended(parts, [YES, NO, NO, YES, NO], [False] * 5) == [(190, 193, False), (193, 195, True)]


@given(
    st.lists(st.integers(1, 6), min_size=1, max_size=8),
    st.integers(0, 500),
    st.data(),
)
def test_mended_parts_cover_the_same_words_in_order(sizes: list[int], base: int, data: st.DataObject) -> None:
    edges = np.cumsum([base, *sizes]).tolist()
    parts = [Part(first, last, True) for first, last in pairwise(edges)]
    size = sum(sizes)
    scores = data.draw(st.lists(st.floats(-9, 9, width=32), min_size=size, max_size=size))
    fixed = data.draw(st.lists(st.booleans(), min_size=size, max_size=size))
    found = mended(parts, scores, fixed)
    assert [word for first, last, _ in found for word in range(first, last)] == list(range(base, base + size))
    numbers = boundaries.numbers([Part(*one) for one in found])
    assert len(numbers) == size
    assert (np.diff(numbers) >= 0).all()
