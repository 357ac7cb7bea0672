"""Calendar: TIMEX3 values of dates, the whole days they span, and steps from one to another."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator

Days = tuple[dt.date, dt.date]
"""The first and the last day of a period, both inclusive."""

_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
# First month of the meteorological seasons of the northern hemisphere; winter runs into the next year.

_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:W(?P<week>\d\d)(?P<weekend>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)"
    r"|(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T.*)?)?))?|(?P<decade>\d{3})|(?P<century>\d{2})"
)


def month_days(year: int, month: int) -> Days:
    """The days of a month."""
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def week_days(year: int, week: int) -> Days:
    """The days of an ISO week, Monday to Sunday."""
    first = dt.date.fromisocalendar(year, week, 1)
    return first, first + dt.timedelta(days=6)


def days_of(value: str) -> Days | None:
    """The days that a TIMEX3 date or time value spans; ``None`` for an underspecified value or another kind.

    Decades are three digits ("198"), centuries two ("19" for the 1900s), as TIMEX3 has them.
    """
    if "/" in value:
        ends = [days_of(end) for end in value.split("/")]
        start, stop = ends[0], ends[-1]
        return (start[0], stop[1]) if start and stop and start[0] <= stop[1] else None
    match = _VALUE.fullmatch(value)
    if not match:
        return None
    part = match.groupdict()
    try:
        return _days(part)
    except ValueError:
        return None


def _days(part: dict[str, str | None]) -> Days:
    if part["century"]:
        return dt.date(max(1, int(part["century"]) * 100), 1, 1), dt.date(int(part["century"]) * 100 + 99, 12, 31)
    if part["decade"]:
        return dt.date(max(1, int(part["decade"]) * 10), 1, 1), dt.date(int(part["decade"]) * 10 + 9, 12, 31)
    year = int(part["year"] or 0)
    if part["week"]:
        first, last = week_days(year, int(part["week"]))
        return (last - dt.timedelta(days=1), last) if part["weekend"] else (first, last)
    if part["quarter"]:
        month = 3 * int(part["quarter"])
        return dt.date(year, month - 2, 1), month_days(year, month)[1]
    if part["half"]:
        month = 6 * int(part["half"])
        return dt.date(year, month - 5, 1), month_days(year, month)[1]
    if part["season"]:
        month = _SEASONS[part["season"]]
        ends = (year + 1, 2) if month == 12 else (year, month + 2)
        return dt.date(year, month, 1), month_days(*ends)[1]
    if part["month"] and part["day"]:
        day = dt.date(year, int(part["month"]), int(part["day"]))
        return day, day
    if part["month"]:
        return month_days(year, int(part["month"]))
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


_EASTER = "-easter"


def on_year(year: int, value: str) -> str:
    """A TIMEX3 value from a year and what stands for a part of any year: "-06-30", "-SU", or "-easter-2" for the second
    day before Easter."""
    if not value.startswith(_EASTER):
        return f"{year:04}{value}"
    return (easter(year) + dt.timedelta(days=int(value.removeprefix(_EASTER)))).isoformat()


def easter(year: int) -> dt.date:
    """Easter Sunday of the western churches, by the algorithm of Meeus, Jones and Butcher."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + k - 7 * ((a + 11 * h + 22 * k) // 451) + 114, 31)
    return dt.date(year, month, day + 1)


def period(day: dt.date, unit: str, steps: int = 0) -> str:
    """The TIMEX3 value of the period of one unit (D, W, M, Q, Y, DE, CE, WE) that lies ``steps`` of them from the one
    that ``day`` stands in. Raises OverflowError or ValueError beyond the calendar."""
    if unit == "D":
        return (day + dt.timedelta(days=steps)).isoformat()
    if unit in ("W", "WE"):
        year, week, _ = (day + dt.timedelta(days=7 * steps)).isocalendar()
        return f"{year:04}-W{week:02}" + ("-WE" if unit == "WE" else "")
    if unit == "M":
        _in_range(day.year + steps // 12)
        months = day.year * 12 + day.month - 1 + steps
        return f"{months // 12:04}-{months % 12 + 1:02}"
    _in_range(day.year + steps * {"Q": 0, "Y": 1, "DE": 10, "CE": 100}[unit])
    if unit == "Q":
        quarters = day.year * 4 + (day.month - 1) // 3 + steps
        return f"{quarters // 4:04}-Q{quarters % 4 + 1}"
    if unit == "Y":
        return f"{day.year + steps:04}"
    if unit == "DE":
        return f"{day.year // 10 + steps:03}"
    return f"{day.year // 100 + steps:02}"


def _in_range(year: int) -> None:
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise OverflowError(f"A year of the calendar was looked for, found {year}.")


def moved(day: dt.date, unit: str, steps: float) -> dt.date:
    """The day that many units (TS, TM, TH, D, W, M, Q, Y, DE, CE) away, the last of its month where the month is
    shorter."""
    lengths = {"TS": 1 / 86400, "TM": 1 / 1440, "TH": 1 / 24, "D": 1.0, "W": 7.0}
    if unit in lengths:
        whole = steps * lengths[unit]
        return day + dt.timedelta(days=int(whole) if whole == int(whole) else int(whole) + (1 if whole > 0 else -1))
    months = round(steps * {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}[unit]) + day.year * 12 + day.month - 1
    year, month = divmod(months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def share(days: Days, stage: str) -> Days:
    """The days of the early, mid or late part of a period, or of its start or end.

    A month is cut after the 10th and the 20th (CODING.md, 10.1), a year after April and August, a decade after its
    fourth and seventh year, a week after Tuesday and Thursday, anything else in thirds. The start and the end of a year
    are its first and last month, of any other period its early and its late part. A day is not cut.
    """
    first, last = days
    length = (last - first).days + 1
    if length == 1 or stage not in _THIRDS:
        return days
    if length in (365, 366) and stage in ("start", "end"):
        return month_days(first.year, 1 if stage == "start" else 12)
    begin, end = _THIRDS[stage]
    starts = [*_cuts(days), last + dt.timedelta(days=1)]
    return starts[begin], starts[end] - dt.timedelta(days=1)


_THIRDS = {"early": (0, 1), "start": (0, 1), "mid": (1, 2), "late": (2, 3), "end": (2, 3)}
_THIRDS |= {"early-mid": (0, 2), "mid-late": (1, 3)}
# The thirds of a period that a stage reaches from and to.


def _cuts(days: Days) -> tuple[dt.date, dt.date, dt.date]:
    """The first days of the three parts of a period."""
    first, last = days
    length = (last - first).days + 1
    if length == 7:
        return first, first + dt.timedelta(days=2), first + dt.timedelta(days=4)
    if 28 <= length <= 31:
        return first, first.replace(day=11), first.replace(day=21)
    if length in (365, 366):
        return first, first.replace(month=5), first.replace(month=9)
    if 3652 <= length <= 3653:
        return first, first.replace(year=first.year + 4), first.replace(year=first.year + 7)
    return first, first + dt.timedelta(days=length // 3), first + dt.timedelta(days=2 * length // 3)


def years_from(anchor: dt.date, *, ahead: bool) -> Iterator[int]:
    """Years to try for a date without one, the nearest first: from the year after the anchor's back, or, ahead, from
    the year before it on. Ten of them, so that 29 February is met."""
    start = anchor.year - 1 if ahead else anchor.year + 1
    for step in range(10):
        year = start + step if ahead else start - step
        if 1 <= year <= 9998:
            yield year


def weekday_near(anchor: dt.date, weekday: int, *, ahead: bool) -> dt.date:
    """The last such weekday (1 is Monday) on or before the anchor; ahead, the first on or after it."""
    back = (anchor.isoweekday() - weekday) % 7
    return anchor + dt.timedelta(days=(7 - back) % 7) if ahead else anchor - dt.timedelta(days=back)
