"""Piece: a stretch of text on its way to becoming a block. The passes over the pieces give each its kind."""

from __future__ import annotations

import re

from whence.documents.paragraphs import Paragraph, ends_sentence
from whence.documents.tables import forms
from whence.records.document import BlockKind

PROSE = 80  # characters; shorter paragraphs may be titles. The shortest full sentence of a news lead is about as long

_WORD = re.compile(r"[^\W\d_][\w'’.-]*")


class Piece:
    """Characters ``start`` to ``end`` of ``text``; ``kind`` is ``None`` until a pass decides it."""

    __slots__ = ("end", "hint", "indent", "introducer", "kind", "lines", "source", "start", "stuck")

    def __init__(self, source: str, paragraph: Paragraph) -> None:
        """The stretch of ``source`` that ``paragraph`` names."""
        self.source = source
        self.start = paragraph.start
        self.end = paragraph.end
        self.indent = paragraph.indent
        self.lines = paragraph.lines
        self.stuck = paragraph.stuck
        self.hint = paragraph.hint
        self.kind: BlockKind | None = paragraph.hint
        self.introducer: Piece | None = None

    @property
    def text(self) -> str:
        """The characters themselves."""
        return self.source[self.start : self.end]

    @property
    def flat(self) -> str:
        """The text with every run of white space as one space."""
        return " ".join(self.text.split())

    @property
    def is_prose(self) -> bool:
        """True for a paragraph as long as a sentence that also ends like one."""
        return self.end - self.start >= PROSE and ends_sentence(self.text)

    def split(self, offset: int) -> Piece:
        """Cut at ``offset``; this piece keeps what lies before, the rest (without leading spaces) is returned."""
        rest = self.source[offset : self.end]
        start = offset + len(rest) - len(rest.lstrip())
        tail = Piece(self.source, Paragraph(start, self.end, self.indent, self.lines, self.stuck, self.hint))
        self.end = self.start + len(self.source[self.start : offset].rstrip())
        return tail


def words(text: str) -> list[str]:
    """The words of ``text``: runs that start with a letter."""
    return _WORD.findall(text)


def bare(text: str) -> str:
    """Letters and figures alone, case folded: what two writings of one line have in common."""
    return "".join(c for c in text.casefold() if c.isalnum())


def is_shouting(text: str) -> bool:
    """True where at least four letters in five that have a case are capitals, as in old wire copy."""
    cased = [c for c in text[:1000] if c.islower() or c.isupper()]
    return bool(cased) and sum(c.isupper() for c in cased) >= 0.8 * len(cased)


def is_title_like(text: str) -> bool:
    """True for a line that could be a title: short, at least one word, not ended like a sentence."""
    flat = " ".join(text.split())
    if not 2 <= len(flat) <= 200 or len(flat.split()) > 30 or not words(flat):
        return False
    return not re.search(r"(?:(?<![A-Z])\.|[,;:…])[\"'”’)\]]*(?:,?\s*[(\[][^()\[\]]{1,100}[)\]])*$", flat)


def is_title_case(text: str) -> bool:
    """True where every word but the small ones starts with a capital (or a digit)."""
    small = forms("words.csv", "small")
    return all(word[0].isupper() or word.lower() in small for word in words(text))


def is_signature(text: str) -> bool:
    """True for a line that names the speaker of the words above it: "— Jane Roe, spokeswoman"."""
    return re.match(r"[—–―]\s?[^\W\d_a-z]", text) is not None and len(text) <= 120 and not ends_sentence(text)
