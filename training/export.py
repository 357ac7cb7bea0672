"""Exports a trained model as one ONNX graph: ``python -m training.export --run training/runs/latest``.

The encoder's matrices and all embeddings become int8 (dynamic, one scale a channel); the heads stay fp32. Inputs are
one window: ``ids`` and ``shapes`` ``[L]``, ``first`` ``[W]``; arcs are scored over the whole window, and the runtime
keeps them inside sentences. Relations are scored for each word and its best head; for the few words to which the tree
gives another, the head's matrix stands in ``relations.npz``.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.corpora import Document, gum_documents, read_conllu
from training.labels import EVENT_TYPES, FACTUALITY, MODES, ROLES
from training.model import RELATION_WIDTH, Reader
from training.train import backbone
from whence.reader.encoder import OUTPUTS

POSITIONS = 288
"""Positions kept: the longest window and some room."""


class Graph(nn.Module):
    """The model on one window, without a batch dimension; tags and edit scripts as their best label."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        out = self.model(ids[None], shapes[None], None, first[None], torch.zeros_like(first)[None])
        index = out["arcs"].argmax(-1).unsqueeze(-1).expand(-1, -1, RELATION_WIDTH)
        out["relations"] = self.model.relations(out["relation_dependent"], out["relation_head"].gather(1, index))
        best = {name: out[name].argmax(-1) for name in ("upos", "lemma")}
        return tuple((best[name] if name in best else out[name])[0] for name in OUTPUTS)


def export_graph(model: Reader, path: Path) -> None:
    """Writes the fp32 graph."""
    model.eval()
    model.positions.weight = nn.Parameter(model.positions.weight[:POSITIONS])
    size, words = 17, 9
    example = (
        torch.randint(1000, 2000, (size,)),
        torch.zeros(size, dtype=torch.int64),
        torch.arange(1, words + 1),
    )
    torch.onnx.export(
        Graph(model),
        example,
        str(path),
        input_names=["ids", "shapes", "first"],
        output_names=list(OUTPUTS),
        dynamic_axes={
            **{name: {0: "pieces"} for name in ("ids", "shapes")},
            **{name: {0: "words"} for name in ("first", *OUTPUTS)},
            **{name: {0: "words", 1: "words"} for name in ("arcs", "links")},
            "roles": {1: "words", 2: "words"},
        },
        opset_version=17,
        dynamo=False,
    )


def head_nodes(path: Path) -> list[str]:
    """Names of the matrix products outside the encoder's layers."""
    graph = onnx.load(str(path)).graph
    return [node.name for node in graph.node if node.op_type in ("MatMul", "Gemm") and "layer" not in node.name]


def attention_products(path: Path) -> list[str]:
    """Names of the products of two activations in attention, which gain nothing from int8."""
    model = onnx.load(str(path))
    constants = {item.name for item in model.graph.initializer}
    return [
        node.name
        for node in model.graph.node
        if node.op_type == "MatMul" and not any(name in constants for name in node.input)
    ]


def lemma_table(documents: list[Document]) -> dict[str, dict[str, str]]:
    """Lower-case form to its most frequent lemma, by UPOS, from the treebanks' training parts; names left out."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for document in documents:
        for sentence in document:
            for form, upos, lemma in zip(sentence.words, sentence.upos or (), sentence.lemmas or (), strict=False):
                if (
                    upos not in ("PROPN", "PUNCT", "SYM", "X", "NUM")
                    and form.replace("'", "").replace("’", "").isalpha()
                ):
                    seen[form.lower(), upos][lemma] += 1
    table: dict[str, dict[str, str]] = defaultdict(dict)
    for (form, upos), counts in sorted(seen.items()):
        table[upos][form] = counts.most_common(1)[0][0]
    return dict(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, default=Path("training/runs/latest"))
    parser.add_argument("--to", type=Path, default=Path("src/whence/reader/model"))
    parser.add_argument("--weights", default="model.pt", help="file in the run's folder")
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    arguments = parser.parse_args()
    labels = json.loads((arguments.run / "labels.json").read_text(encoding="utf-8"))
    sizes = {name: len(labels[name]) for name in ("upos", "deprel", "lemma", "entity", "attribution")}
    model = Reader(sizes)
    model.load_state_dict(torch.load(arguments.run / arguments.weights))
    full = arguments.run / "reader.fp32.onnx"
    export_graph(model, full)
    excluded = sorted({*head_nodes(full), *attention_products(full)})
    arguments.to.mkdir(parents=True, exist_ok=True)
    quantize_dynamic(
        str(full),
        str(arguments.to / "reader.onnx"),
        per_channel=True,
        reduce_range=True,  # seven bits: CPUs without VNNI saturate on eight; dev scores are the same
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        nodes_to_exclude=excluded,
    )
    weight = model.relation_label.weight.detach().numpy()
    np.savez(arguments.to / "relations.npz", weight=weight.T.copy(), bias=model.relation_label.bias.detach().numpy())
    shipped = {
        **labels,
        "trigger": ["O", *EVENT_TYPES],
        "mode": ["", *MODES],
        "factuality": list(FACTUALITY),
        "role": list(ROLES),
    }
    (arguments.to / "labels.json").write_text(
        json.dumps(shipped, ensure_ascii=False, indent=0) + "\n", encoding="utf-8"
    )
    tokenizer = json.loads((backbone() / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer["padding"] = tokenizer["truncation"] = None
    (arguments.to / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf-8")
    treebanks = [d for _, d in read_conllu(arguments.corpora / "train/ud_english_ewt/en_ewt-ud-train.conllu")]
    treebanks += [d for _, d in gum_documents(arguments.corpora / "train/gum", "train")]
    table = lemma_table(treebanks)
    (arguments.to / "lemmas.json").write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    for file in sorted(arguments.to.iterdir()):
        print(f"{file.stat().st_size:>10} {file.name}")


if __name__ == "__main__":
    main()
