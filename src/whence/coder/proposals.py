"""What the model's heads say where the lexicon or the syntax is silent: event words, and who plays what part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from whence.coder.entries import Predicate, Role, Toll
from whence.coder.view import View
from whence.records import Span, Trigger

LEAST_SCORE = 0.4
"""Probability of its type from which a word that the lexicon does not know is taken for an event."""


_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})


class Proposals:
    """The trigger and role heads of one document, as the coder asks them."""

    def __init__(self, view: View) -> None:
        self.view = view

    def row(self, index: int) -> Predicate | None:
        """The frame of a word that the model takes for an event, and surely enough."""
        trigger = self.view.trigger_at.get(index)
        if trigger is None or trigger.score < LEAST_SCORE or self._carries_another(index):
            return None
        if any(one.cue_token == index for one in self.view.attributions) and not self._is_act(trigger):
            return None
        if self.view.tokens[index].upos in ("NOUN", "PROPN") and self.view.agent(index) is not None:
            return None  # "protesters": who does it, not what is done
        frame = self.view.lexicon.head_frame(trigger.type)
        if frame is None:
            return None
        row = msgspec.structs.replace(frame, lemma=self.view.lemma(index), mode=trigger.mode, prior=trigger.score)
        toll = self._toll(index) if trigger.type == "ASSAULT" else None
        if toll is None:
            return row
        role: Role = "recipient" if toll.counted == "subject" else row.subject
        return msgspec.structs.replace(row, harm=toll.harm, subject=role, object="none")

    def _toll(self, index: int) -> Toll | None:
        """ "died", "lost their lives": a word that tells who was hurt, and nothing of who did it."""
        objects = {self.view.lemma(one) for one in self.view.syntax.dependents(index, "obj")}
        for toll in self.view.lexicon.lexicon.tolls.get((self.view.lemma(index), "v"), ()):
            if toll.counted == "subject" and (toll.complement is None or toll.complement in objects):
                return toll
        return None

    def players(self, index: int, role: str) -> list[int]:
        """The words that head the spans which play a role in what a word names."""
        trigger = self.view.trigger_at.get(index)
        if trigger is None:
            return []
        found = [one for span in self._spans(trigger, role) for one in self._heads(span)]
        if role == "actor":
            found = [one for one in found if not self._is_beside(one, index)]
        return found

    def _is_beside(self, word: int, index: int) -> bool:
        """ "men bury a victim of the attack": who does something to people hurt in an act did not do the act."""
        syntax, here = self.view.syntax, self.view.tokens[index].head
        if syntax.relation(index) != "nmod" or here < 0 or self.view.agent(here) is None:
            return False
        return syntax.relation(word) == "nsubj" and not syntax.is_under(word, here)

    @staticmethod
    def _is_act(trigger: Trigger) -> bool:
        """Reporting words that are acts too accuse, ask, refuse, threaten or agree; plain saying is none."""
        return trigger.type in ("ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "CONCEDE", "SUPPORT")

    def _carries_another(self, index: int) -> bool:
        """ "fighting broke out", "slapped curbs on": a verb beside an event noun tells no second event."""
        beside = self.view.syntax.dependents(index, "nsubj", "obj", "obl", "compound", "advcl")
        return any(self.view.trigger_at.get(one) is not None for one in beside)

    @staticmethod
    def _spans(trigger: Trigger, role: str) -> Sequence[Span]:
        return {"actor": trigger.actor, "recipient": trigger.recipient, "place": trigger.place}.get(role, ())

    def _heads(self, span: Span) -> Iterator[int]:
        """The word of a span whose head lies outside it: a noun, name or pronoun."""
        words = self.view.tokens_in(span.start, span.end)
        for index in words:
            token = self.view.tokens[index]
            if token.head not in words and token.upos in _NOMINAL:
                name = self.view.entity_at.get(index)
                within = self.view.syntax.relation(index) in ("compound", "nummod", "flat", "fixed")
                if name is not None or not within:
                    yield name.token if name is not None else index
                return
