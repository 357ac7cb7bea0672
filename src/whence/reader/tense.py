"""Tense: whether the clause around a date looks back or ahead, judged from its verbs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from whence.reader.tables import words
from whence.records import Token

_POINTERS = frozenset({"to", "for", "on", "by", "until", "till"})
# What follows "scheduled", "due" or "postponed" where they point ahead.

_NEAR = 3
# "deadline" and "upcoming" bear on a date within this many words.


@cache
def _words(kind: str) -> frozenset[str]:
    return words("times_tense.csv", **{"class": kind})


def looks_ahead(tokens: Sequence[Token], first: int, last: int, start: int, end: int) -> bool | None:
    """Whether the date at ``start`` to ``end``, in the sentence of tokens ``first`` to ``last`` (exclusive), is told in
    the future. The nearest telling verb before it decides, else the nearest one after it; ``None`` where there is
    none."""
    before = [index for index in range(first, last) if tokens[index].end <= start]
    after = [index for index in range(first, last) if tokens[index].start >= end]
    near = [tokens[index].text.lower() for index in before[-_NEAR:]]
    if "deadline" in near or "upcoming" in near or (after and tokens[after[0]].text.lower() == "deadline"):
        return True
    bounded = bool(near) and near[-1] in ("by", "until", "till")
    cue = _nearest(tokens, reversed(before), last, bounded=bounded)
    if cue is None:
        cue = True if bounded else _nearest(tokens, iter(after), last, bounded=False)
    return cue


def _nearest(tokens: Sequence[Token], order: Iterable[int], last: int, *, bounded: bool) -> bool | None:
    """The first cue met: true for the future, false for the past, ``None`` where there is none."""
    for index in order:
        word = tokens[index].text.lower()
        following = tokens[index + 1].text.lower() if index + 1 < last else ""
        if word in _words("future") and not _is_month(tokens[index], following):
            return following != "have"
        if word in _words("over") and bounded:
            return True
        if word in _words("scheduled"):
            return True
        # "vowed on Monday to leave" dates the vow, "scheduled on Monday" what is to come
        if word in _words("future_to") and (
            following == "to" or (following in _POINTERS and word not in _words("saying"))
        ):
            return True
        if bounded and word == "to" and following.isalpha():
            return True
        # "Is to be held" and "should be held" hold nothing back.
        if is_past(tokens[index]) and not (index and tokens[index - 1].text.lower() == "be"):
            return False
    return None


def _is_month(token: Token, following: str) -> bool:
    """True for the May of "May 29", which is no auxiliary."""
    return token.text in ("May", "MAY") and (token.upos == "PROPN" or following[:1].isdigit())


def is_past(token: Token) -> bool:
    """True for a verb in the past tense or a past participle, by its tag and lemma where it has them, else by its
    form."""
    word = token.text.lower()
    if word in _words("skip"):
        return False
    if token.upos and token.upos not in ("VERB", "AUX"):
        return False
    if token.upos and token.lemma and token.lemma.lower() != word:
        return not word.endswith(("ing", "s")) or word in _words("past")
    return word in _words("past") or (word.endswith("ed") and len(word) > 3)
