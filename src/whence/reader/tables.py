"""Reading of the data files that stand beside the code."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Any

from whence.records import ResourceError


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``data/<name>``, a CSV file with a header line; lines that start with ``#`` are comments.

    Raises ResourceError where the file is missing or a row has too few or too many cells.
    """
    lines = [line for line in _read(name).splitlines() if line.strip() and not line.startswith("#")]
    found = list(csv.DictReader(lines))
    for row in found:
        if None in row or None in row.values():
            raise ResourceError(f"A row of {name} does not fit its header: {row}. Give it one cell a column.")
    return tuple(found)


@cache
def mapping(name: str, **wanted: str) -> dict[str, str]:
    """Word (lower case) to value of those rows whose columns equal ``wanted``; columns ``word`` and ``value``."""
    return {
        row["word"].lower(): row.get("value", "")
        for row in rows(name)
        if all(row[column] == value for column, value in wanted.items())
    }


@cache
def words(name: str, **wanted: str) -> frozenset[str]:
    """The words (as written) of those rows whose columns equal ``wanted``."""
    return frozenset(row["word"] for row in rows(name) if all(row[column] == value for column, value in wanted.items()))


def tree(name: str) -> Any:
    """The contents of ``data/<name>``, a YAML file.

    Raises ResourceError where the file is missing.
    """
    import yaml

    # The loader in C takes a tenth of the time; not every build of PyYAML has it.
    return yaml.load(_read(name), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _read(name: str) -> str:
    path = files("whence.reader").joinpath("data", name)
    if not path.is_file():
        raise ResourceError(f"The reader's table {name} was looked for and is not there. Reinstall whence.")
    return path.read_text(encoding="utf-8")
