"""What the case file promises: nothing lost, nothing doubled, nothing changed by reading twice."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile_samples import TEXT, claims, document
from whence.casefile import CLAIM_COLUMNS, Casefile, FailureRow, RunInfo, prepare, prepare_copy
from whence.casefile.columns import claim_row
from whence.records import CasefileError, RecordError, UsageError

SCHEMA = json.loads((Path(__file__).parents[1] / "docs" / "schema" / "claim.schema.json").read_text())


@pytest.fixture
def casefile(tmp_path: Path) -> Casefile:
    return Casefile(tmp_path / "case.duckdb", create=True)


@pytest.fixture
def filled(casefile: Casefile) -> Casefile:
    casefile.add(document(), claims(), fingerprint="f1")
    return casefile


def content(casefile: Casefile) -> dict[str, list[tuple]]:  # type: ignore[type-arg]
    """Every row of every table, in the order in which they lie in the file."""
    with duckdb.connect(str(casefile.path), read_only=True) as connection:
        tables = [name for (name,) in connection.execute("SHOW TABLES").fetchall()]
        return {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables}


def test_claims_come_back_as_they_were(filled: Casefile) -> None:
    assert tuple(filled.claims()) == claims()


def test_document_comes_back_as_it_was(filled: Casefile) -> None:
    assert filled.document(document().id[:8]) == document()


def test_a_sound_file_has_no_problems(filled: Casefile) -> None:
    assert filled.check() == []


def test_adding_twice_changes_nothing(filled: Casefile) -> None:
    before = content(filled)
    assert not filled.add(document(), claims(), fingerprint="f1")
    assert content(filled) == before


def test_another_fingerprint_replaces_the_claims_and_keeps_the_number(filled: Casefile) -> None:
    filled.add(document("Another text, on another day.", origin="b.txt"), (), fingerprint="f1")
    assert filled.add(document(), claims()[:2], fingerprint="f2")
    assert len(list(filled.claims())) == 2
    assert [row.origin for row in filled.documents()] == ["aleppo.txt", "b.txt"]
    assert filled.check() == []


def test_another_date_replaces_the_claims(filled: Casefile) -> None:
    dated = document(published=None)
    assert filled.states([dated], fingerprint="f1") == ["changed"]
    assert filled.add(dated, claims(dated), fingerprint="f1")
    assert filled.document(dated.id).published is None
    assert filled.summary().documents == 1
    assert filled.states([dated], fingerprint="f1") == ["finished"]


def test_reviews_outlive_a_second_reading(filled: Casefile) -> None:
    first = claims()[0].id
    filled.review(first, "reject", by="ada", note="not shelling")
    filled.add(document(), claims(), fingerprint="f2")
    review = filled.claim(first).review
    assert review is not None
    assert (review["decision"], review["by"], review["note"]) == ("reject", "ada", "not shelling")
    assert json.loads(next(filled.records()))["review"]["decision"] == "reject"


def test_the_newest_review_is_the_one_that_counts(filled: Casefile) -> None:
    first = claims()[0].id
    filled.review(first, "reject", by="ada")
    filled.review(first, "accept", by="ben")
    review = filled.claim(first).review
    assert review is not None
    assert review["decision"] == "accept"
    assert len(list(filled.claims())) == len(claims())


def test_the_same_text_from_other_bytes_is_a_copy(filled: Casefile) -> None:
    copy = document(origin="wire.html", raw="cd" * 32, outlet="Another Outlet")
    assert filled.states([copy], fingerprint="f1") == ["copy"]
    filled.write([prepare_copy(copy, "f1")])
    assert filled.summary().copies == 1
    assert filled.document(copy.id).outlet == "Example News"
    assert filled.states([document(), copy], fingerprint="f1") == ["finished", "finished"]
    assert filled.check() == []


def test_copies_with_other_dates_settle(casefile: Casefile) -> None:
    """Whatever is read in whatever order, reading the same again changes nothing."""
    one, two = document(), document(origin="b.txt", raw="cd" * 32, published=None)
    for each in (one, two, document(published=None), one, two):
        casefile.add(each, claims(each), fingerprint="f1")
    for each in (one, two, one, two):
        casefile.add(each, claims(each), fingerprint="f1")
    before = content(casefile)
    for each in (one, two):
        assert not casefile.add(each, claims(each), fingerprint="f1")
    assert content(casefile) == before
    assert casefile.check() == []


def test_an_edited_line_about_the_same_text_is_read_again(filled: Casefile) -> None:
    edited = document(raw="ef" * 32, title="Aleppo, corrected")
    assert filled.states([edited], fingerprint="f1") == ["changed"]
    filled.add(edited, claims(edited), fingerprint="f1")
    assert filled.document(edited.id).title == "Aleppo, corrected"
    assert filled.summary().copies == 0


def test_the_same_document_twice_in_a_batch_is_one(casefile: Casefile) -> None:
    entry = prepare(document(), claims(), "f1")
    casefile.write([entry, entry])
    assert casefile.summary().documents == 1
    assert casefile.check() == []


def test_failures_are_kept_until_the_document_can_be_read(casefile: Casefile) -> None:
    failure = FailureRow("aleppo.txt", "EncodingError", "not UTF-8")
    run = RunInfo(dt.datetime(2026, 1, 2), "0", "f1")
    casefile.write([], [failure], run=run)
    before = content(casefile)
    casefile.write([], [failure], run=run)
    assert casefile.failures() == [failure]
    assert content(casefile) == before
    casefile.add(document(), claims(), fingerprint="f1")
    assert casefile.failures() == []


def test_a_run_is_counted_once_and_only_if_it_changed_something(casefile: Casefile) -> None:
    run = RunInfo(dt.datetime(2026, 1, 2), "0", "f1")
    casefile.write([prepare(document(), claims(), "f1")], run=run)
    casefile.write([prepare(document("Another.", origin="b"), (), "f1")], run=run)
    casefile.write([prepare(document(), claims(), "f1")], run=RunInfo(dt.datetime(2026, 1, 3), "0", "f1"))
    assert content(casefile)["run"] == [(run.started, "0", "f1", 2, 5, 0)]


@pytest.mark.parametrize(
    ("filters", "kinds"),
    [
        ({}, ["event", "relation", "estimate", "forecast", "statement"]),
        ({"kind": "event"}, ["event"]),
        ({"kind": ["event", "forecast"]}, ["event", "forecast"]),
        ({"type": "assault"}, ["event", "forecast"]),
        ({"type": "heavy-weapons"}, ["event"]),
        ({"type": "leads"}, ["relation"]),
        ({"actor": "nusra"}, ["relation", "estimate"]),
        ({"actor": "a_nusra"}, ["relation", "estimate"]),
        ({"actor": "syrian armed"}, ["event"]),
        ({"actor": "government forces"}, ["event"]),
        ({"actor": "people"}, ["event"]),
        ({"place": "alep"}, ["event"]),
        ({"place": "syr"}, ["event", "estimate", "forecast"]),
        ({"source": "activists"}, ["event"]),
        ({"source": "reuters"}, ["forecast"]),
        ({"source": "people"}, ["forecast"]),
        ({"source": "-"}, ["relation", "estimate", "statement"]),
        ({"certainty": "certain"}, ["event", "relation", "statement"]),
        ({"certainty": ["ps+", "PR+"]}, ["estimate", "forecast"]),
        ({"since": dt.date(2015, 3, 12)}, ["event", "forecast"]),
        ({"since": dt.date(2015, 3, 13)}, ["forecast"]),
        ({"until": dt.date(2015, 3, 12)}, ["event"]),
        ({"until": dt.date(2015, 3, 11)}, []),
        ({"document": "aleppo"}, ["event", "relation", "estimate", "forecast", "statement"]),
        ({"limit": 2}, ["event", "relation"]),
        ({"actor": "nusra", "kind": "estimate"}, ["estimate"]),
    ],
)
def test_filters(filled: Casefile, filters: dict[str, object], kinds: list[str]) -> None:
    assert [claim.kind for claim in filled.claims(**filters)] == kinds  # type: ignore[arg-type]
    assert [json.loads(line)["kind"] for line in filled.records(**filters)] == kinds  # type: ignore[arg-type]


@pytest.mark.parametrize("filters", [{"kind": "happening"}, {"certainty": "sure"}, {"document": "nowhere"}])
def test_a_filter_that_means_nothing_is_an_error(filled: Casefile, filters: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        list(filled.claims(**filters))  # type: ignore[arg-type]


def test_pages_join_without_a_seam(casefile: Casefile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whence.casefile.casefile._PAGE", 7)
    texts = [f"{TEXT}{number}" for number in range(6)]
    for number, text in enumerate(texts):
        each = document(text, origin=f"{number}.txt")
        casefile.add(each, claims(each), fingerprint="f")
    ids = [claim.id for text in texts for claim in claims(document(text))]
    assert [claim.id for claim in casefile.claims()] == ids
    assert [claim.id for claim in casefile.claims(limit=17)] == ids[:17]


def test_claims_are_put_in_text_order(casefile: Casefile) -> None:
    casefile.add(document(), claims()[::-1], fingerprint="f")
    assert tuple(casefile.claims()) == claims()


def test_a_claim_is_found_by_the_beginning_of_its_id(filled: Casefile) -> None:
    claim = claims()[3]
    assert filled.claim(claim.id[:9]) == claim
    with pytest.raises(UsageError, match="More than one"):
        filled.claim("c_")
    with pytest.raises(UsageError, match="No claim"):
        filled.claim("c_nothing")


def test_a_document_is_found_by_its_file(filled: Casefile, tmp_path: Path) -> None:
    import hashlib

    path = tmp_path / "moved-elsewhere.txt"
    path.write_text(TEXT + "x")
    each = document(TEXT + "x", origin="before.txt", raw=hashlib.sha256(path.read_bytes()).hexdigest())
    filled.add(each, (), fingerprint="f1")
    assert filled.document(str(path)).id == each.id


def test_records_meet_the_schema(filled: Casefile) -> None:
    filled.review(claims()[0].id, "accept", by="ada")
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for line in filled.records():
        record = json.loads(line)
        validator.validate(record)
        assert "grounds" not in record


def test_each_row_has_exactly_the_documented_columns() -> None:
    for claim in claims():
        assert list(claim_row(claim, 0, 0)) is not None
        assert set(claim_row(claim, 0, 0)) == {column.name for column in CLAIM_COLUMNS}


def test_absence_is_empty_and_never_zero(filled: Casefile) -> None:
    rows = dict(filled.rows(["kind", "fatalities_min"]))
    assert rows["event"] == 20
    assert rows["relation"] is None
    assert list(filled.rows(["fatalities_max"], kind="event")) == [(None,)]


def test_a_date_that_is_no_day_is_refused() -> None:
    from msgspec.structs import replace

    claim = claims()[0]
    assert claim.event is not None
    assert claim.event.date is not None
    broken = replace(claim, event=replace(claim.event, date=replace(claim.event.date, end=None, start="2015-02-30")))
    with pytest.raises(RecordError, match="2015-02-30"):
        prepare(document(), [broken], "f")


@settings(max_examples=5, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1, max_size=20, unique=True))
def test_any_text_survives(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    casefile = Casefile(tmp_path_factory.mktemp("any") / "case.duckdb", create=True)
    documents = [document(text, title=text, origin=text) for text in texts]
    casefile.write([prepare(each, (), "f") for each in documents])
    assert [casefile.document(each.id) for each in documents] == documents
    assert casefile.check() == []


@pytest.mark.parametrize(
    ("damage", "table", "message"),
    [
        ("UPDATE document SET text = text || 'x'", "document", "sha-256"),
        ("UPDATE claim SET document = 7", "claim", "its document is not there"),
        ("INSERT INTO claim SELECT * FROM claim", "claim", "more than once"),
        ("DELETE FROM claim WHERE kind = 'event'", "document", "as many claims"),
        ("UPDATE claim SET record = '{}' WHERE kind = 'event'", "claim", "does not decode"),
        ("UPDATE claim SET type = 'AID' WHERE kind = 'event'", "claim", "column type"),
        ("UPDATE claim SET record = replace(record, 'Aleppo', 'Alepp0')", "claim", "should hold"),
        ("DELETE FROM document_copy", "document", "among its copies"),
        ("UPDATE document SET record = 'x'", "document", "does not decode"),
    ],
)
def test_check_finds_damage(filled: Casefile, damage: str, table: str, message: str) -> None:
    with duckdb.connect(str(filled.path)) as connection:
        connection.execute(damage)
    assert any(problem.table == table and message in problem.message for problem in filled.check())


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(CasefileError, match="whence read"):
        Casefile(tmp_path / "none.duckdb")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(CasefileError, match="no folder"):
        Casefile(tmp_path / "none" / "case.duckdb", create=True)


def test_an_empty_file_is_a_name_kept_free(tmp_path: Path) -> None:
    path = tmp_path / "kept.duckdb"
    path.touch()
    with pytest.raises(CasefileError, match="whence read"):
        Casefile(path)
    casefile = Casefile(path, create=True)
    assert casefile.states([document()], fingerprint="f1") == ["new"]
    casefile.add(document(), claims(), fingerprint="f1")
    assert casefile.check() == []
    assert [each.name for each in tmp_path.iterdir()] == ["kept.duckdb"]


@pytest.mark.parametrize("content", [b"not a database at all", b"x" * 20_000])
def test_a_file_that_is_no_database_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(CasefileError, match="not a DuckDB file"):
        Casefile(path)


def test_another_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "sales.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE sale (amount INTEGER)")
    with pytest.raises(CasefileError, match="not a case file"):
        Casefile(path, create=True)


def test_a_newer_version_is_refused(filled: Casefile) -> None:
    with duckdb.connect(str(filled.path)) as connection:
        connection.execute("UPDATE meta SET schema_version = 99")
    with pytest.raises(CasefileError, match="version 99"):
        Casefile(filled.path)


HOLD = """
import duckdb, sys, time
connection = duckdb.connect(sys.argv[1])
print("held", flush=True)
time.sleep(60)
"""


def test_a_held_file_is_waited_for_and_then_named(filled: Casefile) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(filled.path)], stdout=subprocess.PIPE, text=True) as holder:
        try:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "held\n"
            said: list[str] = []
            with pytest.raises(CasefileError, match=f"process {holder.pid}"):
                Casefile(filled.path, patience=1.3, on_wait=said.append)
            assert len(said) == 1
        finally:
            holder.kill()
    started = time.monotonic()
    assert len(list(Casefile(filled.path).claims())) == 5
    assert time.monotonic() - started < 5
