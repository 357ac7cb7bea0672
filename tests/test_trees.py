"""Trees from arc scores."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.reader.trees import decode, spanning_tree


def is_tree(heads: list[int]) -> bool:
    """One root, and every word reaches it."""
    if sum(head < 0 for head in heads) != 1:
        return False
    for word in range(len(heads)):
        steps = 0
        while heads[word] >= 0 and steps <= len(heads):
            word = heads[word]
            steps += 1
        if steps > len(heads):
            return False
    return True


def score(scores: np.ndarray, heads: list[int]) -> float:
    return float(sum(scores[word, word if head < 0 else head] for word, head in enumerate(heads)))


def best_by_trying_all(scores: np.ndarray) -> float:
    size = len(scores)
    choices = itertools.product(range(-1, size), repeat=size)
    return max(
        score(scores, list(heads))
        for heads in choices
        if is_tree(list(heads)) and all(head != word for word, head in enumerate(heads))
    )


@pytest.mark.parametrize("seed", range(60))
def test_spanning_tree_is_the_best_tree(seed: int) -> None:
    random = np.random.default_rng(seed)
    scores = random.normal(size=(4, 4)) * 3
    heads = spanning_tree(scores).tolist()
    assert is_tree(heads)
    assert score(scores, heads) == pytest.approx(best_by_trying_all(scores))


@given(st.integers(0, 10_000), st.lists(st.integers(1, 12), min_size=1, max_size=5))
def test_decode_gives_one_tree_a_sentence(seed: int, sizes: list[int]) -> None:
    sentence = np.repeat(np.arange(len(sizes)), sizes)
    scores = np.random.default_rng(seed).normal(size=(len(sentence), len(sentence))).astype(np.float32)
    scores[sentence[:, None] != sentence[None, :]] = -1e4
    heads = decode(scores, sentence)
    first = 0
    for size in sizes:
        own = heads[first : first + size]
        assert is_tree([head - first if head >= 0 else -1 for head in own.tolist()])
        first += size


def test_greedy_heads_stand_where_they_form_a_tree() -> None:
    scores = np.full((3, 3), -5.0, dtype=np.float32)
    scores[0, 1] = scores[1, 1] = scores[2, 1] = 5.0
    assert decode(scores, np.zeros(3, dtype=np.int64)).tolist() == [1, -1, 1]


def test_a_cycle_is_broken_at_its_cheapest_arc() -> None:
    scores = np.array([[0.0, 9.0, 1.0], [9.0, 2.0, 1.0], [1.0, 8.0, -3.0]], dtype=np.float32)
    assert decode(scores, np.zeros(3, dtype=np.int64)).tolist() == [1, -1, 1]


def test_no_words() -> None:
    assert decode(np.empty((0, 0), dtype=np.float32), np.empty(0, dtype=np.int64)).tolist() == []


def test_a_long_sentence() -> None:
    scores = np.random.default_rng(3).normal(size=(180, 180)).astype(np.float32)
    assert is_tree(decode(scores, np.zeros(180, dtype=np.int64)).tolist())
