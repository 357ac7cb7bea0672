"""Coding: a reading goes in, and the claims that its text puts forward come out, in text order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from whence.coder.doers import charge_doers
from whence.coder.drafts import Draft, DraftFinder
from whence.coder.estimates import AGGREGATE_DAYS, EstimateCoder
from whence.coder.events import EventCoder
from whence.coder.forecasts import ForecastCoder
from whence.coder.making import Maker
from whence.coder.merging import merge
from whence.coder.relations import RelationCoder
from whence.coder.resuming import Resumer
from whence.coder.scope import Scope
from whence.coder.standing import Standing
from whence.coder.statements import StatementCoder
from whence.coder.view import View
from whence.records import CODED_BLOCKS, Claim, Estimate, Event, Reading, Sentence


def code(reading: Reading, *, comments: bool = False) -> tuple[Claim, ...]:
    """The claims of a reading, in text order, each once.

    Args:
        reading: what the reader saw.
        comments: whether readers' comments under the article are coded too; they are not the outlet's reporting.
    """
    view = View(reading)
    coder = _DocumentCoder(view)
    kinds = CODED_BLOCKS | {"comment"} if comments else CODED_BLOCKS
    claims: list[Claim] = []
    told: set[str] = set()
    for sentence in reading.sentences:
        if reading.blocks[sentence.block].kind not in kinds:
            continue
        words = " ".join(view.text[sentence.start : sentence.end].split())
        if words in told or any(words.endswith(" " + one) for one in told if len(one) > LEAST_REPEAT):
            continue
        told.add(words)
        claims += coder.sentence(sentence)
    return tuple(sorted(_once(claims), key=_position))


LEAST_REPEAT = 40
"""Characters from which a sentence that ends another is the same sentence under a label ("Top photo | …"); shorter ones
("he said.") end many."""


def _position(claim: Claim) -> tuple[int, int, str]:
    evidence = claim.evidence
    return (claim.sentence.start, evidence.start if evidence is not None else claim.sentence.start, claim.kind)


def _once(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Claims with one id are one claim."""
    seen: set[str] = set()
    for claim in claims:
        if claim.id not in seen:
            seen.add(claim.id)
            yield claim


class _DocumentCoder:
    """Codes the sentences of one document one after another."""

    def __init__(self, view: View) -> None:
        self.view = view
        maker = Maker(view)
        self.drafts = DraftFinder(view, maker.participants)
        self.events = EventCoder(view, maker.participants, maker.judge, maker.chains)
        self.forecasts = ForecastCoder(maker)
        self.relations = RelationCoder(maker)
        self.estimates = EstimateCoder(maker)
        self.statements = StatementCoder(maker)
        self.maker = maker
        self.resumer = Resumer(view)
        self.disaster = False  # what the text tells of so far: a storm, a fire, a crash

    def sentence(self, sentence: Sentence) -> list[Claim]:
        """The claims of one sentence."""
        scope = Scope(self.view, sentence)
        self.disaster = self.disaster or (scope.holds("accident") and self.resumer.main is None)
        drafts = [one for one in self.drafts.find(sentence) if not self._out_of_scope(one, scope)]
        drafts = self._threatened(merge(drafts, self.view))
        charge_doers(drafts, self.view)
        happened, ahead = self._parted(drafts)
        claims: list[Claim] = []
        counted: set[int] = set()
        for draft, standing in happened:
            others = [one for one in drafts if one is not draft]
            made = self.resumer.settle(draft, list(self.events.claims(draft, standing, others)))
            if len(made) > 1 or (made and self._tells_a_happening(made[0], draft)):
                claims += [self._as_total(claim, draft) or claim for claim in made]
            counted |= {word for act in draft.acts for word in self._numbers(act)}
        counted |= self._tolled(claims)
        if self.resumer.main is not None:
            claims += self.events.owned_up(self.resumer.main, sentence)
        if not scope.holds("sport"):
            ahead = [(draft, standing) for draft, standing in ahead if not self.resumer.repeats(draft)]
            outside = any(scope.holds(frame) for frame in ("market", "accident", "health"))
            claims += self.forecasts.claims(sentence, ahead, of_things=not outside)
            claims += self.relations.claims(sentence)
            claims += self.estimates.claims(sentence, frozenset(counted))
        told = self._told(claims)
        claims += self.statements.claims(sentence, told)
        return claims

    def _out_of_scope(self, draft: Draft, scope: Scope) -> bool:
        nobody = scope.is_nobody(draft.roles.get("actor", ()))
        if scope.holds("sport") or (nobody and self.disaster and draft.type == "AID"):
            return True
        return draft.type in ("ASSAULT", "AID") and scope.bars(draft.token, nobody=nobody)

    def _threatened(self, drafts: list[Draft]) -> list[Draft]:
        """ "vowed to bomb polling stations in Aden": what is threatened is the threat's matter, no act beside it."""
        inner: set[int] = set()
        for draft in drafts:
            if draft.type != "THREATEN" or draft.row.clause != "act":
                continue
            for other in drafts:
                if (
                    self.view.syntax.relation(other.token) == "xcomp"
                    and self.view.tokens[other.token].head == draft.token
                ):
                    for role in ("recipient", "place"):
                        draft.roles.setdefault(role, []).extend(other.roles.get(role, []))
                    draft.words |= other.words
                    inner.add(other.token)
        return [one for one in drafts if one.token not in inner]

    def _tolled(self, claims: Sequence[Claim]) -> set[int]:
        """The words whose numbers are tolls of the sentence's events."""
        starts: set[int] = set()
        for claim in claims:
            event = claim.event
            if event is not None:
                tolls = (event.fatalities, event.injured, event.abducted, event.detained, event.displaced)
                starts |= {one.start for one in tolls if one is not None and one.start is not None}
                starts |= {part.value.start for part in event.casualties if part.value.start is not None}
        counted = [one for one in self.view.reading.quantities if one.start in starts]
        return {word for one in counted for word in (one.token, one.unit_token) if word is not None}

    def _parted(self, drafts: Sequence[Draft]) -> tuple[list[tuple[Draft, Standing]], list[tuple[Draft, Standing]]]:
        """What is told as done (or not done), and what lies ahead; abilities are neither."""
        happened: list[tuple[Draft, Standing]] = []
        ahead: list[tuple[Draft, Standing]] = []
        for draft in drafts:
            standing = self.events.standing_of(draft)
            if standing.ability:
                continue
            (ahead if standing.future else happened).append((draft, standing))
        return happened, ahead

    def _tells_a_happening(self, claim: Claim, draft: Draft) -> bool:
        """A bare noun ("the number of bombings") tells of no one happening: it needs somebody, place, date or toll,
        a verb that carries it out, or the model's word that it is one."""
        event = claim.event
        if event is None or self.view.tokens[draft.token].upos not in ("NOUN", "PROPN", "ADJ"):
            return True
        if draft.token in self.view.trigger_at and draft.type in ("ASSAULT", "COERCE", "PROTEST", "THREATEN", "ACCUSE"):
            return True
        dated = event.date is not None and event.date.basis in ("stated", "relative")
        return bool(event.actors or event.recipients or event.place or event.fatalities or event.injured or dated) or (
            draft.light is not None
        )

    def _numbers(self, act: Draft) -> Iterator[int]:
        for words in (
            act.roles.get("recipient", ()),
            act.roles.get("actor", ()),
            act.arguments.objects,
            act.arguments.subjects,
        ):
            for word in words:
                yield word
                yield from self.view.syntax.dependents(word, "nummod")

    def _as_total(self, claim: Claim, draft: Draft) -> Claim | None:
        """Deaths told of a long time are a total, not one happening (CODING.md 10.11)."""
        event = claim.event
        if event is None or event.fatalities is None or event.date is None or event.type != "ASSAULT":
            return None
        first, last = event.date.first, event.date.last or self.view.published_day
        stated = event.date.basis in ("stated", "relative")
        if not stated or first is None or last is None or (last - first).days <= AGGREGATE_DAYS:
            return None
        if not self._is_tally(event, draft):
            return None
        of = (*event.recipients, *event.actors)
        if not of:
            return None
        estimate = Estimate("fatalities", of[0], event.fatalities, "people", event.place, event.date)
        identity = Claim.id_of(claim.document.id, "estimate", self.view.tokens[draft.token].start, "total")
        return msgspec.structs.replace(claim, id=identity, kind="estimate", event=None, estimate=estimate)

    def _is_tally(self, event: Event, draft: Draft) -> bool:
        """A running count: told in the perfect, or of a time that reaches to now."""
        perfect = {"have", "has", "had", "'ve"}
        helped = any(self.view.word(one) in perfect for one in self.view.syntax.dependents(draft.token, "aux"))
        least = event.fatalities.min if event.fatalities is not None else None
        return helped and least is not None and least >= 2

    def _told(self, claims: Sequence[Claim]) -> frozenset[int]:
        found: set[int] = set()
        for claim in claims:
            for ground in claim.grounds:
                if ground.start is not None and ground.end is not None and ground.field != "attribution":
                    found.update(self.view.tokens_in(ground.start, ground.end))
        return frozenset(found)
