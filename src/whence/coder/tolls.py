"""Tolls: how many were hurt, as ranges, bound to the act that hurt them (CODING.md, sections 2 and 10.2).

A toll is read from the number that counts the victims; parts told within a whole ("including four children") are
not added to it; victims of several kinds are added up, and kept as parts.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from whence.coder.drafts import Draft
from whence.coder.participants import Participants
from whence.coder.view import View
from whence.records import Casualties, Entity, Quantity, Range
from whence.records.claim import Harm


class Toll(msgspec.Struct, frozen=True):
    """One counted harm: the number, whom it befell, and the words."""

    harm: Harm
    value: Range
    of: Entity | None
    token: int


class TollFinder:
    """Finds the tolls of one document's drafts."""

    def __init__(self, view: View, participants: Participants) -> None:
        self.view = view
        self.syntax = view.syntax
        self.participants = participants

    def of(self, draft: Draft, others: frozenset[int]) -> list[Toll]:
        """The tolls of a draft, each number counted once a harm."""
        found: dict[tuple[Harm, int | None], Toll] = {}
        for act in draft.acts:
            harm = act.row.harm
            own = self._own_count(act) if harm else None
            if harm and own is not None:
                found.setdefault((harm, own.start), Toll(harm, as_range(own), None, act.token))
            elif harm:
                for word in self._victims(act):
                    toll = self._count(word, harm)
                    if toll is not None:
                        found.setdefault((harm, toll.value.start), toll)
            for toll in (*self._told_of_part(act), *self._told_beside(act, others)):
                found.setdefault((toll.harm, toll.value.start), toll)
        return [toll for toll in found.values() if not self._passes_over(draft, toll)]

    def _passes_over(self, draft: Draft, toll: Toll) -> bool:
        """ "killed at least 39 and wounded at least 41": the second number is not the first verb's."""
        verbs = [act for act in draft.acts if act.row.harm]
        verb = next((act.token for act in verbs if act.row.harm == toll.harm), None)
        if verb is None or toll.value.start is None or len(verbs) < 2:
            return False
        first = self.view.tokens[verb].end
        between = [one for one in self.view.reading.quantities if first <= one.start < toll.value.start]
        later = [self.view.tokens[act.token].start for act in verbs if act.token > verb]
        return any(one.end <= start < toll.value.start for one in between for start in later)

    def _own_count(self, act: Draft) -> Quantity | None:
        """ "28 were killed and at least 40 wounded": the second number stands before its verb alone."""
        if self.syntax.relation(act.token) != "conj" or self.view.tokens[act.token].upos != "VERB":
            return None
        for one in self.view.quantities_of.get(act.token, ()):
            if one.unit_token == act.token and one.end <= self.view.tokens[act.token].start:
                return one
        return None

    def _victims(self, act: Draft) -> Sequence[int]:
        words = list(act.victims)
        if not words and act.arguments.objects:
            words = [one for one in act.arguments.objects if one not in act.roles.get("place", [])]
        return words

    def _count(self, word: int, harm: Harm, *, bare: bool = True) -> Toll | None:
        """The number that counts a word; a bare plural is an unknown number, a bare singular one."""
        entity = self.participants.entity(word)
        whole = [one for one in self.view.quantities_of.get(word, ()) if not one.included and not one.replaced]
        people = [one for one in whole if one.kind in ("people", "thing") and not self._is_share(one)]
        if not people:
            inner = self._counted_inside(word)
            people = [inner] if inner is not None else []
        if people:
            return Toll(harm, as_range(people[0]), entity, word)
        token = self.view.tokens[word]
        if bare and token.upos == "PRON" and self.view.word(word) in ("he", "him", "she", "her"):
            return Toll(harm, Range(1, 1, token.text, token.start, token.end), entity, word)
        if not bare or not (self._is_person_like(word, entity) or self._suffers(word, entity, harm)):
            return None
        if token.upos not in ("NOUN", "PROPN"):
            return None
        if self._is_plural(word):  # an unknown number (codebook 10.2)
            return Toll(harm, Range(1, None, token.text, token.start, token.end), entity, word)
        if entity.type not in _GROUPS or self._is_one_person(word):
            return Toll(harm, Range(1, 1, token.text, token.start, token.end), entity, word)
        return None

    def _is_share(self, one: Quantity) -> bool:
        """ "more than 30 percent": a share counts nobody."""
        after = self.view.text[one.end : one.end + 9].lower().lstrip()
        return after.startswith(("percent", "per cent", "%"))

    def _suffers(self, word: int, entity: Entity, harm: Harm) -> bool:
        """A noun of no known kind that was killed, hurt, seized or held is a person ("a midwife", "the bomb-maker")."""
        plain = entity.type == "unknown" and self.view.tokens[word].upos == "NOUN" and self.view.agent(word) is None
        return plain and harm != "displaced" and self.view.instrument(word) is None

    def _is_one_person(self, word: int) -> bool:
        """ "a police captain", "another Israeli": one of a body or people, whatever that is."""
        agent = self.view.agent(word)
        if agent is not None:
            return agent.number == "person"
        articles = {self.view.word(one) for one in self.syntax.dependents(word, "det", "nummod")}
        return bool(articles & {"a", "an", "another", "one"})

    def _counted_inside(self, word: int) -> Quantity | None:
        """ "dozens of civilians": the number stands above what it counts."""
        head = self.view.tokens[word].head
        more = self.syntax.dependents(word, "obl:unmarked", "obl:npmod") if self.view.lemma(word) == "more" else []
        for place in (head, *self.syntax.dependents(word, "nummod"), *more):
            if place < 0:
                continue
            for one in self.view.quantities_of.get(place, ()):
                if (
                    not one.included
                    and not one.replaced
                    and (one.unit_token == word or one.token in (*self.syntax.dependents(word, "nummod"), *more))
                ):
                    return one
        return None

    def _is_person_like(self, word: int, entity: Entity) -> bool:
        agent = self.view.agent(word)
        name = self.view.entity_at.get(word)
        if entity.type == "person" or (name is not None and name.type == "NORP" and self._is_one_person(word)):
            return True
        return agent is not None and agent.type != "site" and entity.type not in ("state", "government", "igo")

    def _is_plural(self, word: int) -> bool:
        token = self.view.tokens[word]
        return token.text.lower() != token.lemma.lower() or token.lemma.lower() in ("people", "police")

    def _told_of_part(self, act: Draft) -> list[Toll]:
        """ "has killed 6,000, including 14 in an ambush": the part belongs to the happening that it was told of."""
        if not {"in", "during"} & set(self.syntax.case_of(act.token).split()):
            return []
        before = [
            one
            for one in self.view.reading.quantities
            if one.included
            and 0 < self.view.tokens[act.token].start - one.end <= PART_REACH
            and "," not in self.view.text[one.end : self.view.tokens[act.token].start]
        ]
        part = before[-1] if before else None
        if part is None:
            return []
        head = part.token
        for above in self.syntax.ancestors(act.token):
            for entry in self.view.lexicon.tolls_of(self.view.lemma(above)):
                if not entry.complement:
                    return [Toll(entry.harm, as_range(part), None, head)]
        return []

    def _told_beside(self, act: Draft, others: frozenset[int]) -> list[Toll]:
        """Tolls told by a word that makes no event of its own ("left four dead", "12 dead")."""
        if act.type not in _HARMING:
            return []
        found: list[Toll] = []
        near = {act.token, *self.syntax.children[act.token]}
        head = self.view.tokens[act.token].head
        apart = head >= 0 and ";" in self.view.text[self.view.tokens[head].end : self.view.tokens[act.token].start]
        if head >= 0 and not apart:  # "six died there; nine more were wounded": two tolls
            near |= {head, *self.syntax.children[head]}
        near |= {
            deep for word in list(near) for deep in self.syntax.dependents(word, "obj", "xcomp", "advcl", "conj", "acl")
        }
        for word in sorted(near - others - set(act.victims)):
            found += self._left(word)
            for entry in self.view.lexicon.tolls_of(self.view.lemma(word)):
                if entry.counted == "self" and not entry.certain and self._is_single(word):
                    continue
                found += self._by_entry(word, entry.harm, entry.counted, entry.complement or "")
        return found

    def _left(self, word: int) -> list[Toll]:
        """ "ended with 17 people dead": the adjective behind a counted noun tells its harm."""
        found: list[Toll] = []
        for child in self.syntax.dependents(word, "amod", "acl", "xcomp"):
            for entry in self.view.lexicon.lexicon.tolls.get((self.view.word(child), "a"), ()):
                toll = (
                    self._count(word, entry.harm, bare=False) if child > word and entry.counted == "subject" else None
                )
                found += [toll] if toll is not None else []
        return found

    def _is_single(self, word: int) -> bool:
        """ "a victim of the attack" counts one of the victims, not all."""
        return any(
            self.view.word(one) in ("a", "an", "one", "the") for one in self.syntax.dependents(word, "det", "nummod")
        )

    def _by_entry(self, word: int, harm: Harm, counted: str, complement: str) -> list[Toll]:
        syntax, view = self.syntax, self.view
        children = syntax.children[word]
        beside = [one for one in children if view.lemma(one) == complement or view.word(one) == complement]
        deep = [
            g for c in children for g in syntax.children[c] if view.lemma(g) == complement or view.word(g) == complement
        ]
        if complement and not beside and not deep:
            return []
        places: list[int] = []
        if counted == "object":
            places = syntax.dependents(word, "obj")
            places += [s for c in syntax.dependents(word, "xcomp", "ccomp") for s in syntax.dependents(c, "nsubj")]
        elif counted == "subject":
            places = syntax.dependents(word, "nsubj")
        elif counted == "of":
            places = [one for one in syntax.dependents(word, "nmod") if syntax.case_of(one) == "of"]
        elif counted == "self":
            places = [word]
        else:
            places = beside or deep
        places = [joined for place in places for joined in syntax.conjuncts(place)]
        single = counted == "subject" and not complement and view.tokens[word].upos == "VERB"
        tolls = [self._count(place, harm, bare=single) for place in places]
        return [toll for toll in tolls if toll is not None]


PART_REACH = 25
"""Characters between a part of a toll and the happening that it belongs to ("14 in an ambush")."""

_HARMING = frozenset({"ASSAULT", "COERCE", "PROTEST"})
"""Types whose happening can have a toll told beside it."""

_GROUPS = frozenset(
    {"armed_group", "military", "police", "state", "government", "organization", "igo", "political_party"}
)


def as_range(quantity: Quantity) -> Range:
    """A quantity as a range, whole numbers whole."""
    return Range(_whole(quantity.min), _whole(quantity.max), quantity.text, quantity.start, quantity.end)


def _whole(number: float | None) -> int | float | None:
    return int(number) if number is not None and number == int(number) else number


def total(tolls: Sequence[Toll], harm: Harm) -> Range | None:
    """All the tolls of one harm added up; with one, its own words are kept."""
    values = [toll.value for toll in tolls if toll.harm == harm]
    if not values:
        return None
    result = values[0]
    for value in values[1:]:
        result = result + value
    return result


def parts(tolls: Sequence[Toll]) -> tuple[Casualties, ...]:
    """The parts of the toll, where there is more than one or a kind of victim is named."""
    if len(tolls) < 2:
        return ()
    return tuple(Casualties(toll.of, toll.harm, toll.value) for toll in tolls if toll.of is not None)
