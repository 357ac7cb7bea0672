"""Web archives (WARC 1.0 and 1.1, as crawlers and archiving tools write them): each archived page is a document.

Read as the standard (ISO 28500) lays records out: a header, a blank line, ``Content-Length`` bytes. Only
pages are taken: responses and resources that are HTML or plain text.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from whence.documents.given import DOCUMENT_BYTES
from whence.documents.sniff import Form
from whence.records.errors import FormatError, OversizeError

HEADER = 1 << 16  # bytes a header line may have
_KINDS = frozenset({"response", "resource", "conversion"})
_FORMS: dict[str, Form] = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}


class Page(msgspec.Struct, frozen=True):
    """An archived page: its number among the records, address, form and bytes, or why it cannot be read."""

    number: int
    url: str | None
    form: Form
    data: bytes
    error: str | None = None


def pages(stream: BinaryIO, first: bytes, origin: str) -> Iterator[Page]:
    """The pages of an archive; ``first`` is its first line, read before.

    Raises:
        FormatError: the archive breaks off or its records are not in form.
    """
    number = 0
    line = first
    while line:
        if not line.strip():
            line = stream.readline(HEADER)
            continue
        if not line.startswith(b"WARC/"):
            raise FormatError(
                f"{origin}: looked for the start of record {number + 1} of a web archive, found {line[:30]!r}. "
                "The archive is broken there: write it again, or keep what was read."
            )
        number += 1
        header = _header(stream)
        size = int(header.get("content-length", "0")) if header.get("content-length", "0").isdigit() else 0
        wanted = header.get("warc-type") in _KINDS
        block = _read(stream, size, origin, keep=wanted)
        if wanted and (page := _page(number, header, block)):
            yield page
        line = stream.readline(HEADER)


def _header(stream: BinaryIO) -> dict[str, str]:
    fields: dict[str, str] = {}
    while (line := stream.readline(HEADER)).strip():
        name, _, value = line.decode("utf-8", "replace").partition(":")
        fields[name.strip().lower()] = value.strip()
    return fields


def _read(stream: BinaryIO, size: int, origin: str, *, keep: bool) -> bytes | None:
    """A record's block; ``None`` where it is not wanted or larger than a document may be."""
    keep = keep and size <= DOCUMENT_BYTES
    pieces = []
    left = size
    while left:
        piece = stream.read(min(left, 1 << 20))
        if not piece:
            raise FormatError(
                f"{origin}: looked for {size:,} bytes of a record, found the archive's end. It is cut off."
            )
        left -= len(piece)
        if keep:
            pieces.append(piece)
    return b"".join(pieces) if keep else None


def _page(number: int, header: dict[str, str], block: bytes | None) -> Page | None:
    url = header.get("warc-target-uri", "").strip("<>") or None
    kind = header.get("content-type", "").partition(";")[0].strip().lower()
    if block is None:
        return Page(number, url, "html", b"", f"it is larger than {DOCUMENT_BYTES // 1_000_000} MB") if url else None
    if kind != "application/http":
        return Page(number, url, _FORMS[kind], block) if kind in _FORMS else None
    head, _, body = block.partition(b"\r\n\r\n")
    status, *lines = head.split(b"\r\n")
    fields = {n.strip().lower(): v.strip() for n, _, v in (line.decode("latin-1").partition(":") for line in lines)}
    form = _FORMS.get(fields.get("content-type", "").partition(";")[0].strip().lower())
    if form is None or status.split(b" ")[1:2] != [b"200"]:
        return None
    try:
        return Page(number, url, form, _decoded(body, fields))
    except (ValueError, OSError, EOFError, zlib.error, OversizeError) as error:
        return Page(number, url, form, b"", f"its transfer coding is broken ({error})")


def _decoded(body: bytes, fields: dict[str, str]) -> bytes:
    """The body without chunks and compression."""
    if "chunked" in fields.get("transfer-encoding", "").lower():
        body = _unchunked(body)
    coding = fields.get("content-encoding", "").lower()
    if coding in ("gzip", "x-gzip") and body[:2] == b"\x1f\x8b":
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as stream:
            return _bounded(stream.read(DOCUMENT_BYTES + 1))
    if coding == "deflate":
        return _bounded(zlib.decompressobj().decompress(body, DOCUMENT_BYTES + 1))
    if coding not in ("", "identity", "gzip", "x-gzip"):
        raise ValueError(f"content coding {coding} is not known here")
    return body


def _bounded(data: bytes) -> bytes:
    if len(data) > DOCUMENT_BYTES:
        raise OversizeError(f"larger than {DOCUMENT_BYTES // 1_000_000} MB")
    return data


def _unchunked(body: bytes) -> bytes:
    """The body of a chunked response; one that an archiver has already joined is given back as it is."""
    pieces: list[bytes] = []
    offset = 0
    while offset < len(body):
        end = body.find(b"\r\n", offset)
        try:
            size = int(body[offset:end].partition(b";")[0], 16)
        except ValueError:
            return body if offset == 0 else b"".join(pieces)
        if size == 0 or end < 0:
            break
        pieces.append(body[end + 2 : end + 2 + size])
        offset = end + 4 + size
    return b"".join(pieces)
