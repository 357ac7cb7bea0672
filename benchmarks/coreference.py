"""Scores what pronouns and descriptions were resolved to, against our own annotations.

A mention is right where every thing it stands for was found and no other: by a word inside the annotated mention, by
a name of the same chain or with the same last word, or through another annotated mention of the same thing. What stands
for nothing told is right where it was left alone; so is what stands for a thing (the reader resolves actors and
places), unless it was taken for something else.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from training.coreferents import Told, told

Span = tuple[int, int]


@dataclass
class Passage:
    """An annotated passage with its text."""

    name: str
    text: str
    published: str | None
    told: Told


def passages(corpora: Path, part: str) -> list[Passage]:
    """The annotated passages of one part."""
    return [
        Passage(f"{one.corpus}-{one.document}", text[one.start : one.end], date, one)
        for one, date, text in told(corpora, part)
    ]


def group(text: str, kind: str) -> str:
    """The row of the table that a mention belongs to."""
    word = text.lower()
    for name, forms in GROUPS.items():
        if word in forms:
            return name
    return "descriptions"


GROUPS = {
    "he, she": {"he", "she", "him", "her", "his", "hers", "himself", "herself"},
    "it": {"it", "its", "itself"},
    "they": {"they", "them", "their", "theirs", "themselves"},
    "I, we": {"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"},
}


def score(found: Sequence[Passage], readings: Path, details: Path | None = None) -> dict[str, float]:
    """The share that is right: of all, of those that stand for actors and places, and by sort."""
    records = {row["text"]: row for row in map(json.loads, readings.read_text(encoding="utf-8").splitlines())}
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    rows: list[dict[str, Any]] = []
    for one in found:
        judge = _Judge(one, records.get(one.text, {}))
        for number in range(len(one.told.mentions)):
            verdict, row = judge.verdict(number)
            rows.append(row | {"passage": one.name, "right": verdict})
            names = [
                "all",
                group(row["text"], row["kind"]),
                f"for {row['kind']}s" if row["kind"] != "none" else "for nothing",
            ]
            total.update(names)
            right.update(name for name in names if verdict)
    if details is not None:
        details.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    figures = {f"coreference {name}": round(right[name] / total[name], 3) for name in sorted(total)}
    return figures | {"coreference mentions": float(total["all"])}


class _Judge:
    """One passage and the reader's record of it."""

    def __init__(self, passage: Passage, record: dict[str, Any]) -> None:
        base = passage.told.start
        self.text = passage.text
        self.gold = [
            (
                (one.mention[0] - base, one.mention[1] - base),
                one.kind,
                [(a - base, b - base) for a, b in one.stands_for],
            )
            for one in passage.told.mentions
        ]
        self.tokens = record.get("tokens", [])
        self.names = record.get("entities", [])
        self.mentions = record.get("mentions", [])

    def verdict(self, number: int) -> tuple[bool, dict[str, Any]]:
        span, kind, targets = self.gold[number]
        ours = [
            (self.tokens[one["antecedent"]]["start"], self.tokens[one["antecedent"]]["end"])
            for one in self.mentions
            if self._is_of(one, span)
        ]
        row = {
            "text": self.text[slice(*span)],
            "kind": kind,
            "gold": [self.text[slice(*target)] for target in targets],
            "found": [self._name(place) for place in ours],
            "before": self.text[max(0, span[0] - 160) : span[1] + 50],
        }
        if kind == "none" or (kind == "thing" and not ours):
            return not ours, row
        met = [next((t for t in targets if self._same(place, t)), None) for place in ours]
        return bool(ours) and None not in met and len(set(met)) == len(targets), row

    def _is_of(self, one: dict[str, Any], span: Span) -> bool:
        """Whether a mention of the reader's is this one: it ends where it does, or begins there and is no other's
        ("his" in "his team")."""
        if one["end"] == span[1] and one["start"] < span[1]:
            return True
        taken = any((one["start"], one["end"]) == other for other, _, _ in self.gold)
        return bool(one["start"] == span[0]) and one["end"] > span[0] and not taken

    def _name(self, place: Span) -> str:
        return next(
            (one["text"] for one in self.names if one["start"] <= place[0] and place[1] <= one["end"]),
            self.text[slice(*place)],
        )

    def _same(self, place: Span, target: Span, seen: frozenset[int] = frozenset()) -> bool:
        """Whether the word at ``place`` is a mention of what ``target`` is one of."""
        if place[0] < target[1] and target[0] < place[1]:
            return True
        ours = [one for one in self.names if one["start"] <= place[0] and place[1] <= one["end"]]
        theirs = [one for one in self.names if one["start"] < target[1] and target[0] < one["end"]]
        if any(a["chain"] == b["chain"] and a["chain"] is not None for a in ours for b in theirs):
            return True
        if ours and _last(self._name(place)) == _last(self.text[slice(*target)]):
            return True
        for number, (span, _, targets) in enumerate(self.gold):
            if number in seen:
                continue
            if span[0] <= place[0] and place[1] <= span[1] and len(targets) == 1:
                return self._same(targets[0], target, seen | {number}) or targets[0] == target
        return False


def _last(name: str) -> str:
    return name.casefold().replace("’", "'").removesuffix("'s").split()[-1]
