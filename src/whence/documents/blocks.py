"""Paragraphs to blocks: what kind each stretch of an article is.

A chain of passes over the paragraphs, each of which decides what it is surest of and leaves the rest:
lists and tables, furniture and comments, captions, bylines and dates, datelines, the headline, headings,
quotations set off; what is left is body. The rules are about news in English as such; their words are in
the data files of this package.
"""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from whence.documents import bylines, captions, datelines, furniture, quotations, titles
from whence.documents.paragraphs import Paragraph, is_item, segment
from whence.documents.pieces import Piece
from whence.records.document import Block

_SURE_BULLET = re.compile(r"[•·▪◦‣●■□█]+\s")
_CELLS = re.compile(r"\S[^\S\n]*\t[^\S\n]*\S|\S\s*\|\s*\S.*\S\s*\|")


class Layout(msgspec.Struct, frozen=True):
    """The blocks of a text and what its lines say of the document itself."""

    blocks: tuple[Block, ...]
    headline: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    day: dt.date | None = None
    day_words: str | None = None


def layout(text: str, paragraphs: list[Paragraph] | None = None, *, title: str | None = None) -> Layout:
    """The blocks of ``text``, in text order, without overlap, over every character that is no space.

    Args:
        text: The document's text.
        paragraphs: Its paragraphs where markup gave them; else they are found in the text.
        title: The document's title, where it is known from elsewhere.
    """
    pieces = [Piece(text, paragraph) for paragraph in (segment(text) if paragraphs is None else paragraphs)]
    _mark_lists(pieces)
    furniture.mark(pieces)
    captions.mark(pieces)
    imprint = bylines.mark(pieces)
    pieces, filed = datelines.split(pieces)
    headline = titles.mark_headline(pieces, title)
    quotations.mark(pieces)
    titles.mark_headings(pieces)
    dated = imprint.dated or next(((line.day, line.words) for line in filed if line.day), (None, None))
    return Layout(
        blocks=_blocks(pieces),
        headline=headline.flat if headline else None,
        authors=imprint.authors,
        outlet=imprint.outlet or next((line.agency for line in filed if line.agency), None),
        day=dated[0],
        day_words=dated[1],
    )


def _mark_lists(pieces: list[Piece]) -> None:
    """Set ``list`` on items and ``table`` on rows; but for sure bullets, two must stand together."""
    items = [is_item(piece.text) for piece in pieces]
    cells = [_CELLS.search(piece.text) is not None for piece in pieces]
    for index, piece in enumerate(pieces):
        near = [i for i in (index - 1, index + 1) if 0 <= i < len(pieces)]
        if piece.kind is not None:
            continue
        if items[index] and (_SURE_BULLET.match(piece.text) or any(items[i] for i in near)):
            piece.kind = "list"
        elif cells[index] and any(cells[i] for i in near):
            piece.kind = "table"


def _blocks(pieces: list[Piece]) -> tuple[Block, ...]:
    numbers = {id(piece): number for number, piece in enumerate(pieces)}
    return tuple(
        Block(
            piece.kind or "body",
            piece.start,
            piece.end,
            numbers[id(piece.introducer)] if piece.kind == "quote" and piece.introducer is not None else None,
        )
        for piece in pieces
    )
