"""A reader and a coder that take no model: each sentence is a statement. For tests of what runs them.

Run as a program (``python runner_fakes.py PATH CASEFILE SECONDS WORKERS``) it reads PATH with a reader that takes so
long for each document, so that a test can kill it half way.
"""

from __future__ import annotations

import os
import re
import sys
import time
from multiprocessing import parent_process
from typing import Any

from whence.casefile import Entry, FailureRow, prepare
from whence.records import Claim, Document, Factuality, LanguageError, Reading, ResourceError, Span
from whence.runner.work import Job, attempt


class FakeReader:
    """Reads nothing; refuses what says that it is French, breaks on what says that it breaks."""

    seconds = 0.0
    made = 0

    def __init__(self, *, threads: int = 2) -> None:
        type(self).made += 1

    def read(self, document: Document) -> Reading:
        time.sleep(self.seconds)
        if "bonjour" in document.text:
            raise LanguageError(f"{document.origin} looks like 'fr'.")
        if "break" in document.text:
            raise ZeroDivisionError("division by zero")
        if "weights" in document.text:
            raise ResourceError("There is no model.")
        return Reading.empty(document)


def fake_code(reading: Reading, *, comments: bool = False) -> tuple[Claim, ...]:
    spans = [Span.cut(reading.text, *match.span()) for match in re.finditer(r"[^.\s][^.]*\.", reading.text)]
    return tuple(
        Claim(
            id=Claim.id_of(reading.document.id, "statement", span.start),
            document=reading.document,
            block="body",
            sentence=span,
            kind="statement",
            attribution=(),
            factuality=Factuality("CT+"),
            document_commitment="CT+",
        )
        for span in spans
    )


class FakeJob(Job):
    """Makes entries with the fakes, also in another process; dies where the text says so."""

    def __init__(self, worker: object = None, fingerprint: str = "fake") -> None:
        self._marked = fingerprint

    def result(self, document: Document) -> Entry | FailureRow:
        if "die" in document.text and parent_process() is not None:
            os._exit(9)
        time.sleep(FakeReader.seconds)
        return attempt(self._made, document)

    def _made(self, document: Document) -> Entry:
        return prepare(document, fake_code(FakeReader().read(document)), self._marked)


def patch(set_attribute: Any, *, reader: type[FakeReader] = FakeReader, fingerprint: str = "fake") -> None:
    """Put the fakes where the runner looks for the real ones."""
    import whence.runner.run
    import whence.runner.work

    set_attribute(whence.runner.work, "Reader", reader)
    set_attribute(whence.runner.work, "code", fake_code)
    set_attribute(whence.runner.run, "Job", FakeJob)
    set_attribute(whence.runner.run, "fingerprint", lambda *, comments: f"{fingerprint} {comments}")


class SlowJob(FakeJob):
    """Takes a while, in whatever process."""

    def result(self, document: Document) -> Entry | FailureRow:
        time.sleep(float(sys.argv[3]))
        return super().result(document)


if __name__ == "__main__":
    import runner_fakes  # the same module by its own name, which another process can find
    import whence.runner.run
    from whence.casefile import Casefile
    from whence.runner import Options, read

    patch(setattr)
    whence.runner.run.Job = runner_fakes.SlowJob  # type: ignore[misc]
    print("reading", flush=True)
    options = Options(workers=int(sys.argv[4]))
    print(read([sys.argv[1]], Casefile(sys.argv[2], create=True), options))
