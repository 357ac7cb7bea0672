"""Draws the texts of the gold set: ``python benchmarks/golddraw.py --shared ../shared --out FOLDER``.

Forty whole documents (Wikinews, GUM's news, re3d's held-out part) and four hundred short items (current events) that
the reader's own annotations were not made on. Each belongs to the development or the test part for ever, by the hash
of its name. The seed is fixed: the same corpora give the same texts.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from training.data_sets import HELD_OUT_RE3D  # noqa: E402
from training.draw import STEMS, sentences_of, texts  # noqa: E402
from training.entities import read_re3d  # noqa: E402
from training.own import annotated  # noqa: E402

SEED = 4
WIKINEWS, GUM = 29, 2
ITEMS_A_STEM, ITEMS = 20, 400
WORDS = range(120, 900)
"""A document's length: shorter ones are items, longer ones tire."""
_TOPIC = re.compile(
    r"\b(attack|killed|militar|troops|protest|war|army|arrest|bomb|rebel|militant|shoot|shot|gunm|clash|terror|weapon"
    r"|missile|ceasefire|sanction|hostage|soldier)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Text:
    """A text to code: where it comes from, its part and its day of publication (ISO, or ``None``)."""

    corpus: str
    document: str
    part: str
    published: str | None
    text: str


def part_of(corpus: str, document: str) -> str:
    """``develop`` or ``test``."""
    number = int(hashlib.sha256(f"gold/{corpus}/{document}".encode()).hexdigest()[:8], 16)
    return "test" if number % 2 else "develop"


def corpus_texts(corpora: Path, corpus: str) -> Iterator[tuple[str, str | None, str]]:
    """Document name, date and text of each document of a corpus that the gold set refers to."""
    if corpus == "re3d":
        for number, (name, text, _) in enumerate(read_re3d(corpora / "train/re3d")):
            if number % HELD_OUT_RE3D == 0:
                yield name, None, text
    elif corpus == "gum":
        dates = {
            path.stem: re.search(r"dateCreated = (\d{4}-\d\d-\d\d)", path.read_text(encoding="utf-8"))
            for path in (corpora / "train/gum/dep").glob("GUM_news_*.conllu")
        }
        for path in sorted((corpora / "train/gum/dep").glob("GUM_news_*.conllu")):
            lines = re.findall(r"^# text = (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            date = dates[path.stem]
            yield path.stem, date[1] if date else None, "\n".join(lines)
    else:
        yield from texts(corpora, corpus)


def density(text: str) -> float:
    """Words of conflict in a hundred words."""
    return 100 * len(_TOPIC.findall(text)) / len(text.split())


def documents(corpora: Path) -> list[Text]:
    """Whole documents, those that speak most of conflict."""
    seen = annotated("train")
    found = []
    for corpus, wanted in (("wikinews", WIKINEWS), ("gum", GUM), ("re3d", None)):
        offered = [
            Text(corpus, name, part_of(corpus, name), date, text)
            for name, date, text in corpus_texts(corpora, corpus)
            if (corpus, name) not in seen and (corpus == "re3d" or len(text.split()) in WORDS)
        ]
        found += sorted(offered, key=lambda one: -density(one.text))[:wanted]
    return found


def items(corpora: Path) -> list[Text]:
    """Short items: a quota for each kind of happening, evenly over the years, the rest at random; none like another."""
    chance = random.Random(SEED)
    barred = annotated("train")
    by_stem: dict[str, dict[str, list[Text]]] = {name: defaultdict(list) for name in [*STEMS, "ANY"]}
    seen: set[str] = set()
    for name, date, text in corpus_texts(corpora, "current_events"):
        key = re.sub(r"\W+", "", text.lower())[:40]
        if not 60 < len(text) < 650 or key in seen or date is None or ("current_events", name) in barred:
            continue
        seen.add(key)
        if not sentences_of(text):
            continue
        one = Text("current_events", name, part_of("current_events", name), date, text)
        by_stem["ANY"][date[:4]].append(one)
        for stem, pattern in STEMS.items():
            if re.search(pattern, text):
                by_stem[stem][date[:4]].append(one)
    chosen: dict[str, Text] = {}
    for stem, years in by_stem.items():
        wanted = ITEMS - len(chosen) if stem == "ANY" else ITEMS_A_STEM
        for number in range(wanted):
            year = chance.choice(sorted(years)) if stem != "ANY" else sorted(years)[number % len(years)]
            free = [one for one in years[year] if one.document not in chosen]
            if free:
                one = chance.choice(free)
                chosen[one.document] = one
    return list(chosen.values())[:ITEMS]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    corpora = arguments.shared / "corpora"
    for prefix, drawn in (("d", documents(corpora)), ("i", items(corpora))):
        random.Random(SEED).shuffle(drawn)
        with (arguments.out / f"{prefix}.jsonl").open("w", encoding="utf-8") as file:
            for number, one in enumerate(drawn, 1):
                file.write(json.dumps({"name": f"{prefix}{number}", **asdict(one)}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
