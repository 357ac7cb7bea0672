"""From the table of states: the state, its government, military, police and people, its adjectives and its capital."""

from __future__ import annotations

import dataclasses
from typing import Any

from whence.actors.drafts import Draft, name_of
from whence.actors.fold import key
from whence.actors.model import Link, Name
from whence.actors.sources import day, strings
from whence.records import EntityType, ResourceError

_FIELDS = frozenset({
    "name", "the", "iso", "aliases", "adj", "noun", "capital", "capital_ambiguous", "metonyms", "seats",
    "from", "to", "note", "successor",
})  # fmt: skip
# Adjectives with these endings have one form for the people ("the Chinese", "the Irish"); others take an s.
_UNCHANGED = ("ese", "ish", "ch", "ss", "s")
# The bodies made for every state: prefix, type, the name without and with an adjective, and further names.
_BODIES: tuple[tuple[str, EntityType, str, str | None, tuple[str, ...]], ...] = (
    ("gov", "government", "Government of {of}", None, ("{adj} government",)),
    ("mil", "military", "Military of {of}", "{adj} military", ("{adj} armed forces", "Armed Forces of {of}")),
    ("pol", "police", "Police of {of}", "{adj} police", ()),
    ("civ", "civilians", "Civilians of {of}", "{adj} civilians", ()),
    ("reb", "armed_group", "Rebels in {of}", "{adj} rebels", ("{adj} insurgents",)),
)


@dataclasses.dataclass
class Words:
    """Words that stand for a state or one of its bodies: folded key -> id."""

    demonyms: dict[str, str] = dataclasses.field(default_factory=dict)
    metonyms: dict[str, str] = dataclasses.field(default_factory=dict)


def state_drafts(table: dict[str, Any], file: str) -> tuple[list[Draft], Words]:
    """Drafts of every state and its bodies, and the words that stand for them."""
    drafts: list[Draft] = []
    words = Words()
    for code, record in table.items():
        where = f"{file}: entry {code}"
        if unknown := set(record) - _FIELDS:
            raise ResourceError(f"{where}: unknown field {', '.join(sorted(unknown))}")
        state = _state(code, record, where)
        bodies = _bodies(code, record, state)
        _add_seats(record.get("seats") or {}, bodies, where)
        _add_words(code, record, words, where)
        drafts += [state, *bodies.values()]
    return drafts, words


def _state(code: str, record: dict[str, Any], where: str) -> Draft:
    country = str(record.get("iso", code)).upper()
    state = Draft(f"state:{code}", record["name"], "state", where, country, countries=(country,))
    state.names = [Name(record["name"]), *(name_of(value, where) for value in strings(record.get("aliases"), where))]
    state.start = day(record.get("from"), last=False, where=where)
    state.end = day(record.get("to"), last=True, where=where)
    state.note = record.get("note", "")
    state.adjectives = [name_of(value, where).text for value in strings(record.get("adj"), where)]
    if successor := record.get("successor"):
        state.links.append(Link("renamed_to", f"state:{successor}", state.end))
    return state


def _bodies(code: str, record: dict[str, Any], state: Draft) -> dict[str, Draft]:
    of = f"the {state.name}" if record.get("the") else state.name
    adjective = state.adjectives[0] if state.adjectives else None
    bodies: dict[str, Draft] = {}
    for prefix, type_, bare, described, more in _BODIES:
        name = (described or bare).format(adj=adjective, of=of) if adjective else bare.format(of=of)
        texts = [
            name,
            bare.format(of=of),
            *(form.format(adj=adjective, of=of) for form in more if adjective or "{adj}" not in form),
        ]
        body = Draft(f"{prefix}:{code}", name, type_, state.where, state.country, countries=state.countries)
        body.names = [Name(text) for text in dict.fromkeys(texts)]
        body.start, body.end = state.start, state.end
        body.links = [Link("part_of", f"gov:{code}" if prefix in ("mil", "pol") else f"state:{code}")]
        bodies[prefix] = body
    return bodies


def _add_seats(seats: dict[str, str], bodies: dict[str, Draft], where: str) -> None:
    for seat, prefix in seats.items():
        if prefix not in bodies:
            raise ResourceError(f"{where}: seat {seat} stands for {prefix!r}; write gov, mil or pol")
        bodies[prefix].names.append(Name(seat))


def _add_words(code: str, record: dict[str, Any], words: Words, where: str) -> None:
    adjectives = [name_of(value, where).text for value in strings(record.get("adj"), where)]
    nouns = strings(record.get("noun"), where)
    if "noun" not in record:
        nouns = [form for word in adjectives for form in (word, word if word.endswith(_UNCHANGED) else word + "s")]
    for word in [*adjectives, *nouns]:
        _claim(words.demonyms, word, f"state:{code}", "adjective or noun", where)
    towns = [record["capital"]] if record.get("capital") and not record.get("capital_ambiguous") else []
    for town in [*towns, *strings(record.get("metonyms"), where)]:
        _claim(words.metonyms, name_of(town, where).text, f"gov:{code}", "capital", where)
    for seat, prefix in (record.get("seats") or {}).items():
        _claim(words.metonyms, seat, f"{prefix}:{code}", "seat of power", where)


def _claim(table: dict[str, str], word: str, id: str, what: str, where: str) -> None:
    other = table.setdefault(key(word), id)
    if other != id:
        raise ResourceError(f"{where}: {what} {word!r} is also that of {other}; leave it with one of them")
