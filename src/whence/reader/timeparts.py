"""The meaning of parts of a year or month: seasons, quarters, halves, holidays, first and last weeks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from whence.reader.calendar import days_of, month_days, moved, on_year, period
from whence.reader.timebuilders import by_way, date, part_of, stage_of, year_for
from whence.reader.timemeaning import Context, Groups, Meaning, clipped, relative, stated
from whence.reader.timespans import STEPS, UNSPECIFIED, unit_of
from whence.reader.timewords import count_of, table


def season(groups: Groups, context: Context) -> Meaning | None:
    """A season of the northern hemisphere, three whole months; winter begins in December."""
    value = "-" + table("season")[(groups.get("season") or groups["season2"]).lower()]
    if "year" in groups:
        return stated(groups["year"] + value, stage_of(groups))
    way = groups.get("way", "").lower()
    if way == "that":
        base = context.reference[0].year if context.reference else None
        return relative(f"{base:04}{value}", stage_of(groups)) if base else Meaning("DATE", "XXXX" + value)
    if way in ("the following", "the next", "the previous"):
        if context.reference is None:
            return Meaning("DATE", "XXXX" + value)
        return relative(by_way(value, "last" if "previous" in way else "next", context.reference[0]))
    if context.anchor is None:
        return Meaning("DATE", "XXXX" + value)
    if not way and context.ahead is None and not groups.get("the"):
        return Meaning("DATE", "XXXX" + value)  # "Fighting slows in winter": in any
    full = by_way(value, way, context.anchor) if way else year_for(value, context)
    return clipped(relative(full, stage_of(groups)), context) if full else None


def quarter(groups: Groups, context: Context) -> Meaning | None:
    """The second quarter of 2016, Q3."""
    number = groups.get("q") or table("ordinal")[groups["ordinal"].lower()]
    return _share_of_year(f"Q{number}", groups, context)


def half(groups: Groups, context: Context) -> Meaning | None:
    """The first half of 2017, or of a month (to the 15th)."""
    first_half = groups["ordinal"].lower() == "first"
    if "month" not in groups and "monthly" not in groups:
        return _share_of_year("H1" if first_half else "H2", groups, context)
    if "monthly" in groups:
        if context.anchor is None:
            return Meaning("DATE", "XXXX-XX")
        steps = -1 if groups["monthly"].lower().startswith("last") else 0
        whole = relative(period(context.anchor, "M", steps))
    else:
        found = date({key: text for key, text in groups.items() if key in ("month", "year")}, context)
        if found is None:
            return None
        whole = found
    if whole.first is None:
        return whole
    middle = whole.first.replace(day=15)
    if first_half:
        return msgspec.structs.replace(whole, last=middle)
    return msgspec.structs.replace(
        whole, first=middle + dt.timedelta(days=1), last=month_days(middle.year, middle.month)[1]
    )


def _share_of_year(value: str, groups: Groups, context: Context) -> Meaning:
    if "year" in groups:
        return stated(f"{groups['year']}-{value}")
    if context.anchor is None:
        return Meaning("DATE", f"XXXX-{value}")
    way = groups.get("way", "the").lower()
    if way == "the":
        full = year_for(f"-{value}", context)
        return relative(full) if full else Meaning("DATE", f"XXXX-{value}")
    return relative(f"{context.anchor.year + {'last': -1, 'next': 1}.get(way, 0):04}-{value}")


def holiday(groups: Groups, context: Context) -> Meaning | None:
    """Christmas Eve, New Year's Day 2017."""
    value = "-" + table("holiday")[" ".join(groups["holiday"].lower().replace("’", "'").split())]
    if "year" in groups:
        return stated(on_year(int(groups["year"]), value))
    if context.anchor is None and context.narrative is None:
        return Meaning("DATE", "XXXX" + (value if value[1].isdigit() else "-XX-XX"))
    way = groups.get("way", "").lower()
    full = by_way(value, way, context.anchor) if way and context.anchor else year_for(value, context)
    return relative(full) if full else None


def september_11(groups: Groups, context: Context) -> Meaning | None:
    """The September 11 attacks: a date that became the name of its event."""
    return stated("2001-09-11")


def fiscal(groups: Groups, context: Context) -> Meaning | None:
    """Fiscal 2016, FY17: where it begins and ends differs from state to state, so its days are those of its number."""
    year = groups.get("year") or f"20{groups['short']}"
    days = days_of(year)
    return Meaning("DATE", f"FY{year}", *days, True) if days else None


def year_end(groups: Groups, context: Context) -> Meaning | None:
    """Year-end, the year's end: of the year of publication."""
    return relative(period(context.anchor, "Y"), "end") if context.anchor else Meaning("DATE", "XXXX")


def before_last(groups: Groups, context: Context) -> Meaning | None:
    """The week before last, the night before last."""
    name = groups["unit"].lower()
    unit, part = unit_of(name), "TNI" if name == "night" else ""
    if context.anchor is None:
        return Meaning("TIME" if part else "DATE", UNSPECIFIED[unit] + part)
    return relative(period(context.anchor, unit, -2) + part)


def first_of(groups: Groups, context: Context) -> Meaning | None:
    """The last week of March, the first three months of 2016, the first ten days of last month."""
    whole = _whole(groups, context)
    unit = table("unit")[groups["unit"].lower()]
    number = count_of(groups["count"]) if "count" in groups else 1
    if number is None or unit.startswith("T"):
        return None
    days = days_of(whole.value or "") if whole else None
    if whole is None or days is None:
        return Meaning("DURATION", f"P{number:g}{unit}")
    is_first = groups["which"].lower() in ("first", "opening")
    one = dt.timedelta(days=1)
    first, last = (
        (days[0], moved(days[0], unit, number) - one) if is_first else (moved(days[1] + one, unit, -number), days[1])
    )
    if first < days[0] or last > days[1]:
        return None
    if number != 1:
        return Meaning("DURATION", f"P{number:g}{unit}", first, last, whole.stated)
    value = period(first + (last - first) / 2, unit)
    spanned = days_of(value) or days
    return Meaning("DATE", value, max(first, spanned[0]), min(last, spanned[1]), whole.stated)


def _whole(groups: Groups, context: Context) -> Meaning | None:
    """The month or year that "the first week of" something cuts a piece from."""
    if "month" in groups:
        return date({key: text for key, text in groups.items() if key in ("month", "year")}, context)
    if "year" in groups:
        return stated(groups["year"])
    if context.anchor is None:
        return None
    steps = STEPS.get(groups["way"].lower(), 0)
    return relative(period(context.anchor, unit_of(groups["period"]), steps))


def week_of(groups: Groups, context: Context) -> Meaning | None:
    """The week of 6 November, the week ending 12 November, valued as the week of the calendar that most of it is."""
    day = date({key: text for key, text in groups.items() if key in ("month", "day", "year")}, context)
    if day is None or day.first is None:
        return Meaning("DATE", "XXXX-WXX") if day else None
    edge = groups["edge"].lower()
    middle = {"of": 0, "ending": -3}.get(edge, 3)
    value = period(day.first + dt.timedelta(days=middle), "W")
    if edge == "of":
        return stated(value) if day.stated else relative(value)
    first = day.first if edge != "ending" else day.first - dt.timedelta(days=6)
    return Meaning("DATE", value, first, first + dt.timedelta(days=6), day.stated)


def nth_day(groups: Groups, context: Context) -> Meaning | None:
    """On the 14th: of the month told before, or the next where that day is over; else the nearest by the tense."""
    number = int("".join(filter(str.isdigit, groups["day"])))
    part = part_of(groups)
    told = context.reference
    if told is not None and (told[1] - told[0]).days <= _LONGEST_MONTH:
        months = [0, 1] if told[0] != told[1] or number >= told[0].day else [1]
        found = _nth(told[0], number, months)
        return relative(found + part) if found else None
    if context.anchor is None:
        return Meaning("DATE", f"XXXX-XX-{number:02}{part}")
    for step in (0, 1, 2) if context.ahead else (0, -1, -2):
        found = _nth(context.anchor, number, [step])
        if found and (found >= context.anchor.isoformat() if context.ahead else found <= context.anchor.isoformat()):
            return relative(found + part)
    return None


_LONGEST_MONTH = 31


def _nth(day: dt.date, number: int, months: Sequence[int]) -> str | None:
    """That day of the first of some months, counted from a day's own, that has it."""
    for step in months:
        value = f"{period(day, 'M', step)}-{number:02}"
        if days_of(value):
            return value
    return None
