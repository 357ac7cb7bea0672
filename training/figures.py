"""Prints the tables of ``docs/model-card.md`` from an evaluation: ``python -m training.figures report.json``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def percent(row: dict[str, Any]) -> str:
    return f"{100 * row['f1']:.1f}"


def table(head: list[str], rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def tables(report: dict[str, Any]) -> str:
    """Markdown tables of all that was scored."""
    parts: list[str] = []
    rows = []
    for name in ("EWT dev", "EWT test", "GUM dev", "GUM test"):
        if name in report:
            figures = report[name]["figures"]
            rows.append([name, *(percent(figures[k]) for k in ("words", "sentences", "UPOS", "lemmas", "UAS", "LAS"))])
    parts.append(table(["from raw text", "words", "sentences", "UPOS", "lemmas", "UAS", "LAS"], rows))
    rows = []
    for name in ("UNER dev", "UNER test"):
        if name in report:
            figures = report[name]["figures"]
            keys = ("names", "PER", "ORG", "LOC", "spans, any type")
            rows.append([name, *(percent(figures[key]) for key in keys)])
    parts.append(table(["names, exact span and type", "all", "PER", "ORG", "LOC", "span alone"], rows))
    rows = []
    polnear = report.get("PolNeAR development")
    if polnear is not None:
        exact, words = polnear["figures"]["spans, exact"], polnear["figures"]["tokens"]
        for kind, figures in (("exact spans", exact), ("words", words)):
            all_kinds = percent(figures["all"]) if "all" in figures else ""
            cells = [percent(figures[name]) for name in ("SOURCE", "CUE", "CONTENT")]
            rows.append([f"PolNeAR development, {kind}", *cells, all_kinds])
    for name in ("GUM dev", "GUM test"):
        silver = report.get(f"{name} silver attribution")
        if silver is not None:
            rows.append([f"{name}, silver, words", *(str(silver[key]) for key in ("SOURCE", "CUE", "CONTENT")), ""])
    parts.append(table(["attribution F1", "source", "cue", "content", "all"], rows))
    held = report["re3d held out"]
    parts.append(
        f"re3d, held-out documents: of {held['names']} names {held['span recall']} % found with their exact span, "
        f"{held['typed recall']} % with their label too."
    )
    return "\n\n".join(parts)


if __name__ == "__main__":
    print(tables(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
