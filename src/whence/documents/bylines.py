"""Lines that say who wrote a report, where and when: "By Jane Roe", "Source: The Example", "Published: 4 May 2018"."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

import msgspec

from whence.documents.dates import WEEKDAY, find_day
from whence.documents.pieces import Piece
from whence.documents.tables import forms

LONGEST = 160  # characters: several names with their roles and places
HEAD = 8  # pieces from the start in which an unlabelled date line or "Name, Reporter" is looked for

_TOKEN = re.compile(r"[^\s,;/|&()]+")
_TIME = r"(?:(?:at|@|-|–|,)?\s*\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?(?:\s*\(?[A-Z]{2,5}(?:[+-]\d{1,2})?\)?)?)?"


class Imprint(msgspec.Struct, frozen=True):
    """What the lines of a text say of its publication. ``dated`` is the day and the words it stands in."""

    authors: tuple[str, ...] = ()
    outlet: str | None = None
    dated: tuple[dt.date, str] | None = None


def mark(pieces: list[Piece]) -> Imprint:
    """Set ``byline`` on lines of writers and outlets and ``dateline`` on lines that hold a date alone."""
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    dated: tuple[dt.date, str] | None = None
    for index, piece in enumerate(pieces):
        if piece.kind not in (None, "heading") or piece.end - piece.start > LONGEST:
            continue
        flat = piece.flat
        day = _date_line(flat, in_head=index < HEAD)
        if day is not None:
            piece.kind = "dateline"
            if dated is None and not _begins(flat, "changed"):
                dated = day
            continue
        names = _names(flat, in_head=index < HEAD)
        if names is not None:
            piece.kind = "byline"
            authors = authors or names
        elif place := _outlet(flat):
            piece.kind = "byline"
            outlet = outlet or place
    return Imprint(authors, outlet, dated)


def _names(flat: str, *, in_head: bool) -> tuple[str, ...] | None:
    """The names in a line of writers (perhaps none: "From our correspondent"), or ``None`` if it is none."""
    label = _label("author").match(flat)
    if label:
        rest = re.split(r"\s+[|•·]\s+|;", flat[label.end() :])[0]
        rest = rest[: found[1]] if (found := find_day(rest)) else rest
        return _people(rest) if _is_names(rest) else None
    if in_head and "," in flat:
        name, _, role = flat.rpartition(",")
        if role.strip().lower() in _roles() and _is_names(name) and len(name.split()) <= 8:
            return _people(name)
    return None


def _outlet(flat: str) -> str | None:
    label = _label("outlet").match(flat)
    if not label:
        return None
    name = flat[label.end() :].strip(" .:|-–—")
    return name if name and len(name.split()) <= 8 and name[0].isupper() else None


def _is_names(rest: str) -> bool:
    """True where ``rest`` holds capitalised words, and others only such as join names or say roles."""
    tokens = _TOKEN.findall(rest)
    if not tokens:
        return True
    if rest.rstrip().endswith((".", "?", "!")) and len(tokens) > 4:
        return False
    role_words = {word for role in _roles() for word in role.split()}
    loose = [t for t in tokens if not t[0].isupper() and t.lower() not in _joiners() and t.lower() not in role_words]
    return not loose and tokens[0][0].isupper()


def _people(rest: str) -> tuple[str, ...]:
    """The names in a line of writers, without roles and places."""
    rest = re.sub(r"\s+(?:in|for|of|at|from)\s+.*?(?=,| and |$)", "", rest.strip())
    parts = (part.strip(" .") for part in re.split(r",|;|&| and |/", rest))
    return tuple(part for part in parts if part and part.lower() not in _roles() and len(part.split()) <= 6)


def _date_line(flat: str, *, in_head: bool) -> tuple[dt.date, str] | None:
    """The day of a line that holds one whole date, with or without a label and a time of day."""
    found = find_day(flat)
    if found is None:
        return None
    day, start, end = found
    before, after = flat[:start].strip(" :|-–—·•,"), flat[end:].strip()
    labelled = before.lower() in {*forms("bylines.csv", "dated"), *forms("bylines.csv", "changed")}
    if not labelled and not (in_head and (not before or re.fullmatch(WEEKDAY, before + " ", re.IGNORECASE))):
        return None
    if after and not re.fullmatch(_TIME + r"[.\s]*", after, re.IGNORECASE):
        return None
    return day, flat[start:end]


def _begins(flat: str, kind: str) -> bool:
    return _label(kind).match(flat) is not None


@cache
def _label(kind: str) -> re.Pattern[str]:
    labels = sorted(forms("bylines.csv", kind), key=len, reverse=True)
    return re.compile(r"(?:" + "|".join(re.escape(label) for label in labels) + r")(?!\w)[:\s]*", re.IGNORECASE)


@cache
def _roles() -> frozenset[str]:
    return frozenset(forms("bylines.csv", "role"))


@cache
def _joiners() -> frozenset[str]:
    return frozenset(forms("words.csv", "joiner"))
