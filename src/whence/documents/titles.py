"""The headline of a text, and the headings between its paragraphs."""

from __future__ import annotations

import re

from whence.documents import furniture
from whence.documents.paragraphs import ends_sentence
from whence.documents.pieces import PROSE, Piece, bare, is_signature, is_title_case, is_title_like, words

HEADING = 120  # characters; longer lines without a full stop are paragraphs that lost it
HEADING_WORDS = 12  # a longer line is a sentence that lost its stop, unless it is in title case
KICKER_WORDS = 3  # "World", "Middle East": the name of a section above the headline
HEAD = 20  # pieces; what stands further down is no head of an article, prose or not
REACH = 12  # pieces after a heading among which its text is looked for
DECK_WORDS = 5  # a line below the headline with as many words is a second headline; a shorter one is a heading

_HASHES = re.compile(r"#{1,6} \S|={2,5} ?\S.*={2,5}$")


def mark_headline(pieces: list[Piece], title: str | None) -> Piece | None:
    """Set ``headline`` on the title line before the first prose, and ``furniture`` on what stands above it.

    ``title`` is the title known from elsewhere: the line that repeats it is the headline, whatever its form.
    """
    head = _head(pieces)
    candidates = [p for p in head if p.kind in (None, "headline", "heading") and is_title_like(p.text)]
    same = [p for p in head if title and _same(p.flat, title)]
    given = [p for p in candidates if p.kind == "headline"]
    plain = [p for p in candidates if len(words(p.text)) > KICKER_WORDS and not furniture.is_serial(p.flat)]
    chosen = next(iter(same or given or plain or [p for p in candidates if not furniture.is_serial(p.flat)]), None)
    for piece in head:
        if piece.kind is None and piece is not chosen and furniture.is_serial(piece.flat):
            piece.kind = "furniture"
    if chosen is None:
        return None
    chosen.kind = "headline"
    above = True
    for piece in candidates:
        if piece is chosen:
            above = False
        elif piece.kind == "furniture":
            continue
        elif above:
            piece.kind = "furniture" if len(words(piece.text)) <= KICKER_WORDS else "headline"
        elif piece.kind is None and _follows(pieces, chosen, piece):
            piece.kind = "headline" if len(words(piece.text)) >= DECK_WORDS else "heading"
    return chosen


def mark_headings(pieces: list[Piece]) -> None:
    """Set ``heading`` on short lines between paragraphs that do not end like a sentence."""
    for index, piece in enumerate(pieces):
        if piece.kind is None and _HASHES.match(piece.text) and piece.end - piece.start <= 2 * HEADING:
            piece.kind = "heading"
        if piece.kind is None and index and piece.end - piece.start <= HEADING and is_signature(piece.text):
            piece.kind = "byline"
        if piece.kind is None and _is_heading(piece) and _heads(pieces, index):
            piece.kind = "heading"


def _head(pieces: list[Piece]) -> list[Piece]:
    """The pieces before the first paragraph of prose that is not a caption."""
    for index, piece in enumerate(pieces[:HEAD]):
        if piece.kind in (None, "body", "quote", "list", "comment") and (piece.is_prose or _is_long(piece)):
            return pieces[:index]
        if piece.kind == "dateline" and index + 1 < len(pieces) and "\n" not in _gap(piece, pieces[index + 1]):
            return pieces[:index]
    return pieces[:HEAD]


def _gap(piece: Piece, after: Piece) -> str:
    return piece.source[piece.end : after.start]


def _is_long(piece: Piece) -> bool:
    return piece.end - piece.start > 200


def _follows(pieces: list[Piece], headline: Piece, piece: Piece) -> bool:
    """True where only bylines, captions and datelines stand between the headline and ``piece``."""
    between = pieces[pieces.index(headline) + 1 : pieces.index(piece)]
    return all(p.kind in ("byline", "dateline", "caption", "furniture", "headline") for p in between)


def _is_heading(piece: Piece) -> bool:
    flat = piece.flat
    if len(flat) > HEADING or (len(flat.split()) > HEADING_WORDS and not is_title_case(flat)) or flat[0] in "\"“‘'([":
        return False
    if ends_sentence(flat) and not flat.endswith("U.S."):
        return flat.endswith("?") and is_title_case(flat) and len(words(flat)) > 1
    return is_title_like(flat) and not flat[0].islower()


def _heads(pieces: list[Piece], index: int) -> bool:
    """True where text follows that the line can be a heading of, and it is not the only line there is."""
    for after in pieces[index + 1 : index + 1 + REACH]:
        if after.kind in ("caption", "dateline", "byline", "furniture"):
            continue
        return after.end - after.start >= PROSE / 2 or after.kind in ("list", "table", "heading", "quote")
    return any(p.is_prose for p in pieces[max(0, index - REACH) : index])


def _same(flat: str, title: str) -> bool:
    return bare(flat) == bare(title) != ""
