"""How a long run tells where it is: one live line on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from whence.cli.status import counted, say
from whence.runner import RunSummary

# Where nobody is looking, as in a log file, a line every half minute is enough to see that a run is alive.
_PLAIN_EVERY_S = 30.0
_LIVE_PER_S = 4

Tell = Callable[[RunSummary], None]


@contextmanager
def progress() -> Iterator[Tell]:
    """What to call after each document; the live line is gone when the run ends."""
    if not sys.stderr.isatty():
        yield _plain()
        return
    from rich.console import Console
    from rich.live import Live
    from rich.text import Text

    with Live(
        Text("Reading ..."), console=Console(stderr=True), refresh_per_second=_LIVE_PER_S, transient=True
    ) as live:
        last = 0.0

        def tell(summary: RunSummary) -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= 1 / _LIVE_PER_S:
                last = now
                live.update(Text(line(summary)))

        yield tell


def _plain() -> Tell:
    last = time.monotonic()

    def tell(summary: RunSummary) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _PLAIN_EVERY_S:
            last = now
            say(line(summary))

    return tell


def line(summary: RunSummary) -> str:
    """Where the run is, in one line."""
    parts = [f"{counted(summary.read, 'document')} read", f"{rate(summary):.1f} a second"]
    parts.append(counted(summary.claims, "claim"))
    if summary.skipped:
        parts.append(f"{summary.skipped:,} read before")
    if summary.failed:
        parts.append(f"{len(summary.failed):,} failed")
    return " · ".join(parts)


def rate(summary: RunSummary) -> float:
    """Documents read a second."""
    return summary.read / summary.seconds if summary.seconds else 0.0
