"""Scores names: exact span and type, micro F1, over persons, organisations and places."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from training.data_sets import HELD_OUT_RE3D, raw_document
from training.entities import label_re3d, read_re3d
from training.labels import ENTITY_TAGS

Name = tuple[int, int, str]
KINDS = ("PER", "ORG", "LOC")


def re3d(corpora: Path) -> Iterator[tuple[str, list[Name]]]:
    """re3d's held-out documents with the names in its mentions; a state called an organisation is a place."""
    for number, (_, text, spans) in enumerate(read_re3d(corpora / "train/re3d")):
        if number % HELD_OUT_RE3D:
            continue
        document, offsets = raw_document(text)
        found: list[Name] = []
        for sentence, tokens in zip(document, offsets, strict=True):
            label_re3d(sentence, tokens, spans)
            found += _spelt(sentence.entities or [], tokens)
        yield text, found


def _spelt(masks: Sequence[int], tokens: Sequence[tuple[int, int]]) -> Iterator[Name]:
    """The names that a sentence's masks spell out; words whose label is open are none."""
    first = 0
    for index, mask in enumerate(masks):
        tags = [tag for bit, tag in enumerate(ENTITY_TAGS) if mask >> bit & 1]
        if len(tags) > 2 or tags == ["O"]:
            continue
        if tags[0][0] in "BS":
            first = index
        if tags[0][0] in "ES":
            labels = {tag[2:] for tag in tags}
            yield tokens[first][0], tokens[index][1], "LOC" if "LOC" in labels else labels.pop()


def predicted(readings: Path) -> dict[str, list[Name]]:
    """Names of each reading, by its text."""
    found = {}
    for line in readings.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found[row["text"]] = [(one["start"], one["end"], one["type"]) for one in row["entities"]]
    return found


def score(gold: Sequence[tuple[str, list[Name]]], readings: dict[str, list[Name]]) -> dict[str, float]:
    """F1 a type and over all three, per cent; facilities count as places on both sides."""
    counts = {kind: [0, 0, 0] for kind in KINDS}
    for text, truth in gold:
        right, guessed = _three(truth), _three(readings.get(text, []))
        for kind in KINDS:
            ours, theirs = {n for n in guessed if n[2] == kind}, {n for n in right if n[2] == kind}
            for place, size in enumerate((len(ours & theirs), len(ours), len(theirs))):
                counts[kind][place] += size
    counts["all"] = [sum(row[place] for row in counts.values()) for place in range(3)]
    return {kind: round(200 * hit / max(1, ours + theirs), 1) for kind, (hit, ours, theirs) in counts.items()}


def _three(found: Sequence[Name]) -> set[Name]:
    renamed = ((start, end, "LOC" if kind == "FACILITY" else kind) for start, end, kind in found)
    return {name for name in renamed if name[2] in KINDS}
