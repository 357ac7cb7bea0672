"""Where the grammar of times holds in a text: the rules' matches, made into one row of expressions a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from whence.reader.timewords import Rule, groups_of, number_at, present, rules, rules_by_need
from whence.records import Sentence


class TimeMatch(msgspec.Struct, frozen=True):
    """A place in the text where a rule holds."""

    start: int
    end: int
    order: int
    rule: Rule
    groups: dict[str, str]


def time_matches(text: str, sentence: Sentence) -> list[TimeMatch]:
    """The places in a sentence where the grammar holds: at each the longest, then the earlier rule, none
    overlapping. Of "March to August 2015" the first has the year of the second."""
    body = text[sentence.start : sentence.end]
    found = [
        TimeMatch(sentence.start + match.start(), sentence.start + match.end(), order, rule, groups_of(match))
        for need in present(body)
        for order, rule in rules_by_need().get(need, ())
        for match in rule.found_in(body)
    ]
    found.sort(key=lambda match: (match.start, -match.end, match.order))
    chosen: list[TimeMatch] = []
    for match in found:
        if not chosen or match.start >= chosen[-1].end:
            chosen.append(match)
    hedged = [_with_hedge(text, sentence, match) for match in chosen]
    return _with_lent_years(text, [part for match in hedged for part in _parts(match)])


_AT_LEAST = re.compile(r"\bat (?:least|the latest)\s+\Z", re.IGNORECASE)


def _with_hedge(text: str, sentence: Sentence, match: TimeMatch) -> TimeMatch:
    """The match with the "at least" before it, which TIMEX3 counts in ("since at least December")."""
    hedge = _AT_LEAST.search(text, max(sentence.start, match.start - 20), match.start)
    return msgspec.structs.replace(match, start=hedge.start()) if hedge else match


def _parts(match: TimeMatch) -> Iterator[TimeMatch]:
    """A run of years written in full ("2014-2016") as its two years, as TIMEX3 has them."""
    second = match.groups.get("year2", "")
    if match.rule.build != "year_range" or len(second) != len("2016") or not match.groups["year"] < second:
        yield match
        return
    year = _year_rule()
    start = match.end - len(match.groups["run"])  # past a "the"
    yield TimeMatch(start, start + len(second), match.order, year, {"year": match.groups["year"]})
    yield TimeMatch(match.end - len(second), match.end, match.order, year, {"year": second})


def _year_rule() -> Rule:
    return next(rule for rule in rules() if rule.build == "year")


_JOINED = re.compile(r"\s*(?:,|,?\s(?:and|or|to|until|till|through|into)|[-–—])\s*(?:(?:in|on|from)\s)?", re.IGNORECASE)
_IN_ORDER = ("to", "until", "till", "through", "into", "-", "–", "—")


def _with_lent_years(text: str, matches: Sequence[TimeMatch]) -> list[TimeMatch]:
    """The matches with the year of the second of two joined dates given to the first where that has none, or the year
    before it where the run goes over the turn of the year ("December to March 2016")."""
    lent = list(matches)
    for index in reversed(range(len(lent) - 1)):
        first, second = lent[index], lent[index + 1]
        if not (_is_month(first) and _is_month(second)) or "year" in first.groups or "year" not in second.groups:
            continue
        join = text[first.end : second.start]
        if not _JOINED.fullmatch(join):
            continue
        turns = number_at(first.groups["month"], "month") > number_at(second.groups["month"], "month")
        over = turns and join.strip(" ,").split(" ")[0].lower() in _IN_ORDER
        year = str(int(second.groups["year"]) - over)
        lent[index] = msgspec.structs.replace(first, groups=first.groups | {"year": year})
    return lent


def _is_month(match: TimeMatch) -> bool:
    return match.rule.build == "date" and "month" in match.groups and "day2" not in match.groups
