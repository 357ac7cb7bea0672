"""Speakers: who says "I" in a quotation, and for whom somebody says "we"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from whence.reader import tables
from whence.reader.discourse import Discourse, Told
from whence.reader.quotations import quoted
from whence.reader.referents import BODIES, kind_of_noun
from whence.reader.syntax import Syntax
from whence.records import AttributionSpans

FIRST_SINGULAR = frozenset({"i", "me", "my", "mine", "myself"})
FIRST_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})

_STATES = frozenset({"state", "government", "people"})

_BESIDE = ("compound", "nmod", "flat", "appos", "amod", "list")
"""Relations within a noun phrase that lead from somebody to the body they belong to."""

_SPEAKING = frozenset({"speak", "represent", "act"})


class Speakers:
    """Who speaks the quoted words of one document.

    Args:
        text: the document's text.
        syntax: its trees.
        attributions: who says what in it.
    """

    def __init__(self, text: str, syntax: Syntax, attributions: Sequence[AttributionSpans]) -> None:
        self.syntax = syntax
        self.tokens = syntax.tokens
        self.attributions = [one for one in attributions if one.source_token is not None]
        self.stretches = sorted(self._stretches(text))
        self._starts = [start for start, _ in self.stretches]
        self._sources: dict[tuple[int, int], int | None] = {}

    def stretch(self, index: int) -> tuple[int, int] | None:
        """Offsets of the quotation that a word stands in."""
        place = bisect_right(self._starts, self.tokens[index].start) - 1
        if place >= 0 and self.tokens[index].start < self.stretches[place][1]:
            return self.stretches[place]
        return None

    def source(self, index: int) -> int | None:
        """The word that names who says the words at ``index``, by the quotation around it or the report it is in."""
        around = self.stretch(index)
        start = self.tokens[index].start
        own = self._innermost([one for one in self._over(start, start + 1) if self._is_outside(one, around)])
        if own is not None or around is None:
            return own
        if around not in self._sources:
            self._sources[around] = self._source_of(around)
        return self._sources[around]

    def _source_of(self, around: tuple[int, int]) -> int | None:
        own = self._innermost([one for one in self._over(*around) if self._is_outside(one, around)])
        return own if own is not None else self._taken_up(around)

    def _innermost(self, found: Sequence[AttributionSpans]) -> int | None:
        if not found:
            return None
        least = min(found, key=lambda one: sum(span.end - span.start for span in one.content))
        return least.source_token

    def _over(self, start: int, end: int) -> Iterator[AttributionSpans]:
        for one in self.attributions:
            if any(span.start < end and start < span.end for span in one.content):
                yield one

    def _is_outside(self, one: AttributionSpans, around: tuple[int, int] | None) -> bool:
        """True where the one who says it is not named within the quotation itself."""
        source = self.tokens[one.source_token or 0]
        return around is None or not around[0] <= source.start < around[1]

    def _taken_up(self, around: tuple[int, int]) -> int | None:
        """The speaker of the quotation before, where this one goes on from it in the same or the next sentence."""
        place = self.stretches.index(around)
        if place == 0:
            return None
        before = self.stretches[place - 1]
        if self._sentence(around[0]) - self._sentence(before[1] - 1) > 1:
            return None
        if before not in self._sources:
            self._sources[before] = self._source_of(before)
        return self._sources[before]

    def _sentence(self, offset: int) -> int:
        return bisect_right(self.syntax.sentences, offset, key=lambda one: one.start) - 1

    def _stretches(self, text: str) -> Iterator[tuple[int, int]]:
        sentences = self.syntax.sentences
        first = 0
        for number, one in enumerate(sentences):
            if number + 1 == len(sentences) or sentences[number + 1].block != one.block:
                yield from quoted(text, sentences[first].start, one.end)
                first = number + 1


def spoken_for(source: Told, discourse: Discourse) -> int | None:
    """The word for the body that somebody speaks for ("a spokesman for the ministry"); ``None`` where none is told."""
    if "person" not in source.kinds:
        return None
    titles = {
        title for call in source.called | {source.lemma} if kind_of_noun(title := call.split(" ")[-1]) == "person"
    }
    scopes = {tables.mapping("speakers.csv").get(title) for title in titles} - {None}
    if titles and not scopes:
        return None
    for token in source.tokens:
        for word in _around(token, discourse.syntax):
            if _is_body(word, discourse, source, whole="all" in scopes):
                return word
    return None


def _around(token: int, syntax: Syntax) -> Iterator[int]:
    """The words of the noun phrase that a person's name or noun stands in, and of "speaking for X" beside it."""
    top = token
    while syntax.relation(top) in ("flat", "appos", "compound") and syntax.tokens[top].head >= 0:
        top = syntax.tokens[top].head
    stack = [top]
    while stack:
        here = stack.pop(0)
        yield here
        stack += syntax.dependents(here, *_BESIDE)
        for clause in syntax.dependents(here, "acl", "advcl"):
            if syntax.tokens[clause].lemma.lower() in _SPEAKING:
                stack += syntax.dependents(clause, "obl", "obj")


def _is_body(word: int, discourse: Discourse, source: Told, *, whole: bool) -> bool:
    """True for the head word of a body; of a state too where ``whole``."""
    one = discourse.at.get(word)
    if one is source:
        return False
    if one is not None:
        kinds = one.kinds
    elif discourse.tokens[word].upos == "NOUN":
        kinds = frozenset({kind_of_noun(discourse.tokens[word].lemma.lower()) or "thing"})
    else:
        return False
    if kinds & (BODIES - _STATES):
        return True
    return whole and bool(kinds & _STATES)
