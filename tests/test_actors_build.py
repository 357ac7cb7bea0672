"""Compiling the actor data: what is wrong in a file is refused, with the file and the entry."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest

from whence.actors import build as building
from whence.actors.build import build, compile_data
from whence.actors.digest import BUILT, DATA, source_hash
from whence.actors.index import Pack
from whence.actors.sources import day
from whence.records import ResourceError

SMALL_STATES = "fra: {name: France, adj: [French], capital: Paris}\nita: {name: Italy, adj: [Italian], capital: Rome}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small set of data files that compiles."""
    (tmp_path / "states.yaml").write_text(SMALL_STATES)
    (tmp_path / "leaders.yaml").write_text("as_of: 2020\nfra:\n  president: [[Jane Doe, 2010, 2012-05]]\n")
    (tmp_path / "bodies.yaml").write_text("mil:fra: [Army of the Republic]\n")
    (tmp_path / "armed_groups_europe.yaml").write_text("- {id: a, name: Band of A, countries: [fra]}\n")
    for name in ("nouns.csv", "titles.csv"):
        shutil.copy(DATA / name, tmp_path / name)
    return tmp_path


def groups(folder: Path, text: str) -> Path:
    (folder / "armed_groups_europe.yaml").write_text(text)
    return folder


def test_a_small_set_compiles(folder: Path) -> None:
    ids = {actor.id for actor in compile_data(folder).actors}
    assert {"state:fra", "gov:fra", "mil:ita", "group:a", "person:jane-doe"} <= ids


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- {id: a, name: A}\n- {id: a, name: B}\n", r"armed_groups_europe.yaml: entry 2 \(B\): id group:a"),
        ("- {id: a, name: A, parent: b}\n", r"entry 1 \(A\): refers to group:b"),
        ("- {id: a, name: A Band}\n- {id: b, name: B, aliases: [A Band]}\n", r"'A Band' .* group:a and group:b"),
        ("- {id: a, name: A, from: 2010, to: 2009}\n", r"entry 1 \(A\): the entry runs from 2010-01-01 to 2009-12-31"),
        ("- {id: a, name: A, from: soon}\n", r"'soon' is no date"),
        ("- {id: a, name: A, colour: red}\n", r"unknown field colour"),
        ("- {id: a, name: A, type: gang}\n", r"type 'gang'"),
        ("- {id: a, name: A, aliases: [{txt: B}]}\n", r"is no name"),
        ("- {id: a, name: A, parent: [{id: a, since: 2010}]}\n", r"is no link"),
        ("- {id: a}\n", r"entry 1: .* has no name"),
        ("- {id: a, name: [}\n", r"armed_groups_europe.yaml: not valid YAML"),
        ("- {id: a, name: A, governs: [zzz]}\n", r"governs gov:zzz"),
    ],
)
def test_what_is_wrong_is_named(folder: Path, text: str, message: str) -> None:
    with pytest.raises(ResourceError, match=message):
        compile_data(groups(folder, text))


def test_a_shared_name_may_be_marked_or_dated(folder: Path) -> None:
    marked = "- {id: a, name: A Band}\n- {id: b, name: B, aliases: [{text: A Band, ambiguous: true}]}\n"
    assert len(compile_data(groups(folder, marked)).keys["a band"]) == 2
    dated = "- {id: a, name: A Band, to: 1990}\n- {id: b, name: B, aliases: [{text: A Band, from: 1991}]}\n"
    assert len(compile_data(groups(folder, dated)).keys["a band"]) == 2


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("leaders.yaml", "fra: {}\n", "as_of"),
        ("leaders.yaml", "as_of: 2020\nxxx: {president: [[A]]}\n", "no actor gov:xxx"),
        ("leaders.yaml", "as_of: 2020\nfra: {president: [A B]}\n", "not a row"),
        ("bodies.yaml", "mil:xxx: [A]\n", "no such government"),
        ("states.yaml", SMALL_STATES + "esp: {name: Spain, adj: [French]}\n", "also that of state:fra"),
        ("states.yaml", SMALL_STATES + "esp: {name: Spain, seats: {Palace: king}}\n", "gov, mil or pol"),
        ("states.yaml", SMALL_STATES + "esp: {name: Spain, size: 3}\n", "unknown field size"),
        ("nouns.csv", "noun,kind\narmy,navy\n", "unknown kind navy"),
        ("nouns.csv", "noun,sort\narmy,mil\n", "columns are"),
    ],
)
def test_tables_are_checked_too(folder: Path, file: str, text: str, message: str) -> None:
    (folder / file).write_text(text)
    with pytest.raises(ResourceError, match=message):
        compile_data(folder)


def test_a_file_of_no_known_subject_is_refused(folder: Path) -> None:
    (folder / "planets.yaml").write_text("[]\n")
    with pytest.raises(ResourceError, match="no subject of that name"):
        compile_data(folder)


def test_prefix_dates() -> None:
    spans = [(day(text, last=False, where="x"), day(text, last=True, where="x")) for text in (2016, "2016-02")]
    assert [(str(first), str(last)) for first, last in spans] == [
        ("2016-01-01", "2016-12-31"),
        ("2016-02-01", "2016-02-29"),
    ]
    assert day(None, last=False, where="x") is None


def test_building_is_skipped_when_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    assert build() == BUILT
    monkeypatch.setattr(building, "compile_data", lambda: pytest.fail("compiled again"))
    assert build() == BUILT


def test_the_built_file_is_what_the_sources_say() -> None:
    build()
    pack = msgspec.msgpack.decode(BUILT.read_bytes(), type=Pack)
    assert pack.source == source_hash()
    assert pack == compile_data()


def test_one_source_gives_one_file() -> None:
    assert msgspec.msgpack.encode(compile_data()) == msgspec.msgpack.encode(compile_data())
