"""Windows and batches: whole sentences of a document packed together, changed a little, padded to one length."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor

from training.corpora import Document, Sentence
from training.labels import ANY_TAG, ENTITY_TAGS
from whence.reader.lemmas import script
from whence.reader.pieces import WordPieces, assemble

IGNORED = -100
LONGEST = 190
"""Longest window, in word pieces."""
_UPPER, _LOWER, _TITLE = 0.04, 0.03, 0.04
_SWAP_QUOTES, _DROP_STOP = 0.25, 0.05


class Window:
    """One window: the encoder's inputs and the targets of each word."""

    def __init__(self, arrays: tuple[np.ndarray, ...], targets: dict[str, list[int]]) -> None:
        self.ids, self.shapes, self.first, self.sentence = arrays
        self.targets = targets


def change(sentence: Sentence, chance: random.Random) -> tuple[list[str], bool]:
    """The words in another case or with other quotation marks; whether the case was changed."""
    words = list(sentence.words)
    if chance.random() < _SWAP_QUOTES:
        words = _swap_quotes(words)
    draw = chance.random()
    if draw < _UPPER:
        return [word.upper() for word in words], True
    if draw < _UPPER + _LOWER:
        return [word.lower() for word in words], True
    if draw < _UPPER + _LOWER + _TITLE:
        return [word[:1].upper() + word[1:] for word in words], True
    return words, False


def _swap_quotes(words: list[str]) -> list[str]:
    if any(mark in words for mark in ("“", "”")) or any("’" in word for word in words):
        table = str.maketrans("“”‘’", "\"\"''")
        return [word.translate(table) for word in words]
    opened = False
    swapped = []
    for word in words:
        if word == '"':
            opened = not opened
            word = "“" if opened else "”"
        elif len(word) > 1:
            word = word.replace("'", "’")
        swapped.append(word)
    return swapped


class Windows:
    """Makes the windows of an epoch from documents."""

    def __init__(self, pieces: WordPieces, labels: dict[str, list[str]]) -> None:
        self.pieces = pieces
        self.index = {kind: {name: i for i, name in enumerate(names)} for kind, names in labels.items()}

    def of(self, documents: list[Document], chance: random.Random, augment: bool = True) -> list[Window]:
        """All windows of the documents, once each."""
        windows = []
        for document in documents:
            alone = chance.random() < 0.3
            budget = chance.randint(60, LONGEST)
            packed: list[tuple[int, Sentence, list[str], bool, list]] = []
            size = start = 0
            for sentence in document:
                words, cased = change(sentence, chance) if augment else (list(sentence.words), False)
                if augment and len(words) > 4 and words[-1] == "." and chance.random() < _DROP_STOP:
                    words = words[:-1]
                looked_up = self.pieces.look_up(words)
                length = sum(len(numbers) for numbers, _ in looked_up)
                if packed and (alone or size + length > budget):
                    windows.append(self._window(packed))
                    packed, size = [], 0
                    budget = chance.randint(60, LONGEST)
                if length <= LONGEST + 60:
                    packed.append((start, sentence, words, cased, looked_up))
                    size += length
                start += len(sentence.words)
            if packed:
                windows.append(self._window(packed))
        return windows

    def _window(self, packed: list[tuple[int, Sentence, list[str], bool, list]]) -> Window:
        arrays = assemble(self.pieces, [row[4] for row in packed])
        place = {}
        for start, _, words, _, _ in packed:
            for index in range(len(words)):
                place[start + index] = len(place)
        targets: dict[str, list[int]] = {
            name: [] for name in ("upos", "head", "deprel", "lemma", "entity", "attribution", "link")
        }
        for start, sentence, words, cased, _ in packed:
            size = len(words)
            base = place[start]
            if (
                sentence.upos is not None
                and sentence.heads is not None
                and sentence.deprels is not None
                and sentence.lemmas is not None
            ):
                targets["upos"] += [self.index["upos"].get(tag, IGNORED) for tag in sentence.upos[:size]]
                targets["head"] += [
                    base + (index if head < 0 else head) for index, head in enumerate(sentence.heads[:size])
                ]
                targets["deprel"] += [self.index["deprel"].get(name, IGNORED) for name in sentence.deprels[:size]]
                scripts = [script(w, lemma) for w, lemma in zip(words, sentence.lemmas[:size], strict=True)]
                targets["lemma"] += [IGNORED if cased else self.index["lemma"].get(name, IGNORED) for name in scripts]
            else:
                for name in ("upos", "head", "deprel", "lemma"):
                    targets[name] += [IGNORED] * size
            targets["entity"] += sentence.entities[:size] if sentence.entities is not None else [ANY_TAG] * size
            if sentence.attribution is not None and sentence.links is not None:
                targets["attribution"] += sentence.attribution[:size]
                targets["link"] += [
                    place.get(link, IGNORED) if link >= 0 else IGNORED for link in sentence.links[:size]
                ]
            else:
                targets["attribution"] += [IGNORED] * size
                targets["link"] += [IGNORED] * size
        for index, head in enumerate(targets["head"]):
            if head >= len(place):
                targets["head"][index] = IGNORED
        return Window(arrays, targets)


def batches(windows: list[Window], pieces: int, chance: random.Random) -> Iterator[dict[str, Tensor]]:
    """Batches of about ``pieces`` word pieces, windows of like length together, in random order."""
    keyed = sorted(windows, key=lambda window: len(window.ids) + chance.random() * 24)
    groups: list[list[Window]] = [[]]
    longest = 0
    for window in keyed:
        longest = max(longest, len(window.ids))
        if groups[-1] and longest * (len(groups[-1]) + 1) > pieces:
            groups.append([])
            longest = len(window.ids)
        groups[-1].append(window)
    chance.shuffle(groups)
    for group in groups:
        if group:
            yield collate(group)


def collate(group: list[Window]) -> dict[str, Tensor]:
    """Pads windows to one length; words likewise."""
    length = max(len(window.ids) for window in group)
    width = max(len(window.first) for window in group)
    batch = {name: torch.zeros(len(group), length, dtype=torch.int64) for name in ("ids", "shapes", "mask")}
    batch["first"] = torch.zeros(len(group), width, dtype=torch.int64)
    batch["sentence"] = torch.full((len(group), width), -1, dtype=torch.int64)
    for name in group[0].targets:
        empty = ANY_TAG if name == "entity" else IGNORED
        batch[name] = torch.full((len(group), width), empty, dtype=torch.int64)
    for row, window in enumerate(group):
        size, words = len(window.ids), len(window.first)
        batch["ids"][row, :size] = torch.from_numpy(window.ids)
        batch["shapes"][row, :size] = torch.from_numpy(window.shapes)
        batch["mask"][row, :size] = 1
        batch["first"][row, :words] = torch.from_numpy(window.first)
        batch["sentence"][row, :words] = torch.from_numpy(window.sentence)
        for name, values in window.targets.items():
            batch[name][row, :words] = torch.tensor(values)
    bits = torch.arange(len(ENTITY_TAGS))
    batch["allowed"] = ((batch["entity"].unsqueeze(-1) >> bits) & 1).bool()
    return batch
