"""Reporting cues: the words by which a text says that somebody says something (``data/cues.csv``)."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any, get_args

import msgspec

from whence.records import FactualityValue, ResourceError
from whence.records.claim import Stance

PATH = Path(__file__).parent / "data" / "cues.csv"


class Cue(msgspec.Struct, frozen=True):
    """One entry: what the source does by it (``stance``), how surely the source puts the content forward
    (``commitment``), how surely the document does by choosing this word (``document_commitment``).

    ``frames`` is how the content may be joined to it: clause, np (a noun phrase: "confirmed the attack"), to, of,
    passive_to ("is said to be"), as ("as X explains"), prep, event.
    """

    lemma: str
    pos: str
    particle: str
    stance: Stance
    commitment: FactualityValue
    document_commitment: FactualityValue
    kind: str
    frames: frozenset[str]
    prior: float

    @property
    def entry(self) -> str:
        """The entry's name, as ``whence why`` gives it."""
        return f"cues.csv: {self.lemma}" + (f" {self.particle}" if self.particle else "")


@cache
def load() -> dict[tuple[str, str], tuple[Cue, ...]]:
    """All cues by (lemma, part of speech: v or n or p); those with a particle first.

    Raises:
        ResourceError: naming the file and the line of a row that is not right.
    """
    found: dict[tuple[str, str], list[Cue]] = {}
    with PATH.open(encoding="utf-8", newline="") as file:
        lines = [(number, line) for number, line in enumerate(file, 1) if line.strip() and not line.startswith("#")]
    header = lines[0][1].strip().split(",")
    for (number, _), row in zip(lines[1:], csv.DictReader([line for _, line in lines[1:]], header), strict=True):
        for cue in _cues(row, number):
            found.setdefault((cue.lemma, cue.pos), []).append(cue)
    return {key: tuple(sorted(cues, key=lambda cue: cue.particle == "")) for key, cues in found.items()}


def _cues(row: dict[str, str], number: int) -> list[Cue]:
    """The cues of one row: alternatives of lemma and particle are joined by |."""
    shared: dict[str, Any] = {key: value or "" for key, value in row.items()}
    shared["frames"] = [one for one in shared["frames"].split("|") if one]
    try:
        return [
            msgspec.convert({**shared, "lemma": lemma, "particle": particle}, Cue, strict=False)
            for lemma in row["lemma"].split("|")
            for particle in (row["particle"] or "").split("|")
        ]
    except (msgspec.ValidationError, ValueError) as error:
        raise ResourceError(
            f"{PATH.name}, line {number}: {error}. Stances are {', '.join(get_args(Stance))}; mend the row."
        ) from error
