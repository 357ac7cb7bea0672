"""Windows and batches: whole sentences of a document packed together, changed a little, padded to one length."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor

from training.corpora import Document, Sentence
from training.labels import ANY_TAG, ENTITY_TAGS, EVENT_TYPES, FACTUALITY, MODES, ROLES
from whence.reader.lemmas import script
from whence.reader.pieces import WordPieces, assemble
from whence.reader.sentences import split

IGNORED = -100
LONGEST = 190
"""Longest window, in word pieces."""
_UPPER, _LOWER, _TITLE = 0.04, 0.03, 0.04
_SWAP_QUOTES, _DROP_STOP = 0.25, 0.05


class Window:
    """One window: the encoder's inputs and the targets of each word."""

    def __init__(
        self, arrays: tuple[np.ndarray, ...], targets: dict[str, list[int]], roles: list[tuple[int, int, int]]
    ) -> None:
        self.ids, self.shapes, self.first, self.sentence = arrays
        self.targets = targets
        self.roles = roles


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


def ruled_starts(document: Document) -> frozenset[int]:
    """Words at which the rules would begin a sentence, were the document one paragraph.

    The network sees the rules' boundaries in the shapes and learns to mend them, so it must see their faults. Of
    documents without gold sentences they are all there is.
    """
    text = ""
    places: dict[int, int] = {}
    number = 0
    for sentence in document:
        for word, spaced in zip(sentence.words, sentence.spaced, strict=True):
            places[len(text)] = number
            text += word + (" " if spaced else "")
            number += 1
        text = text.rstrip() + " "
    return frozenset(places[start] for start, _ in split(text, 0, len(text)) if start in places)


class Windows:
    """Makes the windows of an epoch from documents."""

    def __init__(self, pieces: WordPieces, labels: dict[str, list[str]]) -> None:
        self.pieces = pieces
        self._starts: dict[int, frozenset[int]] = {}
        self.index = {kind: {name: i for i, name in enumerate(names)} for kind, names in labels.items()}

    def of(self, documents: list[Document], chance: random.Random, augment: bool = True) -> list[Window]:
        """All windows of the documents, once each."""
        windows = []
        for document in documents:
            if id(document) not in self._starts:
                self._starts[id(document)] = ruled_starts(document)
            starts = self._starts[id(document)]
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
                    windows.append(self._window(packed, starts))
                    packed, size = [], 0
                    budget = chance.randint(60, LONGEST)
                if length <= LONGEST + 60:
                    packed.append((start, sentence, words, cased, looked_up))
                    size += length
                start += len(sentence.words)
            if packed:
                windows.append(self._window(packed, starts))
        return windows

    def _window(self, packed: list[tuple[int, Sentence, list[str], bool, list]], starts: frozenset[int]) -> Window:
        ruled: list[list] = []
        for start, _, _, _, looked_up in packed:
            for index, word in enumerate(looked_up):
                if not ruled or start + index in starts:
                    ruled.append([])
                ruled[-1].append(word)
        ids, shapes, first = assemble(self.pieces, ruled)
        sentences = [number for number, row in enumerate(packed) for _ in row[2]]
        arrays = (ids, shapes, first, np.array(sentences, dtype=np.int64))
        place = {}
        for start, _, words, _, _ in packed:
            for index in range(len(words)):
                place[start + index] = len(place)
        targets: dict[str, list[int]] = {
            name: []
            for name in (
                "upos",
                "head",
                "deprel",
                "lemma",
                "entity",
                "attribution",
                "link",
                "boundary",
                "factuality",
                "trigger",
                "mode",
            )
        }
        roles: list[tuple[int, int, int]] = []
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
            if sentence.heads is None:
                targets["boundary"] += [IGNORED] * size
            else:
                targets["boundary"] += [1 if base else IGNORED] + [0] * (size - 1)
            targets["factuality"] += sentence.factuality[:size] if sentence.factuality is not None else [0] * size
            self._events(sentence, base, size, targets, roles)
        for index, head in enumerate(targets["head"]):
            if head >= len(place):
                targets["head"][index] = IGNORED
        return Window(arrays, targets, roles)

    @staticmethod
    def _events(
        sentence: Sentence, base: int, size: int, targets: dict[str, list[int]], roles: list[tuple[int, int, int]]
    ) -> None:
        """Triggers with their modes, and (trigger, word, role) of each word that plays a role."""
        unknown = sentence.events is None
        targets["trigger"] += [IGNORED if unknown else 0] * size
        targets["mode"] += [IGNORED] * size
        for event in sentence.events or ():
            if event.word < size:
                targets["trigger"][base + event.word] = 1 + EVENT_TYPES.index(event.kind)
                targets["mode"][base + event.word] = 0 if event.mode is None else 1 + MODES.index(event.mode)
                targets["factuality"][base + event.word] = 1 << FACTUALITY.index(event.factuality)
                for name, words in event.roles.items():
                    roles += [(base + event.word, base + word, ROLES.index(name)) for word in words if word < size]


def batches(windows: list[Window], pieces: int, chance: random.Random) -> Iterator[dict[str, Tensor]]:
    """Batches of about ``pieces`` word pieces, windows of like length together, in random order."""
    keyed = sorted(windows, key=lambda window: len(window.ids) + chance.random() * 4)
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
        empty = {"entity": ANY_TAG, "factuality": 0}.get(name, IGNORED)
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
    batch["roles"] = torch.tensor(
        [(row, *role) for row, window in enumerate(group) for role in window.roles], dtype=torch.int64
    ).view(-1, 4)
    bits = torch.arange(len(ENTITY_TAGS))
    batch["allowed"] = ((batch["entity"].unsqueeze(-1) >> bits) & 1).bool()
    batch["possible"] = ((batch["factuality"].unsqueeze(-1) >> torch.arange(len(FACTUALITY))) & 1).bool()
    return batch
