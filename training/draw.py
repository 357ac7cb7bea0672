"""Draws the sentences to annotate: ``python -m training.draw --corpora ../shared/corpora --out FOLDER``.

Passages of whole sentences from current events, Wikinews, GUM's news (training part) and re3d (the part that is
trained on), chosen for variety of happenings and years, with the part (train, test) that each document belongs to.
The seed is fixed: the same corpora give the same passages.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from training.corpora import gum_documents
from training.data_sets import HELD_OUT_RE3D
from training.entities import read_re3d
from whence.reader.sentences import split

SEED = 20261122
TEST_SHARE = 6
"""Every sixth document of current events and Wikinews, by the hash of its name, is the test part. GUM and re3d have
annotations of their own that are trained on, so all of theirs are training."""
STEMS = {
    "AGREE": r"\b(agree[ds]?|agreement|pledge[ds]?|promise[ds]?)\b",
    "CONSULT": r"\b(talks|met with|meets?|visit(?:s|ed)?|summit|negotiat\w+)\b",
    "SUPPORT": r"\b(recogni[sz]e[ds]?|sign(?:s|ed) (?:a|the) treaty|endorse[ds]?|praise[ds]?|welcome[ds]?)\b",
    "CONCEDE": r"\b(apologi[sz]e[ds]?|eas(?:e|es|ed|ing)|lift(?:s|ed) (?:the|a|its)|pardon\w*|amnesty)\b",
    "COOPERATE": r"\b(joint|extradit\w+|cooperat\w+|drills?|exercises?)\b",
    "AID": r"\b(aid|rescue[ds]?|asylum|evacuat\w+|donat\w+|arms shipment|humanitarian)\b",
    "RETREAT": r"\b(withdr[ae]w\w*|release[ds]?|cease-?fire|surrender\w*|resign(?:s|ed)?|truce|disarm\w*)\b",
    "REQUEST": r"\b(calls? (?:for|on)|called (?:for|on)|demand(?:s|ed)?|urge[ds]?|appeal(?:s|ed)?|asks? )\b",
    "ACCUSE": r"\b(accus\w+|blame[ds]?|condemn\w*|investigat\w+|alleg\w+|charge[ds])\b",
    "REJECT": r"\b(reject\w*|refus\w+|veto\w*|den(?:y|ies|ied))\b",
    "THREATEN": r"\b(threat\w*|warn(?:s|ed)?|ultimatum|vow(?:s|ed)?)\b",
    "PROTEST": r"\b(protest\w*|demonstrat\w+|riot\w*|strike action|hunger strike|rall(?:y|ies))\b",
    "SANCTION": r"\b(sanction\w*|expel\w*|embargo\w*|convict\w*|sentenced?|suspend\w*)\b",
    "MOBILIZE": r"\b(deploy\w*|mobili[sz]\w+|troops|reinforce\w*|missile test|test-fire\w*|recruit\w*)\b",
    "COERCE": r"\b(arrest\w*|detain\w*|seiz\w+|raid(?:s|ed)?|curfew|blockade\w*|martial law|hack\w*|ban(?:s|ned)?)\b",
    "ASSAULT": r"\b(kill\w*|attack\w*|bomb\w*|shell(?:s|ed|ing)|clash\w*|captur\w+|air ?strikes?|kidnap\w*)\b"
    r"|\bexecut\w+\b",
    "REPORT": r"\b(said|says|according to|claim(?:s|ed)?|reported(?:ly)?|confirm\w*|believed? to|suspected)\b"
    r"|\b(could|may)\b",
}
"""What an item must speak of to be offered, a quota each."""
ITEMS_A_STEM, ITEMS_AT_RANDOM = 54, 60
WIKINEWS_ARTICLES, WIKINEWS_SENTENCES = 56, 12
GUM_SENTENCES, RE3D_SENTENCES = 220, 300
_OUTLET = re.compile(r"\([^()]{1,80}\)\.?")
_TOPIC = re.compile(
    r"\b(attack|killed|militar|troops|police|government|minister|president|parliament|protest|war|army|court|arrest)",
    re.IGNORECASE,
)


@dataclass
class Passage:
    """Sentences of one document, one after another; offsets count code points of the document's text."""

    corpus: str
    document: str
    part: str
    date: str | None
    sentences: list[tuple[int, int]]
    texts: list[str]


def part_of(corpus: str, document: str) -> str:
    """The part a document belongs to, for ever."""
    number = int(hashlib.sha256(f"{corpus}/{document}".encode()).hexdigest()[:8], 16)
    return "test" if corpus in ("current_events", "wikinews") and number % TEST_SHARE == 0 else "train"


def texts(corpora: Path, corpus: str) -> Iterator[tuple[str, str | None, str]]:
    """Document name, date and text of each document of a corpus that annotations refer to."""
    train = corpora / "train"
    if corpus == "current_events":
        with gzip.open(train / "current_events/current_events.jsonl.gz", "rt", encoding="utf-8") as file:
            for number, line in enumerate(file):
                row = json.loads(line)
                yield str(number), row["date"], row["text"]
    elif corpus == "wikinews":
        csv.field_size_limit(1 << 24)
        for year in (2019, 2020):
            with (train / f"wikinews/wikinews_{year}.csv").open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    yield row["url"].rsplit("/", 1)[-1], row["date"], row["text"]
    elif corpus == "gum":
        for name, document in gum_documents(train / "gum", "train"):
            if name.startswith("GUM_news"):
                yield name, None, "\n".join(sentence.text for sentence in document)
    elif corpus == "re3d":
        for number, (name, text, _) in enumerate(read_re3d(train / "re3d")):
            if number % HELD_OUT_RE3D:
                yield name, None, text
    else:
        raise ValueError(f"no corpus {corpus!r}; there are current_events, wikinews, gum and re3d")


def sentences_of(text: str) -> list[tuple[int, int]]:
    """Sentences of a raw text, paragraph by paragraph."""
    found = []
    for block in re.finditer(r"[^\n]+", text):
        found += split(text, block.start(), block.end())
    return [(a, b) for a, b in found if b - a > 20 and not _OUTLET.fullmatch(text, a, b)]


def passage(corpus: str, document: str, date: str | None, text: str, spans: list[tuple[int, int]]) -> Passage:
    """A passage with the text of its sentences."""
    return Passage(corpus, document, part_of(corpus, document), date, spans, [text[a:b] for a, b in spans])


def current_events(corpora: Path, chance: random.Random) -> list[Passage]:
    """Items by what they speak of, evenly over the years, none like another."""
    by_stem: dict[str, dict[str, list[Passage]]] = {name: defaultdict(list) for name in [*STEMS, "ANY"]}
    seen: set[str] = set()
    for name, date, text in texts(corpora, "current_events"):
        key = re.sub(r"\W+", "", text.lower())[:40]
        if not 60 < len(text) < 650 or key in seen or date is None:
            continue
        seen.add(key)
        spans = sentences_of(text)
        if not spans:
            continue
        one = passage("current_events", name, date, text, spans)
        by_stem["ANY"][date[:4]].append(one)
        for stem, pattern in STEMS.items():
            if re.search(pattern, text):
                by_stem[stem][date[:4]].append(one)
    chosen: dict[str, Passage] = {}
    for stem, years in by_stem.items():
        wanted = ITEMS_AT_RANDOM if stem == "ANY" else ITEMS_A_STEM
        for number in range(wanted):
            year = sorted(years)[number % len(years)]
            free = [one for one in years[year] if one.document not in chosen]
            if free:
                one = chance.choice(free)
                chosen[one.document] = one
    return list(chosen.values())


def wikinews(corpora: Path, chance: random.Random) -> list[Passage]:
    """The beginnings of articles on politics and conflict."""
    found = []
    for name, date, text in texts(corpora, "wikinews"):
        spans = [(a, b) for a, b in sentences_of(text) if not re.fullmatch(r"\w+day, \w+ \d+, \d{4}\s*", text[a:b])]
        if len(spans) >= 6 and len(_TOPIC.findall(text)) >= 6:
            found.append(passage("wikinews", name, date, text, spans[:WIKINEWS_SENTENCES]))
    chance.shuffle(found)
    return found[:WIKINEWS_ARTICLES]


def whole(corpora: Path, corpus: str, wanted: int, chance: random.Random) -> list[Passage]:
    """Passages of ten sentences from the documents of a corpus, in turn."""
    offered = []
    for name, date, text in texts(corpora, corpus):
        spans = sentences_of(text)
        offered += [passage(corpus, name, date, text, spans[i : i + 10]) for i in range(0, min(len(spans), 40), 10)]
    chance.shuffle(offered)
    chosen: list[Passage] = []
    while offered and sum(len(one.sentences) for one in chosen) < wanted:
        chosen.append(offered.pop())
    return chosen


def draw(corpora: Path) -> list[Passage]:
    """All passages, in a fixed shuffled order."""
    chance = random.Random(SEED)
    found = current_events(corpora, chance) + wikinews(corpora, chance)
    found += whole(corpora, "gum", GUM_SENTENCES, chance) + whole(corpora, "re3d", RE3D_SENTENCES, chance)
    chance.shuffle(found)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with (arguments.out / "passages.jsonl").open("w", encoding="utf-8") as file:
        for number, one in enumerate(draw(arguments.corpora), 1):
            file.write(json.dumps({"name": f"p{number}", **asdict(one)}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
