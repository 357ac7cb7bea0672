"""A run over documents into a case file: load, skip what is finished, read, code, write.

Memory is flat over any number of documents: what is held is two windows of loaded documents and one batch
of finished ones.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator

import msgspec

from whence.casefile import Casefile, Entry, FailureRow, RunInfo, State, prepare_copy
from whence.documents import Failure, load
from whence.records import Document
from whence.runner.fingerprint import fingerprint
from whence.runner.options import DEFAULTS, Options, Progress, RunSummary
from whence.runner.processes import Processes
from whence.runner.work import Job, Worker, failure_of
from whence.version import __version__

# A killed run loses what it has read since the last batch: at most two seconds' worth. Writing a batch of
# 1,000 claims takes about 0.1 s, so that this costs one twentieth of the time.
BATCH_S = 2.0
BATCH_DOCUMENTS = 256
BATCH_CLAIMS = 2000

# Documents whose state is asked for in one query; loaded ones are held in memory, so their text is bounded too.
WINDOW_DOCUMENTS = 64
WINDOW_CHARACTERS = 2_000_000

# Starting processes, each with the model, takes about as long as reading a dozen documents.
WORTH_PROCESSES = 16

Result = Callable[[], Entry | FailureRow]


class Planned(msgspec.Struct):
    """A document on its way: its state in the case file and, where it has to be read, what will come of it.

    Without a state it has a text that came by just before, whose own result is not written yet.
    """

    item: Document | Failure
    state: State | None = None
    result: Result | None = None


def read(
    paths: Iterable[str], casefile: Casefile, options: Options = DEFAULTS, *, progress: Progress | None = None
) -> RunSummary:
    """Read the documents at ``paths`` into ``casefile``; what is finished there is left as it is.

    Each document is written within ``BATCH_S`` seconds of being read, in a transaction of its batch: a run
    that is killed and started again goes on where it was. ``progress`` is told after each document. The result
    is the same with any number of workers.

    Raises:
        UsageError: if a path cannot be meant.
        ResourceError: if the model or another data file is missing.
        CasefileError: if the case file cannot be written.
    """
    run = _Run(casefile, options, progress)
    try:
        # One window is always ahead, so that processes have work while the last is finished and the next loaded.
        before: list[Planned] = []
        for window in _windows(load(list(paths), published=options.published)):
            planned = run.plan(window)
            run.finish(before)
            before = planned
        run.finish(before)
    finally:
        # Also when interrupted: what was read is kept.
        run.close()
    return run.summary


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
    """A run in progress: what is on its way, the batch of documents read and not yet written, and the summary."""

    def __init__(self, casefile: Casefile, options: Options, progress: Progress | None) -> None:
        self.summary = RunSummary()
        self._casefile = casefile
        self._options = options
        self._progress = progress
        self._fingerprint = fingerprint(comments=options.comments)
        self._info = RunInfo(dt.datetime.now(dt.UTC).replace(tzinfo=None), __version__, self._fingerprint)
        self._job = self._new_job(options.threads)
        self._processes: Processes | None = None
        self._entries: list[Entry] = []
        self._failures: list[FailureRow] = []
        self._rows = 0
        # Texts planned and not yet written: the case file cannot tell of them.
        self._under_way: set[str] = set()
        self._started = self._flushed = time.monotonic()

    def plan(self, window: list[Document | Failure]) -> list[Planned]:
        """Ask which documents of ``window`` have to be read, and begin with them."""
        documents = [item for item in window if isinstance(item, Document)]
        states = iter(self._casefile.states(documents, fingerprint=self._fingerprint))
        planned = []
        for item in window:
            one = Planned(item)
            if isinstance(item, Document):
                state = next(states)
                if item.id not in self._under_way:
                    one.state = state
                if state != "finished":
                    self._under_way.add(item.id)
            planned.append(one)
        to_read = [one for one in planned if one.state in ("new", "changed")]
        if self._options.workers > 1 and self._processes is None and len(to_read) >= WORTH_PROCESSES:
            self._processes = Processes(self._new_job(threads=1), self._options.workers)
        for one in to_read:
            one.result = self._begun(one.item)
        return planned

    def finish(self, planned: list[Planned]) -> None:
        """Take what has come of each document, in order."""
        for one in planned:
            if isinstance(one.item, Failure):
                self._fail(failure_of(one.item))
            else:
                self._take(one.item, one)
            self.summary.seconds = time.monotonic() - self._started
            if self._progress is not None:
                self._progress(self.summary)

    def close(self) -> None:
        """Write what has been read, and end the processes."""
        try:
            self._flush()
        finally:
            if self._processes is not None:
                self._processes.close()

    def _new_job(self, threads: int) -> Job:
        return Job(Worker(comments=self._options.comments, threads=threads), self._fingerprint)

    def _begun(self, item: Document | Failure) -> Result | None:
        if isinstance(item, Failure):
            return None
        if self._processes is not None:
            return self._processes.submit(item)
        return lambda: self._job.result(item)

    def _take(self, document: Document, planned: Planned) -> None:
        state, result = planned.state, planned.result
        if state is None:
            self._flush()
            (state,) = self._casefile.states([document], fingerprint=self._fingerprint)
            result = self._begun(document)
        if state == "finished":
            self.summary.skipped += 1
        elif state == "copy":
            self.summary.copies += 1
            self._add(prepare_copy(document, self._fingerprint))
        elif result is not None:
            entry = result()
            if isinstance(entry, FailureRow):
                self._under_way.discard(document.id)
                self._fail(entry)
                return
            self.summary.read += 1
            self.summary.kinds.update(row["kind"] for row in entry.rows or ())
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        self._entries.append(entry)
        self._rows += len(entry.rows or ())
        self._flush_if_due()

    def _fail(self, row: FailureRow) -> None:
        self.summary.failed.append(row)
        self._failures.append(row)
        self._flush_if_due()

    def _flush_if_due(self) -> None:
        full = len(self._entries) + len(self._failures) >= BATCH_DOCUMENTS or self._rows >= BATCH_CLAIMS
        if full or time.monotonic() - self._flushed >= BATCH_S:
            self._flush()

    def _flush(self) -> None:
        """Write the batch."""
        entries, failures = self._entries, self._failures
        self._entries, self._failures, self._rows = [], [], 0
        if entries or failures:
            self._casefile.write(entries, failures, run=self._info)
        self._under_way.difference_update(entry.document.id for entry in entries)
        self._flushed = time.monotonic()
        self.summary.seconds = self._flushed - self._started
