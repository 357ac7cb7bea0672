"""Standing: how surely an act is presented, as a value under construction and as a value with its algebra."""

from __future__ import annotations

import msgspec

from whence.coder.entries import Marker
from whence.coder.view import View
from whence.records import FactualityValue, Span

CERTAINTY = {"CT": 3, "PR": 2, "PS": 1}
"""The three levels of FactBank's scale, the surest highest."""


SPEECH = frozenset(
    {
        "accusation",
        "allegation",
        "charge",
        "claim",
        "demand",
        "request",
        "criticism",
        "appeal",
        "call",
        "proposal",
        "offer",
    }
    | {"complaint", "insinuation", "threat"}
)
"""Nouns for acts of words. Whoever denies or rejects one denies what it says."""


class Standing(msgspec.Struct, frozen=True):
    """What the words say of an act: its ``value``, the ``markers`` that say so, an ICD 203 ``probability``; the
    tokens of reports without a reporter (``unspecified``: "reportedly"); whether it lies ahead (``future``), is a
    mere ability (``ability``), hangs on a condition (``condition``: the if-clause), whether the doubt is about the
    doer alone (``doer``)."""

    value: FactualityValue = "CT+"
    markers: tuple[Span, ...] = ()
    probability: tuple[float, float] | None = None
    unspecified: tuple[tuple[int, Marker], ...] = ()
    future: bool = False
    ability: bool = False
    condition: Span | None = None
    doer: FactualityValue | None = None
    planned: bool = False


def weaker(one: FactualityValue, other: FactualityValue) -> FactualityValue:
    """The less committed of two values; where they differ in polarity the second, told later, decides it."""
    if "u" in one[-1] or "u" in other[-1]:
        return "Uu"
    level = min(one[:2], other[:2], key=lambda name: CERTAINTY[name])
    return _value(level, other[2])


def negated(value: FactualityValue) -> FactualityValue:
    """The same certainty of the opposite."""
    if value in ("Uu", "CTu"):
        return value
    return _value(value[:2], "-" if value[2] == "+" else "+")


_SIGNED: dict[str, FactualityValue] = {
    "CT+": "CT+",
    "CT-": "CT-",
    "PR+": "PR+",
    "PR-": "PR-",
    "PS+": "PS+",
    "PS-": "PS-",
}


def _value(level: str, polarity: str) -> FactualityValue:
    return _SIGNED[level + polarity]


class Tally:
    """A standing under construction: markers lower its level, turn its polarity, or leave it open."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.level = 3
        self.negative = False
        self.uncommitted = False
        self.future = False
        self.ability = False
        self.planned = False
        self.counterfactual = False
        self.walled = False  # beyond a finite clause of its own, where a negation does not reach
        self.doer: FactualityValue | None = None
        self.condition: Span | None = None
        self.probability: tuple[float, float] | None = None
        self.markers: dict[int, Span] = {}
        self.unspecified: list[tuple[int, Marker]] = []

    def mark(self, span: Span) -> None:
        """Keep the words that say so."""
        self.markers[span.start] = span

    def at_most(self, level: int) -> None:
        """Lower the certainty to a level of ``CERTAINTY``."""
        self.level = min(self.level, level)

    def standing(self) -> Standing:
        """The standing that the markers come to."""
        if self.counterfactual:
            value: FactualityValue = "CT+" if self.negative else "CT-"
        elif self.uncommitted:
            value = "Uu"
        else:
            name = {3: "CT", 2: "PR", 1: "PS"}[self.level]
            value = _value(name, "-" if self.negative else "+")
        return Standing(
            value,
            tuple(span for _, span in sorted(self.markers.items())),
            self.probability,
            tuple(self.unspecified),
            self.future,
            self.ability,
            self.condition,
            self.doer,
            self.planned,
        )
