"""The floors under measured figures (``floors.json``), as the benchmarks of quality ask for them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path


def floors() -> dict[str, float]:
    """The least that each figure may be, by its name."""
    rows = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))
    return {name: row["least"] for name, row in rows.items() if "least" in row}


def hold(found: Mapping[str, float]) -> None:
    """Ends the program where a figure lies under its floor.

    Raises:
        SystemExit: naming the figures that do.
    """
    least = floors()
    low = [f"{name}: {value}, floor {least[name]}" for name, value in found.items() if value < least.get(name, value)]
    if low:
        raise SystemExit("Under their floors:\n" + "\n".join(low))
