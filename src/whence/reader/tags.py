"""Names from BIOES tag scores, decoded so that every name is well formed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Span = tuple[int, int, str, float]


class NameDecoder:
    """Decodes one set of BIOES tags (``O``, ``B-PER``, ``I-PER``, ...)."""

    def __init__(self, tags: Sequence[str]) -> None:
        """Works out which tag may follow which."""
        self._tags = list(tags)
        parts = [tag[0] for tag in tags]
        labels = [tag[2:] for tag in tags]
        size = len(tags)
        self._follows = np.zeros((size, size), dtype=bool)
        for before in range(size):
            for after in range(size):
                if parts[before] in "BI":
                    self._follows[before, after] = parts[after] in "IE" and labels[before] == labels[after]
                else:
                    self._follows[before, after] = parts[after] in "OBS"
        self._starts = np.array([part in "OBS" for part in parts])
        self._ends = np.array([part in "OES" for part in parts])
        self._outside = self._tags.index("O")

    def decode(self, scores: Scores, sentence: NDArray[np.int64]) -> list[Span]:
        """Names of a window: first word, word after the last, label, mean probability of the tags.

        Args:
            scores: ``[W, T]``.
            sentence: ``[W]``, the sentence of each word, ascending; no name crosses from one to the next.
        """
        if not len(sentence):
            return []
        best = scores.argmax(axis=1)
        if (best == self._outside).all():
            return []
        edge = sentence[1:] != sentence[:-1]
        opens = np.concatenate([[True], edge])
        closes = np.concatenate([edge, [True]])
        fine = np.ones(len(best), dtype=bool)
        fine[1:] &= self._follows[best[:-1], best[1:]] | edge
        fine &= (~opens | self._starts[best]) & (~closes | self._ends[best])
        for number in np.unique(sentence[~fine]):
            first = int(np.searchsorted(sentence, number, side="left"))
            last = int(np.searchsorted(sentence, number, side="right"))
            best[first:last] = self._viterbi(scores[first:last])
        return self._spans(best, scores)

    def _viterbi(self, scores: Scores) -> NDArray[np.int64]:
        """The best well-formed sequence of one sentence."""
        barred = np.where(self._follows, 0.0, -np.inf)
        total = np.where(self._starts, scores[0], -np.inf)
        back = np.zeros(scores.shape, dtype=np.int64)
        for index in range(1, len(scores)):
            paths = total[:, None] + barred
            back[index] = paths.argmax(axis=0)
            total = paths.max(axis=0) + scores[index]
        total = np.where(self._ends, total, -np.inf)
        path = np.zeros(len(scores), dtype=np.int64)
        path[-1] = total.argmax()
        for index in range(len(scores) - 1, 0, -1):
            path[index - 1] = back[index, path[index]]
        return path

    def _spans(self, best: NDArray[np.int64], scores: Scores) -> list[Span]:
        named = np.flatnonzero(best != self._outside)
        if not len(named):
            return []
        rows = scores[named]
        weights = np.exp(rows - rows.max(axis=1, keepdims=True))
        chosen = weights[np.arange(len(named)), best[named]] / weights.sum(axis=1)
        sure = dict(zip(named.tolist(), chosen.tolist(), strict=True))
        spans: list[Span] = []
        first = -1
        for index in named.tolist():
            tag = self._tags[best[index]]
            if tag[0] in "BS":
                first = index
            if tag[0] in "ES":
                mean = sum(sure[word] for word in range(first, index + 1)) / (index + 1 - first)
                spans.append((first, index + 1, tag[2:], round(mean, 4)))
        return spans


LIKELY = 0.5
"""Least mean probability of a name's tags. On UNER's development part F1 is 76.6 with all names, 77.3 with those above
.4 or .5, 76.6 above .6 and 76.2 above .7."""


def likely(spans: Sequence[Span], words: Sequence[str]) -> list[Span]:
    """The names that the model holds likely, here or elsewhere in the document under the same words."""
    texts = [" ".join(words[first:last]) for first, last, _, _ in spans]
    sure = {text for text, span in zip(texts, spans, strict=True) if span[3] >= LIKELY}
    return [span for text, span in zip(texts, spans, strict=True) if text in sure]


_MARGIN = 1.5
"""How far another label's votes must exceed a name's own before it changes."""


def agree(spans: Sequence[Span], words: Sequence[str]) -> list[Span]:
    """Names with one label a document where the document clearly speaks for one (Gale, Church and Yarowsky 1992).

    Each mention votes with its score for the label of its words; a person's full name votes for the last name too.
    """
    votes: dict[str, dict[str, float]] = {}

    def vote(name: str, label: str, score: float) -> None:
        labels = votes.setdefault(name, {})
        labels[label] = labels.get(label, 0.0) + score

    texts = [" ".join(words[first:last]) for first, last, _, _ in spans]
    for (first, last, label, score), text in zip(spans, texts, strict=True):
        vote(text, label, score)
        if label == "PER" and last - first > 1:
            vote(words[last - 1], label, score)
    agreed: list[Span] = []
    for (first, last, label, score), text in zip(spans, texts, strict=True):
        labels = votes[text]
        best = max(labels, key=lambda name: labels[name])
        agreed.append((first, last, best if labels[best] > _MARGIN * labels[label] else label, score))
    return agreed
