"""Datelines: the place, day and agency at the start of a report ("CAIRO, March 12 (Reuters) - ").

The dateline becomes a block of its own, and the body starts after it. Recognised are the forms of the
AP and Reuters stylebooks, TASS ("MOSCOW, August 3. /TASS/."), the Indian and Pakistani press ("NEW DELHI: ")
and the monitoring services ("SAN SALVADOR, 3 JAN 90 (AGENCY) -- [TEXT] ").
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

import msgspec

from whence.documents.dates import MONTH, find_day
from whence.documents.pieces import Piece, is_shouting
from whence.documents.tables import forms, rows

LONGEST = 200  # characters of a dateline with two places, a day, an agency and bracketed notes

_CAPITALS = r"[^\W\d_a-z](?:[^\W\d_a-z]|['’.])+"
_UPPER = rf"{_CAPITALS}(?:[ /-](?:{_CAPITALS}|al|el|de|du|des|[^\W\d_a-z]))*"
_TITLE_WORD = r"[^\W\d_a-z][\w'’.-]+"
_TITLE = rf"{_TITLE_WORD}(?:[ /](?:{_TITLE_WORD}|al|el|de|of|and|the))*"
_REGION = rf"(?:, {_TITLE})?"
_COUNTRY = r"(?: \([^()\d]{2,30}\)(?=,))?"
_MONTH = "(?i:" + MONTH.replace("?P<month>", "?:") + ")"
_MONTH_DAY = rf"{_MONTH} \d{{1,2}}(?:,? \d{{4}})?"
_DAY_MONTH = rf"\d{{1,2}} {_MONTH},?(?: \d{{4}}| \d{{2}})?"
_DAY = rf"(?:(?:(?i:\w{{3,9}}day),? )?(?:{_MONTH_DAY}|{_DAY_MONTH})\b\.?)"
_DASH = r"\s*(?:--+|[-–—])(?=\s|[\"“‘'A-Z])\s*"
_NEXT = r"(?=[\"“‘'A-Z0-9])"
_NOTES = r"(?:\[[^\[\]]{2,120}\]\s*)*"  # "[TEXT]", "[EXCERPTS]" of the monitoring services


def _agency(name: str) -> str:
    return rf"(?:\((?P<{name}>[^()\d]{{2,80}}(?: \d{{1,2}})?)\)|/(?P<{name}s>[A-Z][\w .-]{{1,20}})/\.?)"


_FORMS = (
    # place, with a day or an agency or both, and a dash
    rf"(?P<place>{_UPPER}{_COUNTRY}{_REGION}|{_TITLE}{_REGION}),?\s*"
    rf"(?P<sign>(?:,\s*)?{_DAY}\.?\s*(?:{_agency('a')})?|{_agency('b')}\s*(?:,?\s*{_DAY})?){_DASH}{_NOTES}",
    # place and day, the agency between strokes, a full stop
    rf"(?P<place>{_UPPER}{_REGION}|{_TITLE})[,.]\s*"
    rf"(?P<sign>{_DAY}\.?\s*/(?P<a>[A-Z][\w .-]{{1,20}})/\.?)(?:{_DASH})?\s*",
    # a place in capitals and a dash
    rf"(?P<place>{_UPPER}{_REGION})(?:\s*(?:--+|—)\s*|\s[-–]\s+){_NEXT}",
    # a city and a country in title case and a spaced dash
    rf"(?P<place>{_TITLE_WORD}(?: {_TITLE_WORD}){{0,2}}, {_TITLE_WORD}(?: {_TITLE_WORD}){{0,2}})\s+[-–—]\s+{_NEXT}",
    # a place in capitals and a colon
    rf"(?P<place>{_UPPER}{_REGION}):\s+{_NEXT}",
    # an agency alone
    rf"(?P<place>)(?P<sign>{_agency('a')}){_DASH}",
)


class Dateline(msgspec.Struct, frozen=True):
    """A dateline of ``length`` characters; ``agency`` as written, ``day`` and ``words`` where it has a whole date."""

    length: int
    agency: str | None = None
    day: dt.date | None = None
    words: str | None = None


def split(pieces: list[Piece]) -> tuple[list[Piece], list[Dateline]]:
    """The pieces with datelines cut off into their own, and those datelines in text order."""
    shouting = is_shouting(" ".join(piece.text for piece in pieces[:20]))
    result: list[Piece] = []
    found: list[Dateline] = []
    prose = False
    for piece in pieces:
        open_kind = piece.kind in (None, "body")
        dateline = read(piece.text, first=not prose, shouting=shouting) if open_kind else None
        prose = prose or (open_kind and piece.is_prose)
        result.append(piece)
        if dateline is None:
            continue
        found.append(dateline)
        if dateline.length < piece.end - piece.start:
            result.append(piece.split(piece.start + dateline.length))
        piece.kind = "dateline"
    return result, found


def read(text: str, *, first: bool = True, shouting: bool = False) -> Dateline | None:
    """The dateline at the start of a paragraph, or ``None``.

    Args:
        text: The paragraph.
        first: It is the report's first paragraph of prose; later ones need a day or an agency.
        shouting: The whole text is in capitals, which then tell nothing of places.
    """
    for pattern in _patterns():
        match = pattern.match(text, 0, min(len(text), LONGEST + 40))
        if match is None or not 0 < match.end() <= LONGEST or text[match.end() : match.end() + 1].islower():
            continue
        groups = match.groupdict()
        place = groups["place"] or ""
        agency = next((groups[name].strip() for name in ("a", "as", "b", "bs") if groups.get(name)), None)
        day = find_day(match[0])
        if not groups.get("sign") and (shouting or not first):
            continue
        telling = place.isupper() and not shouting
        if not telling and agency and not (_is_agency(agency) or re.search(_DAY, groups["sign"])):
            continue  # "Syrian Democratic Forces (SDF) - The ..." is a name and its short form
        if re.split(r"[ :,.]", place)[0] in _not_places():
            continue
        words = match[0][day[1] : day[2]] if day else None
        return Dateline(match.end(), agency, day[0] if day else None, words)
    return None


def _is_agency(name: str) -> bool:
    known = name in forms("credits.csv", "agency")
    return known or re.search(r"\b(?:News|Agency|Press|Times|Post|Radio|TV)\b", name, re.IGNORECASE) is not None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form) for form in _FORMS)


@cache
def _not_places() -> frozenset[str]:
    return frozenset(row["form"] for row in rows("not_places.csv"))
