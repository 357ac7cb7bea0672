"""Scores triggers, their types and modes, roles and factuality against our own annotations."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from goldsets import Passage

ROLES = ("actor", "recipient", "place", "time", "toll")


def score(passages: Sequence[Passage], readings: Path) -> dict[str, float]:
    """F1 of triggers (word; word and type) and of role spans (exact; words), and factuality right on found triggers."""
    records = {row["text"]: row for row in map(json.loads, readings.read_text(encoding="utf-8").splitlines())}
    counts: dict[str, Counter[str]] = {}
    right = total = 0
    for one in passages:
        guessed = {(t["start"], t["end"]): t for t in records.get(one.text, {}).get("triggers", [])}
        for sentence in one.sentences:
            inside = {
                span: t for span, t in guessed.items() if sentence.start - one.base <= span[0] < sentence.end - one.base
            }
            gold = {(a - one.base, b - one.base): event for event in sentence.events for a, b in [event.trigger]}
            _count(counts, "triggers", set(gold), set(inside))
            typed = {(span, event.type) for span, event in gold.items()}
            _count(counts, "triggers and types", typed, {(span, t["type"]) for span, t in inside.items()})
            for span in set(gold) & set(inside):
                total += 1
                right += gold[span].factuality == inside[span]["factuality"]
            for role in ROLES:
                theirs = {
                    (span, a - one.base, b - one.base) for span, e in gold.items() for a, b in e.roles.get(role, ())
                }
                ours = {(span, part["start"], part["end"]) for span, t in inside.items() for part in t[role]}
                _count(counts, "roles, exact", theirs, ours)
                _count(counts, "roles, letters", _letters(theirs), _letters(ours))
    figures = {f"own {name}": _f1(found) for name, found in counts.items()}
    return figures | {"own factuality on found triggers": round(right / max(1, total), 3)}


def _letters(spans: set[Any]) -> set[Any]:
    return {(trigger, at) for trigger, start, end in spans for at in range(start, end)}


def _count(counts: dict[str, Counter[str]], name: str, gold: set[Any], found: set[Any]) -> None:
    counts.setdefault(name, Counter()).update(gold=len(gold), found=len(found), both=len(gold & found))


def _f1(found: Counter[str]) -> float:
    return round(2 * found["both"] / max(1, found["gold"] + found["found"]), 3)
