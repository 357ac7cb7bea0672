"""Sides: who did an act and who suffered it, as entities, from the words that a draft's roles hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from whence.coder.drafts import Draft
from whence.coder.kinds import ACTORS, PEOPLE
from whence.coder.participants import Participants
from whence.coder.tolls import Toll
from whence.coder.view import View
from whence.records import Entity

TWO_SIDED = frozenset({"clash"})
_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT"})
"""Types whose sides all act (CODING.md 10.17); a visit has a visitor and a host."""

_NOBODY = frozenset({"unknown", "site"})

_WORDS = frozenset({"ACCUSE", "SUPPORT", "REJECT", "CONCEDE", "REQUEST"})
"""Acts of words, whose object is often what somebody did or has: it is done to that somebody."""

_ABOUT = frozenset({"for", "of", "at", "over", "about", "against"})

_STRIKING = frozenset({"seize", "censor", "cyber"})
"""Modes of COERCE that are done to property, as violence is."""

_HURT = frozenset({"killed", "injured", "abducted", "detained"})

_DOERS = re.compile(r"(?:man|woman|person|people|[^aeiou]er|or|ist|ian|ant|eer|ster|boy|girl|wife)$")
"""Endings of nouns for persons. Words for things have them too; those that act or suffer in an event seldom are."""


class SideFinder:
    """Finds the sides of one document's acts."""

    def __init__(self, view: View, participants: Participants) -> None:
        self.view = view
        self.syntax = view.syntax
        self.participants = participants

    def of(self, draft: Draft, mode: str, tolls: Sequence[Toll]) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
        """The actors and the recipients of an act."""
        actors = self._entities(draft.roles.get("actor", []), draft, suffering=False)
        recipients = self._entities(draft.roles.get("recipient", []), draft, suffering=True)
        if not recipients and draft.type in _WORDS:
            recipients = self._owners(draft, actors)
        mutual = draft.type in _MUTUAL and mode != "visit" and draft.row.object != "recipient"
        if draft.type == "SUPPORT":  # "support for the government" has one side, a treaty two
            mutual = mutual and any(case in ("with", "between") for case, _ in draft.arguments.obliques)
        if (mode in TWO_SIDED and len(actors) > 1) or (mutual and actors):
            known = {entity.name for entity in actors}
            actors = (*actors, *(one for one in recipients if one.name not in known and one.type not in _NOBODY))
            recipients = ()
        if draft.type == "ASSAULT" and mode not in TWO_SIDED:
            recipients = self._struck(draft, recipients, self._counted(tolls, actors))
        names = {entity.name for entity in actors if entity.id is not None}
        return actors, tuple(one for one in recipients if one.name not in names or one.id is None)

    def _counted(self, tolls: Sequence[Toll], actors: Sequence[Entity]) -> list[Entity]:
        """ "left nine villagers dead": whom a toll counts suffered the act."""
        doers = {one.name for one in actors}
        told = [toll.of for toll in tolls if toll.of is not None and toll.of.name not in doers]
        return [one for one in told if one.type in PEOPLE or one.type == "unknown"]

    def _struck(self, draft: Draft, recipients: Sequence[Entity], counted: Sequence[Entity]) -> tuple[Entity, ...]:
        """People before property: a building stays beside them where the act is done to it; ground is only where."""
        people = [one for one in recipients if one.type != "site"]
        if not people:
            people = list({one.name: one for one in counted}.values())
        if not people:
            return tuple(recipients)
        objects = {self.participants.entity(word).name for word in draft.arguments.objects}
        sites = [one for one in recipients if one.type == "site" and one.name in objects and not self._is_ground(one)]
        return (*people, *sites)

    def _is_ground(self, entity: Entity) -> bool:
        """A village or a district is where people are attacked; a building is what is attacked."""
        words = entity.text.lower().split()
        agent = self.view.lexicon.agent(words[-1]) if words else None
        return agent is not None and "place" in agent.classes

    def _owners(self, draft: Draft, actors: Sequence[Entity]) -> tuple[Entity, ...]:
        """ "rejects Russian demands", "endorses the bid of Obama", "demands the resignation of the premier": an act of
        words is done to whoever has or does what it is about."""
        doers = {one.name for one in actors}
        words = [*draft.arguments.objects, *(word for case, word in draft.arguments.obliques if case in _ABOUT)]
        for word in words:
            for owner in self._owners_of(word):
                entity = self.participants.entity(owner)
                if entity.type in ACTORS and entity.type != "outlet" and entity.name not in doers:
                    return (entity,)
        return ()

    def _owners_of(self, word: int) -> Iterator[int]:
        yield from self.syntax.dependents(word, "nmod:poss")
        for child in self.syntax.dependents(word, "nmod"):
            if self.syntax.case_of(child) in ("of", "by", "from"):
                yield child
        for child in self.syntax.dependents(word, "amod", "compound"):
            name = self.view.entity_at.get(child)
            if name is not None:
                yield name.token

    def _entities(self, words: Sequence[int], draft: Draft, *, suffering: bool) -> tuple[Entity, ...]:
        found: dict[str, Entity] = {}
        numbers: dict[str, Entity] = {}
        events = {act.token for act in draft.acts}
        hurt = suffering and draft.type in ("ASSAULT", "COERCE") and any(act.row.harm in _HURT for act in draft.acts)
        for word in words:
            if word in events or self._is_no_party(word, draft):
                continue
            struck = suffering and word in draft.arguments.objects and self._strikes(draft)
            for entity in self.participants.several(word):
                if self._is_somebody(entity, word, hurt=hurt or struck):
                    bare = self.view.tokens[word].upos == "NUM" and entity.type == "unknown"
                    (numbers if bare else found).setdefault(entity.name, entity)
        return tuple((found or numbers).values())

    def _is_no_party(self, word: int, draft: Draft) -> bool:
        """Times, acts, sums of money, ground that is the place already."""
        view = self.view
        if word in view.timex_at or self.participants.is_reflexive(word):
            return True
        if view.lexicon.is_event_noun(view.lemma(word)) and word not in view.entity_at:
            return True
        if any(one.kind == "money" for one in view.quantities_of.get(word, ())):
            return True
        return word in view.toponym_at and word in draft.roles.get("place", [])

    @staticmethod
    def _strikes(draft: Draft) -> bool:
        return draft.type == "ASSAULT" or (draft.type == "COERCE" and draft.mode in _STRIKING)

    def _is_somebody(self, entity: Entity, word: int, *, hurt: bool) -> bool:
        """Leaves out bare numbers, pronouns that were not resolved and abstract nouns without a kind. Whom an act that
        only befalls people befell, and what violence is done to (``hurt``), counts whatever the noun."""
        token = self.view.tokens[word]
        if entity.type != "unknown":
            return True
        if token.upos == "NUM" and any(one.kind == "people" for one in self.view.quantities_of.get(word, ())):
            return True
        if token.upos == "NOUN" and (hurt or _DOERS.search(token.lemma.lower())):
            return self.view.instrument(word) is None
        if token.upos in ("PRON", "NUM", "DET", "ADJ", "VERB"):
            return False
        return word in self.view.entity_at or token.upos == "PROPN" or bool(self.view.quantities_of.get(word))
