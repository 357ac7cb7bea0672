"""Range: a number as news gives it, between two bounds, either of which may be open."""

from __future__ import annotations

import msgspec

from whence.records.errors import RecordError

Number = int | float


class Range(msgspec.Struct, frozen=True):
    """A number not below ``min`` and not above ``max``; ``None`` is an open bound.

    "At least 39" is {39, None}; "up to seven" {None, 7}; "ten" {10, 10}; "dozens" {24, None}
    (CODING.md, sections 2 and 10.3). ``text``, ``start`` and ``end`` are the words it was read from
    (code points, end exclusive).
    """

    min: Number | None
    max: Number | None
    text: str | None = None
    start: int | None = None
    end: int | None = None

    def __post_init__(self) -> None:
        """Hold the two bounds in order."""
        if self.min is not None and self.max is not None and self.min > self.max:
            raise RecordError(
                f"A range's least may not exceed its most; found {self.min} and {self.max}. Exchange the two."
            )

    def overlaps(self, other: Range) -> bool:
        """True where some number lies in both."""
        low = max((bound for bound in (self.min, other.min) if bound is not None), default=None)
        high = min((bound for bound in (self.max, other.max) if bound is not None), default=None)
        return low is None or high is None or low <= high

    def covers(self, other: Range) -> bool:
        """True where every number of ``other`` lies in this range."""
        low = self.min is None or (other.min is not None and self.min <= other.min)
        high = self.max is None or (other.max is not None and other.max <= self.max)
        return low and high

    def __add__(self, other: Range) -> Range:
        """The sum of two counts of different things; an open bound stays open. The words are dropped."""
        low = None if self.min is None or other.min is None else self.min + other.min
        high = None if self.max is None or other.max is None else self.max + other.max
        return Range(low, high)
