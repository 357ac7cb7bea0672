"""The floor's data files: CSV beside the code, with ``#`` lines for comments."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from whence.records.errors import ResourceError


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``data/NAME``, each a column → cell mapping, cells stripped of outer spaces.

    Raises:
        ResourceError: the file is missing, or a row has not the columns of the header line.
    """
    path = files("whence.documents") / "data" / name
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError as error:
        raise ResourceError(
            f"Looked for the data file documents/data/{name} in the whence package and found none. "
            "Install the package again."
        ) from error
    kept = [line for line in lines if line.strip() and not line.startswith("#")]
    table = []
    for row in csv.DictReader(kept, skipinitialspace=True):
        if None in row or None in row.values():
            raise ResourceError(f"A row of documents/data/{name} has not the columns of its header: {row!r}.")
        table.append({column: cell.strip() for column, cell in row.items()})
    return tuple(table)


@cache
def forms(name: str, kind: str) -> tuple[str, ...]:
    """The ``form`` cells of the rows of ``data/NAME`` whose ``kind`` cell is ``kind``, in file order."""
    return tuple(row["form"] for row in rows(name) if row["kind"] == kind)
