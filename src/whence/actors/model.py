"""What the registry holds: actors, their names, links and offices, each with the days on which it was so."""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from whence.records import EntityType

LinkKind = Literal[
    "part_of",
    "pledged_to",
    "governed_by",
    "speaks_for",
    "owned_by",
    "backed_by",
    "allied_with",
    "rival_of",
    "predecessor",
    "split_from",
    "merged_into",
    "renamed_to",
]
# What an actor belongs to, the closest tie first; the other links are ties between equals or between times.
AFFILIATIONS: tuple[LinkKind, ...] = ("governed_by", "part_of", "pledged_to", "speaks_for", "owned_by")

Via = Literal["exact", "folded", "stripped", "surname", "office", "composed", "metonym", "renamed", "near"]


def within(start: datetime.date | None, end: datetime.date | None, day: datetime.date | None) -> bool:
    """True where ``day`` lies from ``start`` to ``end`` (inclusive, ``None`` is open), and where no day is given."""
    if day is None:
        return True
    return (start is None or start <= day) and (end is None or day <= end)


class Name(msgspec.Struct, frozen=True, omit_defaults=True, array_like=True):
    """One name of an actor, with the days (inclusive) on which it was in use, where they are known.

    ``ambiguous`` marks a name that is also a word, a surname or another actor's name: a scan of
    running text passes it over, and a look-up trusts it less.
    """

    text: str
    start: datetime.date | None = None
    end: datetime.date | None = None
    ambiguous: bool = False
    surname: bool = False


class Link(msgspec.Struct, frozen=True, omit_defaults=True, array_like=True):
    """A tie to another actor (``id``) from ``start`` to ``end`` (inclusive; ``None`` is open or not known)."""

    kind: LinkKind
    id: str
    start: datetime.date | None = None
    end: datetime.date | None = None


class Office(msgspec.Struct, frozen=True, omit_defaults=True, array_like=True):
    """An office held: its title (the canonical one of ``data/titles.csv``), of which actor, from when to when."""

    title: str
    of: str
    start: datetime.date | None = None
    end: datetime.date | None = None


class Actor(msgspec.Struct, frozen=True, omit_defaults=True, array_like=True):
    """An actor of the registry.

    ``country`` and ``countries`` are ISO 3166-1 alpha-3 in upper case: where it belongs, and where it has
    acted (for a state, government or army the same). ``start`` and ``end`` are the first and last day of its
    existence, ``None`` where that is open or not known. ``kind`` is the data file's word for the sort of group.
    """

    id: str
    name: str
    type: EntityType
    country: str | None = None
    names: tuple[Name, ...] = ()
    links: tuple[Link, ...] = ()
    offices: tuple[Office, ...] = ()
    start: datetime.date | None = None
    end: datetime.date | None = None
    countries: tuple[str, ...] = ()
    kind: str = ""
    note: str = ""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Every name but the first, as plain strings."""
        return tuple(name.text for name in self.names if name.text != self.name)

    def existed_on(self, day: datetime.date | None) -> bool:
        """True where the actor existed on ``day``, as far as its dates are known."""
        return within(self.start, self.end, day)

    def linked(self, kind: LinkKind, on: datetime.date | None = None) -> tuple[str, ...]:
        """The ids that it was tied to by ``kind`` on a day; at any time where no day is given."""
        return tuple(link.id for link in self.links if link.kind == kind and within(link.start, link.end, on))

    def affiliation_on(self, day: datetime.date | None) -> str | None:
        """The id of what it belonged to on ``day``: for a person the office taken up last, else its closest tie.

        With no day, the latest known. ``None`` where nothing is known for that day.
        """
        held = [office for office in self.offices if within(office.start, office.end, day)]
        if held:
            return max(held, key=lambda office: office.start or datetime.date.min).of
        for kind in AFFILIATIONS:
            ties = [link for link in self.links if link.kind == kind and within(link.start, link.end, day)]
            if ties:
                return max(ties, key=lambda link: (link.end is None, link.start or datetime.date.min)).id
        return None


class Match(msgspec.Struct, frozen=True):
    """What a name was resolved to: how surely (0 to 1), by which way, and which actor came second."""

    actor: Actor
    score: float
    via: Via
    runner_up: str | None = None
