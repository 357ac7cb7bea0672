"""What scripts rely on: verbs, exit statuses, what goes to which stream, and in which shape."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

import runner_fakes
from casefile_samples import TEXT, claims, document
from whence.casefile import Casefile, FailureRow, prepare
from whence.cli.app import main
from whence.cli.flat import CSV_COLUMNS, LOSSES
from whence.records import Reading

SCHEMAS = Path(__file__).parents[1] / "docs" / "schema"


@pytest.fixture(autouse=True)
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WHENCE_CASEFILE", raising=False)


@pytest.fixture
def fakes(monkeypatch: pytest.MonkeyPatch) -> None:
    runner_fakes.patch(monkeypatch.setattr)


@pytest.fixture
def filled() -> Casefile:
    casefile = Casefile("whence.duckdb", create=True)
    casefile.add(document(), claims(), fingerprint="f1")
    return casefile


@pytest.fixture
def two(filled: Casefile) -> Casefile:
    filled.add(document("Nothing happened.", origin="quiet.txt", title="Quiet"), (), fingerprint="f1")
    return filled


GOOD = "The army shelled the town. Officials said that nobody had been hurt, and that the road was open."


def test_read_says_what_it_did(fakes: None, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text(GOOD)
    assert main(["read", "a.txt"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "1 document read" in err
    assert "2 claims: 2 statements" in err
    assert "documents a second" in err
    assert Casefile("whence.duckdb").summary().documents == 1
    assert main(["read", "a.txt"]) == 0
    assert "0 documents read, 1 read before" in capsys.readouterr().err


def test_read_names_what_failed_and_says_3(fakes: None, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text(GOOD)
    Path("b.txt").write_text("break " + GOOD)
    assert main(["read", "a.txt", "b.txt", "none.txt"]) == 3
    err = capsys.readouterr().err
    assert "1 document read, 2 failed" in err
    assert "failed: b.txt:" in err
    assert "failed: none.txt:" in err


def test_where_nothing_can_be_read_it_says_1(fakes: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "none.txt"]) == 1
    assert "none.txt" in capsys.readouterr().err


def test_without_a_model_it_says_1_in_one_line(fakes: None, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text("weights " + GOOD)
    assert main(["read", "a.txt"]) == 1
    assert capsys.readouterr().err == "whence: There is no model.\n"


@pytest.mark.parametrize(
    "tokens",
    [
        ["reed", "a.txt"],
        ["read"],
        ["read", "a.txt", "--published", "yesterday"],
        ["read", "a.txt", "--publishd", "2017-11-20"],
        ["annotate"],
        ["claims", "--format", "xml"],
        ["claims", "--limit", "many"],
        ["claims", "--kind", "happening"],
        ["claims", "--certainty", "sure"],
        ["why"],
        ["why", "c_nothing"],
        ["show", "nowhere"],
        ["show", "--html", "--casefile", "whence.duckdb"],
        ["claims", "--source", "--limit", "3"],
    ],
)
def test_wrong_usage_says_2_in_one_line(
    filled: Casefile, tokens: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(tokens) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("whence: ")
    assert err.count("\n") == 1
    assert "Traceback" not in err


@pytest.mark.parametrize("verb", [["claims"], ["show"], ["export"], ["why", "c_1"]])
def test_without_a_case_file_it_says_1(verb: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(verb) == 1
    assert "whence read" in capsys.readouterr().err


@pytest.mark.parametrize("verb", [["read", "a.txt"], ["claims"], ["show"], ["export"], ["why", "c_1"]])
def test_what_is_no_case_file_is_left_alone(fakes: None, verb: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text(GOOD)
    assert main([*verb, "--casefile", "a.txt"]) == 1
    assert "not a case file" in capsys.readouterr().err
    assert Path("a.txt").read_text() == GOOD


def test_the_case_file_is_named_by_option_or_environment(
    fakes: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.txt").write_text(GOOD)
    monkeypatch.setenv("WHENCE_CASEFILE", "mine.duckdb")
    assert main(["read", "a.txt"]) == 0
    assert main(["read", "a.txt", "--casefile", "other.duckdb"]) == 0
    assert sorted(path.name for path in Path().glob("*.duckdb")) == ["mine.duckdb", "other.duckdb"]
    assert main(["claims"]) == 0


def test_published_is_given_to_documents_that_bear_no_date(fakes: None) -> None:
    Path("a.txt").write_text(GOOD)
    assert main(["read", "a.txt", "--published", "2017-11-20"]) == 0
    assert Casefile("whence.duckdb").documents()[0].published == "2017-11-20"


def test_read_takes_standard_input(fakes: None, monkeypatch: pytest.MonkeyPatch) -> None:
    line = json.dumps({"text": GOOD, "published": "2017-11-20"}).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(line)))
    assert main(["read", "-"]) == 0
    assert Casefile("whence.duckdb").documents()[0].published == "2017-11-20"


def test_claims_as_records_meet_the_schema(filled: Casefile, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", "--format", "jsonl"]) == 0
    validator = jsonschema.Draft202012Validator(json.loads((SCHEMAS / "claim.schema.json").read_text()))
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    for record in records:
        validator.validate(record)
    assert [record["kind"] for record in records] == ["event", "relation", "estimate", "forecast", "statement"]


def test_export_writes_the_same_records(filled: Casefile, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", "--format", "jsonl"]) == 0
    listed = capsys.readouterr().out
    assert main(["export"]) == 0
    assert capsys.readouterr().out == listed
    assert main(["export", "--output", "claims.jsonl"]) == 0
    assert capsys.readouterr().out == ""
    assert Path("claims.jsonl").read_text() == listed


def test_export_as_csv_has_the_documented_columns(filled: Casefile, capsys: pytest.CaptureFixture[str]) -> None:
    filled.review(claims()[0].id, "accept", by="ada")
    assert main(["export", "--format", "csv", "--output", "claims.csv"]) == 0
    with Path("claims.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == [column.name for column in CSV_COLUMNS]
    event = rows[0]
    assert (event["type"], event["actors"], event["place"]) == ("ASSAULT", "Syrian Armed Forces", "Aleppo")
    assert (event["fatalities_min"], event["fatalities_max"]) == ("20", "")
    assert event["document_id"] == document().id
    assert event["review"] == "accept"
    assert rows[3]["sources"] == "Reuters; analysts"
    sheet = Path("claims.csv.lost.md").read_text()
    assert all(about in sheet for about in LOSSES.values())
    assert f"{LOSSES['casualties']} | 1 |" in sheet


def test_export_as_csv_to_standard_output_tells_losses_on_standard_error(
    filled: Casefile, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--format", "csv"]) == 0
    out, err = capsys.readouterr()
    assert len(list(csv.reader(io.StringIO(out)))) == 6
    assert "does not carry" in err


def test_export_leaves_no_half_file(filled: Casefile, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--output", "no/such/folder.jsonl"]) == 1
    assert "cannot be written" in capsys.readouterr().err
    assert [path.name for path in Path().iterdir()] == ["whence.duckdb"]


@pytest.mark.parametrize(
    ("tokens", "count"),
    [
        (["--actor", "nusra"], 2),
        (["--type", "ASSAULT"], 2),
        (["--type", "leads", "--type", "strength"], 2),
        (["--place", "SYR"], 3),
        (["--since", "2015-03-12", "--until", "2015-03-12"], 1),
        (["--source", "activists"], 1),
        (["--source", "-"], 3),
        (["--certainty", "possible"], 1),
        (["--certainty", "CT+"], 3),
        (["--kind", "event", "--kind", "relation"], 2),
        (["--document", "aleppo"], 5),
        (["--limit", "3"], 3),
        (["--actor", "nobody of that name"], 0),
    ],
)
def test_claims_filters(filled: Casefile, tokens: list[str], count: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", *tokens, "--format", "jsonl"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == count


def test_claims_as_a_table(filled: Casefile, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims"]) == 0
    out, err = capsys.readouterr()
    for words in ("Syrian Armed Forces", "at least 20", "killed", "activists", "CT+", claims()[0].id[:10]):
        assert words in out
    assert "5 claims" in err


def test_show_gives_the_document_with_its_claims(filled: Casefile, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show"]) == 0
    out = capsys.readouterr().out
    assert "Government forces shelled Aleppo" in out
    assert "\x1b" not in out


def test_show_lists_documents_where_there_are_several(two: Casefile, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show"]) == 0
    out = capsys.readouterr().out
    assert "Aleppo" in out
    assert "Quiet" in out
    assert main(["show", "quiet"]) == 0
    assert "Nothing happened." in capsys.readouterr().out
    assert main(["show", "--html", "page.html"]) == 2


def test_show_writes_a_page(filled: Casefile, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "aleppo", "--html", "page.html"]) == 0
    assert "Government forces shelled" in Path("page.html").read_text()
    capsys.readouterr()
    assert main(["show", "aleppo", "--html", "-"]) == 0
    assert capsys.readouterr().out == Path("page.html").read_text()


def test_annotate_meets_the_schema(fakes: None, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text(GOOD)
    Path("b.txt").write_text("break " + GOOD)
    assert main(["annotate", "a.txt", "b.txt", "--published", "2017-11-20"]) == 3
    out, err = capsys.readouterr()
    (record,) = map(json.loads, out.splitlines())
    jsonschema.Draft202012Validator(json.loads((SCHEMAS / "reading.schema.json").read_text())).validate(record)
    assert record["text"] == GOOD
    assert record["document"]["published"]["start"] == "2017-11-20"
    assert "b.txt" in err
    assert main(["annotate", "a.txt", "--output", "out.jsonl"]) == 0
    assert json.loads(Path("out.jsonl").read_text())["text"] == GOOD


def test_a_toponym_is_flat_in_a_reading_record() -> None:
    from msgspec.structs import replace

    from whence.cli.annotating import reading_record
    from whence.records import Place, Timex, Toponym

    start = TEXT.index("Aleppo")
    toponym = Toponym(start, start + 6, "Aleppo", 3, Place("Aleppo", "Aleppo", "SYR", "settlement", start, start + 6))
    timex = Timex(0, 1, "DATE", "G", None, 0, "2015-03-12", None)
    reading = replace(Reading.empty(document()), places=(toponym,), times=(timex,))
    record = json.loads(json.dumps(reading_record(reading)))
    jsonschema.Draft202012Validator(json.loads((SCHEMAS / "reading.schema.json").read_text())).validate(record)
    (place,) = record["places"]
    assert (place["name"], place["country"], place["start"], place["token"]) == ("Aleppo", "SYR", start, 3)
    assert record["times"][0]["from"] == "2015-03-12"


def test_doctor_tells_failures_and_checks(
    filled: Casefile, fakes: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import whence.cli.doctoring

    monkeypatch.setattr(whence.cli.doctoring, "_speed", lambda: iter([("speed", "fast")]))
    assert main(["doctor", "--check"]) == 0
    assert "5 claims looked over, all sound" in capsys.readouterr().out
    filled.write([], [FailureRow("c.txt", "EncodingError", "c.txt: not UTF-8")])
    assert main(["doctor"]) == 3
    assert "c.txt" in capsys.readouterr().out
    import duckdb

    with duckdb.connect("whence.duckdb") as connection:
        connection.execute("UPDATE document SET text = 'x'")
    assert main(["doctor", "--check"]) == 1
    assert "! check" in capsys.readouterr().out


def run(*tokens: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "whence", *tokens],
        capture_output=True,
        text=True,
        env=os.environ | environment,
        check=False,
        timeout=60,
    )


def test_help_and_version_as_a_process() -> None:
    from whence import __version__

    shown = run("--help")
    assert shown.returncode == 0
    for verb in ("read", "show", "claims", "annotate", "export", "why", "doctor"):
        assert f" {verb} " in shown.stdout
    assert run("--version").stdout.strip() == f"whence {__version__}"
    assert run("reed").returncode == 2


def test_help_imports_nothing_heavy() -> None:
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "whence", "--help"], capture_output=True, text=True, check=True
    ).stderr
    imported = {line.rpartition("|")[2].strip() for line in told.splitlines()}
    assert imported.isdisjoint({"duckdb", "numpy", "onnxruntime", "trafilatura", "msgspec", "rich.markdown"})


def test_a_reader_that_goes_away_is_no_error(filled: Casefile) -> None:
    documents = [document(f"{TEXT}{number}", origin=f"{number}") for number in range(200)]
    filled.write([prepare(each, claims(each), "f") for each in documents])
    with subprocess.Popen(
        [sys.executable, "-m", "whence", "export"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait() == 0
