"""Doubts about the doer alone: "suspected ADF militants kill 15" (CODING.md, section 10.7)."""

from __future__ import annotations

from collections.abc import Iterable

from whence.coder.view import View
from whence.records import FactualityValue, Span


def doubt_about(view: View, actors: Iterable[int]) -> tuple[FactualityValue | None, tuple[Span, ...]]:
    """How sure the tie of the actors to the act is, where their own modifiers lower it; and the words that do."""
    for actor in actors:
        for child in view.syntax.dependents(actor, "amod", "advmod", "compound"):
            marker = view.lexicon.marker((view.word(child), view.lemma(child)), ("a", "r"), ("modified",))
            doubted = view.lexicon.lexicon.markers.get(view.word(child), ())
            chosen = next((one for one in doubted if one.effect == "actor_doubt"), marker)
            if chosen is not None and chosen.effect == "actor_doubt":
                return chosen.value, (view.span([child]),)
    return None, ()
