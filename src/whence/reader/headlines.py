"""Headlines: a source before or after a colon ("UN: 30 killed in Mali", "30 killed in Mali: UN").

Digests of the press use the same form with the outlet's name. A colon stands after much else (a topic, a dateline, a
form field), so a source must be known for one: an actor of the registry that can speak, or a noun for those who do
(``data/headline_sources.csv``).
"""

from __future__ import annotations

from collections.abc import Sequence

from whence.actors.registry import Registry
from whence.reader import tables
from whence.reader.syntax import Syntax
from whence.records import AttributionSpans, Sentence, Span
from whence.records.entity import EntityType

COLON = "source beside a colon"

LABEL = 6
"""Words that a source beside a colon has at most."""

_SPEAKING: frozenset[EntityType] = frozenset(
    {"government", "military", "police", "organization", "igo", "outlet", "person"}
)
"""A state or an armed group before a colon is as often the topic ("Mali: ...", "Hamas: ...")."""


class HeadlineFinder:
    """Finds sources that a colon alone makes sources."""

    def __init__(self, text: str, syntax: Syntax, registry: Registry) -> None:
        self.text = text
        self.syntax = syntax
        self.tokens = syntax.tokens
        self.registry = registry
        self.nouns = tables.words("headline_sources.csv")

    def find(self) -> list[AttributionSpans]:
        """The attributions of all sentences, in text order."""
        made: list[AttributionSpans] = []
        for sentence in self.syntax.sentences:
            colons = [i for i in range(sentence.first, sentence.last) if self.tokens[i].text == ":"]
            if not colons:
                continue
            one = self._leading(sentence, colons[0]) or self._trailing(sentence, colons[-1])
            if one is not None:
                made.append(one)
        return made

    def _leading(self, sentence: Sentence, colon: int) -> AttributionSpans | None:
        source, content = range(sentence.first, colon), range(colon + 1, sentence.last)
        return self._made(source, content) if self._is_source(source) and self._tells(content) else None

    def _trailing(self, sentence: Sentence, colon: int) -> AttributionSpans | None:
        """Only headlines have it, and they end in no full stop."""
        source, content = range(colon + 1, sentence.last), range(sentence.first, colon)
        if self.tokens[sentence.last - 1].text == "." or not self._is_source(source):
            return None
        return self._made(source, content) if self._tells(content) else None

    def _tells(self, words: Sequence[int]) -> bool:
        return len(words) > 2 and any(self.tokens[i].upos in ("VERB", "AUX") for i in words)

    def _is_source(self, words: Sequence[int]) -> bool:
        if not 0 < len(words) <= LABEL or any(self.tokens[i].upos in ("VERB", "AUX", "NUM") for i in words):
            return False
        name = self.text[self.tokens[words[0]].start : self.tokens[words[-1]].end]
        if self.tokens[words[-1]].lemma.lower() in self.nouns:
            return True
        known = self.registry.resolve(name)
        return known is not None and known.actor.type in _SPEAKING

    def _made(self, source: Sequence[int], content: Sequence[int]) -> AttributionSpans:
        head = next((i for i in source if self.tokens[i].head not in source), source[-1])
        words = list(content)
        top = min(words, key=lambda one: sum(1 for _ in self.syntax.ancestors(one)))
        runs = self.syntax.runs(list(source))
        return AttributionSpans(
            source=tuple(Span.cut(self.text, *run) for run in runs),
            cue=(),
            content=tuple(Span.cut(self.text, *run) for run in self.syntax.runs(words)),
            cue_token=None,
            source_token=head,
            content_token=top,
            found_by=COLON,
        )
