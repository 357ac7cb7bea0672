"""Referents: what a name or noun can be the antecedent of, by kind, number and gender."""

from __future__ import annotations

from functools import cache

import msgspec

from whence.reader import tables
from whence.reader.syntax import Syntax
from whence.records import EntityMention

Gender = str | None

PRONOUNS: dict[str, tuple[str, Gender]] = {
    **dict.fromkeys(("he", "him", "his", "himself"), ("person", "m")),
    **dict.fromkeys(("she", "her", "hers", "herself"), ("person", "f")),
    **dict.fromkeys(("it", "its", "itself"), ("thing", None)),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), ("several", None)),
}
"""Third-person pronouns: what they stand for and its gender."""

REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})

_MANY = frozenset({"group", "armed", "force", "organization"})
"""Bodies that "they" can stand for although the word is singular. An outlet or a state hardly ever is "they"."""

_INSTITUTIONS = frozenset(
    {
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
    }
)
"""Last or first words of names that name no movement or armed group."""

_PERSONS = frozenset({"person", "people", "fighters", "soldiers"})

_TAKES: dict[str, frozenset[str]] = {
    "group": frozenset({"group", "armed"}),
    "armed": frozenset({"armed"}),
    "force": frozenset({"force"}),
    "organization": frozenset({"organization", "group", "armed"}),
    "outlet": frozenset({"outlet"}),
    "state": frozenset({"state"}),
    "government": frozenset({"government", "state"}),
    "place": frozenset({"place"}),
    "person": frozenset({"person"}),
    "fighters": frozenset({"fighters", "armed"}),
    "soldiers": frozenset({"soldiers", "force"}),
}
"""Kinds of antecedent that a description of each kind takes. "People" takes only the same word again."""

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


class Referent(msgspec.Struct, frozen=True):
    """A possible antecedent: its head word (``members`` for a coordination), what it is, and how it stands in the
    sentence; ``seen`` is the word by which it was last spoken of."""

    token: int
    kinds: frozenset[str]
    plural: bool
    role: str
    lemma: str
    seen: int
    chain: int | None = None
    gender: Gender = None
    members: tuple[int, ...] = ()

    @property
    def named(self) -> bool:
        """True where it is a name."""
        return self.chain is not None


def kind_of_noun(lemma: str) -> str | None:
    """The kind of thing a noun of reference stands for (``data/descriptions.csv``); ``None`` for other nouns."""
    return _descriptions().get(lemma)


@cache
def _descriptions() -> dict[str, str]:
    return {row["noun"]: row["class"] for row in tables.rows("descriptions.csv")}


def kinds_of_name(mention: EntityMention) -> frozenset[str]:
    """What a name can be. An organization that no list knows may be a group or an outlet as well."""
    known = _BY_ACTOR.get(mention.actor_type or "")
    if known is not None and (mention.type != "PER" or known == "person"):
        return frozenset({known})
    if mention.type == "LOC":
        return frozenset({"state"} if (mention.actor or "").startswith("state:") else {"place"})
    words = mention.text.lower().split()
    if mention.type == "ORG" and not {words[0], words[-1]} & _INSTITUTIONS:
        return frozenset({"organization", "group"})
    by_label = {"PER": {"person"}, "ORG": {"organization"}, "NORP": {"people"}}
    return frozenset(by_label.get(mention.type, {"thing"}))


def kinds_of_noun(lemma: str, *, plural: bool) -> frozenset[str]:
    """What a common noun is: a person, persons, a body, or some other thing."""
    kind = kind_of_noun(lemma)
    if kind is not None:
        return frozenset({"person", kind} if kind in _PERSONS and not plural else {kind})
    if lemma in tables.words("quantities_persons.csv"):
        return frozenset({"people"} if plural else {"person"})
    return frozenset({"thing"})


def is_plural(syntax: Syntax, index: int) -> bool:
    """True where a common noun stands in the plural."""
    token = syntax.tokens[index]
    form, lemma = token.text.lower(), token.lemma.lower()
    return form in _PLURAL or (form != lemma and form.endswith(("s", "men", "people", "children")))


_PLURAL = frozenset({"people", "police", "troops", "forces", "personnel", "children", "men", "women"})


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


def agrees(pronoun: str, one: Referent) -> bool:
    """True where a pronoun can stand for a referent."""
    wanted, gender = PRONOUNS[pronoun]
    if wanted == "person":
        same = gender is None or one.gender is None or one.gender == gender
        return same and not one.plural and "person" in one.kinds
    if wanted == "thing":
        return not one.plural and not one.kinds & _PERSONS
    if one.plural:
        return one.kinds != frozenset({"place"})
    known = "armed" in one.kinds or (not one.named and bool(one.kinds & _MANY))
    return known or ("group" in one.kinds and one.role == "nsubj")


def fits(kind: str, lemma: str, plural: bool, one: Referent) -> bool:
    """True where a description ("the group", "the militants", "the general") can stand for a referent."""
    if not one.named and one.lemma == lemma and one.plural == plural:
        return True
    if plural and kind not in ("fighters", "soldiers"):
        return False
    if not plural and kind in ("fighters", "soldiers", "people"):
        return False
    if kind == "person":
        return one.named and bool(one.kinds & _TAKES[kind]) and one.gender in (None, gender_of([lemma]), _male(lemma))
    if not one.named and kind not in ("group", "armed", "fighters", "soldiers"):
        return False
    if not one.named and "group" in one.kinds and kind == "group" and one.lemma != lemma:
        return one.lemma not in ("party", "coalition", "alliance")
    single = plural or not one.plural or bool(one.kinds & _MANY)  # "Houthi rebels ... The group"
    return bool(one.kinds & _TAKES.get(kind, frozenset())) and single


def _male(lemma: str) -> Gender:
    """A noun that tells no gender ("general") takes either; only one that says woman or man narrows."""
    if gender_of([lemma]) is not None:
        return gender_of([lemma])
    return "m"
