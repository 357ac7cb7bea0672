"""Belonging: who is of what body, where no title or verb says so (CODING.md, sections 5 and 10.13).

"BBC's Jonathan Marcus", "Sabrina Bennoui of Reporters Without Borders", "Sky News Arabia producer Jamal al-Harbi"
(member_of); "NATO's International Security Assistance Force" (part_of); "an anti-Houthi coalition" (opposes).
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.coder.kinds import ACTORS
from whence.coder.making import Maker
from whence.records import Claim, Entity, Relation
from whence.records.claim import Predicate

_WHOLES = frozenset(
    {"igo", "military", "police", "armed_group", "organization", "political_party", "government", "outlet"}
)
"""What persons and bodies can be of. A state's own bodies are told by their names and titles."""

_MEMBERS_CASE = frozenset({"of", "from", "with"})

_CABINETS = frozenset({"government", "regime", "administration", "cabinet", "junta"})

_PREFIXES: dict[str, Predicate] = {"anti": "opposes", "pro": "supports"}


class BelongingCoder:
    """Codes these ties of one document."""

    def __init__(self, maker: Maker) -> None:
        self.maker = maker
        self.view = maker.view
        self.syntax = maker.view.syntax

    def claims(self, index: int) -> Iterator[Claim]:
        """The ties that the noun or name at a word stands in."""
        name = self.view.entity_at.get(index)
        if name is not None and name.token == index:
            if name.type == "PER":
                yield from self._person(index)
            elif name.type == "ORG":
                yield from self._body(index)
        if self.view.tokens[index].upos in ("NOUN", "PROPN"):
            yield from self._modified(index)
        if self.view.tokens[index].upos == "NOUN" and index not in self.view.entity_at:
            yield from self._staff(index)
            yield from self._cabinet(index)

    def _person(self, index: int) -> Iterator[Claim]:
        """A person of a body: its possessor, its of-phrase, or the name before the noun before it."""
        for child in self.syntax.dependents(index, "nmod:poss"):
            yield from self._tie("member_of", index, child)
        for child in self.syntax.dependents(index, "nmod"):
            if child > index and self.syntax.case_of(child) in _MEMBERS_CASE:
                yield from self._tie("member_of", index, child)
        nouns = self.syntax.dependents(index, "nmod:desc", "compound")
        if self.syntax.relation(index) == "appos" and self.view.tokens[index].head == index - 1:
            nouns = [*nouns, index - 1]  # "Democratic Party nominee Hillary Clinton", the noun as the head
        for noun in nouns:
            if noun > index or self._is_titled(noun):
                continue
            for child in self.syntax.dependents(noun, "compound"):
                yield from self._tie("member_of", index, child)

    def named_within(self, index: int, whole: Entity) -> Entity | None:
        """Whom a word inside a longer name names by itself ("Russian" of "Russian-backed separatists")."""
        token = self.view.tokens[index]
        return self._meant(index, token.text) if whole.text != token.text and token.upos in ("ADJ", "PROPN") else None

    def _is_titled(self, noun: int) -> bool:
        """A title's holder is told by the title; a nickname or a bare name before a name is no body's noun."""
        titles = self.view.lexicon.lexicon.titles
        return self.view.lemma(noun) in titles or noun in self.view.entity_at or self.view.tokens[noun].upos != "NOUN"

    def _staff(self, index: int) -> Iterator[Claim]:
        """ "aid workers with the Red Crescent", "inspectors from the OPCW"."""
        agent = self.view.agent(index)
        if agent is None or agent.number != "person":
            return
        for child in self.syntax.dependents(index, "nmod"):
            if self.syntax.case_of(child) in ("with", "from") and child in self.view.entity_at:
                yield from self._tie("member_of", index, child)

    def _cabinet(self, index: int) -> Iterator[Claim]:
        """ "the government of Abdrabbuh Mansur Hadi", "Hadi's government": whose a government is, leads it."""
        if self.view.lemma(index) in _CABINETS:
            for child in self.syntax.dependents(index, "nmod:poss", "nmod"):
                if self.view.tokens[child].upos == "PRON":
                    continue
                if self.view.tokens[child].deprel == "nmod:poss" or self.syntax.case_of(child) == "of":
                    yield from self._led(child, index)

    def _body(self, index: int) -> Iterator[Claim]:
        """A body of another: "the army's Western Mindanao Command"; a person's party: "Sharon's Likud Party"."""
        for child in self.syntax.dependents(index, "nmod:poss"):
            yield from self._tie("part_of", index, child)
            yield from self._led(child, index)

    def _led(self, holder: int, body: int) -> Iterator[Claim]:
        person, led = self.maker.participants.entity(holder), self.maker.participants.entity(body)
        if person.type == "person" and led.type in ("political_party", "government") and person.name != led.name:
            yield self._claim("leads", holder, body, person, led)

    def _modified(self, index: int) -> Iterator[Claim]:
        """ "an anti-Houthi, pro-government coalition": what the noun is for and against."""
        for child in self.syntax.dependents(index, "amod"):
            first, hyphen, rest = self.view.tokens[child].text.partition("-")
            predicate = _PREFIXES.get(first.lower())
            if predicate is None or not hyphen or not rest:
                continue
            holder, target = self.maker.participants.entity(index), self._meant(child, rest)
            if holder.type in ACTORS and target is not None and target.name != holder.name:
                yield self._claim(predicate, index, child, holder, target)

    def _meant(self, index: int, word: str) -> Entity | None:
        """Whom the second half of a hyphenated word names."""
        registry, token = self.view.registry, self.view.tokens[index]
        match = registry.resolve(word, on=self.view.published_day)
        owner = registry.demonym(word)
        actor = match.actor if match is not None else registry.get(owner) if owner is not None else None
        if actor is not None:
            return Entity(word, actor.name, actor.type, token.end - len(word), token.end, actor.id, actor.country)
        agent = self.view.lexicon.agent(word.lower())
        if agent is None or agent.type in ("unknown", "site"):
            return None
        return Entity(word, word, agent.type, token.end - len(word), token.end)

    def _tie(self, predicate: Predicate, index: int, whole: int) -> Iterator[Claim]:
        participants = self.maker.participants
        holder, body = participants.entity(index), participants.entity(whole)
        if body.type not in _WHOLES or holder.type not in ACTORS or body.name == holder.name:
            return
        yield self._claim(predicate, index, whole, holder, body)

    def _claim(self, predicate: Predicate, index: int, whole: int, holder: Entity, body: Entity) -> Claim:
        standing = self.maker.judge.judge(index)
        chain = self.maker.chain(index, standing)
        grounds = [self.maker.role_ground("relation.predicate", whole)]
        relation = Relation(predicate, holder, body, None, None)
        return self.maker.claim(
            "relation", index, standing, chain, [index, whole], grounds, predicate, index, whole, relation=relation
        )
