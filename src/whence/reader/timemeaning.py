"""What a time expression means, and what it is read against."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import msgspec

from whence.reader.calendar import Days, days_of, share
from whence.records.reading import TimexType

Groups = dict[str, str]
"""The named parts of a match that are there."""


class Context(msgspec.Struct, frozen=True):
    """What an expression is read against: the day of publication, where it is known; whether its clause looks ahead
    (``None``: it does not say); the days of the date told before it, which "that year" goes by; the last single day
    told before it, for "a day earlier"; and the days last told of another year that the story is in, which a month
    without a year goes by."""

    anchor: dt.date | None
    ahead: bool | None = None
    reference: Days | None = None
    day: Days | None = None
    narrative: Days | None = None

    @property
    def nearest_day(self) -> Days | None:
        """The date told before, where it is a day, else the last day told before."""
        if self.reference is not None and self.reference[0] == self.reference[1]:
            return self.reference
        return self.day


class Meaning(msgspec.Struct, frozen=True):
    """The type and TIMEX3 value of an expression, the days it spans as far as they can be told, and whether they were
    stated or computed from another date."""

    type: TimexType
    value: str | None
    first: dt.date | None = None
    last: dt.date | None = None
    stated: bool = False


Builder = Callable[[Groups, Context], Meaning | None]


def stated(value: str, stage: str | None = None) -> Meaning:
    """A date that the text writes out, or its early, mid or late part."""
    return _dated(value, stage, True)


def relative(value: str, stage: str | None = None) -> Meaning:
    """A date computed from another, or its early, mid or late part."""
    return _dated(value, stage, False)


def _dated(value: str, stage: str | None, is_stated: bool) -> Meaning:
    kind: TimexType = "TIME" if "T" in value else "DATE"
    days = days_of(value)
    if days is None:
        return Meaning(kind, value)
    first, last = share(days, stage) if stage else days
    return Meaning(kind, value, first, last, is_stated)


def clipped(meaning: Meaning, context: Context) -> Meaning:
    """The meaning without days after publication, where the clause looks back."""
    if context.anchor is None or context.ahead or meaning.first is None or meaning.last is None:
        return meaning
    if meaning.first <= context.anchor < meaning.last:
        return msgspec.structs.replace(meaning, last=context.anchor)
    return meaning
