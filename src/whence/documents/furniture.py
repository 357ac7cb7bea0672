"""What a page says about itself: links to other articles, sharing, consent; and readers' comments.

The patterns are in ``data/furniture.csv``. A heading such as "Related" or "3 Comments" opens a stretch:
links go on while lines look like titles, comments until the form for a new one, the form to the end.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from whence.documents.pieces import PROSE, Piece, is_title_like, words
from whence.documents.tables import rows

Opens = Literal["", "related", "comments", "form"]

_SERIAL = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*-\d{4,}\b")  # "DEV-0012"; weapons and aircraft have fewer digits
SHORT = 300  # characters; a paragraph that only begins like furniture is furniture up to this length
BODY_BEFORE_COMMENTS = 200  # characters of prose. "3 Comments" above an article is a link to them, not their head


def mark(pieces: list[Piece]) -> None:
    """Set ``furniture`` and ``comment`` where a pattern or an open stretch says so."""
    prose = 0
    state: Opens = ""
    for piece in pieces:
        opens = _match(piece.flat) if piece.kind in (None, "heading", "list", "headline") else None
        if opens == "comments" and prose < BODY_BEFORE_COMMENTS:
            opens = ""
        if opens == "comments":
            piece.kind, state = "comment", "comments"
        elif opens is not None:
            piece.kind = "furniture"
            state = opens if opens else ("" if state == "related" else state)
        elif state == "comments" and piece.kind != "comment":
            piece.kind = "comment"
        elif state == "form" and piece.kind != "comment":
            piece.kind = "furniture"
        elif state == "related":
            if piece.kind in (None, "list", "heading") and _is_link(piece):
                piece.kind = "furniture"
            else:
                state = ""
        if piece.kind in (None, "list", "quote") and piece.is_prose:
            prose += piece.end - piece.start


def is_serial(text: str) -> bool:
    """True for a line that only names or numbers a document in an archive ("DEV-0012 (REF)", "BC-STRIKE 0342")."""
    if len(text) <= 60 and _SERIAL.match(text):
        return True
    plain = [word for word in words(text) if "-" not in word and len(word) > 1]
    if not all(word.isupper() for word in plain):
        return False
    return len(text) <= 60 and any(c.isdigit() for c in text) and len(plain) < 2 and " of " not in text


def _match(flat: str) -> Opens | None:
    """What a paragraph of furniture opens (mostly nothing: ``""``), or ``None`` where it is none."""
    if len(flat) > SHORT:
        return None
    bare = flat.lstrip("#=*>| ").rstrip("=*| ") or flat
    for whole, pattern, opens in _patterns():
        if (pattern.fullmatch(bare) or pattern.fullmatch(flat)) if whole else pattern.match(bare):
            return opens
    return None


def _is_link(piece: Piece) -> bool:
    return piece.end - piece.start < 2 * PROSE and is_title_like(piece.text)


@cache
def _patterns() -> tuple[tuple[bool, re.Pattern[str], Opens], ...]:
    kinds: dict[str, Opens] = {"": "", "related": "related", "comments": "comments", "form": "form"}
    return tuple(
        (row["scope"] == "whole", re.compile(row["form"], re.IGNORECASE), kinds[row["opens"]])
        for row in rows("furniture.csv")
    )
