"""One process, one document after the other: load, skip what is finished, read, code, write.

Memory is flat over any number of documents: what is held is one window of loaded documents and one batch
of finished ones.
"""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import msgspec

from whence import __version__
from whence.casefile import Casefile, Entry, FailureRow, RunInfo, prepare, prepare_copy
from whence.documents import Failure, load
from whence.records import Claim, Document, Reading
from whence.runner.fingerprint import fingerprint
from whence.runner.work import Worker, attempt, failure_of, origin_of

Result = TypeVar("Result")

# A killed run loses what it has read since the last batch: at most two seconds' worth. Writing a batch of
# 1,000 claims takes about 0.1 s, so that this costs one twentieth of the time.
BATCH_S = 2.0
BATCH_DOCUMENTS = 256

# Documents whose state is asked for in one query; loaded ones are held in memory, so their text is bounded too.
WINDOW_DOCUMENTS = 64
WINDOW_CHARACTERS = 2_000_000


class Options(msgspec.Struct, frozen=True):
    """How to read: the documents' date where they bear none, and whether readers' comments are coded."""

    published: dt.date | None = None
    comments: bool = False
    threads: int = 2


DEFAULTS = Options()


class RunSummary(msgspec.Struct):
    """What a run has done so far.

    ``read`` documents were read; ``skipped`` were there already; ``copies`` have the text of another;
    ``failed`` could not be read. ``kinds`` counts the claims of those read, by kind.
    """

    read: int = 0
    skipped: int = 0
    copies: int = 0
    failed: list[FailureRow] = msgspec.field(default_factory=list)
    kinds: Counter[str] = msgspec.field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def done(self) -> int:
        """Documents dealt with, in whatever way."""
        return self.read + self.skipped + self.copies + len(self.failed)

    @property
    def claims(self) -> int:
        """Claims of the documents read."""
        return sum(self.kinds.values())


Progress = Callable[[RunSummary], None]


def read(
    paths: Iterable[str], casefile: Casefile, options: Options = DEFAULTS, *, progress: Progress | None = None
) -> RunSummary:
    """Read the documents at ``paths`` into ``casefile``; what is finished there is left as it is.

    Each document is written within ``BATCH_S`` seconds of being read, in a transaction of its batch: a run
    that is killed and started again goes on where it was. ``progress`` is told after each document.

    Raises:
        UsageError: if a path cannot be meant.
        ResourceError: if the model or another data file is missing.
        CasefileError: if the case file cannot be written.
    """
    run = _Run(casefile, options, progress)
    try:
        for window in _windows(load(list(paths), published=options.published)):
            run.take(window)
    finally:
        # Also when interrupted: what was read is kept.
        run.flush()
    return run.summary


def readings(paths: Iterable[str], options: Options = DEFAULTS) -> Iterator[Reading | FailureRow]:
    """What the reader sees in each document at ``paths``, in order; a failure where it cannot be read."""
    return _each(paths, options, Worker(threads=options.threads).reading)


def claims(paths: Iterable[str], options: Options = DEFAULTS) -> Iterator[tuple[Claim, ...] | FailureRow]:
    """The claims of each document at ``paths``, in order, without a case file; a failure where it cannot be read."""
    return _each(paths, options, Worker(comments=options.comments, threads=options.threads).claims)


def _each(paths: Iterable[str], options: Options, work: Callable[[Document], Result]) -> Iterator[Result | FailureRow]:
    for item in load(list(paths), published=options.published):
        yield failure_of(item) if isinstance(item, Failure) else attempt(work, item)


def _windows(items: Iterable[Document | Failure]) -> Iterator[list[Document | Failure]]:
    window: list[Document | Failure] = []
    characters = 0
    for item in items:
        window.append(item)
        characters += len(item.text) if isinstance(item, Document) else 0
        if len(window) >= WINDOW_DOCUMENTS or characters >= WINDOW_CHARACTERS:
            yield window
            window, characters = [], 0
    if window:
        yield window


class _Run:
    """A run in progress: its batch of documents read and not yet written, and its summary."""

    def __init__(self, casefile: Casefile, options: Options, progress: Progress | None) -> None:
        self.summary = RunSummary()
        self._casefile = casefile
        self._worker = Worker(comments=options.comments, threads=options.threads)
        self._fingerprint = fingerprint(comments=options.comments)
        self._info = RunInfo(dt.datetime.now(dt.UTC).replace(tzinfo=None), __version__, self._fingerprint)
        self._progress = progress
        self._entries: list[Entry] = []
        self._failures: list[FailureRow] = []
        self._pending: set[str] = set()
        self._started = self._flushed = time.monotonic()

    def take(self, window: list[Document | Failure]) -> None:
        """Deal with each document of ``window``, in order."""
        documents = [item for item in window if isinstance(item, Document)]
        states = iter(self._casefile.states(documents, fingerprint=self._fingerprint))
        for item in window:
            if isinstance(item, Failure):
                self._fail(failure_of(item))
            else:
                self._take(item, next(states))
            self._tell()

    def _take(self, document: Document, state: str) -> None:
        if document.id in self._pending:
            # The same text has come by since the case file was asked.
            self.flush()
            (state,) = self._casefile.states([document], fingerprint=self._fingerprint)
        if state == "finished":
            self.summary.skipped += 1
            return
        entry = prepare_copy(document, self._fingerprint) if state == "copy" else attempt(self._read, document)
        if isinstance(entry, FailureRow):
            self._fail(entry)
            return
        if state == "copy":
            self.summary.copies += 1
        else:
            self.summary.read += 1
            self.summary.kinds.update(row["kind"] for row in entry.rows or ())
        self._entries.append(entry)
        self._pending.add(document.id)
        self._flush_if_due()

    def _read(self, document: Document) -> Entry:
        return prepare(document, self._worker.claims(document), self._fingerprint)

    def _fail(self, row: FailureRow) -> None:
        self.summary.failed.append(row)
        self._failures.append(row)
        self._flush_if_due()

    def _flush_if_due(self) -> None:
        held = len(self._entries) + len(self._failures)
        if held >= BATCH_DOCUMENTS or time.monotonic() - self._flushed >= BATCH_S:
            self.flush()

    def flush(self) -> None:
        """Write the batch."""
        entries, failures = self._entries, self._failures
        self._entries, self._failures, self._pending = [], [], set()
        if entries or failures:
            self._casefile.write(entries, failures, run=self._info)
        self._flushed = time.monotonic()
        self.summary.seconds = self._flushed - self._started

    def _tell(self) -> None:
        self.summary.seconds = time.monotonic() - self._started
        if self._progress is not None:
            self._progress(self.summary)


__all__ = ["Options", "Progress", "RunSummary", "claims", "origin_of", "read", "readings"]
