"""What a run promises: every document once, in order; one that fails alone; a killed run goes on where it was."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

import runner_fakes
from runner_fakes import FakeReader
from whence.casefile import Casefile, FailureRow
from whence.records import CasefileError, ResourceError
from whence.runner import Options, RunSummary, claims, read, readings

FAKES = Path(runner_fakes.__file__)


@pytest.fixture(autouse=True)
def fakes(monkeypatch: pytest.MonkeyPatch) -> None:
    runner_fakes.patch(monkeypatch.setattr)


@pytest.fixture
def casefile(tmp_path: Path) -> Casefile:
    return Casefile(tmp_path / "case.duckdb", create=True)


def lines(path: Path, texts: list[str], **told: str) -> str:
    path.write_text("".join(json.dumps({"text": text, **told}) + "\n" for text in texts))
    return str(path)


def article(number: int) -> str:
    return (
        f"The army shelled the town on day {number} of the siege. "
        "Officials said that nobody had been hurt, and that the road to the north was open again. "
        f"Residents told of {number + 2} houses that had burned."
    )


def told(casefile: Casefile) -> list[tuple[str | None, str]]:
    return [(row.origin, row.id) for row in casefile.documents()]


def test_documents_are_read_in_order(tmp_path: Path, casefile: Casefile) -> None:
    path = lines(tmp_path / "all.jsonl", [article(number) for number in range(5)])
    summary = read([path], casefile)
    assert (summary.read, summary.skipped, summary.failed) == (5, 0, [])
    assert summary.kinds == {"statement": 15}
    assert [origin for origin, _ in told(casefile)] == [f"{path}:{number}" for number in range(1, 6)]
    assert casefile.check() == []


def test_reading_again_reads_nothing(tmp_path: Path, casefile: Casefile) -> None:
    path = lines(tmp_path / "all.jsonl", [article(number) for number in range(5)])
    read([path], casefile)
    before = casefile.path.read_bytes()
    made = FakeReader.made
    summary = read([path], casefile)
    assert (summary.read, summary.skipped) == (0, 5)
    assert FakeReader.made == made, "the model is not even loaded"
    assert casefile.path.read_bytes() == before


def test_a_folder_that_has_grown(tmp_path: Path, casefile: Casefile) -> None:
    lines(tmp_path / "a.jsonl", [article(1)])
    read([str(tmp_path / "a.jsonl")], casefile)
    lines(tmp_path / "b.jsonl", [article(2)])
    summary = read([str(tmp_path / "*.jsonl")], casefile)
    assert (summary.read, summary.skipped) == (1, 1)


def test_another_date_or_option_or_version_reads_again(
    tmp_path: Path, casefile: Casefile, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(article(1))
    read([str(path)], casefile)
    dated = Options(published=dt.date(2020, 1, 2))
    assert read([str(path)], casefile, dated).read == 1
    assert read([str(path)], casefile, dated).read == 0
    assert casefile.documents()[0].published == "2020-01-02"
    commented = Options(published=dt.date(2020, 1, 2), comments=True)
    assert read([str(path)], casefile, commented).read == 1
    runner_fakes.patch(monkeypatch.setattr, fingerprint="newer")
    assert read([str(path)], casefile, commented).read == 1
    assert len(told(casefile)) == 1


def test_one_that_fails_fails_alone(tmp_path: Path, casefile: Casefile) -> None:
    path = lines(tmp_path / "all.jsonl", [article(1), "bonjour " + article(2), "break " + article(3), article(4)])
    missing = str(tmp_path / "missing.txt")
    summary = read([missing, path], casefile)
    assert summary.read == 2
    failures = {row.origin: row for row in summary.failed}
    assert set(failures) == {missing, f"{path}:2", f"{path}:3"}
    assert failures[f"{path}:2"].error == "LanguageError"
    assert failures[f"{path}:3"].error == "ZeroDivisionError"
    assert "report" in failures[f"{path}:3"].message
    assert {row.origin for row in casefile.failures()} == set(failures)


def test_without_a_model_nothing_can_be_read(tmp_path: Path, casefile: Casefile) -> None:
    path = lines(tmp_path / "all.jsonl", [article(1), "weights " + article(2), article(3)])
    with pytest.raises(ResourceError):
        read([path], casefile)
    assert [origin for origin, _ in told(casefile)] == [f"{path}:1"], "what was read is kept"


def test_one_text_twice_in_a_run_is_read_once(tmp_path: Path, casefile: Casefile) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        lines(tmp_path / name, [article(1)], outlet=name)
    paths = [str(tmp_path / name) for name in ("a.jsonl", "b.jsonl")]
    summary = read(paths, casefile)
    assert (summary.read, summary.copies) == (1, 1)
    assert read(paths, casefile).skipped == 2
    assert casefile.check() == []


def test_progress_is_told_after_each_document(tmp_path: Path, casefile: Casefile) -> None:
    path = lines(tmp_path / "all.jsonl", [article(1), "bonjour " + article(2), article(3)])
    seen: list[int] = []

    def tell(summary: RunSummary) -> None:
        seen.append(summary.done)

    read([path], casefile, progress=tell)
    assert seen == [1, 2, 3]


def test_an_interrupted_run_keeps_what_was_read(tmp_path: Path, casefile: Casefile) -> None:
    path = lines(tmp_path / "all.jsonl", [article(number) for number in range(5)])

    def interrupt(summary: RunSummary) -> None:
        if summary.read == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read([path], casefile, progress=interrupt)
    assert len(told(casefile)) == 3
    assert read([path], casefile).read == 2
    assert casefile.check() == []


@pytest.mark.parametrize("workers", [1, 2])
def test_a_killed_run_goes_on_where_it_was(tmp_path: Path, workers: int) -> None:
    """SIGKILL, three times, at whatever it is doing: nothing is lost, nothing is doubled."""
    count = 120 * workers
    source = lines(tmp_path / "all.jsonl", [article(number) for number in range(count)])
    killed, whole = tmp_path / "killed.duckdb", tmp_path / "whole.duckdb"
    finished = 0
    for seconds in (0.0, 0.7, 1.3):
        with subprocess.Popen(
            [sys.executable, str(FAKES), source, str(killed), "0.1", str(workers)], stdout=subprocess.PIPE, text=True
        ) as run:
            assert run.stdout is not None
            assert run.stdout.readline() == "reading\n"
            finished = wait_for_more_than(finished, killed)
            time.sleep(seconds)
            helpers = children(run.pid)
            run.kill()
        assert all(has_ended(pid) for pid in helpers), "no process outlives the run"
        now = len(told(Casefile(killed)))
        assert now >= finished, "what was finished stays finished"
        finished = now
    assert 0 < finished < count, "the test is about a run that was cut short"
    casefile = Casefile(killed)
    assert casefile.check() == []
    summary = read([source], casefile)
    assert (summary.read, summary.skipped) == (count - finished, finished)
    read([source], Casefile(whole, create=True))
    assert contents(killed) == contents(whole)


def wait_for_more_than(count: int, path: Path) -> int:
    """Wait until the case file at ``path`` has more documents than ``count``; how many it has."""
    for _ in range(600):
        found = len(told(Casefile(path))) if path.exists() else 0
        if found > count:
            return found
        time.sleep(0.1)
    raise AssertionError("the run does not get on")


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in listed.read_text().split()] if listed.exists() else []


def has_ended(pid: int) -> bool:
    """True once the process is gone or a zombie; waits for it for ten seconds."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("count", [5, 150])
def test_several_processes_give_what_one_gives(tmp_path: Path, count: int) -> None:
    texts = [article(number) for number in range(count)] + ["bonjour " + article(1), article(3), "break " + article(4)]
    path = lines(tmp_path / "all.jsonl", texts, outlet="wire")
    one, several = (Casefile(tmp_path / f"{name}.duckdb", create=True) for name in ("one", "several"))
    first = read([path], one)
    second = read([path], several, Options(workers=3))
    assert (first.read, first.copies, first.skipped) == (second.read, second.copies, second.skipped)
    assert first.kinds == second.kinds
    assert first.failed == second.failed
    assert contents(one.path) == contents(several.path)
    assert read([path], several, Options(workers=3)).skipped == count + 1


def test_a_document_that_kills_its_process_fails_alone(tmp_path: Path, casefile: Casefile) -> None:
    texts = [article(number) for number in range(70)]
    texts[20] = "die " + texts[20]
    path = lines(tmp_path / "all.jsonl", texts)
    summary = read([path], casefile, Options(workers=2))
    assert summary.read == 69
    (failure,) = summary.failed
    assert failure.origin == f"{path}:21"
    assert "--workers" in failure.message
    assert [origin for origin, _ in told(casefile)] == [f"{path}:{n}" for n in range(1, 71) if n != 21]


def contents(path: Path) -> list[object]:
    """All that a case file says about its documents, whatever the runs that wrote it."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return [
            connection.execute("SELECT * FROM document ORDER BY number").fetchall(),
            connection.execute("SELECT * FROM claim ORDER BY document, position").fetchall(),
            connection.execute("SELECT * FROM document_copy ORDER BY ALL").fetchall(),
        ]


def test_readings_and_claims_need_no_case_file(tmp_path: Path) -> None:
    path = lines(tmp_path / "all.jsonl", [article(1), "bonjour " + article(2)])
    reading, failure = readings([path])
    assert not isinstance(reading, FailureRow)
    assert reading.text == article(1)
    assert isinstance(failure, FailureRow)
    first, second = claims([path])
    assert not isinstance(first, FailureRow)
    assert [claim.kind for claim in first] == ["statement"] * 3
    assert isinstance(second, FailureRow)


def test_the_python_interface_gives_claims_and_warns_of_failures(tmp_path: Path) -> None:
    import whence

    path = lines(tmp_path / "all.jsonl", ["bonjour " + article(1), article(2)])
    with pytest.warns(UserWarning, match="'fr'"):
        assert len(list(whence.read(path))) == 3
    failed: list[FailureRow] = []
    assert len(list(whence.read([Path(path)], on_failure=failed.append))) == 3
    assert len(failed) == 1


def test_two_runs_at_once_take_turns(tmp_path: Path, casefile: Casefile) -> None:
    one = lines(tmp_path / "one.jsonl", [article(number) for number in range(40)])
    two = lines(tmp_path / "two.jsonl", [article(number) for number in range(20, 60)])
    arguments = [str(casefile.path), "0.05", "1"]
    runs = [subprocess.Popen([sys.executable, str(FAKES), path, *arguments]) for path in (one, two)]
    assert [run.wait(timeout=120) for run in runs] == [0, 0]
    assert len(told(casefile)) == 60
    assert casefile.check() == []


def test_a_case_file_that_cannot_be_written_ends_the_run(tmp_path: Path) -> None:
    path = lines(tmp_path / "all.jsonl", [article(1)])
    folder = tmp_path / "case.duckdb"
    folder.mkdir()
    with pytest.raises(CasefileError):
        read([path], Casefile(folder, create=True))


def test_the_fingerprint_is_told_by_options_and_stays() -> None:
    from whence.runner import fingerprint

    assert fingerprint(comments=False) == fingerprint(comments=False)
    assert fingerprint(comments=False) != fingerprint(comments=True)


def test_the_fingerprint_hangs_on_code_and_data_and_not_on_what_is_made_from_them(tmp_path: Path) -> None:
    import hashlib

    from whence.runner.fingerprint import _add

    def told() -> str:
        whole = hashlib.blake2b()
        _add(whole, tmp_path, "reader")
        return whole.hexdigest()

    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "cues.csv").write_bytes(b"said\n")
    (tmp_path / "_built").mkdir()
    before = told()
    (tmp_path / "_built" / "pack.csv").write_bytes(b"1")
    (tmp_path / "data" / "cues.csv").write_bytes(b"said\r\n")
    assert told() == before
    (tmp_path / "data" / "cues.csv").write_bytes(b"told\n")
    assert told() != before
