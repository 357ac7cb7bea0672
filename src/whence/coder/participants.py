"""Participants: from a word in the tree to the entity it names.

Pronouns and descriptions go to what they stand for; "ten Taliban fighters" is the Taliban; "Afghan police" is the
police of Afghanistan; "dozens of civilians" is civilians; a capital that acts is its government; what no list
knows keeps the text's own words as its name.
"""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING

from whence.coder.arguments import REFLEXIVE, RELATIVE
from whence.coder.view import View
from whence.records import Entity, EntityMention, EntityType

if TYPE_CHECKING:
    from whence.actors.model import Actor

_PARTITIVE = frozenset(
    [
        "ten",
        "dozen",
        "score",
        "hundred",
        "thousand",
        "million",
        "number",
        "group",
        "couple",
        "pair",
        "handful",
        "series",
        "most",
        "some",
        "many",
        "several",
        "one",
        "two",
        "three",
        "half",
        "majority",
        "part",
        "all",
        "lot",
        "band",
        "team",
        "crowd",
        "member",
        "none",
        "both",
        "each",
        "any",
        "few",
        "remnant",
        "element",
        "wave",
    ]
)
"""Words that only measure out what their of-phrase names ("dozens of civilians", "members of the group")."""

_BELONGING = frozenset({"armed_group", "military", "police", "political_party", "civilians", "unknown"})
"""Kinds of common noun that a group's name in front turns into the group ("Taliban fighters")."""

_MEN = frozenset(
    {"man", "force", "troop", "troops", "soldier", "fighter", "gunner", "unit", "officer", "militant", "jet"}
)
"""Nouns for those by whom a body acts."""

SURE_NAME = 0.75
"""Least score of a look-up that names an actor. The registry gives names that several bear ("Islamic Jihad", "IS")
about 0.7; a fuller name elsewhere in the text is looked up instead."""

_FIRST_PERSON = frozenset({"i", "we", "us", "me", "our", "my", "ourselves"})


class Participants:
    """Entities of one document's words."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.syntax = view.syntax
        self.cache: dict[int, Entity] = {}

    @cached_property
    def day(self) -> dt.date | None:
        """The day that offices and alliances are looked up on."""
        return self.view.published_day

    def entity(self, index: int) -> Entity:
        """The entity that the nominal headed by a token stands for."""
        if index not in self.cache:
            self.cache[index] = self._entity(index, 0)
        return self.cache[index]

    def _entity(self, index: int, depth: int) -> Entity:
        view = self.view
        token = view.tokens[index]
        if depth > 4:
            return self._plain(index, "unknown")
        stands_for = self._stands_for(index)
        if stands_for is not None and stands_for != index:
            return self._as_written(self._entity(stands_for, depth + 1), index)
        name = view.entity_at.get(index)
        if name is not None and name.type != "PER" and view.lemma(index) in view.lexicon.lexicon.titles:
            person = view.person_after(
                index
            )  # "Foreign Minister Abu Bakr al-Kurbi", where the title is taken for a name
            if person is not None:
                return self._as_written(self._entity(person, depth + 1), index, whole=person)
        if name is not None and name.token == index:
            return self._named(name, index)
        if self.syntax.relation(index) == "appos" and token.head in view.entity_at:
            return self._as_written(self._entity(token.head, depth + 1), index)
        if token.upos == "PRON" and view.word(index) in _FIRST_PERSON:
            return self._speaker(index)
        if self._is_partitive(index):
            inner = self._inner(index)
            if inner is not None:
                return self._as_written(self._entity(inner, depth + 1), index, whole=inner)
        return self._common(index, depth)

    def _stands_for(self, index: int) -> int | None:
        view = self.view
        mentions = view.mentions_at.get(index)
        if mentions:
            return mentions[0].antecedent
        word = view.word(index)
        if word in RELATIVE and view.tokens[index].upos in ("PRON", "DET"):
            for above in self.syntax.ancestors(index):
                if view.tokens[above].deprel == "acl:relcl":
                    return view.tokens[above].head
        return None

    def several(self, index: int) -> list[Entity]:
        """The entities of a word that may stand for more than one ("the two countries")."""
        mentions = self.view.mentions_at.get(index, [])
        if len(mentions) < 2:
            return [self.entity(index)]
        return [self._as_written(self._entity(one.antecedent, 1), index) for one in mentions]

    def _speaker(self, index: int) -> Entity:
        over = self.view.attributions_over.get(index, [])
        for one in reversed(over):
            if one.source_token is not None and one.source_token != index:
                return self._as_written(self.entity(one.source_token), index)
        return self._plain(index, "unknown")

    def _is_partitive(self, index: int) -> bool:
        view = self.view
        if view.lemma(index) in ("member", "remnant", "element") and view.word(index) == view.lemma(index):
            return False
        return view.lemma(index) in _PARTITIVE or view.tokens[index].upos == "NUM"

    def _inner(self, index: int) -> int | None:
        for child in self.syntax.dependents(index, "nmod"):
            if self.syntax.case_of(child) in ("of", "from", "among"):
                return child
        return None

    def _named(self, name: EntityMention, index: int) -> Entity:
        view = self.view
        if name.type == "NORP":
            return self._people(name, index)
        actor = self._in_its_time(view.registry.get(name.actor) if name.actor else None)
        if actor is None and name.type in ("PER", "ORG", "LOC", "OTHER"):
            actor = self._looked_up(name)
        if name.type in ("LOC", "FACILITY") and (actor is None or actor.type == "state"):
            return self._ground(name, actor)
        if actor is not None:
            return self._registered(actor, name.text, name.start, name.end)
        full = view.chain_names.get(name.chain) if name.chain is not None else None
        types: dict[str, EntityType] = {"PER": "person", "ORG": "organization"}
        affiliation = self._belongs_to(index)
        agent = view.agent(index) if name.type == "ORG" else None  # "Special Forces", "Civil Guard"
        return Entity(
            name.text,
            full.text if full is not None else name.text,
            agent.type if agent is not None else types.get(name.type, "unknown"),
            name.start,
            name.end,
            country=affiliation[1],
            affiliation=affiliation[0],
        )

    def _in_its_time(self, actor: Actor | None) -> Actor | None:
        """No actor that was not there yet: "Islamic Jihad" of 1983 is not the group founded under that name later."""
        if actor is None or self.day is None or actor.start is None or actor.start <= self.day:
            return actor
        return None

    def _looked_up(self, name: EntityMention) -> Actor | None:
        full = self.view.chain_names.get(name.chain) if name.chain is not None else None
        for text in {name.text: None, (full.text if full else name.text): None}:
            match = self.view.registry.resolve(text, on=self.day, label=name.type)
            if match is not None and match.score >= SURE_NAME:
                return match.actor
        meant = self.view.registry.metonym(name.text)
        return self.view.registry.get(meant) if meant is not None and name.type != "LOC" else None

    def _registered(self, actor: Actor, text: str, start: int, end: int) -> Entity:
        affiliation = actor.affiliation_on(self.day) if self.day is not None else None
        return Entity(text, actor.name, actor.type, start, end, actor.id, actor.country, affiliation)

    def _people(self, name: EntityMention, index: int) -> Entity:
        """A nationality or creed used as a noun: "the Iraqis", "Kurds"."""
        actor = self.view.registry.get(name.actor) if name.actor else None
        if actor is None:
            return Entity(name.text, name.text, "ethnic_or_religious_group", name.start, name.end)
        if actor.type != "state":
            return self._registered(actor, name.text, name.start, name.end)
        if self.view.quantities_of.get(index):
            return Entity(name.text, name.text, "civilians", name.start, name.end, country=actor.country)
        return self._registered(actor, name.text, name.start, name.end)

    def _ground(self, name: EntityMention, actor: Actor | None) -> Entity:
        """A place that acts: a country is its state, a capital or seat of power its government."""
        if actor is not None:
            return self._registered(actor, name.text, name.start, name.end)
        meant = self.view.registry.metonym(name.text)
        seat = self.view.registry.get(meant) if meant else None
        if seat is not None:
            return self._registered(seat, name.text, name.start, name.end)
        toponym = self.view.toponym_at.get(name.token)
        country = toponym.place.country if toponym is not None else None
        return Entity(name.text, name.text, "unknown", name.start, name.end, country=country)

    def _common(self, index: int, depth: int) -> Entity:
        """A common noun, with the names in front of it or in its of-phrase."""
        view = self.view
        person = self._person_titled(index)
        if person is not None:
            return self._as_written(self._entity(person, depth + 1), index, whole=person)
        agent = view.agent(index)
        kind: EntityType = agent.type if agent is not None else "unknown"
        owner = self._owner(index)
        if owner is None and agent is not None and kind in ("military", "police", "armed_group", "civilians"):
            held = self._held_by(index, depth)
            if held is not None:
                return held
        if owner is not None and agent is not None:
            composed = self._composed(index, owner, kind)
            if composed is not None:
                return composed
        affiliation, country = self._belongs_to(index)
        if affiliation is None and country is None:
            country = self._country_of(index)
        plain = self._plain(index, kind)
        if kind == "unknown":
            titled = self._apposed(index, depth)
            if titled is not None:
                return titled
        return Entity(plain.text, plain.name, kind, plain.start, plain.end, country=country, affiliation=affiliation)

    def _person_titled(self, index: int) -> int | None:
        """The person whose title or description a noun is ("army commander, Field Marshal Haftar")."""
        for child in self.syntax.dependents(index, "appos", "flat", "nmod:desc", "compound"):
            name = self.view.entity_at.get(child)
            if name is None or child <= index:
                continue
            # "the environmental group Greenpeace": a body's name right behind its noun
            body = name.type == "ORG" and name.token == index + 1 and self.syntax.relation(child) == "appos"
            if name.type == "PER" or body:
                return name.token
        title = self.view.lexicon.lexicon.titles.get(self.view.lemma(index))
        return self.view.person_after(index) if title is not None else None

    def _owner(self, index: int) -> EntityMention | None:
        """The name that a noun belongs to: before it ("Taliban fighters"), or in its of-phrase."""
        view = self.view
        for child in self.syntax.dependents(index, "compound", "amod", "nmod:poss", "nmod:desc", "flat", "acl"):
            name = view.entity_at.get(child)
            if name is not None and name.start < view.tokens[index].start:
                return name
            if view.tokens[child].deprel == "nmod:poss":
                found = self._owner_by_reference(child)
                if found is not None:
                    return found
        for child in self.syntax.dependents(index, "nmod"):
            name = view.entity_at.get(child)
            if name is not None and self.syntax.case_of(child) in ("of", "from"):
                return name
        return None

    def _held_by(self, index: int, depth: int) -> Entity | None:
        """ "its men", "our gunners": the force or ministry that the pronoun stands for, which has no name here."""
        for child in self.syntax.dependents(index, "nmod:poss"):
            mentions = self.view.mentions_at.get(child)
            if not mentions or self.view.lemma(index) not in _MEN:
                continue
            whole = self._entity(mentions[0].antecedent, depth + 1)
            if whole.type in ("military", "police", "armed_group", "government"):
                return self._as_written(whole, index)
        return None

    def _owner_by_reference(self, child: int) -> EntityMention | None:
        mentions = self.view.mentions_at.get(child)
        return self.view.entity_at.get(mentions[0].antecedent) if mentions else None

    def _composed(self, index: int, owner: EntityMention, kind: EntityType) -> Entity | None:
        view = self.view
        actor = view.registry.get(owner.actor) if owner.actor else None
        text = self._words(index)
        if actor is None:
            if owner.type == "ORG" and kind in _BELONGING:
                named = self._named(owner, owner.token)
                return Entity(text.text, named.name, named.type, text.start, text.end, named.id, named.country)
            return None
        if actor.type == "state" and kind in ("military", "police", "government", "state"):
            made = view.registry.compose(actor.id, view.lemma(index))
            if made is not None:
                return Entity(text.text, made.name, made.type, text.start, text.end, made.id, made.country)
        if actor.type in ("armed_group", "military", "police", "political_party", "igo") and kind in _BELONGING:
            return self._registered(actor, text.text, text.start or 0, text.end or 0)
        return Entity(text.text, text.name, kind, text.start, text.end, country=actor.country, affiliation=actor.id)

    def _belongs_to(self, index: int) -> tuple[str | None, str | None]:
        """Registry id and country of what a person or role belongs to, by the names around it."""
        for noun in (index, *self.syntax.dependents(index, "appos")):
            owner = self._owner(noun)
            actor = self.view.registry.get(owner.actor) if owner is not None and owner.actor else None
            if actor is not None:
                return actor.id, actor.country
        return None, None

    def _country_of(self, index: int) -> str | None:
        for child in self.syntax.dependents(index, "nmod", "compound"):
            toponym = self.view.toponym_at.get(child)
            if toponym is not None:
                return toponym.place.country
        return None

    def _apposed(self, index: int, depth: int) -> Entity | None:
        for child in self.syntax.dependents(index, "appos"):
            if child in self.view.entity_at:
                return self._as_written(self._entity(child, depth + 1), index)
        return None

    def _plain(self, index: int, kind: EntityType) -> Entity:
        words = self._words(index)
        return Entity(words.text, words.name, kind, words.start, words.end)

    def _words(self, index: int) -> Entity:
        """The noun with the words before it that are its own (no article, no relative clause), as a bare entity."""
        view = self.view
        own = {index}
        for child in self.syntax.children[index]:
            relation = self.syntax.relation(child)
            before = child < index and relation in ("amod", "compound", "nummod", "nmod", "advmod", "flat")
            if before and view.tokens[child].deprel != "nmod:poss":
                own.update(self.syntax.subtree(child))
            if relation in ("flat", "compound") and child > index:
                own.add(child)
        if view.agent(index) is not None:
            for child in self.syntax.dependents(index, "nmod"):
                if self.syntax.case_of(child) == "of" and child > index and not view.word(child).endswith("ing"):
                    own.update(self.syntax.subtree(child, without=self.syntax.dependents(child, "acl", "appos")))
        start = index
        while start - 1 in own and not (view.word(start - 1) == "dead" and self._is_resultative(start - 1)):
            start -= 1
        while start < index and self._leads_in(start):
            start += 1
        stop = index
        while stop + 1 in own:
            stop += 1
        span = view.span(range(start, stop + 1))
        return Entity(span.text, span.text, "unknown", span.start, span.end)

    def _is_resultative(self, index: int) -> bool:
        """ "shot dead four men": "dead" behind the verb tells what came of it, and none of the men."""
        return index > 0 and self.view.tokens[index - 1].upos == "VERB"

    def _leads_in(self, index: int) -> bool:
        """A preposition or article before a nominal is not of it; one that hedges its number ("at least 28") is."""
        if self.view.tokens[index].upos not in ("ADP", "PUNCT", "DET", "CCONJ", "SCONJ"):
            return False
        start = self.view.tokens[index].start
        return not any(one.start <= start < one.end for one in self.view.reading.quantities)

    def _as_written(self, entity: Entity, index: int, whole: int | None = None) -> Entity:
        """An entity with the words that stand for it here."""
        view = self.view
        words = self._words(index)
        if whole is not None:
            words_end = self._words(whole).end or view.tokens[whole].end
            text = view.text[words.start : words_end]
            return Entity(
                text, entity.name, entity.type, words.start, words_end, entity.id, entity.country, entity.affiliation
            )
        return Entity(
            words.text, entity.name, entity.type, words.start, words.end, entity.id, entity.country, entity.affiliation
        )

    def is_reflexive(self, index: int) -> bool:
        """True for "himself", "themselves"."""
        return self.view.word(index) in REFLEXIVE
