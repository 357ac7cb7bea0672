"""``whence show``: one document with its claims, or the list of documents."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from whence.casefile import Casefile, DocumentRow
from whence.cli import wording
from whence.cli.status import OK, counted, data_out, say
from whence.records import UsageError

# Where output goes into a file or a pipe there is no width to ask for.
PIPE_WIDTH = 120


def show_document(name: str | None, path: Path, *, html: str | None) -> int:
    """Show the document called ``name``; returns the exit status."""
    casefile = Casefile(path, on_wait=say)
    if name is None:
        rows = casefile.documents()
        if len(rows) != 1:
            if html is not None:
                raise UsageError(
                    f"{path} has {counted(len(rows), 'document')}. Say which to show: whence show DOCUMENT."
                )
            _list(rows, path)
            return OK
        name = rows[0].id
    document = casefile.document(name)
    claims = tuple(casefile.claims(document=document.id))
    if html is None:
        from whence.cli.show import render_terminal

        sys.stdout.write(render_terminal(document, claims, width=width(), colour=colour()))
        return OK
    from whence.cli.page import render_html

    output = None if html == "-" else Path(html)
    with data_out(output) as stream:
        stream.write(render_html(document, claims))
    if output is not None:
        say(f"Wrote {output}: {counted(len(claims), 'claim')} of {document.title or document.origin}.")
    return OK


def _list(rows: list[DocumentRow], path: Path) -> None:
    if not rows:
        say(f"{path} has no documents yet. Type `whence read PATH`.")
        return
    for row in rows:
        name = wording.one_line(row.title or "")
        told = f"{row.id[:10]}  {row.published or '':10}  {row.claims:>5} claims  {row.origin or ''}  {name}"
        print(told.rstrip())
    say(f"{counted(len(rows), 'document')}. `whence show DOCUMENT` shows one: give its id or part of its name.")


def width() -> int:
    """Columns to write in."""
    return shutil.get_terminal_size((PIPE_WIDTH, 40)).columns


def colour() -> bool:
    """True where standard output is a terminal that wants colour (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
