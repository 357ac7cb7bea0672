"""Coreference within a document: names that are one, and what pronouns and descriptions stand for.

First names are joined (same registry entry, same words, surname of a full name, "Long Name (LN)"); then each
third-person pronoun and each bare description ("the group", "the two countries", ``data/descriptions.csv``) is
given the best compatible antecedent told before it, scored by grammatical role, nearness and how often the text
speaks of it (the factors of Lappin & Leass 1994), or none.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import msgspec

from whence.reader.syntax import Syntax
from whence.records import EntityMention, Mention

_PRONOUNS: dict[str, str] = {
    **dict.fromkeys(("he", "him", "his", "himself", "she", "her", "hers", "herself"), "person"),
    **dict.fromkeys(("it", "its", "itself"), "thing"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "several"),
}

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})

WINDOW = 3
"""Sentences looked back over. Pronouns whose antecedent stands farther back are too often resolved wrongly."""


class _Candidate(msgspec.Struct, frozen=True):
    """A possible antecedent: its head word, what kinds of thing it can be, and how it stands in the text."""

    token: int
    classes: frozenset[str]
    plural: bool
    subject: bool
    named: bool
    chain: int | None


@cache
def descriptions() -> dict[str, str]:
    """Nouns of reference and their class (``data/descriptions.csv``)."""
    path = Path(__file__).parent / "data" / "descriptions.csv"
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if line.strip() and not line.startswith("#"))
        return {row["noun"]: row["class"] for row in csv.DictReader(lines)}


def join_names(entities: Sequence[EntityMention]) -> tuple[EntityMention, ...]:
    """Give the mentions of one thing one chain number, numbered in order of first mention."""
    chains: dict[str, int] = {}
    joined: list[EntityMention] = []
    full: list[tuple[str, int]] = []
    for mention in entities:
        keys = _keys(mention, full)
        chain = next((chains[key] for key in keys if key in chains), None)
        if chain is None:
            chain = len(set(chains.values()))
        chains.update({key: chains.get(key, chain) for key in keys})
        if mention.type == "PER":
            full.append((mention.text, chain))
        joined.append(msgspec.structs.replace(mention, chain=chain))
    return _join_acronyms(tuple(joined))


def _keys(mention: EntityMention, persons: Sequence[tuple[str, int]]) -> list[str]:
    words = mention.text.casefold().replace("’", "'").removesuffix("'s").split()
    keys = [f"a:{mention.actor}"] if mention.actor else []
    kind = mention.type if mention.type in ("PER", "NORP") else "X"
    keys.append(f"{kind}:{' '.join(words)}")
    if mention.type == "PER" and len(words) == 1:
        keys += [f"PER:{name.casefold()}" for name, _ in reversed(persons) if name.casefold().split()[-1] == words[0]]
    return keys


def _join_acronyms(entities: tuple[EntityMention, ...]) -> tuple[EntityMention, ...]:
    """ "Libyan National Army (LNA)" and a later "LNA" are one thing where the letters are the words' initials."""
    renumbered: dict[int, int] = {}
    for short in entities:
        if not (short.text.isupper() and 2 <= len(short.text) <= 8 and short.chain is not None):
            continue
        for long in entities:
            if (
                long.chain is None
                or long.chain == short.chain
                or (long.actor and short.actor and long.actor != short.actor)
            ):
                continue
            if _initials(long.text) == short.text.replace(".", ""):
                renumbered[short.chain] = long.chain
                break
    if not renumbered:
        return entities
    return tuple(
        msgspec.structs.replace(one, chain=renumbered.get(one.chain, one.chain)) if one.chain is not None else one
        for one in entities
    )


def _initials(name: str) -> str:
    words = [word for word in name.replace("-", " ").split() if word[:1].isupper()]
    return "".join(word[0] for word in words) if len(words) > 1 else ""


class Resolver:
    """Resolves the pronouns and descriptions of one document."""

    def __init__(self, text: str, syntax: Syntax, entities: Sequence[EntityMention]) -> None:
        self.text = text
        self.syntax = syntax
        self.tokens = syntax.tokens
        self.entity_at = {i: one for one in entities for i in self._tokens_of(one)}
        self.counts = Counter(one.chain for one in entities)
        self.candidates: list[_Candidate] = []
        self.resolved: dict[int, list[int]] = {}

    def resolve(self) -> tuple[Mention, ...]:
        """All mentions that could be resolved, in text order."""
        found: list[Mention] = []
        for index, token in enumerate(self.tokens):
            antecedents = self._antecedents(index)
            for antecedent in antecedents:
                found.append(self._mention(index, antecedent))
            if antecedents:
                self.resolved[index] = antecedents
            candidate = self._candidate(index, antecedents)
            if candidate is not None and token.text.lower() not in _PRONOUNS:
                self.candidates.append(candidate)
            elif antecedents:
                self._renew(index, antecedents)
        return tuple(found)

    def _renew(self, index: int, antecedents: Sequence[int]) -> None:
        """What a pronoun stands for is fresh in mind again: it is a candidate at the pronoun's own place."""
        for antecedent in antecedents:
            old = next((one for one in reversed(self.candidates) if one.token == antecedent), None)
            if old is not None:
                subject = self.syntax.relation(index) == "nsubj"
                self.candidates.append(msgspec.structs.replace(old, subject=subject or old.subject))

    def _tokens_of(self, mention: EntityMention) -> Iterator[int]:
        index = mention.token
        while index > 0 and self.tokens[index - 1].start >= mention.start:
            index -= 1
        while index < len(self.tokens) and self.tokens[index].end <= mention.end:
            if self.tokens[index].start >= mention.start:
                yield index
            index += 1

    def _antecedents(self, index: int) -> list[int]:
        token = self.tokens[index]
        word = token.text.lower()
        if word in _PRONOUNS and token.upos == "PRON":
            if self._is_expletive(index):
                return []
            return self._best(index, {_PRONOUNS[word]}, 1)
        if token.upos == "NOUN" and index not in self.entity_at and self._is_bare_description(index):
            kind = descriptions()[token.lemma.lower()]
            number = self._number(index)
            plural_of_wholes = self._is_plural(index) and kind in ("group", "state", "force", "outlet", "person")
            return self._best(index, {kind}, number if plural_of_wholes else 1, wholes=plural_of_wholes)
        return []

    def _number(self, index: int) -> int:
        for child in self.syntax.children[index]:
            if self.tokens[child].text.lower() in ("two", "both"):
                return 2
            if self.tokens[child].text.lower() == "three":
                return 3
        return 2

    def _is_expletive(self, index: int) -> bool:
        token = self.tokens[index]
        if token.deprel == "expl" or token.head < 0:
            return True
        if token.text.lower() != "it":
            return False
        head = token.head
        clausal = self.syntax.dependents(head, "csubj", "ccomp", "advcl")
        impersonal = self.tokens[head].upos == "ADJ" or self.syntax.is_passive(head)
        return bool(clausal) and impersonal and self.syntax.relation(index) == "nsubj"

    def _is_bare_description(self, index: int) -> bool:
        if self.tokens[index].lemma.lower() not in descriptions():
            return False
        definite = False
        for child in self.syntax.children[index]:
            word, relation = self.tokens[child].text.lower(), self.syntax.relation(child)
            if relation == "det" and word in _DEFINITE:
                definite = True
            if relation in ("nmod", "acl", "appos", "flat") or child in self.entity_at:
                return False
            if relation == "amod" and self.tokens[child].text[:1].isupper() and self.entity_at.get(child):
                return False
        return definite

    def _is_plural(self, index: int) -> bool:
        token = self.tokens[index]
        return token.text.lower() != token.lemma.lower() and token.text.lower().endswith(("s", "men", "people"))

    def _best(self, index: int, classes: set[str], number: int, *, wholes: bool = False) -> list[int]:
        sentence = self.syntax.sentence_of[index]
        scored: dict[object, tuple[float, int]] = {}
        for candidate in self.candidates:
            score = self._score(candidate, index, sentence, classes, wholes=wholes)
            if score is None:
                continue
            key: object = candidate.chain if candidate.chain is not None else ("t", candidate.token)
            if key not in scored or scored[key][0] <= score:
                scored[key] = (score, candidate.token)
        ranked = sorted(scored.values(), reverse=True)
        pair = self._coordinated({token for _, token in ranked}, index, number) if number > 1 else []
        if pair:
            return pair
        if number > 1 and len(ranked) < number:
            return []
        return [token for _, token in ranked[:number]]

    def _coordinated(self, tokens: set[int], index: int, number: int) -> list[int]:
        """ "Russia and Egypt …, the two countries": the nearest coordination of as many is meant."""
        for token in sorted(tokens, reverse=True):
            first = self.syntax.first_conjunct(token)
            joined = [one for one in self.syntax.conjuncts(first) if one in tokens]
            if len(joined) == number and max(joined) < index:
                return joined
        return []

    def _score(
        self, candidate: _Candidate, index: int, sentence: int, classes: set[str], *, wholes: bool
    ) -> float | None:
        distance = sentence - self.syntax.sentence_of[candidate.token]
        if distance > WINDOW or not self._agrees(candidate, classes, wholes=wholes):
            return None
        if distance == 0 and self._are_coarguments(candidate.token, index):
            return None
        score = 4.0 - 1.3 * distance
        if candidate.subject:
            score += 1.5
        if candidate.named:
            score += 0.6 + 0.1 * min(self.counts[candidate.chain], 6)
        same_role = self.syntax.relation(candidate.token) == self.syntax.relation(index)
        return score + (0.4 if same_role else 0.0) + candidate.token * 1e-4

    def _agrees(self, candidate: _Candidate, classes: set[str], *, wholes: bool) -> bool:
        if "thing" in classes:
            return not candidate.plural and bool(
                candidate.classes & {"group", "state", "organization", "outlet", "force"}
            )
        if "person" in classes and candidate.plural:
            return False
        if "several" in classes:
            return (candidate.plural and bool(candidate.classes - {"place", "state"})) or "group" in candidate.classes
        if "people" in classes:
            return bool(candidate.classes & {"people", "group"}) and (candidate.plural or "group" in candidate.classes)
        if wholes:
            return candidate.named and bool(candidate.classes & classes)
        return bool(candidate.classes & classes)

    def _are_coarguments(self, one: int, other: int) -> bool:
        """Two arguments of one verb are two things, unless one is a possessive."""
        if self.tokens[other].deprel == "nmod:poss":
            return self.syntax.is_under(other, one)
        return self.tokens[one].head == self.tokens[other].head or self.syntax.is_under(other, one)

    def _candidate(self, index: int, antecedents: Sequence[int]) -> _Candidate | None:
        token = self.tokens[index]
        mention = self.entity_at.get(index)
        if mention is not None and mention.token != index:
            return None
        if mention is not None and mention.type == "NORP" and self.syntax.relation(index) in ("amod", "compound"):
            return None
        classes = self._classes(mention, token.lemma.lower(), index)
        if not classes or (antecedents and mention is None):
            return self._described(index, antecedents) if antecedents else None
        plural = (self._is_plural(index) and mention is None) or (mention is not None and mention.type == "NORP")
        plural = plural or bool(self.syntax.dependents(index, "conj"))
        role = self.syntax.relation(index)
        chain = mention.chain if mention is not None else None
        return _Candidate(index, classes, plural, role == "nsubj", mention is not None, chain)

    def _described(self, index: int, antecedents: Sequence[int]) -> _Candidate | None:
        if len(antecedents) != 1:
            return None
        old = next((one for one in reversed(self.candidates) if one.token == antecedents[0]), None)
        if old is None:
            return None
        return msgspec.structs.replace(old, subject=self.syntax.relation(index) == "nsubj" or old.subject)

    def _classes(self, mention: EntityMention | None, lemma: str, index: int) -> frozenset[str]:
        if mention is None:
            kind = descriptions().get(lemma)
            if kind is None or self.tokens[index].upos != "NOUN":
                return frozenset()
            return frozenset({kind, "person"} if kind == "people" and not self._is_plural(index) else {kind})
        if mention.actor_type == "armed_group":
            return frozenset({"group", "organization"})
        if mention.actor_type == "outlet":
            return frozenset({"outlet", "organization"})
        if mention.actor_type in ("military", "police"):
            return frozenset({"force", "organization"})
        if mention.actor_type in ("state", "government"):
            return frozenset({"state", "place"})
        by_label = {
            "PER": {"person"},
            "ORG": {"organization", "group", "outlet"},
            "LOC": {"place", "state"},
            "NORP": {"people"},
        }
        return frozenset(by_label.get(mention.type, set()))

    def _mention(self, index: int, antecedent: int) -> Mention:
        token = self.tokens[index]
        words = [index]
        if token.upos == "NOUN":
            words = [i for i in self.syntax.subtree(index) if i <= index]
        start, end = self.tokens[words[0]].start, token.end
        name = self.entity_at.get(antecedent)
        return Mention(start, end, self.text[start:end], index, antecedent, name.chain if name is not None else None)
