"""Referents: what a name or noun can be the antecedent of, by kind, number and gender."""

from __future__ import annotations

from functools import cache

from whence.reader import tables
from whence.reader.syntax import Syntax
from whence.records import EntityMention
from whence.records.entity import PlacePrecision

Gender = str | None

PRONOUNS: dict[str, tuple[str, Gender]] = {
    **dict.fromkeys(("he", "him", "his", "himself"), ("person", "m")),
    **dict.fromkeys(("she", "her", "hers", "herself"), ("person", "f")),
    **dict.fromkeys(("it", "its", "itself"), ("thing", None)),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), ("several", None)),
}
"""Third-person pronouns: what they stand for and its gender."""

REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})

PERSONS = frozenset({"person", "people", "fighters", "soldiers"})
"""Kinds that are persons and no bodies."""

BODIES = frozenset(
    {"group", "armed", "force", "government", "organization", "outlet", "state", "legislature", "court", "company"}
)
"""Kinds that act as one."""

PLACES = frozenset({"place", "area", "site"})
"""Kinds of ground."""

_INSTITUTIONS = frozenset(
    [
        "agency",
        "association",
        "authority",
        "bank",
        "board",
        "bureau",
        "cabinet",
        "center",
        "centre",
        "club",
        "college",
        "commission",
        "committee",
        "company",
        "congress",
        "corporation",
        "council",
        "court",
        "department",
        "foundation",
        "fund",
        "hospital",
        "institute",
        "ministry",
        "mosque",
        "office",
        "organisation",
        "organization",
        "parliament",
        "school",
        "senate",
        "team",
        "times",
        "union",
        "university",
    ]
)
"""Last or first words of names that name no movement or armed group."""

_TAKES: dict[str, frozenset[str]] = {
    "group": frozenset({"group", "armed"}),
    "armed": frozenset({"armed", "group"}),
    "force": frozenset({"force"}),
    "organization": frozenset({"organization"}),
    "legislature": frozenset({"legislature"}),
    "court": frozenset({"court"}),
    "company": frozenset({"company"}),
    "outlet": frozenset({"outlet"}),
    "state": frozenset({"state"}),
    "realm": frozenset({"state", "area"}),
    "government": frozenset({"government"}),
    "place": frozenset({"place"}),
    "area": frozenset({"area"}),
    "site": frozenset({"site"}),
    "person": frozenset({"person"}),
    "people": frozenset({"people"}),
    "fighters": frozenset({"fighters", "armed"}),
    "soldiers": frozenset({"soldiers", "force"}),
}
"""Kinds of antecedent that a description of each kind takes."""

_NEARLY: dict[str, frozenset[str]] = {
    "group": frozenset({"organization", "people"}),
    "organization": frozenset({"group", "government", "outlet", "armed", "force", "company", "court", "legislature"}),
    "legislature": frozenset({"organization"}),
    "court": frozenset({"organization"}),
    "company": frozenset({"organization", "outlet"}),
    "outlet": frozenset({"organization"}),
    "government": frozenset({"state"}),
    "place": frozenset({"state", "area", "ground"}),
    "area": frozenset({"state", "place", "ground"}),
    "state": frozenset({"area", "ground"}),
    "site": frozenset({"organization", "ground"}),
    "people": frozenset({"fighters", "soldiers", "person"}),
    "fighters": frozenset({"people", "group"}),
    "soldiers": frozenset({"people"}),
}
"""Kinds that it may take where nothing fits better."""

_BY_ACTOR: dict[str, str] = {
    "armed_group": "armed",
    "outlet": "outlet",
    "military": "force",
    "police": "force",
    "state": "state",
    "government": "government",
    "igo": "organization",
    "organization": "organization",
    "political_party": "group",
    "person": "person",
}

_BY_PRECISION: dict[PlacePrecision, str] = {
    "site": "site",
    "settlement": "place",
    "district": "area",
    "province": "area",
    "region": "area",
    "country": "state",
    "multinational": "area",
}


_NARROW = frozenset({"outlet", "legislature", "court", "company"})
"""Kinds of institution that a name's words tell."""


def kind_of_noun(lemma: str) -> str | None:
    """The kind of thing a noun of reference stands for (``data/descriptions.csv``); ``None`` for other nouns."""
    found = _descriptions().get(lemma)
    return found[0] if found is not None else None


@cache
def _descriptions() -> dict[str, tuple[str, Gender]]:
    return {row["noun"]: (row["class"], row["gender"] or None) for row in tables.rows("descriptions.csv")}


def kinds_of_name(mention: EntityMention, precision: PlacePrecision | None = None) -> frozenset[str]:
    """What a name can be; ``precision`` where it was resolved to a place.

    An organization that no list knows may be a group or an outlet as well, and a place that no gazetteer knows any
    sort of place.
    """
    known = _BY_ACTOR.get(mention.actor_type or "")
    if known is not None and (mention.type != "PER" or known == "person"):
        narrow = {kind_of_noun(word) for word in mention.text.lower().split()} & _NARROW
        return frozenset({known} | {str(kind) for kind in narrow if known == "organization"})
    if (mention.actor or "").startswith("state:"):
        return frozenset({"state"})
    if mention.type == "LOC":
        return frozenset({_BY_PRECISION[precision]} if precision is not None else {"ground"})
    words = mention.text.lower().split()
    if mention.type == "ORG":
        told = {kind_of_noun(word) for word in words} & BODIES
        if {words[0], words[-1]} & _INSTITUTIONS:
            return frozenset({"organization"} | {str(kind) for kind in told & _NARROW})
        return frozenset({"organization", "group"} | {str(kind) for kind in told})
    by_label = {"PER": {"person"}, "NORP": {"people"}, "FACILITY": {"site"}}
    return frozenset(by_label.get(mention.type, {"thing"}))


def kinds_of_noun(lemma: str, *, plural: bool) -> frozenset[str]:
    """What a common noun is: a person, persons, a body, a place, or some other thing."""
    kind = kind_of_noun(lemma)
    if kind == "realm":
        return frozenset({"state", "area"})
    if kind is None:
        known = lemma in tables.words("quantities_persons.csv")
        return frozenset({("people" if plural else "person") if known else "thing"})
    if kind == "person":
        return frozenset({"people" if plural else "person"})
    if kind in ("fighters", "soldiers"):
        return frozenset({kind} if plural else {"person", kind})
    return frozenset({kind})


def is_plural(syntax: Syntax, index: int) -> bool:
    """True where a common noun stands in the plural."""
    token = syntax.tokens[index]
    form, lemma = token.text.lower(), token.lemma.lower()
    return form in _PLURAL or (form != lemma and form.endswith(("s", "men", "people", "children")))


_PLURAL = frozenset({"people", "police", "troops", "forces", "personnel", "children", "men", "women", "staff"})


def gender_of(words: list[str]) -> Gender:
    """The gender that a name's title or first name tells, or a noun ("spokeswoman"); ``None`` where nothing tells."""
    table = tables.mapping("given_names.csv")
    for word in words:
        found = table.get(word.lower().rstrip("."))
        if found is not None:
            return found
        if word.lower().endswith("woman"):
            return "f"
    return None


def gender_of_noun(lemma: str) -> Gender:
    """The gender that a noun tells ("widow")."""
    found = _descriptions().get(lemma)
    return found[1] if found is not None else gender_of([lemma])


def agrees(pronoun: str, kinds: frozenset[str], *, plural: bool, gender: Gender, named: bool) -> bool:
    """True where a pronoun can stand for something of these kinds, in this number and gender.

    "They" can be somebody of no told gender and without a name, and any body.
    """
    wanted, own = PRONOUNS[pronoun]
    if wanted == "person":
        return not plural and "person" in kinds and (own is None or gender is None or gender == own)
    if wanted == "thing":
        return not plural and not kinds & PERSONS
    return plural or bool(kinds & (BODIES | {"people"})) or (kinds == {"person"} and not named and gender is None)


def fit(kind: str, kinds: frozenset[str]) -> str | None:
    """How a description of one kind fits something of these kinds: "kind" well, "near" at need, ``None`` not."""
    if kinds & _TAKES.get(kind, frozenset()):
        return "kind"
    return "near" if kinds & _NEARLY.get(kind, frozenset()) else None
