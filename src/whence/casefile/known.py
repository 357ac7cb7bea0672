"""What the case file already has of a document: the question behind idempotence and resumption."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Literal

import duckdb
import msgspec

from whence.records import Document

State = Literal["new", "finished", "copy", "changed"]


def raw_hash(document: Document) -> str:
    """The hash of the bytes that the document came in; of its text, where it came in no bytes of its own."""
    return document.raw_sha256 or document.id


def document_record(document: Document) -> str:
    """The document as JSON without its text, which has a column of its own."""
    return msgspec.json.encode(msgspec.structs.replace(document, text="")).decode()


def digest(document: Document) -> str:
    """A hash of all that is known of a document but the name it was read by."""
    told = msgspec.json.encode(msgspec.structs.replace(document, text="", origin=None))
    return hashlib.blake2b(told, digest_size=16).hexdigest()


class Known:
    """The rows of the case file that bear on a few documents, and the state of each.

    A document is known by its text. Different bytes with one text (a page and its plain text, an agency's
    report in two outlets) are copies of one document: the first read stands, the others are recorded as copies.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, documents: Iterable[Document]) -> None:
        """Look up ``documents``."""
        ids = sorted({document.id for document in documents})
        self._documents: dict[str, tuple[int, str]] = {
            key: (number, fingerprint)
            for key, number, fingerprint in connection.execute(
                "SELECT id, number, fingerprint FROM document WHERE id IN (SELECT unnest(?))", [ids]
            ).fetchall()
        }
        self._copies: dict[str, dict[str, tuple[str | None, str]]] = {}
        for key, raw, origin, told in connection.execute(
            "SELECT document_id, raw_sha256, origin, digest FROM document_copy WHERE document_id IN (SELECT unnest(?))",
            [ids],
        ).fetchall():
            self._copies.setdefault(key, {})[raw] = (origin, told)

    def number(self, document: Document) -> int | None:
        """The number that the document has; ``None`` where it is new."""
        found = self._documents.get(document.id)
        return found[0] if found else None

    def state(self, document: Document, fingerprint: str) -> State:
        """Whether ``document`` has to be read with what ``fingerprint`` stands for.

        ``new``: its text is not there. ``finished``: nothing to do. ``copy``: its text is there from other
        bytes. ``changed``: what is told of it, or what reads it, is no longer what it was.
        """
        found = self._documents.get(document.id)
        if found is None:
            return "new"
        if found[1] != fingerprint:
            return "changed"
        copies = self._copies.get(document.id, {})
        same_bytes = copies.get(raw_hash(document))
        if same_bytes is not None:
            return "finished" if same_bytes[1] == digest(document) else "changed"
        if document.origin is not None and any(origin == document.origin for origin, _ in copies.values()):
            return "changed"
        return "copy"

    def note(self, document: Document, number: int, fingerprint: str) -> None:
        """Take ``document`` as written, so that the same text later in a batch finds it."""
        self._documents[document.id] = (number, fingerprint)
        self.note_copy(document)

    def note_copy(self, document: Document) -> None:
        """Take this copy of ``document`` as written."""
        self._copies.setdefault(document.id, {})[raw_hash(document)] = (document.origin, digest(document))
