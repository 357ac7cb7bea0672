"""The compiled registry: every actor, and every name under its folded key, ready to be loaded in one piece."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable

import msgspec

from whence.actors.fold import atoms, key, loose_key
from whence.actors.model import Actor, Name
from whence.records import ResourceError

Ref = tuple[int, int]  # (index of the actor, index of the name in the actor's names)


class Pack(msgspec.Struct, frozen=True, array_like=True):
    """What ``_built/actors.msgpack`` holds.

    ``keys`` and ``loose`` lead from a folded and a loose key to names; ``starts`` from the first atom of a
    key to the lengths (in atoms, longest first) of the keys that open with it, ``small_starts`` are those written
    without a capital; ``heads`` leads from the key of a state's name, adjective or noun to the state, ``head_starts``
    is as ``starts``; ``nouns``, ``generics`` and ``titles`` are the CSV files by key; ``holders`` leads from
    "actor|title" to the indexes of those who held that office; ``as_of`` is the day up to which offices have been kept.
    """

    source: str
    as_of: datetime.date
    actors: tuple[Actor, ...]
    keys: dict[str, tuple[Ref, ...]]
    loose: dict[str, tuple[Ref, ...]]
    starts: dict[str, tuple[int, ...]]
    small_starts: frozenset[str]
    demonyms: dict[str, str]
    metonyms: dict[str, str]
    heads: dict[str, str]
    head_starts: dict[str, tuple[int, ...]]
    nouns: dict[str, str]
    generics: frozenset[str]
    titles: dict[str, str]
    holders: dict[str, tuple[int, ...]]


def make_pack(
    source: str,
    as_of: datetime.date,
    actors: tuple[Actor, ...],
    demonyms: dict[str, str],
    metonyms: dict[str, str],
    nouns: dict[str, str],
    generics: frozenset[str],
    titles: dict[str, str],
) -> Pack:
    """Index the actors; ``ResourceError`` where two of them share a name and nothing marks it."""
    keys: dict[str, list[Ref]] = defaultdict(list)
    loose: dict[str, list[Ref]] = defaultdict(list)
    for number, actor in enumerate(actors):
        for position, name in enumerate(actor.names):
            # One reference an actor and way of writing: "NATO" and "Nato" ask for different capitals.
            written = {atoms(actor.names[other].text) for one, other in keys[key(name.text)] if one == number}
            if atoms(name.text) not in written:
                keys[key(name.text)].append((number, position))
            if not name.ambiguous or name.surname:
                _add(loose, loose_key(name.text), (number, position))
    _check_collisions(keys, actors)
    states = {
        key(name.text): actor.id
        for actor in actors
        if actor.type == "state"
        for name in actor.names
        if not name.ambiguous
    }
    # The adjective wins over a name: they can only differ for a state's former names.
    heads = states | {word: state for word, state in demonyms.items() if state.startswith("state:")}
    return Pack(
        source,
        as_of,
        actors,
        {word: tuple(refs) for word, refs in keys.items()},
        {word: tuple(refs) for word, refs in loose.items()},
        _starts(keys),
        frozenset(
            key(name.text).split(" ")[0] for actor in actors for name in actor.names if not name.text[0].isupper()
        ),
        demonyms,
        metonyms,
        heads,
        _starts(heads),
        nouns,
        generics,
        titles,
        _holders(actors),
    )


def _add(table: dict[str, list[Ref]], word: str, ref: Ref) -> None:
    """One reference an actor and key: the first of an actor's names with that key stands for all."""
    if word and all(number != ref[0] for number, _ in table[word]):
        table[word].append(ref)


def _starts(keys: Iterable[str]) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = defaultdict(set)
    for word in keys:
        parts = word.split(" ")
        lengths[parts[0]].add(len(parts))
    return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


def _holders(actors: tuple[Actor, ...]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, actor in enumerate(actors):
        for office in actor.offices:
            holders = found[f"{office.of}|{office.title}"]
            if number not in holders:
                holders.append(number)
    return {office: tuple(numbers) for office, numbers in found.items()}


def _check_collisions(keys: dict[str, list[Ref]], actors: tuple[Actor, ...]) -> None:
    for word, refs in keys.items():
        strong = [
            (actors[number], actors[number].names[position])
            for number, position in refs
            if not actors[number].names[position].ambiguous
        ]
        for place, (actor, name) in enumerate(strong):
            for other, name_of_other in strong[:place]:
                if (
                    other is not actor
                    and not _told_by_case(name, name_of_other)
                    and _overlap(actor, name, other, name_of_other)
                ):
                    raise ResourceError(
                        f"data/*.yaml: {name.text!r} ({word}) is a name of both {other.id} and {actor.id}; "
                        "give it to one, mark it {text: ..., ambiguous: true} in both, or date it"
                    )


def _told_by_case(name: Name, other: Name) -> bool:
    """True for two acronyms that capitals tell apart: "JEM" in Sudan and "JeM" in Kashmir."""
    return name.text != other.text and name.text.isalnum() and other.text.isalnum()


def _overlap(actor: Actor, name: Name, other: Actor, name_of_other: Name) -> bool:
    """True where both names were in use, by actors that existed, on some same day."""
    starts = [day for day in (actor.start, name.start, other.start, name_of_other.start) if day is not None]
    ends = [day for day in (actor.end, name.end, other.end, name_of_other.end) if day is not None]
    return not starts or not ends or max(starts) <= min(ends)
