"""How well the reader reads: ``python benchmarks/reader.py --shared ../shared``.

Every figure is of the installed ``whence annotate``, from raw text, with the int8 model that ships, scored by the
scorers in ``shared/score``. ``--only NAME...`` picks sets, ``--check`` ends with an error where a figure lies under its
floor in ``floors.json``. Nothing of these sets was trained on, but for what ``docs/model-card.md`` says.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import coreference
import eventheads
import goldsets
import goldwords
import names
from floors import floors, hold

HERE = Path(__file__).parent
Record = dict[str, Any]
Figures = dict[str, float]


@dataclass
class Bench:
    """Where things are: the corpora and scorers, and a folder to work in."""

    shared: Path
    work: Path

    @property
    def corpora(self) -> Path:
        return self.shared / "corpora"

    def annotate(self, name: str, documents: Iterator[tuple[str, str, str | None]]) -> Path:
        """Runs ``whence annotate`` over (name, text, date) and returns the file of its records."""
        given, out = self.work / f"{name}.documents.jsonl", self.work / f"{name}.readings.jsonl"
        with given.open("w", encoding="utf-8") as file:
            for ident, text, published in documents:
                row = {"text": text, "url": ident, "published": _day(published)}
                file.write(json.dumps({k: v for k, v in row.items() if v}, ensure_ascii=False) + "\n")
        command = [sys.executable, "-m", "whence", "annotate", str(given), "--output", str(out)]
        finished = subprocess.run(command, stderr=subprocess.PIPE, text=True)
        if finished.returncode not in (0, 3):
            raise SystemExit(f"{' '.join(command)} ended with {finished.returncode}:\n{finished.stderr}")
        return out

    def score(self, module: str, gold: Path, *extra: str) -> Record:
        """A scorer's figures for the readings of its own texts."""
        name = f"{module}-{gold.stem}-{len(extra)}"
        folder = self.work / name
        self._scorer(module, "--texts", str(gold), "--out", str(folder), *extra)
        rows = [json.loads(line) for line in (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
        texts = ((row["file"], (folder / row["file"]).read_text(encoding="utf-8"), row["published"]) for row in rows)
        readings = self.annotate(name, texts)
        if module == "timex" and gold.name == "gum":
            _only_dates(readings)
        answer = self._scorer(module, "--gold", str(gold), "--predicted", str(readings), "--json", *extra)
        return dict(json.loads(answer))

    def _scorer(self, module: str, *rest: str) -> str:
        command = [sys.executable, "-m", f"score.{module}", *rest]
        return subprocess.run(command, cwd=self.shared, check=True, capture_output=True, text=True).stdout


def _day(published: str | None) -> str | None:
    """A date where it is one; a manifest may hold less."""
    try:
        return str(dt.date.fromisoformat((published or "")[:10]))
    except ValueError:
        return None


def _only_dates(readings: Path) -> None:
    """Leaves the times that GUM marks: dates, with a part of a day ("Thursday night") as that day.

    Durations, sets, clock times and "now" or "recently", which the reader finds beside them, are not wrong.
    """
    rows = [json.loads(line) for line in readings.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        row["times"] = [
            one | {"value": str(one["value"]).partition("T")[0]}
            for one in row["times"]
            if (one["type"] == "DATE" or (one["type"] == "TIME" and ":" not in str(one["value"])))
            and not str(one["value"]).endswith("_REF")
        ]
    readings.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def syntax(bench: Bench, name: str, gold: Path, *only: str) -> Figures:
    """CoNLL 2018's figures."""
    found = bench.score("syntax", gold, *(("--only", *only) if only else ()))
    return {
        f"{name} {key}": round(100 * found[key]["f1"], 1)
        for key in ("words", "sentences", "UPOS", "lemmas", "UAS", "LAS")
    }


def ewt(bench: Bench) -> Figures:
    return syntax(bench, "EWT", bench.corpora / "train/ud_english_ewt/en_ewt-ud-test.conllu")


def gum(bench: Bench) -> Figures:
    folder = bench.corpora / "train/gum"
    parts = goldsets.gum_splits(folder)
    only = sorted(path.stem for path in (folder / "dep").glob("*.conllu") if parts.get(path.stem) == "test")
    return syntax(bench, "GUM", folder / "dep", *only)


def gold_words(bench: Bench) -> Figures:
    """The network on gold words and sentences."""
    return goldwords.score("EWT", goldwords.ewt(bench.corpora)) | goldwords.score("GUM", goldwords.gum(bench.corpora))


def uner(bench: Bench) -> Figures:
    found = bench.score("ner", bench.corpora / "train/uner_english_ewt/en_ewt-ud-test.iob2")
    figures = {"UNER": round(100 * found["f1"], 1)}
    return figures | {f"UNER {kind}": round(100 * found[kind]["f1"], 1) for kind in ("PER", "ORG", "LOC")}


def re3d(bench: Bench) -> Figures:
    """Names in re3d's held-out documents."""
    gold = list(names.re3d(bench.corpora))
    readings = bench.annotate("re3d", ((str(n), text, None) for n, (text, _) in enumerate(gold)))
    return {f"re3d {kind}": value for kind, value in names.score(gold, names.predicted(readings)).items()}


def _attribution(bench: Bench, name: str, gold: Path) -> Figures:
    found = bench.score("attribution", gold)
    figures = {f"{name} all": round(found["span_f1"], 3)}
    for kind in ("SOURCE", "CUE", "CONTENT"):
        figures[f"{name} {kind.lower()}"] = round(found["spans, exact"][kind]["f1"], 3)
    return figures


def polnear(bench: Bench) -> Figures:
    return _attribution(bench, "PolNeAR", bench.corpora / "develop/polnear/dev")


def own(bench: Bench) -> Figures:
    """Our own test part: attributions, names, triggers, roles and factuality."""
    passages = goldsets.own(bench.corpora)
    folder = bench.work / "own"
    goldsets.write_standoff(passages, folder)
    figures = _attribution(bench, "own", folder)
    readings = bench.annotate("own", ((one.name, one.text, one.published) for one in passages))
    gold = [
        (one.text, [(a - one.base, b - one.base, k) for s in one.sentences for a, b, k in s.names]) for one in passages
    ]
    figures |= {f"own names {kind}": value for kind, value in names.score(gold, names.predicted(readings)).items()}
    return figures | eventheads.score(passages, readings)


def times(bench: Bench) -> Figures:
    figures: Figures = {}
    for name, documents in (("meantime", goldsets.meantime), ("gum", goldsets.gum_times)):
        folder = bench.work / "times" / name
        goldsets.write_timeml(documents(bench.corpora), folder)
        found = bench.score("timex", folder)
        figures[f"times {name} relaxed"] = round(found["relaxed"]["f1"], 3)
        figures[f"times {name} value"] = round(found["value_f1"], 3)
    return figures


def geovirus(bench: Bench) -> Figures:
    found = bench.score("geoparse", bench.corpora / "train/geovirus/GeoVirus.xml")
    spans = found["toponyms found"]
    return {
        "GeoVirus spans exact": round(spans["exact"]["f1"], 3),
        "GeoVirus spans overlapping": round(spans["overlapping"]["f1"], 3),
        "GeoVirus within 161 km": round(found["f1"], 3),
    }


def pronouns(bench: Bench) -> Figures:
    """Pronouns and descriptions of our own test documents."""
    passages = coreference.passages(bench.corpora, "test")
    readings = bench.annotate("coreference", ((one.name, one.text, one.published) for one in passages))
    return coreference.score(passages, readings)


SETS: dict[str, Callable[[Bench], Figures]] = {
    "ewt": ewt,
    "gum": gum,
    "goldwords": gold_words,
    "uner": uner,
    "re3d": re3d,
    "polnear": polnear,
    "own": own,
    "times": times,
    "geovirus": geovirus,
    "coreference": pronouns,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--only", nargs="+", choices=SETS, default=list(SETS))
    parser.add_argument("--work", type=Path, help="keep what is made on the way in this folder")
    parser.add_argument("--check", action="store_true", help="fail where a figure lies under its floor")
    arguments = parser.parse_args()
    least, found = floors(), dict[str, float]()
    with tempfile.TemporaryDirectory() as temporary:
        bench = Bench(arguments.shared.resolve(), (arguments.work or Path(temporary)).resolve())
        bench.work.mkdir(parents=True, exist_ok=True)
        for name in arguments.only:
            figures = SETS[name](bench)
            found |= figures
            for figure, value in figures.items():
                print(f"{figure:32} {value:>8}{f'   floor {least[figure]}' if figure in least else ''}", flush=True)
    if arguments.check:
        hold(found)


if __name__ == "__main__":
    main()
