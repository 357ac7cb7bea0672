"""One document at a time: read it, code it, and turn whatever goes wrong with it into a failure of its own."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from whence.casefile import Entry, FailureRow, prepare
from whence.coder.code import code
from whence.documents import Failure
from whence.reader import Reader
from whence.records import Claim, Document, DocumentError, Reading, ResourceError

Result = TypeVar("Result")


class Worker:
    """Reads and codes documents. The model is loaded at the first one, so that a run with nothing to do is quick."""

    def __init__(self, *, comments: bool = False, threads: int = 2) -> None:
        """``comments``: code readers' comments too; ``threads``: how many the encoder may use."""
        self._comments = comments
        self._threads = threads
        self._reader: Reader | None = None

    def reading(self, document: Document) -> Reading:
        """What the reader sees in ``document``.

        Raises:
            DocumentError: if it cannot be read.
            ResourceError: if the model is not there: no document can then be read.
        """
        if self._reader is None:
            self._reader = Reader(threads=self._threads)
        return self._reader.read(document)

    def claims(self, document: Document) -> tuple[Claim, ...]:
        """The claims of ``document``. Raises as :meth:`reading` does."""
        return code(self.reading(document), comments=self._comments)


class Job:
    """What is to be made of each document: an entry of the case file. Can be sent to another process."""

    def __init__(self, worker: Worker, fingerprint: str) -> None:
        """``fingerprint`` is what the entries are marked with."""
        self._worker = worker
        self._fingerprint = fingerprint

    def result(self, document: Document) -> Entry | FailureRow:
        """The entry of ``document``, or its failure.

        Raises:
            ResourceError: if no document can be done.
        """
        return attempt(self._entry, document)

    def _entry(self, document: Document) -> Entry:
        return prepare(document, self._worker.claims(document), self._fingerprint)


def attempt(work: Callable[[Document], Result], document: Document) -> Result | FailureRow:
    """What ``work`` makes of ``document``; a failure, if it is this document that cannot be done.

    An error that nobody foresaw counts as the document's too: a run over a million of them goes on.

    Raises:
        ResourceError: if no document can be done.
    """
    try:
        return work(document)
    except ResourceError:
        raise
    except DocumentError as error:
        return failure(origin_of(document), error, document.raw_sha256)
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(last.filename).name}, line {last.lineno}"
        return FailureRow(
            origin_of(document),
            type(error).__name__,
            f"Reading this document met an error that was not foreseen: {type(error).__name__}: {error} ({where}). "
            "Please report it together with the document.",
            document.raw_sha256,
        )


def failure(origin: str, error: DocumentError, raw_sha256: str | None) -> FailureRow:
    """A failure as the case file keeps it."""
    return FailureRow(origin, type(error).__name__, str(error), raw_sha256)


def failure_of(loaded: Failure) -> FailureRow:
    """The same for a document that could not even be loaded."""
    return failure(loaded.origin, loaded.error, loaded.raw_sha256)


def origin_of(document: Document) -> str:
    """What to call a document in a message."""
    return document.origin or document.key or document.id
