"""Writing a batch: one transaction, all of it or nothing of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import duckdb
import msgspec

from whence.casefile.columns import Row, claim_row, iso_day
from whence.casefile.known import Known, digest, document_record, raw_hash
from whence.casefile.record import encode_claim, encode_grounds
from whence.casefile.schema import TABLES
from whence.records import Claim, Document


class FailureRow(msgspec.Struct, frozen=True):
    """A document that could not be read: where it came from, the error's name and its message."""

    origin: str
    error: str
    message: str
    raw_sha256: str | None = None


class Entry(msgspec.Struct, frozen=True):
    """A document with its claims as rows, ready to be written; ``rows`` is ``None`` for one that was not
    read because its text is there already, from other bytes."""

    document: Document
    fingerprint: str
    rows: tuple[Row, ...] | None


class RunInfo(msgspec.Struct, frozen=True):
    """The run that writes: when it began (UTC), the version of whence, and what it reads with."""

    started: dt.datetime
    version: str
    fingerprint: str


class Written(msgspec.Struct):
    """What a batch changed. All zero: nothing, and the file is as it was."""

    documents: int = 0
    claims: int = 0
    copies: int = 0
    failures: int = 0


def prepare(document: Document, claims: Iterable[Claim], fingerprint: str) -> Entry:
    """An entry for :func:`write_batch`: claims put in text order and made into rows.

    Raises:
        RecordError: if a date is not a day.
    """
    ordered = sorted(claims, key=_place_in_text)
    if document.published is not None:
        iso_day(document.published.start)
        iso_day(document.published.end)
    rows = []
    for position, claim in enumerate(ordered):
        row = claim_row(claim, -1, position)
        row["record"], row["grounds"] = encode_claim(claim), encode_grounds(claim)
        rows.append(row)
    return Entry(document, fingerprint, tuple(rows))


def prepare_copy(document: Document, fingerprint: str) -> Entry:
    """An entry for a document whose text the case file has already from other bytes."""
    return Entry(document, fingerprint, None)


def _place_in_text(claim: Claim) -> tuple[int, int]:
    return claim.sentence.start, claim.evidence.start if claim.evidence else claim.sentence.start


def write_batch(
    connection: duckdb.DuckDBPyConnection,
    entries: Sequence[Entry],
    failures: Sequence[FailureRow] = (),
    run: RunInfo | None = None,
) -> Written:
    """Write what is new or changed among ``entries`` and ``failures`` in one transaction."""
    connection.execute("BEGIN")
    try:
        written = _write(connection, entries, failures)
        if run is not None and (written.documents or written.failures):
            _count_in_run(connection, run, written)
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT" if written != Written() else "ROLLBACK")
    return written


def _write(connection: duckdb.DuckDBPyConnection, entries: Sequence[Entry], failures: Sequence[FailureRow]) -> Written:
    written = Written()
    known = Known(connection, [entry.document for entry in entries])
    row = connection.execute("SELECT coalesce(max(number) + 1, 0) FROM document").fetchone()
    following = row[0] if row else 0
    documents: dict[str, Row] = {}
    copies: dict[tuple[str, str], Row] = {}
    claims: dict[str, list[Row]] = {}
    replaced: list[int] = []
    for entry in entries:
        document, state = entry.document, known.state(entry.document, entry.fingerprint)
        if state == "finished" or (entry.rows is None and state != "copy"):
            # The second: another process has replaced the document since; its next run sees to the copy.
            continue
        copies[document.id, raw_hash(document)] = _copy_row(document)
        if state == "copy":
            known.note_copy(document)
            continue
        rows = entry.rows or ()
        number = known.number(document)
        if number is None:
            number, following = following, following + 1
        else:
            replaced.append(number)
        documents[document.id] = _document_row(entry, number, len(rows))
        claims[document.id] = [row | {"document": number} for row in rows]
        known.note(document, number, entry.fingerprint)
    _delete_documents(connection, replaced)
    _delete_copies(connection, list(copies.values()))
    insert(connection, "document", list(documents.values()))
    insert(connection, "document_copy", list(copies.values()))
    insert(connection, "claim", [row for rows in claims.values() for row in rows])
    written.documents, written.claims = len(documents), sum(map(len, claims.values()))
    written.copies = len(copies)
    readable = [entry.document.origin for entry in entries if entry.document.origin is not None]
    written.failures = _write_failures(connection, failures, readable)
    return written


def _document_row(entry: Entry, number: int, claims: int) -> Row:
    document = entry.document
    published = document.published
    return {
        "number": number,
        "id": document.id,
        "published_start": published.start if published else None,
        "published_end": published.end if published else None,
        "url": document.url,
        "outlet": document.outlet,
        "title": document.title,
        "language": document.language,
        "origin": document.origin,
        "raw_sha256": raw_hash(document),
        "fingerprint": entry.fingerprint,
        "claims": claims,
        "text": document.text,
        "record": document_record(document),
    }


def _copy_row(document: Document) -> Row:
    return {
        "document_id": document.id,
        "raw_sha256": raw_hash(document),
        "origin": document.origin,
        "url": document.url,
        "outlet": document.outlet,
        "title": document.title,
        "digest": digest(document),
    }


def _delete_documents(connection: duckdb.DuckDBPyConnection, numbers: list[int]) -> None:
    if numbers:
        connection.execute("DELETE FROM claim WHERE document IN (SELECT unnest(?))", [numbers])
        connection.execute("DELETE FROM document WHERE number IN (SELECT unnest(?))", [numbers])


def _delete_copies(connection: duckdb.DuckDBPyConnection, copies: list[Row]) -> None:
    """Clear the way for ``copies``: the same bytes, or the same name with bytes that were edited."""
    if copies:
        connection.execute(
            f"DELETE FROM document_copy USING {_AS_ROWS} AS given WHERE document_copy.document_id = r.document_id "
            "AND (document_copy.raw_sha256 = r.raw_sha256 OR document_copy.origin = r.origin)",
            _as_rows("document_copy", copies),
        )


def _write_failures(connection: duckdb.DuckDBPyConnection, failures: Sequence[FailureRow], readable: list[str]) -> int:
    """Note what could not be read, forget it of what now can be; returns how many rows changed."""
    told = {failure.origin: failure for failure in failures}
    there = {
        origin: FailureRow(origin, error, message, raw)
        for origin, raw, error, message in connection.execute(
            "SELECT origin, raw_sha256, error, message FROM failure WHERE origin IN (SELECT unnest(?))",
            [sorted({*told, *readable})],
        ).fetchall()
    }
    new = [failure for origin, failure in told.items() if there.get(origin) != failure]
    gone = [origin for origin in there if origin not in told or there[origin] != told[origin]]
    if gone:
        connection.execute("DELETE FROM failure WHERE origin IN (SELECT unnest(?))", [gone])
    insert(connection, "failure", [msgspec.to_builtins(failure) for failure in new])
    return len({*gone, *(failure.origin for failure in new)})


def _count_in_run(connection: duckdb.DuckDBPyConnection, run: RunInfo, written: Written) -> None:
    counts = [written.documents, written.claims, written.failures]
    there = connection.execute("SELECT 1 FROM run WHERE started = ?", [run.started]).fetchall()
    if there:
        connection.execute(
            "UPDATE run SET documents = documents + ?, claims = claims + ?, failures = failures + ? WHERE started = ?",
            [*counts, run.started],
        )
    else:
        connection.execute(
            "INSERT INTO run VALUES (?, ?, ?, ?, ?, ?)", [run.started, run.version, run.fingerprint, *counts]
        )


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[Row]) -> None:
    """Append ``rows`` to ``table``, in order.

    They travel as one JSON value: measured at 20,000 rows of 52 columns a second, where `executemany`
    sends each row by itself.
    """
    if not rows:
        return
    names = ", ".join(f'"{column.name}"' for column in TABLES[table])
    fields = ", ".join(f'r."{column.name}"' for column in TABLES[table])
    query = f"INSERT INTO {table} ({names}) SELECT {fields} FROM {_AS_ROWS}"
    for first in range(0, len(rows), _ROWS_AT_ONCE):
        connection.execute(query, _as_rows(table, rows[first : first + _ROWS_AT_ONCE]))


# The JSON of a thousand claims is about 5 MB, and is held several times over while it is parsed.
_ROWS_AT_ONCE = 1000

_AS_ROWS = "(SELECT unnest(from_json(?::JSON, ?)) AS r)"


def _as_rows(table: str, rows: list[Row]) -> list[str]:
    """The parameters of ``_AS_ROWS``: the rows, and the structure that they have as rows of ``table``."""
    structure = {column.name: column.type for column in TABLES[table]}
    return [msgspec.json.encode(rows).decode(), msgspec.json.encode([structure]).decode()]
