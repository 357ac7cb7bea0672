"""Interval: whole days from one to another, with how they were come by."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from whence.records.errors import RecordError

Basis = Literal["stated", "relative", "inherited", "estimated"]


class Interval(msgspec.Struct, frozen=True, rename={"text": "words"}):
    """Whole days ``start`` to ``end``, both inclusive, ISO 8601; ``None`` is an open end.

    ``text`` is the words the dates come from; it is written out as ``words``, because a ``text`` beside
    ``start`` and ``end`` is a span of the document everywhere else in a record, and programs that check
    spans take it for one. ``basis`` is how they were come by: ``stated`` written out, ``relative``
    computed from another date, ``inherited`` from the context, ``estimated`` bounded from the
    document's own dates.
    """

    start: str | None
    end: str | None
    text: str | None = None
    basis: Basis | None = None

    def __post_init__(self) -> None:
        """Hold the two ends in order."""
        if self.start is not None and self.end is not None and self.start > self.end:
            raise RecordError(
                f"An interval ends no earlier than it starts; found {self.start} to {self.end}. Exchange the two."
            )

    @classmethod
    def day(cls, day: dt.date, *, text: str | None = None, basis: Basis | None = "stated") -> Interval:
        """The interval of one day."""
        return cls(day.isoformat(), day.isoformat(), text, basis)

    @property
    def first(self) -> dt.date | None:
        """The first day, or ``None`` where the interval is open."""
        return dt.date.fromisoformat(self.start) if self.start else None

    @property
    def last(self) -> dt.date | None:
        """The last day, or ``None`` where the interval is open."""
        return dt.date.fromisoformat(self.end) if self.end else None

    def covers(self, other: Interval) -> bool:
        """True where every day of ``other`` lies in this interval."""
        starts = self.start is None or (other.start is not None and self.start <= other.start)
        ends = self.end is None or (other.end is not None and other.end <= self.end)
        return starts and ends

    def overlaps(self, other: Interval) -> bool:
        """True where the two share at least one day."""
        before = self.end is not None and other.start is not None and self.end < other.start
        after = other.end is not None and self.start is not None and other.end < self.start
        return not before and not after

    def intersect(self, other: Interval) -> Interval | None:
        """The days that both have, keeping this interval's words and basis; ``None`` if there are none."""
        if not self.overlaps(other):
            return None
        start = max(filter(None, (self.start, other.start)), default=None)
        end = min(filter(None, (self.end, other.end)), default=None)
        return Interval(start, end, self.text, self.basis)
