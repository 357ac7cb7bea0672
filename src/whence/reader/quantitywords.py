"""Words of quantity: the patterns of numbers, hedges and loose numbers, and the bounds they give."""

from __future__ import annotations

import re
from functools import cache

from whence.reader.numberwords import NUMBER, NUMBER_WORD, any_of, value_of
from whence.reader.tables import mapping, rows, words

Bounds = tuple[float | None, float | None]
"""The least and the most that a number may be; ``None`` is an open bound."""


def context(name: str) -> frozenset[str]:
    """A word class of ``quantities_context.csv``."""
    return words("quantities_context.csv", **{"class": name})


@cache
def hedges(place: str) -> dict[str, str]:
    """Hedges that stand before or after a number, to the bound they give."""
    return {row["word"]: row["bound"] for row in rows("quantities_hedges.csv") if row["place"] == place}


@cache
def loose(use: str) -> dict[str, Bounds]:
    """Words that stand for a number without being one, to their bounds."""
    return {
        row["word"]: (_cell(row["least"]), _cell(row["most"]))
        for row in rows("quantities_loose.csv")
        if row["use"] == use
    }


def _cell(text: str) -> float | None:
    return int(text) if text else None


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The pattern of a name, compiled when it is first asked for."""
    return re.compile(_sources()[name], re.IGNORECASE)


@cache
def _sources() -> dict[str, str]:
    scales = "dozen|hundred|thousand|million|billion"
    symbol = r"(?:US\$|A\$|C\$|[$£€¥]|\bRs\.?\s?)"
    short = r"(?:\s?(?:bn|mn|m|k|tn)\b)"
    left, right = r"(?<![\w.,/:–#-])(?<!\d\s[/:–-])(?<!\d\s[–-]\s)", r"(?![\w])(?![.,:/]\d)"
    several = any_of(word for word, _ in loose("multiple").items())
    plain = any_of({**loose("plain"), **loose("multiple")})
    before = any_of(hedges("before"))
    return {
        "money": rf"(?<!\w){symbol}\s?(?P<low>{NUMBER})(?:\s?[-–]\s?{symbol}?(?P<high>{NUMBER}))?(?P<short>{short})?",
        "range": rf"{left}(?P<between>between\s+)?(?:(?:{before})\s+)?(?P<low>{NUMBER})"
        rf"(?P<join>\s?[-–]\s?|\s+(?:to|or|and)\s+)(?:(?:{before})\s+)?(?P<high>{NUMBER}){right}",
        "several": rf"{left}(?P<loose>{several})(?:\s+of)?\s+(?P<scale>{scales})s?{right}",
        "loose": rf"{left}(?P<loose>{plain}){right}",
        "none": rf"{left}(?P<loose>{any_of(loose('none'))}){right}",
        "no": rf"{left}(?:no\s+(?=(?:[a-z]+\s+)?(?:(?:{any_of(_plural_persons())})\b|casualt|injur|fatalit|death))"
        rf"|not\s+(?:a\s+single|one|a)\s+(?=(?:[a-z]+\s+)?(?:{any_of(persons())})\b))",
        "number": rf"{left}(?P<low>{NUMBER})(?P<glued>[a-zA-Z]{{1,5}}\b(?!-))?(?![\w])(?![.,:/]\d)",
        # What a sentence must hold for the long pattern of that form to be worth compiling and trying.
        "money_hint": symbol,
        "range_hint": rf"(?:\d|\bhalf|\b(?:{NUMBER_WORD}|{scales}|trillion))(?:\s?[-–]|\s+(?:to|or|and)\s)",
        "several_hint": rf"\b(?:{scales})",
        "hedge": rf"(?:(?<=\s)|^|(?<=[(“‘\"'—–,-]))(?:(?:{before})\s+)+\Z",
        "hedge_after": rf"(?:\s*\+|\s*-?\s*(?:{any_of(hedges('after'))})\b|-odd\b)",
        "percent": r"\s?%|[\s-]+(?:" + any_of(units_of("percent")) + r")\b",
        "unit": r"[\s-]?(?P<unit>"
        + any_of(units_of("measure"))
        + r")\b|[\s-](?P<coin>(?:[A-Z][a-z]+\s+)?(?:"
        + any_of(units_of("money"))
        + r"))\b",
        "inside": rf"\b(?:{any_of(context('inside'))}),?\s+\Z",
        "inside_after": rf"\s+(?:{any_of(context('inside_after'))})\b",
        "name": rf"(?<!\w)(?-i:(?:{any_of(context('name'))})\s+(?:[A-Z0-9]+[,.]?\s+(?:and\s+)?)?)\Z",
        "age": rf"(?:\b(?:aged?|ages|aging)\s+(?:of\s+|between\s+)?(?:{NUMBER}(?:,|\s+and|\s+or|\s+to)\s+)*"
        r"|(?-i:[A-Z][\w’'-]+),\s+)\Z",
        "age_told": r"\b(?:he|she|who)\s+(?:is|was|turned|turns)\s+\Z",
        # What a bare number counts people after: "the toll rose to", "a force of".
        "toll": rf"(?:\b(?:{any_of(context('toll'))})\b,?(?:\s+[^\s.;]+){{0,9}}?\s+(?:at|to|from|of|than|by|is|was|now)"
        rf"|\b(?:{any_of(context('group'))})\s+of)(?:\s+(?:{before}|an?\s+(?:earlier|previous|initial)))*\s+\Z",
        "changed": rf"\b(?:{any_of(context('change'))})\b",
        "old_value": rf"\b(?:from|(?:{any_of(context('old'))})\s+(?:death\s+)?(?:{any_of(context('account'))})\s+of)"
        rf"(?:\s+an?\s+(?:{any_of(context('old'))}))?\s+\Z",
        "old_account": rf"\b(?:{any_of(context('old_adverb'))})\b(?:\s+[^\s.;,]+){{0,6}}?\s+"
        rf"(?:{any_of(context('account'))})\s+(?:at|of|to)\s+\Z",
        "new_value": rf"(?:\s+[^\s.;]+){{0,4}}?\s+to\s+(?:(?:{before})\s+)*(?:{NUMBER})\b",
        "old": r"(?:[\s-]+(?:years?|months?|weeks?|days?)[\s-]+olds?\b|[\s-]years?[\s-]of[\s-]age)",
    }


@cache
def units_of(kind: str) -> frozenset[str]:
    """The units of money, shares (``percent``) or measures."""
    return frozenset(mapping("quantities_units.csv", kind=kind))


@cache
def persons() -> frozenset[str]:
    """Nouns for people, lower-case."""
    return frozenset(word.lower() for word in words("quantities_persons.csv"))


def _plural_persons() -> frozenset[str]:
    return frozenset(word for word in persons() if word.endswith(("s", "men", "children", "people", "ies")))


_SHORT = {"bn": 1e9, "mn": 1e6, "m": 1e6, "k": 1e3, "tn": 1e12}


def short_scale(text: str | None) -> float:
    """What "bn" or "m" after a sum multiplies it by; 1 for nothing."""
    return _SHORT[text.strip().lower()] if text else 1


_SCALED = re.compile(r"\s(dozen|hundred|thousand|million|billion|trillion)$", re.IGNORECASE)


_SHORT_THOUSANDS = re.compile(r"\d{1,3}-\d{1,3},000")
# "3-5,000 fighters".


def ends_of(low: str, high: str) -> tuple[float, float] | None:
    """The two ends of "200 to 300" or "2 to 3 million" (the scale serves both); ``None`` where they do not rise."""
    first, second = value_of(low), value_of(high)
    if first is None or second is None:
        return None
    if _SHORT_THOUSANDS.fullmatch(f"{low}-{high}") and first < second / 1000:
        first *= 1000
    scale = _SCALED.search(high)
    if scale and not _SCALED.search(low):
        scaled = first * (value_of("a " + scale.group(1)) or 1)
        first = scaled if scaled < second else first
    return (first, second) if first < second else None


def hedged(bounds: Bounds, hedge: str, *, counted: bool) -> Bounds:
    """The bounds of a number under a hedge. ``counted`` is true for things that come in ones: "more than 20" is then 21
    at least."""
    low, high = bounds
    whole = counted and all(bound is None or bound == int(bound) for bound in bounds)
    step = 1 if whole else 0
    bound = hedges("before").get(hedge) or hedges("after").get(hedge, "about")
    if bound == "least" and low is not None:
        return low, None
    if bound == "above" and low is not None:
        return low + step, None
    if bound == "most" and high is not None:
        return None, high
    if bound == "below" and high is not None:
        return None, max(0, high - step)
    return bounds
