"""Making: the parts that every kind of claim shares."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from whence.coder.chains import Chain, ChainBuilder, grounds_of_chain
from whence.coder.factuality import FactualityJudge
from whence.coder.participants import Participants
from whence.coder.standing import Standing
from whence.coder.view import View
from whence.records import Claim, Factuality, Ground
from whence.records.claim import ClaimKind


class Maker:
    """Makes claims of one document; holds what judges and attributes them."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.participants = Participants(view)
        self.judge = FactualityJudge(view)
        self.chains = ChainBuilder(view, self.participants)

    def chain(self, index: int, standing: Standing) -> Chain:
        """The chain over a word."""
        return self.chains.at(index, standing)

    def claim(
        self,
        kind: ClaimKind,
        index: int,
        standing: Standing,
        chain: Chain,
        words: Iterable[int],
        grounds: Iterable[Ground],
        *key: object,
        **content: Any,
    ) -> Claim:
        """A claim of ``kind`` at a word. ``words`` carry it; ``key`` tells it from others at the same word."""
        view = self.view
        sentence = view.sentence_at(index)
        inside = [word for word in {index, *words} if sentence.first <= word < sentence.last]
        return Claim(
            id=Claim.id_of(view.reading.document.id, kind, view.tokens[index].start, *key),
            document=view.reading.document,
            block=view.reading.blocks[sentence.block].kind,
            sentence=view.sentence_span(index),
            kind=kind,
            attribution=chain.steps,
            factuality=Factuality(chain.value, standing.markers, standing.probability),
            document_commitment=chain.document_commitment,
            evidence=view.span(inside),
            grounds=(*grounds, *grounds_of_chain(chain)),
            **content,
        )

    def ground(self, field: str, rule: str, index: int, entry: str | None = None) -> Ground:
        """A decision that rests on one word."""
        token = self.view.tokens[index]
        return Ground(field, rule, entry, token.start, token.end)

    def role_ground(self, field: str, index: int) -> Ground:
        """A filler found through its place in the tree."""
        token = self.view.tokens[index]
        above = self.view.tokens[token.head].text if token.head >= 0 else ""
        return self.ground(field, f"{token.deprel} of {above!r}" if above else "root", index)
