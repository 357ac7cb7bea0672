"""Document and Block: an article as it was published, and what kind each stretch of it is."""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

from whence.records.interval import Interval

BlockKind = Literal[
    "headline",
    "byline",
    "dateline",
    "heading",
    "body",
    "caption",
    "quote",
    "list",
    "table",
    "comment",
    "furniture",
]

CODED_BLOCKS: frozenset[str] = frozenset({"headline", "body", "caption", "quote", "list", "table"})
"""Kinds of block that claims are read from. Headings carry no claims (CODING.md 10.20); comments are
kept and never coded unless asked for; bylines, datelines and furniture are not reporting."""


class Block(msgspec.Struct, frozen=True):
    """Characters ``start`` to ``end`` of the document's text (code points, end exclusive), and their kind.

    ``introduced_by`` is set for a quotation set off from the author's text: the index in
    ``Document.blocks`` of the block whose last sentence introduces it ("As X explains:").
    """

    kind: BlockKind
    start: int
    end: int
    introduced_by: int | None = None


class DocumentRef(msgspec.Struct, frozen=True):
    """What a claim says of its document."""

    id: str
    published: Interval | None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None


class Document(msgspec.Struct, frozen=True):
    """One article: its text, untouched, and blocks over it in text order, which never overlap.

    ``id`` is the sha-256 (hex) of ``text`` in UTF-8; ``raw_sha256`` that of the bytes it came in;
    ``origin`` the path or name it was read from, for messages; ``key`` the ``id`` that a JSONL line
    gave. White space between blocks belongs to none.
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    published: Interval | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    raw_sha256: str | None = None
    origin: str | None = None
    key: str | None = None

    @staticmethod
    def id_of(text: str) -> str:
        """The id of a document with this text: sha-256 of its UTF-8 bytes, in hex."""
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def ref(self) -> DocumentRef:
        """The part of the document that its claims carry."""
        return DocumentRef(self.id, self.published, self.url, self.outlet, self.title, self.authors, self.language)
