"""Claims as flat CSV, and the sheet of what that could not carry."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from typing import Any, TextIO

from whence.casefile import CLAIM_COLUMNS, Casefile, Column, Filters
from whence.records import Claim

_DOCUMENT = (
    Column("document_id", "document.id", "sha-256 of the document's text"),
    Column("published_start", "document.published_start", "first day that the document can have been published on"),
    Column("published_end", "document.published_end", "last day that it can have been published on"),
    Column("outlet", "document.outlet", "its publisher"),
    Column("title", "document.title", "its title"),
    Column("url", "document.url", "its address"),
    Column("origin", "document.origin", "path or name that it was read from"),
)
_REVIEW = (Column("review", "review.decision", "what a person last decided about the claim: accept, reject or unsure"),)

# The number that joins the tables of the case file means nothing outside it.
_CLAIM = tuple(Column(column.name, column.name, column.about) for column in CLAIM_COLUMNS if column.name != "document")

CSV_COLUMNS: tuple[Column, ...] = (_CLAIM[0], *_DOCUMENT, *_CLAIM[1:], *_REVIEW)
"""The columns of the CSV, in order; ``type`` is here the column of the case file that it comes from."""

LIST_SEPARATOR = "; "


def write_csv(casefile: Casefile, stream: TextIO, *, limit: int | None, filters: Filters) -> int:
    """Write a header and one row a claim; returns how many claims."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([column.name for column in CSV_COLUMNS])
    written = 0
    for row in casefile.rows([column.type for column in CSV_COLUMNS], limit=limit, **filters):
        writer.writerow([_cell(value) for value in row])
        written += 1
    return written


def _cell(value: Any) -> Any:
    """A value as CSV holds it: lists joined, whole numbers without a point, absence empty."""
    if value is None:
        return ""
    if isinstance(value, list):
        return LIST_SEPARATOR.join("" if item is None else str(item) for item in value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


LOSSES: dict[str, str] = {
    "offsets": "where in the text the trigger, each actor, recipient, place, number, cue and marker stands",
    "casualties": "the parts of a toll: of whom, killed or hurt, how many",
    "instruments": "the weapons and means named",
    "places": "a forecast's places after the first",
    "origin": "where somebody moved from",
    "countries": "the countries and affiliations of actors, recipients and sources",
    "joined": f"names that hold {LIST_SEPARATOR!r} themselves, and so cannot be told apart again",
}
"""What a claim record holds and a CSV row has no column for."""


def losses(claim: Claim) -> Iterator[str]:
    """Which of ``LOSSES`` this claim meets."""
    yield "offsets"
    event, forecast, relation = claim.event, claim.forecast, claim.relation
    if event is not None and event.casualties:
        yield "casualties"
    if event is not None and event.instruments:
        yield "instruments"
    if forecast is not None and len(forecast.places) > 1:
        yield "places"
    if relation is not None and relation.origin is not None:
        yield "origin"
    entities = [step.source for step in claim.attribution if step.source is not None]
    if event is not None:
        entities += [*event.actors, *event.recipients]
    if any(entity.country or entity.affiliation for entity in entities):
        yield "countries"
    if any(LIST_SEPARATOR in entity.name or LIST_SEPARATOR in entity.text for entity in entities):
        yield "joined"


def loss_sheet(casefile: Casefile) -> str:
    """What the CSV of this case file does not carry, with how many claims each loss touches, as Markdown."""
    total = 0
    counts: Counter[str] = Counter()
    for claim in casefile.claims():
        total += 1
        counts.update(losses(claim))
    lines = [
        "# What this CSV does not carry",
        "",
        f"{total:,} claims. The lossless form is `whence export --format jsonl`.",
        "",
        "| not carried | claims |",
        "|---|---|",
        *(f"| {about} | {counts[name]:,} |" for name, about in LOSSES.items()),
        "",
        f"Lists are joined with {LIST_SEPARATOR!r}. An empty cell means not stated, not resolved or not applicable,",
        "never zero: an empty `fatalities_max` beside a `fatalities_min` is an open bound. A claim is what a source",
        "says; two rows may tell of one happening, so that rows must not be added up as if they were events.",
        "",
    ]
    return "\n".join(lines)
