"""Imputations: who is said to have done an act, by whom, where the act itself stands as a noun beside it.

"ISIS claimed responsibility for the attack", "the blast, claimed by JNIM", "Kabul blamed the Taliban for the bombing",
"the killing was blamed on militiamen". The act is the document's own; that this actor did it is on the claimant's or
the accuser's word alone (CODING.md, sections 3 and 10.8), so it is a second claim, with no toll.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from whence.coder.arguments import ArgumentFinder
from whence.coder.drafts import Draft
from whence.coder.view import View
from whence.records import FactualityValue
from whence.records.claim import Stance

_OWNING = frozenset({"claim", "take", "accept", "assume", "admit", "acknowledge"})
_OWNED = frozenset({"responsibility", "credit"})
_DISOWNING = frozenset({"deny", "disclaim", "reject"})
_PARTS = frozenset({"involvement", "responsibility", "role", "part", "hand", "complicity"})
_BLAMING = frozenset({"blame", "accuse", "implicate", "charge", "fault", "suspect"})


class Imputation(msgspec.Struct, frozen=True):
    """``actor`` is said to have done an act; ``source`` (``None``: nobody named) says so by ``cue``: token indices.
    ``presupposed``: the document grants the act itself ("blamed for the attack", not "accused of shelling")."""

    actor: int
    source: int | None
    cue: int
    stance: Stance
    commitment: FactualityValue
    presupposed: bool = True


class ImputationFinder:
    """Finds who is said to have done the acts of one document."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.syntax = view.syntax
        self.arguments = ArgumentFinder(view)

    def of(self, draft: Draft) -> Iterator[Imputation]:
        """The imputations of the act that a noun names."""
        for act in draft.acts:
            if self.view.tokens[act.token].upos in ("NOUN", "PROPN"):
                yield from self._owned(act.token)
                yield from self._claimed(act.token)
                yield from self._blamed(act.token)
                yield from self._charged(act.token)

    def unnamed(self, first: int, last: int) -> Iterator[Imputation]:
        """ "Islamic Jihad also claimed responsibility", "The Taliban denied involvement": for what, the text has told.
        Tokens ``first`` to ``last``."""
        for index in range(first, last):
            yield from self._disowned(index)
            if self.view.lemma(index) not in _OWNED or any(
                self.syntax.case_of(one) == "for" for one in self.syntax.dependents(index, "nmod", "obl")
            ):
                continue
            verb = self.view.tokens[index].head
            told = verb >= 0 and not any(
                self.syntax.case_of(one) == "for" for one in self.syntax.dependents(verb, "obl")
            )
            if not told or self.view.lemma(verb) not in _OWNING or self._negated(verb):
                continue
            for subject in self.arguments.of_verb(verb).subjects:
                if not self.view.is_nobody(subject):
                    yield Imputation(subject, subject, verb, "claims_responsibility", "CT+")

    def _disowned(self, index: int) -> Iterator[Imputation]:
        """ "denied any involvement", with nothing said of in what."""
        verb = self.view.tokens[index].head
        if self.view.lemma(index) not in _PARTS or self.syntax.relation(index) != "obj" or verb < 0:
            return
        told = any(self.syntax.case_of(one) in ("in", "for") for one in self.syntax.dependents(index, "nmod"))
        told = told or any(self.syntax.case_of(one) in ("in", "for") for one in self.syntax.dependents(verb, "obl"))
        if self.view.lemma(verb) not in _DISOWNING or told or self._negated(verb):
            return
        for subject in self.arguments.of_verb(verb).subjects:
            if not self.view.is_nobody(subject):
                yield Imputation(subject, subject, verb, "denies", "CT-")

    def _governing(self, noun: int) -> tuple[str, int]:
        """The preposition before a noun and the word that governs it."""
        return self.syntax.case_of(noun), self.view.tokens[self.syntax.first_conjunct(noun)].head

    def _owned(self, noun: int) -> Iterator[Imputation]:
        case, head = self._governing(noun)
        if case != "for" or head < 0:
            return
        verb = self.view.tokens[head].head if self.view.lemma(head) in _OWNED else head
        owned = self.view.lemma(head) in _OWNED or any(
            self.view.lemma(one) in _OWNED for one in self.syntax.dependents(head, "obj")
        )
        if not owned or verb < 0:
            return
        lemma = self.view.lemma(verb)
        for subject in self.arguments.of_verb(verb).subjects if self.view.tokens[verb].upos == "VERB" else ():
            if self.view.is_nobody(subject) or self._negated(verb):
                continue
            if lemma in _OWNING:
                yield Imputation(subject, subject, verb, "claims_responsibility", "CT+")
            elif lemma in _DISOWNING:
                yield Imputation(subject, subject, verb, "denies", "CT-")

    def _claimed(self, noun: int) -> Iterator[Imputation]:
        """ "The attack was claimed by X", "an attack claimed by X", "X claimed the attack"."""
        for verb in (*self.syntax.dependents(noun, "acl"), self.view.tokens[noun].head):
            if verb < 0 or self.view.lemma(verb) != "claim" or self.view.tokens[verb].upos != "VERB":
                continue
            arguments = self.arguments.of_verb(verb)
            if noun not in arguments.objects or self._negated(verb):
                continue
            for subject in arguments.subjects:
                if not self.view.is_nobody(subject):
                    yield Imputation(subject, subject, verb, "claims_responsibility", "CT+")

    def _charged(self, noun: int) -> Iterator[Imputation]:
        """ "accuses the army of bombing homes", where the tree hangs the charge on the army."""
        case, accused = self._governing(noun)
        verb = self.view.tokens[accused].head if accused >= 0 else -1
        if case != "of" or verb < 0 or self.view.lemma(verb) not in _BLAMING or self._negated(verb):
            return
        arguments = self.arguments.of_verb(verb)
        if accused in arguments.objects:
            source = arguments.subjects[0] if arguments.subjects else None
            yield Imputation(accused, source, verb, "asserts", "CT+", presupposed=False)

    def _blamed(self, noun: int) -> Iterator[Imputation]:
        case, head = self._governing(noun)
        if head < 0 or self.view.tokens[head].upos != "VERB" or self._negated(head):
            return
        lemma = self.view.lemma(head)
        arguments = self.arguments.of_verb(head)
        source = arguments.subjects[0] if arguments.subjects else None
        if case in ("for", "of", "in") and lemma in _BLAMING:
            for actor in arguments.objects:
                sure: FactualityValue = "PS+" if lemma == "suspect" else "CT+"
                yield Imputation(actor, source, head, "asserts", sure, presupposed=case == "for")
        elif lemma in ("blame", "pin") and noun in arguments.objects:
            for preposition, actor in arguments.obliques:
                if preposition == "on":
                    yield Imputation(actor, source, head, "asserts", "CT+")
        elif lemma in ("attribute", "ascribe") and noun in arguments.objects:
            for preposition, actor in arguments.obliques:
                if preposition == "to":
                    yield Imputation(actor, source, head, "asserts", "CT+")

    def _negated(self, verb: int) -> bool:
        return any(self.view.lemma(one) in ("not", "n't", "never") for one in self.syntax.dependents(verb, "advmod"))
