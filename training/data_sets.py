"""Brings the corpora together: training documents with all their labels, and the parts held out."""

from __future__ import annotations

import csv
import gzip
import json
import random
import re
from collections import Counter, defaultdict
from pathlib import Path

from training.attribution import drop_silent, label_document, marked_verbs
from training.corpora import Document, Sentence, gum_documents, read_conllu, read_iob2
from training.entities import (
    capitalised,
    clean_item,
    label_ewt,
    label_gum,
    label_re3d,
    names,
    read_re3d,
)
from training.labels import FACTUALITY, UPOS
from training.silver import label_events
from whence.reader.lemmas import script
from whence.reader.sentences import split
from whence.reader.tokenizer import tokenize

SCRIPT_FLOOR = 3
"""An edit script seen fewer times than this is no label."""
HELD_OUT_RE3D = 5
"""Every fifth re3d document, in the order of their ids, is held out."""


def ewt(corpora: Path, part: str) -> list[Document]:
    """EWT with UNER's entities and silver attribution."""
    documents = [d for _, d in read_conllu(corpora / f"train/ud_english_ewt/en_ewt-ud-{part}.conllu")]
    suffix = "train.2023-07" if part == "train" else part
    tags = read_iob2(corpora / f"train/uner_english_ewt/en_ewt-ud-{suffix}.iob2")
    for document in documents:
        label_ewt(document, tags)
        label_document(document)
        drop_silent(document)
    label_factuality(documents, corpora / f"train/uds_ih2/{part}.jsonl")
    return documents


def label_factuality(documents: list[Document], path: Path) -> None:
    """UDS-IH2's scores (-3 to 3, means of judgements) as sets of possible values.

    Only near the ends do they name one value: what lies between is told apart by words, which the scores do not name.
    Its negatives take in generics and imperatives, so a low score leaves Uu possible.
    """
    targets = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        targets[row["text"].replace(" ", "")] = row["targets"]
    for document in documents:
        for sentence in document:
            found = targets.get("".join(sentence.words))
            if found is None:
                continue
            masks = [0] * len(sentence.words)
            for target in found:
                if target["span1"][0] < len(masks):
                    masks[target["span1"][0]] = _possible(target["label"])
            sentence.factuality = masks


def _possible(score: float) -> int:
    if score >= 2.0:
        names: tuple[str, ...] = ("CT+",)
    elif score >= 0.5:
        names = ("PR+", "PS+")
    elif score > -0.5:
        names = ("PS+", "CTu", "Uu", "PS-")
    else:
        names = ("CT-", "PR-", "Uu")
    return sum(1 << FACTUALITY.index(name) for name in names)


def gum(corpora: Path, part: str) -> list[Document]:
    """GUM's open genres with named mentions, and attribution from syntax and discourse relations."""
    documents = [d for _, d in gum_documents(corpora / "train/gum", part)]
    for document in documents:
        label_gum(document)
        label_document(document, marked_verbs(document))
        drop_silent(document)
    return documents


def raw_document(text: str) -> tuple[Document, list[list[tuple[int, int]]]]:
    """A text split by the reader's own splitter and tokeniser, with the offsets of its tokens."""
    document: Document = []
    offsets = []
    for block in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text):
        for start, end in split(text, block.start(), block.end()):
            tokens = tokenize(text, start, end)
            if tokens:
                words = [text[a:b] for a, b in tokens]
                spaced = [b < len(text) and text[b].isspace() for _, b in tokens]
                document.append(Sentence(words=words, spaced=spaced))
                offsets.append(tokens)
    return document, offsets


def re3d(corpora: Path, held_out: bool) -> list[Document]:
    """re3d, entities alone."""
    documents = []
    for number, (_, text, spans) in enumerate(read_re3d(corpora / "train/re3d")):
        if (number % HELD_OUT_RE3D == 0) != held_out:
            continue
        document, offsets = raw_document(text)
        for sentence, tokens in zip(document, offsets, strict=True):
            label_re3d(sentence, tokens, spans)
        documents.append(document)
    return documents


def silver_names(corpora: Path) -> tuple[dict[str, list[tuple[str, ...]]], list[str]]:
    """Names of armed groups (UCDP) and weapons, by their first word; and the texts of current events."""
    groups: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    found: set[tuple[str, ...]] = set()
    with (corpora / "conflict/ucdp_actor_v22.1.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for key in ("NameData", "NameOrig", "NameOrigFull", "NameFull"):
                for name in re.split(r"\s*[,;/]\s*", row.get(key) or ""):
                    name = name.strip()
                    if (
                        len(name) < 2
                        or name.startswith(("Government", "Civilians", "Supporters"))
                        or not name[0].isupper()
                    ):
                        continue
                    words = tuple(name[a:b] for a, b in tokenize(name, 0, len(name)))
                    if all(capitalised(w) or w in ("-", "of", "the", "for", "al") for w in words) and (
                        len(words) > 1
                        or (
                            words[0] not in names("demonyms.csv")
                            and words[0] not in names("countries.csv")
                            and len(words[0]) > 2
                        )
                    ):
                        found.add(words)
    for extra in (
        "ISIS",
        "ISIL",
        "Islamic State",
        "Hamas",
        "Hezbollah",
        "Taliban",
        "Boko Haram",
        "NATO",
        "United Nations",
        "UN",
        "European Union",
        "EU",
        "African Union",
    ):
        found.add(tuple(extra.split()))
    for name in names("weapons.csv") | {name for name in names("countries.csv") if " " in name}:
        found.add(tuple(name[a:b] for a, b in tokenize(name, 0, len(name))))
    for words in sorted(found, key=len, reverse=True):
        groups[words[0]].append(words)
    texts: list[str] = []
    seen: set[str] = set()
    with gzip.open(corpora / "train/current_events/current_events.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            text = clean_item(json.loads(line)["text"])
            key = re.sub(r"\W+", " ", text.lower())[:80]
            if key not in seen and len(text) > 60:
                seen.add(key)
                texts.append(text)
    return dict(groups), texts


def current_events(corpora: Path, count: int, seed: int, barred: frozenset[str]) -> list[Document]:
    """Silver entities on news items, but for those ``barred``."""
    groups, texts = silver_names(corpora)
    outlets = Counter(m[1] for text in texts if (m := re.search(r"\(([A-Z][^()]{1,40})\)$", text)))
    known = frozenset(name for name, seen in outlets.items() if seen >= 20 and name not in names("countries.csv"))
    random.Random(seed).shuffle(texts)
    documents: list[Document] = []
    for text in texts:
        if text in barred:
            continue
        document, _ = raw_document(text)
        for sentence in document:
            label_events(sentence, known, groups)
        if document:
            documents.append(document)
        if len(documents) >= count:
            break
    return documents


def label_sets(documents: list[Document]) -> dict[str, list[str]]:
    """Relations and edit scripts found in the training documents."""
    relations: Counter[str] = Counter()
    scripts: Counter[str] = Counter()
    for document in documents:
        for sentence in document:
            if sentence.deprels is not None and sentence.lemmas is not None:
                relations.update(sentence.deprels)
                scripts.update(script(w, lemma) for w, lemma in zip(sentence.words, sentence.lemmas, strict=True))
    return {
        "upos": list(UPOS),
        "deprel": sorted(name for name, count in relations.items() if count >= 5),
        "lemma": sorted(name for name, count in scripts.items() if count >= SCRIPT_FLOOR),
    }
