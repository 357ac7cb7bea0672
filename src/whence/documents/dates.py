"""Days written out in metadata, date lines and datelines.

Only whole dates are read here: day, month and year. What lacks a year is left to the reader, who
knows more of the text.
"""

from __future__ import annotations

import datetime as dt
import re

from whence.documents.tables import rows


def _months() -> dict[str, int]:
    return {row["form"]: int(row["month"]) for row in rows("months.csv")}


MONTHS = _months()
MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
WEEKDAY = r"(?:(?:mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:day)?\.?,?\s+)"
# Two-digit years appear in wire copy before 2000 ("3 JAN 90") and seldom since: a fixed pivot keeps
# the answer the same on any day it is asked.
PIVOT = 50

_DAY_FIRST = re.compile(
    rf"\b{WEEKDAY}?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH},?\s+(?P<year>\d{{4}}|\d{{2}})\b",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"\b{WEEKDAY}?{MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.IGNORECASE
)
_ISO = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)")
_ISO_ALONE = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}(?::?\d{2}(?::?\d{2}(?:[.,]\d+)?)?)?\s*(?:Z|[+-]\d{2}(?::?\d{2})?)?)?"
)


def iso_day(value: str) -> dt.date | None:
    """The day of an ISO 8601 date or date-time (``2016-09-12``, ``2016-09-12T08:00:00+02:00``).

    A date-time gives the day as it is written, in its own time zone. ``None`` where ``value`` is
    neither.
    """
    match = _ISO_ALONE.fullmatch(value.strip())
    return _date(match[1], match[2], match[3]) if match else None


def find_day(text: str) -> tuple[dt.date, int, int] | None:
    """The first whole date in ``text`` and its offsets there, or ``None``."""
    found = []
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _ISO):
        for match in pattern.finditer(text):
            day = _date(match["year"], match["month"], match["day"])
            if day is not None:
                found.append((match.start(), day, match.end()))
                break
    if not found:
        return None
    start, day, end = min(found)
    return day, start, end


def _date(year: str, month: str, day: str) -> dt.date | None:
    number = int(year)
    if len(year) == 2:
        number += 2000 if number < PIVOT else 1900
    month_number = int(month) if month.isdigit() else MONTHS[month.lower()]
    try:
        return dt.date(number, month_number, int(day))
    except ValueError:
        return None
