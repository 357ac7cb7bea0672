"""Forecasts: what a text says of what has not happened yet (CODING.md, sections 7 and 10.16)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from whence.coder.arguments import ArgumentFinder
from whence.coder.drafts import Draft
from whence.coder.kinds import ACTORS
from whence.coder.making import Maker
from whence.coder.placing import Placer
from whence.coder.standing import Standing, weaker
from whence.records import Claim, Entity, Forecast, Interval, Place, Sentence

_GOING = frozenset(
    {"reach", "enter", "leave", "attack", "take", "retake", "capture", "invade", "seize", "strike", "hit"}
)
"""Verbs whose object can be where the act is to be."""

_ASIDES = frozenset({"name", "identify", "quote", "verify", "confirm", "corroborate", "reach", "contact"})


class ForecastCoder:
    """Codes the forecasts of one document, one for each clause that looks ahead."""

    def __init__(self, maker: Maker) -> None:
        self.maker = maker
        self.view = maker.view
        self.syntax = maker.view.syntax
        self.arguments = ArgumentFinder(maker.view)
        self.placer = Placer(maker.view)
        self.of_things = True

    def claims(
        self, sentence: Sentence, ahead: Sequence[tuple[Draft, Standing]], *, of_things: bool = True
    ) -> Iterator[Claim]:
        """The forecasts of a sentence. ``ahead`` are the drafts of acts that lie ahead; ``of_things``: whether what
        somebody foresees for a thing ("the truce will fail") counts, as it does where the matter is in scope."""
        self.of_things = of_things
        by_token = {word: (draft, standing) for draft, standing in ahead for word in self._words(draft)}
        done: set[int] = set()
        made: list[tuple[int, Claim]] = []
        for index in range(sentence.first, sentence.last):
            if not self._heads_clause(index):
                continue
            mine = by_token.get(index)
            draft, standing = (
                mine if mine is not None else (self._below(index, by_token), self.maker.judge.judge(index))
            )
            if draft is not None and draft.token in done:
                continue
            if not standing.future or standing.ability or self._continues(index, done) or self._is_aside(index):
                continue
            claim = self._claim(index, standing, draft)
            if claim is not None and draft is None and (self._is_told(claim, index, made) or self._is_let(index)):
                continue
            if claim is not None:
                made.append((index, claim))
                done |= {index} if draft is None else {draft.token, index}
                yield claim
        for draft, standing in ahead:
            if draft.token not in done:
                claim = self._claim(draft.token, standing, draft)
                if claim is not None:
                    done.add(draft.token)
                    yield claim

    def _is_aside(self, index: int) -> bool:
        """ "asked not to be named", "could not be verified": the reporter on the reporting."""
        return self.view.lemma(index) in _ASIDES and self.syntax.is_passive(index)

    def _is_let(self, index: int) -> bool:
        """ "allowing him to buy weapons", "requires people to wear masks": what somebody may or must do is no forecast,
        unless it is an act that the codebook has a type for."""
        head = self.view.tokens[index].head
        if head < 0 or self.syntax.relation(index) not in ("xcomp", "ccomp", "advcl"):
            return False
        return self.syntax.is_infinitive(index) and bool(
            self.syntax.dependents(head, "obj", "iobj") or self.syntax.is_passive(head)
        )

    def _is_told(self, claim: Claim, index: int, made: Sequence[tuple[int, Claim]]) -> bool:
        """A clause inside one that already looks ahead for the same actor tells nothing more."""
        about = claim.forecast.about.name if claim.forecast is not None else ""
        return any(
            self.syntax.is_under(index, above) and one.forecast is not None and one.forecast.about.name == about
            for above, one in made
        )

    def _below(self, index: int, by_token: dict[int, tuple[Draft, Standing]]) -> Draft | None:
        """The act of the infinitive under a clause that looks ahead ("will try to seize")."""
        for child in self.syntax.dependents(index, "xcomp", "obj", "obl"):
            if child in by_token:
                return by_token[child][0]
            below = self._below(child, by_token)
            if below is not None:
                return below
        return None

    def _continues(self, index: int, done: set[int]) -> bool:
        """ "will need to intervene": the infinitive is part of the forecast already made."""
        return self.syntax.relation(index) == "xcomp" and self.view.tokens[index].head in done

    def _words(self, draft: Draft) -> list[int]:
        return [draft.token] if draft.light is None else [draft.token, draft.light]

    def _heads_clause(self, index: int) -> bool:
        token = self.view.tokens[index]
        if token.upos == "VERB":
            return self.syntax.relation(index) not in ("amod", "compound", "case")
        return bool(self.syntax.dependents(index, "cop"))

    def _claim(self, index: int, standing: Standing, draft: Draft | None) -> Claim | None:
        about = self._about(index, draft)
        if about is None:
            return None
        chain = self.maker.chain(index, standing)
        value = weaker("PR+", chain.value) if chain.value in ("CT+", "CT-") else chain.value
        document = value if not chain.steps else chain.document_commitment
        chain = msgspec.structs.replace(chain, value=value, document_commitment=document)
        forecast = Forecast(
            about=about[1],
            event_type=draft.row.type if draft is not None else None,
            places=self._places(index, draft, about[0]),
            horizon=self._horizon(index),
            condition=standing.condition,
        )
        words = [about[0], *(draft.words if draft is not None else self.syntax.dependents(index, "obj", "xcomp"))]
        grounds = [
            self.maker.ground("forecast", "clause that looks ahead", index, draft.row.entry if draft else None),
            self.maker.role_ground("forecast.about", about[0]),
        ]
        return self.maker.claim("forecast", index, standing, chain, words, grounds, forecast=forecast)

    def _about(self, index: int, draft: Draft | None) -> tuple[int, Entity] | None:
        """Who is to act; where the words name nobody who acts, who is to suffer."""
        arguments = self.arguments.of(index)
        words: list[int] = list(arguments.subjects)
        if draft is not None:
            words = [*draft.roles.get("actor", []), *words, *draft.roles.get("recipient", [])]
        words += arguments.objects
        for word in words:
            of = self._of(word)
            owners = [self.syntax.dependent(one, "nmod:poss") for one in (word, *of)]
            for place in (word, *owners, *of):
                if place is None:
                    continue
                entity = self.maker.participants.entity(place)
                if entity.type in ACTORS and (entity.id or entity.type != "unknown"):
                    return place, entity
        return self._thing(index, arguments.subjects) if self.of_things else None

    def _thing(self, index: int, subjects: Sequence[int]) -> tuple[int, Entity] | None:
        """The thing that a clause looks ahead for, where somebody says so or the words give it odds."""
        standing = self.maker.judge.judge(index)
        if not (standing.probability or self.view.attributions_over.get(index)):
            return None
        for word in subjects:
            if self.view.tokens[word].upos in ("NOUN", "PROPN") and word not in self.view.timex_at:
                return word, self.maker.participants.entity(word)
        return None

    def _of(self, word: int) -> list[int]:
        return [one for one in self.syntax.dependents(word, "nmod") if self.syntax.case_of(one) == "of"]

    def _places(self, index: int, draft: Draft | None, about: int) -> tuple[Place, ...]:
        found: dict[str, Place] = {}
        if draft is not None:
            for word in draft.roles.get("place", []):
                place = self.placer.at(word)
                if place is not None:
                    found[place.name] = place
        for word in self.syntax.subtree(index, without=[about]):
            toponym = self.view.toponym_at.get(word)
            if toponym is None or toponym.token != word or not self._is_ground(word):
                continue
            found.setdefault(toponym.place.name, toponym.place)
        return tuple(found.values())

    def _is_ground(self, word: int) -> bool:
        """A toponym after a preposition of place, or coordinated or listed with one."""
        relation = self.syntax.relation(word)
        if relation == "obj" and self.view.lemma(self.view.tokens[word].head) in _GOING:
            return True
        if relation in ("conj", "appos"):
            head = self.view.tokens[word].head
            return head >= 0 and self._is_ground(head)
        return relation in ("obl", "nmod") and self.syntax.case_of(word).split()[-1:] in (
            ["in"],
            ["inside"],
            ["at"],
            ["near"],
            ["across"],
            ["into"],
            ["on"],
            ["to"],
            ["within"],
            ["toward"],
            ["towards"],
        )

    def _horizon(self, index: int) -> Interval | None:
        published = self.view.reading.document.published
        after = published.end if published is not None else None
        for word in self.syntax.subtree(index):
            timex = self.view.timex_at.get(word)
            interval = timex.interval if timex is not None else None
            if interval is not None and (after is None or interval.end is None or interval.end >= after):
                return interval
        return None
