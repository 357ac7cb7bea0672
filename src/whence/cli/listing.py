"""``whence claims`` and ``whence why``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.table import Table

from whence.casefile import Casefile, Filters
from whence.casefile.columns import content_of
from whence.cli import wording
from whence.cli.flat import write_csv
from whence.cli.showing import PIPE_WIDTH, width
from whence.cli.status import OK, counted, data_out, say
from whence.records import Claim

# Rows are laid out and printed by so many, so that a table of any length starts at once and needs no memory.
_TABLE_ROWS = 200

# Heading and fixed width, or a share of the width that the others leave. The longest mode is "take-territory",
# the longest days "29 Nov to 3 Dec 2008"; an id of ten characters is enough to find a claim by.
_COLUMNS: tuple[tuple[str, int | None, int | None], ...] = (
    ("id", 10, None),
    ("when", 12, None),
    ("what", 14, None),
    ("who → whom", None, 6),
    ("where", None, 3),
    ("how many", None, 3),
    ("according to", None, 4),
    ("sure", 4, None),
)


def list_claims(path: Path, filters: Filters, *, limit: int | None, format: str) -> int:
    """Write the claims that meet ``filters``; returns the exit status."""
    casefile = Casefile(path, on_wait=say)
    with data_out(None) as stream:
        if format == "jsonl":
            stream.writelines(f"{record}\n" for record in casefile.records(limit=limit, **filters))
        elif format == "csv":
            write_csv(casefile, stream, limit=limit, filters=filters)
        else:
            found = _write_table(casefile.claims(limit=limit, **filters), stream)
            say(f"{counted(found, 'claim')}. `whence why ID` tells what is behind one.")
    return OK


def _write_table(claims: Iterable[Claim], stream: TextIO) -> int:
    # A file is no terminal: lines there are as long as is good to read, and never cut off.
    console = Console(file=stream, width=width() if stream.isatty() else max(width(), PIPE_WIDTH), highlight=False)
    found = 0
    claims = iter(claims)
    while rows := list(islice(claims, _TABLE_ROWS)):
        table = Table(box=None, padding=(0, 1, 0, 0), expand=True, show_header=not found)
        for heading, fixed, share in _COLUMNS:
            table.add_column(heading, ratio=share, width=fixed, overflow="fold")
        for claim in rows:
            table.add_row(*_cells(claim))
        console.print(table)
        found += len(rows)
    return found


def _cells(claim: Claim) -> Iterator[str]:
    from rich.markup import escape

    content = content_of(claim)
    yield claim.id[:10]
    yield wording.interval_words(content.date, with_basis=False) if content.date else ""
    yield wording.title(claim) or claim.kind
    yield escape(_who(claim))
    yield escape(_where(claim))
    yield _how_many(claim)
    yield escape(" › ".join(step.source.name if step.source else "(no source named)" for step in claim.attribution))
    yield claim.factuality.value


def _who(claim: Claim) -> str:
    content = content_of(claim)
    if claim.kind == "statement":
        return wording.one_line(wording.evidence_of(claim).text)
    actors = ", ".join(wording.one_line(entity.name) for entity in content.actors)
    recipients = ", ".join(wording.one_line(entity.name) for entity in content.recipients)
    return f"{actors or '?'} → {recipients}" if recipients else actors


def _where(claim: Claim) -> str:
    place = content_of(claim).place
    if place is None:
        return ""
    name = wording.one_line(place.name)
    return f"{name} ({place.country})" if place.country and place.precision != "country" else name


def _how_many(claim: Claim) -> str:
    if claim.estimate is not None:
        return wording.range_words(claim.estimate.value) + (f" {claim.estimate.unit}" if claim.estimate.unit else "")
    event = claim.event
    if event is None:
        return ""
    harms = (("killed", event.fatalities), ("hurt", event.injured), ("abducted", event.abducted))
    more = (("detained", event.detained), ("displaced", event.displaced))
    return "; ".join(f"{wording.range_words(value)} {harm}" for harm, value in harms + more if value is not None)


def explain_claim(id: str, path: Path) -> int:
    """Print which words and rules are behind a claim; returns the exit status."""
    from whence.coder import explain

    casefile = Casefile(path, on_wait=say)
    claim = casefile.claim(id)
    print(explain(claim, casefile.document(claim.document.id).text).rstrip())
    return OK
