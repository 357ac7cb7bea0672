"""Quantities: the numbers of a text with their hedges, what they count, and whether they are parts of a whole.

Bounds follow CODING.md, sections 2 and 10.3; docs/dates-and-quantities.md has the conventions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from whence.reader.numberwords import value_of
from whence.reader.quantitycontext import (
    LARGEST_SHARE,
    counts_people,
    is_age,
    is_name,
    is_replaced,
    is_share,
    kind_before,
)
from whence.reader.quantityunits import kind_of, stands_alone, unit_of
from whence.reader.quantitywords import Bounds, ends_of, hedged, hedges, loose, pattern, persons, short_scale
from whence.records import Quantity, Sentence, Timex, Token
from whence.records.reading import UnitKind


class _Number(msgspec.Struct, frozen=True):
    """A number found: where its words stand, its bounds before any hedge, and its kind where its own form tells it."""

    start: int
    end: int
    bounds: Bounds
    form: str
    kind: UnitKind | None = None


def find_quantities(
    text: str, sentences: Sequence[Sentence], tokens: Sequence[Token], times: Sequence[Timex]
) -> tuple[Quantity, ...]:
    """The quantities of a text, in text order, none overlapping another or a time expression.

    Ordinals, ages, numbers in names ("Resolution 1973", "Mi-24") and fractions are none. "One", "a" and "an" count only
    before a noun for people ("a soldier"), "one" also beside a verb of killing or hurting. Trees are used where the
    tokens have them.
    """
    found: list[Quantity] = []
    for sentence in sentences:
        for number in _numbers(text, sentence, times):
            quantity = _quantity(text, sentence, tokens, number, found[-1] if found else None)
            if quantity is not None and (not found or quantity.start >= found[-1].end):
                found.append(quantity)
        found += _articles(text, sentence, tokens, found)
    return tuple(sorted(found, key=lambda quantity: quantity.start))


_ORDER = ("money", "range", "several", "none", "no", "loose", "number")
# The forms a number may take; where two overlap the earlier form wins.


def _numbers(text: str, sentence: Sentence, times: Sequence[Timex]) -> list[_Number]:
    """The numbers of a sentence outside its time expressions, in text order."""
    taken = [(time.start, time.end) for time in times if time.start < sentence.end and time.end > sentence.start]
    found: list[_Number] = []
    for form in _ORDER:
        for number in _of_form(form, text, sentence):
            if not any(number.start < end and number.end > start for start, end in taken):
                found.append(number)
                taken.append((number.start, number.end))
    return sorted(found, key=lambda number: number.start)


_HINTED = frozenset({"money", "range", "several"})


def _of_form(form: str, text: str, sentence: Sentence) -> Iterator[_Number]:
    if form in _HINTED and not pattern(f"{form}_hint").search(text, sentence.start, sentence.end):
        return
    for match in pattern(form).finditer(text, sentence.start, sentence.end):
        read = _READERS[form](match)
        if read is not None:
            start, end, bounds, kind = read
            yield _Number(start, end, bounds, form, kind)


_Read = tuple[int, int, Bounds, UnitKind | None]


def _read_money(match: re.Match[str]) -> _Read | None:
    low = value_of(match["low"])
    ends = (low, low) if not match["high"] else ends_of(match["low"], match["high"])
    if ends is None or ends[0] is None or ends[1] is None:
        return None
    scale = short_scale(match["short"])
    return match.start(), match.end(), (ends[0] * scale, ends[1] * scale), "money"


def _read_range(match: re.Match[str]) -> _Read | None:
    between, join = bool(match["between"]), match["join"].strip().lower()
    if ((join == "and") != between and join != "to") or (join in ("-", "–") and not match["high"][0].isdigit()):
        return None
    lead = match.string[max(0, match.start() - _NEAR) : match.start()]
    if re.search(r"\bfrom\s+\Z", lead, re.IGNORECASE) and not _SPANNING.search(lead):
        return None
    ends = ends_of(match["low"], match["high"])
    start = match.start() if between else match.start("low")
    return (start, match.end(), ends, None) if ends else None


_SPANNING = re.compile(
    r"(?:(?:^|[.;:(“]\s*)|\b(?:anywhere|anything|somewhere|rang(?:e|es|ed|ing)|var(?:y|ies|ied|ying))\s+)from\s+\Z",
    re.IGNORECASE,
)
# "From 30 to 40 people were killed", "ranging from 3,000 to 5,000": a range. Elsewhere "from 6 to 9" is a change.


def _read_several(match: re.Match[str]) -> _Read | None:
    low, high = loose("multiple")[" ".join(match["loose"].lower().split())]
    scale = value_of("a " + match["scale"]) or 1
    return match.start(), match.end(), (low and low * scale, high and high * scale), None


def _read_loose(match: re.Match[str]) -> _Read | None:
    word = " ".join(match["loose"].lower().split())
    return match.start(), match.end(), (loose("plain") | loose("multiple") | loose("none"))[word], None


def _read_no(match: re.Match[str]) -> _Read | None:
    return match.start(), match.start() + len(match.group().rstrip()), (0, 0), None


def _read_number(match: re.Match[str]) -> _Read | None:
    value = value_of(match["low"])
    glued = (match["glued"] or "").lower()
    if value is not None and glued in _SCALED_UNITS and counts_people(match.string[match.end() : match.end() + _NEAR]):
        scaled = round(value * short_scale(glued))
        return match.start(), match.end(), (scaled, scaled), None
    if value is None or (glued and glued not in _GLUED):
        return None
    return match.start(), match.end("low"), (value, value), "measure" if match["glued"] else None


_SCALED_UNITS = ("k", "m", "mn", "bn")
# "2m people" are two million, "2m" alone are metres.

_GLUED = frozenset({"mm", "km", "kg", "cm", "m", "km2", "mph", "kph", "ft", "lb", "lbs"})
# Units that may stand against a number without a space.

_READERS = {
    "money": _read_money, "range": _read_range, "several": _read_several, "none": _read_loose, "no": _read_no,
    "loose": _read_loose, "number": _read_number,
}  # fmt: skip


_NEAR = 200
# Characters before and after a number among which the words that bear on it are looked for: more than a row of hedges,
# or four words, ever has. Patterns that end where the number begins are slow over a whole sentence.


def _quantity(
    text: str, sentence: Sentence, tokens: Sequence[Token], number: _Number, previous: Quantity | None
) -> Quantity | None:
    """The quantity that a number makes with the words around it; ``None`` where it counts nothing."""
    before = text[max(sentence.start, number.start - _NEAR) : number.start]
    after = text[number.end : min(sentence.end, number.end + _NEAR)]
    if (
        is_name(before, after, text[number.start : number.end])
        or is_age(before, after)
        or (number.form == "number" and (number.bounds[0] or 0) <= LARGEST_SHARE and is_share(before, after))
    ):
        return None
    inside = [i for i in range(sentence.first, sentence.last) if _meets(tokens[i], number.start, number.end)]
    if not inside:
        return None
    first, last = inside[0], inside[-1] + 1
    kind, unit = number.kind, None
    if kind is None:
        kind = _kind_after(after)
    if kind is None:
        unit = unit_of(tokens, sentence, first, _past_hedge(text, sentence, tokens, number, last))
        lead = pattern("hedge").search(before)
        words_before = len(lead.group().split()) if lead else 0
        kind = kind_of(tokens, sentence, unit, first - words_before, last, number.bounds[0] or 0)
        if unit is None and kind == "thing":
            kind = kind_before(before, previous if previous and previous.start >= sentence.start else None)
    if _is_idle(number, text, tokens, first, last, unit, kind):
        return None
    start, end, bounds = _with_hedges(text, sentence, number, counted=kind in ("people", "thing"))
    included = _is_inside(text, sentence, start, end, previous)
    if included and unit is None and previous is not None and previous.start >= sentence.start:
        kind = previous.kind
    return Quantity(
        start=start,
        end=end,
        text=text[start:end],
        min=bounds[0],
        max=bounds[1],
        token=_carrier(tokens, first, last),
        unit=None if unit is None else _lemma(tokens[unit]),
        unit_token=unit,
        kind=kind,
        included=included,
        replaced=is_replaced(text[max(sentence.start, start - _NEAR) : start], text[end : sentence.end]),
    )


def _lemma(token: Token) -> str:
    return (token.lemma or token.text).lower()


def _meets(token: Token, start: int, end: int) -> bool:
    return token.start < end and token.end > start


def _past_hedge(text: str, sentence: Sentence, tokens: Sequence[Token], number: _Number, last: int) -> int:
    """The index of the token that follows a number and a hedge after it ("50+ hostages", "20 or more tanks")."""
    hedge = pattern("hedge_after").match(text, number.end, sentence.end)
    while hedge and last < sentence.last and tokens[last].start < hedge.end():
        last += 1
    return last


def _carrier(tokens: Sequence[Token], first: int, last: int) -> int:
    """The head word of a number."""
    if any(tokens[i].deprel for i in range(first, last)):
        return next((i for i in range(first, last) if not first <= tokens[i].head < last), last - 1)
    return last - 1


def _kind_after(after: str) -> UnitKind | None:
    if pattern("percent").match(after):
        return "percent"
    if after.startswith("-strong"):
        return "people"
    unit = pattern("unit").match(after)
    if unit is None:
        return None
    return "money" if unit["coin"] else "measure"


def _is_idle(
    number: _Number, text: str, tokens: Sequence[Token], first: int, last: int, unit: int | None, kind: UnitKind
) -> bool:
    """True for words that look like numbers and count nothing here: "one another", "in tens", "both sides agreed"."""
    word = text[number.start : number.end].lower()
    if word == "one":
        return kind != "people" or (
            first > 0 and tokens[first - 1].text.lower() in ("no", "any", "some", "every", "this")
        )
    if word in ("tens", "both", "scores", "multiple") or number.form in ("no", "none"):
        return kind != "people"
    if number.form == "range" and unit is None and not word[0].isalpha():
        # A score ("lost 1-2") rather than a range ("10-15 were hurt").
        return kind == "thing"
    if number.form == "number" and unit is None and kind == "thing" and _YEAR_LIKE.fullmatch(word):
        return True
    return word == "zero" and unit is None


_YEAR_LIKE = re.compile(r"(?:19|20)\d\d")


def _with_hedges(text: str, sentence: Sentence, number: _Number, *, counted: bool) -> tuple[int, int, Bounds]:
    start, end, bounds = number.start, number.end, number.bounds
    if number.form in ("none", "no"):
        return start, end, bounds
    after = pattern("hedge_after").match(text, end, sentence.end)
    near = max(sentence.start, start - _NEAR)
    lead = pattern("hedge").search(text[near:start])
    if after and not (number.form == "loose" and "more" in after.group()):
        word = " ".join(after.group().lower().strip(" -").split())
        bounds = hedged(bounds, "plus" if word == "+" else "or so" if word == "odd" else word, counted=counted)
        end = after.end()
    if lead:
        for word in reversed(_hedge_words(lead.group())):
            bounds = hedged(bounds, word, counted=counted)
        start = near + lead.start()
    return start, end, bounds


def _hedge_words(lead: str) -> list[str]:
    """The hedges in a row of them, in order."""
    rest, found = " ".join(lead.lower().split()), []
    names = sorted(hedges("before"), key=len, reverse=True)
    while rest:
        word = next((name for name in names if rest == name or rest.startswith(name + " ")), None)
        if word is None:
            break
        found.append(word)
        rest = rest[len(word) :].strip()
    return found


def _is_inside(text: str, sentence: Sentence, start: int, end: int, previous: Quantity | None) -> bool:
    """True for a part told within a whole, or what is coordinated with one ("including four children and two
    women")."""
    before = text[max(sentence.start, start - _NEAR) : start]
    if pattern("inside").search(before) or pattern("inside_after").match(text, end, sentence.end):
        return True
    if previous is None or not previous.included or previous.start < sentence.start:
        return False
    return bool(_COORDINATED.fullmatch(text[previous.end : start]))


_COORDINATED = re.compile(r"(?:\s+[\w’'-]+){0,4}?\s*(?:,|\s+and|\s+or)\s+", re.IGNORECASE)
# A comma before "and" closes the inset: "six died, including four children, and 38 were hurt".


def _articles(text: str, sentence: Sentence, tokens: Sequence[Token], found: Sequence[Quantity]) -> list[Quantity]:
    """One person told with an article: "a soldier", "an elderly woman"."""
    quantities = []
    for index in range(sentence.first, sentence.last):
        token = tokens[index]
        if token.text.lower() not in ("a", "an") or any(q.start < token.end and q.end > token.start for q in found):
            continue
        unit = unit_of(tokens, sentence, index, index + 1)
        if unit is None or tokens[unit].text.lower() not in persons() - _PLURAL_ONLY:
            continue
        if index > sentence.first and tokens[index - 1].text.lower() == "not":
            continue
        if not stands_alone(tokens, sentence, unit) or any(q.token in range(index, unit) for q in found):
            continue
        quantities.append(
            Quantity(
                start=token.start,
                end=token.end,
                text=token.text,
                min=1,
                max=1,
                token=index,
                unit=_lemma(tokens[unit]),
                unit_token=unit,
                kind="people",
                included=_is_inside(text, sentence, token.start, token.end, _last_before(found, token.start)),
            )
        )
    return quantities


_PLURAL_ONLY = frozenset(
    {"people", "men", "women", "children", "police", "staff", "personnel", "troops"}
    | {"dead", "wounded", "injured", "missing", "homeless", "displaced"}
)
# Words for people that "a" makes no one person of.


def _last_before(found: Sequence[Quantity], start: int) -> Quantity | None:
    earlier = [quantity for quantity in found if quantity.end <= start]
    return earlier[-1] if earlier else None
