"""The coder's dictionary entries: one frozen struct for a row of each data file. What a column means is said here once.

The words themselves, with the reason for each group, stand in ``data/*.csv``; :mod:`whence.coder.lexicon` reads them.
Every entry knows its ``file`` and ``line``, so that a coding can name the line that it rests on.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from whence.records import EntityType, EventType, FactualityValue
from whence.records.claim import Harm, Measure, Stance, Standing
from whence.records.claim import Predicate as RelationName

Pos = Literal["v", "n", "a", "r", "x", "c", "s"]
"""Verb, noun, adjective; for markers also r adverb, x auxiliary, c conjunction or determiner, s a phrase matched as it
stands."""

Role = Literal[
    "actor",
    "recipient",
    "place",
    "origin",
    "destination",
    "topic",
    "instrument",
    "content",
    "site",
    "weapon",
    "none",
]

ParticipantClass = Literal[
    "people",
    "actor",
    "armed",
    "police",
    "military",
    "state",
    "official",
    "civilians",
    "group",
    "place",
    "site",
    "weapon",
    "money",
    "aid",
    "event",
    "accident",
]
"""What a participant is, for guards: people (persons or a group of them), actor (people, organisation or state: whoever
can act), armed (military, police, armed group, gunman), state (state or government, metonyms too), official (an
office-holder), civilians (unarmed people, crowds), group (organisation or armed group), place (toponym or ground),
site (building, vehicle, vessel, aircraft), weapon, money, aid (food, medicine, supplies), event (a word that is itself
an event: attack, talks), accident (a disaster or mishap, which nobody does)."""

GuardKind = Literal[
    "subject",
    "object",
    "any",
    "prep",
    "mod",
    "comp",
    "instrument",
    "reflexive",
    "intransitive",
    "transitive",
    "clause",
    "passive",
]

MarkerEffect = Literal[
    "negate",
    "certain",
    "probable",
    "possible",
    "uncommitted",
    "open",
    "unspecified_report",
    "doubt",
    "actor_doubt",
    "attempt",
]

OutOfScopeFrame = Literal[
    "sport", "figurative", "accident", "exercise", "fiction", "commemoration", "crime", "market", "health"
]


class Guard(msgspec.Struct, frozen=True, gc=False):
    """One condition on a word's company. ``values`` are alternatives: classes for subject, object and any; lemmas for
    prep, mod (modifiers) and comp (heads of objects, obliques and clausal complements); empty for the bare kinds.
    ``negated``: the condition must not hold."""

    kind: GuardKind
    values: frozenset[str] = frozenset()
    negated: bool = False


class Predicate(msgspec.Struct, frozen=True, gc=False):
    """A word that is an event in certain company (``predicates.csv``; the file's head explains each column).

    ``type`` is ``None`` where the word in that company is no event: the row blocks those after it. ``prepositions``
    maps a preposition to the role of what it governs. An idiom (``idioms.csv``) has ``noun``, the head of the
    verb's complement, and ``noun_preposition`` where one joins it.
    """

    lemma: str
    pos: Pos
    particle: str | None
    type: EventType | None
    mode: str | None
    subject: Role
    object: Role
    prepositions: dict[str, Role]
    clause: Literal["act", "content", "none"]
    harm: Harm | None
    needs: tuple[Guard, ...]
    prior: float
    file: str
    line: int
    noun: str | None = None
    noun_preposition: str | None = None

    @property
    def entry(self) -> str:
        """The entry as a coding's grounds name it: "predicates.csv: carry out"."""
        words = (self.lemma, self.particle, self.noun_preposition, self.noun)
        return f"{self.file}: {' '.join(word for word in words if word)}"


class LightVerb(msgspec.Struct, frozen=True, gc=False):
    """A verb whose event is its object's (``light_verbs.csv``). ``role`` is what the subject is to that noun;
    ``aspect`` whether the act happens, begins, ends, or is announced, planned, prevented or claimed."""

    lemma: str
    particle: str | None
    role: Literal["actor", "recipient"]
    aspect: Literal["does", "begins", "ends", "announces", "declares", "plans", "prevents", "claims"]
    file: str
    line: int


class Toll(msgspec.Struct, frozen=True, gc=False):
    """A word that tells a toll of a happening named elsewhere (``tolls.csv``). ``counted`` is where the count sits;
    ``certain`` is false where the harm may be mixed ("casualties")."""

    lemma: str
    pos: Pos
    complement: str | None
    harm: Harm
    counted: Literal["subject", "object", "of", "self", "complement"]
    certain: bool
    file: str
    line: int


class Marker(msgspec.Struct, frozen=True, gc=False):
    """A factuality marker (``markers.csv``). ``words`` are lemmas in text order. ``value`` is what a positive content
    becomes, ``None`` where the polarity only turns or nothing is lowered. ``stance`` is the unspecified step's."""

    words: tuple[str, ...]
    pos: Pos
    effect: MarkerEffect
    value: FactualityValue | None
    scope: Literal["head", "clause", "complement", "modified", "sentence"]
    frame: Literal["any", "to", "passive_to"]
    stance: Stance | None
    file: str
    line: int


class Estimative(msgspec.Struct, frozen=True, gc=False):
    """An estimative phrase and its ICD 203 band (``estimative.csv``): two probabilities, low and high."""

    words: tuple[str, ...]
    low: float
    high: float
    value: FactualityValue
    file: str
    line: int


class RelationEntry(msgspec.Struct, frozen=True, gc=False):
    """A word that states a standing tie (``relations.csv``). ``subject``, ``object`` and ``prepositions`` say which
    side of the tie stands where: ``subject`` and ``object`` of the tie, or ``origin``."""

    lemma: str
    pos: Pos
    particle: str | None
    predicate: RelationName
    subject: Literal["subject", "object", "origin", "none"]
    object: Literal["subject", "object", "origin", "none"]
    prepositions: dict[str, Literal["subject", "object", "origin", "none"]]
    needs: tuple[Guard, ...]
    file: str
    line: int

    @property
    def entry(self) -> str:
        """The entry as a coding's grounds name it."""
        return f"{self.file}: {' '.join(word for word in (self.lemma, self.particle) if word)}"


class OccurrenceVerb(msgspec.Struct, frozen=True, gc=False):
    """A verb whose subject is the event itself (``occurrence_verbs.csv``); ``aspect``: it happens, begins or ends."""

    lemma: str
    particle: str | None
    aspect: Literal["does", "begins", "ends"]
    file: str
    line: int


class Title(msgspec.Struct, frozen=True, gc=False):
    """A title noun and the tie it states to what it is a title of (``titles.csv``)."""

    title: str
    predicate: Literal["leads", "member_of"]
    kind: str
    file: str
    line: int


class Agent(msgspec.Struct, frozen=True, gc=False):
    """A common noun for a participant (``agents.csv``). ``number`` tells a person from a group of them and from a
    thing; ``classes`` are the guard classes it satisfies beyond its type's; ``standing`` what it is as a source,
    ``None`` where it is none."""

    lemma: str
    type: EntityType
    number: Literal["person", "group", "thing"]
    classes: frozenset[ParticipantClass]
    standing: Standing | None
    file: str
    line: int


class MeasureEntry(msgspec.Struct, frozen=True, gc=False):
    """What a count of this noun about a group measures (``measures.csv``), and in what unit."""

    lemma: str
    measure: Measure
    unit: str
    file: str
    line: int


class Cameo(msgspec.Struct, frozen=True, gc=False):
    """The CAMEO code and quad class of a PLOVER type and mode (``cameo.csv``)."""

    code: str
    quad_class: Literal[1, 2, 3, 4]


class Instrument(msgspec.Struct, frozen=True, gc=False):
    """A weapon noun (``instruments.csv``) and the ASSAULT mode it gives; ``rank`` orders the modes where several
    weapons are named (the gravest wins, codebook 10.18)."""

    lemma: str
    mode: str | None
    rank: int
    file: str
    line: int


class OutOfScope(msgspec.Struct, frozen=True, gc=False):
    """A word that marks a frame in which conflict words mean no conflict (``outofscope.csv``). ``weight`` is how
    far one such word in a sentence goes, 0 to 1: 1 settles it."""

    lemma: str
    frame: OutOfScopeFrame
    weight: float
    file: str
    line: int
