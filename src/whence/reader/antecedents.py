"""Antecedents: how likely a word stands for each thing told before it, by weights learnt from annotated texts.

A candidate has features: how far back it was last spoken of, in what role and by what sort of word, how often, what
it is. Their weights, one column for each sort of word (``SORTS``) and one that all share, are in
``data/antecedents.csv`` (made by ``training/antecedents.py``). That the word stands for nothing told, or for nothing
that anybody is, has features of its own and is weighed against the candidates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from whence.reader import cues as cue_list
from whence.reader import tables
from whence.reader.discourse import Discourse, Told
from whence.reader.pronouns import subjects_above
from whence.reader.referents import BODIES, PERSONS, PLACES, fit, kind_of_noun
from whence.reader.speakers import Speakers
from whence.reader.syntax import Syntax

PRONOUN_SORTS = ("he", "his", "it", "its", "they", "their")
DESCRIPTION_SORTS = ("somebody", "state", "ground", "body", "several")
SORTS = (*PRONOUN_SORTS, *DESCRIPTION_SORTS)
"""Sorts of words that stand for something, each with weights of its own."""

Features = list[str]

_SORT_OF_KIND = {
    "person": "somebody",
    "state": "state",
    "place": "ground",
    "area": "ground",
    "site": "ground",
    "people": "several",
    "fighters": "several",
    "soldiers": "several",
}


def sort_of_pronoun(word: str, *, possessive: bool) -> str:
    """The sort of a third-person pronoun."""
    if word in ("it", "its", "itself"):
        return "its" if possessive else "it"
    if word in ("they", "them", "their", "theirs", "themselves"):
        return "their" if possessive else "they"
    return "his" if possessive else "he"


def sort_of_description(kind: str | None, *, plural: bool) -> str:
    """The sort of a description, by the kind of its noun."""
    return "several" if plural else _SORT_OF_KIND.get(kind or "", "body")


@cache
def weights(sort: str) -> dict[str, float]:
    """The weight of each feature for one sort of words."""
    shared = "pronouns" if sort in PRONOUN_SORTS else "descriptions"
    found: dict[str, float] = {}
    for row in tables.rows("antecedents.csv"):
        if row["sort"] in (shared, sort):
            found[row["feature"]] = found.get(row["feature"], 0.0) + float(row["weight"])
    return found


def best(sort: str, candidates: Sequence[Features], nothing: Features) -> int | None:
    """The number of the likeliest candidate; ``None`` where nothing is likelier."""
    table = weights(sort)
    chosen, most = None, sum(table.get(one, 0.0) for one in nothing)
    for number, features in enumerate(candidates):
        score = sum(table.get(one, 0.0) for one in features)
        if score > most:
            chosen, most = number, score
    return chosen


class Describer:
    """Describes the candidates of one word by features.

    Args:
        discourse: what has been told.
        speakers: who speaks the quoted words.
        index: the word.
    """

    def __init__(self, discourse: Discourse, speakers: Speakers, index: int) -> None:
        self.discourse = discourse
        self.syntax: Syntax = discourse.syntax
        self.speakers = speakers
        self.index = index
        self.sentence = self.syntax.sentence_of[index]
        self.quoted = speakers.stretch(index) if speakers.stretches else None
        self.role = discourse.role(index)
        self.subjects = subjects_above(discourse, index)
        head = self.syntax.tokens[index].head
        verb = self.syntax.tokens[head].lemma.lower() if head >= 0 else ""
        self.says = self.role == "nsubj" and (verb, "v") in cue_list.load()
        named = self.role == "nsubj" and head >= 0 and bool(self.syntax.dependents(head, "cop"))
        self.predicate = kind_of_noun(verb) if named else None
        self.qualified = self._qualified()

    def pronoun(self, candidates: Sequence[Told]) -> list[Features]:
        """Features of all that a pronoun may stand for, the last spoken of first."""
        most = max((one.count for one in candidates), default=0)
        return [self._pronoun(one, rank, most) for rank, one in enumerate(candidates)]

    def description(self, candidates: Sequence[tuple[Told, str]]) -> list[Features]:
        """Features of all that a description may stand for, with how its noun fits, the last spoken of first."""
        most = max((one.count for one, _ in candidates), default=0)
        fits = Counter(how for _, how in candidates)
        found = [self._description(one, rank, most, how) for rank, (one, how) in enumerate(candidates)]
        for features, (_, how) in zip(found, candidates, strict=True):
            if fits[how] == 1:
                features.append(f"only one, fit {how}")
            if how != "called" and fits["called"]:
                features.append("another is called so")
        return found

    def _pronoun(self, one: Told, rank: int, most: int) -> Features:
        found = self._shared(one, rank, most, (1, 2, 3))
        sort = _animacy(one)
        found.append(f"{sort} as {self.role}")
        if self.says:
            found.append(f"{sort} that says")
        if self.predicate is not None and fit(self.predicate, one.kinds) == "kind":
            found.append("is said to be of its kind")
        for level, subject in enumerate(self.subjects):
            if self.discourse.at.get(subject) is one:
                found.append(f"subject of clause {min(level, 2)} above")
                break
        if one.role == self.role:
            found.append("same role")
        if one.gender is not None:
            found.append("gender told")
        found += [f"is {kind}, {(one.plural and 'several') or 'one'}" for kind in one.kinds]
        if one.seen > self.index:
            found.append("told after")
        word = self.syntax.tokens[one.seen].text.lower()
        if one.by == "pronoun" and word[:2] == self.syntax.tokens[self.index].text.lower()[:2]:
            found.append("last by the same word")
        return found

    def _description(self, one: Told, rank: int, most: int, how: str) -> Features:
        found = self._shared(one, rank, most, (1, 3, 8))
        found.append(f"fit {how}, {one.by if one.by != 'pronoun' else 'name' if one.named else 'noun'}")
        found.append(f"fit {how}")
        if how != "kind":
            found.append(f"fit {how}, {min(self.sentence - self.syntax.sentence_of[one.seen], 2)} back")
        found += [f"{own}, fit {how}" for own in self.qualified]
        if self.demonstrative():
            found.append("this")
        found += [f"is {kind}" for kind in one.kinds]
        if one.named and one.role in ("amod", "compound"):
            found.append("last in front of a noun")
            found += [f"{kind} in front of a noun" for kind in one.kinds]
        return found

    def demonstrative(self) -> bool:
        """True under "this" or "these"."""
        return self.syntax.has_lemma(self.index, ("this", "that", "these", "those"), "det") is not None

    def nothing_pronoun(self) -> Features:
        """Features of a pronoun's standing for nothing told, or for a thing."""
        return ["nothing", f"nothing as {self.role}", "nothing in quotation" if self.quoted else "nothing outside"]

    def nothing_description(self) -> Features:
        """Features of a description's being told for the first time."""
        found = ["nothing", f"nothing as {self.role}", f"nothing, {kind_of_noun(self._lemma())}"]
        found += [f"nothing, {own}" for own in self.qualified]
        if self.demonstrative():
            found.append("nothing, this")
        found.append(f"nothing, {self._lemma()}")
        return found

    def _qualified(self) -> list[str]:
        """What a noun has about it that may say which one is meant."""
        front = self.syntax.dependents(self.index, "amod", "compound")
        found = ["qualified"] if front else []
        if any(child in self.discourse.entity_at for child in front):
            found.append("with a name")
        if self.syntax.dependents(self.index, "nmod"):
            found.append("with a phrase")
        if self.syntax.dependents(self.index, "acl"):
            found.append("with a clause")
        return found

    def _lemma(self) -> str:
        return self.syntax.tokens[self.index].lemma.lower()

    def _shared(self, one: Told, rank: int, most: int, steps: tuple[int, int, int]) -> Features:
        back = self.sentence - self.syntax.sentence_of[one.seen]
        away = sum(back >= step for step in steps) if back >= 0 else 0
        found = [f"{away} back", f"rank {min(rank, 4)}", f"{one.role}, {min(away, 1)} back", f"by {one.by}"]
        found.append(f"told {1 if one.count < 2 else 2 if one.count < 3 else 3 if one.count < 6 else 6} times")
        found.append("named" if one.named else "joined" if one.members else "noun")
        if one.count == most and most > 1:
            found.append("told most")
        if one.first == 0:
            found.append("in first sentence")
        if 0 <= self.sentence - one.subject_at <= 1:
            found.append(f"subject {self.sentence - one.subject_at} back")
        if self.speakers.stretches:
            found.append(self._quotation(one))
        if one.kinds & PERSONS and self.quoted:
            found.append("person, in quotation")
        return found

    def _quotation(self, one: Told) -> str:
        theirs = self.speakers.stretch(one.seen)
        if self.quoted is None:
            return "neither quoted" if theirs is None else "candidate quoted"
        return "same quotation" if theirs == self.quoted else "word quoted"


def _animacy(one: Told) -> str:
    """Whether a candidate is a person, a body, ground, or a thing."""
    for name, kinds in (("person", PERSONS), ("body", BODIES), ("ground", PLACES)):
        if one.kinds & kinds:
            return name
    return "thing"
