"""Resuming: "the attack", "the raid", said of a happening that the text has told already.

A definite noun of an event that brings nothing of its own is a mere repeat, and no second event; one that brings
something (a toll, a claim of responsibility) takes place, day and mode from what it resumes.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from whence.coder.dating import Dater
from whence.coder.drafts import Draft
from whence.coder.merging import graver
from whence.coder.view import View
from whence.records import Claim, Event, Interval

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "its", "their", "such"})

MEMORY = 6
"""Events looked back over. A happening is resumed soon after it was told or not at all."""


class Resumer:
    """Remembers the events of one document as they are coded; ``main`` is the violence that it tells first."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.dater = Dater(view)
        self.told: list[Event] = []
        self.main: Claim | None = None

    def settle(self, draft: Draft, claims: Sequence[Claim]) -> list[Claim]:
        """The claims of a draft, none where it only repeats, with what they resume filled in."""
        earlier = self._earlier(draft)
        kept = list(claims)
        if earlier is not None and not self._is_new(draft, claims):
            if len(claims) == 1 and not self._brings_something(claims[0], draft):
                return []
            kept = [self._filled(claim, earlier) for claim in claims]
        self.told += [claim.event for claim in kept[:1] if claim.event is not None]
        if kept and kept[0].event is not None and kept[0].event.type == "ASSAULT" and self.main is None:
            self.main = kept[0]
        return kept

    def repeats(self, draft: Draft) -> bool:
        """True for a definite noun of what was told already ("approved the raid"): it looks ahead to nothing."""
        bare = msgspec.structs.replace(draft, light=None)
        return self._earlier(bare) is not None

    def _earlier(self, draft: Draft) -> Event | None:
        view = self.view
        if view.tokens[draft.token].upos != "NOUN" or draft.light is not None:
            return None
        determiners = {view.word(one) for one in view.syntax.dependents(draft.token, "det", "nmod:poss")}
        if not determiners & _DEFINITE:
            return None
        same = [one for one in self.told[-MEMORY:] if one.type == draft.type]
        return same[-1] if same else None

    def _brings_something(self, claim: Claim, draft: Draft) -> bool:
        event = claim.event
        if event is None:
            return True
        tolled = any((event.fatalities, event.injured, event.abducted, event.detained, event.displaced))
        return bool(draft.absorbed or tolled)

    def _is_new(self, draft: Draft, claims: Sequence[Claim]) -> bool:
        """A date or a participant of its own makes a definite noun another happening."""
        event = claims[0].event if claims else None
        if event is None or event.actors or event.recipients or self.dater.stated(draft.token):
            return True
        verb = self.view.tokens[draft.token].head
        occurs = (
            verb >= 0 and self.view.syntax.relation(draft.token) == "nsubj" and self.view.tokens[verb].upos == "VERB"
        )
        return occurs and self.dater.stated(verb) is not None

    def _filled(self, claim: Claim, earlier: Event) -> Claim:
        event = claim.event
        if event is None:
            return claim
        date = event.date
        if date is None or date.basis == "estimated":
            old = earlier.date
            date = Interval(old.start, old.end, old.text, "inherited") if old is not None else date
        filled = msgspec.structs.replace(
            event,
            mode=graver(event.mode or "", earlier.mode or "") or None if event.type == "ASSAULT" else event.mode,
            place=event.place or earlier.place,
            date=date,
            recipients=event.recipients or earlier.recipients,
        )
        return msgspec.structs.replace(claim, event=filled)
