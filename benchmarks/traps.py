"""Traps, short texts that a hasty coder gets wrong (``gold/traps.jsonl``): ``python benchmarks/traps.py``.

The texts are our own; ``trap`` names the kind. One is passed where every claim that is right was coded, right in every
field that is given, and, with ``only``, where nothing else was (statements aside). ``--show`` tells what went wrong.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from claims import GOLD, KINDS, judged, read
from floors import hold
from goldclaims import Coded, item

Record = dict[str, Any]


def traps(path: Path = GOLD / "traps.jsonl") -> list[tuple[Record, Coded]]:
    """The traps, each with its coding."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        coded = Coded("traps", row["id"], "develop", row["published"], "", text=row["text"])
        coded.items = [item(row["text"], given) for given in row["claims"]]
        found.append((row, coded))
    return found


def verdicts(found: Sequence[tuple[Record, Coded]], claims: Sequence[Record], report: Record) -> dict[str, list[str]]:
    """What is wrong with each trap, by its name; nothing where it is passed."""
    wrong: dict[str, list[str]] = {row["id"]: [] for row, _ in found}
    matched = {row["claim"] for row in report["details"]}
    for row in report["details"]:
        name = row["document"].partition("/")[2]
        if row["claim"] is None:
            wrong[name].append(f"not coded: {row['quote']}")
        else:
            bad = [field for field, credit in row["fields"].items() if credit < 1]
            wrong[name] += [f"{field} wrong: {row['quote']}" for field in bad]
    alone = {row["id"] for row, _ in found if row.get("only")}
    for claim in claims:
        name = claim["document"]["url"].partition("/")[2]
        if claim["kind"] in KINDS and claim["id"] not in matched and name in alone:
            wrong[name].append(f"should not be: {_short(claim)}")
    return wrong


def _short(claim: Record) -> str:
    body = claim[claim["kind"]]
    label = body.get("type") or body.get("predicate") or body.get("measure") or claim["kind"]
    return f"{label} {claim['factuality']['value']}: {(claim.get('evidence') or claim['sentence'])['text']}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--show", action="store_true", help="what is wrong with each trap that is not passed")
    parser.add_argument("--check", action="store_true", help="fail where fewer are passed than the floor asks")
    arguments = parser.parse_args()
    found = traps()
    coded = [one for _, one in found]
    with tempfile.TemporaryDirectory() as folder:
        claims = read(coded, Path(folder))
        report = judged(
            arguments.shared.resolve(), coded, [one for one in claims if one["kind"] in KINDS], Path(folder)
        )
    wrong = verdicts(found, claims, report)
    kinds = Counter(row["trap"] for row, _ in found if wrong[row["id"]])
    if arguments.show:
        for row, _ in found:
            if wrong[row["id"]]:
                print(f"{row['id']} {row['trap']} ({row['published']}): {row['text']}")
                print(*(f"    {complaint}" for complaint in wrong[row["id"]]), sep="\n")
    passed = sum(not complaints for complaints in wrong.values())
    print(f"{passed} of {len(wrong)} traps passed; not passed: {dict(kinds.most_common())}")
    if arguments.check:
        hold({"traps": passed})


if __name__ == "__main__":
    main()
