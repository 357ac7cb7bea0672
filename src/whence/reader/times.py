"""Times: the time expressions of a text, with TIMEX3 values and the whole days they span.

The grammar is data (``data/times_rules.yaml``); where a date goes unsaid, the day of publication and the tense of the
clause decide. docs/dates-and-quantities.md has the conventions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import msgspec

from whence.reader import timebuilders, timeparts, timespans
from whence.reader.calendar import Days
from whence.reader.tense import looks_ahead
from whence.reader.timematches import TimeMatch, time_matches
from whence.reader.timemeaning import Builder, Context, Meaning
from whence.reader.timequotes import days_of_saying
from whence.reader.timestory import Story
from whence.records import Interval, Sentence, Timex, Token


def find_times(
    text: str, sentences: Sequence[Sentence], tokens: Sequence[Token], published: Interval | None
) -> tuple[Timex, ...]:
    """The time expressions of a text, in text order, none overlapping another.

    ``published`` is when the text was published. Where it is a day, relative expressions and dates without a year are
    computed from it; where it is a longer interval closed at both ends, as far as both ends agree; where an end is open
    or it is unknown, they keep an underspecified value ("XXXX-06") and no days. Tags and trees are used where the
    tokens have them.
    """
    matches = {index: time_matches(text, sentence) for index, sentence in enumerate(sentences)}
    ahead = {
        match.start: looks_ahead(tokens, sentences[index].first, sentences[index].last, match.start, match.end)
        for index in matches
        for match in matches[index]
    }

    def day_of(index: int, match: TimeMatch) -> Days | None:
        meaning = _meaning(match, published, Context(None, ahead[match.start]))
        return (meaning.first, meaning.last) if meaning and meaning.first and meaning.last else None

    said = days_of_saying(text, sentences, tokens, matches, day_of)
    found: list[Timex] = []
    told = Context(None)
    story = Story()
    for index, sentence in enumerate(sentences):
        for match in matches[index]:
            day = said.get(match.start)
            base = published if day is None else Interval(day[0].isoformat(), day[1].isoformat())
            narrative = story.days(index, sentence.block)
            meaning = _meaning(
                match, base, msgspec.structs.replace(told, ahead=ahead[match.start], narrative=narrative)
            )
            if meaning is None:
                continue
            meaning = _begun(text, match, meaning, base, told, matches[index])
            found.append(_timex(text, match, meaning, sentence, tokens))
            told = _after(told, meaning)
            story.tell(text, match, meaning, base, index, sentence.block)
    return tuple(found)


def publication_bound(times: Sequence[Timex], text: str = "") -> Interval | None:
    """When a text without a date was published: not before the latest past date that it writes out.

    Dates told ahead ("by 1 May 2018", "will ... in 2020") do not count; they are known by the words before them in
    ``text`` and not at all without it. A date coarser than a day counts by its first day. ``None`` where no date is
    written out.
    """
    past = [time.from_ for time in times if time.basis == "stated" and time.from_ and not _told_ahead(time, text)]
    return Interval(max(past), None, None, "estimated") if past else None


def days_told(time: Timex, times: Sequence[Timex], text: str, published: Interval | None) -> Interval | None:
    """The days that an expression bounds with the preposition before it: "since December" runs to publication, "until
    May" has an open start, "before 2011" ends the day before, "from 2014 to 2016" and "between 2014 and 2016" cover
    both.

    ``None`` where its own days cannot be told.
    """
    own = time.interval
    if own is None:
        return None
    if time.type == "TIME":  # "before dawn on Tuesday" is that Tuesday
        return own
    word = _word_before(text, time.start)
    last = published.end if published else None
    if word == "since":
        end = last if last and own.start and last >= own.start else None
        return Interval(own.start, end, own.text, own.basis)
    run = _run(time, times, text)
    if run is not None:
        return run
    if word in ("until", "till", "by"):
        return Interval(None, own.end, own.text, own.basis)
    if word == "before" and own.first:
        return Interval(None, (own.first - dt.timedelta(days=1)).isoformat(), own.text, own.basis)
    if word == "after" and own.last:
        return Interval((own.last + dt.timedelta(days=1)).isoformat(), None, own.text, own.basis)
    return own


_TO = ("to", "until", "till", "through", "-", "–", "—")


def _run(time: Timex, times: Sequence[Timex], text: str) -> Interval | None:
    """The days from one date to the other of a run that an expression is an end of: "from Friday to Sunday", "between
    March and June", "2014-2016"."""
    dated = [one for one in times if one.type == "DATE" and one.from_ and one.to]
    place = next((n for n, one in enumerate(dated) if one.start == time.start), None)
    if place is None:
        return None
    for first, second in zip(dated[max(0, place - 1) : place + 1], dated[place - (place > 0) + 1 :], strict=False):
        join = text[first.end : second.start].strip()
        lead = _word_before(text, first.start)
        told = (join in _TO and lead != "since") or (join == "and" and lead == "between")
        if told and first.from_ and second.to and second.to >= first.from_:
            return Interval(first.from_, second.to, text[first.start : second.end], first.basis)
    return None


def _word_before(text: str, start: int) -> str:
    words = text[max(0, start - 40) : start].lower().split()
    return words[-1].strip("(,;:") if words else ""


_AHEAD = ("by", "until", "till", "deadline", "before")


def _told_ahead(time: Timex, text: str) -> bool:
    """True where the words that lead up to a date put it ahead."""
    lead = text[max(0, time.start - 80) : time.start]
    words = lead.replace(".", " . ").lower().split()
    if words and words[-1] in _AHEAD and time.type != "DURATION":
        return True
    tokens = [Token(word, place, place + 1, word, "", -1, "") for place, word in enumerate(words)]
    clause = max((index + 1 for index, word in enumerate(words) if word in (".", ";")), default=0)
    return bool(looks_ahead(tokens, clause, len(tokens), len(tokens), len(tokens) + 1))


def _begun(
    text: str, match: TimeMatch, meaning: Meaning, published: Interval | None, told: Context, row: Sequence[TimeMatch]
) -> Meaning:
    """The meaning of the first date of a run that has begun: "will run from 15 November to 5 December", on the 20th."""
    second = next((one for one in row if one.start >= match.end), None)
    if second is None or match.rule.build != "date" or second.rule.build != "date" or "year" in match.groups:
        return meaning
    if text[match.end : second.start].strip() not in _TO:
        return meaning
    end = _meaning(second, published, msgspec.structs.replace(told, ahead=True))
    if end is None or end.last is None or meaning.first is None or meaning.first <= end.last:
        return meaning
    return _meaning(match, published, msgspec.structs.replace(told, ahead=False)) or meaning


_BUILDERS = (timebuilders, timeparts, timespans)


def _builder(name: str) -> Builder:
    builder: Builder = next(getattr(module, name) for module in _BUILDERS if hasattr(module, name))
    return builder


def _after(told: Context, meaning: Meaning) -> Context:
    """What has been told once an expression is read."""
    if meaning.type not in ("DATE", "TIME") or meaning.first is None or meaning.last is None or _is_vague(meaning):
        return told
    days = (meaning.first, meaning.last)
    return msgspec.structs.replace(told, reference=days, day=days if days[0] == days[1] else told.day)


def _is_vague(meaning: Meaning) -> bool:
    return meaning.value is not None and meaning.value.endswith("_REF")


def _meaning(match: TimeMatch, published: Interval | None, told: Context) -> Meaning | None:
    """What a match means on the day of publication; where that is one of several days, what it means on the first and
    the last of them alike, or else without any."""
    builder = _builder(match.rule.build)
    anchors: list[dt.date | None] = [None]
    if published is not None and published.first and published.last:
        anchors = [published.first] if published.first == published.last else [published.first, published.last]
    readings = [_built(builder, match, msgspec.structs.replace(told, anchor=anchor)) for anchor in anchors]
    if len(readings) == 2 and readings[0] != readings[1]:
        return _built(builder, match, told)
    return readings[0]


def _built(builder: Builder, match: TimeMatch, context: Context) -> Meaning | None:
    """The builder's answer; beyond the calendar's ends an expression has none."""
    try:
        return builder(match.groups, context)
    except (OverflowError, ValueError):
        return None


def _timex(text: str, match: TimeMatch, meaning: Meaning, sentence: Sentence, tokens: Sequence[Token]) -> Timex:
    first = meaning.first.isoformat() if meaning.first else None
    last = meaning.last.isoformat() if meaning.last else None
    known = first is not None or last is not None
    return Timex(
        start=match.start,
        end=match.end,
        type=meaning.type,
        text=text[match.start : match.end],
        value=meaning.value,
        token=head_of(tokens, sentence, match.start, match.end),
        from_=first,
        to=last,
        basis=("stated" if meaning.stated else "relative") if known else None,
    )


def head_of(tokens: Sequence[Token], sentence: Sentence, start: int, end: int) -> int:
    """The head word of a span: the first token in it whose head lies outside; without a tree, the last that is a
    word."""
    inside = [i for i in range(sentence.first, sentence.last) if tokens[i].start < end and tokens[i].end > start]
    if not inside:
        return sentence.first
    if any(tokens[i].deprel for i in inside):
        for i in inside:
            if tokens[i].head not in inside and tokens[i].upos != "PUNCT" and not _is_marker(tokens[i].deprel):
                return i
    return _last_word(tokens, inside)


def _is_marker(deprel: str) -> bool:
    return deprel.partition(":")[0] in ("case", "mark", "cc", "punct")


def _last_word(tokens: Sequence[Token], inside: Iterable[int]) -> int:
    indices = list(inside)
    return next((i for i in reversed(indices) if any(map(str.isalnum, tokens[i].text))), indices[-1])
