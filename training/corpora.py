"""Reads the treebanks: EWT with UNER's entities, and GUM's openly licensed genres."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Sentence:
    """One sentence of training data; a part that a corpus does not annotate is ``None``.

    ``entities`` holds a bit mask of allowed tags per word; ``attribution`` a tag index per word
    (-100: not annotated) and ``links`` the word of the document that a source or content word points at (-1: none).
    ``factuality`` holds a bit mask of allowed values per word, 0 where none is known. ``events`` are the triggers.
    """

    words: list[str]
    spaced: list[bool]
    ident: str = ""
    upos: list[str] | None = None
    xpos: list[str] | None = None
    heads: list[int] | None = None
    deprels: list[str] | None = None
    lemmas: list[str] | None = None
    misc: list[str] = field(default_factory=list)
    entities: list[int] | None = None
    attribution: list[int] | None = None
    links: list[int] | None = None
    factuality: list[int] | None = None
    events: list[Event] | None = None
    text: str = ""


@dataclass(frozen=True)
class Event:
    """One trigger: its word in the sentence, PLOVER type and mode, factuality, and the words of each role."""

    word: int
    kind: str
    mode: str | None
    factuality: str
    roles: dict[str, list[int]]


Document = list[Sentence]


def read_conllu(path: Path) -> list[tuple[str, Document]]:
    """Documents of a CoNLL-U file, with their names; heads count from 0 within the sentence, -1 for the root."""
    documents: list[tuple[str, Document]] = []
    ident = text = ""
    rows: list[list[str]] = []
    with path.open(encoding="utf-8") as file:
        for line in file:
            line = line.rstrip("\n")
            if line.startswith("# newdoc id = "):
                documents.append((line[14:], []))
            elif line.startswith("# sent_id = "):
                ident = line[12:]
            elif line.startswith("# text = "):
                text = line[9:]
            elif "\t" in line:
                rows.append(line.split("\t"))
            elif not line and rows:
                if not documents:
                    documents.append((path.stem, []))
                documents[-1][1].append(_sentence(rows, ident, text))
                rows = []
    return documents


def _sentence(rows: list[list[str]], ident: str, text: str) -> Sentence:
    joined: dict[int, bool] = {}
    words: list[list[str]] = []
    for row in rows:
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            for number in range(first, last):
                joined[number] = True
            joined[last] = "SpaceAfter=No" in row[9]
        elif "." not in row[0]:
            words.append(row)
    return Sentence(
        words=[row[1] for row in words],
        spaced=[not joined.get(int(row[0]), "SpaceAfter=No" in row[9]) for row in words],
        ident=ident,
        upos=[row[3] for row in words],
        xpos=[row[4] for row in words],
        heads=[int(row[6]) - 1 for row in words],
        deprels=[row[7] for row in words],
        lemmas=[row[2] for row in words],
        misc=[row[9] for row in words],
        text=text,
    )


def read_iob2(path: Path) -> dict[str, tuple[list[str], list[str]]]:
    """Words and IOB tags of each sentence of UNER, by ``sent_id``."""
    sentences: dict[str, tuple[list[str], list[str]]] = {}
    ident = ""
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.startswith("# sent_id = "):
                ident = line[12:].strip()
                sentences[ident] = ([], [])
            elif "\t" in line:
                row = line.rstrip("\n").split("\t")
                sentences[ident][0].append(row[1])
                sentences[ident][1].append(row[2])
    return sentences


def iob_spans(tags: list[str]) -> list[tuple[int, int, str]]:
    """Spans of an IOB2 sequence: first, last (exclusive), label."""
    spans: list[tuple[int, int, str]] = []
    for index, tag in enumerate(tags):
        if tag.startswith("B-"):
            spans.append((index, index + 1, tag[2:]))
        elif tag.startswith("I-") and spans and spans[-1][1] == index and spans[-1][2] == tag[2:]:
            spans[-1] = (spans[-1][0], index + 1, tag[2:])
    return spans


def gum_splits(folder: Path) -> dict[str, str]:
    """The part (train, dev, test) of each GUM document."""
    parts: dict[str, str] = {}
    part = ""
    for line in (folder / "splits.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            part = line[3:].strip()
        elif match := re.match(r"\s*\* (GUM_\S+)", line):
            parts[match[1]] = part
    return parts


def gum_documents(folder: Path, part: str) -> list[tuple[str, Document]]:
    """GUM's documents of one part, in the folder's openly licensed genres."""
    parts = gum_splits(folder)
    documents = []
    for path in sorted((folder / "dep").glob("*.conllu")):
        if parts.get(path.stem, "train") == part:
            documents.extend(read_conllu(path))
    return documents


_ENTITY = re.compile(r"\(([^()-]+)-([^()-]+)-([^()]*)(\))?|([^()]+)\)")


def gum_mentions(document: Document) -> list[list[tuple[int, int, str]]]:
    """GUM's entity mentions of each sentence: first, last (exclusive), entity type; nested ones too."""
    found: list[list[tuple[int, int, str]]] = []
    for sentence in document:
        spans: list[tuple[int, int, str]] = []
        opened: list[tuple[str, int, str]] = []
        for index, misc in enumerate(sentence.misc):
            value = next((part[7:] for part in misc.split("|") if part.startswith("Entity=")), "")
            for match in _ENTITY.finditer(value):
                if match[1] is not None:
                    if match[4]:
                        spans.append((index, index + 1, match[2]))
                    else:
                        opened.append((match[1], index, match[2]))
                else:
                    for place in range(len(opened) - 1, -1, -1):
                        if opened[place][0] == match[5]:
                            _, first, kind = opened.pop(place)
                            spans.append((first, index + 1, kind))
                            break
        found.append(spans)
    return found
