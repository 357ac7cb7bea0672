"""Word pieces and case shapes: how words enter the encoder.

The vocabulary is uncased; a shape number a word is the only sign of its capitals.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from whence.records.errors import ResourceError

SHAPES = 16
"""Number of shapes: eight, each at the start of a sentence or inside it; 0 is also the shape of [CLS] and [SEP]."""
_MAX_PIECES = 24
"""Longest word in pieces; the rest of a longer one (an address, a run of letters) is cut off."""


def shape(word: str) -> int:
    """0 punctuation, 1 lower case, 2 Title, 3 UPPER, 4 one capital, 5 mIxed, 6 figures, 7 figures with letters."""
    if word.islower():
        return 7 if any(char.isdigit() for char in word) else 1
    if word.isupper():
        if any(char.isdigit() for char in word):
            return 7
        return 3 if sum(char.isalpha() for char in word) > 1 else 4
    if word.istitle() and not any(char.isdigit() for char in word):
        return 2
    if any(char.isalpha() for char in word):
        return 7 if any(char.isdigit() for char in word) else 5
    return 6 if any(char.isdigit() for char in word) else 0


class WordPieces:
    """Turns words into word-piece numbers. Words are remembered, so that a frequent word is looked up once."""

    def __init__(self, path: Path) -> None:
        """Loads ``tokenizer.json``.

        Raises:
            ResourceError: the file is missing.
        """
        if not path.is_file():
            raise ResourceError(f"word-piece vocabulary {path} is missing; reinstall whence")
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        vocabulary: dict[str, int] = self._tokenizer.get_vocab()
        self.cls, self.sep, self.unknown = (vocabulary[name] for name in ("[CLS]", "[SEP]", "[UNK]"))
        self._known: dict[str, tuple[tuple[int, ...], int]] = {}

    def whole_words(self) -> list[str]:
        """The vocabulary's words of three letters and more: common English words."""
        return [word for word in self._tokenizer.get_vocab() if word.isalpha() and len(word) > 2]

    def look_up(self, words: Sequence[str]) -> list[tuple[tuple[int, ...], int]]:
        """The piece numbers (never none: a word that vanishes is [UNK]) and the shape of each word."""
        known = self._known
        fresh = [word for word in dict.fromkeys(words) if word not in known]
        if fresh:
            if len(known) > 200_000:
                known.clear()
                fresh = list(dict.fromkeys(words))
            encodings = self._tokenizer.encode_batch_fast(fresh, add_special_tokens=False)
            for word, encoding in zip(fresh, encodings, strict=True):
                known[word] = (tuple(encoding.ids[:_MAX_PIECES]) or (self.unknown,), shape(word))
        return [known[word] for word in words]


Int = NDArray[np.int64]


def assemble(pieces: WordPieces, looked_up: Sequence[Sequence[tuple[tuple[int, ...], int]]]) -> tuple[Int, Int, Int]:
    """One window: numbers and shapes of its pieces ``[L]``, and the first piece of each word ``[W]``.

    Args:
        pieces: whose special numbers to use.
        looked_up: pieces and shapes of the words of each sentence.
    """
    ids = [pieces.cls]
    shapes = [0]
    first: list[int] = []
    for words in looked_up:
        initial = 8
        for numbers, kind in words:
            first.append(len(ids))
            ids.extend(numbers)
            shapes.extend([kind + initial] * len(numbers))
            if kind:
                initial = 0
    ids.append(pieces.sep)
    shapes.append(0)
    return tuple(np.array(row, dtype=np.int64) for row in (ids, shapes, first))  # type: ignore[return-value]
