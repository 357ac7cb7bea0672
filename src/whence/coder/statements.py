"""Statements: what a text puts forward about an actor that is no event, relation, estimate or forecast.

One for a clause that a source puts forward, or for the main clause of a sentence, where nothing else was coded from it:
what cannot be coded stays a statement, and keeps its source and its doubt.
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.coder.kinds import SIDES
from whence.coder.making import Maker
from whence.reader.attributions import NOUN_RULE
from whence.records import Claim, Sentence

_ARMED = frozenset({"armed_group", "military"})
"""Kinds of common noun that a statement may be about, without a name."""


class StatementCoder:
    """Codes the statements of one document."""

    def __init__(self, maker: Maker) -> None:
        self.maker = maker
        self.view = maker.view
        self.syntax = maker.view.syntax

    def claims(self, sentence: Sentence, told: frozenset[int]) -> Iterator[Claim]:
        """The statements of a sentence; ``told`` are the words that other claims rest on."""
        tops = [
            one.content_token
            for one in self.view.attributions
            if one.content_token is not None and sentence.first <= one.content_token < sentence.last
        ]
        roots = [i for i in range(sentence.first, sentence.last) if self.view.tokens[i].head < 0]
        cues = {one.cue_token for one in self.view.attributions if one.found_by != NOUN_RULE}
        done: set[int] = set()
        covered: set[int] = set()
        for index in dict.fromkeys([*tops, *roots]):
            if index in cues or index in done or not self._is_clause(index):
                continue
            if any(self.syntax.is_under(index, one) for one in done):
                continue
            done.add(index)
            words = set(self._own_words(index))
            repeated = 2 * len(words & covered) > len(words)
            if repeated or words & told or not self._tells_of_somebody(words):
                continue
            covered |= words
            standing = self.maker.judge.judge(index)
            chain = self.maker.chain(index, standing)
            ground = self.maker.ground("kind", "clause about an actor, with nothing coded from it", index)
            yield self.maker.claim("statement", index, standing, chain, words, [ground])

    def _is_clause(self, index: int) -> bool:
        token = self.view.tokens[index]
        return token.upos in ("VERB", "AUX") or bool(self.syntax.dependents(index, "cop"))

    def _own_words(self, index: int) -> list[int]:
        barred = self.syntax.dependents(index, "parataxis", "advcl", "conj")
        barred = [one for one in barred if self.view.tokens[one].upos in ("VERB", "AUX")]
        return self.syntax.subtree(index, without=barred)

    def _tells_of_somebody(self, words: set[int]) -> bool:
        for word in words:
            name = self.view.entity_at.get(word)
            named = name is not None and name.token == word and name.type != "NORP"
            if (named or word in self.view.mentions_at) and self.maker.participants.entity(word).type in SIDES:
                return True
            agent = self.view.agent(word) if self.view.tokens[word].upos == "NOUN" else None
            if agent is not None and agent.type in _ARMED:
                return True
        return False
