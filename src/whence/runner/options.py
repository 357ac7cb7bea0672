"""How to run, and what a run tells of itself."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable

import msgspec

from whence.casefile import FailureRow


class Options(msgspec.Struct, frozen=True):
    """How to read: the documents' date where it is given, and whether readers' comments are coded; then by how
    many processes (``workers``), and by how many threads of the encoder where there is one process."""

    published: dt.date | None = None
    comments: bool = False
    workers: int = 1
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
