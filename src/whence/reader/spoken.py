"""Attributions from the encoder's source, cue and content tags, its links to cues, and the tree.

A tagged span belongs to the cue that the tree ties it to (the subject or clause of a verb of speech); where the tree
does not tell, to the cue that its words' links point at, one of its own sentence first. A quotation that runs on
over sentences without a cue keeps the cue it started from.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ranges = list[tuple[int, int]]
Attribution = tuple[Ranges, Ranges, Ranges]

_FUNCTION_RELATIONS = {"mark", "punct", "cc", "case", "det"}
"""Relations of words that tell nothing about whose content they open: "that" hangs on the verb inside."""
_GAP = 8
"""Untagged words (a comma, a quotation mark) that do not break a span in two."""


def decode(
    tags: Sequence[str],
    best: NDArray[np.int64],
    links: NDArray[np.float32],
    heads: Sequence[int],
    deprels: Sequence[str],
    sentence: NDArray[np.int64],
) -> list[Attribution]:
    """Sources, cues and contents of a window as word ranges (end exclusive), one triple a cue that has a content.

    Args:
        tags: the tag names (``O``, ``B-CUE``, ...).
        best: ``[W]``, the tag of each word.
        links: ``[W, W]``, how well each word's cue begins at each other word.
        heads: ``[W]``, the words' heads in the window, -1 for roots.
        deprels: ``[W]``, the words' relations to their heads.
        sentence: ``[W]``, the sentence of each word.
    """
    spans = _spans([tags[number] for number in best.tolist()], sentence)
    cues = [(first, last) for first, last, kind in spans if kind == "CUE"]
    if not cues:
        return []
    by_word = {word: index for index, (first, last) in enumerate(cues) for word in range(first, last)}
    sources: list[set[int]] = [set() for _ in cues]
    contents: list[set[int]] = [set() for _ in cues]
    for first, last, kind in spans:
        if kind == "CUE":
            continue
        owner = _tied(first, last, heads, deprels, by_word)
        if owner is None:
            owner = _linked(first, last, kind, links, cues, sentence)
        if owner is not None:
            (sources if kind == "SOURCE" else contents)[owner].update(range(first, last))
    _nest(cues, sources, contents, heads, by_word)
    voices = set(by_word).union(*sources)
    found: list[Attribution] = []
    for cue, source, content in zip(cues, sources, contents, strict=True):
        if content:
            found.append((_ranges(source, set(by_word)), [cue], _ranges(content, voices - content)))
    return found


def _spans(names: Sequence[str], sentence: NDArray[np.int64]) -> list[tuple[int, int, str]]:
    """Runs of tagged words: first, last (exclusive), kind; no run crosses a sentence."""
    spans: list[tuple[int, int, str]] = []
    for word, name in enumerate(names):
        kind = name[2:]
        if not kind:
            continue
        joined = spans and spans[-1][1] == word and spans[-1][2] == kind and sentence[word] == sentence[word - 1]
        if joined and name[0] == "I":
            spans[-1] = (spans[-1][0], word + 1, kind)
        else:
            spans.append((word, word + 1, kind))
    return spans


def _tied(first: int, last: int, heads: Sequence[int], deprels: Sequence[str], by_word: dict[int, int]) -> int | None:
    """The cue that governs the span's own head, or hangs on it as a paratactic "he said" does."""
    tops = [
        word
        for word in range(first, last)
        if not first <= heads[word] < last and deprels[word] not in _FUNCTION_RELATIONS
    ]
    for top in tops:
        if heads[top] in by_word:
            return by_word[heads[top]]
    for word, cue in by_word.items():
        if heads[word] in tops:
            return cue
    return None


def _linked(
    first: int, last: int, kind: str, links: NDArray[np.float32], cues: Ranges, sentence: NDArray[np.int64]
) -> int | None:
    """The cue that the span's words point at; a source's cue stands in its own sentence."""
    own = [index for index, (start, _) in enumerate(cues) if sentence[start] == sentence[first]]
    if not own and kind == "SOURCE":
        return None
    choices = own or list(range(len(cues)))
    scores = links[first:last, [cues[index][0] for index in choices]].sum(axis=0)
    return choices[int(scores.argmax())]


def _nest(
    cues: Ranges, sources: list[set[int]], contents: list[set[int]], heads: Sequence[int], by_word: dict[int, int]
) -> None:
    """Puts a report that hangs under another's cue into that one's content: tags tell only the innermost."""
    outer = [_above(index, start, heads, by_word) for index, (start, _) in enumerate(cues)]
    for index in sorted(range(len(cues)), key=lambda index: _depth(outer, index), reverse=True):
        above = outer[index]
        if above is None:
            continue
        whole = sources[index] | contents[index] | set(range(*cues[index]))
        beside = {word + step for word in contents[above] for step in (-1, 1)}
        if not contents[above] or whole & beside:
            contents[above] |= whole - sources[above] - set(range(*cues[above]))


def _above(index: int, word: int, heads: Sequence[int], by_word: dict[int, int]) -> int | None:
    """The cue nearest above a word in the tree, other than its own."""
    for _ in range(len(heads)):
        word = heads[word]
        if word < 0:
            return None
        if by_word.get(word, index) != index:
            return by_word[word]
    return None


def _depth(outer: Sequence[int | None], index: int) -> int:
    depth = 0
    above = outer[index]
    while above is not None and depth <= len(outer):
        depth += 1
        above = outer[above]
    return depth


def trim(ranges: Ranges, edges: Sequence[bool]) -> Ranges:
    """Takes words marked in ``edges`` (commas, full stops) off both ends of each range; drops what is left empty."""
    kept: Ranges = []
    for first, last in ranges:
        while first < last and edges[first]:
            first += 1
        while first < last and edges[last - 1]:
            last -= 1
        if first < last:
            kept.append((first, last))
    return kept


def _ranges(words: set[int], barred: set[int]) -> Ranges:
    """Runs of words, joined over short gaps that hold none of the barred words."""
    runs: Ranges = []
    for word in sorted(words):
        if runs and word - runs[-1][1] <= _GAP and not barred & set(range(runs[-1][1], word)):
            runs[-1] = (runs[-1][0], word + 1)
        else:
            runs.append((word, word + 1))
    return runs
