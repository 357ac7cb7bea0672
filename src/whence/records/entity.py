"""Entity and Place: who and where, as the text has it and as the registry or gazetteer knows it."""

from __future__ import annotations

from typing import Literal

import msgspec

EntityType = Literal[
    "state",
    "government",
    "military",
    "police",
    "armed_group",
    "political_party",
    "organization",
    "igo",
    "outlet",
    "person",
    "ethnic_or_religious_group",
    "civilians",
    "role",
    "site",
    "unknown",
]

PlacePrecision = Literal["site", "settlement", "district", "province", "region", "country", "multinational"]


class Entity(msgspec.Struct, frozen=True):
    """An actor as a claim names it.

    ``text`` is the text's own words at ``start`` to ``end`` (code points; ``None`` where the text
    names nobody); ``name`` what they stand for: the registry's name, else the fullest name that the
    document gives; ``id`` the registry's, ``None`` where the registry does not know it; ``country``
    ISO 3166-1 alpha-3; ``affiliation`` the registry id of what it belonged to on that date.
    """

    text: str
    name: str
    type: EntityType
    start: int | None = None
    end: int | None = None
    id: str | None = None
    country: str | None = None
    affiliation: str | None = None


class Place(msgspec.Struct, frozen=True):
    """Where something is. Coordinates (WGS 84, degrees) only where the gazetteer has the place itself.

    ``precision`` says what the point is; ``offset`` keeps "north of", "near", "between";
    ``country`` is ISO 3166-1 alpha-3, ``None`` where it was not resolved; ``admin1`` the province's name.
    """

    text: str
    name: str
    country: str | None
    precision: PlacePrecision
    start: int | None = None
    end: int | None = None
    geonames_id: int | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    offset: str | None = None
