"""The encoder at run time: tags, trees, lemmas, names and attributions from one int8 ONNX graph.

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

from whence.reader import spoken, trees
from whence.reader.lemmas import Lemmatizer
from whence.reader.pieces import WordPieces
from whence.reader.tags import NameDecoder, agree
from whence.reader.windows import Window, pack
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
    between 0 and 1). ``attributions`` are (source, cue, content), each a list of token ranges.
    """

    upos: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deprels: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    entities: list[tuple[int, int, str, float]] = field(default_factory=list)
    attributions: list[tuple[Ranges, Ranges, Ranges]] = field(default_factory=list)


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

    def analyze(self, text: str, sentences: Sequence[Sequence[tuple[int, int]]]) -> Analysis:
        """Reads a document.

        Args:
            text: the document's text.
            sentences: token offsets into it, sentence by sentence.
        """
        words = [[text[start:end] for start, end in sentence] for sentence in sentences]
        flat = [word for sentence in words for word in sentence]
        analysis = Analysis()
        root = -1
        for window in pack(self._pieces, words):
            self._read(window, flat, analysis)
            root = _join_parts(window, root, analysis)
        analysis.entities = agree(analysis.entities, flat)
        return analysis

    def _read(self, window: Window, words: Sequence[str], analysis: Analysis) -> None:
        """Runs one window and appends what it shows."""
        outputs = self._session.run(
            OUTPUTS,
            {"ids": window.ids, "shapes": window.shapes, "first": window.starts, "sentence": window.sentence},
        )
        found = dict(zip(OUTPUTS, outputs, strict=True))
        heads = trees.decode(found["arcs"], window.sentence)
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
        for first, last, label, score in self._names.decode(found["entity"], window.sentence):
            analysis.entities.append((first + base, last + base, label, score))
        tags = found["attribution"].argmax(axis=1)
        own = words[window.first : window.last]
        edges = [tag == "PUNCT" and word not in _QUOTES for word, tag in zip(own, upos, strict=True)]
        for parts in spoken.decode(self._attribution, tags, found["links"], local, deprels, window.sentence):
            trimmed = [spoken.trim(part, edges) for part in parts]
            if trimmed[1] and trimmed[2]:
                source, cue, content = ([(first + base, last + base) for first, last in part] for part in trimmed)
                analysis.attributions.append((source, cue, content))

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


def _join_parts(window: Window, root: int, analysis: Analysis) -> int:
    """Hangs the later parts of a long sentence on the root of its first, ``root`` where that lies in an earlier window.

    Returns the root of the last sentence that opens in the window, or ``root`` where none does.
    """
    for part in window.parts:
        top = analysis.heads.index(-1, part.first, part.last)
        if part.opens:
            root = top
        else:
            analysis.heads[top] = root
            analysis.deprels[top] = "parataxis"
    return root
