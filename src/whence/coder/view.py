"""View: one reading, indexed so that rules can ask what stands at a word."""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Sequence
from functools import cached_property

from whence.actors import registry as actor_registry
from whence.coder import words
from whence.coder.entries import Agent, Instrument
from whence.reader.headreports import ATTITUDE
from whence.reader.syntax import Syntax
from whence.records import (
    AttributionSpans,
    EntityMention,
    Mention,
    Quantity,
    Reading,
    Sentence,
    Span,
    Timex,
    Toponym,
    Trigger,
)

LEXICON_POS = {"VERB": "v", "AUX": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a"}
"""The lexicons' part of speech for each UD tag that an event word or the word of a tie can have."""


_BODIES_OF = frozenset(
    {"column", "patrol", "contingent", "detachment", "squad", "cell", "band", "gang", "team", "raider"}
)
"""Nouns for a body of those whom the noun before names."""


class View:
    """What the rules see of one document: its reading, the trees, the lexicons and the registry."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.text
        self.tokens = reading.tokens
        self.syntax = Syntax(reading.tokens, reading.sentences)
        self.lexicon = words.shared()
        self.registry = actor_registry.load()
        self.starts = [token.start for token in reading.tokens]

    @cached_property
    def entity_at(self) -> dict[int, EntityMention]:
        """The name that each token belongs to."""
        return {i: one for one in self.reading.entities for i in self.tokens_in(one.start, one.end)}

    @cached_property
    def mentions_at(self) -> dict[int, list[Mention]]:
        """What each pronoun or description stands for, by its head token."""
        found: dict[int, list[Mention]] = {}
        for one in self.reading.mentions:
            found.setdefault(one.token, []).append(one)
        return found

    @cached_property
    def toponym_at(self) -> dict[int, Toponym]:
        """The toponym that each token belongs to."""
        return {i: one for one in self.reading.places for i in self.tokens_in(one.start, one.end)}

    @cached_property
    def timex_at(self) -> dict[int, Timex]:
        """The time expression that each token belongs to."""
        return {i: one for one in self.reading.times for i in self.tokens_in(one.start, one.end)}

    @cached_property
    def trigger_at(self) -> dict[int, Trigger]:
        """What the model takes for a word that names a happening, by its token."""
        return {one.token: one for one in self.reading.triggers}

    @cached_property
    def quantities_of(self) -> dict[int, list[Quantity]]:
        """The quantities that count each token (as their unit), or that it carries itself."""
        found: dict[int, list[Quantity]] = {}
        for one in self.reading.quantities:
            places = {one.token} if one.unit_token is None else {one.token, one.unit_token}
            for place in places:
                found.setdefault(place, []).append(one)
        return found

    @cached_property
    def chain_names(self) -> dict[int, EntityMention]:
        """The fullest name of each coreference chain."""
        best: dict[int, EntityMention] = {}
        for one in self.reading.entities:
            if one.chain is None:
                continue
            old = best.get(one.chain)
            if old is None or len(one.text) > len(old.text):
                best[one.chain] = one
        return best

    @cached_property
    def attributions(self) -> tuple[AttributionSpans, ...]:
        """The reports. What somebody wishes, plans or demands is no word on which anything stands."""
        return tuple(one for one in self.reading.attributions if one.found_by != ATTITUDE)

    @cached_property
    def attributions_over(self) -> dict[int, list[AttributionSpans]]:
        """The attributions whose content holds each token, outermost (the longest content) first."""
        found: dict[int, list[AttributionSpans]] = {}
        for one in self.attributions:
            for span in one.content:
                for index in self.tokens_in(span.start, span.end):
                    found.setdefault(index, []).append(one)
        for several in found.values():
            several.sort(key=lambda one: -sum(span.end - span.start for span in one.content))
        return found

    @cached_property
    def source_tokens(self) -> frozenset[int]:
        """The head tokens of all sources."""
        return frozenset(one.source_token for one in self.attributions if one.source_token is not None)

    @cached_property
    def published_day(self) -> dt.date | None:
        """The day of publication where one day is known, else the first it can be."""
        published = self.reading.document.published
        if published is None:
            return None
        return published.last or published.first

    def tokens_in(self, start: int, end: int) -> range:
        """The tokens that lie wholly between two offsets."""
        first = bisect.bisect_left(self.starts, start)
        last = first
        while last < len(self.tokens) and self.tokens[last].end <= end:
            last += 1
        return range(first, last)

    def lemma(self, index: int) -> str:
        """The lower-case lemma of a token."""
        return self.tokens[index].lemma.lower()

    def word(self, index: int) -> str:
        """The lower-case form of a token."""
        return self.tokens[index].text.lower()

    def particle(self, index: int) -> str:
        """The particle of a verb ("out" of "carry out"), lower-case; "" where it has none."""
        found = self.particle_at(index)
        return self.word(found) if found is not None else ""

    def particle_at(self, index: int) -> int | None:
        """The token of a verb's particle; some trees have it as an adverb behind the verb ("went off in Jolo")."""
        found = self.syntax.dependent(index, "compound:prt")
        behind = index + 1
        if found is not None or behind >= len(self.tokens):
            return found
        token = self.tokens[behind]
        adverb = token.head == index and token.upos == "ADP" and self.syntax.relation(behind) == "advmod"
        return behind if adverb else None

    def agent(self, index: int) -> Agent | None:
        """What the noun at a token is as a participant, its compound considered ("aid worker")."""
        for key in self._keys(index):
            found = self.lexicon.agent(key)
            if found is not None:
                return found
        if self.lemma(index) in _BODIES_OF:  # "a guerrilla column", "the rebel patrol"
            for child in self.syntax.dependents(index, "compound", "amod"):
                found = self.lexicon.agent(self.lemma(child))
                if found is not None and found.type in ("armed_group", "military", "police"):
                    return found
        return None

    def instrument(self, index: int) -> Instrument | None:
        """The weapon that the noun at a token names, its compound considered ("car bomb")."""
        for key in self._keys(index):
            found = self.lexicon.instrument(key)
            if found is not None:
                return found
        return None

    def _keys(self, index: int) -> list[str]:
        lemma = self.lemma(index)
        before = [one for one in self.syntax.dependents(index, "compound", "amod") if one < index]
        keys = [f"{self.lemma(one)} {lemma}" for one in reversed(before)] + [lemma]
        if lemma.endswith("s"):  # "troops", "forces": treebanks keep some plurals as lemmas
            keys += [key[:-1] for key in keys]
        return keys

    def person_after(self, index: int) -> int | None:
        """The head of the person's name that follows a title, at once or after its of-phrase.

        However the tree ties them ("Prime Minister of Kazakhstan Daniyal Akhmetov"): parsers part titles and names.
        """
        last = index + 1
        if last < len(self.tokens) and self.word(last) in ("of", "for", "to"):
            after = self.entity_at.get(last + 1) or self.entity_at.get(last + 2)
            if after is not None and after.type in ("LOC", "ORG"):
                last = self.tokens_in(after.start, after.end).stop
        name = self.entity_at.get(last)
        if name is None or name.type != "PER" or self.syntax.sentence_of[last] != self.syntax.sentence_of[index]:
            return None
        return name.token if self.tokens_in(name.start, name.end).start == last else None

    def is_nobody(self, index: int) -> bool:
        """True for "nobody", "no group", "neither side"."""
        words = {self.word(index), *(self.word(one) for one in self.syntax.dependents(index, "det"))}
        return bool(words & {"no", "none", "nobody", "neither"})

    def sentence_at(self, index: int) -> Sentence:
        """The sentence that a token stands in."""
        return self.reading.sentences[self.syntax.sentence_of[index]]

    def span(self, indices: Sequence[int]) -> Span:
        """The span from the first to the last of some tokens."""
        start, end = self.syntax.extent(sorted(indices))
        return Span.cut(self.text, start, end)

    def sentence_span(self, index: int) -> Span:
        """The sentence of a token as a span."""
        sentence = self.sentence_at(index)
        return Span.cut(self.text, sentence.start, sentence.end)
