"""``whence doctor``: is all there, is it sound, how fast is this machine?"""

from __future__ import annotations

import platform
import time
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from whence.casefile import SCHEMA_VERSION, Casefile
from whence.cli.status import FAILED, OK, PARTLY, counted
from whence.cli.wording import failure_words
from whence.records import Block, Document, WhenceError
from whence.version import __version__

_LIBRARIES = ("duckdb", "onnxruntime", "tokenizers", "numpy", "msgspec", "trafilatura", "py3langid", "rapidfuzz")

# Plain reporting, made for this purpose, of the kind and the mix of sentences that the reader meets. It is
# repeated to the length of an article; speed does not depend on what it says.
_PARAGRAPH = (
    "Artillery struck the northern districts of the city for a third day on Tuesday, killing at least 14 people, "
    "according to hospital officials. A spokesman for the defence ministry said that the army had targeted positions "
    "of the armed opposition and denied that civilians had been hit. The two sides had agreed to a truce in May, but "
    "monitors of the United Nations reported that it was broken within hours. More than 2,000 families have fled "
    "towards the border since the fighting began, aid workers said, and some observers fear that the province may "
    "fall before winter. "
)
_PARAGRAPHS_A_TEXT = 8  # about 800 words
_SPEED_S = 3.0


def examine(path: Path, *, check: bool) -> int:
    """Print the state of everything; returns the exit status, which is true to it."""
    sound = _told("versions", _versions())
    sound &= _told("speed", _speed())
    sound &= _told("case file", _casefile(path, check))
    if not sound:
        print("Something is wrong: see the lines marked !")
        return FAILED
    unread = len(Casefile(path).failures()) if path.exists() else 0
    but = f", but {counted(unread, 'document')} could not be read" if unread else ""
    print(f"All is well{but}.")
    return PARTLY if unread else OK


def _told(name: str, lines: Iterator[tuple[str, str]]) -> bool:
    """Print the lines of one part; False where one is marked as wrong, or where the part raised."""
    sound = True
    try:
        for label, value in lines:
            wrong = label.startswith("!")
            sound &= not wrong
            print(f"{'!' if wrong else ' '} {label.removeprefix('!'):<15} {value}", flush=True)
    except (WhenceError, ImportError) as error:
        print(f"! {name:<15} {error}", flush=True)
        return False
    return sound


def _versions() -> Iterator[tuple[str, str]]:
    yield "whence", __version__
    yield "python", f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    for name in _LIBRARIES:
        try:
            yield name, version(name)
        except PackageNotFoundError:
            yield f"!{name}", "not installed: pip install whence brings it"


def _speed() -> Iterator[tuple[str, str]]:
    """Load everything and read a text for a few seconds; whatever is missing is named by its own error."""
    from whence.actors import registry
    from whence.gazetteer import lookup
    from whence.runner import fingerprint
    from whence.runner.work import Worker

    started = time.perf_counter()
    yield "reads as", f"fingerprint {fingerprint(comments=False)}"
    yield "registry", _size(registry.load(), "actor")
    yield "gazetteer", _size(lookup.load(), "name")
    worker = Worker()
    worker.claims(_text(0))
    yield "first document", f"after {time.perf_counter() - started:.2f} s"
    started, done = time.perf_counter(), 0
    while time.perf_counter() - started < _SPEED_S:
        done += 1
        worker.claims(_text(done))
    words = len(_text(0).text.split())
    yield "speed", f"{done / (time.perf_counter() - started):.1f} documents of {words} words a second in one process"


def _size(loaded: object, noun: str) -> str:
    return counted(len(loaded), noun) if hasattr(loaded, "__len__") else "loaded"


def _text(number: int) -> Document:
    """A text that is not the one before, so that nothing is remembered from it."""
    text = f"Report {number}. " + _PARAGRAPH * _PARAGRAPHS_A_TEXT
    return Document(Document.id_of(text), text, (Block("body", 0, len(text)),), language="en")


def _casefile(path: Path, check: bool) -> Iterator[tuple[str, str]]:
    if not path.exists():
        yield "case file", f"none yet at {path}; `whence read PATH` makes it"
        return
    casefile = Casefile(path)
    summary = casefile.summary()
    yield "case file", f"{path}, version {SCHEMA_VERSION}, {path.stat().st_size / 1e6:.1f} MB"
    yield "holds", f"{counted(summary.documents, 'document')}, {counted(summary.claims, 'claim')}"
    if summary.copies:
        yield "copies", f"{summary.copies:,} of documents with the same text"
    if summary.fingerprints > 1:
        yield (
            "read by",
            f"{summary.fingerprints} different versions; `whence read` on the same paths reads all with this one",
        )
    for failure in casefile.failures():
        yield "could not read", failure_words(failure)
    if check:
        problems = casefile.check()
        for problem in problems:
            yield "!check", f"{problem.table} {problem.id}: {problem.message}"
        if not problems:
            yield "check", f"{counted(summary.claims, 'claim')} looked over, all sound"
