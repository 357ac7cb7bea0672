"""The label sets of the heads."""

from __future__ import annotations

from typing import get_args

from whence.records.claim import EventType

UPOS = [
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
]
ENTITIES = ("PER", "ORG", "LOC", "NORP", "WEAPON", "FACILITY", "EVENT", "OTHER")
ENTITY_TAGS = ["O"] + [f"{part}-{label}" for label in ENTITIES for part in "BIES"]
ENTITY_INDEX = {tag: index for index, tag in enumerate(ENTITY_TAGS)}
ATTRIBUTION_TAGS = ["O", "B-SOURCE", "I-SOURCE", "B-CUE", "I-CUE", "B-CONTENT", "I-CONTENT"]
ATTRIBUTION_INDEX = {tag: index for index, tag in enumerate(ATTRIBUTION_TAGS)}
EVENT_TYPES: tuple[str, ...] = get_args(EventType)
"""PLOVER's types; a trigger tag is one of these, or O."""
MODES = [
    "visit",
    "third-party",
    "multilateral",
    "phone",
    "withdraw",
    "release",
    "return",
    "disarm",
    "ceasefire",
    "access",
    "resign",
    "assist",
    "change",
    "yield",
    "meet",
    "disapprove",
    "investigate",
    "allege",
    "restrict",
    "ban",
    "arrest",
    "relations",
    "expel",
    "territory",
    "violence",
    "demo",
    "riot",
    "strike",
    "hunger",
    "boycott",
    "obstruct",
    "vandalize",
    "convict",
    "discontinue",
    "troops",
    "weapons",
    "police",
    "militia",
    "seize",
    "deport",
    "withhold",
    "cyber",
    "censor",
    "curfew",
    "misinformation",
    "martial-law",
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
FACTUALITY = ("CT+", "PR+", "PS+", "CTu", "Uu", "PS-", "PR-", "CT-")
ROLES = ("actor", "recipient", "place", "time", "toll")
ANY_TAG = (1 << len(ENTITY_TAGS)) - 1
"""Bit mask that allows every entity tag: nothing is learnt from such a token."""


def allow(*labels: str) -> int:
    """Bit mask of all tags of some entity labels; ``O`` counts as a label."""
    mask = 0
    for label in labels:
        if label == "O":
            mask |= 1
        else:
            for part in "BIES":
                mask |= 1 << ENTITY_INDEX[f"{part}-{label}"]
    return mask


def spell(first: int, last: int, labels: tuple[str, ...]) -> list[int]:
    """Bit masks of the tokens of one entity span whose label is one of ``labels``."""
    size = last - first
    parts = ["S"] if size == 1 else ["B"] + ["I"] * (size - 2) + ["E"]
    return [sum(1 << ENTITY_INDEX[f"{part}-{label}"] for label in labels) for part in parts]
