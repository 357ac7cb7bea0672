"""Kinds of entity that rules ask about together."""

from __future__ import annotations

from typing import get_args

from whence.records.entity import EntityType

ACTORS = frozenset(get_args(EntityType)) - {"site", "unknown"}
"""Whoever can act, be acted on, or stand in a tie."""

SIDES = ACTORS - {"outlet", "civilians", "role"}
"""Those of them that have fighters, ground and plans of their own."""

ARMED = frozenset({"military", "police", "armed_group"})

PEOPLE = frozenset(
    [
        *ARMED,
        "civilians",
        "role",
        "person",
        "ethnic_or_religious_group",
        "political_party",
        "government",
    ]
)
"""Persons, or bodies that are hurt as persons."""
