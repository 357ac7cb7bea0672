"""Records of the data files into drafts of actors: one mapping of the YAML, one draft."""

from __future__ import annotations

import dataclasses
import datetime
import re
import unicodedata
from pathlib import Path
from typing import Any, get_args

from whence.actors.fold import atoms
from whence.actors.model import Actor, Link, LinkKind, Name, Office
from whence.actors.sources import day, read_yaml, strings
from whence.records import EntityType, ResourceError

# File name (up to a final "_region") -> prefix of the ids in it, and the type of its actors.
SUBJECTS: dict[str, tuple[str, EntityType]] = {
    "armed_groups": ("group", "armed_group"),
    "armed_forces": ("mil", "military"),
    "regimes": ("regime", "government"),
    "igos": ("igo", "igo"),
    "outlets": ("outlet", "outlet"),
    "courts_ngos": ("org", "organization"),
    "parties": ("party", "political_party"),
    "ethnic_religious": ("people", "ethnic_or_religious_group"),
    "people": ("person", "person"),
}
_LINK_FIELDS: dict[str, LinkKind] = {
    "parent": "part_of",
    "pledged": "pledged_to",
    "owner": "owned_by",
    **{kind: kind for kind in get_args(LinkKind)},
}
_FIELDS = frozenset({
    "id", "name", "ambiguous", "aliases", "adj", "surname", "weak_surname", "type", "kind", "country", "countries",
    "from", "to", "note", "offices", "governs", *_LINK_FIELDS,
})  # fmt: skip
# Links whose other end is a state's government: "backed_by: [irn]" is gov:irn.
_OF_STATES: frozenset[LinkKind] = frozenset({"backed_by", "governed_by"})
_TYPES = frozenset(get_args(EntityType))
_ANY_QUALIFIED = re.compile(r"(.+) \(.+\)")
_QUALIFIED = re.compile(r"(\S*[A-Z0-9]{2,}\S*) \(.+\)")
# Where the family name stands first in English news ("Xi Jinping", "Kim Jong Un").
_FAMILY_FIRST = frozenset({"CHN", "PRK", "KOR", "TWN", "VNM", "KHM"})


@dataclasses.dataclass
class Draft:
    """An actor while it is put together; ``where`` is the file and entry that an error should name."""

    id: str
    name: str
    type: EntityType
    where: str
    country: str | None = None
    names: list[Name] = dataclasses.field(default_factory=list)
    links: list[Link] = dataclasses.field(default_factory=list)
    offices: list[Office] = dataclasses.field(default_factory=list)
    start: datetime.date | None = None
    end: datetime.date | None = None
    countries: tuple[str, ...] = ()
    kind: str = ""
    note: str = ""
    adjectives: list[str] = dataclasses.field(default_factory=list)
    governs: list[Link] = dataclasses.field(default_factory=list)

    def finished(self) -> Actor:
        """The actor, its names without repetition; "UPC (CAR)" gives "UPC" too, as an ambiguous name."""
        known = {name.text for name in self.names}
        pattern = _ANY_QUALIFIED if self.type == "outlet" else _QUALIFIED
        bare = [
            Name(match[1], name.start, name.end, ambiguous=True)
            for name in self.names
            if (match := pattern.fullmatch(name.text)) and match[1] not in known
        ]
        every = [*self.names, *bare]
        names = tuple({(name.text, name.start, name.end): name for name in reversed(every)}.values())[::-1]
        return Actor(
            self.id,
            self.name,
            self.type,
            self.country,
            names,
            tuple(self.links),
            tuple(sorted(self.offices, key=lambda office: (office.start or datetime.date.min, office.title))),
            self.start,
            self.end,
            self.countries,
            self.kind,
            self.note,
        )


def slug(name: str) -> str:
    """An id's last part from a name: ``slug("Abu Bakr al-Baghdadi") == "abu-bakr-al-baghdadi"``."""
    plain = "".join(mark for mark in unicodedata.normalize("NFKD", name) if not unicodedata.combining(mark))
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", plain.lower())).strip("-")


def full_id(value: str, prefix: str) -> str:
    """A reference with its prefix: the one given, where the reference has none of its own."""
    return value if ":" in value else f"{prefix}:{value}"


def name_of(value: object, where: str) -> Name:
    """A name as written: a string, or ``{text, from, to, ambiguous}``."""
    if isinstance(value, str):
        return Name(value)
    if isinstance(value, dict) and isinstance(value.get("text"), str) and not set(value) - _NAME_FIELDS:
        return Name(
            value["text"],
            day(value.get("from"), last=False, where=where),
            day(value.get("to"), last=True, where=where),
            bool(value.get("ambiguous")),
        )
    raise ResourceError(f"{where}: {value!r} is no name; write a string or {{text, from, to, ambiguous}}")


_NAME_FIELDS = frozenset({"text", "from", "to", "ambiguous"})


def read_records(path: Path) -> list[Draft]:
    """The drafts of one file of records (a YAML list), in the file's order."""
    subject = re.sub(r"_(?!forces|groups|ngos|religious).*$", "", path.stem)
    if subject not in SUBJECTS:
        raise ResourceError(f"{path}: no subject of that name; a file's name opens with one of {', '.join(SUBJECTS)}")
    prefix, type_ = SUBJECTS[subject]
    records = read_yaml(path) or []
    return [_draft(record, prefix, type_, f"{path.name}: entry {number + 1}") for number, record in enumerate(records)]


def _draft(record: Any, prefix: str, type_: EntityType, where: str) -> Draft:
    if not isinstance(record, dict) or not isinstance(record.get("name"), str):
        raise ResourceError(f"{where}: {record!r} has no name")
    where = f"{where} ({record['name']})"
    if unknown := set(record) - _FIELDS:
        raise ResourceError(
            f"{where}: unknown field {', '.join(sorted(unknown))}; known are {', '.join(sorted(_FIELDS))}"
        )
    own_type = record.get("type", type_)
    if own_type not in _TYPES:
        raise ResourceError(f"{where}: type {own_type!r} is none of {', '.join(sorted(_TYPES))}")
    own_id = str(record.get("id") or slug(record["name"]))
    country = record.get("country")
    draft = Draft(own_id if ":" in own_id else f"{prefix}:{own_id}", record["name"], own_type, where)
    draft.countries = tuple(str(code).upper() for code in strings(record.get("countries") or country, where))
    draft.country = str(country).upper() if country else (draft.countries[0] if len(draft.countries) == 1 else None)
    draft.start = day(record.get("from"), last=False, where=where)
    draft.end = day(record.get("to"), last=True, where=where)
    draft.kind, draft.note = str(record.get("kind", "")), str(record.get("note", ""))
    draft.names = [
        Name(record["name"], ambiguous=bool(record.get("ambiguous"))),
        *(name_of(value, where) for value in strings(record.get("aliases"), where)),
    ]
    draft.adjectives = [str(word) for word in strings(record.get("adj"), where)]
    draft.links = [
        _link(kind, value, prefix, where)
        for field, kind in _LINK_FIELDS.items()
        for value in (record[field] if isinstance(record.get(field), list) else strings(record.get(field), where))
    ]
    for value in strings(record.get("governs"), where):
        ruled = _link("governed_by", value, "gov", where)
        draft.governs.append(Link("governed_by", ruled.id, ruled.start or draft.start, ruled.end or draft.end))
    draft.offices = [_office(value, where) for value in record.get("offices") or []]
    if own_type == "person":
        add_surname(draft, record.get("surname"), weak=bool(record.get("weak_surname", True)))
    return draft


def _link(kind: LinkKind, value: object, prefix: str, where: str) -> Link:
    if kind in _OF_STATES and not _is_prefixed(value):
        prefix = "gov"
    if isinstance(value, str):
        return Link(kind, full_id(value, prefix))
    if isinstance(value, dict) and isinstance(value.get("id"), str) and not set(value) - {"id", "from", "to"}:
        start, end = day(value.get("from"), last=False, where=where), day(value.get("to"), last=True, where=where)
        return Link(kind, full_id(value["id"], prefix), start, end)
    raise ResourceError(f"{where}: {kind} {value!r} is no link; write an id or {{id, from, to}}")


def _is_prefixed(value: object) -> bool:
    return ":" in str(value.get("id") if isinstance(value, dict) else value)


def _office(value: object, where: str) -> Office:
    if isinstance(value, dict) and {"title", "of"} <= set(value) <= {"title", "of", "from", "to"}:
        start, end = day(value.get("from"), last=False, where=where), day(value.get("to"), last=True, where=where)
        return Office(value["title"], full_id(value["of"], "gov"), start, end)
    raise ResourceError(f"{where}: office {value!r} is not {{title, of, from, to}}")


def add_surname(draft: Draft, surname: str | None, *, weak: bool) -> None:
    """Give a person the bare family name as a name: ambiguous, unless the data says that it stands for nobody else."""
    words = draft.name.split()
    if surname is None and len(words) > 1:
        surname = words[0] if draft.country in _FAMILY_FIRST else words[-1]
    if surname is None or surname in [name.text for name in draft.names if not name.surname]:
        return
    forms = {surname, re.sub(r"^[Aa]l-|^[Ee]l-", "", surname)}
    draft.names += [Name(form, ambiguous=weak, surname=True) for form in sorted(forms) if atoms(form)]
