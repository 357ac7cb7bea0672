"""``whence read``: documents into a case file, with a summary at the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from whence.casefile import KINDS, Casefile
from whence.cli.progress import progress, rate
from whence.cli.status import counted, outcome, say
from whence.cli.wording import failure_words
from whence.runner import Options, RunSummary, read


def read_into(paths: tuple[str, ...], casefile: Path, options: Options) -> int:
    """Read ``paths`` into ``casefile``; returns the exit status."""
    target = Casefile(casefile, create=True, on_wait=say)
    with progress() as tell:
        summary = read(paths, target, options, progress=tell)
    for sentence in summary_lines(summary, casefile):
        say(sentence)
    return outcome(summary.done - len(summary.failed), len(summary.failed))


def summary_lines(summary: RunSummary, casefile: Path) -> Iterator[str]:
    """What a run did: documents, claims by kind, time, and each document that failed with the reason."""
    parts = [f"{counted(summary.read, 'document')} read"]
    if summary.skipped:
        parts.append(f"{summary.skipped:,} read before and left alone")
    if summary.copies:
        parts.append(f"{counted(summary.copies, 'copy')} of another's text")
    if summary.failed:
        parts.append(f"{len(summary.failed):,} failed")
    yield ", ".join(parts) + "."
    kinds = ", ".join(counted(summary.kinds[kind], kind) for kind in KINDS if summary.kinds[kind])
    yield counted(summary.claims, "claim") + (f": {kinds}." if kinds else ".")
    yield f"{summary.seconds:.1f} s, {rate(summary):.1f} documents a second. Case file: {casefile}"
    for failure in summary.failed:
        yield f"failed: {failure_words(failure)}"
