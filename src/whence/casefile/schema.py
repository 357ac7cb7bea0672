"""The tables of a case file. They are a public interface: ``docs/casefile.md`` documents each column."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

from whence.casefile.columns import CLAIM_COLUMNS, Column
from whence.casefile.connection import opened
from whence.records import CasefileError

SCHEMA_VERSION = 1

# No table has a primary key or another index: DuckDB keeps an index in memory, whole, so that a million
# documents with ten million claims would cost gigabytes. Keys are held by the code that writes, and by `check`.
TABLES: dict[str, tuple[Column, ...]] = {
    "meta": (
        Column("schema_version", "INTEGER", "version of these tables"),
        Column("made_by", "VARCHAR", "the version of whence that made the file"),
    ),
    "document": (
        Column("number", "INTEGER", "order in which documents were first read, from 0"),
        Column("id", "VARCHAR", "sha-256 of the text in UTF-8"),
        Column("published_start", "DATE", "first day that it can have been published on"),
        Column("published_end", "DATE", "last day that it can have been published on"),
        Column("url", "VARCHAR", "address"),
        Column("outlet", "VARCHAR", "publisher"),
        Column("title", "VARCHAR", "title"),
        Column("language", "VARCHAR", "ISO 639-1 code"),
        Column("origin", "VARCHAR", "path or name that it was read from"),
        Column("raw_sha256", "VARCHAR", "sha-256 of the bytes that it was read from"),
        Column("fingerprint", "VARCHAR", "what read it: hash of model, code and options"),
        Column("claims", "INTEGER", "number of its claims"),
        Column("text", "VARCHAR", "the text that all offsets point into"),
        Column("record", "VARCHAR", "JSON: the whole document, blocks included, without its text"),
    ),
    "document_copy": (
        Column("document_id", "VARCHAR", "the document that has this text"),
        Column("raw_sha256", "VARCHAR", "sha-256 of the bytes of this copy"),
        Column("origin", "VARCHAR", "path or name that this copy was read from"),
        Column("url", "VARCHAR", "this copy's address"),
        Column("outlet", "VARCHAR", "this copy's publisher"),
        Column("title", "VARCHAR", "this copy's title"),
        Column("digest", "VARCHAR", "hash of all that is known of this copy, to tell whether it has changed"),
    ),
    "claim": (
        *CLAIM_COLUMNS,
        Column("record", "VARCHAR", "JSON: the claim record (`claim.schema.json`)"),
        Column("grounds", "VARCHAR", "JSON: the rules, entries and words that it was coded on, for `whence why`"),
    ),
    "failure": (
        Column("origin", "VARCHAR", "path or name of the document that could not be read"),
        Column("raw_sha256", "VARCHAR", "sha-256 of its bytes, where they could be had"),
        Column("error", "VARCHAR", "name of the error"),
        Column("message", "VARCHAR", "what was looked for, what was found, what to type next"),
    ),
    "review": (
        Column("claim_id", "VARCHAR", "the claim decided on; kept when its document is read again"),
        Column("decision", "VARCHAR", "accept, reject or unsure"),
        Column("reviewer", "VARCHAR", "who decided"),
        Column("note", "VARCHAR", "why"),
        Column("decided", "TIMESTAMP", "when, in UTC"),
    ),
    "run": (
        Column("started", "TIMESTAMP", "when the run began, in UTC"),
        Column("version", "VARCHAR", "version of whence"),
        Column("fingerprint", "VARCHAR", "what read it: hash of model, code and options"),
        Column("documents", "INTEGER", "documents that the run added or replaced"),
        Column("claims", "INTEGER", "claims that it added"),
        Column("failures", "INTEGER", "documents that it could not read and that were not known to be unreadable"),
    ),
}


def make(path: Path, made_by: str) -> None:
    """Make an empty case file at ``path``, unless another process has done so meanwhile.

    It takes its name only when its tables are there: a process killed at any time leaves no half-made file.
    """
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with opened(new, write=True) as connection:
            connection.execute("BEGIN")
            for table, columns in TABLES.items():
                listed = ", ".join(f'"{column.name}" {column.type}' for column in columns)
                connection.execute(f"CREATE TABLE {table} ({listed})")
            connection.execute("INSERT INTO meta VALUES (?, ?)", [SCHEMA_VERSION, made_by])
            connection.execute("COMMIT")
        _publish(new, path)
    except OSError as error:
        raise CasefileError(f"The case file {path} cannot be made: {error.strerror}.") from error
    finally:
        new.unlink(missing_ok=True)


def _publish(new: Path, path: Path) -> None:
    """Give ``new`` its name, unless that is taken: whoever makes a link first has made the file."""
    try:
        path.hardlink_to(new)
    except OSError:
        # The name is taken, or the file system has no links: then the check is all there is.
        if not is_made(path):
            new.replace(path)


def is_made(path: Path) -> bool:
    """True where there is a file with something in it: an empty one is a name that somebody has kept free."""
    return path.exists() and (not path.is_file() or path.stat().st_size > 0)


def check_version(connection: duckdb.DuckDBPyConnection, path: str) -> None:
    """Raise :class:`CasefileError` unless the file is a case file of the version that this code reads."""
    try:
        row = connection.execute("SELECT max(schema_version) FROM meta").fetchone()
    except duckdb.CatalogException:
        raise CasefileError(
            f"{path} is a DuckDB file but not a case file of whence: it has no table `meta`. "
            "Name another file with --casefile."
        ) from None
    version = row[0] if row else None
    if version != SCHEMA_VERSION:
        raise CasefileError(
            f"{path} is a case file of version {version}; this whence reads version {SCHEMA_VERSION}. "
            "Install the whence that wrote it (pip install --upgrade whence), or name another file with --casefile."
        )
