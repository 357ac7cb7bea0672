"""The coder's dictionary: what single words mean for coding, read from ``data/*.csv`` once and shared.

A bad row raises :class:`whence.records.ResourceError` with its file and line (:mod:`whence.coder.table`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast, get_args

import msgspec

from whence.coder import entries
from whence.coder.entries import (
    Agent,
    Cameo,
    Estimative,
    Guard,
    Instrument,
    LightVerb,
    Marker,
    MeasureEntry,
    OccurrenceVerb,
    OutOfScope,
    Predicate,
    RelationEntry,
    Title,
    Toll,
)
from whence.coder.table import Row, read_rows
from whence.records import EntityType, EventType, FactualityValue
from whence.records.claim import MODES, Harm, Measure, Stance, Standing
from whence.records.claim import Predicate as RelationName

DATA = Path(__file__).parent / "data"

T = TypeVar("T")
K = TypeVar("K")

CONTEXTS: frozenset[str] = frozenset(
    [
        "military",
        "intelligence",
        "executive",
        "legislative",
        "election",
        "political",
        "legal",
        "territory",
        "terrorism",
        "insurgency",
        "peacekeeping",
        "diplomatic",
        "economic",
        "resource",
        "asylum",
        "migration",
        "human_rights",
        "crime",
        "corruption",
        "illegal_drugs",
        "cyber",
        "misinformation",
        "pro_democracy",
        "pro_autocracy",
        "coup",
        "religion",
        "ethnic",
        "health",
        "disaster",
        "environment",
        "technology",
        "weapons_of_mass_destruction",
    ]
)
"""Contexts an event may stand in: those of PLOVER (manual v0.8) that a single word can tell, and insurgency, coup,
religion, ethnic and weapons_of_mass_destruction, which conflict researchers ask for."""


class Lexicon(msgspec.Struct, frozen=True):
    """Everything the coder knows about words. Keys are lower-case UD lemmas; the rows of one key keep the file's order,
    which runs from the most to the least specific; a predicate row without guards stands behind all that have some."""

    predicates: dict[tuple[str, str], tuple[Predicate, ...]]
    """(lemma, pos) to rows; particles are among the rows' conditions."""
    idioms: dict[tuple[str, str], tuple[Predicate, ...]]
    """(verb lemma, noun lemma) to rows."""
    light_verbs: dict[tuple[str, str | None], LightVerb]
    """(lemma, particle) to the light verb."""
    occurrence_verbs: dict[tuple[str, str | None], OccurrenceVerb]
    """(lemma, particle) to the verb that tells that its subject happens."""
    tolls: dict[tuple[str, str], tuple[Toll, ...]]
    """(lemma, pos) to rows; those with a complement first."""
    markers: dict[str, tuple[Marker, ...]]
    """First word to the markers that begin with it, longest first."""
    estimative: tuple[Estimative, ...]
    """Longest phrase first."""
    relations: dict[tuple[str, str], tuple[RelationEntry, ...]]
    """(lemma, pos) to rows."""
    titles: dict[str, Title]
    """Title, several words joined by a space, to what tie it states."""
    agents: dict[str, Agent]
    """Noun, several words joined by a space, to what it is."""
    measures: dict[str, MeasureEntry]
    contexts: dict[str, tuple[str, ...]]
    """Word to PLOVER contexts."""
    cameo: dict[tuple[str, str | None], Cameo]
    """(type, mode) to code; mode ``None`` is the type alone."""
    instruments: dict[str, Instrument]
    """Weapon, several words joined by a space, to mode."""
    outofscope: dict[str, tuple[OutOfScope, ...]]
    head_frames: dict[str, Predicate]
    """Event type to the frame of a word that only the model takes for one; its lemma is empty, its prior 0."""


def _values(literal: Any) -> frozenset[str]:
    return frozenset(get_args(literal))


_POS = _values(entries.Pos)
_ROLES = _values(entries.Role)
_CLASSES = _values(entries.ParticipantClass)
_TYPES = _values(EventType)
_HARM = _values(Harm)
_STANCE = _values(Stance)
_VALUES = _values(FactualityValue)
_CLAUSE = frozenset({"act", "content", "none"})
_SIDES = frozenset({"subject", "object", "origin", "none"})
_CLASS_GUARDS = frozenset({"subject", "object", "any"})
_WORD_GUARDS = frozenset({"prep", "mod", "comp"})
_BARE_GUARDS = _values(entries.GuardKind) - _CLASS_GUARDS - _WORD_GUARDS


def parse_guards(row: Row) -> tuple[Guard, ...]:
    """The guards in a row's ``needs`` cell: ``kind=class|class``, ``kind:word|word`` or a bare kind, ``!`` for not."""
    return tuple(_guard(row, text.strip()) for text in filter(None, row.cell("needs").split(";")))


def _guard(row: Row, text: str) -> Guard:
    negated, body = text.startswith("!"), text.removeprefix("!")
    if body in _BARE_GUARDS:
        return Guard(cast(Any, body), frozenset(), negated)
    kind, _, words = body.partition("=")
    if kind in _CLASS_GUARDS and words and (values := frozenset(words.split("|"))) <= _CLASSES:
        return Guard(cast(Any, kind), values, negated)
    kind, _, words = body.partition(":")
    if kind in _WORD_GUARDS and words and all(words.split("|")):
        return Guard(cast(Any, kind), frozenset(words.split("|")), negated)
    raise row.error("a guard (see the head of predicates.csv)", text)


def _type_and_mode(row: Row) -> tuple[EventType | None, str | None]:
    if row.cell("type") == "none":
        return None, row.maybe("mode", frozenset())
    kind: EventType = row.one("type", _TYPES)
    return kind, row.maybe("mode", MODES[kind])


def _particles(row: Row) -> list[str | None]:
    return [particle or None for particle in row.cell("particle").split("|")]


def _predicates(row: Row, *, idiom: bool) -> Iterator[Predicate]:
    kind, mode = _type_and_mode(row)
    pos: entries.Pos = "v" if idiom else row.one("pos", _POS)
    subject, object_ = row.one("subject", _ROLES), row.one("object", _ROLES)
    prepositions, needs = row.pairs("prepositions", _ROLES), parse_guards(row)
    clause: Any = row.maybe("clause", _CLAUSE) or "none"
    harm, prior = row.maybe("harm", _HARM), row.number("prior")
    joined = (row.cell("preposition") or None) if idiom else None
    nouns: list[str | None] = [*row.words("noun")] if idiom else [None]
    head = (kind, mode, subject, object_, prepositions, clause, harm, needs, prior, row.file, row.line)
    for lemma in row.words("lemma"):
        for particle in _particles(row):
            for noun in nouns:
                yield Predicate(lemma, pos, particle, *head, noun, joined)


def _head_frames(row: Row) -> tuple[str, Predicate]:
    kind: EventType = row.one("type", _TYPES)
    subject, object_ = row.one("subject", _ROLES), row.one("object", _ROLES)
    clause: Any = row.maybe("clause", _CLAUSE) or "none"
    frame = (subject, object_, row.pairs("prepositions", _ROLES), clause, None, (), 0.0, row.file, row.line)
    return kind, Predicate("", "v", None, kind, None, *frame)


def _light_verbs(row: Row) -> Iterator[LightVerb]:
    role = row.one("role", frozenset({"actor", "recipient"}))
    aspect = row.one(
        "aspect", frozenset(["does", "begins", "ends", "announces", "declares", "plans", "prevents", "claims"])
    )
    for lemma in row.words("lemma"):
        yield LightVerb(lemma, row.cell("particle") or None, role, aspect, row.file, row.line)


def _occurrence_verbs(row: Row) -> Iterator[OccurrenceVerb]:
    aspect = row.one("aspect", frozenset(["does", "begins", "ends"]))
    for lemma in row.words("lemma"):
        for particle in _particles(row):
            yield OccurrenceVerb(lemma, particle, aspect, row.file, row.line)


def _tolls(row: Row) -> Iterator[Toll]:
    pos, harm = row.one("pos", _POS), row.one("harm", _HARM)
    counted = row.one("counted", frozenset({"subject", "object", "of", "self", "complement"}))
    certain = row.one("certain", frozenset({"yes", "no"})) == "yes"
    for lemma in row.words("lemma"):
        yield Toll(lemma, pos, row.cell("complement") or None, harm, counted, certain, row.file, row.line)


def _markers(row: Row) -> Iterator[Marker]:
    pos, effect = row.one("pos", _POS), row.one("effect", _values(entries.MarkerEffect))
    value, stance = row.maybe("value", _VALUES), row.maybe("stance", _STANCE)
    scope = row.one("scope", frozenset({"head", "clause", "complement", "modified", "sentence"}))
    frame = row.one("frame", frozenset({"any", "to", "passive_to"}))
    for words in row.words("words"):
        yield Marker(tuple(words.split()), pos, effect, value, scope, frame, stance, row.file, row.line)


def _estimatives(row: Row) -> Iterator[Estimative]:
    low, high, value = row.number("low"), row.number("high"), row.one("value", _VALUES)
    if low >= high:
        raise row.error("a low below the high", f"{low} and {high}")
    for phrase in row.words("phrase"):
        yield Estimative(tuple(phrase.split()), low, high, value, row.file, row.line)


def _relations(row: Row) -> Iterator[RelationEntry]:
    pos, predicate = row.one("pos", _POS), row.one("predicate", _values(RelationName))
    subject, object_ = row.one("subject", _SIDES), row.one("object", _SIDES)
    prepositions, needs = row.pairs("prepositions", _SIDES), parse_guards(row)
    for lemma in row.words("lemma"):
        particle = row.cell("particle") or None
        yield RelationEntry(lemma, pos, particle, predicate, subject, object_, prepositions, needs, row.file, row.line)


def _titles(row: Row) -> Iterator[Title]:
    predicate = row.one("predicate", frozenset({"leads", "member_of"}))
    for title in row.words("title"):
        yield Title(title, predicate, row.cell("kind"), row.file, row.line)


def _agents(row: Row) -> Iterator[Agent]:
    kind, number = row.one("type", _values(EntityType)), row.one("number", frozenset({"person", "group", "thing"}))
    classes, standing = row.options("classes", _CLASSES), row.maybe("standing", _values(Standing))
    for lemma in row.words("lemma"):
        yield Agent(lemma, kind, number, classes, standing, row.file, row.line)


def _measures(row: Row) -> Iterator[MeasureEntry]:
    measure = row.one("measure", _values(Measure))
    for lemma in row.words("lemma"):
        yield MeasureEntry(lemma, measure, row.cell("unit") or lemma, row.file, row.line)


def _instruments(row: Row) -> Iterator[Instrument]:
    mode = row.maybe("mode", MODES["ASSAULT"])
    for lemma in row.words("lemma"):
        yield Instrument(lemma, mode, row.whole("rank"), row.file, row.line)


def _outofscope(row: Row) -> Iterator[OutOfScope]:
    frame = row.one("frame", _values(entries.OutOfScopeFrame))
    for lemma in row.words("word"):
        yield OutOfScope(lemma, frame, row.number("weight"), row.file, row.line)


def _contexts(row: Row) -> Iterator[tuple[str, tuple[str, ...]]]:
    found = tuple(sorted(row.options("contexts", CONTEXTS)))
    for word in row.words("word"):
        yield word, found


def _cameo(row: Row) -> tuple[tuple[str, str | None], Cameo]:
    kind, mode = _type_and_mode(row)
    code, quad = row.cell("code"), row.one("quad", frozenset("1234"))
    if kind is None or not (code.isdecimal() and 2 <= len(code) <= 4):
        raise row.error("a PLOVER type and a CAMEO code of two to four digits", f"{kind}, {code}")
    return (kind, mode), Cameo(code, cast(Any, int(quad)))


def _grouped(
    items: Iterator[T], key: Callable[[T], K], rank: Callable[[T], float] | None = None
) -> dict[K, tuple[T, ...]]:
    """Items by key, in the file's order, or by ``rank`` (lowest first) where one is given."""
    found: dict[K, list[T]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return {k: tuple(sorted(group, key=rank) if rank and len(group) > 1 else group) for k, group in found.items()}


def _unique(items: Iterator[T], key: Callable[[T], K]) -> dict[K, T]:
    """Items by a key that each has for itself; of two with one key the first stays (a test forbids them)."""
    found: dict[K, T] = {}
    for item in items:
        found.setdefault(key(item), item)
    return found


def read(directory: Path = DATA) -> Lexicon:
    """Read the dictionary from a folder of data files.

    Raises:
        ResourceError: a file is missing, or a row is not what its column should hold.
    """

    def parse(name: str, parser: Callable[[Row], Iterator[T]]) -> Iterator[T]:
        return (item for row in read_rows(directory, name) for item in parser(row))

    return Lexicon(
        predicates=_grouped(
            parse("predicates.csv", lambda row: _predicates(row, idiom=False)),
            lambda p: (p.lemma, str(p.pos)),
            lambda p: not p.needs,
        ),
        idioms=_grouped(
            parse("idioms.csv", lambda row: _predicates(row, idiom=True)),
            lambda p: (p.lemma, p.noun or ""),
            lambda p: not p.needs,
        ),
        light_verbs=_unique(parse("light_verbs.csv", _light_verbs), lambda verb: (verb.lemma, verb.particle)),
        occurrence_verbs=_unique(
            parse("occurrence_verbs.csv", _occurrence_verbs), lambda verb: (verb.lemma, verb.particle)
        ),
        tolls=_grouped(parse("tolls.csv", _tolls), lambda t: (t.lemma, str(t.pos)), lambda t: t.complement is None),
        markers=_grouped(parse("markers.csv", _markers), lambda m: m.words[0], lambda m: -len(m.words)),
        estimative=tuple(sorted(parse("estimative.csv", _estimatives), key=lambda e: -len(e.words))),
        relations=_grouped(parse("relations.csv", _relations), lambda r: (r.lemma, str(r.pos))),
        titles=_unique(parse("titles.csv", _titles), lambda title: title.title),
        agents=_unique(parse("agents.csv", _agents), lambda agent: agent.lemma),
        measures=_unique(parse("measures.csv", _measures), lambda measure: measure.lemma),
        contexts=dict(parse("contexts.csv", _contexts)),
        cameo=dict(_cameo(row) for row in read_rows(directory, "cameo.csv")),
        instruments=_unique(parse("instruments.csv", _instruments), lambda instrument: instrument.lemma),
        outofscope=_grouped(parse("outofscope.csv", _outofscope), lambda word: word.lemma),
        head_frames=dict(_head_frames(row) for row in read_rows(directory, "head_frames.csv")),
    )


@cache
def load() -> Lexicon:
    """The dictionary that comes with whence; read once in a process."""
    return read()
