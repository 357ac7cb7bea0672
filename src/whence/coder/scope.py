"""Scope: where words of conflict mean no conflict (sport, figures of speech, drills, fiction, accidents)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.coder.view import View
from whence.records import Sentence

SETTLED = 1.0
"""The sum of weights at which a frame is taken to hold (outofscope.csv: 1 settles it alone, halves add up)."""

_SCORE = re.compile(r"\b\d{1,2}\s?[-–]\s?\d{1,2}\b(?!\s?(?:year|day|hour|month|week|percent|per))")
"""A sports result ("3-0"). Alone it proves nothing (vote counts, ranges); with a sport word it settles the frame."""

WHOLE = frozenset({"sport", "exercise", "fiction"})
"""Frames that hold for all of a sentence. The others hold for the clause that their word stands in: a crash in one
clause leaves the attack in the next as it is."""

NO_VIOLENCE = WHOLE | {"figurative", "market", "health", "accident"}
"""Frames in which ASSAULT words are no assault. Commemorations and crimes do not undo the act they speak of."""


class Scope:
    """The frames that hold in one sentence, and for which of its words."""

    def __init__(self, view: View, sentence: Sentence) -> None:
        self.view = view
        self.weights: dict[str, float] = {}
        self.places: dict[str, set[int]] = {}
        table = view.lexicon.lexicon.outofscope
        for index in range(sentence.first, sentence.last):
            lemma = view.lemma(index)
            pair = f"{lemma} {view.lemma(index + 1)}" if index + 1 < sentence.last else lemma
            for entry in {*table.get(lemma, ()), *table.get(pair, ())}:
                self.weights[entry.frame] = self.weights.get(entry.frame, 0.0) + entry.weight
                last = index if entry.lemma == lemma else index + 1
                self.places.setdefault(entry.frame, set()).update((index, last))
        if "sport" in self.weights and _SCORE.search(view.text[sentence.start : sentence.end]):
            self.weights["sport"] += SETTLED

    def holds(self, frame: str) -> bool:
        """True where a frame is settled in the sentence."""
        return self.weights.get(frame, 0.0) >= SETTLED

    def bars(self, index: int, *, nobody: bool = False) -> bool:
        """True where violence told by the word at ``index`` is no violence; ``nobody``: no one is told to have done
        it."""
        if self._is_staged(index) or (nobody and self.holds("accident") and self._follows("accident", index)):
            return True
        return any(self.holds(frame) and (frame in WHOLE or self._near(frame, index)) for frame in NO_VIOLENCE)

    def is_nobody(self, doers: Sequence[int]) -> bool:
        """True where no one is told to have done an act but a disaster ("a wildfire burned acres")."""
        return set(doers) <= self.places.get("accident", set())

    def _follows(self, frame: str, index: int) -> bool:
        """ "three die as the hurricane makes landfall", "a wildfire burned acres, forcing an evacuation": harm that
        nobody does, in a clause right beside the accident's."""
        syntax = self.view.syntax
        clause = syntax.clause_of(index)
        for place in self.places[frame]:
            other = syntax.clause_of(place)
            for inner, outer in ((clause, other), (other, clause)):
                joined = syntax.relation(inner) in ("advcl", "xcomp", "ccomp")
                if joined and syntax.clause_of(self.view.tokens[inner].head) == outer:
                    return True
        return False

    def _is_staged(self, index: int) -> bool:
        """ "an exercise in which commandos recaptured a tanker": what a clause tells of a drill or a film."""
        places = {place for frame in ("exercise", "fiction") for place in self.places.get(frame, ())}
        here = index
        for above in self.view.syntax.ancestors(index):
            if above in places and self.view.syntax.relation(here) == "acl":
                return True
            here = above
        return False

    def _near(self, frame: str, index: int) -> bool:
        syntax = self.view.syntax
        clause = syntax.clause_of(index)
        return any(syntax.clause_of(place) == clause for place in self.places[frame])
