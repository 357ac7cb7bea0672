"""Reads the reader's word lists: CSV files of ``data/`` with ``#`` comment lines."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from whence.records.errors import ResourceError

_DATA = Path(__file__).parent / "data"


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a list, without its comments and its header.

    Raises:
        ResourceError: the file is missing.
    """
    path = _DATA / name
    if not path.is_file():
        raise ResourceError(f"word list {path} is missing; reinstall whence")
    with path.open(encoding="utf-8", newline="") as file:
        body = [row for row in csv.reader(line for line in file if not line.startswith("#")) if row]
    return tuple(tuple(row) for row in body[1:])


@cache
def word_set(name: str) -> frozenset[str]:
    """The first column of a list."""
    return frozenset(row[0] for row in rows(name))


@cache
def abbreviations() -> dict[str, str]:
    """Abbreviations (lower case, without the stop) and their kinds."""
    return {row[0]: row[1] for row in rows("abbreviations.csv")}
