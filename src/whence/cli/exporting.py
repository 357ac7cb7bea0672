"""``whence export``: all claims of a case file in one of the formats."""

from __future__ import annotations

import sys
from pathlib import Path

from whence.casefile import Casefile
from whence.cli.flat import loss_sheet, write_csv
from whence.cli.status import OK, counted, data_out, say


def export_to(path: Path, *, format: str, output: Path | None) -> int:
    """Write the case file at ``path`` in ``format``; returns the exit status."""
    casefile = Casefile(path, on_wait=say)
    with data_out(output) as stream:
        if format == "csv":
            written = write_csv(casefile, stream, limit=None, filters={})
        else:
            written = 0
            for record in casefile.records():
                stream.write(f"{record}\n")
                written += 1
    if format == "csv":
        _write_losses(loss_sheet(casefile), output)
    say(f"{counted(written, 'claim')} written{f' to {output}' if output is not None else ''}.")
    return OK


def _write_losses(sheet: str, output: Path | None) -> None:
    """The sheet goes beside the file; to standard error, where there is no file."""
    if output is None:
        sys.stderr.write(sheet)
        return
    beside = output.with_name(f"{output.name}.lost.md")
    with data_out(beside) as stream:
        stream.write(sheet)
    say(f"What CSV could not carry is in {beside}.")
