"""Learns the weights by which pronouns and descriptions are given antecedents (``reader/data/antecedents.csv``).

    python -m training.antecedents --corpora ../shared/corpora

The reader reads the training part of our own annotations (``data/coreference.jsonl``) and of GUM, and goes through them
as it does in use, but is told each choice; every choice that it had to make is an example. The weights make the right
candidates together as likely as can be (softmax over the candidates and nothing, with an L2 penalty), and are found by
gradient descent from zero: the same readings give the same weights.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.coreferents import Told as Annotated
from training.coreferents import told as passages_told
from training.corpora import Sentence, gum_splits, read_conllu
from whence.documents.given import Given
from whence.documents.plain import document
from whence.reader.antecedents import PRONOUN_SORTS, SORTS, Features
from whence.reader.coreference import Resolver
from whence.reader.discourse import Told
from whence.reader.read import Reader
from whence.reader.syntax import Syntax
from whence.records import Document, Reading

HERE = Path(__file__).parent
WEIGHTS = HERE.parent / "src/whence/reader/data/antecedents.csv"
GENRES = {
    "news": 1.0,
    "interview": 0.5,
    "bio": 0.5,
    "voyage": 0.5,
    "speech": 0.5,
    "court": 0.5,
    "academic": 0.3,
    "textbook": 0.3,
}
"""GUM's genres that are learnt from, and how much an example of each counts."""
OWN_WEIGHT = 3.0
"""How much an example of our own annotations counts: they follow our guidelines, and are of our register."""
PENALTY, SHARED_PENALTY = 4.0, 1.0
"""L2 penalties of a sort's own weights and of those that sorts share."""
STEPS, RATE = 400, 0.1
FEWEST = 8
"""Times that a feature must be met to be kept."""

Judge = Callable[[int, Told], bool]


@dataclass
class Example:
    """One choice: the features of each candidate and of choosing nothing (the last row), and which are right."""

    sort: str
    rows: list[Features]
    right: list[bool]
    weight: float


@dataclass
class Taught:
    """A reading with its gold: whether a word was annotated, whether it may stand for something, and for nothing."""

    name: str
    reading: Reading
    known: Callable[[int], bool]
    stands_for: Judge
    nothing: Callable[[int], bool]
    weight: float


class Recorder(Resolver):
    """A resolver that is told what is right and keeps what it had to choose from."""

    def __init__(self, taught: Taught) -> None:
        one = taught.reading
        super().__init__(one.text, Syntax(one.tokens, one.sentences), one.entities, one.attributions, one.places)
        self.taught = taught
        self.examples: list[Example] = []

    def choose(
        self, sort: str, index: int, candidates: Sequence[Told], features: Sequence[Features], nothing: Features
    ) -> Told | None:
        if not self.taught.known(index):
            return None
        right = [self.taught.stands_for(index, one) for one in candidates]
        chosen = next((one for one, is_right in zip(candidates, right, strict=True) if is_right), None)
        alone = self.taught.nothing(index)
        if chosen is None and not alone:
            return None  # what it stands for was not found as told: nothing is to be learnt
        if chosen is None or chosen.kinds == {"thing"}:
            # Which thing is no matter: nothing is said of things.
            right = [is_right or one.kinds == {"thing"} for one, is_right in zip(candidates, right, strict=True)]
            alone = True
        elif sort not in PRONOUN_SORTS:
            alone = False
        self.examples.append(Example(sort, [*features, nothing], [*right, alone], self.taught.weight))
        return chosen


def own(reader: Reader, corpora: Path) -> Iterator[Taught]:
    """The development passages of our own annotations, read."""
    for one, _, text in passages_told(corpora, "dev"):
        yield taught_by(one, reader.read(_document(text[one.start : one.end])))


def taught_by(one: Annotated, reading: Reading) -> Taught:
    """A passage of ours: what is annotated stands for what it says, any other description for nothing told."""
    gold = {each.mention[1] - one.start: each for each in one.mentions}
    tokens = reading.tokens

    def stands_for(index: int, told: Told) -> bool:
        each = gold.get(tokens[index].end)
        if each is None:  # a noun told again in the same words is no description, and yet the same
            return told.lemma == tokens[index].lemma.lower()
        spans = [(start - one.start, end - one.start) for start, end in each.stands_for]
        parts = told.members or (told,)
        met = [next((span for span in spans if _is_told(part, span)), None) for part in parts]
        return None not in met and len(set(met)) == len(spans)

    def _is_told(part: Told, span: tuple[int, int]) -> bool:
        return any(span[0] <= tokens[i].start < span[1] for i in part.tokens)

    def known(index: int) -> bool:
        return tokens[index].end in gold or (tokens[index].upos == "NOUN" and not tokens[index].text[0].isupper())

    def nothing(index: int) -> bool:
        each = gold.get(tokens[index].end)
        return each is None or each.kind in ("none", "thing")

    return Taught(one.document, reading, known, stands_for, nothing, OWN_WEIGHT)


def gum(reader: Reader, corpora: Path) -> Iterator[Taught]:
    """The training documents of GUM's genres that are near reporting, read."""
    folder = corpora / "train/gum"
    parts = gum_splits(folder)
    for path in sorted((folder / "dep").glob("*.conllu")):
        genre = path.stem.split("_")[1]
        if parts.get(path.stem, "train") == "train" and genre in GENRES:
            text, entities = gum_text(path)
            yield taught_by_gum(path.stem, reader.read(_document(text)), entities, GENRES[genre])


Heads = dict[int, list[tuple[int, str, str]]]
"""The mentions that have a head word, by its offset: the offset of the last word, the entity and its type; the widest
first."""


def gum_text(path: Path) -> tuple[str, Heads]:
    """A GUM document as running text, with its mentions."""
    opens = re.findall(r"# newpar\n(?:# newpar_block[^\n]*\n)?# sent_id = (\S+)", path.read_text(encoding="utf-8"))
    text, entities = "", Heads()
    for _, sentences in read_conllu(path):
        for sentence in sentences:
            if text:
                text = text.rstrip() + ("\n\n" if sentence.ident in opens else " ")
            starts = []
            for word, spaced in zip(sentence.words, sentence.spaced, strict=True):
                starts.append(len(text))
                text += word + (" " if spaced else "")
            for first, last, entity, kind in _entities(sentence):
                entities.setdefault(starts[_head(sentence, first, last)], []).append((starts[last - 1], entity, kind))
    return text.rstrip(), entities


_OPENING = re.compile(r"\(([^()-]+)-([^()-]+)-[^()]*(\))?|([^()]+)\)")


def _entities(sentence: Sentence) -> Iterator[tuple[int, int, str, str]]:
    """The mentions of one sentence, the wider before those inside them: first word, last (exclusive), entity, type."""
    found, opened = [], list[tuple[str, int, str]]()
    for index, misc in enumerate(sentence.misc):
        value = next((part[7:] for part in misc.split("|") if part.startswith("Entity=")), "")
        for match in _OPENING.finditer(value):
            if match[1] is not None and not match[3]:
                opened.append((match[1], index, match[2]))
            elif match[1] is not None:
                found.append((index, index + 1, match[1], match[2]))
            else:
                place = next((i for i in range(len(opened) - 1, -1, -1) if opened[i][0] == match[4]), None)
                if place is not None:
                    entity, first, kind = opened.pop(place)
                    found.append((first, index + 1, entity, kind))
    return iter(sorted(found, key=lambda one: one[0] - one[1]))


def _head(sentence: Sentence, first: int, last: int) -> int:
    heads = sentence.heads or []
    return next((i for i in range(first, last) if not first <= heads[i] < last), first)


def taught_by_gum(name: str, reading: Reading, entities: Heads, weight: float) -> Taught:
    """A GUM document: a word stands for what has been told of by a word of the same entity."""
    tokens = reading.tokens

    def stands_for(index: int, told: Told) -> bool:
        entity = entities.get(tokens[index].start, [(0, None, "")])[-1][1]
        if told.members:
            last = max(tokens[part.tokens[0]].start for part in told.members)
            return any(own == entity and end >= last for end, own, _ in entities.get(tokens[told.tokens[0]].start, []))
        return any(entities.get(tokens[i].start, [(0, "", "")])[-1][1] == entity for i in told.tokens)

    def known(index: int) -> bool:
        return tokens[index].start in entities or tokens[index].upos != "PRON"

    def nothing(index: int) -> bool:
        if tokens[index].upos != "PRON":
            return True
        return entities[tokens[index].start][-1][2] not in ("person", "organization", "place", "animal")

    return Taught(name, reading, known, stands_for, nothing, weight)


def _document(text: str) -> Document:
    return document(text, Given(), origin="training", raw_sha256="0" * 64)


def examples(taught: Sequence[Taught]) -> list[Example]:
    """All choices of some readings."""
    found: list[Example] = []
    for one in taught:
        recorder = Recorder(one)
        recorder.resolve()
        found += recorder.examples
    return found


def shared_by(sort: str) -> str:
    """The name of the weights that a sort shares with others."""
    return "pronouns" if sort in PRONOUN_SORTS else "descriptions"


@dataclass
class Table:
    """Examples as arrays: row ``lines[i]`` has feature ``columns[i]``; example ``n`` begins at row ``starts[n]``."""

    columns: NDArray[np.int64]
    lines: NDArray[np.int64]
    starts: NDArray[np.int64]
    right: NDArray[np.bool_]
    weights: NDArray[np.float64]


def learn(found: Sequence[Example]) -> dict[tuple[str, str], float]:
    """Weights by sort and feature."""
    met = Counter(
        (sort, name) for one in found for row in one.rows for name in row for sort in (shared_by(one.sort), one.sort)
    )
    keys = sorted(key for key, count in met.items() if count >= FEWEST)
    penalty = np.array([PENALTY if sort in SORTS else SHARED_PENALTY for sort, _ in keys])
    weights = _descend(_table(found, {key: place for place, key in enumerate(keys)}), penalty)
    return {key: float(weight) for key, weight in zip(keys, weights, strict=True)}


def _table(found: Sequence[Example], number: dict[tuple[str, str], int]) -> Table:
    columns, lines, starts, right = list[int](), list[int](), list[int](), list[bool]()
    for one in found:
        starts.append(len(right))
        for row, is_right in zip(one.rows, one.right, strict=True):
            places = [number.get((sort, name)) for name in row for sort in (shared_by(one.sort), one.sort)]
            known = [place for place in places if place is not None]
            columns += known
            lines += [len(right)] * len(known)
            right.append(is_right)
    sizes = np.array([one.weight for one in found])
    return Table(np.array(columns), np.array(lines), np.array(starts), np.array(right), sizes)


def _descend(table: Table, penalty: NDArray[np.float64]) -> NDArray[np.float64]:
    """Gradient descent (Adam) on the penalised likelihood of the right rows of each example."""
    count = len(table.right)
    group = np.repeat(np.arange(len(table.starts)), np.diff([*table.starts, count]))
    weights, first, second = (np.zeros(len(penalty)) for _ in range(3))
    for step in range(1, STEPS + 1):
        scores = np.bincount(table.lines, weights[table.columns], count)
        scores -= np.maximum.reduceat(scores, table.starts)[group]
        odds = np.exp(scores)
        every = odds / np.add.reduceat(odds, table.starts)[group]
        odds *= table.right
        wanted = odds / np.maximum(np.add.reduceat(odds, table.starts), 1e-12)[group]
        pull = ((every - wanted) * table.weights[group])[table.lines]
        slope = np.bincount(table.columns, pull, len(penalty)) + penalty * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        weights -= RATE * (1 - step / STEPS) * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


HEAD = """# Weights by which a pronoun or description is given its antecedent: the candidate whose features' weights add
# up to most, unless those of "nothing" add up to more. Learnt by training/antecedents.py; not to be edited.
# sort      pronouns or descriptions for weights that all of these share; else a sort, as whence.reader.antecedents
#           has them, whose weight is added to the shared one
# feature   as whence.reader.antecedents.Describer names it
sort,feature,weight
"""


def write(weights: dict[tuple[str, str], float], path: Path) -> None:
    """Write the data file; weights that round to nothing are left out."""
    rows = [
        f'{sort},"{name}",{weight:.2f}\n' for (sort, name), weight in sorted(weights.items()) if abs(weight) >= 0.02
    ]
    path.write_text(HEAD + "".join(rows), encoding="utf-8")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--corpora", type=Path, required=True)
    arguments.add_argument("--out", type=Path, default=WEIGHTS)
    given = arguments.parse_args()
    reader = Reader(threads=1)
    found = examples([*own(reader, given.corpora), *gum(reader, given.corpora)])
    write(learn(found), given.out)
    print(f"{len(found)} choices, {dict(Counter(one.sort for one in found))}")


if __name__ == "__main__":
    main()
