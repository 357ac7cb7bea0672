"""Casefile: one DuckDB file that keeps documents, their claims, and what people decided about them."""

from __future__ import annotations

import datetime as dt
import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, Unpack

import duckdb
import msgspec

from whence.casefile.check import Problem, problems
from whence.casefile.connection import PATIENCE_S, opened
from whence.casefile.filters import Filters, condition_of
from whence.casefile.known import Known, State
from whence.casefile.record import decode_claim, encode_claim
from whence.casefile.schema import check_version, is_made, make
from whence.casefile.writing import Entry, FailureRow, RunInfo, Written, prepare, write_batch
from whence.records import CasefileError, Claim, Document, UsageError
from whence.version import __version__

Decision = Literal["accept", "reject", "unsure"]

# Claims are fetched by pages of this many, each in its own short transaction, so that a reader who dawdles
# holds no lock. 20,000 records of 2 kB are 40 MB.
_PAGE = 20_000

# A claim, its document, and the last decision that a person took on it.
_JOINED = (
    "claim JOIN document ON claim.document = document.number LEFT JOIN "
    "(SELECT * FROM review QUALIFY row_number() OVER (PARTITION BY claim_id ORDER BY decided DESC) = 1) AS review "
    "ON review.claim_id = claim.id"
)
_REVIEW = "review.decision, review.reviewer, review.note, CAST(review.decided AS VARCHAR)"
_WHOLE = f"claim.record, claim.grounds, {_REVIEW}"


class DocumentRow(msgspec.Struct, frozen=True):
    """A document in a list: what it is called, when it was published, how many claims it has."""

    number: int
    id: str
    title: str | None
    outlet: str | None
    published: str | None
    origin: str | None
    claims: int


class Summary(msgspec.Struct, frozen=True):
    """What a case file holds, in numbers. ``kinds`` counts claims by kind."""

    documents: int
    copies: int
    kinds: dict[str, int]
    failures: int
    reviews: int
    fingerprints: int

    @property
    def claims(self) -> int:
        """The number of claims."""
        return sum(self.kinds.values())


class Casefile:
    """The case file at ``path``. Nothing is held open between calls, so that processes can take turns.

    ``create`` lets the file be made, at the first write. ``patience`` is how many seconds to wait where
    another process holds the file; ``on_wait`` is told when that takes more than one second.

    Raises:
        CasefileError: if the file is not there, is no case file, is of another version, or stays locked.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        create: bool = False,
        patience: float = PATIENCE_S,
        on_wait: Callable[[str], None] | None = None,
    ) -> None:
        """Find the file and check that it can be read."""
        self.path = Path(path)
        self._create = create
        self._patience = patience
        self._on_wait = on_wait
        # DuckDB refuses a second connection of a process to one file with other settings.
        self._lock = threading.RLock()
        if is_made(self.path):
            with self._reading():
                pass
        elif not create:
            raise CasefileError(
                f"There is no case file {self.path}. Type `whence read PATH --casefile {self.path}` to make it, "
                "or name another file with --casefile."
            )
        elif not self.path.parent.is_dir():
            raise CasefileError(
                f"The case file {self.path} cannot be made: there is no folder {self.path.parent}. Make it first."
            )

    def states(self, documents: Sequence[Document], *, fingerprint: str) -> list[State]:
        """Whether each of ``documents`` is ``new``, ``finished``, a ``copy`` or ``changed`` (see :class:`Known`)."""
        if not is_made(self.path):
            return ["new"] * len(documents)
        with self._reading() as connection:
            known = Known(connection, documents)
        return [known.state(document, fingerprint) for document in documents]

    def finished(self, document: Document, *, fingerprint: str) -> bool:
        """True where reading ``document`` again would change nothing."""
        return self.states([document], fingerprint=fingerprint) == ["finished"]

    def add(self, document: Document, claims: Iterable[Claim], *, fingerprint: str) -> bool:
        """Write a document with its claims, replacing what an earlier reading gave; True where that changed anything.

        Raises:
            RecordError: if a claim breaks its own rules.
        """
        return self.write([prepare(document, claims, fingerprint)]) != Written()

    def write(
        self, entries: Sequence[Entry], failures: Sequence[FailureRow] = (), *, run: RunInfo | None = None
    ) -> Written:
        """Write a batch in one transaction: a process killed at any time leaves all of it or nothing of it."""
        with self._writing() as connection:
            return write_batch(connection, entries, failures, run)

    def review(self, claim_id: str, decision: Decision, *, by: str, note: str | None = None) -> None:
        """Record what a person decided about a claim. Kept when its document is read again.

        Raises:
            UsageError: if no claim, or several, have an id that begins with ``claim_id``.
        """
        claim = self.claim(claim_id)
        now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
        with self._writing() as connection:
            connection.execute("INSERT INTO review VALUES (?, ?, ?, ?, ?)", [claim.id, decision, by, note, now])

    def documents(self) -> list[DocumentRow]:
        """All documents, in the order in which they were first read."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT number, id, title, outlet, CAST(published_end AS VARCHAR), origin, claims "
                "FROM document ORDER BY number"
            ).fetchall()
        return [DocumentRow(*row) for row in rows]

    def document(self, name: str) -> Document:
        """The document with this id, or whose id begins with ``name``; else the file at that path, by its
        bytes; else the one document whose origin, key or title has ``name`` in it.

        Raises:
            UsageError: if there is none, or more than one.
        """
        with self._reading() as connection:
            row = connection.execute(
                "SELECT record, text FROM document WHERE number = ?", [_number(connection, name, self.path)]
            ).fetchone()
        record, text = row or ("", "")
        return msgspec.structs.replace(msgspec.json.decode(record, type=Document), text=text)

    def claims(self, *, limit: int | None = None, **filters: Unpack[Filters]) -> Iterator[Claim]:
        """The claims that meet all ``filters`` (see :class:`Filters`), in document order, then text order.

        Raises:
            UsageError: if a filter's value is not known, or names no document.
        """
        for row in self._pages(_WHOLE, limit, filters):
            yield _claim(*row)

    def records(self, *, limit: int | None = None, **filters: Unpack[Filters]) -> Iterator[str]:
        """The same claims as lines of JSON (``claim.schema.json``), without decoding them."""
        for record, *review in self._pages(f"claim.record, {_REVIEW}", limit, filters):
            yield record if review[0] is None else encode_claim(_claim(record, "[]", *review))

    def rows(
        self, columns: Sequence[str], *, limit: int | None = None, **filters: Unpack[Filters]
    ) -> Iterator[tuple[Any, ...]]:
        """These columns of the same claims. One of another table is written "document.title",
        "review.decision"."""
        named = ", ".join(column if "." in column else f'claim."{column}"' for column in columns)
        return self._pages(named, limit, filters)

    def claim(self, id: str) -> Claim:
        """The claim whose id is, or begins with, ``id``.

        Raises:
            UsageError: if there is none, or more than one.
        """
        with self._reading() as connection:
            found = connection.execute(
                f"SELECT {_WHOLE} FROM {_JOINED} WHERE starts_with(claim.id, ?) LIMIT 2", [id]
            ).fetchall()
        if len(found) != 1:
            what = "No claim" if not found else "More than one claim"
            raise UsageError(
                f"{what} of {self.path} has an id that begins with {id!r}. `whence claims` lists claims with their ids."
            )
        return _claim(*found[0])

    def failures(self) -> list[FailureRow]:
        """The documents that could not be read, by name."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT origin, error, message, raw_sha256 FROM failure ORDER BY origin"
            ).fetchall()
        return [FailureRow(*row) for row in rows]

    def summary(self) -> Summary:
        """What the file holds, in numbers."""
        with self._reading() as connection:
            kinds = dict(connection.execute("SELECT kind, count(*) FROM claim GROUP BY kind ORDER BY kind").fetchall())
            documents, fingerprints = _one(connection, "SELECT count(*), count(DISTINCT fingerprint) FROM document")
            (copies,) = _one(connection, "SELECT count(*) FROM document_copy")
            (failures,) = _one(connection, "SELECT count(*) FROM failure")
            (reviews,) = _one(connection, "SELECT count(*) FROM review")
        return Summary(documents, copies - documents, kinds, failures, reviews, fingerprints)

    def check(self) -> list[Problem]:
        """Everything that is not as it should be: broken offsets, hashes, keys, records. Empty: sound."""
        with self._reading() as connection:
            return problems(connection)

    def to_arrow(self) -> Any:
        """The ``claim`` table as a ``pyarrow.Table`` (needs pyarrow, which whence does not install)."""
        with self._reading() as connection:
            return connection.execute("SELECT * FROM claim ORDER BY document, position").to_arrow_table()

    def to_df(self) -> Any:
        """The ``claim`` table as a ``pandas.DataFrame`` (needs pandas, which whence does not install)."""
        with self._reading() as connection:
            return connection.execute("SELECT * FROM claim ORDER BY document, position").df()

    def _pages(self, columns: str, limit: int | None, filters: Filters) -> Iterator[tuple[Any, ...]]:
        """Rows of the claims that meet ``filters``, page by page; a page is a run of whole documents."""
        condition = condition_of(filters)
        with self._reading() as connection:
            if (name := filters.get("document")) is not None:
                condition.add("claim.document = ?", _number(connection, name, self.path))
            counts = connection.execute(
                f"SELECT document, count(*) FROM claim WHERE {condition.sql} GROUP BY document ORDER BY document",
                condition.parameters,
            ).fetchall()
        query = (
            f"SELECT {columns} FROM {_JOINED} "
            f"WHERE {condition.sql} AND claim.document BETWEEN ? AND ? ORDER BY claim.document, claim.position"
        )
        left = limit
        for first, last in _runs(counts):
            if left is not None and left <= 0:
                return
            with self._reading() as connection:
                rows = connection.execute(query, [*condition.parameters, first, last]).fetchall()
            yield from rows[:left]
            left = None if left is None else left - len(rows)

    @contextmanager
    def _reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        if not is_made(self.path):
            raise CasefileError(f"The case file {self.path} has not been made yet. Type `whence read PATH` first.")
        with (
            self._lock,
            opened(self.path, write=False, patience=self._patience, on_wait=self._on_wait) as connection,
        ):
            check_version(connection, str(self.path))
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        if not is_made(self.path):
            if not self._create:
                raise CasefileError(f"The case file {self.path} is gone. Type `whence read PATH` to make it again.")
            make(self.path, __version__)
        with (
            self._lock,
            opened(self.path, write=True, patience=self._patience, on_wait=self._on_wait) as connection,
        ):
            check_version(connection, str(self.path))
            yield connection


def _claim(record: str, grounds: str, decision: str | None, by: str | None, note: str | None, at: str | None) -> Claim:
    """A claim out of its row, with the last decision that a person took on it."""
    claim = decode_claim(record, grounds)
    if decision is None:
        return claim
    return msgspec.structs.replace(claim, review={"decision": decision, "by": by, "note": note, "at": at})


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    return connection.execute(query).fetchone() or (0, 0)


def _runs(counts: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Runs of documents, first and last number, that have about ``_PAGE`` claims together."""
    first, held = None, 0
    last = -1
    for number, count in counts:
        if first is not None and held + count > _PAGE:
            yield first, last
            first, held = None, 0
        first = number if first is None else first
        last, held = number, held + count
    if first is not None:
        yield first, last


def _number(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> int:
    """The number of the one document that ``name`` means."""
    queries: list[tuple[str, list[object]]] = [("starts_with(id, ?)", [name])]
    if Path(name).is_file():
        raw = hashlib.sha256(Path(name).read_bytes()).hexdigest()
        queries.append(("id IN (SELECT document_id FROM document_copy WHERE raw_sha256 = ?)", [raw]))
    queries.append(
        (
            "contains(lower(origin), lower(?)) OR contains(lower(title), lower(?)) OR url = ? "
            "OR json_extract_string(record, '$.key') = ?",
            [name] * 4,
        )
    )
    for condition, parameters in queries:
        found = connection.execute(
            f"SELECT number, origin FROM document WHERE {condition} ORDER BY number LIMIT 6", parameters
        ).fetchall()
        if len(found) == 1:
            return int(found[0][0])
        if found:
            some = ", ".join(str(origin) for _, origin in found[:5])
            raise UsageError(
                f"{name!r} could mean more than one document of {path}: {some}{', ...' if len(found) > 5 else ''}. "
                "Give more of its name or of its id."
            )
    raise UsageError(
        f"No document of {path} has an id that begins with {name!r}, or that in its name or title. "
        "`whence show` lists the documents; `whence read PATH` reads one more."
    )
