"""Attributions from the encoder's source, cue and content tags and its links to cues."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ranges = list[tuple[int, int]]
Attribution = tuple[Ranges, Ranges, Ranges]

_GAP = 2
"""Untagged words (a comma, a quotation mark) that do not break a span in two."""


def decode(tags: Sequence[str], best: NDArray[np.int64], links: NDArray[np.float32], heads: Sequence[int]) -> list[Attribution]:
    """Sources, cues and contents of a window as word ranges (end exclusive), one triple a cue that has a content.

    Args:
        tags: the tag names (``O``, ``B-CUE``, ...).
        best: ``[W]``, the tag of each word.
        links: ``[W, W]``, how well each word's cue begins at each other word.
        heads: ``[W]``, the words' heads in the window, -1 for roots.
    """
    kinds = [tags[number][2:] for number in best.tolist()]
    cues = _cues(tags, best)
    if not cues:
        return []
    starts = [first for first, _ in cues]
    owner = links[:, starts].argmax(axis=1).tolist()
    parts: list[dict[str, set[int]]] = [{"SOURCE": set(), "CONTENT": set()} for _ in cues]
    for word, kind in enumerate(kinds):
        if kind in ("SOURCE", "CONTENT"):
            parts[owner[word]][kind].add(word)
    _nest(cues, parts, heads)
    found: list[Attribution] = []
    for (first, last), part in zip(cues, parts, strict=True):
        if part["CONTENT"]:
            own = set(range(first, last)) | part["SOURCE"]
            found.append((_ranges(part["SOURCE"], set()), [(first, last)], _ranges(part["CONTENT"], own)))
    return found


def _cues(tags: Sequence[str], best: NDArray[np.int64]) -> Ranges:
    cues: Ranges = []
    for word, number in enumerate(best.tolist()):
        tag = tags[number]
        if tag == "B-CUE" or (tag == "I-CUE" and not (cues and cues[-1][1] == word)):
            cues.append((word, word + 1))
        elif tag == "I-CUE":
            cues[-1] = (cues[-1][0], word + 1)
    return cues


def _nest(cues: Ranges, parts: list[dict[str, set[int]]], heads: Sequence[int]) -> None:
    """Puts a report that hangs under another's cue into that one's content: tags tell only the innermost."""
    by_word = {word: index for index, (first, last) in enumerate(cues) for word in range(first, last)}
    outer: list[int | None] = []
    for index, (first, last) in enumerate(cues):
        word, steps, found = first, 0, None
        while heads[word] >= 0 and steps < len(heads) and found is None:
            word = heads[word]
            steps += 1
            above = by_word.get(word)
            if above is not None and above != index:
                found = above
        outer.append(found)
    order = sorted(range(len(cues)), key=lambda index: _depth(outer, index), reverse=True)
    for index in order:
        above = outer[index]
        if above is None:
            continue
        whole = parts[index]["SOURCE"] | parts[index]["CONTENT"] | set(range(*cues[index]))
        reach = parts[above]["CONTENT"]
        beside = {word + step for word in reach for step in (-1, 1)}
        if not reach or whole & beside:
            parts[above]["CONTENT"] |= whole - parts[above]["SOURCE"] - set(range(*cues[above]))


def _depth(outer: list[int | None], index: int) -> int:
    depth = 0
    above = outer[index]
    while above is not None and depth <= len(outer):
        depth += 1
        above = outer[above]
    return depth


def _ranges(words: set[int], barred: set[int]) -> Ranges:
    """Runs of words, joined over short gaps that hold none of the barred words."""
    runs: Ranges = []
    for word in sorted(words):
        if runs and word - runs[-1][1] <= _GAP and not barred & set(range(runs[-1][1], word)):
            runs[-1] = (runs[-1][0], word + 1)
        else:
            runs.append((word, word + 1))
    return runs
