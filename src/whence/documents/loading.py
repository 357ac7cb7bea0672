"""Files, folders, globs and standard input to a stream of documents and failures."""

from __future__ import annotations

import datetime as dt
import glob
import gzip
import hashlib
import io
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from whence.documents import feeds, jsonl, warc
from whence.documents.given import DOCUMENT_BYTES, Given, check_size
from whence.documents.reading import SNIFFED, read_bytes
from whence.documents.sniff import JSONL_SUFFIXES, Form, form_of, is_no_article, suffix_of
from whence.records.document import Document
from whence.records.errors import DocumentError, EmptyDocumentError, FormatError, OversizeError

STANDARD_INPUT = "-"
_GZIP = b"\x1f\x8b"
_MEND = "Check its name, its permissions and whether it is whole."


class Failure(msgspec.Struct, frozen=True):
    """A document that could not be read: what it is called, why, and its bytes' hash where they were read."""

    origin: str
    error: DocumentError
    raw_sha256: str | None = None


def load(paths: Iterable[str | Path], *, published: dt.date | None = None) -> Iterator[Document | Failure]:
    """The documents in ``paths``, one after the other, in the order given; folders in order of names.

    A path is a file, a folder (searched to the bottom; hidden files and those whose names say that they are
    no articles are passed over), a glob (``reports/**/*.txt``), or ``-`` for standard input. A file is
    plain text, HTML, JSON Lines, a saved feed or a web archive (WARC), packed with gzip or not. One document that
    cannot be read gives a Failure, and the next follows.

    Args:
        paths: Where to look.
        published: The day of publication of all of them; wins over what they name themselves.
    """
    for path in paths:
        if str(path) == STANDARD_INPUT:
            yield from _stream(sys.stdin.buffer, "<stdin>", published)
            continue
        try:
            files = list(_files(str(path)))
        except DocumentError as error:
            yield Failure(str(path), error)
            continue
        for file in files:
            yield from _file(file, published)


def _files(path: str) -> Iterator[str]:
    """The files that ``path`` stands for.

    Raises:
        DocumentError: there is nothing of that name.
        EmptyDocumentError: the folder holds no documents.
    """
    if os.path.isdir(path):  # noqa: PTH112 (names must stay as they were typed)
        found = sorted(_inside(path))
        if not found:
            raise EmptyDocumentError(
                f"{path}: looked for articles in this folder, found none. Name the files, if theirs are unusual names."
            )
        yield from found
    elif os.path.lexists(path):
        yield path
    elif path.startswith(("http://", "https://")):
        raise DocumentError(
            f"{path}: looked for a file, found a web address. whence reads no network here: save the page first, for "
            "example with curl --output page.html ADDRESS, and name the file."
        )
    elif glob.has_magic(path):
        matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 (the pattern may be absolute)
        if not matches:
            raise DocumentError(f"{path}: looked for files that match, found none. Check the pattern and the folder.")
        for match in matches:
            yield from _files(match)
    else:
        raise DocumentError(f"{path}: looked for a file or folder of this name, found none. Check the spelling.")


def _inside(folder: str) -> Iterator[str]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = os.path.join(parent, name)  # noqa: PTH118
            regular = os.path.isfile(path) or os.path.islink(path)  # noqa: PTH113, PTH114
            if regular and not name.startswith(".") and not is_no_article(name):
                yield path


def _file(path: str, published: dt.date | None) -> Iterator[Document | Failure]:
    try:
        with open(path, "rb") as stream:  # noqa: PTH123
            yield from _stream(stream, path, published)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield Failure(path, DocumentError(f"{path}: looked for a file that can be read, found: {reason}. {_MEND}"))


def _stream(
    stream: BinaryIO, name: str, published: dt.date | None, *, unpacked: bool = False
) -> Iterator[Document | Failure]:
    """The documents of one file or of standard input; JSON Lines and archives are read as they come."""
    first = stream.readline(DOCUMENT_BYTES + 1)
    if first.startswith(_GZIP) and not unpacked:
        with gzip.GzipFile(fileobj=_Joined(first, stream)) as packed:
            yield from _stream(cast(BinaryIO, packed), name, published, unpacked=True)
        return
    try:
        form = form_of(first[:SNIFFED], name)
        if form == "jsonl" and _by_lines(first, name):
            yield from _lines(stream, name, published, first)
            return
        if form == "warc":
            yield from _pages(stream, name, published, first)
            return
        data = first + stream.read(max(0, DOCUMENT_BYTES + 1 - len(first)))
        check_size(len(data), name)
        form = form_of(data[:SNIFFED], name)
        if form == "feed":
            yield from _items(data, name, published)
            return
    except DocumentError as error:
        yield Failure(name, error)
        return
    if form != "jsonl":
        yield _one(data, name, published, form=form)
        return
    whole = jsonl.objects(data)
    if whole is None:
        yield from _lines(io.BytesIO(data), name, published)
    else:
        for number, item in enumerate(whole, 1):
            yield _one(item, name if len(whole) == 1 else f"{name}:{number}", published, json=True)


class _Joined(io.RawIOBase):
    """A stream with the bytes put back that were read from it."""

    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        self._start = start
        self._rest = rest

    def read(self, size: int = -1) -> bytes:
        if self._start:
            size = len(self._start) if size < 0 else size
            piece, self._start = self._start[:size], self._start[size:]
            return piece
        return self._rest.read(size)


def _pages(stream: BinaryIO, name: str, published: dt.date | None, first: bytes) -> Iterator[Document | Failure]:
    for page in warc.pages(stream, first, name):
        origin = f"{name}#{page.number}"
        if page.error:
            yield Failure(origin, FormatError(f"{origin}: looked for an archived page, found that {page.error}."))
        else:
            yield _one(page.data, origin, published, form=page.form, given=Given(url=page.url))


def _items(data: bytes, name: str, published: dt.date | None) -> Iterator[Document | Failure]:
    for origin, raw, found in feeds.documents(data, origin=name, published=published):
        yield found if isinstance(found, Document) else Failure(origin, found, raw)


def _by_lines(first: bytes, name: str) -> bool:
    """True where the name or a first line that is a whole object says JSON Lines, not one object over many lines."""
    return suffix_of(name) in (JSONL_SUFFIXES - {".json"}) or jsonl.objects(first) is not None


def _lines(stream: BinaryIO, name: str, published: dt.date | None, first: bytes = b"") -> Iterator[Document | Failure]:
    empty = True
    for number, line in jsonl.lines(stream, first):
        empty = False
        origin = f"{name}:{number}"
        if line is None:
            error = OversizeError(
                f"{origin}: looked for one article, found a line of more than {DOCUMENT_BYTES // 1_000_000} MB "
                "(the most that is read of one). Split it into its articles."
            )
            yield Failure(origin, error)
        else:
            yield _one(line, origin, published, json=True)
    if empty:
        yield Failure(name, EmptyDocumentError(f"{name}: looked for JSON Lines, found none. Leave it out."))


def _one(
    data: bytes,
    origin: str,
    published: dt.date | None,
    *,
    json: bool = False,
    form: Form | None = None,
    given: Given | None = None,
) -> Document | Failure:
    try:
        if json:
            return jsonl.document(data, origin=origin, published=published)
        return read_bytes(data, origin=origin, published=published, form=form, given=given)
    except DocumentError as error:
        return Failure(origin, error, hashlib.sha256(data).hexdigest())
