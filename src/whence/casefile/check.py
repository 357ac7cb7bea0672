"""Looking a case file over: do offsets hold their quotes, hashes equal their texts, keys meet, records decode?"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import msgspec

from whence.casefile.columns import claim_row
from whence.casefile.record import decode_claim, encode_claim
from whence.records import Claim, Document, WhenceError


class Problem(msgspec.Struct, frozen=True):
    """One thing that is not as it should be: in which table, in the row with which id, and what."""

    table: str
    id: str
    message: str


_KEYS = (
    ("document", "SELECT id FROM document GROUP BY id HAVING count(*) > 1", "its id is there more than once"),
    (
        "document",
        "SELECT min(id) FROM document GROUP BY number HAVING count(*) > 1",
        "its number is there more than once",
    ),
    ("claim", "SELECT id FROM claim GROUP BY id HAVING count(*) > 1", "its id is there more than once"),
    (
        "claim",
        "SELECT id FROM claim WHERE document NOT IN (SELECT number FROM document)",
        "its document is not there",
    ),
    (
        "document_copy",
        "SELECT document_id FROM document_copy WHERE document_id NOT IN (SELECT id FROM document)",
        "its document is not there",
    ),
    (
        "document",
        "SELECT id FROM document WHERE (id, raw_sha256) NOT IN (SELECT document_id, raw_sha256 FROM document_copy)",
        "its own bytes are not among its copies",
    ),
    (
        "document",
        "SELECT id FROM document WHERE claims != (SELECT count(*) FROM claim WHERE claim.document = document.number)",
        "it does not have as many claims as it says",
    ),
)


def problems(connection: duckdb.DuckDBPyConnection) -> list[Problem]:
    """All that is wrong with the case file that ``connection`` is open on."""
    found = [
        Problem(table, str(key), message)
        for table, query, message in _KEYS
        for (key,) in connection.execute(f"{query} ORDER BY ALL").fetchall()
    ]
    numbers = connection.execute("SELECT number FROM document ORDER BY number").fetchall()
    for (number,) in numbers:
        found.extend(_in_document(connection, number))
    return found


def _in_document(connection: duckdb.DuckDBPyConnection, number: int) -> Iterator[Problem]:
    row = connection.execute("SELECT id, text, record FROM document WHERE number = ?", [number]).fetchone()
    key, text, record = row or ("", "", "")
    if Document.id_of(text) != key:
        yield Problem("document", key, "its id is not the sha-256 of its text")
    try:
        document = msgspec.json.decode(record, type=Document)
    except msgspec.MsgspecError as error:
        yield Problem("document", key, f"its record does not decode: {error}")
    else:
        if document.id != key:
            yield Problem("document", key, f"its record has the id {document.id}")
        for block in document.blocks:
            if not 0 <= block.start <= block.end <= len(text):
                yield Problem("document", key, f"a block lies outside its text: {block.start} to {block.end}")
    cursor = connection.execute("SELECT * FROM claim WHERE document = ? ORDER BY position", [number])
    names = [column[0] for column in cursor.description or ()]
    for values in cursor.fetchall():
        yield from _in_claim(dict(zip(names, values, strict=True)), key, text)


def _in_claim(row: dict[str, object], document_id: str, text: str) -> Iterator[Problem]:
    key = str(row["id"])
    try:
        claim = decode_claim(str(row["record"]), str(row["grounds"]))
        flat = claim_row(claim, int(str(row["document"])), int(str(row["position"])))
    except (msgspec.MsgspecError, WhenceError) as error:
        yield Problem("claim", key, f"its record does not decode: {error}")
        return
    if encode_claim(claim) != row["record"]:
        yield Problem("claim", key, "its record does not survive decoding and encoding")
    if claim.document.id != document_id:
        yield Problem("claim", key, f"its record names the document {claim.document.id}")
    for name, value in flat.items():
        if _plain(row[name]) != _plain(value):
            yield Problem("claim", key, f"its column {name} has {row[name]!r}; its record has {value!r}")
    for message in misquotes(claim, text):
        yield Problem("claim", key, message)


def _plain(value: object) -> object:
    """Dates as ISO text: what DuckDB gives back and what a record holds are then the same."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def misquotes(value: object, text: str) -> Iterator[str]:
    """A message for each stretch in ``value``, however deep, whose offsets do not hold its words in ``text``."""
    if isinstance(value, tuple):
        for item in value:
            yield from misquotes(item, text)
        return
    if not isinstance(value, msgspec.Struct):
        return
    start, end = getattr(value, "start", None), getattr(value, "end", None)
    if isinstance(start, int) and isinstance(end, int):
        words = getattr(value, "text", None)
        if not 0 <= start <= end <= len(text):
            yield f"{type(value).__name__} {start} to {end} lies outside the text of {len(text)} characters"
        elif words is not None and text[start:end] != words:
            yield f"{type(value).__name__} {start} to {end} should hold {words!r}; the text has {text[start:end]!r}"
    for name in value.__struct_fields__:
        if not (isinstance(value, Claim) and name == "document"):
            yield from misquotes(getattr(value, name), text)
