"""Events: drafts become claims, with participants, toll, place, date, chain and certainty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from whence.coder.chains import Chain, ChainBuilder, grounds_of_chain
from whence.coder.dating import Dater
from whence.coder.doubts import doubt_about
from whence.coder.drafts import Draft, all_words
from whence.coder.factuality import FactualityJudge
from whence.coder.imputations import Imputation, ImputationFinder
from whence.coder.merging import graver
from whence.coder.participants import Participants
from whence.coder.placing import Homeland, Placer, Scene
from whence.coder.sides import SideFinder
from whence.coder.standing import Standing
from whence.coder.tolls import Toll, TollFinder, parts, total
from whence.coder.view import View
from whence.records import AttributionStep, Claim, Event, Factuality, Ground, Interval, Place, Sentence, Span

_DONE_BY_WORDS = frozenset({"ACCUSE", "SANCTION", "COERCE"})
"""Types of acts that are done when they are announced: charges, sanctions, a curfew."""

_AT_HOME = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "SANCTION", "ACCUSE", "RETREAT"})
"""Types of acts that have a place, though it may not be told. Words between states have none that matters."""
_ANYWHERE = frozenset({"ASSAULT", "RETREAT", "THREATEN"})
"""Types done abroad as often as at home: "26 Spanish sailors were freed by pirates" shows no country."""

_ABROAD = frozenset(
    [
        ("SANCTION", "discontinue"),
        ("SANCTION", "expel"),
        ("SANCTION", "withdraw"),
        ("SANCTION", ""),
        ("ACCUSE", "disapprove"),
        ("RETREAT", "ceasefire"),
        ("RETREAT", "withdraw"),
        ("ASSAULT", "clash"),
    ]
)
"""Of these, what is done between countries more often than in one."""


class EventCoder:
    """Codes the events of one document."""

    def __init__(self, view: View, participants: Participants, judge: FactualityJudge, chains: ChainBuilder) -> None:
        self.view = view
        self.participants = participants
        self.judge = judge
        self.chains = chains
        self.dater = Dater(view)
        self.placer = Placer(view)
        self.homeland = Homeland(view)
        self.scene = Scene(view)
        self.tolls = TollFinder(view, participants)
        self.imputations = ImputationFinder(view)
        self.sides = SideFinder(view, participants)

    def standing_of(self, draft: Draft) -> Standing:
        """What the words say of the draft's act; a light verb's aspect is part of it."""
        standing = self.judge.judge(draft.token, light=draft.light)
        if draft.aspect == "declares" and draft.type in _DONE_BY_WORDS:
            return standing
        if draft.aspect in ("announces", "declares", "plans") and standing.value == "CT+":
            return msgspec.structs.replace(standing, value="Uu", future=True)
        if draft.aspect == "prevents":
            return msgspec.structs.replace(standing, value="CT-")
        return standing

    def claims(self, draft: Draft, standing: Standing, others: Sequence[Draft]) -> Iterator[Claim]:
        """The claims of one draft: one, or one for each place taken (CODING.md 10.5)."""
        chain = self.chains.at(draft.token, standing, light=draft.light)
        tolls = self.tolls.of(draft, all_words(others))
        taken = draft.roles.get("place", []) if draft.row.object == "place" else []
        if len(taken) < 2:
            imputed = list(self.imputations.of(draft))
            named = {one.actor for one in imputed}  # on somebody's word alone: in the claims of theirs
            draft.roles["actor"] = [word for word in draft.roles.get("actor", []) if word not in named]
            claim = self._claim(draft, standing, chain, tolls, others, taken)
            if all(one.presupposed for one in imputed):
                yield claim
            yield from (self._imputed(claim, one, chain) for one in imputed)
            return
        for number, place in enumerate(taken):
            yield self._claim(draft, standing, chain, tolls if number == 0 else [], others, [place])

    def _claim(
        self,
        draft: Draft,
        standing: Standing,
        chain: Chain,
        tolls: Sequence[Toll],
        others: Sequence[Draft],
        taken: Sequence[int],
    ) -> Claim:
        view = self.view
        event = self._event(draft, tolls, others, taken)
        doubt, doubted = doubt_about(view, draft.roles.get("actor", []))
        if doubt is not None:
            event = msgspec.structs.replace(event, actors_factuality=doubt)
        if chain.value == "Uu" and self.view.syntax.is_infinitive(draft.token):  # "urged the army to release them"
            event = msgspec.structs.replace(event, date=self._after(event.date))
        evidence = self._evidence(draft, tolls)
        key = (draft.token, taken[0] if taken else "", event.type)
        index = draft.token
        markers = tuple(sorted({*standing.markers, *doubted}))
        return Claim(
            id=Claim.id_of(view.reading.document.id, "event", view.tokens[index].start, *key[1:]),
            document=view.reading.document,
            block=view.reading.blocks[view.sentence_at(index).block].kind,
            sentence=view.sentence_span(index),
            kind="event",
            attribution=chain.steps,
            factuality=Factuality(chain.value, markers, standing.probability),
            document_commitment=chain.document_commitment,
            evidence=evidence,
            event=event,
            grounds=self._grounds(draft, chain, event),
        )

    def owned_up(self, told: Claim, sentence: Sentence) -> Iterator[Claim]:
        """The act that the document is about, on the word of those who claim responsibility without naming it again."""
        view = self.view
        for imputation in self.imputations.unnamed(sentence.first, sentence.last):
            chain = self.chains.at(imputation.cue, Standing())
            claim = self._imputed(told, imputation, chain)
            yield msgspec.structs.replace(
                claim,
                sentence=view.sentence_span(imputation.cue),
                evidence=view.span([imputation.actor, imputation.cue]),
                block=view.reading.blocks[sentence.block].kind,
            )

    def _imputed(self, claim: Claim, imputation: Imputation, chain: Chain) -> Claim:
        """The same act with the actor that somebody names or owns up to, on that word alone; no toll."""
        assert claim.event is not None
        view = self.view
        actor = self.participants.entity(imputation.actor)
        step = self.chains.imputing(imputation)
        value = imputation.commitment
        tolled = claim.event.fatalities is not None or claim.event.injured is not None
        event = msgspec.structs.replace(
            claim.event,
            actors=(actor,),
            recipients=() if tolled else tuple(one for one in claim.event.recipients if one.name != actor.name),
            fatalities=None,
            injured=None,
            abducted=None,
            detained=None,
            displaced=None,
            casualties=(),
            actors_factuality=None,
        )
        token = view.tokens[imputation.cue]
        ground = Ground(
            "event.actor", f"on the word of whoever {imputation.stance.replace('_', ' ')}", None, token.start, token.end
        )
        start = view.tokens[imputation.actor].start
        return msgspec.structs.replace(
            claim,
            id=Claim.id_of(claim.document.id, "event", claim.id, imputation.stance, start),
            event=event,
            attribution=(
                *(msgspec.structs.replace(one, commitment="Uu") for one in chain.steps if not _same(one, step)),
                step,
            ),
            factuality=Factuality(value, claim.factuality.markers),
            document_commitment="Uu",
            grounds=(*claim.grounds, ground),
        )

    def _event(self, draft: Draft, tolls: Sequence[Toll], others: Sequence[Draft], taken: Sequence[int]) -> Event:
        view = self.view
        mode = self._mode(draft)
        actors, recipients = self.sides.of(draft, mode, tolls)
        other_words = all_words(others)
        people = frozenset(word for role in ("actor", "recipient") for word in draft.roles.get(role, []))
        place = self.placer.narrowed(self._place(draft, people, other_words, taken))
        if draft.type in _AT_HOME:
            self.scene.tell(place, view.sentence_at(draft.token))
        cameo = view.lexicon.cameo(draft.type, mode or None)
        trigger = view.tokens[draft.token]
        return Event(
            type=draft.row.type or "ASSAULT",
            actors=actors,
            recipients=recipients,
            mode=mode or None,
            contexts=self._contexts(draft),
            cameo=cameo.code if cameo is not None else None,
            quad_class=cameo.quad_class if cameo is not None else 4,
            score=round(draft.row.prior, 2),
            trigger=Span.cut(view.text, trigger.start, trigger.end),
            instruments=tuple(view.span([word]) for word in sorted(draft.roles.get("instrument", []))),
            place=place,
            date=self._ahead(self._date(draft, other_words), draft),
            fatalities=total(tolls, "killed"),
            injured=total(tolls, "injured"),
            abducted=total(tolls, "abducted"),
            detained=total(tolls, "detained"),
            displaced=total(tolls, "displaced"),
            casualties=parts(tolls),
        )

    def _ahead(self, date: Interval | None, draft: Draft) -> Interval | None:
        """What is planned or ordered lies after publication, where it has no date of its own."""
        return self._after(date) if self.standing_of(draft).value == "Uu" else date

    def _after(self, date: Interval | None) -> Interval | None:
        published = self.view.reading.document.published
        undated = date is None or date.basis in ("estimated", "inherited")
        if not undated or published is None or published.end is None:
            return date
        return Interval(published.end, None, None, "estimated")

    def _date(self, draft: Draft, others: frozenset[int]) -> Interval | None:
        for act in draft.acts:
            timex = self.dater.stated(act.token, others)
            if timex is not None:
                return self.dater.told(timex)
        for act in draft.acts:
            dated = self.dater.date(act.token, others=others, light=act.light)
            if dated is not None and dated.basis in ("stated", "relative"):
                return dated
        finite = (act.token for act in draft.acts if self.view.tokens[act.token].upos == "VERB")
        return self.dater.date(next(finite, draft.token), others=others, light=draft.light)

    def _place(
        self, draft: Draft, people: frozenset[int], others: frozenset[int], taken: Sequence[int]
    ) -> Place | None:
        chosen = [*taken, *(word for word in draft.roles.get("place", []) if word not in taken)]
        acts = [*draft.acts]
        for act in acts:
            light = act.light
            place = self.placer.place(
                act.token, chosen if act is draft else [], barred=people, others=others - {act.token}, light=light
            )
            if place is not None:
                return place
        # "withdrew from N'Djamena", "sent troops into Congo": of a move, the ground left or entered
        moved = {"RETREAT": "origin", "MOBILIZE": "destination", "COERCE": "origin"}.get(draft.type, "")
        for word in draft.roles.get(moved, []):
            place = self.placer.at(word)
            if place is not None:
                return place
        for word in draft.roles.get("recipient", []):
            place = self.placer.at(word)
            kinds = ("state",) if draft.type == "ASSAULT" else ()
            if place is not None and self.participants.entity(word).type in (
                *kinds,
                "site",
                "civilians",
                "unknown",
                "police",
                "military",
            ):
                return place
        if draft.type in _AT_HOME and (draft.type, draft.mode) not in _ABROAD:
            sentence = self.view.sentence_at(draft.token)
            return self.scene.of(sentence, self.homeland.of(sentence, names=draft.type not in _ANYWHERE))
        return None

    def _mode(self, draft: Draft) -> str:
        mode = draft.mode
        if draft.type != "ASSAULT":
            return mode
        for word in self._instrument_words(draft):
            entry = self.view.instrument(word)
            if entry is not None and entry.mode:
                mode = graver(mode if mode != "clash" else "", entry.mode)
        if draft.row.object == "place" and mode in ("take-territory", "") and draft.roles.get("place"):
            mode = self._ground_mode(draft)
        return mode

    def _ground_mode(self, draft: Draft) -> str:
        """A state that takes its own country's ground retakes it (CODING.md 10.6)."""
        if draft.mode == "retake-territory":
            return draft.mode
        countries = set()
        for word in draft.roles.get("place", []):
            place = self.placer.at(word)
            countries.add(place.country if place is not None else None)
        for word in draft.roles.get("actor", []):
            entity = self.participants.entity(word)
            if entity.type in ("state", "government", "military", "police") and entity.country in countries - {None}:
                return "retake-territory"
        return "take-territory"

    def _instrument_words(self, draft: Draft) -> list[int]:
        """Weapons among the fillers; a suicide bomber is both who did it and what with."""
        return [word for act in draft.acts for role in ("instrument", "actor") for word in act.roles.get(role, [])]

    def _contexts(self, draft: Draft) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for word in sorted(self._near(draft)):
            for context in self.view.lexicon.contexts(self.view.lemma(word)):
                found[context] = None
        return tuple(found)

    def _near(self, draft: Draft) -> set[int]:
        near = set(draft.words)
        for act in draft.acts:
            near |= {act.token, *self.view.syntax.children[act.token]}
        return near

    def _evidence(self, draft: Draft, tolls: Sequence[Toll]) -> Span:
        words = set(draft.words) | {toll.token for toll in tolls}
        sentence = self.view.sentence_at(draft.token)
        inside = [word for word in words if sentence.first <= word < sentence.last]
        return self.view.span(inside)

    def _grounds(self, draft: Draft, chain: Chain, event: Event) -> tuple[Ground, ...]:
        token = self.view.tokens[draft.token]
        found = [Ground("event.type", "event word", draft.row.entry, token.start, token.end)]
        for act in draft.absorbed:
            same = self.view.tokens[act.token]
            found.append(Ground("event", "same happening", act.row.entry, same.start, same.end))
        for role in ("actor", "recipient", "place", "instrument"):
            for word in draft.roles.get(role, []):
                filler = self.view.tokens[word]
                above = f"{filler.deprel} of {self.view.tokens[filler.head].text!r}" if filler.head >= 0 else "root"
                found.append(Ground(f"event.{role}", above, None, filler.start, filler.end))
        found += grounds_of_chain(chain)
        if event.date is not None:
            found.append(Ground("event.date", event.date.basis or "stated", event.date.text))
        return tuple(found)


def _same(one: AttributionStep, other: AttributionStep) -> bool:
    """Steps of one source: a claimant is not told twice."""
    return one.source is not None and other.source is not None and one.source.name == other.source.name
