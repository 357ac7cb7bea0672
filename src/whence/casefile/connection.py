"""Opening the file: late, for as short as can be, and with patience where another process has it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from whence.records import CasefileError

# No network, ever: an extension that is missing is an error and not a download. No reading of Python
# variables by the names in a query. The memory limit bounds DuckDB's cache, not what it may spill to disk:
# with 256 MB, 120,000 claims were written in batches within 232 MB resident in all.
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "threads": "2",
}
_WRITING = {"memory_limit": "256MB"}

PATIENCE_S = 10.0
"""How long to wait for a file that another process holds. A batch of the reader holds it for 0.1 to 0.3 s."""

_RETRY_S = 0.1
_SAY_SO_AFTER_S = 1.0


@contextmanager
def opened(
    path: Path, *, write: bool, patience: float = PATIENCE_S, on_wait: Callable[[str], None] | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the file at ``path``, closed on leaving; every error of DuckDB becomes a CasefileError.

    ``on_wait`` is told, once, that another process holds the file.
    """
    connection = _connect(path, write, patience, on_wait)
    try:
        yield connection
    except duckdb.Error as error:
        done = "written" if write else "read"
        raise CasefileError(
            f"The case file {path} could not be {done}: {_first_line(error)}. "
            "Check the disk's free space and the file's rights; `whence doctor --check` looks the file over."
        ) from error
    finally:
        connection.close()


def _connect(
    path: Path, write: bool, patience: float, on_wait: Callable[[str], None] | None
) -> duckdb.DuckDBPyConnection:
    settings = _SETTINGS | (_WRITING if write else {})
    started, said = time.monotonic(), False
    while True:
        try:
            return duckdb.connect(str(path), read_only=not write, config=settings)
        except duckdb.Error as error:
            if not _is_held(error):
                raise _cannot_open(path, error) from error
            waited = time.monotonic() - started
            if waited >= patience:
                raise CasefileError(
                    f"The case file {path} is held by another process ({_holder(error)}); waited {waited:.0f} s. "
                    "Wait until that process has ended, or name another file with --casefile."
                ) from None
            if on_wait is not None and not said and waited >= _SAY_SO_AFTER_S:
                on_wait(f"Waiting for the case file {path}: another process holds it ({_holder(error)}).")
                said = True
            time.sleep(_RETRY_S)


def _is_held(error: duckdb.Error) -> bool:
    message = str(error)
    return "Could not set lock" in message or "Conflicting lock" in message or "being used by another" in message


def _holder(error: duckdb.Error) -> str:
    """The process that holds the file, as DuckDB names it: "PID 123"."""
    _, found, rest = str(error).partition("(PID ")
    return f"process {rest.split(')')[0]}" if found else "unknown process"


def _cannot_open(path: Path, error: duckdb.Error) -> CasefileError:
    message = str(error)
    if "not a valid DuckDB" in message:
        return CasefileError(f"{path} is not a case file: it is not a DuckDB file. Name another file with --casefile.")
    return CasefileError(f"The case file {path} could not be opened: {_first_line(error)}. Check its path and rights.")


def _first_line(error: duckdb.Error) -> str:
    return str(error).strip().splitlines()[0].rstrip(".")
