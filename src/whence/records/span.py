"""Span: a stretch of a document's text, and the check that it says what it claims to say."""

from __future__ import annotations

import msgspec

from whence.records.errors import GroundingError


class Span(msgspec.Struct, frozen=True, order=True):
    """Characters ``start`` to ``end`` (Unicode code points, end exclusive) of a document's text.

    Make one with :meth:`cut`, which takes the words from the text itself; a span read back from
    elsewhere is held to the text with :meth:`check`.
    """

    text: str
    start: int
    end: int

    @classmethod
    def cut(cls, document_text: str, start: int, end: int) -> Span:
        """The span of ``document_text`` from ``start`` to ``end``.

        Raises:
            GroundingError: if the offsets do not lie inside the text, or hold nothing.
        """
        if not 0 <= start < end <= len(document_text):
            raise GroundingError(
                f"A span needs 0 <= start < end <= {len(document_text)}, the length of the text; "
                f"found {start} to {end}. Give offsets in code points of the document's own text."
            )
        return cls(document_text[start:end], start, end)

    def check(self, document_text: str) -> None:
        """Raise :class:`GroundingError` unless the text at these offsets is this span's."""
        found = document_text[self.start : self.end]
        if found != self.text:
            raise GroundingError(
                f"The text at {self.start} to {self.end} should be {self.text!r}; found {found!r}. "
                "Read the document again: its text has changed since this span was made."
            )

    def covers(self, other: Span) -> bool:
        """True where ``other`` lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True where the two share at least one character."""
        return self.start < other.end and other.start < self.end
