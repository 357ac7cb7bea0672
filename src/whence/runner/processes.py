"""Several processes that read documents side by side, each with a model of its own and one thread.

The encoder could use the cores of a machine by threads, but half of the work is Python's, and one Python process keeps
one core busy with it.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait

from whence.casefile import Entry, FailureRow
from whence.records import Document
from whence.runner.work import Job, origin_of

Result = Callable[[], Entry | FailureRow]


class Processes:
    """A pool of ``workers`` processes that do ``job``."""

    def __init__(self, job: Job, workers: int) -> None:
        """Start no process yet: they start with the first document."""
        self._job = job
        self._workers = workers
        self._pool = self._started(workers)
        self._spare: ProcessPoolExecutor | None = None
        self._broken = False

    def submit(self, document: Document) -> Result:
        """Begin to read ``document``; what is returned waits for what comes of it."""
        if self._broken:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool, self._broken = self._started(self._workers), False
        try:
            future = self._pool.submit(_do, document)
        except BrokenProcessPool:
            self._broken = True
            return lambda: self._alone(document)
        return lambda: self._result(document, future)

    def close(self) -> None:
        """End all processes; what they were reading is given up."""
        for pool in (self._pool, self._spare):
            if pool is not None:
                pool.shutdown(wait=True, cancel_futures=True)

    def _result(self, document: Document, future: Future[Entry | FailureRow]) -> Entry | FailureRow:
        try:
            return future.result()
        except BrokenProcessPool:
            self._broken = True
            return self._alone(document)

    def _alone(self, document: Document) -> Entry | FailureRow:
        """Read ``document`` in a process of its own, after a process has died that may have been reading it."""
        if self._spare is None:
            self._spare = self._started(1)
        try:
            return self._spare.submit(_do, document).result()
        except BrokenProcessPool:
            self._spare = None
            return FailureRow(
                origin_of(document),
                "BrokenProcessPool",
                "The process that read this document died twice: the system ended it, most likely for want of memory. "
                "Read it by itself with --workers 1, or with fewer workers.",
                document.raw_sha256,
            )

    def _started(self, workers: int) -> ProcessPoolExecutor:
        # A fork would copy the threads' locks but not the threads of the encoder and of DuckDB.
        return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(self._job,))


_current: Job | None = None


def _begin(job: Job) -> None:
    """What a process does first: take the job, leave Ctrl-C to its parent, and end when its parent has ended."""
    global _current
    _current = job
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _do(document: Document) -> Entry | FailureRow:
    assert _current is not None
    return _current.result(document)
