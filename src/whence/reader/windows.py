"""Packs whole sentences into windows for the encoder.

A sentence longer than a window is cut into parts, each parsed by itself; :class:`Part` remembers where it belongs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whence.reader.pieces import Int, WordPieces, assemble

LONGEST = 190
"""Word pieces a window, at most; training's windows have at most as many."""


@dataclass(frozen=True)
class Part:
    """A sentence, or a part of a long one: tokens ``first`` to ``last`` (exclusive) of the document.

    ``opens`` is false for the later parts of a long sentence.
    """

    first: int
    last: int
    opens: bool


@dataclass(frozen=True)
class Window:
    """The encoder's inputs for some neighbouring parts: tokens ``first`` to ``last`` of the document.

    ``ids`` and ``shapes`` are ``[L]``, ``starts`` (first piece of each word) ``[W]``.
    """

    first: int
    last: int
    parts: tuple[Part, ...]
    ids: Int
    shapes: Int
    starts: Int


Looked = tuple[tuple[int, ...], int]


def pack(pieces: WordPieces, sentences: Sequence[Sequence[str]]) -> list[Window]:
    """Windows over the words of a document's sentences, in order; empty sentences take no room."""
    windows: list[Window] = []
    packed: list[Part] = []
    held: list[list[Looked]] = []
    size = 0
    for part, looked_up, length in _parts(pieces, sentences):
        if packed and size + length > LONGEST:
            windows.append(_window(pieces, packed, held))
            packed, held, size = [], [], 0
        packed.append(part)
        held.append(looked_up)
        size += length
    if packed:
        windows.append(_window(pieces, packed, held))
    return windows


def _parts(pieces: WordPieces, sentences: Sequence[Sequence[str]]) -> list[tuple[Part, list[Looked], int]]:
    """Sentences, or parts of them, with their pieces and number of pieces."""
    found: list[tuple[Part, list[Looked], int]] = []
    first = 0
    for words in sentences:
        looked_up = pieces.look_up(words)
        lengths = [len(numbers) for numbers, _ in looked_up]
        if sum(lengths) <= LONGEST:
            if words:
                found.append((Part(first, first + len(words), True), looked_up, sum(lengths)))
        else:
            begin = size = 0
            for index, length in enumerate(lengths):
                if size + length > LONGEST:
                    found.append((Part(first + begin, first + index, begin == 0), looked_up[begin:index], size))
                    begin, size = index, 0
                size += length
            found.append((Part(first + begin, first + len(words), begin == 0), looked_up[begin:], size))
        first += len(words)
    return found


def _window(pieces: WordPieces, parts: list[Part], held: list[list[Looked]]) -> Window:
    return Window(parts[0].first, parts[-1].last, tuple(parts), *assemble(pieces, held))
