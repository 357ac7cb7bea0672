"""Words that name a happening, from the encoder's scores: PLOVER type and mode, factuality, and who plays what part."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whence.records import MODES

Scores = NDArray[np.float32]


_PLAYS = math.log(3)
"""Score from which a word plays a role. Training weighs right answers three times (``training.train._role_loss``), so
that even odds lie at ln 3; against 0, exact roles of our own test part rise from .404 to .419."""


@dataclass(frozen=True)
class Trigger:
    """One word that names a happening.

    ``score`` is the probability of its type, between 0 and 1; ``roles`` maps each role (actor, recipient, place, time,
    toll) to token ranges of the trigger's sentence, end exclusive.
    """

    token: int
    type: str
    mode: str | None
    score: float
    factuality: str
    roles: dict[str, list[tuple[int, int]]]


class TriggerDecoder:
    """Decodes the heads of triggers, modes, factuality and roles."""

    def __init__(self, types: Sequence[str], modes: Sequence[str], values: Sequence[str], roles: Sequence[str]) -> None:
        """The label sets of the heads; ``types`` and ``modes`` begin with the label for none."""
        self._types, self._modes, self._values, self._roles = types, modes, values, roles
        fits = [[not mode or mode in MODES.get(kind, ()) for mode in modes] for kind in types]
        self._misfit = np.where(np.array(fits), np.float32(0), np.float32(-np.inf))

    def decode(
        self,
        found: dict[str, Scores],
        sentence: NDArray[np.int64],
        heads: Sequence[int],
        deprels: Sequence[str],
        base: int,
    ) -> list[Trigger]:
        """The triggers of a window.

        Args:
            found: the graph's outputs: ``trigger`` ``[W, T]``, ``mode`` ``[W, M]``, ``factuality`` ``[W, F]``,
                ``roles`` ``[R, W, W]`` (trigger, word; above ``_PLAYS`` where the word plays the role).
            sentence: ``[W]``, the sentence of each word.
            heads: ``[W]``, the words' heads in the window, -1 for roots.
            deprels: ``[W]``, the words' relations to their heads.
            base: the window's first token in the document.
        """
        scores = found["trigger"]
        best = scores.argmax(axis=1)
        triggers: list[Trigger] = []
        phrases = _Phrases(heads, deprels)
        for word in np.flatnonzero(best).tolist():
            weights = np.exp(scores[word] - scores[word].max())
            mode = int((found["mode"][word] + self._misfit[best[word]]).argmax())
            own = np.flatnonzero(sentence == sentence[word])
            triggers.append(
                Trigger(
                    token=word + base,
                    type=self._types[best[word]],
                    mode=self._modes[mode] if mode else None,
                    score=round(float(weights[best[word]] / weights.sum()), 4),
                    factuality=self._values[int(found["factuality"][word].argmax())],
                    roles=self._parts(found["roles"][:, word], own, word, base, phrases),
                )
            )
        return triggers

    def _parts(
        self, scores: Scores, own: NDArray[np.int64], word: int, base: int, phrases: _Phrases
    ) -> dict[str, list[tuple[int, int]]]:
        """The phrases that play each role: of each word that plays one (its best, and none for the trigger), the noun
        phrase that it heads."""
        which = scores[:, own].argmax(axis=0)
        plays = scores[which, own]
        roles: dict[str, list[tuple[int, int]]] = {}
        for number, name in enumerate(self._roles):
            words = {index for index in own[(which == number) & (plays > _PLAYS)].tolist() if index != word}
            spans = {phrases.around(top, word, words) for top in phrases.tops(words)}
            if spans:
                roles[name] = sorted((first + base, last + base) for first, last in spans)
        return roles


_OUTSIDE = frozenset(
    {"case", "cc", "punct", "mark", "conj", "acl", "advcl", "parataxis", "cop", "aux", "nsubj", "appos"}
)
"""Relations of what hangs on a noun and is no part of the phrase that plays a role."""


class _Phrases:
    """Noun phrases of a window."""

    def __init__(self, heads: Sequence[int], deprels: Sequence[str]) -> None:
        self._heads, self._plain = heads, [name.partition(":")[0] for name in deprels]
        self._children: list[list[int]] = [[] for _ in heads]
        for index, head in enumerate(heads):
            if head >= 0:
                self._children[head].append(index)

    def tops(self, words: set[int]) -> list[int]:
        """The words of a set that hang on none of the others, or are coordinated with one."""
        return [
            index
            for index in sorted(words)
            if self._plain[index] not in ("case", "punct", "cc", "mark")
            and (self._heads[index] not in words or self._plain[index] == "conj")
        ]

    def around(self, top: int, trigger: int, words: set[int]) -> tuple[int, int]:
        """The phrase that a word heads, without what stands outside it, and never the trigger; end exclusive."""
        inside = {top}
        stack = [top]
        while stack:
            for child in self._children[stack.pop()]:
                if child != trigger and (self._heads[child] != top or self._plain[child] not in _OUTSIDE):
                    inside.add(child)
                    stack.append(child)
        first = last = top
        while first - 1 in inside or (first - 1 in words and first - 1 != trigger):
            first -= 1
        while last + 1 in inside or (last + 1 in words and last + 1 != trigger):
            last += 1
        return first, last + 1
