"""Chains: on whose word a text puts something forward, from the source it cites to the one said to know."""

from __future__ import annotations

from typing import Literal

import msgspec

from whence.coder.arguments import ArgumentFinder
from whence.coder.entries import Marker
from whence.coder.imputations import Imputation
from whence.coder.participants import Participants
from whence.coder.standing import SPEECH, Standing, negated, weaker
from whence.coder.view import View
from whence.reader import cues as cue_list
from whence.reader.attributions import NOUN_RULE
from whence.reader.cues import Cue
from whence.records import AttributionSpans, AttributionStep, Entity, FactualityValue, Ground, Span
from whence.records.claim import Standing as SourceStanding

_RELAYING = frozenset({"cite", "quote"})
"""Verbs whose object is the source behind the one that speaks."""

_REFUSING = frozenset({"refuse", "decline", "fail"})

_QUOTES = "\"“”‘’'«»"


class Chain(msgspec.Struct, frozen=True):
    """The steps, what the innermost source makes of the content, and what the document does."""

    steps: tuple[AttributionStep, ...]
    value: FactualityValue
    document_commitment: FactualityValue
    cues: tuple[Cue, ...] = ()


class ChainBuilder:
    """Builds the chains of one document's claims."""

    def __init__(self, view: View, participants: Participants) -> None:
        self.view = view
        self.syntax = view.syntax
        self.participants = participants
        self.arguments = ArgumentFinder(view)
        self.cues = cue_list.load()

    def at(self, index: int, standing: Standing, *, light: int | None = None) -> Chain:
        """The chain over the act at a token whose words give it ``standing``; ``light`` is the verb that carries it."""
        steps: list[AttributionStep] = []
        cues: list[Cue] = []
        for one in self.view.attributions_over.get(index, []):
            if one.cue_token in (index, light) or self._is_beside(one, index):
                continue
            if one.found_by == NOUN_RULE and one.content_token != index and not self._told_through(one, index):
                continue
            if one.source_token is not None and self.view.is_nobody(one.source_token):
                continue
            if one.source_token is None and self._is_aside(one.cue_token):
                continue
            cue = self.cue_of(one)
            if (cue.commitment == "Uu" or one.source_token is None) and self._is_background(one, index):
                continue
            if cue.commitment.endswith("-") and self._is_speech(index):
                continue
            steps += self._told_to(one, cue)
            steps.append(self._step(one, cue, index))
            steps += self._relayed(one)
            cues.append(cue)
        told = {one.cue_token for one in self.view.attributions_over.get(index, [])}
        steps += [self._unreported(word, marker) for word, marker in standing.unspecified if word not in told]
        return self._chain(_without_repeats(steps), cues, standing)

    def cue_of(self, one: AttributionSpans) -> Cue:
        """The cue entry of an attribution; what no list has is taken as a plain "said"."""
        if one.cue_token is not None:
            lemma = self.view.lemma(one.cue_token)
            particle = self.view.particle(one.cue_token)
            pos = "n" if self.view.tokens[one.cue_token].upos == "NOUN" else "v"
            if self.view.word(one.cue_token) == "according":
                pos, lemma = "p", "according to"
            for cue in self.cues.get((lemma, pos), ()):
                if cue.particle == particle:
                    return cue
        return Cue("say", "v", "", "asserts", "CT+", "Uu", "says", frozenset(), 0.5)

    def _chain(self, steps: list[AttributionStep], cues: list[Cue], standing: Standing) -> Chain:
        value = standing.value
        if cues:
            declined = any(step.stance == "declines_to_deny" for step in steps)
            inner = "Uu" if declined else cues[-1].commitment
            value = negated(value) if inner.endswith("-") and value != "Uu" else value
            value = weaker(inner if not inner.endswith("-") else negated(inner), value)
        document: FactualityValue = value
        if cues:
            document = cues[0].document_commitment
            if document == "CT+":
                document = value
        elif standing.unspecified:
            document = "Uu" if value == "Uu" else value
        for place, step in enumerate(steps[:-1]):
            steps[place] = msgspec.structs.replace(step, commitment="Uu")
        return Chain(tuple(steps), value, document, tuple(cues))

    def _step(self, one: AttributionSpans, cue: Cue, index: int) -> AttributionStep:
        source, also = self._sources(one)
        if cue.kind == "denies" and self._declines(one.cue_token):
            cue = msgspec.structs.replace(cue, stance="declines_to_deny", commitment="Uu")
        span = one.cue[0] if one.cue else None
        return AttributionStep(
            source,
            span,
            self._mode(one, index),
            cue.stance,
            self.standing(source, one.source_token),
            cue.commitment,
            also,
        )

    def _is_aside(self, cue: int | None) -> bool:
        """ "It is worth noting that": a verb of saying with no speaker is the author's own voice, save in passives."""
        if cue is None or self.view.tokens[cue].upos not in ("VERB", "AUX"):
            return False
        if not self.syntax.is_passive(cue):
            return True
        head = self.view.tokens[cue].head
        obliged = {self.view.word(one) for one in self.syntax.dependents(cue, "aux")} & {"must", "should", "can"}
        return bool(obliged) or (head >= 0 and self.view.lemma(head) in ("have", "need"))

    def _is_beside(self, one: AttributionSpans, index: int) -> bool:
        """ "welcomes the truce and reiterates support": a verb beside the cue is no part of what it tells."""
        here = index
        while self.syntax.relation(here) == "conj" and self.view.tokens[here].upos == "VERB":
            here = self.view.tokens[here].head
            if here < 0:
                return False
            if here == one.cue_token:
                return not self.syntax.dependents(index, "nsubj")
        return False

    def _is_speech(self, index: int) -> bool:
        """ "rejected the accusations": that they were made is not denied."""
        return self.view.tokens[index].upos == "NOUN" and self.view.lemma(index) in SPEECH

    def _is_background(self, one: AttributionSpans, index: int) -> bool:
        """ "asks Israel to extradite Klein, who was convicted": what a clause tells beside is not asked for."""
        here = index
        while here >= 0 and here != one.content_token and here != one.cue_token:
            token = self.view.tokens[here]
            reduced = self.syntax.relation(here) == "acl" and self.syntax.is_passive(here)
            if token.deprel == "acl:relcl" or reduced or self.syntax.relation(here) == "appos":
                return True
            here = token.head
        return False

    def _told_through(self, one: AttributionSpans, index: int) -> bool:
        """ "was not refuting reports that …": what a reporting noun under the verb tells is under the verb too."""
        noun = one.content_token
        entries = self.cues.get((self.view.lemma(noun), "n"), ()) if noun is not None else ()
        told = any(entry.kind != "claims_responsibility" for entry in entries)
        return told and noun is not None and self.syntax.is_under(index, noun)

    def _declines(self, cue: int | None) -> bool:
        """ "was not refuting", "refused to deny": nothing is asserted by it."""
        if cue is None:
            return False
        view, head = self.view, self.view.tokens[cue].head
        negated = any(view.lemma(one) in ("not", "n't", "never") for one in self.syntax.dependents(cue, "advmod"))
        refusing = head >= 0 and self.syntax.relation(cue) == "xcomp" and view.lemma(head) in _REFUSING
        return negated or refusing

    def _sources(self, one: AttributionSpans) -> tuple[Entity | None, tuple[Entity, ...]]:
        if one.source_token is None:
            return None, ()
        words = self.arguments.issuers(one.source_token) or self.syntax.conjuncts(one.source_token)
        found = [self.participants.entity(word) for word in words]
        return found[0], tuple(found[1:])

    def standing(self, source: Entity | None, token: int | None) -> SourceStanding:
        """What kind of source it is: named, in a role, anonymous, a crowd, a document."""
        if source is None or token is None:
            return "unspecified"
        view = self.view
        agent = view.agent(token)
        if source.id is not None and agent is None:
            return "named"
        if token in view.entity_at or (source.type in ("person", "outlet", "state", "government") and agent is None):
            return "named"
        if agent is not None and agent.standing:
            return agent.standing
        if source.type == "unknown":
            return "collective" if view.tokens[token].text != view.tokens[token].lemma else "role"
        return "role"

    def _mode(self, one: AttributionSpans, index: int) -> Literal["direct", "indirect", "mixed"]:
        content = " ".join(span.text for span in one.content).strip()
        if one.found_by in ("quotation set off", "quotation under the line that introduces it"):
            return "direct"
        if content[:1] in _QUOTES and content.rstrip(" ,.")[-1:] in _QUOTES:
            return "direct"
        start = one.content[0].start
        before = self.view.text[max(0, start - 1) : start]
        if before and before in _QUOTES and not before.isalnum():
            return "direct"
        return "mixed" if any(mark in content for mark in '"“”') else "indirect"

    def _told_to(self, one: AttributionSpans, cue: Cue) -> list[AttributionStep]:
        """ "One source told AFP": who passed it on stands before who said it."""
        if one.cue_token is None or one.cue is None:
            return []
        hearers = self.syntax.dependents(one.cue_token, "obj", "iobj")
        hearers += [c for c in self.syntax.dependents(one.cue_token, "obl") if self.syntax.case_of(c) in ("to", "with")]
        after = one.cue_token + 1
        if self.view.lemma(one.cue_token) == "tell" and after in self.view.entity_at:
            hearers.append(self.view.entity_at[after].token)
        for hearer in hearers:
            entity = self.participants.entity(hearer)
            agent = self.view.agent(hearer)
            outlet = entity.type == "outlet" or (agent is not None and agent.type == "outlet")
            if outlet:
                standing = self.standing(entity, hearer)
                return [AttributionStep(entity, one.cue[0], "indirect", "reports", standing, "Uu")]
        return []

    def _relayed(self, one: AttributionSpans) -> list[AttributionStep]:
        """ "The paper, citing a governor, reported": the one cited stands after the one who cites."""
        found: list[AttributionStep] = []
        for place in (one.source_token, one.cue_token):
            if place is None:
                continue
            for child in self.syntax.dependents(place, "acl", "advcl"):
                source = self.syntax.dependent(child, "obj")
                if self.view.lemma(child) not in _RELAYING or source is None:
                    continue
                found += [self._relay(child, source), *self._relied_on(source)]
        return found or self._cited_between(one)

    def _cited_between(self, one: AttributionSpans) -> list[AttributionStep]:
        """ "CNN, citing diplomats, reported": where the tree hangs the participle elsewhere, its place tells."""
        if one.source_token is None or one.cue_token is None:
            return []
        for index in range(one.source_token + 1, one.cue_token):
            if self.view.word(index) not in ("citing", "quoting"):
                continue
            nouns = [i for i in range(index + 1, one.cue_token) if self.view.tokens[i].upos in ("NOUN", "PROPN")]
            heads = [i for i in nouns if self.view.tokens[i].head not in nouns]
            if heads:
                return [self._relay(index, heads[0]), *self._relied_on(heads[0])]
        return []

    def _relay(self, cue: int, source: int) -> AttributionStep:
        entity = self.participants.entity(source)
        span = Span.cut(self.view.text, self.view.tokens[cue].start, self.view.tokens[cue].end)
        also = tuple(self.participants.entity(word) for word in self.syntax.conjuncts(source)[1:])
        return AttributionStep(entity, span, "indirect", "asserts", self.standing(entity, source), "CT+", also)

    def _relied_on(self, source: int) -> list[AttributionStep]:
        """ "a governor who had relied on villagers' accounts": what the source itself rests on."""
        for child in self.syntax.dependents(source, "acl"):
            if self.view.lemma(child) not in ("rely", "quote", "cite", "draw"):
                continue
            for basis in self.syntax.dependents(child, "obl", "obj"):
                owner = self.syntax.dependent(basis, "nmod:poss")
                if (self.view.lemma(basis), "n") in self.cues and owner is not None:
                    step = self._relay(basis, owner)
                    return [step]
        return []

    def imputing(self, imputation: Imputation) -> AttributionStep:
        """The step of somebody who owns up to an act, disowns it, or lays it on another."""
        source = self.participants.entity(imputation.source) if imputation.source is not None else None
        return AttributionStep(
            source,
            self.view.span([imputation.cue]),
            "indirect",
            imputation.stance,
            self.standing(source, imputation.source),
            imputation.commitment,
        )

    def _unreported(self, word: int, marker: Marker) -> AttributionStep:
        stance = marker.stance or "reports"
        return AttributionStep(None, self.view.span([word]), "indirect", stance, "unspecified", marker.value)


def _without_repeats(steps: list[AttributionStep]) -> list[AttributionStep]:
    """A source that is named twice in a row ("FP explains … FP writes") is one step, the inner."""
    kept: list[AttributionStep] = []
    for step in steps:
        same = (
            kept
            and step.source is not None
            and kept[-1].source is not None
            and kept[-1].source.name == step.source.name
        )
        if same:
            kept[-1] = step
        else:
            kept.append(step)
    return kept


def grounds_of_chain(chain: Chain) -> list[Ground]:
    """One ground a step of the chain."""
    found = []
    for step, cue in zip(chain.steps, [*chain.cues, *[None] * len(chain.steps)], strict=False):
        span = step.cue
        entry = cue.entry if cue is not None else None
        found.append(
            Ground("attribution", step.stance, entry, span.start if span else None, span.end if span else None)
        )
    return found
