"""What is known of a document from outside its text, and how it becomes a Document."""

from __future__ import annotations

import msgspec

from whence.documents import language
from whence.documents.blocks import Layout
from whence.records.document import Document
from whence.records.errors import EmptyDocumentError, OversizeError
from whence.records.interval import Interval

DOCUMENT_BYTES = 20_000_000
"""The largest file, page or line that is read. A web page with its pictures inlined reaches a few megabytes;
twenty leave room, and bound the memory that one broken file can take."""

TEXT_CHARACTERS = 2_000_000
"""The longest text that is one document: about 300,000 words, the size of a commission's report. What is longer
is many articles in one file, and would be dated and sourced as if it were one."""


class Given(msgspec.Struct, frozen=True):
    """Facts about a document that were handed over with it. They win over what its own text says."""

    published: Interval | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    key: str | None = None


def check_text(text: str, origin: str) -> None:
    """Raise where ``text`` is blank or longer than one document."""
    if not text.strip().strip("\ufeff").strip():
        raise EmptyDocumentError(
            f"{origin}: looked for text, found {'only white space' if text else 'nothing'}. "
            "Leave it out, or check how it was saved."
        )
    if len(text) > TEXT_CHARACTERS:
        raise OversizeError(
            f"{origin}: looked for one article, found {len(text):,} characters (at most {TEXT_CHARACTERS:,} are read). "
            "Split it into its articles, as files or as JSON Lines with one article a line."
        )


def check_size(size: int, origin: str) -> None:
    """Raise where a document of ``size`` bytes is larger than one may be."""
    if size > DOCUMENT_BYTES:
        raise OversizeError(
            f"{origin}: looked for one article, found more than {DOCUMENT_BYTES // 1_000_000} MB "
            "(the most that is read of one). Split it into its articles, as files or as JSON Lines with one "
            "article a line."
        )


def assemble(text: str, layout: Layout, given: Given, *, origin: str, raw_sha256: str) -> Document:
    """The document of ``text``: what was given first, then what its own lines say."""
    published = given.published
    if published is None and layout.day is not None:
        published = Interval.day(layout.day, text=layout.day_words)
    return Document(
        id=Document.id_of(text),
        text=text,
        blocks=layout.blocks,
        published=published,
        url=given.url,
        outlet=given.outlet or layout.outlet,
        title=given.title or layout.headline,
        authors=given.authors or layout.authors,
        language=language.guess(text),
        raw_sha256=raw_sha256,
        origin=origin,
        key=given.key,
    )
