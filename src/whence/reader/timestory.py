"""Stories of another year: once "in March 2011" is told, "in July" in the next sentences is July of that year."""

from __future__ import annotations

import datetime as dt
import re

from whence.reader.calendar import Days
from whence.reader.timematches import TimeMatch
from whence.reader.timemeaning import Meaning
from whence.records import Interval

_REACH = 2
"""Sentences that a story goes on for without a date of its own."""

_RECENT = dt.timedelta(days=60)
"""A date so near to publication belongs to the news, not to a story of old."""

_NO_STORY = re.compile(
    r"(?:\b(?:since|until|till|by|before|after|from|than)(?: at least)?\s+|[(\[][^()]*)\Z", re.IGNORECASE
)
"""What stands before a date that opens no story: the end of a stretch of time ("since 2011"), or a bracket."""


class Story:
    """The last date told of a year other than publication's, and where it was told."""

    def __init__(self) -> None:
        self._days: Days | None = None
        self._sentence = 0
        self._block = 0

    def days(self, sentence: int, block: int) -> Days | None:
        """The days last told in the story that a sentence is in; ``None`` where it is in none."""
        if block != self._block or sentence - self._sentence > _REACH:
            self._days = None
        return self._days

    def tell(
        self, text: str, match: TimeMatch, meaning: Meaning, published: Interval | None, sentence: int, block: int
    ) -> None:
        """Takes in what an expression means: a year of old opens a story, its own dates carry it on, news ends it."""
        if meaning.type not in ("DATE", "TIME") or meaning.first is None or meaning.last is None:
            return
        days = (meaning.first, meaning.last)
        now = published.last if published else None
        if now is not None and (days[1].year >= now.year or now - days[1] < _RECENT):
            self._days = None
        elif {"year", "y"} & match.groups.keys() and days[0].year == days[1].year:
            opens = not _NO_STORY.search(text, max(0, match.start - 60), match.start)
            self._days = days if opens else None
        elif self._days is None or abs(days[0].year - self._days[0].year) > 1:
            return
        else:
            self._days = days
        self._sentence, self._block = sentence, block
