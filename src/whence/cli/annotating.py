"""``whence annotate``: reading records, one a line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec

from whence.casefile import FailureRow
from whence.cli.status import counted, data_out, outcome, say
from whence.cli.wording import failure_words
from whence.records import Reading
from whence.runner import Options, readings


def annotate_to(paths: tuple[str, ...], *, published: dt.date | None, output: Path | None) -> int:
    """Write the reading record of each document; returns the exit status."""
    written, failed = 0, 0
    encoder = msgspec.json.Encoder()
    with data_out(output) as stream:
        for result in readings(paths, Options(published=published)):
            if isinstance(result, FailureRow):
                failed += 1
                say(f"failed: {failure_words(result)}")
                continue
            stream.write(encoder.encode(reading_record(result)).decode() + "\n")
            written += 1
    say(f"{counted(written, 'document')} annotated{f', {failed:,} failed' if failed else ''}.")
    return outcome(written, failed)


def reading_record(reading: Reading) -> dict[str, Any]:
    """``reading`` as plain values, in the shape of ``docs/schema/reading.schema.json``.

    A toponym's place, a record of its own in Python, is laid flat into it.
    """
    record: dict[str, Any] = msgspec.to_builtins(reading)
    record["places"] = [place.pop("place") | place for place in record["places"]]
    return record
