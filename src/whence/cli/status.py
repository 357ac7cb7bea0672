"""Exit statuses, messages, and where data go."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

OK = 0
FAILED = 1
"""Nothing could be done."""
MISUSED = 2
"""The command could not be meant."""
PARTLY = 3
"""Some documents could not be read."""


def say(message: str) -> None:
    """A message for a person, to standard error."""
    print(f"whence: {message}", file=sys.stderr, flush=True)


def counted(number: int, noun: str) -> str:
    """A number and its noun: "1 document", "2,000 documents"; "1 copy", "2 copies"."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun[:-1] + 'ies' if noun.endswith('y') else noun + 's'}"


def outcome(done: int, failed: int) -> int:
    """The exit status of a run over documents, of which so many were dealt with and so many failed."""
    if failed:
        return PARTLY if done else FAILED
    return OK if done else FAILED


@contextmanager
def data_out(output: Path | None) -> Iterator[TextIO]:
    """Where data go: standard output, or the file ``output``, in UTF-8 with bare line feeds.

    The file takes its name only when all is written: what stands under that name is whole.

    Raises:
        WhenceError: if the file cannot be written.
    """
    if output is None or str(output) == "-":
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
        yield sys.stdout
        sys.stdout.flush()
        return
    part = output.with_name(f"{output.name}.part")
    try:
        stream = part.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        from whence.records import WhenceError

        raise WhenceError(f"{output} cannot be written: {error.strerror}. Name another file with --output.") from error
    try:
        with stream:
            yield stream
        part.replace(output)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
