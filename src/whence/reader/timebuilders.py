"""The meaning of calendar dates: days, months, years, decades, centuries and weekdays."""

from __future__ import annotations

import datetime as dt

from rapidfuzz.distance import OSA

from whence.reader.calendar import days_of, on_year, weekday_near, years_from
from whence.reader.timemeaning import Context, Groups, Meaning, clipped, relative, stated
from whence.reader.timewords import TENS, number_at, table

_MISSPELT = 1
# Edits (transpositions count once) by which a month's name may be off where a day and a year stand after it: "Feburary
# 3, 2015".


def stage_of(groups: Groups) -> str | None:
    """Which part of a period is meant: early, mid, late, start or end; ``None`` for the whole."""
    text = groups.get("stage", groups.get("day_stage", "")).lower()
    for word, stage in (("end", "end"), ("start", "start"), ("beginning", "start"), ("middle", "mid")):
        if word in text.split() or f"{word}-of" in text:
            return stage
    return table("stage").get(text)


def part_of(groups: Groups) -> str:
    """TIMEX3's mark of a part of the day ("TNI" for the night), or nothing."""
    text = groups.get("part", groups.get("of_part", "")).lower()
    for word in text.split():
        if part := table("part").get(word) or table("part").get(word.removesuffix("s")):
            return "T" + part
    return "TMO" if "hours" in text else ""


def _day(groups: Groups, name: str = "day") -> int:
    return int("".join(filter(str.isdigit, groups[name])))


def _month(groups: Groups) -> int | None:
    if "month" in groups:
        return number_at(groups["month"], "month")
    near = [
        int(number)
        for name, number in table("month").items()
        if OSA.distance(name, groups["unknown"].lower()) <= _MISSPELT
    ]
    return near[0] if len(near) == 1 else None


def iso(groups: Groups, context: Context) -> Meaning | None:
    """2017-11-20."""
    return stated(groups["iso"]) if days_of(groups["iso"]) else None


def numeric(groups: Groups, context: Context) -> Meaning | None:
    """14/08/2017 in either order where only one is a date; where both are, only the year is sure."""
    if "a" not in groups:
        value = f"{groups['year']}-{int(groups['month']):02}-{int(groups['day']):02}"
        return stated(value) if days_of(value) else None
    year, a, b = groups["year"], int(groups["a"]), int(groups["b"])
    values = {value for value in (f"{year}-{a:02}-{b:02}", f"{year}-{b:02}-{a:02}") if days_of(value)}
    if groups["mark"] == ".":
        values &= {f"{year}-{b:02}-{a:02}"}
    if len(values) == 1:
        return stated(values.pop())
    days = days_of(year)
    return Meaning("DATE", f"{year}-XX-XX", *days, True) if values and days else None


def date(groups: Groups, context: Context) -> Meaning | None:
    """A month with or without day, year and weekday, or a run of days ("March 3 to 5")."""
    month = _month(groups)
    if month is None:
        return None
    second = number_at(groups["month2"], "month") if "month2" in groups else month
    if "day2" in groups:
        return _run(groups, context, month, second)
    value = f"-{month:02}" + (f"-{_day(groups):02}" if "day" in groups else "")
    year = groups.get("year") or _century(groups.get("short"))
    if year:
        return stated(year + value + part_of(groups), stage_of(groups)) if days_of(year + value) else None
    if not days_of("2000" + value):
        return None
    weekday = number_at(groups["wday"], "weekday") if "wday" in groups else None
    full = year_for(value, context, weekday)
    if full is None:
        return Meaning("DATE", "XXXX" + value + part_of(groups))
    meaning = relative(full + part_of(groups), stage_of(groups))
    return meaning if stage_of(groups) else clipped(meaning, context)


def _century(short: str | None) -> str | None:
    """The year that two digits stand for: 1950 to 2049."""
    return None if short is None else str((2000 if int(short) < 50 else 1900) + int(short))


def year_for(value: str, context: Context, weekday: int | None = None) -> str | None:
    """A month, or a month and day, with the year that the tense asks for; a weekday, where told, must fit if any year
    makes it."""
    told = _of_narrative(value, context)
    if told is not None:
        return told
    if context.anchor is None:
        return None
    back, ahead = (_toward(value, context.anchor, weekday, ahead=side) for side in (False, True))
    if context.ahead or back is None or ahead is None:
        return ahead if context.ahead else back
    past, coming = days_of(back), days_of(ahead)
    if len(value) == len("-MM-DD") and past and coming:
        days_back, days_ahead = (context.anchor - past[0]).days, (coming[0] - context.anchor).days
        limit = _AHEAD_AFTER_ALL if context.ahead is False else days_back
        if days_ahead < min(limit, days_back):
            return ahead
    return back


_AHEAD_AFTER_ALL = 30
# Days ahead within which a day without a year is ahead although a verb near it is past: a day eleven months back would
# be written with its year. With no verb to go by, the nearer of the two is taken. Months alone follow the verb.


def _of_narrative(value: str, context: Context) -> str | None:
    """The year that a story told of another year goes on in ("On 24 February 2014 they came and on 2 April they left"):
    the same, or the next where the date would lie half a year before what was told."""
    told = context.narrative
    if told is None or context.ahead:
        return None
    for year in (told[0].year, told[0].year + 1):
        full = on_year(year, value)
        days = days_of(full)
        if days and (told[0] - days[1]).days < _HALF_YEAR:
            return full if context.anchor is None or days[0] <= context.anchor else None
    return None


_HALF_YEAR = 183


def _toward(value: str, anchor: dt.date, weekday: int | None, *, ahead: bool) -> str | None:
    """The nearest such date on one side of the anchor, of the right weekday if any of ten years has it."""
    found = None
    for year in years_from(anchor, ahead=ahead):
        full = on_year(year, value)
        days = days_of(full)
        if days is None or (days[1] < anchor if ahead else days[0] > anchor):
            continue
        if weekday is None or days[0].isoweekday() == weekday:
            return full
        found = found or full
    return found


def _run(groups: Groups, context: Context, month: int, second: int) -> Meaning | None:
    """A run of days; without a year, the last that has begun, or, ahead, the first that is not over."""
    start, end = f"-{month:02}-{_day(groups):02}", f"-{second:02}-{_day(groups, 'day2'):02}"
    if start == end or (end < start and month == second):
        return None
    over_year = 1 if end < start else 0
    is_stated = "year" in groups
    if is_stated:
        last = int(groups["year"])
    else:
        full = year_for(end if context.ahead else start, context)
        if full is None:
            return Meaning("DATE", f"XXXX{start}/XXXX{end}")
        last = int(full[:4]) + (0 if context.ahead else over_year)
    first = f"{last - over_year:04}{start}"
    days = days_of(f"{first}/{last:04}{end}")
    if days is None:
        return None
    if part_of(groups) == "TNI" and (days[1] - days[0]).days == 1:
        return Meaning("TIME", f"{first}TNI/{last:04}{end}", *days, is_stated)
    return Meaning("DATE", f"{first}/{last:04}{end}", *days, is_stated)


def way_month(groups: Groups, context: Context) -> Meaning | None:
    """Last June: the last one that is over; next June: the first that has not begun; this June: this year's."""
    value = f"-{number_at(groups['month'], 'month'):02}"
    if context.anchor is None:
        return Meaning("DATE", "XXXX" + value)
    return relative(by_way(value, groups["way"].lower(), context.anchor), stage_of(groups))


def by_way(value: str, way: str, anchor: dt.date) -> str:
    """The last, this or next one of a month, a season or a holiday."""
    year = anchor.year
    step = {"last": -1, "next": 1}.get(way.split()[-1] if "past" not in way and "coming" not in way else "", 0)
    if "past" in way:
        step = -1
    if "coming" in way:
        step = 1
    candidates = [on_year(year + offset, value) for offset in (-2, -1, 0, 1, 2)]
    spans = [(candidate, days) for candidate in candidates if (days := days_of(candidate))]
    if step < 0:
        return max(candidate for candidate, days in spans if days[1] < anchor)
    if step > 0:
        return min(candidate for candidate, days in spans if days[0] > anchor)
    return on_year(year, value)


def month_of_year(groups: Groups, context: Context) -> Meaning | None:
    """June last year, June of that year."""
    value = f"-{number_at(groups['month'], 'month'):02}"
    way = groups["way"].lower()
    steps = {"last": -1, "next": 1, "the previous": -1, "the following": 1}.get(way, 0)
    from_text = way not in ("last", "this", "next")
    base = (context.reference[0] if context.reference else None) if from_text else context.anchor
    if base is None:
        return Meaning("DATE", "XXXX" + value)
    return relative(f"{base.year + steps:04}{value}", stage_of(groups))


def month_range(groups: Groups, context: Context) -> Meaning | None:
    """March-May 2014."""
    start, end = number_at(groups["month"], "month"), number_at(groups["month2"], "month")
    if start >= end:
        return None
    value = f"{groups['year']}-{start:02}/{groups['year']}-{end:02}"
    days = days_of(value)
    return Meaning("DATE", value, *days, True) if days else None


def weekday(groups: Groups, context: Context) -> Meaning | None:
    """A weekday: the last on or before publication, or, looking ahead, the first on or after it."""
    number = number_at(groups["weekday"], "weekday")
    part = part_of(groups)
    way = groups.get("way", "").lower()
    base = context.anchor
    if way in ("the previous", "the following", "that") and context.reference:
        base = context.reference[0]
    if base is None:
        return Meaning("TIME" if part else "DATE", f"XXXX-WXX-{number}{part}")
    return relative(_weekday_by(way, number, base, bool(context.ahead)).isoformat() + part)


def any_weekday(groups: Groups, context: Context) -> Meaning | None:
    """On a Friday: any."""
    part = part_of(groups)
    return Meaning("TIME" if part else "DATE", f"XXXX-WXX-{number_at(groups['weekday'], 'weekday')}{part}")


def _weekday_by(way: str, number: int, base: dt.date, ahead: bool) -> dt.date:
    if way in ("last", "this past", "the previous"):
        return weekday_near(base - dt.timedelta(days=1), number, ahead=False)
    if way in ("next", "this coming", "the following"):
        return weekday_near(base + dt.timedelta(days=1), number, ahead=True)
    return weekday_near(base, number, ahead=ahead)


def weekday_of_week(groups: Groups, context: Context) -> Meaning | None:
    """Tuesday of last week."""
    number = number_at(groups["weekday"], "weekday")
    if context.anchor is None:
        return Meaning("DATE", f"XXXX-WXX-{number}")
    steps = {"last": -1, "this": 0, "next": 1}[groups["way"].lower()]
    monday = context.anchor - dt.timedelta(days=context.anchor.weekday())
    return relative((monday + dt.timedelta(days=7 * steps + number - 1)).isoformat())


def night_between(groups: Groups, context: Context) -> Meaning | None:
    """The night of Friday to Saturday: both days, valued as the night of the first."""
    first, second = number_at(groups["weekday"], "weekday"), number_at(groups["weekday2"], "weekday")
    if (first % 7) + 1 != second:
        return None
    if context.anchor is None:
        return Meaning("TIME", f"XXXX-WXX-{first}TNI")
    day = weekday_near(context.anchor, first, ahead=bool(context.ahead))
    return Meaning("TIME", f"{day}TNI/{day + dt.timedelta(days=1)}", day, day + dt.timedelta(days=1))


def overnight(groups: Groups, context: Context) -> Meaning | None:
    """The night before publication, or from a weekday to the day after it."""
    if context.anchor is None:
        return Meaning("TIME", "XXXX-XX-XXTNI")
    day = context.anchor - dt.timedelta(days=1)
    if "weekday" in groups:
        day = weekday_near(context.anchor, number_at(groups["weekday"], "weekday"), ahead=bool(context.ahead))
        if "into" in groups:
            day -= dt.timedelta(days=1)
    elif context.ahead:
        day = context.anchor
    return Meaning("TIME", f"{day}TNI/{day + dt.timedelta(days=1)}", day, day + dt.timedelta(days=1))


def year(groups: Groups, context: Context) -> Meaning | None:
    """2003, early 2014."""
    return stated(groups.get("year") or groups["y"], stage_of(groups))


def year_range(groups: Groups, context: Context) -> Meaning | None:
    """2014-2016, 2015-16."""
    first, second = groups["year"], groups["year2"]
    second = second if len(second) == 4 else first[:2] + second
    if not int(first) < int(second) <= int(first) + _LONGEST_RUN:
        return None
    days = days_of(f"{first}/{second}")
    return Meaning("DATE", f"{first}/{second}", *days, True) if days else None


_LONGEST_RUN = 120
# Years that a run of years may take: a long life's. Beyond that two numbers are no years.


def before_christ(groups: Groups, context: Context) -> Meaning | None:
    """508 BC, 900 CE. The calendar of Python, and so the days, begin with the year 1."""
    number = int(groups["bc"])
    if groups["era"].upper().replace(".", "") in ("BC", "BCE"):
        return Meaning("DATE", f"BC{number:04}")
    return stated(f"{number:04}")


def decade(groups: Groups, context: Context) -> Meaning | None:
    """The 1980s, the early '90s, the seventies; the 1800s are a century."""
    if "decade" in groups:
        figures = groups["decade"]
        return stated(figures[:2] if figures.endswith("00") and figures < "2000" else figures[:3], stage_of(groups))
    tens = groups["short"][0] if "short" in groups else str(TENS.index(groups["word"].lower()) + 2)
    return stated("19" + tens, stage_of(groups))


def century(groups: Groups, context: Context) -> Meaning | None:
    """The 19th century, by the hundreds of its years (1800 to 1899)."""
    text = groups["century"].lower()
    number = int(table("nth")[text] if text in table("nth") else "".join(filter(str.isdigit, text)))
    return stated(f"{number - 1:02}", stage_of(groups))
