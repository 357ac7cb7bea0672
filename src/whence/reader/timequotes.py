"""The day on which a quoted text was said or written, where its own sentence tells: "yesterday" in it goes by that."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from whence.reader.calendar import Days
from whence.reader.quotations import MANY, quoted
from whence.reader.tables import words
from whence.reader.timematches import TimeMatch
from whence.records import Sentence, Token

_NEAR = 5
"""Words before or after a date among which a word of saying makes it the day of the saying ("told reporters on Friday",
"On Friday the ministry said:")."""


def days_of_saying(
    text: str,
    sentences: Sequence[Sentence],
    tokens: Sequence[Token],
    matches: Mapping[int, Sequence[TimeMatch]],
    day_of: Callable[[int, TimeMatch], Days | None],
) -> dict[int, Days]:
    """Start of each expression that stands in a quotation to the day on which that was said, where it is told.

    ``matches`` are the expressions of each sentence by its index, ``day_of`` gives the day that one of them names.
    """
    found: dict[int, Days] = {}
    for first, last in _blocks(sentences):
        inside = range(first, last)
        places = [match.start for index in inside for match in matches[index]]
        for start, end in quoted(text, sentences[first].start, sentences[last - 1].end) if places else ():
            within = [place for place in places if start < place < end]
            if not within or len(text[start:end].split()) < MANY:
                continue
            said = _day(text, sentences, tokens, matches, inside, (start, end), day_of)
            if said is not None:
                found |= dict.fromkeys(within, said)
    return found


def _blocks(sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    """First and last (exclusive) sentence of each block."""
    edges = [n for n, one in enumerate(sentences) if n == 0 or one.block != sentences[n - 1].block]
    return list(zip(edges, [*edges[1:], len(sentences)], strict=True))


def _day(
    text: str,
    sentences: Sequence[Sentence],
    tokens: Sequence[Token],
    matches: Mapping[int, Sequence[TimeMatch]],
    inside: range,
    quotation: tuple[int, int],
    day_of: Callable[[int, TimeMatch], Days | None],
) -> Days | None:
    """The day of the saying, told outside a quotation in a sentence that it touches."""
    start, end = quotation
    for index in inside:
        sentence = sentences[index]
        if sentence.end <= start or sentence.start >= end:
            continue
        for match in matches[index]:
            if start < match.start < end or not _is_said(sentence, tokens, match, quotation):
                continue
            days = day_of(index, match)
            if days is not None and days[0] == days[1]:
                return days
    return None


def _is_said(sentence: Sentence, tokens: Sequence[Token], match: TimeMatch, quotation: tuple[int, int]) -> bool:
    """True where a word of saying stands near a date, outside the quotation."""
    saying = words("times_tense.csv", **{"class": "saying"})
    here = [
        one
        for one in tokens[sentence.first : sentence.last]
        if not quotation[0] <= one.start < quotation[1] and any(map(str.isalnum, one.text))
    ]
    before = [one.text.lower() for one in here if one.end <= match.start][-_NEAR:]
    after = [one.text.lower() for one in here if one.start >= match.end][:_NEAR]
    return any(word in saying for word in (*before, *after))
