"""How well whence codes: ``python benchmarks/claims.py --shared ../shared --part develop``.

The installed ``whence read`` and ``whence export`` go over the texts of the gold set (``benchmarks/gold``), from raw
text, and ``shared/score/claims.py`` joins claims to the gold ones. Beside its figures, which are of the claims that
were found, stand figures by field over *all* claims: a gold claim that was not found counts against recall in each of
its fields, a claim that no gold claim was joined to counts against precision in each of its own.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from floors import hold
from goldclaims import TOLLS, Coded, for_scorer, load

HERE = Path(__file__).parent
GOLD = HERE / "gold"
FILES = ("documents.jsonl", "items.jsonl")
KINDS = ("event", "relation", "estimate", "forecast")
FIELDS = {
    "event": ("type", "actors", "recipients", "date", "place", "country", "toll", "sources", "factuality"),
    "relation": ("predicate", "subject", "object", "sources", "factuality"),
    "estimate": ("measure", "of", "value", "sources", "factuality"),
    "forecast": ("about", "probability", "sources", "factuality"),
}
Record = dict[str, Any]


@dataclass
class Tally:
    """Credit won, what the gold asks, what was put forward."""

    won: float = 0.0
    asked: float = 0.0
    given: float = 0.0

    def f1(self) -> float:
        return 2 * self.won / (self.asked + self.given) if self.asked + self.given else 1.0


def read(texts: Sequence[Coded], folder: Path) -> list[Record]:
    """The claims that whence codes in the texts."""
    given, casefile, out = folder / "texts.jsonl", folder / "gold.duckdb", folder / "claims.jsonl"
    with given.open("w", encoding="utf-8") as file:
        for one in texts:
            row = {"text": one.text, "url": f"{one.corpus}/{one.document}", "published": one.published}
            file.write(json.dumps({k: v for k, v in row.items() if v}, ensure_ascii=False) + "\n")
    for command in (
        ["read", str(given), "--casefile", str(casefile)],
        ["export", "--casefile", str(casefile), "--output", str(out)],
    ):
        finished = subprocess.run([sys.executable, "-m", "whence", *command], capture_output=True, text=True)
        if finished.returncode not in (0, 3):
            raise SystemExit(f"whence {' '.join(command)} ended with {finished.returncode}:\n{finished.stderr}")
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def judged(shared: Path, texts: Sequence[Coded], claims: Sequence[Record], folder: Path) -> Record:
    """What ``score.claims`` says, with its verdict on each gold claim under ``details``."""
    gold, predicted, details = folder / "gold.jsonl", folder / "predicted.jsonl", folder / "details.jsonl"
    gold.write_text("".join(json.dumps(for_scorer(one), ensure_ascii=False) + "\n" for one in texts), encoding="utf-8")
    predicted.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in claims), encoding="utf-8")
    command = [sys.executable, "-m", "score.claims", "--gold", str(gold), "--predicted", str(predicted), "--json"]
    done = subprocess.run([*command, "--details", str(details)], cwd=shared, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return dict(json.loads(done.stdout)) | {"details": _rows(details)}


def _rows(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def by_field(
    rows: Iterable[Record], claims: Iterable[Record], asked: dict[str, Record]
) -> dict[tuple[str, str], Tally]:
    """Credit by (kind, field). ``asked``: each gold claim in the scorer's form, by document and number."""
    found: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for row in rows:
        kind = row["kind"]
        gold = asked[f"{row['document']}#{row['item']}"]
        fields = row.get("fields") or {}
        for name in _fields(kind, gold):
            found[kind, name].asked += 1
            found[kind, name].won += _credit(name, gold, fields)
    for claim in claims:
        for name in _put_forward(claim):
            found[claim["kind"], name].given += 1
    return found


def _fields(kind: str, gold: Record) -> list[str]:
    keys = {"types": "type", "predicates": "predicate"} | dict.fromkeys(TOLLS.values(), "toll")
    told = {keys.get(key, key) for key in gold}
    return [name for name in FIELDS[kind] if name in told]


def _credit(name: str, gold: Record, fields: dict[str, float]) -> float:
    if name != "toll":
        return fields.get(name, 0.0)
    told = [toll for toll in TOLLS.values() if toll in gold]
    return sum(fields.get(toll, 0.0) for toll in told) / len(told)


def _put_forward(claim: Record) -> list[str]:
    """The fields that a claim fills, so that it can be wrong in them."""
    kind = claim["kind"]
    if kind not in FIELDS:
        return []
    body = claim[kind]
    place = body.get("place") or next(iter(body.get("places") or ()), None) or {}
    filled = {
        "place": bool(place),
        "country": bool(place.get("country")),
        "toll": any(body.get(toll) for toll in TOLLS.values()),
        "probability": bool(claim["factuality"].get("probability")),
        "date": True,
    }
    return [name for name in FIELDS[kind] if filled.get(name, True)]


def figures(texts: Sequence[Coded], claims: Sequence[Record], report: Record) -> dict[str, float]:
    """F1 by kind and field over all claims, and of finding a claim at all."""
    gold = {f"{one['document']}#{item['id']}": item for one in map(for_scorer, texts) for item in one["items"]}
    tallies = by_field(report["details"], claims, gold)
    found: dict[str, float] = {}
    for kind in KINDS:
        put = sum(claim["kind"] == kind for claim in claims)
        rows = [row for row in report["details"] if row["kind"] == kind]
        if not rows and not put:
            continue
        met = sum(row["claim"] is not None for row in rows)
        found[f"{kind} found"] = 2 * met / (len(rows) + put)
        found |= {f"{kind} {name}": tallies[kind, name].f1() for name in FIELDS[kind] if (kind, name) in tallies}
    return {name: round(value, 3) for name, value in found.items()}


def table(texts: Sequence[Coded], claims: Sequence[Record], report: Record) -> list[tuple[str, dict[str, float]]]:
    """Figures over all texts and by kind of text."""
    found = [("all", figures(texts, claims, report))]
    for name, corpora in (("short items", ("current_events",)), ("news", ("wikinews", "gum")), ("re3d", ("re3d",))):
        some = [one for one in texts if one.corpus in corpora]
        idents = {f"{one.corpus}/{one.document}" for one in some}
        own = [claim for claim in claims if claim["document"]["url"] in idents]
        rows = [row for row in report["details"] if row["document"] in idents]
        if some:
            found.append((name, figures(some, own, {"details": rows})))
    return found


def coded(corpora: Path, part: str) -> list[Coded]:
    """The gold texts of a part."""
    return [one for name in FILES for one in load(corpora, GOLD / name) if part in (one.part, "all")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--part", choices=("develop", "test"), default="develop")
    parser.add_argument("--work", type=Path, help="keep what is made on the way in this folder")
    parser.add_argument("--check", action="store_true", help="fail where a figure lies under its floor")
    arguments = parser.parse_args()
    shared = arguments.shared.resolve()
    texts = coded(shared / "corpora", arguments.part)
    with tempfile.TemporaryDirectory() as temporary:
        work = (arguments.work or Path(temporary)).resolve()
        work.mkdir(parents=True, exist_ok=True)
        (work / "gold.duckdb").unlink(missing_ok=True)
        claims = [claim for claim in read(texts, work) if claim["kind"] in KINDS]
        report = judged(shared, texts, claims, work)
    print(f"{len(texts)} texts, {len(report['details'])} claims in them, {len(claims)} coded")
    for key in ("field_f1", "field_precision", "field_recall", "items found", "items with every field right"):
        print(f"{key:32} {report[key]}")
    print(f"{'claims where none may be':32} {len(report['claims where none may be'])}")
    found = table(texts, claims, report)
    print(f"\n{'F1 over all claims':32}" + "".join(f"{name:>13}" for name, _ in found))
    for figure in found[0][1]:
        print(f"{figure:32}" + "".join(f"{values.get(figure, float('nan')):>13.3f}" for _, values in found))
    if arguments.check:
        checked = found[0][1] | {"field_f1": report["field_f1"]}
        hold({f"gold {arguments.part} {name}": value for name, value in checked.items()})


if __name__ == "__main__":
    main()
