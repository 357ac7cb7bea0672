"""Attributions: who says what, as spans of source, cue and content.

The categories are those of attribution corpora. They come from the syntax of single sentences
(:mod:`whence.reader.reporting`), from headlines (:mod:`whence.reader.headlines`), from quotations that reach beyond a
sentence (:mod:`whence.reader.quotations`), and, where these are silent, from the model's head (:func:`merge_head`).
"""

from __future__ import annotations

from collections.abc import Sequence

from whence.actors import registry as actor_registry
from whence.reader import cues as cue_list
from whence.reader.headlines import HeadlineFinder
from whence.reader.quotations import QuotationFinder
from whence.reader.reporting import NOUN_RULE, ReportingFinder
from whence.reader.syntax import Syntax
from whence.records import AttributionSpans, Block, Span

__all__ = ["NOUN_RULE", "AttributionFinder", "merge_head"]


class AttributionFinder:
    """Finds the attributions of one document."""

    def __init__(self, text: str, blocks: Sequence[Block], syntax: Syntax) -> None:
        self.tokens = syntax.tokens
        self.reporting = ReportingFinder(text, syntax)
        self.headlines = HeadlineFinder(text, syntax, actor_registry.load())
        self.quotations = QuotationFinder(text, blocks, self.reporting)

    def find(self) -> tuple[AttributionSpans, ...]:
        """All attributions, in text order of their cues (of their contents where there is no cue)."""
        bracketed = self._editorial()
        found = self.headlines.find()
        for index in range(len(self.tokens)):
            if index not in bracketed:
                found.extend(self.reporting.at(index))
        return tuple(sorted(self.quotations.find(found), key=_place))

    def _editorial(self) -> set[int]:
        """Words in square brackets ("[emphasis added]") are the editor's, not anybody's report."""
        inside: set[int] = set()
        opened: int | None = None
        for index, token in enumerate(self.tokens):
            if token.text == "[":
                opened = index
            elif token.text == "]" and opened is not None:
                inside.update(range(opened, index + 1))
                opened = None
        return inside


def _place(one: AttributionSpans) -> int:
    return one.cue[0].start if one.cue else one.content[0].start


def merge_head(
    ruled: tuple[AttributionSpans, ...],
    head: Sequence[tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]], Sequence[tuple[int, int]]]],
    text: str,
    syntax: Syntax,
) -> tuple[AttributionSpans, ...]:
    """Add to the rules' attributions those of the model's head whose cue no rule has.

    ``head`` holds (source, cue, content) as lists of token ranges. Only whole ones are taken: with a source, a cue
    and a content of two words or more, for a cue alone says nothing.
    """
    taken = [(span.start, span.end) for one in ruled for span in one.cue]
    added: list[AttributionSpans] = []
    for source, cue, content in head:
        if not source or not cue or sum(last - first for first, last in content) < 2:
            continue
        spans = [tuple(_range(text, syntax, part) for part in parts) for parts in (source, cue, content)]
        if any(span.start < end and start < span.end for span in spans[1] for start, end in taken):
            continue
        tops = [_top(syntax, part) for part in (source[0], cue[0], content[0])]
        if not _is_reporting(syntax, tops):
            continue
        added.append(AttributionSpans(spans[0], spans[1], spans[2], tops[1], tops[0], tops[2], "head"))
    return tuple(sorted((*ruled, *added), key=_place))


def _is_reporting(syntax: Syntax, tops: Sequence[int]) -> bool:
    """The head is believed where its cue is a word of reporting, and all three parts stand in one sentence."""
    source, cue, content = tops
    token = syntax.tokens[cue]
    entries = [one for pos in ("v", "n") for one in cue_list.load().get((token.lemma.lower(), pos), ())]
    known = any(one.kind != "thinks" or one.commitment != "Uu" for one in entries)  # a wish tells nothing
    nominal = syntax.tokens[source].upos in ("NOUN", "PROPN")
    return known and nominal and len({syntax.sentence_of[one] for one in (source, cue, content)}) == 1


def _range(text: str, syntax: Syntax, part: tuple[int, int]) -> Span:
    return Span.cut(text, syntax.tokens[part[0]].start, syntax.tokens[part[1] - 1].end)


def _top(syntax: Syntax, part: tuple[int, int]) -> int:
    """The word of a range whose head lies outside it."""
    for index in range(*part):
        if not part[0] <= syntax.tokens[index].head < part[1]:
            return index
    return part[0]
