"""How far two coders of the gold set agree: ``python benchmarks/goldagreement.py --shared ../shared``.

A quarter of the texts was coded twice, by readers who knew nothing of each other (``gold/second.jsonl``). The second
coder's claims are scored against the first's as a program's would be, with the same scorer and the same figures, so
that they say what a program could reach at most against one coder.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claims import FILES, GOLD, figures, judged
from goldclaims import ANONYMOUS, TOLLS, Coded, load

Record = dict[str, Any]


def as_claims(one: Coded) -> Iterator[Record]:
    """A coder's claims in the shape of claim records, as far as the scorer reads them."""
    for number, given in enumerate(one.items):
        quote = _span(one, given["quote"])
        kind = given["kind"]
        yield {
            "id": f"{one.corpus}/{one.document}#{number}",
            "document": {"id": hashlib.sha256(one.text.encode()).hexdigest(), "url": f"{one.corpus}/{one.document}"},
            "block": "body",
            "sentence": quote,
            "evidence": quote,
            "kind": kind,
            "attribution": [_step(one, source) for source in given["chain"]],
            "factuality": {"value": given["f"][0], "probability": given.get("probability")},
            kind: _body(one, kind, given),
        }


def _body(one: Coded, kind: str, given: Record) -> Record:
    place = _place(one, given)
    if kind == "event":
        tolls = {toll: _range(given.get(name)) for name, toll in TOLLS.items()}
        sides = {role: [_entity(one, x) for x in given[role]] for role in ("actors", "recipients")}
        return {"type": given["t"][0], "place": place, "date": _interval(given.get("date")), **sides, **tolls}
    if kind == "relation":
        ends = {role: _entity(one, given[role]) for role in ("subject", "object")}
        return {"predicate": given["p"][0], "origin": place, "when": _interval(given.get("date")), **ends}
    if kind == "estimate":
        told = {"measure": given["measure"][0], "value": _range(given["value"])}
        return {**told, "of": _entity(one, given["of"]), "place": place, "as_of": _interval(given.get("as_of"))}
    return {"about": _entity(one, given["about"]), "places": [place] if place else []}


def _span(one: Coded, at: list[int]) -> Record:
    start, end = at
    return {"text": one.text[start:end], "start": start, "end": end}


def _entity(one: Coded, given: Record) -> Record:
    words = _span(one, given["at"])
    return {**words, "name": given.get("name", words["text"])}


def _step(one: Coded, source: Record) -> Record:
    if source.get("name") == ANONYMOUS:
        return {"source": None, "standing": "unspecified"}
    return {"source": _entity(one, source), "standing": "named"}


def _place(one: Coded, given: Record) -> Record | None:
    if "place" not in given and "country" not in given:
        return None
    found = _entity(one, given["place"]) if "place" in given else {"name": None, "text": None}
    return {**found, "country": given.get("country")}


def _range(value: list[float | None] | None) -> Record | None:
    return {"min": value[0], "max": value[1]} if value else None


def _interval(value: list[str | None] | None) -> Record | None:
    return {"start": value[0], "end": value[1]} if value else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    arguments = parser.parse_args()
    shared = arguments.shared.resolve()
    second = load(shared / "corpora", GOLD / "second.jsonl")
    named = {(one.corpus, one.document) for one in second}
    first = [one for name in FILES for one in load(shared / "corpora", GOLD / name)]
    first = [one for one in first if (one.corpus, one.document) in named]
    claims = [claim for one in second for claim in as_claims(one)]
    with tempfile.TemporaryDirectory() as folder:
        report = judged(shared, first, claims, Path(folder))
    print(f"{len(first)} texts, {len(report['details'])} claims by the first coder, {len(claims)} by the second")
    print(f"field_f1 {report['field_f1']}")
    for name, value in figures(first, claims, report).items():
        print(f"{name:32}{value:>8.3f}")


if __name__ == "__main__":
    main()
