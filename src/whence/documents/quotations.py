"""Quotations set off from the author's text: marked, indented, or standing below a line that introduces them.

News pages set off what they quote by markup, which plain text loses. What stays is the line before ("As
the paper explains:") and often a closing quotation mark that nothing opens. A quotation below such a line is
one paragraph long, unless a closing mark further down, or the reopening mark at each paragraph's start, shows
that it goes on.
"""

from __future__ import annotations

import re
from functools import cache

from whence.documents.pieces import Piece, is_signature, words
from whence.documents.tables import forms

REACH = 8  # paragraphs a set-off quotation may run to; longer block quotations are rare in news

_OPEN = "“„«"
_CLOSE = "”»"
_SENTENCE_BREAK = re.compile(r"(?<=[.!?])[\"”’)\]]*\s+(?=[\"“‘(\[]?[^\W\d_a-z])")
_NOTE = re.compile(r"\s*[(\[][^()\[\]]{1,60}[)\]]\s*$")  # "[emphasis added]" after the closing mark
_STRAIGHT = '"'


def mark(pieces: list[Piece]) -> None:
    """Set ``quote`` on quotations that are set off, and on each the piece that introduces it."""
    _mark_given(pieces)
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        index += 1
        if piece.kind not in (None, "body") or not introduces(piece.flat):
            continue
        run = _run(pieces, index)
        for quoted in pieces[index : index + run]:
            quoted.kind, quoted.introducer = "quote", piece
        index += run


def introduces(flat: str) -> bool:
    """True where a paragraph (single spaces) ends by introducing another's words: "As X explains:"."""
    if not re.search(r"[:：][\"”’)\]]*$", flat):
        return False
    clause = _SENTENCE_BREAK.split(flat)[-1]
    if _phrases().search(clause):
        return True
    spoken = {word.lower() for word in words(clause)}
    last = clause.rstrip(' :："”’)]').rpartition(" ")[2].lower()
    return not spoken.isdisjoint(_verbs()) or last in _documents()


def _mark_given(pieces: list[Piece]) -> None:
    """Quotations that markup, a ``>`` or indentation shows: find what introduces them."""
    usual = sorted(piece.indent for piece in pieces)[len(pieces) // 2] if pieces else 0
    before: Piece | None = None
    for piece in pieces:
        indented = piece.indent >= usual + 4 and piece.lines > 1
        below = before is not None and before.flat.endswith(":") and piece.indent >= usual + 4
        if piece.kind is None and (re.match(r">\s?\S", piece.text) or indented or below):
            piece.kind = "quote"
        if piece.kind == "quote":
            if before is not None and (introduces(before.flat) or before.flat.endswith(":")):
                piece.introducer = before
        elif piece.kind in (None, "body"):
            before = piece
        else:
            before = None


def _run(pieces: list[Piece], index: int) -> int:
    """How many of the pieces from ``index`` on are the quotation that the piece before introduces."""
    if index >= len(pieces) or pieces[index].kind not in (None, "body"):
        return 0
    first = pieces[index].flat
    if _is_mixed(first) or introduces(first) or is_signature(first):
        return 0
    if _closes(first) or _is_whole(first):
        return 1
    for run in range(2, REACH + 1):
        if index + run > len(pieces) or pieces[index + run - 1].kind not in (None, "body"):
            break
        flat = pieces[index + run - 1].flat
        if introduces(flat) or _is_mixed(flat) or (_opens(flat) and not _opens(first)):
            break
        if _closes(flat) or (_opens(first) and _is_whole(flat)):
            return run
    return 1


def _closes(flat: str) -> bool:
    """True where a closing mark stands at the end (before a note in brackets) and nothing opens it."""
    bare = _NOTE.sub("", flat)
    if bare.endswith(tuple(_CLOSE)):
        return sum(bare.count(c) for c in _CLOSE) > sum(bare.count(c) for c in _OPEN)
    return bare.endswith(_STRAIGHT) and bare.count(_STRAIGHT) % 2 == 1 and not bare.startswith(_STRAIGHT)


def _opens(flat: str) -> bool:
    """True where a mark opens at the start and is not closed: the quotation goes on in the next paragraph."""
    if flat.startswith(tuple(_OPEN)):
        return sum(flat.count(c) for c in _OPEN) > sum(flat.count(c) for c in _CLOSE)
    return flat.startswith(_STRAIGHT) and flat.count(_STRAIGHT) % 2 == 1


def _is_whole(flat: str) -> bool:
    """True where a paragraph is quoted from its first character to its last."""
    bare = _NOTE.sub("", flat)
    return bare.startswith((*_OPEN, _STRAIGHT)) and bare.endswith((*_CLOSE, _STRAIGHT)) and not _outside(bare)


def _is_mixed(flat: str) -> bool:
    """True where a paragraph starts with a quotation and goes on in the author's voice: '"Yes," he said.'"""
    return flat.startswith((*_OPEN, _STRAIGHT)) and bool(_outside(flat))


def _outside(flat: str) -> list[str]:
    """The words outside balanced quotation marks."""
    rest = re.sub(r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|\"[^\"]*\"", " ", flat)
    if re.search(rf"[{_OPEN}{_STRAIGHT}]", rest):
        return []  # an open mark: what follows it is inside
    return words(rest)


@cache
def _verbs() -> frozenset[str]:
    return frozenset(forms("introducers.csv", "verb"))


@cache
def _documents() -> frozenset[str]:
    return frozenset(forms("introducers.csv", "document"))


@cache
def _phrases() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(forms("introducers.csv", "phrase")) + ")", re.IGNORECASE)
