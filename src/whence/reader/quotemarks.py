"""Quotation marks at the edges of what is quoted: a quotation that is opened takes in its closing mark."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import pairwise

from whence.records import Token

_OPEN = frozenset({"“", '"', "''", "``"})
_CLOSE = frozenset({"”", '"', "''"})
_ENDS = frozenset({",", ".", "!", "?", "…", "..."})
_GAP = 2
"""Marks between two pieces of one quotation ("... here. | We ..."), at most."""


def closed(tokens: Sequence[Token], words: Set[int], barred: Set[int]) -> set[int]:
    """Words of a content with the marks that belong to them.

    Pieces that only marks part are joined; a run that opens a quotation takes in its closing mark and the comma or stop
    before it; a run between two marks takes in both. Nothing of ``barred`` (source and cue) is taken in.
    """
    held = set(words)
    for (_, first), (last, _) in pairwise(runs(held)):
        gap = range(first, last)
        if len(gap) <= _GAP and all(tokens[index].upos == "PUNCT" and index not in barred for index in gap):
            held.update(gap)
    for first, last in runs(held):
        end = _closing(tokens, last)
        if end is None or not barred.isdisjoint(range(last, end)):
            continue
        if _is_open(tokens, first, last):
            held.update(range(last, end))
        elif first > 0 and tokens[first - 1].text in _OPEN and first - 1 not in barred:
            held.update(range(first - 1, end))
    return held


def runs(words: Set[int]) -> list[tuple[int, int]]:
    """Unbroken runs of words: first, and the one after the last."""
    found: list[tuple[int, int]] = []
    for index in sorted(words):
        if found and found[-1][1] == index:
            found[-1] = (found[-1][0], index + 1)
        else:
            found.append((index, index + 1))
    return found


def _closing(tokens: Sequence[Token], index: int) -> int | None:
    """The token after a closing mark that stands at ``index``, commas and stops before it passed over."""
    while index < len(tokens) and tokens[index].text in _ENDS:
        index += 1
    return index + 1 if index < len(tokens) and tokens[index].text in _CLOSE else None


def _is_open(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a quotation is open at the end of a run."""
    opened = False
    for token in tokens[first:last]:
        if token.text == "“":
            opened = True
        elif token.text == "”":
            opened = False
        elif token.text in ('"', "''", "``"):
            opened = not opened
    return opened
