"""The data files as rows: plain comma-separated text, checked cell by cell, with an error that names file and line.

A header line names the columns; ``#`` opens a comment line; a field never holds a comma; ``|`` joins alternatives;
trailing empty fields may be left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whence.records import ResourceError


class Row:
    """One data row: its cells by column, and where it stands, for messages."""

    __slots__ = ("cells", "columns", "file", "line")

    def __init__(self, file: str, line: int, columns: dict[str, int], cells: list[str]) -> None:
        """``columns`` maps a column's name to its place in ``cells``; ``line`` counts from 1."""
        self.file = file
        self.line = line
        self.columns = columns
        self.cells = cells

    def error(self, wanted: str, found: str) -> ResourceError:
        """The error that this row gives: what was looked for, what was found, where to mend it."""
        return ResourceError(
            f"{self.file}, line {self.line}: expected {wanted}; found {found!r}. "
            "Correct that line of whence/coder/data."
        )

    def cell(self, column: str) -> str:
        """The text under ``column``."""
        try:
            return self.cells[self.columns[column]]
        except KeyError:
            raise self.error(f"a column {column} in the header", ", ".join(self.columns)) from None

    def words(self, column: str) -> list[str]:
        """The alternatives in a cell that may not be empty."""
        text = self.cell(column)
        found = text.split("|")
        if text != text.lower() or not all(found) or " |" in text or "| " in text or text != text.strip():
            raise self.error(f"lower-case words joined by | under {column}", text)
        return found

    def one(self, column: str, allowed: frozenset[str]) -> Any:
        """A cell that must be one of ``allowed``."""
        value = self.cell(column)
        if value not in allowed:
            raise self.error(f"one of {', '.join(sorted(allowed))} under {column}", value)
        return value

    def maybe(self, column: str, allowed: frozenset[str]) -> Any:
        """A cell that is empty (``None``) or one of ``allowed``."""
        return self.one(column, allowed) if self.cell(column) else None

    def number(self, column: str) -> float:
        """A cell that is a number from 0 to 1."""
        try:
            value = float(self.cell(column))
        except ValueError:
            value = -1.0
        if not 0 <= value <= 1:
            raise self.error(f"a number from 0 to 1 under {column}", self.cell(column))
        return value

    def whole(self, column: str) -> int:
        """A cell that is a whole number, not negative."""
        if not self.cell(column).isdecimal():
            raise self.error(f"a whole number under {column}", self.cell(column))
        return int(self.cell(column))

    def options(self, column: str, allowed: frozenset[str]) -> frozenset[Any]:
        """Words joined by |, each one of ``allowed``; an empty cell is the empty set."""
        found = frozenset(self.cell(column).split("|")) if self.cell(column) else frozenset()
        if not found <= allowed:
            raise self.error(f"words out of {', '.join(sorted(allowed))} under {column}", self.cell(column))
        return found

    def pairs(self, column: str, allowed: frozenset[str]) -> dict[str, Any]:
        """``key=value`` pairs joined by |."""
        result: dict[str, Any] = {}
        for pair in filter(None, self.cell(column).split("|")):
            key, equals, value = pair.partition("=")
            if not equals or not key or value not in allowed:
                raise self.error(f"preposition=role, with a role out of {', '.join(sorted(allowed))}", pair)
            result[key] = value
        return result


def read_rows(directory: Path, name: str) -> Iterator[Row]:
    """The data rows of a file, comments and blank lines left out, short rows filled with empty cells."""
    path = directory / name
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ResourceError(
            f"The coder's data file {name} was looked for in {directory}; it could not be read ({error}). "
            "Install whence again."
        ) from error
    columns: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split(",")
        if not columns:
            columns = {column: place for place, column in enumerate(cells)}
            continue
        if (missing := len(columns) - len(cells)) < 0:
            raise Row(name, number, columns, cells).error(f"at most {len(columns)} cells ({', '.join(columns)})", line)
        yield Row(name, number, columns, cells + [""] * missing)
