"""JSON Lines, and single JSON files: each object with ``text`` or ``html`` is a document."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from whence.documents import plain, web
from whence.documents.dates import iso_day
from whence.documents.given import DOCUMENT_BYTES, Given, check_size
from whence.records.document import Document
from whence.records.errors import EmptyDocumentError, EncodingError, FormatError
from whence.records.interval import Interval

PIECE = 1 << 20  # bytes read at a time past the end of what is kept


class _Record(msgspec.Struct):
    """The fields of a line that are read; others are passed over."""

    text: str | None = None
    html: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    authors: list[str] | str | None = None
    published: str | None = None
    id: str | int | None = None


_DECODER = msgspec.json.Decoder(_Record)


def document(data: bytes, *, origin: str, published: dt.date | None = None) -> Document:
    """The document of one JSON object; its ``text`` is kept untouched, its ``html`` read as a page is.

    Args:
        data: The object's bytes.
        origin: The file and line, for messages.
        published: The day of publication; wins over the object's own.

    Raises:
        FormatError: no JSON object, a field of the wrong type, or a ``published`` that is no ISO date.
        EmptyDocumentError: neither ``text`` nor ``html`` holds anything.
    """
    check_size(len(data), origin)
    record = _record(data, origin)
    given = Given(
        published=Interval.day(published) if published else _published(record.published, origin),
        url=record.url or None,
        outlet=record.outlet or None,
        title=record.title or None,
        authors=_authors(record.authors),
        key=None if record.id is None else str(record.id),
    )
    raw = hashlib.sha256(data).hexdigest()
    if record.text and record.text.strip():
        return plain.document(record.text, given, origin=origin, raw_sha256=raw)
    if record.html and record.html.strip():
        return web.document(record.html, given, origin=origin, raw_sha256=raw)
    raise EmptyDocumentError(
        f'{origin}: looked for "text" or "html" with words in it, found neither. '
        'A line looks like {"text": "...", "published": "2018-05-16"}.'
    )


def lines(stream: BinaryIO, first: bytes = b"") -> Iterator[tuple[int, bytes | None]]:
    """The lines of ``stream`` that are not blank, with their numbers from 1; ``first`` was read from it before.

    A line longer than a document may be is read past in pieces and given as ``None``, so that memory
    stays bounded by one document.
    """
    number = 0
    while line := first or stream.readline(DOCUMENT_BYTES + 1):
        first = b""
        number += 1
        if len(line) > DOCUMENT_BYTES and not line.endswith(b"\n"):
            while (rest := stream.readline(PIECE)) and not rest.endswith(b"\n"):
                continue
            yield number, None
        elif line.strip():
            yield number, line.rstrip(b"\r\n")


def objects(data: bytes) -> list[bytes] | None:
    """The objects of a file that is one JSON array, or one object over several lines; ``None`` for JSON Lines."""
    start = data.lstrip()[:1]
    try:
        if start == b"[":
            return [bytes(item) for item in msgspec.json.decode(data, type=list[msgspec.Raw])]
        return [bytes(msgspec.json.decode(data, type=msgspec.Raw))]
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _record(data: bytes, origin: str) -> _Record:
    try:
        return _DECODER.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except msgspec.ValidationError as error:
        raise FormatError(
            f"{origin}: looked for a JSON object with text or html, and url, title, outlet, published and id "
            f"as strings, authors as a string or a list of strings; found: {_lower(str(error))}. Mend this field."
        ) from error
    except UnicodeDecodeError as error:
        raise EncodingError(
            f"{origin}: looked for JSON in UTF-8, found bytes that are not ({_lower(str(error))}). "
            "Write the file again as UTF-8."
        ) from error
    except msgspec.DecodeError as error:
        raise FormatError(
            f"{origin}: looked for one JSON object, found broken JSON ({_lower(str(error))}). "
            "Write one whole object on each line."
        ) from error


def _published(value: str | None, origin: str) -> Interval | None:
    if value is None or not value.strip():
        return None
    day = iso_day(value)
    if day is None:
        raise FormatError(
            f'{origin}: looked for an ISO day in "published" (2018-05-16), found {value[:40]!r}. '
            "Write year, month and day with hyphens, or leave the field out."
        )
    return Interval.day(day, text=value.strip())


def _authors(value: list[str] | str | None) -> tuple[str, ...]:
    names = [value] if isinstance(value, str) else value or []
    return tuple(name.strip() for name in names if name.strip())


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
