"""Our own annotations of pronouns and descriptions, kept as offsets (``training/data/COREFERENCE.md``).

python -m training.coreferents PASSAGES OUT WORK...
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from training.annotations import QuoteError, Span, Work, checksum
from training.draw import texts

FILE = Path(__file__).parent / "data" / "coreference.jsonl"


@dataclass
class Standing:
    """A pronoun or description, what kind of thing it stands for, and the mentions of what it stands for."""

    mention: Span
    kind: str
    stands_for: list[Span]


@dataclass
class Told:
    """A passage of one document with its pronouns and descriptions; ``check`` is of its sentences' texts, joined."""

    corpus: str
    document: str
    part: str
    start: int
    end: int
    check: str
    sentences: list[Span]
    mentions: list[Standing]


def keep(passages: Path, files: list[Path]) -> list[Told]:
    """The passages with what the working files say of them.

    Raises:
        QuoteError: a quotation that is not in its sentence.
    """
    work = Work(passages)
    found: dict[str, list[Standing]] = {}
    for path in files:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            given = json.loads(line)
            try:
                (mention,) = work.spans(given["s"], [given["m"]])
                targets = [_first(work, given["s"], quote) for quote in given["r"]]
            except (QuoteError, ValueError) as error:
                raise QuoteError(f"{path.name}:{number}: {error}") from error
            found.setdefault(given["s"].split(".")[0], []).append(Standing(mention, given["k"], targets))
    told = []
    for line in passages.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["name"] in found:
            sentences = [(a, b) for a, b in row["sentences"]]
            start, end = sentences[0][0], sentences[-1][1]
            mentions = sorted(found[row["name"]], key=lambda one: one.mention)
            check = checksum("".join(row["texts"]))
            told.append(Told(row["corpus"], row["document"], row["part"], start, end, check, sentences, mentions))
    return told


def _first(work: Work, name: str, quote: str) -> Span:
    """A quoted antecedent; of several occurrences the first is meant."""
    try:
        return work.spans(name, [quote])[0]
    except QuoteError:
        return work.spans(name, [f"{quote}~1"])[0]


def load(path: Path) -> list[Told]:
    """Passages from a file that ``main`` wrote."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        row["sentences"] = [(a, b) for a, b in row["sentences"]]
        row["mentions"] = [
            Standing(tuple(one["mention"]), one["kind"], [(a, b) for a, b in one["stands_for"]])
            for one in row["mentions"]
        ]
        found.append(Told(**row))
    return found


def told(corpora: Path, part: str) -> Iterator[tuple[Told, str | None, str]]:
    """The passages of one part, each with the date and the whole text of its document.

    Raises:
        ValueError: a corpus has another text than the one annotated.
    """
    by_name = {(one.corpus, one.document): one for one in load(FILE) if one.part == part}
    for corpus in sorted({corpus for corpus, _ in by_name}):
        for name, date, text in texts(corpora, corpus):
            one = by_name.get((corpus, name))
            if one is None:
                continue
            if checksum("".join(text[start:end] for start, end in one.sentences)) != one.check:
                raise ValueError(f"{corpus}/{name} is not the text that was annotated")
            yield one, date, text


def main() -> None:
    passages, out, *files = (Path(name) for name in sys.argv[1:])
    told = keep(passages, files)
    lines = [json.dumps(asdict(one), separators=(",", ":")) for one in told]
    out.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    print(f"{len(told)} passages, {sum(len(one.mentions) for one in told)} pronouns and descriptions")


if __name__ == "__main__":
    main()
