"""Silver attribution on news that has no gold syntax: an earlier model's trees, read by the same rules as gold ones.

Only source, cue, content and their links are learnt from these texts, never the trees themselves.
"""

from __future__ import annotations

import csv
import random
import sys
from pathlib import Path

from training.attribution import drop_silent, label_document
from training.corpora import Document
from training.data_sets import raw_document, silver_names
from training.entities import clean_item
from training.own import kept_out
from whence.reader.encoder import Encoder


def wikinews(corpora: Path) -> list[str]:
    """Texts of whole Wikinews articles."""
    csv.field_size_limit(sys.maxsize)
    texts = []
    for path in sorted((corpora / "train/wikinews").glob("wikinews_*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            texts += [row["text"] for row in csv.DictReader(file)]
    return texts


def attributed(corpora: Path, teacher: Path, items: int, seed: int) -> list[Document]:
    """Wikinews and ``items`` news items, with the attributions that the teacher's trees show.

    Args:
        corpora: the corpora's folder.
        teacher: the folder of an exported model.
        items: how many items of current events to add; those without an attribution are left out.
        seed: of their choice.
    """
    encoder = Encoder(2, teacher)
    texts = silver_names(corpora)[1]
    random.Random(seed).shuffle(texts)
    barred = kept_out(corpora)
    documents = []
    for text in [*wikinews(corpora), *texts[:items]]:
        if clean_item(text) in barred:
            continue
        document, offsets = raw_document(text)
        if not document:
            continue
        found = encoder.analyze(text, offsets)
        first = 0
        for sentence in document:
            last = first + len(sentence.words)
            sentence.upos, sentence.deprels = found.upos[first:last], found.deprels[first:last]
            sentence.lemmas = found.lemmas[first:last]
            sentence.heads = [head - first if head >= 0 else -1 for head in found.heads[first:last]]
            first = last
        label_document(document)
        drop_silent(document)
        for sentence in document:
            sentence.upos = sentence.heads = sentence.deprels = sentence.lemmas = None
        if any(any(sentence.attribution or ()) for sentence in document):
            documents.append(document)
    return documents
