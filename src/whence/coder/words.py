"""Words: the questions that rules ask of the lexicon."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property

from whence.coder.entries import Agent, Cameo, Estimative, Instrument, LightVerb, Marker, Predicate, RelationEntry, Toll
from whence.coder.lexicon import Lexicon, load


class Words:
    """The lexicon with its look-ups; one for the whole process (:func:`shared`)."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def predicates_of(self, lemma: str, pos: str, particle: str) -> list[Predicate]:
        """The rows of a word with this particle, those that ask for the particle first."""
        rows = self.lexicon.predicates.get((lemma, pos), ())
        exact = [row for row in rows if row.particle and row.particle == particle]
        return exact + [row for row in rows if not row.particle]

    def head_frame(self, kind: str) -> Predicate | None:
        """The frame of a word that only the model takes for an event of a type."""
        return self.lexicon.head_frames.get(kind)

    @cached_property
    def _idioms(self) -> dict[str, tuple[Predicate, ...]]:
        found: dict[str, tuple[Predicate, ...]] = {}
        for (verb, _), rows in self.lexicon.idioms.items():
            found[verb] = found.get(verb, ()) + rows
        return found

    def idioms_of(self, verb: str) -> tuple[Predicate, ...]:
        """The idioms that a verb heads."""
        return self._idioms.get(verb, ())

    def light(self, lemma: str, particle: str) -> LightVerb | None:
        """The light verb that a word is, its particle considered."""
        verbs = self.lexicon.light_verbs
        return verbs.get((lemma, particle or None)) or verbs.get((lemma, None))

    def occurs(self, lemma: str, particle: str) -> bool:
        """True for a verb whose subject is the event itself ("clashes broke out")."""
        verbs = self.lexicon.occurrence_verbs
        return (lemma, particle or None) in verbs or (lemma, None) in verbs

    def tolls_of(self, lemma: str) -> tuple[Toll, ...]:
        """Rows of a word that tells a toll, whatever its part of speech."""
        return tuple(row for pos in ("v", "a", "n") for row in self.lexicon.tolls.get((lemma, pos), ()))

    def agent(self, lemma: str) -> Agent | None:
        """What a common noun is as a participant."""
        return self.lexicon.agents.get(lemma)

    def instrument(self, lemma: str) -> Instrument | None:
        """The weapon that a noun names."""
        return self.lexicon.instruments.get(lemma)

    def is_event_noun(self, lemma: str) -> bool:
        """True for a noun that is itself an event ("attack", "talks")."""
        return any(row.type for row in self.lexicon.predicates.get((lemma, "n"), ()))

    def marker(self, forms: Sequence[str], pos: Sequence[str], scopes: Sequence[str]) -> Marker | None:
        """The one-word marker with one of these forms, parts of speech and scopes."""
        for form in forms:
            for marker in self.lexicon.markers.get(form, ()):
                if len(marker.words) == 1 and marker.pos in pos and marker.scope in scopes:
                    return marker
        return None

    @cached_property
    def phrases(self) -> tuple[Marker, ...]:
        """Markers of several words, longest first."""
        several = [one for rows in self.lexicon.markers.values() for one in rows if len(one.words) > 1]
        return tuple(sorted(several, key=lambda one: -len(one.words)))

    @cached_property
    def _phrases_by_word(self) -> dict[str, tuple[Marker, ...]]:
        found: dict[str, tuple[Marker, ...]] = {}
        for one in self.phrases:
            found[one.words[0]] = (*found.get(one.words[0], ()), one)
        return found

    def phrases_at(self, lemma: str) -> tuple[Marker, ...]:
        """Markers of several words that begin with this one."""
        return self._phrases_by_word.get(lemma, ())

    @cached_property
    def _estimative(self) -> dict[tuple[str, ...], Estimative]:
        return {one.words: one for one in self.lexicon.estimative}

    def estimative(self, words: Sequence[str]) -> Estimative | None:
        """The estimative phrase that these words are."""
        return self._estimative.get(tuple(words))

    def relations_of(self, lemma: str, pos: str, particle: str = "") -> list[RelationEntry]:
        """The relation rows of a word."""
        rows = self.lexicon.relations.get((lemma, pos), ())
        return [row for row in rows if not row.particle or row.particle == particle]

    def cameo(self, kind: str, mode: str | None) -> Cameo | None:
        """The CAMEO code of a type and mode, else of the type alone."""
        table = self.lexicon.cameo
        return table.get((kind, mode)) or table.get((kind, None))

    def contexts(self, lemma: str) -> tuple[str, ...]:
        """The PLOVER contexts that a word tells of."""
        return self.lexicon.contexts.get(lemma, ())


@cache
def shared() -> Words:
    """The process's one look-up over the package's lexicon."""
    return Words(load())
