"""Scores tags and trees on gold words and sentences, by kind of text: what the network does, splitting apart."""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from training.corpora import Document, gum_documents, read_conllu

from whence.reader.encoder import Encoder


def ewt(corpora: Path) -> Iterator[tuple[str, Document]]:
    """Kind of text and document of EWT's test part."""
    for name, document in read_conllu(corpora / "train/ud_english_ewt/en_ewt-ud-test.conllu"):
        yield name.split("-")[0], document


def gum(corpora: Path) -> Iterator[tuple[str, Document]]:
    """Kind of text and document of GUM's test part, open genres."""
    for name, document in gum_documents(corpora / "train/gum", "test"):
        yield name.split("_")[1], document


def score(name: str, documents: Iterator[tuple[str, Document]]) -> dict[str, float]:
    """UPOS, UAS and LAS, per cent (subtypes ignored, punctuation counted), and LAS by kind of text."""
    encoder = Encoder(threads=2)
    right: dict[str, Counter[str]] = defaultdict(Counter)
    for kind, document in documents:
        text, offsets = _text(document)
        found = encoder.analyze(text, offsets)
        at = 0
        for sentence in document:
            assert sentence.upos is not None and sentence.heads is not None and sentence.deprels is not None
            for index, (upos, head, deprel) in enumerate(
                zip(sentence.upos, sentence.heads, sentence.deprels, strict=True)
            ):
                word = at + index
                headed = found.heads[word] == (head + at if head >= 0 else -1)
                related = found.deprels[word].partition(":")[0] == deprel.partition(":")[0]
                for row in ("all", kind):
                    right[row].update(words=1, UPOS=found.upos[word] == upos, UAS=headed, LAS=headed and related)
            at += len(sentence.words)
    figures = {f"{name} gold words {key}": _share(right["all"], key) for key in ("UPOS", "UAS", "LAS")}
    return figures | {f"{name} {kind} LAS": _share(right[kind], "LAS") for kind in sorted(set(right) - {"all"})}


def _share(counts: Counter[str], key: str) -> float:
    return round(100 * counts[key] / counts["words"], 1)


def _text(document: Document) -> tuple[str, list[list[tuple[int, int]]]]:
    """A text made of a document's gold words, and their offsets by sentence."""
    text = ""
    offsets: list[list[tuple[int, int]]] = []
    for sentence in document:
        row = []
        for word, spaced in zip(sentence.words, sentence.spaced, strict=True):
            row.append((len(text), len(text) + len(word)))
            text += word + (" " if spaced else "")
        offsets.append(row)
        text = re.sub(r"\s*$", " ", text)
    return text, offsets
