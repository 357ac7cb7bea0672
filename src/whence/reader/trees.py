"""Dependency trees from arc scores.

A word's best head is mostly right, and the best heads of a sentence mostly form a tree; where they do not, the maximum
spanning tree is found by the algorithm of Chu and Liu (1965) and Edmonds (1967), with one root.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Heads = NDArray[np.int64]

_ROOT_CANDIDATES = 4
"""Roots tried, best first, where the spanning tree has several; trying all costs n trees for the same answer."""


def decode(scores: Scores, sentence: Heads) -> Heads:
    """The head of each word of a window, -1 for a root; one tree a sentence.

    Args:
        scores: ``[W, W]``, row for the dependent and column for the head; the diagonal scores a word as root, and pairs
            of two sentences score very low.
        sentence: ``[W]``, the sentence of each word, in ascending order.
    """
    if not len(sentence):
        return np.empty(0, dtype=np.int64)
    heads = scores.argmax(axis=1).astype(np.int64)
    broken = _broken(heads, sentence)
    for number in broken:
        first = int(np.searchsorted(sentence, number, side="left"))
        last = int(np.searchsorted(sentence, number, side="right"))
        own = spanning_tree(scores[first:last, first:last].astype(np.float64))
        heads[first:last] = np.where(own < 0, np.arange(first, last), own + first)
    own_head = heads == np.arange(len(heads))
    return np.where(own_head, -1, heads)


def within(scores: Scores, sentence: Heads) -> Scores:
    """Arc scores with the pairs of two sentences put out of reach."""
    return np.where(sentence[:, None] == sentence[None, :], scores, np.float32(-1e4))


def _broken(heads: Heads, sentence: Heads) -> Heads:
    """Sentences whose heads (a root points at itself) are no single-rooted tree."""
    place = np.arange(len(heads))
    root = heads == place
    top = heads
    for _ in range(max(1, len(heads).bit_length())):
        top = top[top]
    bad = ~root[top] | (sentence[top] != sentence)
    roots = np.bincount(sentence, weights=root)
    wrong_count = np.flatnonzero((roots != 1) & (np.bincount(sentence) > 0))
    return np.union1d(sentence[bad], wrong_count)


def spanning_tree(scores: NDArray[np.float64]) -> Heads:
    """The best single-rooted tree over ``[n, n]`` scores whose diagonal scores roots: heads, -1 for the root."""
    size = len(scores)
    if size == 1:
        return np.array([-1], dtype=np.int64)
    graph = np.full((size + 1, size + 1), -np.inf)
    graph[1:, 1:] = np.clip(scores, -1e6, 1e6)
    graph[1:, 0] = np.diag(graph[1:, 1:])
    np.fill_diagonal(graph, -np.inf)
    heads = _edmonds(graph)
    roots = np.flatnonzero(heads[1:] == 0)
    if len(roots) == 1:
        return heads[1:] - 1
    best, best_score = heads, -np.inf
    likely = np.argsort(-graph[1:, 0], kind="stable")[:_ROOT_CANDIDATES]
    for root in dict.fromkeys([*roots.tolist(), *likely.tolist()]):
        single = graph.copy()
        single[1:, 0] = -np.inf
        single[root + 1, :] = -np.inf
        single[root + 1, 0] = graph[root + 1, 0]
        tree = _edmonds(single)
        score = float(single[np.arange(1, size + 1), tree[1:]].sum())
        if score > best_score:
            best, best_score = tree, score
    own: Heads = best[1:] - 1
    return own


def _edmonds(graph: NDArray[np.float64]) -> Heads:
    """Heads of the maximum arborescence from node 0 (0 for node 0); ``graph[d, h]`` scores head ``h`` of ``d``."""
    heads: Heads = graph.argmax(axis=1).astype(np.int64)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    rest = np.array([node for node in range(len(graph)) if node not in set(cycle.tolist())])
    kept = graph[cycle, heads[cycle]]
    # entering the cycle at a node gives up that node's head inside it
    entering = graph[np.ix_(cycle, rest)] - kept[:, None]
    leaving = graph[np.ix_(rest, cycle)]
    small = np.full((len(rest) + 1, len(rest) + 1), -np.inf)
    small[:-1, :-1] = graph[np.ix_(rest, rest)]
    entry = entering.argmax(axis=0)
    small[-1, :-1] = entering.max(axis=0)
    exit_ = leaving.argmax(axis=1)
    small[:-1, -1] = leaving.max(axis=1)
    small[0, :] = -np.inf
    solved = _edmonds(small)
    result = heads.copy()
    for index in range(1, len(rest)):
        head = solved[index]
        result[rest[index]] = cycle[exit_[index]] if head == len(rest) else rest[head]
    outside = solved[len(rest)]
    broken = cycle[entry[outside]]
    result[broken] = rest[outside]
    return result


def _cycle(heads: NDArray[np.int64]) -> NDArray[np.int64] | None:
    """The nodes of one cycle, or ``None``."""
    state = np.zeros(len(heads), dtype=np.int8)
    state[0] = 2
    for start in range(1, len(heads)):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return np.array(path[path.index(node) :])
        for seen in path:
            state[seen] = 2
    return None
