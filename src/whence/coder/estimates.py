"""Estimates: numbers about a group, side or place that are not the toll of one event (CODING.md, sections 6, 10.11)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from whence.coder.dating import Dater
from whence.coder.kinds import SIDES
from whence.coder.making import Maker
from whence.coder.placing import Placer
from whence.coder.tolls import as_range
from whence.records import Claim, Entity, Estimate, Interval, Place, Quantity, Sentence
from whence.records.claim import Measure

_DOWN = frozenset(
    {
        "fraction",
        "fall",
        "drop",
        "decline",
        "shrink",
        "dwindle",
        "decrease",
        "lose",
        "reduce",
        "halve",
        "fifth",
        "tenth",
        "third",
        "quarter",
    }
)
_UP = frozenset({"grow", "rise", "swell", "increase", "expand", "double", "triple", "climb", "soar"})

_STATING = frozenset(
    [
        "be",
        "have",
        "number",
        "total",
        "remain",
        "include",
        "comprise",
        "command",
        "count",
        "exist",
        "operate",
        "serve",
        "fight",
        "deploy",
        "station",
        "base",
        "keep",
        "field",
        "boast",
        "muster",
        "gather",
        "mass",
        "arrive",
        "set",
        "stay",
        "live",
        "join",
        "recruit",
        "estimate",
        "put",
        "reach",
        "grow",
        "fall",
        "rise",
        "drop",
    ]
)
"""Verbs by which a text states how many a side has or where they are."""

_MEASURE_OF: dict[str, Measure] = {
    "killed": "fatalities",
    "injured": "injured",
    "abducted": "abducted",
    "detained": "detained",
    "displaced": "displaced",
}

AGGREGATE_DAYS = 45
"""A toll told of a time longer than this is a total over a period, not one happening. The longest battles told as one
event with a toll (Mosul, Raqqa) are told of by phases or with no dates; a month and a half parts the two."""


class EstimateCoder:
    """Codes the estimates of one document."""

    def __init__(self, maker: Maker) -> None:
        self.maker = maker
        self.view = maker.view
        self.syntax = maker.view.syntax
        self.placer = Placer(maker.view)
        self.dater = Dater(maker.view)

    def claims(self, sentence: Sentence, counted: frozenset[int]) -> Iterator[Claim]:
        """The estimates of a sentence; ``counted`` are the words whose numbers are tolls of events already."""
        for quantity in self.view.reading.quantities:
            if not sentence.start <= quantity.start < sentence.end or quantity.included:
                continue
            unit = quantity.unit_token if quantity.unit_token is not None else quantity.token
            if unit in counted or quantity.token in counted or quantity.kind in ("money", "percent", "measure"):
                continue
            claim = self._claim(quantity, unit)
            if claim is not None:
                yield claim

    def _claim(self, quantity: Quantity, unit: int) -> Claim | None:
        entry = self.view.lexicon.lexicon.measures.get(self.view.lemma(unit)) if unit != quantity.token else None
        measure: Measure | None = self._harmed(unit) or (entry.measure if entry is not None else self._resumed(unit))
        if (
            measure is None
            or measure == "other"
            or not self._states(unit, measure)
            or (quantity.max is not None and quantity.max < LEAST_STRENGTH)
        ):
            return None
        of = self._of(unit)
        if of is None:
            return None
        owner, whose = of
        standing = self.maker.judge.judge(unit)
        if standing.future:
            return None
        chain = self.maker.chain(unit, standing)
        estimate = Estimate(
            measure,
            whose,
            as_range(quantity),
            entry.unit if entry else None,
            self._place(unit),
            self._as_of(unit, quantity),
            self._trend(unit, quantity),
        )
        grounds = [
            self.maker.ground(
                "estimate.measure", "what is counted", unit, f"measures.csv: {entry.lemma}" if entry else None
            ),
            self.maker.role_ground("estimate.of", owner),
        ]
        words = [quantity.token, unit, owner]
        return self.maker.claim("estimate", unit, standing, chain, words, grounds, quantity.start, estimate=estimate)

    def _states(self, unit: int, measure: Measure) -> bool:
        """The strength of a group is stated by being, having and the like; "eight gunmen climbed in" states none."""
        if measure != "strength" or self.syntax.relation(unit) not in ("nsubj", "obj", "obl"):
            return True
        head = self.view.tokens[unit].head
        if head < 0 or self.view.tokens[head].upos not in ("VERB", "AUX"):
            return True
        return self.view.lemma(head) in _STATING

    def _harmed(self, unit: int) -> Measure | None:
        """ "192 servicemen had been confirmed dead": what is told of those counted is the measure."""
        head = self.view.tokens[unit].head
        if head < 0 or self.syntax.relation(unit) not in ("nsubj", "obj"):
            return None
        if self.view.tokens[unit].deprel == "nsubj:pass":
            for entry in self.view.lexicon.tolls_of(self.view.lemma(head)):
                if entry.counted == "object" and not entry.complement:
                    return _MEASURE_OF.get(entry.harm)
        for child in self.syntax.dependents(head, "xcomp", "advmod", "amod", "obl", "ccomp"):
            for entry in self.view.lexicon.tolls_of(self.view.word(child)):
                return _MEASURE_OF.get(entry.harm)
        return None

    def _resumed(self, unit: int) -> Measure | None:
        """ "1,000 fighters, a fraction of the 6,000 there were in 2015": a bare number beside a measured one."""
        sentence = self.view.sentence_at(unit)
        if self.view.tokens[unit].upos not in ("NUM", "NOUN") or self.syntax.dependents(unit, "nmod:poss"):
            return None
        for one in self.view.reading.quantities:
            if sentence.start <= one.start < self.view.tokens[unit].start and one.unit_token is not None:
                entry = self.view.lexicon.lexicon.measures.get(self.view.lemma(one.unit_token))
                definite = unit > 0 and self.view.word(unit - 1) == "the"
                near = self.view.tokens[unit].upos == "NUM" and (definite or self.syntax.is_under(unit, one.unit_token))
                if entry is not None and (near or self.syntax.relation(unit) in ("nmod", "obl")):
                    return entry.measure
        return None

    def _of(self, unit: int) -> tuple[int, Entity] | None:
        """Whose number it is: a name before the noun or in its of-phrase, else the subject that has it."""
        view, syntax = self.view, self.syntax
        places = syntax.dependents(unit, "compound", "amod", "nmod:poss", "nmod:desc")
        places += [one for one in syntax.dependents(unit, "nmod") if syntax.case_of(one) == "of"]
        for place in places:
            entity = self.maker.participants.entity(place)
            if entity.type in SIDES:
                return place, entity
        for clause in syntax.dependents(unit, "acl:relcl"):
            subject = syntax.dependent(clause, "nsubj")
            if subject is not None and self.maker.participants.entity(subject).type in SIDES:
                return subject, self.maker.participants.entity(subject)
        entity = self.maker.participants.entity(unit)
        if entity.type in SIDES and entity.id is not None:
            return unit, entity
        head = view.tokens[unit].head
        while head >= 0:
            subject = syntax.dependent(head, "nsubj")
            if subject is not None and subject != unit and subject not in self.view.source_tokens:
                owner = self.maker.participants.entity(subject)
                if owner.type in SIDES:
                    return subject, owner
            if view.tokens[head].upos in ("NOUN", "PROPN") and self.maker.participants.entity(head).type in SIDES:
                return head, self.maker.participants.entity(head)
            earlier = [
                one
                for one in view.reading.entities
                if view.sentence_at(unit).start <= one.start < view.tokens[unit].start
                and one.actor_type in SIDES
                and one.token not in view.source_tokens
            ]
            if view.tokens[head].head < 0 and earlier:
                return earlier[-1].token, self.maker.participants.entity(earlier[-1].token)
            head = view.tokens[head].head
        return (unit, entity) if entity.type in ("civilians", "armed_group", "military") else None

    def _place(self, unit: int) -> Place | None:
        return self.placer.place(unit, [], barred=frozenset(), others=frozenset())

    def _as_of(self, unit: int, quantity: Quantity) -> Interval | None:
        timex = self.dater.stated(unit)
        if timex is not None:
            return self.dater.told(timex)
        sentence = self.view.sentence_at(unit)
        after = [
            one
            for one in self.view.reading.times
            if quantity.end <= one.start < sentence.end and one.interval is not None and one.type == "DATE"
        ]
        numbers = [one.start for one in self.view.reading.quantities if quantity.end <= one.start < sentence.end]
        if after and not any(start < after[0].start for start in numbers):
            return after[0].interval
        return self.view.reading.document.published

    def _trend(self, unit: int, quantity: Quantity) -> Literal["up", "down"] | None:
        """Up or down where a second number or a word of change stands right after the first."""
        sentence = self.view.sentence_at(unit)
        following = [i for i in range(sentence.first, sentence.last) if self.view.tokens[i].start >= quantity.end][:14]
        words = {self.view.lemma(i) for i in following} | {self.view.word(i) for i in following}
        if words & _DOWN or {"down", "from"} <= words:
            return "down"
        if words & _UP or {"up", "from"} <= words:
            return "up"
        return None


LEAST_STRENGTH = 5
"""Fewer fighters or troops than this are people in a story ("two soldiers"), not the strength of a group."""
