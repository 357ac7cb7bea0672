"""Drafts: event words found in a sentence, with the lexicon's frame filled from the syntax."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from whence.coder.arguments import ArgumentFinder, Arguments
from whence.coder.entries import Predicate
from whence.coder.guards import Guards
from whence.coder.participants import Participants
from whence.coder.proposals import Proposals
from whence.coder.view import LEXICON_POS, View
from whence.records import EntityMention, Sentence

_ACTING_MODIFIERS = frozenset(
    {"state", "government", "military", "police", "armed_group", "igo", "political_party", "organization"}
)


_SUFFERED = frozenset({"release", "convict", "expel", "deport", "arrest", "execute", "torture", "beat", "sexual"})


_DEEDS = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE"})
"""Types of acts that are no words."""

_QUOTES = "\"“”‘’'"

LABEL = 10
"""Words within which a label before a colon ends."""


class Draft(msgspec.Struct):
    """An event word under construction.

    ``roles`` holds token indices by role (actor, recipient, place, origin, destination, topic, instrument, content);
    ``words`` every token that carries the claim; ``absorbed`` the drafts of words that tell the same happening
    ("an attack that killed 39"); ``victims`` the recipients of its own word alone.
    """

    token: int
    row: Predicate
    arguments: Arguments
    roles: dict[str, list[int]]
    type: str
    mode: str
    words: set[int]
    absorbed: list[Draft] = msgspec.field(default_factory=list)
    light: int | None = None
    aspect: str = ""
    victims: tuple[int, ...] = ()

    @property
    def acts(self) -> list[Draft]:
        """This draft and all that it took in."""
        return [self, *self.absorbed]


class DraftFinder:
    """Finds the drafts of one document, sentence by sentence."""

    def __init__(self, view: View, participants: Participants) -> None:
        self.view = view
        self.syntax = view.syntax
        self.lexicon = view.lexicon
        self.participants = participants
        self.arguments = ArgumentFinder(view)
        self.guards = Guards(view, participants)
        self.proposals = Proposals(view)

    def find(self, sentence: Sentence) -> list[Draft]:
        """The drafts of a sentence in text order; words taken by an idiom or a name make none of their own."""
        drafts: dict[int, Draft] = {}
        taken: set[int] = set()
        first = self._after_label(sentence)
        for index in range(first, sentence.last):
            idiom = self._idiom(index) if self._can_be_trigger(index) else None
            if idiom is None:
                continue
            charged = set(idiom.roles.get("content", ()))  # "sentenced to death for the murder of ..."
            taken |= ((idiom.words - charged) & self._near(index)) | {index}
            if idiom.row.type is not None:
                drafts[index] = idiom
        for index in range(first, sentence.last):
            if index in taken or index in drafts or not self._can_be_trigger(index):
                continue
            draft = self._draft(index)
            if draft is not None:
                drafts[index] = draft
        for draft in drafts.values():
            self._fill_silent(draft)
        return [drafts[index] for index in sorted(drafts) if not self._only_modifies(index, drafts)]

    def _after_label(self, sentence: Sentence) -> int:
        """The first word behind a label that names the topic ("Syrian Civil War: ..."), which carries no claim."""
        tokens = self.view.tokens
        for index in range(sentence.first, min(sentence.first + LABEL, sentence.last)):
            if tokens[index].upos in ("VERB", "AUX"):
                break
            if tokens[index].text == ":":
                return index + 1
        return sentence.first

    def _only_modifies(self, index: int, drafts: dict[int, Draft]) -> bool:
        """ "suicide bombing attack": a noun in front of another event noun tells its kind, no event of its own."""
        token = self.view.tokens[index]
        return self.syntax.relation(index) == "compound" and token.head in drafts

    def _is_distanced(self, index: int) -> bool:
        """ "the party's "invasion" of the suburb": an event noun alone in quotation marks is another's word for it."""
        token, text = self.view.tokens[index], self.view.text
        before, after = text[max(0, token.start - 1) : token.start], text[token.end : token.end + 1]
        return (
            token.upos in ("NOUN", "PROPN") and before in _QUOTES and bool(before) and bool(after) and after in _QUOTES
        )

    def _near(self, index: int) -> set[int]:
        return {
            index,
            *self.syntax.children[index],
            *(g for c in self.syntax.children[index] for g in self.syntax.children[c]),
        }

    def _can_be_trigger(self, index: int) -> bool:
        token = self.view.tokens[index]
        if token.upos not in LEXICON_POS or index in self.view.timex_at or self._is_distanced(index):
            return False
        name = self.view.entity_at.get(index)
        if name is None:
            return True
        return name.type in ("OTHER", "EVENT") and name.text == token.text

    def _idiom(self, index: int) -> Draft | None:
        """The idiom that a verb heads; one without a type ("take place") only keeps its words from being coded."""
        if self.view.tokens[index].upos != "VERB":
            return None
        rows = self.lexicon.idioms_of(self.view.lemma(index))
        if not rows:
            return None
        arguments = self.arguments.of_verb(index)
        complements = self._complements(index)
        for row in rows:
            noun = complements.get((row.noun or "", row.noun_preposition or ""))
            if noun is None or (row.particle and row.particle != self.view.particle(index)):
                continue
            trimmed = _without(arguments, noun)
            noun_arguments = self.arguments.of_noun(noun)
            joined = msgspec.structs.replace(
                trimmed,
                obliques=(*trimmed.obliques, *(p for p in noun_arguments.obliques if p not in trimmed.obliques)),
                objects=trimmed.objects or tuple(one for one in noun_arguments.objects),
            )
            if self.guards.hold(index, joined, row.needs, noun):
                draft = self._fill(index, row, joined)
                draft.words |= {noun}
                return draft
        return None

    def _complements(self, index: int) -> dict[tuple[str, str], int]:
        found: dict[tuple[str, str], int] = {}
        for child in self.syntax.dependents(index, "obj", "nsubj:pass", "xcomp", "obl", "compound:prt", "advmod"):
            if self.syntax.is_infinitive(child):  # "urged him to release them": an act of its own
                continue
            case = self.syntax.case_of(child)  # an object has none, whatever the tree calls it
            for key in (self.view.lemma(child), self.view.word(child)):
                found.setdefault((key, case), child)
        return found

    def _draft(self, index: int) -> Draft | None:
        view = self.view
        pos = LEXICON_POS[view.tokens[index].upos]
        particle = view.particle_at(index)
        rows = self.lexicon.predicates_of(view.lemma(index), pos, view.particle(index))
        if self._is_nominal_gerund(index):
            rows = self.lexicon.predicates_of(view.word(index), "n", "") or rows
        if pos in ("a", "n") and view.word(index) != view.lemma(index):
            rows = rows or self.lexicon.predicates_of(view.word(index), pos, "")
        proposed = self.proposals.row(index)
        if proposed is not None:
            rows = [*rows, proposed]
        if not rows:
            return None
        arguments = self.arguments.of(index)
        for row in rows:
            if not self.guards.hold(index, arguments, row.needs):
                if self._by_accident(index, row, arguments):
                    return None
                continue
            if row.type is None:
                return None
            draft = self._fill(index, row, arguments)
            if self._is_no_killing(row, arguments):
                return None
            if particle is not None:
                draft.words.add(particle)
            return draft
        return None

    def _by_accident(self, index: int, row: Predicate, arguments: Arguments) -> bool:
        """What an accident did is no event, and the model has no say there."""
        guards = [one for one in row.needs if one.negated and "accident" in one.values]
        return bool(guards) and not self.guards.hold(index, arguments, guards)

    def _is_nominal_gerund(self, index: int) -> bool:
        """ "Fighting between the two left ten dead": a gerund in a noun's place is a noun of action."""
        token = self.view.tokens[index]
        nominal = self.syntax.relation(index) in ("csubj", "nsubj", "obl", "nmod", "obj")
        if token.upos != "VERB" or self.syntax.dependents(index, "obj"):
            return False
        return nominal and token.text.lower().endswith("ing")

    def _is_no_killing(self, row: Predicate, arguments: Arguments) -> bool:
        """Businesses, bills and hopes are killed in figures of speech alone."""
        if row.harm != "killed" or row.type != "ASSAULT" or not arguments.objects:
            return False
        return all(self._is_abstract(word) for word in arguments.objects)

    def _is_abstract(self, word: int) -> bool:
        if word in self.view.entity_at or self.view.quantities_of.get(word) or self.view.tokens[word].upos != "NOUN":
            return False
        agent = self.view.agent(word)
        return agent is not None and agent.type in ("organization", "igo", "outlet", "political_party")

    def _fill(self, index: int, row: Predicate, arguments: Arguments) -> Draft:
        roles: dict[str, list[int]] = {}
        light = arguments.light
        subject_role, aspect = row.subject, ""
        if light is not None:
            verb = self.lexicon.light(self.view.lemma(light), self.view.particle(light))
            aspect = verb.aspect if verb is not None else ""
            if verb is not None and verb.role == "recipient":
                subject_role = "recipient"
        if self.view.tokens[index].upos in ("NOUN", "PROPN"):
            self._modifiers(roles, row, arguments)
        if light is None or not roles.get("actor"):
            for word in arguments.subjects:
                if not self._at_war_with_itself(index, word):
                    self._put(roles, "recipient" if self._suffers(index, row, word) else subject_role, word)
        asks = row.type == "REQUEST" and self.view.tokens[index].upos == "NOUN"
        for word in arguments.objects:  # "the demands of the protesters" are theirs
            self._put(roles, "actor" if asks and self.syntax.case_of(word) == "of" else row.object, word)
        for case, word in arguments.obliques:
            armed = case in ("with", "by", "using", "from", "via") and self.view.instrument(word) is not None
            role = "instrument" if armed else self._role_of(row, case)
            if role == "recipient" and case == "at" and roles.get("recipient"):
                role = "place"  # "shot dead at a pumping station"
            self._put(roles, role, word)
        if row.type in ("REQUEST", "THREATEN") and not roles.get("recipient"):
            for clause in self.syntax.dependents(index, "ccomp"):  # "demanded that Israel free them"
                for asked in self.syntax.dependents(clause, "nsubj")[:1]:
                    self._put(roles, "recipient", asked)
        if row.type == "THREATEN" and row.clause == "act" and not roles.get("recipient"):
            for clause in self.syntax.dependents(index, "xcomp"):  # "vowed to crush the rebels"
                for threatened in self.syntax.dependents(clause, "obj"):
                    self._put(roles, "recipient", threatened)
        words = {index, *(word for several in roles.values() for word in several)}
        if light is not None:
            words.add(light)
        return Draft(
            index,
            row,
            arguments,
            roles,
            row.type or "",
            row.mode or "",
            words,
            [],
            light,
            aspect,
            tuple(roles.get("recipient", ())),
        )

    def _fill_silent(self, draft: Draft) -> None:
        """Who did it and to whom, from the model's role head, where the syntax told of nobody."""
        taken = {word for several in draft.roles.values() for word in several}
        over = self.view.attributions_over.get(draft.token, ()) if draft.type in _DEEDS else ()
        # "the bomb was in a market, stated the minister": who tells of an act did it only where the words say so.
        taken |= {one.source_token for one in over if one.source_token is not None}
        if draft.row.object not in ("actor", "recipient"):
            taken |= set(draft.arguments.objects)  # "deploy frigates": the frame knows what its object is
        for role in ("actor", "recipient"):
            if draft.roles.get(role):
                continue
            for word in self.proposals.players(draft.token, role):
                if word not in taken:
                    self._put(draft.roles, role, word)
                    draft.words.add(word)

    def _at_war_with_itself(self, index: int, word: int) -> bool:
        """ "the nation's civil war": fought in it, not by it."""
        if self.view.tokens[word].deprel != "nmod:poss":
            return False
        return any(self.view.word(one) in ("civil", "internal") for one in self.syntax.dependents(index, "amod"))

    def _suffers(self, index: int, row: Predicate, word: int) -> bool:
        """ "his arrest", "the mayor's assassination": a person to whom such an act belongs suffered it."""
        if self.view.tokens[word].deprel != "nmod:poss" or row.object != "recipient":
            return False
        if row.harm not in ("killed", "abducted", "detained") and row.mode not in _SUFFERED:
            return False
        if any(self.syntax.case_of(one) == "of" for one in self.syntax.dependents(index, "nmod")):
            return False
        return self.participants.entity(word).type in ("person", "role", "civilians", "ethnic_or_religious_group")

    def _role_of(self, row: Predicate, case: str) -> str:
        """The role that a preposition gives; of several words ("south of") the first or last that has one."""
        for name in (case, *case.split()):
            if name in row.prepositions:
                return row.prepositions[name]
        return ""

    def _put(self, roles: dict[str, list[int]], role: str, word: int) -> None:
        """A weapon that does something is its instrument; a time is nobody."""
        if role == "none" or not role or word in self.view.timex_at:
            return
        if role == "actor" and self.view.instrument(word) is not None:
            agent = self.view.agent(word)
            if agent is None or agent.type == "site":
                role = "instrument"
                for owner in self._owners(word):
                    self._put(roles, "actor", owner)
        if role == "site":
            role = "recipient"
        several = roles.setdefault(role, [])
        if word not in several:
            several.append(word)

    def _owners(self, word: int) -> list[int]:
        """Whose weapon it is: "Israeli jets", "government shelling", "a Real IRA car bomb"."""
        found = []
        for child in self.syntax.dependents(word, "compound", "amod", "nmod:poss"):
            name, agent = self.view.entity_at.get(child), self.view.agent(child)
            if name is not None and name.token == word:
                continue
            if name is not None and self.participants.entity(name.token).type in _ACTING_MODIFIERS:
                found.append(name.token)
            elif agent is not None and agent.type in _ACTING_MODIFIERS and self.view.instrument(child) is None:
                found.append(child)
        return found

    def _modifiers(self, roles: dict[str, list[int]], row: Predicate, arguments: Arguments) -> None:
        """What stands before a noun of action: who ("U.S. airstrikes"), to whom ("mosque attack"), with what."""
        for word in arguments.modifiers:
            if word in self.view.timex_at:
                continue
            if self.view.instrument(word) is not None:
                self._put(roles, "instrument", word)
                continue
            led = self._led_by(word)
            if led is not None:
                self._put(roles, row.subject, led)
                continue
            name = self.view.entity_at.get(word)
            agent = self.view.agent(word)
            if name is not None:
                entity = self.participants.entity(name.token)
                acts = entity.type in _ACTING_MODIFIERS and (name.type != "LOC" or self._acts_as_modifier(name, row))
                role = row.subject if acts or self.view.tokens[word].upos == "ADJ" else "place"
                self._put(roles, "actor" if role == "actor" else "place" if role == "place" else "", name.token)
            elif agent is not None and agent.type == "site":
                self._put(roles, "recipient", word)
            elif agent is not None and self.view.tokens[word].upos == "NOUN":
                self._put(roles, "actor" if row.subject == "actor" else "", word)

    def _led_by(self, word: int) -> int | None:
        """ "the U.S.-led invasion": who leads it does it."""
        if self.view.lemma(word) not in ("lead", "led", "spearhead"):
            return None
        for child in self.syntax.dependents(word, "compound", "obl", "nmod", "nsubj", "amod", "advmod", "obj"):
            name = self.view.entity_at.get(child)
            if name is not None:
                return name.token
        return None

    def _acts_as_modifier(self, name: EntityMention, row: Predicate) -> bool:
        """A state's name before a noun is its place ("Iraq invasion"), but an acronym ("U.S. strikes") and a party to a
        deal or talks ("Iran talks") acts."""
        acronym = name.text.replace(".", "").isupper() and len(name.text.replace(".", "")) < 4
        return acronym or name.type == "NORP" or row.type in ("AGREE", "CONSULT", "COOPERATE", "SUPPORT")


def _without(arguments: Arguments, word: int) -> Arguments:
    return msgspec.structs.replace(
        arguments,
        objects=tuple(one for one in arguments.objects if one != word),
        obliques=tuple(pair for pair in arguments.obliques if pair[1] != word),
    )


def all_words(drafts: Iterable[Draft]) -> frozenset[int]:
    """The event words of several drafts, with those they took in."""
    return frozenset(act.token for draft in drafts for act in draft.acts)
