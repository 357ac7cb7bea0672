"""Claim: one proposition that a text puts forward, with who puts it forward and how surely.

The fields are those of ``claim.schema.json``; what each holds is the codebook's matter (CODING.md).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from whence.records.document import BlockKind, DocumentRef
from whence.records.entity import Entity, Place
from whence.records.interval import Interval
from whence.records.range import Range
from whence.records.span import Span

ClaimKind = Literal["event", "relation", "estimate", "forecast", "statement"]

FactualityValue = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "CTu", "Uu"]

EventType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]

MODES: Mapping[str, frozenset[str]] = {
    "AGREE": frozenset(),
    "CONSULT": frozenset({"visit", "third-party", "multilateral", "phone"}),
    "SUPPORT": frozenset(),
    "CONCEDE": frozenset(),
    "COOPERATE": frozenset(),
    "AID": frozenset(),
    "RETREAT": frozenset({"withdraw", "release", "return", "disarm", "ceasefire", "access", "resign"}),
    "REQUEST": frozenset({"assist", "change", "yield", "meet"}),
    "ACCUSE": frozenset({"disapprove", "investigate", "allege"}),
    "REJECT": frozenset({"assist", "change", "yield", "meet"}),
    "THREATEN": frozenset({"restrict", "ban", "arrest", "relations", "expel", "territory", "violence"}),
    "PROTEST": frozenset({"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"}),
    "SANCTION": frozenset({"convict", "expel", "withdraw", "discontinue"}),
    "MOBILIZE": frozenset({"troops", "weapons", "police", "militia"}),
    "COERCE": frozenset(
        [
            "seize",
            "restrict",
            "ban",
            "arrest",
            "deport",
            "withhold",
            "cyber",
            "censor",
            "curfew",
            "misinformation",
            "martial-law",
        ]
    ),
    "ASSAULT": frozenset(
        [
            "clash",
            "abduct",
            "beat",
            "torture",
            "execute",
            "sexual",
            "assassinate",
            "primitive",
            "firearms",
            "explosives",
            "suicide-attack",
            "aerial",
            "drone",
            "heavy-weapons",
            "crowd-control",
            "unconventional",
            "destroy",
            "take-territory",
            "retake-territory",
        ]
    ),
}
"""The modes of each event type (codebook, section 2)."""

Standing = Literal["named", "role", "anonymous", "collective", "document", "unspecified"]

Stance = Literal[
    "asserts",
    "reports",
    "confirms",
    "claims_responsibility",
    "denies",
    "doubts",
    "asks",
    "predicts",
    "believes",
    "promises",
    "threatens",
    "declines_to_deny",
]

Predicate = Literal[
    "supports",
    "arms",
    "funds",
    "trains",
    "allied_with",
    "opposes",
    "rival_of",
    "fights",
    "part_of",
    "leads",
    "member_of",
    "predecessor_of",
    "split_from",
    "pledged_to",
    "created",
    "controls",
    "present_in",
    "moved_to",
]

Measure = Literal[
    "strength",
    "fatalities",
    "injured",
    "displaced",
    "detained",
    "abducted",
    "equipment",
    "territory",
    "money",
    "other",
]

Harm = Literal["killed", "injured", "abducted", "detained", "displaced", "missing"]


class AttributionStep(msgspec.Struct, frozen=True):
    """One link of the source chain: who, in what words, with what stance. ``source`` is ``None`` for a
    report with no reporter ("reportedly"), whose standing is ``unspecified``."""

    source: Entity | None
    cue: Span | None
    mode: Literal["direct", "indirect", "mixed"]
    stance: Stance
    standing: Standing
    commitment: FactualityValue | None = None
    also: tuple[Entity, ...] = ()


class Factuality(msgspec.Struct, frozen=True):
    """How the innermost source presents it (FactBank's values), the words that say so, and the ICD 203
    band of an estimative word (two probabilities, low and high)."""

    value: FactualityValue
    markers: tuple[Span, ...] = ()
    probability: tuple[float, float] | None = None


class Casualties(msgspec.Struct, frozen=True):
    """One part of a toll: whom, what befell them, how many."""

    of: Entity
    kind: Harm
    value: Range


class Event(msgspec.Struct, frozen=True):
    """Who did what to whom, where and when (PLOVER types and modes; CODING.md section 2).

    ``score`` is the confidence of the coding, 0 to 1. ``quad_class``: 1 verbal cooperation, 2 material
    cooperation, 3 verbal conflict, 4 material conflict.
    """

    type: EventType
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    quad_class: Literal[1, 2, 3, 4] = 4
    score: float | None = None
    trigger: Span | None = None
    instruments: tuple[Span, ...] = ()
    place: Place | None = None
    date: Interval | None = None
    fatalities: Range | None = None
    injured: Range | None = None
    abducted: Range | None = None
    detained: Range | None = None
    displaced: Range | None = None
    actors_factuality: FactualityValue | None = None
    casualties: tuple[Casualties, ...] = ()


class Relation(msgspec.Struct, frozen=True):
    """A standing tie: ``subject`` does or is; ``object`` has it done or is its whole."""

    predicate: Predicate
    subject: Entity
    object: Entity | Place
    origin: Place | None = None
    when: Interval | None = None


class Estimate(msgspec.Struct, frozen=True):
    """A number about a group, a side or a place that is not the toll of one event."""

    measure: Measure
    of: Entity
    value: Range
    unit: str | None = None
    place: Place | None = None
    as_of: Interval | None = None
    trend: Literal["up", "down", "steady"] | None = None


class Forecast(msgspec.Struct, frozen=True):
    """What has not happened yet at the document's date: who is to act or suffer, what, where, by when, if what."""

    about: Entity
    event_type: EventType | None = None
    places: tuple[Place, ...] = ()
    horizon: Interval | None = None
    condition: Span | None = None


class Ground(msgspec.Struct, frozen=True):
    """One decision behind a claim: which ``field``, by which ``rule``, from which lexicon ``entry``
    ("predicates.csv: attack"), on which words (offsets in code points). ``whence why`` turns these into prose."""

    field: str
    rule: str
    entry: str | None = None
    start: int | None = None
    end: int | None = None


class Claim(msgspec.Struct, frozen=True):
    """A claim record (``claim.schema.json``). Exactly the content field of its ``kind`` is set; a
    statement sets none. ``grounds`` is how it was coded; exports leave it out."""

    id: str
    document: DocumentRef
    block: BlockKind
    sentence: Span
    kind: ClaimKind
    attribution: tuple[AttributionStep, ...]
    factuality: Factuality
    document_commitment: FactualityValue
    evidence: Span | None = None
    event: Event | None = None
    relation: Relation | None = None
    estimate: Estimate | None = None
    forecast: Forecast | None = None
    incident_id: str | None = None
    review: dict[str, Any] | None = None
    grounds: tuple[Ground, ...] = ()

    @staticmethod
    def id_of(document_id: str, kind: ClaimKind, *parts: object) -> str:
        """A claim's id: a hash of its document, its kind and what tells it from the document's other claims.

        ``parts`` are canonical values (offsets, types); the same text read twice gives the same id.
        """
        key = "\x1f".join([document_id, kind, *(str(part) for part in parts)])
        return "c_" + hashlib.blake2b(key.encode(), digest_size=10).hexdigest()
