"""Scores the shipped int8 graph from raw text: ``python -m training.evaluate --shared ../shared``.

``--shared`` holds ``corpora/`` and ``score/`` (the project's scorers, run as they are). Texts are split and tokenised
by the reader, never by the gold. GUM's silver attributions and re3d's held-out names, which have no scorer, are
counted here.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from training import data_sets
from training.corpora import Document, gum_splits
from training.labels import ENTITY_TAGS
from whence.reader.encoder import MODEL, Encoder
from whence.reader.sentences import split
from whence.reader.tokenizer import tokenize

_BLOCK = re.compile(r"\S(?:.*?\S)?(?=\s*\n\s*\n|\s*\Z)", re.DOTALL)


def reading(encoder: Encoder, text: str) -> dict[str, object]:
    """A reading record of a text; blocks are what blank lines part."""
    blocks = [match.span() for match in _BLOCK.finditer(text)]
    bounds = [pair for start, end in blocks for pair in split(text, start, end)]
    sentences = [tokenize(text, start, end) for start, end in bounds]
    found = encoder.analyze(text, sentences)
    tokens = [token for sentence in sentences for token in sentence]

    def spans(ranges: list[tuple[int, int]]) -> list[dict[str, int]]:
        return [{"start": tokens[first][0], "end": tokens[last - 1][1]} for first, last in ranges]

    return {
        "document": {"id": hashlib.sha256(text.encode()).hexdigest(), "published": None},
        "text": text,
        "blocks": [{"kind": "paragraph", "start": start, "end": end} for start, end in blocks],
        "sentences": [{"start": start, "end": end} for start, end in bounds],
        "tokens": [
            {"start": start, "end": end, "lemma": lemma, "upos": upos, "head": head, "deprel": deprel}
            for (start, end), lemma, upos, head, deprel in zip(
                tokens, found.lemmas, found.upos, found.heads, found.deprels, strict=True
            )
        ],
        "entities": [
            {"start": tokens[first][0], "end": tokens[last - 1][1], "type": "LOC" if label == "FACILITY" else label}
            for first, last, label, _ in found.entities
        ],
        "places": [],
        "times": [],
        "attributions": [
            {"source": spans(source), "cue": spans(cue), "content": spans(content)}
            for source, cue, content in found.attributions
        ],
    }


def scored(name: str, gold: Path, only: list[str], encoder: Encoder, shared: Path, work: Path) -> dict[str, object]:
    """Runs one of the scorers over the reader's records of its texts."""
    folder = work / f"{name}-{gold.stem}-{len(only)}"
    extra = ["--only", *only] if only else []
    command = [sys.executable, "-m", f"score.{name}"]
    subprocess.run(
        [*command, "--texts", str(gold), "--out", str(folder), *extra], cwd=shared, check=True, capture_output=True
    )
    records = folder / "records.jsonl"
    begun = time.perf_counter()
    words = 0
    with records.open("w", encoding="utf-8") as file:
        for line in (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
            text = (folder / json.loads(line)["file"]).read_text(encoding="utf-8")
            record = reading(encoder, text)
            words += len(record["tokens"])  # type: ignore[arg-type]
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    seconds = time.perf_counter() - begun
    answer = subprocess.run(
        [*command, "--gold", str(gold), "--predicted", str(records), "--json", *extra],
        cwd=shared,
        check=True,
        capture_output=True,
        text=True,
    )
    return {"words_a_second": round(words / seconds), "figures": json.loads(answer.stdout)}


def on_gold_words(encoder: Encoder, document: Document) -> tuple[str, list[list[tuple[int, int]]]]:
    """A text made of a document's gold words, and their offsets."""
    parts: list[str] = []
    offsets: list[list[tuple[int, int]]] = []
    size = 0
    for sentence in document:
        row = []
        for word, spaced in zip(sentence.words, sentence.spaced, strict=True):
            row.append((size, size + len(word)))
            parts.append(word + (" " if spaced else ""))
            size += len(parts[-1])
        parts.append("\n")
        size += 1
        offsets.append(row)
    return "".join(parts), offsets


def silver_attribution(encoder: Encoder, documents: list[Document]) -> dict[str, float]:
    """Word F1 of source, cue and content against silver labels, on gold words."""
    right: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    predicted: Counter[str] = Counter()
    names = ("SOURCE", "CUE", "CONTENT")
    kinds = {1: "SOURCE", 2: "SOURCE", 3: "CUE", 4: "CUE", 5: "CONTENT", 6: "CONTENT"}
    for document in documents:
        text, offsets = on_gold_words(encoder, document)
        found = encoder.analyze(text, offsets)
        truth = [kinds.get(tag, "") for sentence in document for tag in sentence.attribution or ()]
        guess = [""] * len(truth)
        for parts in sorted(found.attributions, key=lambda parts: -sum(b - a for a, b in parts[2])):
            for kind, ranges in zip(("CONTENT", "SOURCE", "CUE"), (parts[2], parts[0], parts[1]), strict=True):
                for first, last in ranges:
                    guess[first:last] = [kind] * (last - first)
        gold.update(truth)
        predicted.update(guess)
        right.update(a for a, b in zip(truth, guess, strict=True) if a == b)
    return {name: round(200 * right[name] / max(1, gold[name] + predicted[name]), 1) for name in names}


def held_out_names(encoder: Encoder, documents: list[Document]) -> dict[str, float]:
    """Share of re3d's held-out names found with their exact span, and with an allowed label too."""
    total = spans = typed = 0
    for document in documents:
        text, offsets = on_gold_words(encoder, document)
        found = {(first, last): label for first, last, label, _ in encoder.analyze(text, offsets).entities}
        masks = [mask for sentence in document for mask in sentence.entities or ()]
        index = 0
        while index < len(masks):
            allowed = [tag for bit, tag in enumerate(ENTITY_TAGS) if masks[index] >> bit & 1]
            if len(allowed) < 4 and allowed[0][0] in "BS":
                last = index + 1
                if allowed[0][0] == "B":
                    while any(ENTITY_TAGS[bit][0] == "I" for bit in range(len(ENTITY_TAGS)) if masks[last] >> bit & 1):
                        last += 1
                    last += 1
                total += 1
                label = found.get((index, last))
                spans += label is not None
                typed += label in {tag[2:] for tag in allowed}
                index = last
            else:
                index += 1
    return {"names": total, "span recall": round(100 * spans / total, 1), "typed recall": round(100 * typed / total, 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--work", type=Path, default=Path("training/runs/evaluation"))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--parts", nargs="+", default=["dev", "test"])
    arguments = parser.parse_args()
    shared = arguments.shared.resolve()
    work = arguments.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    encoder = Encoder(arguments.threads, arguments.model)
    train = shared / "corpora/train"
    parts = gum_splits(train / "gum")
    present = {path.stem for path in (train / "gum/dep").glob("*.conllu")}
    report: dict[str, object] = {}
    for part in arguments.parts:
        only = sorted(name for name in present if parts.get(name) == part)
        report[f"EWT {part}"] = scored(
            "syntax", train / f"ud_english_ewt/en_ewt-ud-{part}.conllu", [], encoder, shared, work
        )
        report[f"GUM {part}"] = scored("syntax", train / "gum/dep", only, encoder, shared, work / part)
        report[f"UNER {part}"] = scored(
            "ner", train / f"uner_english_ewt/en_ewt-ud-{part}.iob2", [], encoder, shared, work
        )
        report[f"GUM {part} silver attribution"] = silver_attribution(encoder, data_sets.gum(shared / "corpora", part))
    report["re3d held out"] = held_out_names(encoder, data_sets.re3d(shared / "corpora", held_out=True))
    report["PolNeAR development"] = scored(
        "attribution", shared / "corpora/develop/polnear/dev", [], encoder, shared, work
    )
    (work / "report.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
