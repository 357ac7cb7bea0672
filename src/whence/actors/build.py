"""Compiles the hand-edited data into ``_built/actors.msgpack``, and refuses data that contradicts itself."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from typing import Any

import msgspec

from whence.actors.digest import BUILT, DATA, source_hash
from whence.actors.drafts import Draft, add_surname, full_id, read_records, slug
from whence.actors.fold import key
from whence.actors.index import Pack, make_pack
from whence.actors.model import Actor, Link, Name, Office
from whence.actors.sources import day, read_csv, read_yaml
from whence.actors.states import Words, state_drafts
from whence.records import ResourceError

_TABLES = frozenset({"states", "leaders", "bodies"})  # files that are tables, not lists of records
_KINDS = frozenset({"mil", "pol", "gov", "civ", "reb", "generic"})


def build(force: bool = False) -> Path:
    """Write the compiled registry where it is missing, older than its sources, or ``force`` is given; its path.

    ``ResourceError`` names the file and entry that is wrong.
    """
    if force or built_source(BUILT) != source_hash():
        write(compile_data())
    return BUILT


def write(pack: Pack) -> None:
    """Write a pack whole or not at all."""
    BUILT.parent.mkdir(exist_ok=True)
    part = BUILT.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(msgspec.msgpack.encode(pack))
    part.replace(BUILT)


def built_source(path: Path) -> str | None:
    """The digest of the sources that a compiled file was made from; ``None`` where there is no such file."""
    try:
        fields = msgspec.msgpack.decode(path.read_bytes(), type=list[msgspec.Raw])
        return msgspec.msgpack.decode(fields[0], type=str)
    except (OSError, IndexError, msgspec.DecodeError):
        return None


def compile_data(folder: Path = DATA) -> Pack:
    """Read, check and index every data file in ``folder``."""
    source = source_hash(folder)  # before the files are read: a change while they are makes the result stale
    drafts, words = _read_drafts(folder)
    by_id = _unique(drafts)
    _add_rulers(drafts, by_id)
    as_of = _add_leaders(folder / "leaders.yaml", by_id)
    actors = tuple(draft.finished() for draft in by_id.values())
    _check(by_id, actors)
    rows = list(read_csv(folder / "nouns.csv", ("noun", "kind")))
    titles = {key(title): office for title, office in read_csv(folder / "titles.csv", ("title", "office"))}
    if unknown := {kind for _, kind in rows} - _KINDS:
        raise ResourceError(
            f"nouns.csv: unknown kind {', '.join(sorted(unknown))}; known are {', '.join(sorted(_KINDS))}"
        )
    nouns = {key(noun): kind for noun, kind in rows if kind != "generic"}
    generics = frozenset(key(noun) for noun, kind in rows if kind == "generic")
    return make_pack(source, as_of, actors, words.demonyms, words.metonyms, nouns, generics, titles)


def _read_drafts(folder: Path) -> tuple[list[Draft], Words]:
    drafts, words = state_drafts(read_yaml(folder / "states.yaml"), "states.yaml")
    _add_body_names(folder / "bodies.yaml", {draft.id: draft for draft in drafts})
    for path in sorted(folder.glob("*.yaml")):
        if path.stem not in _TABLES:
            drafts += read_records(path)
    for draft in drafts:
        if draft.type != "state":
            for word in draft.adjectives:
                words.demonyms.setdefault(key(word), draft.id)
    return drafts, words


def _unique(drafts: list[Draft]) -> dict[str, Draft]:
    by_id: dict[str, Draft] = {}
    for draft in drafts:
        other = by_id.setdefault(draft.id, draft)
        if other is not draft:
            raise ResourceError(f"{draft.where}: id {draft.id} is already that of {other.where}; give one another id")
    return by_id


def _add_body_names(path: Path, by_id: dict[str, Draft]) -> None:
    """Further names of governments, armed forces and police (``bodies.yaml``: id -> names)."""
    for body, names in (read_yaml(path) or {}).items():
        if body not in by_id:
            raise ResourceError(f"{path.name}: entry {body}: no such government, military or police")
        by_id[body].names += [Name(text) for text in names]


def _add_rulers(drafts: list[Draft], by_id: dict[str, Draft]) -> None:
    for draft in drafts:
        for rule in draft.governs:
            if rule.id not in by_id:
                raise ResourceError(f"{draft.where}: governs {rule.id}, which is not in states.yaml")
            by_id[rule.id].links.append(Link("governed_by", draft.id, rule.start, rule.end))


def _add_leaders(path: Path, by_id: dict[str, Draft]) -> datetime.date:
    """``leaders.yaml``: actor -> title -> rows of (name, from, to); a person met first here is made here.

    Returns the day up to which the file has been kept (its ``as_of``).
    """
    table = read_yaml(path)
    as_of = day(table.pop("as_of", None), last=True, where=path.name)
    if as_of is None:
        raise ResourceError(f"{path.name}: as_of, the day up to which the offices have been kept, is missing")
    for owner, offices in table.items():
        of = full_id(owner, "gov")
        if of not in by_id:
            raise ResourceError(f"{path.name}: entry {owner}: no actor {of}")
        for title, rows in offices.items():
            for row in rows:
                _add_office(by_id, of, title, row, f"{path.name}: entry {owner}, {title}, {row}")
    return as_of


def _add_office(by_id: dict[str, Draft], of: str, title: str, row: Any, where: str) -> None:
    if not isinstance(row, list) or not 1 <= len(row) <= 3 or not isinstance(row[0], str):
        raise ResourceError(f"{where}: not a row [name, from, to]")
    start, end = (
        day(value, last=last, where=where) for value, last in zip([*row[1:], None, None], (False, True), strict=False)
    )
    known_as = f"person:{slug(row[0])}"
    if known_as not in by_id:
        by_id[known_as] = Draft(known_as, row[0], "person", where, by_id[of].country, [Name(row[0])])
        add_surname(by_id[known_as], None, weak=True)
    person = by_id[known_as]
    if person.country is None and of.startswith("gov:"):
        person.country = by_id[of].country
    person.offices.append(Office(title, of, start, end))


def _check(by_id: dict[str, Draft], actors: tuple[Actor, ...]) -> None:
    for actor in actors:
        where = by_id[actor.id].where
        for other in [*(link.id for link in actor.links), *(office.of for office in actor.offices)]:
            if other not in by_id:
                raise ResourceError(f"{where}: refers to {other}, which no file holds; mend the id or add the entry")
        for what, start, end in _spans(actor):
            if start is not None and end is not None and start > end:
                raise ResourceError(f"{where}: {what} runs from {start} to {end}; put the earlier day first")
        if not all(key(name.text) for name in actor.names):
            raise ResourceError(f"{where}: a name holds no letters")


def _spans(actor: Actor) -> list[tuple[str, Any, Any]]:
    return [
        ("the entry", actor.start, actor.end),
        *((f"the name {name.text!r}", name.start, name.end) for name in actor.names),
        *((f"{link.kind} {link.id}", link.start, link.end) for link in actor.links),
        *((f"the office {office.title!r}", office.start, office.end) for office in actor.offices),
    ]
