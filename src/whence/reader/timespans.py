"""The meaning of times told by their distance from another, of lengths of time, habits and hours."""

from __future__ import annotations

import datetime as dt

import msgspec

from whence.reader.calendar import Days, moved, period, weekday_near
from whence.reader.numberwords import value_of
from whence.reader.timebuilders import date, part_of, stage_of
from whence.reader.timemeaning import Context, Groups, Meaning, clipped, relative
from whence.reader.timewords import count_of, number_at, table
from whence.records.reading import TimexType

UNSPECIFIED = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX"}
UNSPECIFIED |= {"Y": "XXXX", "DE": "XXX", "CE": "XX"}
STEPS = {"last": -1, "this past": -1, "the previous": -1, "previous": -1, "next": 1, "this coming": 1, "the coming": 1}
_FEW = 3
# "A few days ago" reaches from three to three times three units back; "few" and "several" are at least three
# (CODING.md, 10.1).


def unit_of(text: str) -> str:
    """The designator of a period's name."""
    return "WE" if text.lower() == "weekend" else table("unit")[text.lower()]


def today(groups: Groups, context: Context) -> Meaning | None:
    """Today, yesterday evening, the day before yesterday."""
    steps = int(table("when")[" ".join(groups["when"].lower().split())])
    part = part_of(groups)
    if context.anchor is None:
        return Meaning("TIME" if part else "DATE", "XXXX-XX-XX" + part)
    return relative(period(context.anchor, "D", steps) + part)


def tonight(groups: Groups, context: Context) -> Meaning | None:
    """Tonight, last night, this morning."""
    text = groups["tonight"].lower()
    part = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV"}.get(text.split()[-1], "TNI")
    if context.anchor is None:
        return Meaning("TIME", "XXXX-XX-XX" + part)
    return relative(period(context.anchor, "D", -1 if text.startswith(("last", "yesterday")) else 0) + part)


def current(groups: Groups, context: Context) -> Meaning | None:
    """Last week, this year, earlier this month, the end of the year."""
    unit = unit_of(groups["period"])
    steps = STEPS.get(groups.get("way", "").lower(), 0)
    if context.anchor is None:
        return Meaning("DATE", UNSPECIFIED[unit])
    base = context.anchor
    if unit == "WE" and steps == 0 and not context.ahead:
        return _last_weekend(base)
    if unit == "W" and groups["period"].lower() == "fortnight":
        first = moved(base, "W", 2 * min(steps, 0))
        return Meaning("DATE", "P2W", first, moved(first, "W", 2))
    stage = stage_of(groups)
    meaning = relative(period(base, unit, steps), stage)
    side = groups.get("side", "").lower()
    if side and meaning.first and meaning.last:
        return _on_side(meaning, side, base)
    return meaning if stage or steps > 0 else clipped(meaning, context)


def _on_side(meaning: Meaning, side: str, base: dt.date) -> Meaning:
    """The days of a period up to the day before ``base``, or from the day after it."""
    first, last = meaning.first or base, meaning.last or base
    if side == "earlier":
        return msgspec.structs.replace(meaning, last=max(first, min(last, base - dt.timedelta(days=1))))
    return msgspec.structs.replace(meaning, first=min(last, max(first, base + dt.timedelta(days=1))))


def _last_weekend(base: dt.date) -> Meaning:
    """The Saturday and Sunday that last began on or before a day."""
    return clipped(relative(period(weekday_near(base, 6, ahead=False), "WE")), Context(base))


def weekend(groups: Groups, context: Context) -> Meaning | None:
    """The weekend: the last that began, or, looking ahead, this week's."""
    if context.anchor is None:
        return Meaning("DATE", UNSPECIFIED["WE"])
    return relative(period(context.anchor, "WE")) if context.ahead else _last_weekend(context.anchor)


def _count(groups: Groups) -> float | None:
    """The number told, 1 for none; ``None`` for a loose one ("several")."""
    if "loose" in groups:
        return None
    if "count" not in groups:
        return 1
    return count_of(groups["count"])


def _is_count(groups: Groups) -> bool:
    """False where "a second" or "a quarter" is no length of time."""
    article = groups.get("count", "").lower() in ("a", "an", "one")
    unit = (groups.get("unit") or groups.get("units") or "").lower()
    return not (article and unit in ("second", "quarter", "night", "weekday"))


def _least(groups: Groups) -> float:
    """The least that a loose number comes to: three for "several"."""
    return float(table("many").get(groups.get("loose", "").lower(), "") or _FEW)


def ago(groups: Groups, context: Context) -> Meaning | None:
    """Three days ago, several years ago, years ago."""
    unit = table("unit")[groups["unit"].lower()]
    if "count" not in groups and "loose" not in groups and groups["unit"].lower().endswith("s"):
        return Meaning("DATE", "PAST_REF", None, moved(context.anchor, unit, -2) if context.anchor else None)
    if "loose" in groups:
        if context.anchor is None or unit in ("CE", "DE"):
            return Meaning("DATE", "PAST_REF")
        least = _least(groups)
        most = least if least < _FEW else least * _FEW
        return Meaning("DATE", "PAST_REF", moved(context.anchor, unit, -most), moved(context.anchor, unit, -least))
    meaning = _stepped(-(_count(groups) or 1), unit, context.anchor, None)
    if groups.get("hedge", "").lower() in _BEYOND and meaning.last is not None:
        return msgspec.structs.replace(meaning, first=None)
    return meaning


_BEYOND = ("more than", "over", "well over", "at least")
# "More than two years ago" has no first day.


def long_ago(groups: Groups, context: Context) -> Meaning | None:
    """Long ago."""
    return Meaning("DATE", "PAST_REF", None, context.anchor)


def _stepped(steps: float, unit: str, base: dt.date | None, days: Days | None) -> Meaning:
    """The period of one unit that lies so many units from a day, or from the period ``days``."""
    if unit.startswith("T"):
        if base is None or (days is not None and days[0] != days[1]):
            return Meaning("TIME", "XXXX-XX-XX")
        hours = steps / {"TS": 3600, "TM": 60, "TH": 1}[unit]
        first = base + dt.timedelta(days=int(hours / 24))
        return Meaning("TIME", first.isoformat(), first, first)
    size = 1 if unit != "W" else 7
    if base is None or (days is not None and unit in ("D", "W") and (days[1] - days[0]).days >= size):
        return Meaning("DATE", UNSPECIFIED[unit])
    if steps != int(steps):
        return relative(moved(base, unit, steps).isoformat()[:7])
    if unit == "DE":
        return relative(period(base, "Y", int(steps) * 10))
    if unit == "CE":
        return relative(period(base, "CE", int(steps)))
    return relative(period(base, unit, int(steps)))


def shifted(groups: Groups, context: Context) -> Meaning | None:
    """Two days earlier, a year later, the day before: from the date told before, else from publication."""
    unit = table("unit")[groups["unit"].lower()]
    side = groups["side"].lower()
    back = side in ("earlier", "before", "previously")
    from_now = side in ("from now", "hence", "from today")
    if side == "on" and "years" not in groups["unit"].lower():
        return None
    if not _is_count(groups):
        return None
    base = (
        None if from_now else context.nearest_day if unit in ("D", "W") or unit.startswith("T") else context.reference
    )
    anchor = base[0] if base else context.anchor if back or from_now or context.ahead else None
    # "Three days later they fled" counts from something untold: from publication it would lie ahead.
    if "loose" in groups:
        return Meaning("DATE", "PAST_REF" if back else "FUTURE_REF") if anchor is None or unit.startswith("T") else (
            Meaning("DATE", UNSPECIFIED[unit]))  # fmt: skip
    steps = (_count(groups) or 1) * (-1 if back else 1)
    if anchor is not None and base and unit in ("M", "Q") and (base[1] - base[0]).days > 92:
        return Meaning("DATE", UNSPECIFIED[unit])
    return _stepped(steps, unit, anchor, base)


def unnumbered(groups: Groups, context: Context) -> Meaning | None:
    """Hours later, days earlier: hours from the day told before are that day still, of more no day can be told."""
    unit = table("unit")[groups["units"].lower()]
    if not unit.startswith("T"):
        return Meaning("DATE", UNSPECIFIED[unit])
    told = context.nearest_day
    return relative(f"{told[0].isoformat()}TXX") if told else Meaning("TIME", "XXXX-XX-XXTXX")


def hence(groups: Groups, context: Context) -> Meaning | None:
    """In two weeks' time, and "in two weeks" where the clause looks ahead; else a length."""
    if "time" not in groups and not context.ahead:
        return length(groups, context)
    if "loose" in groups or not _is_count(groups):
        return Meaning("DATE", "FUTURE_REF", context.anchor)
    return _stepped(_count(groups) or 1, table("unit")[groups["unit"].lower()], context.anchor, None)


def rest_of(groups: Groups, context: Context) -> Meaning | None:
    """The rest of the year: from the day of publication."""
    unit = unit_of(groups["period"])
    if context.anchor is None:
        return Meaning("DATE", UNSPECIFIED[unit])
    return msgspec.structs.replace(relative(period(context.anchor, unit)), first=context.anchor)


def referred(groups: Groups, context: Context) -> Meaning | None:
    """That day, the following year, the same night, later that month: from the date told before."""
    part = "" if "period_day" in groups else part_of(groups)
    unit = unit_of(groups.get("period_day", "day"))
    way = groups.get("way", "that").lower().removeprefix("the ").removeprefix("very ")
    steps = {"next": 1, "following": 1, "previous": -1, "preceding": -1}.get(way, 0)
    kind: TimexType = "TIME" if part else "DATE"
    reference = context.nearest_day if unit in ("D", "W", "WE") else context.reference
    unknown = Meaning(kind, UNSPECIFIED[unit] + part)
    if reference is None or (unit == "D" and reference[0] != reference[1]):
        return unknown
    if unit != "D" and (reference[1] - reference[0]).days > _LONGEST[unit]:
        return unknown
    return relative(period(reference[0], unit, steps) + part)


_LONGEST = {"W": 6, "WE": 6, "M": 30, "Q": 91, "Y": 365, "DE": 3652, "CE": 36524}


def _length_value(groups: Groups, unit: str) -> str:
    """TIMEX3's value of a length: P3D, PT24H, PXM where the number is loose."""
    mark, letters = ("PT", unit[1:]) if unit.startswith("T") else ("P", unit)
    number = _count(groups)
    if number is None or ("count" not in groups and (groups.get("unit") or groups["units"]).lower().endswith("s")):
        return f"{mark}X{letters}"
    if "half" in groups:
        number += 0.5
    return f"{mark}{number:g}{letters}" if number < 1e6 else f"{mark}{int(number)}{letters}"


def stretch(groups: Groups, context: Context) -> Meaning | None:
    """The past 24 hours, the next year, recent weeks: from or to the day of publication."""
    name = groups.get("units") or groups["unit_one"]
    unit = table("unit")[name.lower()]
    way = groups["way"].lower()
    if "units" in groups or "count" in groups:
        value = _length_value(groups, unit)
    else:
        value = _length_value({"count": "1", "unit": name}, unit)
    if context.anchor is None or way in ("following", "previous", "preceding"):
        return Meaning("DURATION", value)
    vague = "units" in groups and "count" not in groups and "loose" not in groups
    number = _least(groups) if "loose" in groups else (_count(groups) or 1)
    if name.lower() == "fortnight":
        number *= 2
    if way in ("next", "coming"):
        return Meaning("DURATION", value, context.anchor, None if vague else moved(context.anchor, unit, number))
    return Meaning("DURATION", value, None if vague else moved(context.anchor, unit, -number), context.anchor)


def to_come(groups: Groups, context: Context) -> Meaning | None:
    """The days to come, the months ahead."""
    return Meaning("DURATION", _length_value(groups, table("unit")[groups["units"].lower()]), context.anchor)


def length(groups: Groups, context: Context) -> Meaning | None:
    """Nearly 16 years, several days, three-day, decades."""
    if not _is_count(groups):
        return None
    name = (groups.get("unit") or groups["units"]).lower()
    unit = table("unit")[name]
    if "fortnight" in name:
        number = _count(groups)
        return Meaning("DURATION", f"P{2 * number:g}W" if number else "PXW")
    if "fraction" in groups:
        return Meaning("DURATION", _HALVES.get(unit, "PX" + unit))
    if "count" not in groups and "loose" not in groups and "unit" in groups:
        return Meaning("DURATION", _length_value({"count": "1", "unit": name}, unit))
    return Meaning("DURATION", _length_value(groups, unit))


_HALVES = {"TM": "PT30S", "TH": "PT30M", "D": "PT12H", "M": "P15D", "Y": "P6M", "DE": "P5Y", "CE": "P50Y"}
# Half of a unit.


def habit(groups: Groups, context: Context) -> Meaning | None:
    """Every day, daily, on Fridays, twice a week."""
    if "often" in groups:
        return Meaning("SET", table("often")[groups["often"]])
    if "weekday" in groups:
        return Meaning("SET", f"XXXX-WXX-{number_at(groups['weekday'], 'weekday')}{part_of(groups)}")
    if "month" in groups:
        return Meaning("SET", f"XXXX-{number_at(groups['month'], 'month'):02}")
    if "part" in groups:
        return Meaning("SET", f"XXXX-XX-XX{part_of(groups)}")
    if "season" in groups:
        return Meaning("SET", f"XXXX-{table('season')[groups['season'].lower()]}")
    return Meaning(
        "SET", _length_value({"count": groups.get("count", "1"), "unit": "x"}, table("unit")[groups["unit"].lower()])
    )


def clock(groups: Groups, context: Context) -> Meaning | None:
    """4 a.m., 18:30 GMT, noon on Friday: on the day named, else on the day told before, else on that of publication."""
    time = _hour(groups)
    if time is None:
        return None
    day = _clock_day(groups, context)
    zone = (
        "Z"
        if any(name in groups.get("zone", "").upper() for name in ("GMT", "UTC")) and "+" not in groups["zone"]
        else ""
    )
    if day is None:
        return Meaning("TIME", f"XXXX-XX-XXT{time}{zone}")
    return relative(f"{day}T{time}{zone}")


def _hour(groups: Groups) -> str | None:
    if "hour_word" in groups:
        return table("hour")[groups["hour_word"].lower()]
    if "past" in groups:
        return _spoken_hour(groups)
    if "oclock" in groups:
        word = groups["oclock"].lower()
        hour = int(value_of(word) or 0)
        half = "p" if groups.get("part", "").lower() in ("afternoon", "evening") else "a"
        half = half if "part" in groups else ""
    else:
        hour, half = int(groups["hour"]), groups.get("half", "").lower()
    if hour > 24 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{groups.get('minute', '00')}"


def _spoken_hour(groups: Groups) -> str:
    """Half past six, a quarter to six: morning or evening goes unsaid."""
    hour = int(value_of(groups["oclock"].lower()) or 0)
    minutes = 30 if groups["past"].lower().startswith("half") else 15
    if groups["past"].lower().endswith(" to"):
        hour, minutes = hour - 1, 60 - minutes
    return f"{hour % 24:02}:{minutes:02}"


def _clock_day(groups: Groups, context: Context) -> dt.date | None:
    if "clock_weekday" in groups and context.anchor:
        return weekday_near(context.anchor, number_at(groups["clock_weekday"], "weekday"), ahead=bool(context.ahead))
    if "clock_when" in groups and context.anchor:
        return context.anchor + dt.timedelta(days=int(table("when")[groups["clock_when"].lower()]))
    if "month" in groups:
        dated = date({key: text for key, text in groups.items() if key in ("month", "day", "year")}, context)
        return dated.first if dated else None
    if "clock_weekday" in groups or "clock_when" in groups:
        return None
    return context.nearest_day[0] if context.nearest_day else context.anchor


def part_of_day(groups: Groups, context: Context) -> Meaning | None:
    """Dawn, the evening: of the day told before."""
    part = part_of(groups)
    if "weekday" in groups and context.anchor:
        return relative(
            weekday_near(context.anchor, number_at(groups["weekday"], "weekday"), ahead=bool(context.ahead)).isoformat()
            + part
        )
    reference = context.nearest_day
    if reference is None:
        return Meaning("TIME", "XXXX-XX-XX" + part)
    return relative(reference[0].isoformat() + part)


def vague(groups: Groups, context: Context) -> Meaning | None:
    """Now, recently, in the future."""
    value = table("ref")[" ".join(groups["ref"].lower().split())]
    if value == "PRESENT_REF":
        return Meaning("DATE", value, context.anchor, context.anchor)
    if value == "PAST_REF":
        return Meaning("DATE", value, None, context.anchor)
    return Meaning("DATE", value, context.anchor, None)
