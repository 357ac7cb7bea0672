"""Reads the hand-edited data files: YAML and CSV into plain values, dates into days; errors name file and entry."""

from __future__ import annotations

import calendar
import csv
import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from whence.records import ResourceError


def read_yaml(path: Path) -> Any:
    """The value of a YAML file; a ``ResourceError`` with file and line where it does not parse."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except OSError as error:
        raise ResourceError(f"{path}: cannot be read ({error.strerror}); reinstall whence") from error
    except yaml.YAMLError as error:
        raise ResourceError(f"{path}: not valid YAML: {error}") from error


def read_csv(path: Path, columns: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """Rows of a two-column CSV file whose lines opening with ``#`` are comments."""
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(line for line in lines if not line.startswith("#"))
        if reader.fieldnames is None or tuple(reader.fieldnames) != columns:
            raise ResourceError(f"{path}: columns are {reader.fieldnames}, {', '.join(columns)} were looked for")
        for row in reader:
            yield row[columns[0]], row[columns[1]] or ""


def day(value: object, *, last: bool, where: str) -> datetime.date | None:
    """A prefix date (``2014``, ``2014-06``, ``2014-06-29``) as its first or last day; ``None`` stays ``None``."""
    if value is None:
        return None
    if isinstance(value, datetime.date):
        return value
    parts = str(value).split("-")
    try:
        numbers = [int(part) for part in parts]
        year, month = numbers[0], numbers[1] if len(numbers) > 1 else (12 if last else 1)
        if len(numbers) > 2:
            return datetime.date(year, month, numbers[2])
        return datetime.date(year, month, calendar.monthrange(year, month)[1] if last else 1)
    except (ValueError, IndexError, calendar.IllegalMonthError) as error:
        raise ResourceError(f"{where}: {value!r} is no date; write 2014, 2014-06 or 2014-06-29") from error


def strings(value: object, where: str) -> list[Any]:
    """A list as written, or one value as a list of one; nothing as an empty list."""
    if value is None:
        return []
    if isinstance(value, list):
        return value
    if isinstance(value, str | dict):
        return [value]
    raise ResourceError(f"{where}: {value!r} is neither a name nor a list of names")
