"""One document's bytes to a Document."""

from __future__ import annotations

import datetime as dt
import hashlib

from whence.documents import decode, jsonl, plain, web
from whence.documents.given import Given, check_size
from whence.documents.sniff import Form, form_of
from whence.records.document import Document
from whence.records.errors import FormatError
from whence.records.interval import Interval

SNIFFED = 65536  # bytes looked at for the form; zero bytes of binary matter turn up well before


def read_bytes(
    data: bytes,
    *,
    origin: str,
    published: dt.date | None = None,
    form: Form | None = None,
    given: Given | None = None,
) -> Document:
    """The document that ``data`` holds: plain text, an HTML page, or one JSON object with ``text`` or ``html``.

    Args:
        data: The bytes of one document.
        origin: The path or name they come from, for messages; its suffix helps to tell the form.
        published: The day of publication; wins over any that the document names.
        form: Its form, where it is known; else it is told from the bytes and the name.
        given: What else is known of it.

    Raises:
        EncodingError: the characters cannot be decoded.
        FormatError: the bytes are no text, HTML or JSON object.
        EmptyDocumentError: there is no text, or the page has no main text.
        OversizeError: it is larger than one document may be.
    """
    check_size(len(data), origin)
    told = form or form_of(data[:SNIFFED], origin)
    if told == "jsonl":
        return jsonl.document(data, origin=origin, published=published)
    if told in ("feed", "warc"):
        raise FormatError(f"{origin}: looked for one document, found a {told} of many. Use documents.load.")
    facts = given or Given()
    if published is not None:
        facts = Given(Interval.day(published), facts.url, facts.outlet, facts.title, facts.authors, facts.key)
    raw = hashlib.sha256(data).hexdigest()
    if told == "html":
        return web.document(decode.html_from(data, origin), facts, origin=origin, raw_sha256=raw)
    return plain.document(decode.text_from(data, origin), facts, origin=origin, raw_sha256=raw)
