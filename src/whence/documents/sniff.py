"""What form bytes have (text, HTML, JSON Lines, a feed, a web archive), and what is no text at all."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePath
from typing import Literal

from whence.documents.tables import rows
from whence.records.errors import FormatError

Form = Literal["text", "html", "jsonl", "feed", "warc"]

HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
JSONL_SUFFIXES = frozenset({".jsonl", ".ndjson", ".json", ".jsonlines"})

TABLES = frozenset({".csv", ".tsv"})

SNIFFED = 4096  # bytes looked at: the HTML standard looks for a charset in the first 1,024

_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<\?[^>]*\?>\s*)*(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(rb"<(?:/?[a-z][a-z0-9]*)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_JSON_START = re.compile(rb'\s*\{\s*"')
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def is_no_article(name: str) -> bool:
    """True where a file's ending says that it lies beside articles and is none (a picture, a script, an archive)."""
    return suffix_of(name) in _not_articles()


def suffix_of(name: str) -> str:
    """The ending of a file's name in lower case, that of what is packed where the name ends in ``.gz``."""
    return PurePath(name.lower().removesuffix(".gz")).suffix


def form_of(head: bytes, name: str) -> Form:
    """The form of a document or file that starts with ``head`` (4 KiB are enough) and is called ``name``.

    The bytes decide before the name where they are plain: a page saved as ``.txt`` is HTML, a text
    without a single tag saved as ``.html`` is text.

    Raises:
        FormatError: the bytes are a picture, an archive, a program or other binary matter.
    """
    refuse_binary(head, name)
    suffix = suffix_of(name)
    if suffix in TABLES:
        raise FormatError(
            f"{name}: looked for an article, found a table by its name ({suffix}). Turn its rows into JSON Lines "
            "with a text field and, if known, url, title, outlet, authors and published."
        )
    if suffix in JSONL_SUFFIXES:
        return "jsonl"
    flat = head.removeprefix(b"\xef\xbb\xbf")
    if head.startswith(_UTF16):
        flat = head[2:].replace(b"\0", b"")
    if flat.startswith(b"WARC/"):
        return "warc"
    if _FEED_START.match(flat):
        return "feed"
    if _HTML_START.match(flat):
        return "html"
    if suffix in HTML_SUFFIXES and _TAG.search(flat):
        return "html"
    if suffix in HTML_SUFFIXES and len(head) >= SNIFFED:
        return "html"
    if _JSON_START.match(flat) and re.search(rb'"(?:text|html)"\s*:', flat):
        return "jsonl"
    return "text"


def refuse_binary(head: bytes, name: str) -> None:
    """Raise a FormatError where ``head`` begins like a picture, an archive or other binary matter."""
    for row in rows("magic.csv"):
        magic = bytes.fromhex(row["hex"])
        if head.startswith(magic, int(row["offset"])):
            raise FormatError(f"{name}: looked for text or HTML, found {row['what']}. {row['advice']}")
    if b"\0" in head and not head.startswith(_UTF16):
        raise FormatError(
            f"{name}: looked for text or HTML, found binary matter (a zero byte at offset {head.index(0)}). "
            "If it is text in UTF-16, convert it: iconv -f UTF-16LE -t UTF-8 FILE > FILE.txt."
        )


@cache
def _not_articles() -> frozenset[str]:
    return frozenset(row["form"] for row in rows("suffixes.csv"))
