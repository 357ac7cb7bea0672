"""News feeds (RSS 2.0, RSS 1.0, Atom) that were saved to a file: each item with text is a document."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from typing import Any

from whence.documents import plain, web
from whence.documents.dates import find_day, iso_day
from whence.documents.given import Given
from whence.records.document import Document
from whence.records.errors import DocumentError, EmptyDocumentError, FormatError
from whence.records.interval import Interval

# Where an item's text stands, the fullest first; ``description`` is the article in some feeds, a summary in most.
_TEXTS = ("encoded", "content", "description", "summary")
_DAYS = ("pubdate", "published", "issued", "date", "created")


def documents(
    data: bytes, *, origin: str, published: dt.date | None = None
) -> Iterator[tuple[str, str, Document | DocumentError]]:
    """The items of a feed: each one's origin (``NAME#1``), its bytes' sha-256, and its document or what ails it.

    Raises:
        FormatError: the bytes are no feed.
    """
    root = _root(data, origin)
    channel = next((e for e in root.iter() if _name(e) in ("channel", "feed")), root)
    outlet = _text(channel, "title")
    found = False
    for number, item in enumerate((e for e in root.iter() if _name(e) in ("item", "entry")), 1):
        found = True
        name = f"{origin}#{number}"
        raw = hashlib.sha256(_bytes(item)).hexdigest()
        try:
            yield name, raw, _document(item, outlet, name, raw, published)
        except DocumentError as error:
            yield name, raw, error
    if not found:
        raise FormatError(f"{origin}: looked for a feed with items in it, found none. Check how it was saved.")


def _document(item: Any, outlet: str | None, origin: str, raw: str, published: dt.date | None) -> Document:
    given = Given(
        published=Interval.day(published) if published else _published(item),
        url=_link(item),
        outlet=outlet,
        title=_text(item, "title"),
        authors=tuple(dict.fromkeys(name for name in (_text(item, "creator"), _author(item)) if name)),
        key=_text(item, "guid") or _text(item, "id"),
    )
    text = next((value for name in _TEXTS if (value := _text(item, name))), "")
    if not text:
        raise EmptyDocumentError(f"{origin}: looked for the text of this item, found none. Fetch its page instead.")
    if not re.search(r"<\w+[^<>]*>", text):
        return plain.document(text, given, origin=origin, raw_sha256=raw)
    page = f"<html><head></head><body><article>{text}</article></body></html>"
    try:
        return web.document(page, given, origin=origin, raw_sha256=raw)
    except EmptyDocumentError:  # a summary of a line or two is no main text, and is what there is
        return plain.document(web.bare_text(page, origin), given, origin=origin, raw_sha256=raw)


def _root(data: bytes, origin: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FormatError(f"{origin}: looked for a feed, found broken XML ({error}). Save it again.") from error
    if root is None:
        raise FormatError(f"{origin}: looked for a feed, found broken XML. Save it again.")
    return root


def _bytes(element: Any) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(element))


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _text(parent: Any, name: str) -> str | None:
    for child in parent:
        if _name(child) == name:
            value = "".join(child.itertext()).strip() if child.get("type") != "xhtml" else _inner(child)
            if value:
                return value
    return None


def _inner(element: Any) -> str:
    return "".join(_bytes(child).decode("ascii") for child in element)


def _author(item: Any) -> str | None:
    for child in item:
        if _name(child) == "author":
            return _text(child, "name") or ("".join(child.itertext()).strip() or None)
    return None


def _link(item: Any) -> str | None:
    for child in item:
        if _name(child) == "link" and child.get("rel", "alternate") == "alternate":
            address = (child.get("href") or child.text or "").strip()
            if address.startswith(("http://", "https://")):
                return address
    return None


def _published(item: Any) -> Interval | None:
    for name in _DAYS:
        value = _text(item, name)
        if value:
            day = iso_day(value) or (found[0] if (found := find_day(value)) else None)
            if day:
                return Interval.day(day, text=value)
    return None
