"""Sentence boundaries, as the rules guess them and the model mends them.

The model sees where the rules of :mod:`whence.reader.sentences` would begin a sentence and scores every word as the
first of one; it was trained on texts whose sentences are known and on which the rules go wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from whence.reader.windows import Part

TRUST = 1.0
"""What a boundary of the rules is worth beside the model's score (log-odds). Sentence F1 on EWT's and GUM's development
parts: 88.1 and 96.2 with 0, 88.7 and 96.2 with 1, 88.1 and 96.1 with 2, 85.2 and 95.9 with the rules alone."""


def mend(parts: Sequence[Part], scores: NDArray[np.float32], fixed: NDArray[np.bool_]) -> tuple[Part, ...]:
    """The parts of a window with the model's boundaries.

    Args:
        parts: the window's sentences, or parts of them, as the rules have them.
        scores: ``[W]``, the log-odds that a sentence begins at a word.
        fixed: ``[W]``, true for the first word of a block, which begins a sentence whatever the model says.

    The window's own first word stays what it was: nothing before it was seen.
    """
    base = parts[0].first
    ruled = np.zeros(len(scores), dtype=bool)
    ruled[[part.first - base for part in parts]] = True
    starts = (scores + np.where(ruled, TRUST, -TRUST) > 0) | fixed
    starts[0] = True
    edges = [*np.flatnonzero(starts).tolist(), len(starts)]
    return tuple(
        Part(base + first, base + last, parts[0].opens if first == 0 else True) for first, last in pairwise(edges)
    )


def numbers(parts: Sequence[Part]) -> NDArray[np.int64]:
    """The number of the part that each word of a window stands in."""
    return np.repeat(np.arange(len(parts)), [part.last - part.first for part in parts])
