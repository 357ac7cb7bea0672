"""Conditions: if-clauses, and inverted ones, on which an act hangs or in which it stands."""

from __future__ import annotations

from whence.coder.standing import Tally
from whence.coder.view import View

_OPENERS = ("had", "were", "should")
"""Auxiliaries that open an inverted condition."""


class Conditions:
    """The conditions of one document's sentences."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.syntax = view.syntax

    def told(self, child: int, node: int, tally: Tally) -> None:
        """An if-clause under the act's clause; with "had … could have" it tells what did not come about."""
        marks = [one for one in self.syntax.dependents(child, "mark") if self.view.word(one) in ("if", "unless")]
        inverted = self._inverted(child)
        if not marks and inverted is None:
            return
        if tally.condition is None:
            tally.condition = self.view.span(self.syntax.subtree(child))
        helping = {self.view.word(one) for one in self.syntax.dependents(node, "aux")}
        had = inverted is not None or "had" in {self.view.word(one) for one in self.syntax.dependents(child, "aux")}
        if had and helping & {"could", "would", "might"} and "have" in helping:
            tally.counterfactual = True

    def under(self, node: int, tally: Tally) -> None:
        """The act stands in an if-clause itself, or in an inverted one ("Had the garrison not been reinforced")."""
        if self.syntax.relation(node) != "advcl":
            return
        for mark in self.syntax.dependents(node, "mark"):
            if self.view.word(mark) in ("if", "unless", "whether", "lest"):
                tally.uncommitted = True
                tally.mark(self.view.span([mark]))
        first = self._inverted(node)
        if first is not None:
            tally.uncommitted = True
            tally.mark(self.view.span([first]))

    def after_inversion(self, index: int, light: int | None, tally: Tally) -> None:
        """ "Had the garrison not been reinforced, they could have …": the sentence opens with its condition."""
        sentence = self.view.sentence_at(index)
        first = sentence.first
        if self.view.word(first) not in _OPENERS or self.syntax.relation(first) != "aux":
            return
        condition = self.view.tokens[first].head
        if self._inverted(condition) is None:
            return
        verb = light if light is not None else index
        if self.syntax.is_under(index, condition):
            tally.uncommitted = True
            tally.mark(self.view.span([first]))
            return
        helping = {self.view.word(one) for one in self.syntax.dependents(verb, "aux")}
        if helping & {"could", "would", "might"} and "have" in helping:
            tally.counterfactual = True
            tally.mark(self.view.span([first]))

    def _inverted(self, node: int) -> int | None:
        """The auxiliary that opens an inverted condition ("Had the garrison not been reinforced")."""
        first = self.syntax.subtree(node)[0]
        subject = self.syntax.dependent(node, "nsubj")
        opens = self.view.word(first) in _OPENERS and self.syntax.relation(first) == "aux"
        return first if opens and subject is not None and subject > first else None
