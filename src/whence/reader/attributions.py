"""Attributions: who says what, as spans of source, cue and content.

The categories are those of attribution corpora. They come from the syntax of single sentences
(:mod:`whence.reader.reporting`), from headlines (:mod:`whence.reader.headlines`), from quotations that reach beyond a
sentence (:mod:`whence.reader.quotations`); :mod:`whence.reader.headreports` joins them with those of the model's head.
"""

from __future__ import annotations

from collections.abc import Sequence

from whence.actors import registry as actor_registry
from whence.reader.headlines import HeadlineFinder
from whence.reader.quotations import QuotationFinder
from whence.reader.reporting import NOUN_RULE, ReportingFinder
from whence.reader.syntax import Syntax
from whence.records import AttributionSpans, Block

__all__ = ["NOUN_RULE", "AttributionFinder"]


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
        return tuple(sorted(self.quotations.find(found), key=place_of))

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


def place_of(one: AttributionSpans) -> int:
    """Where an attribution stands in the order of the text."""
    return one.cue[0].start if one.cue else one.content[0].start
