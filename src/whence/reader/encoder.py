"""The encoder at run time: boundaries, tags, trees, lemmas, names, attributions and triggers from one int8 ONNX graph.

One window a call: dynamic int8 takes its ranges over a whole call, so a window's answer would otherwise depend on its
neighbours. Nothing is fetched: the model is read from the package's own folder.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from whence.reader import boundaries, spoken, trees
from whence.reader.lemmas import Lemmatizer
from whence.reader.pieces import WordPieces
from whence.reader.tags import NameDecoder, agree, likely
from whence.reader.triggers import Trigger, TriggerDecoder
from whence.reader.windows import Part, Window, pack
from whence.records.errors import ResourceError

MODEL = Path(__file__).parent / "model"
OUTPUTS = (
    "upos",
    "lemma",
    "arcs",
    "relations",
    "relation_dependent",
    "relation_head",
    "entity",
    "attribution",
    "links",
    "boundary",
    "trigger",
    "mode",
    "factuality",
    "roles",
)
"""The graph's outputs, in the order that training/export.py gives them."""

Ranges = list[tuple[int, int]]
Floats = NDArray[np.float32]
_QUOTES = frozenset("\"'“”‘’«»„") | {"``", "''"}


@dataclass
class Analysis:
    """What the encoder saw in a document.

    ``upos``, ``heads``, ``deprels`` and ``lemmas`` are parallel to the document's tokens; ``heads`` are token numbers
    in the document, -1 for a sentence's one root. ``entities`` are (first token, token after the last, label, score
    between 0 and 1). ``attributions`` are (source, cue, content), each a list of token ranges. ``sentences`` are token
    ranges, ``triggers`` the words that name a happening.
    """

    upos: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deprels: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    entities: list[tuple[int, int, str, float]] = field(default_factory=list)
    attributions: list[tuple[Ranges, Ranges, Ranges]] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    triggers: list[Trigger] = field(default_factory=list)


class Encoder:
    """The loaded model. Safe to use from several threads; each call holds its own arrays."""

    def __init__(self, threads: int = 2, model: Path = MODEL) -> None:
        """Loads the model.

        Args:
            threads: CPU threads of one call.
            model: the folder of the model (``reader.onnx`` and the files beside it).

        Raises:
            ResourceError: one of these files is missing.
        """
        for name in ("reader.onnx", "relations.npz", "tokenizer.json", "labels.json", "lemmas.json"):
            if not (model / name).is_file():
                raise ResourceError(
                    f"the reader's model wants {model / name}, which is missing; reinstall whence, or make it with "
                    "python -m training.train and python -m training.export"
                )
        labels = json.loads((model / "labels.json").read_text(encoding="utf-8"))
        self._upos: list[str] = labels["upos"]
        self._deprels: list[str] = labels["deprel"]
        self._scripts: list[str] = labels["lemma"]
        self._attribution: list[str] = labels["attribution"]
        self._names = NameDecoder(labels["entity"])
        self._triggers = TriggerDecoder(labels["trigger"], labels["mode"], labels["factuality"], labels["role"])
        self._pieces = WordPieces(model / "tokenizer.json")
        self._lemmas = Lemmatizer.from_file(model / "lemmas.json", self._pieces.whole_words())
        with np.load(model / "relations.npz") as matrices:
            self._relation_weight: NDArray[np.float32] = matrices["weight"]
            self._relation_bias: NDArray[np.float32] = matrices["bias"]
        self._root = self._deprels.index("root")
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # threads that spin while they wait cost half the speed where cores are shared
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = ort.InferenceSession(str(model / "reader.onnx"), options, providers=["CPUExecutionProvider"])

    def analyze(
        self, text: str, sentences: Sequence[Sequence[tuple[int, int]]], blocks: Sequence[int] | None = None
    ) -> Analysis:
        """Reads a document.

        Args:
            text: the document's text.
            sentences: token offsets into it, sentence by sentence.
            blocks: the block that each sentence stands in. Given these, the sentences are the rules' guess, which the
                model may mend inside a block; without, they are taken as they are.
        """
        words = [[text[start:end] for start, end in sentence] for sentence in sentences]
        flat = [word for sentence in words for word in sentence]
        fixed = None if blocks is None else _block_starts(words, blocks)
        analysis = Analysis()
        root = -1
        for window in pack(self._pieces, words):
            parts = self._read(window, flat, fixed, analysis)
            root = _join_parts(parts, root, analysis)
        analysis.entities = likely(agree(analysis.entities, flat), flat)
        return analysis

    def _read(
        self, window: Window, words: Sequence[str], fixed: NDArray[np.bool_] | None, analysis: Analysis
    ) -> tuple[Part, ...]:
        """Runs one window and appends what it shows; returns the sentences, or parts of them, that it holds."""
        outputs = self._session.run(OUTPUTS, {"ids": window.ids, "shapes": window.shapes, "first": window.starts})
        found = dict(zip(OUTPUTS, outputs, strict=True))
        parts = window.parts
        if fixed is not None:
            parts = boundaries.mend(parts, found["boundary"], fixed[window.first : window.last])
        sentence = boundaries.numbers(parts)
        heads = trees.decode(trees.within(found["arcs"], sentence), sentence)
        deprels = self._relations(heads, found)
        upos = [self._upos[number] for number in found["upos"].tolist()]
        scripts = found["lemma"].tolist()
        analysis.upos.extend(upos)
        analysis.lemmas.extend(
            self._lemmas.lemma(word, tag, self._scripts[number])
            for word, tag, number in zip(words[window.first : window.last], upos, scripts, strict=True)
        )
        base = window.first
        local = heads.tolist()
        analysis.heads.extend(head if head < 0 else head + base for head in local)
        analysis.deprels.extend(deprels)
        for first, last, label, score in self._names.decode(found["entity"], sentence):
            analysis.entities.append((first + base, last + base, label, score))
        tags = found["attribution"].argmax(axis=1)
        own = words[window.first : window.last]
        edges = [tag == "PUNCT" and word not in _QUOTES for word, tag in zip(own, upos, strict=True)]
        for report in spoken.decode(self._attribution, tags, found["links"], local, deprels, sentence):
            trimmed = [spoken.trim(part, edges) for part in report]
            if trimmed[1] and trimmed[2]:
                source, cue, content = ([(first + base, last + base) for first, last in part] for part in trimmed)
                analysis.attributions.append((source, cue, content))
        analysis.triggers.extend(self._triggers.decode(found, sentence, local, deprels, base))
        return parts

    def _relations(self, heads: NDArray[np.int64], found: dict[str, Floats]) -> list[str]:
        """The relation of each word to its head.

        The graph scores each word with its best head; words to which the tree gave another are scored anew, the same
        way: a diagonal bilinear term and a linear one for either end.
        """
        place = np.arange(len(heads))
        root = heads < 0
        heads = np.where(root, place, heads)
        scores = found["relations"].copy()
        moved = np.flatnonzero(heads != found["arcs"].argmax(axis=1))
        if len(moved):
            dependent, head = found["relation_dependent"][moved], found["relation_head"][heads[moved]]
            pairs = np.concatenate([dependent * head, dependent, head], axis=1)
            # einsum, not a matrix product: the mathematics library's waiting threads would halve the encoder's speed
            scores[moved] = np.einsum("wd,dl->wl", pairs, self._relation_weight) + self._relation_bias
        scores[~root, self._root] = -np.inf
        best = scores.argmax(axis=1)
        best[root] = self._root
        return [self._deprels[number] for number in best.tolist()]


def _block_starts(words: Sequence[Sequence[str]], blocks: Sequence[int]) -> NDArray[np.bool_]:
    """Whether each word is the first of its block."""
    starts: list[bool] = []
    before = -1
    for sentence, block in zip(words, blocks, strict=True):
        if sentence:
            starts += [block != before] + [False] * (len(sentence) - 1)
            before = block
    return np.array(starts, dtype=bool)


def _join_parts(parts: Sequence[Part], root: int, analysis: Analysis) -> int:
    """Hangs the later parts of a long sentence on the root of its first, ``root`` where that lies in an earlier window.

    Returns the root of the last sentence that opens in the window, or ``root`` where none does.
    """
    for part in parts:
        top = analysis.heads.index(-1, part.first, part.last)
        if part.opens:
            root = top
            analysis.sentences.append((part.first, part.last))
        else:
            analysis.heads[top] = root
            analysis.deprels[top] = "parataxis"
            analysis.sentences[-1] = (analysis.sentences[-1][0], part.last)
    return root
