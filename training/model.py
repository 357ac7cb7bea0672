"""The network: a small BERT with case shapes, and heads for tags, trees, lemmas, names and attribution.

Written out rather than taken from a library: six layers, manual attention (PyTorch's fused attention is slower
backwards on CPUs) and dropout masks cut from a prefilled buffer (drawing them afresh took an eighth of a step).
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import ClassVar

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from training.labels import EVENT_TYPES, FACTUALITY, MODES, ROLES

WIDTH = 384
LAYERS = 6
"""Of MiniLM's six layers, five feed the heads of syntax and attribution; the sixth is left to names alone."""
ATTENTION_HEADS = 12
SHAPES = 16
ARC_WIDTH = 256
RELATION_WIDTH = 192
LINK_WIDTH = 128
ROLE_WIDTH = 48


class Dropout(nn.Module):
    """Dropout whose masks are random slices of one prefilled buffer."""

    _buffers_by_rate: ClassVar[dict[float, Tensor]] = {}

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, hidden: Tensor) -> Tensor:
        if not self.training or self.rate == 0.0:
            return hidden
        size = hidden.numel()
        buffer = self._buffers_by_rate.get(self.rate)
        if buffer is None or buffer.numel() < 2 * size:
            buffer = (torch.rand(max(4 * size, 1 << 22)) >= self.rate).to(hidden.dtype) / (1 - self.rate)
            self._buffers_by_rate[self.rate] = buffer
        start = int(torch.randint(0, buffer.numel() - size, (1,)).item())
        return hidden * buffer[start : start + size].view_as(hidden)


class Layer(nn.Module):
    """One transformer layer, normalised after each half as in BERT."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.query = nn.Linear(WIDTH, WIDTH)
        self.key = nn.Linear(WIDTH, WIDTH)
        self.value = nn.Linear(WIDTH, WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = Dropout(rate)

    def forward(self, hidden: Tensor, bias: Tensor | None) -> Tensor:
        batch, length, _ = hidden.shape
        size = WIDTH // ATTENTION_HEADS

        def split(states: Tensor) -> Tensor:
            return states.view(batch, length, ATTENTION_HEADS, size).transpose(1, 2)

        query, key, value = split(self.query(hidden)), split(self.key(hidden)), split(self.value(hidden))
        scores = query @ key.transpose(-1, -2) / math.sqrt(size)
        if bias is not None:
            scores = scores + bias
        weights = self.dropout(torch.softmax(scores, dim=-1))
        mixed = (weights @ value).transpose(1, 2).reshape(batch, length, WIDTH)
        hidden = self.norm1(hidden + self.dropout(self.out(mixed)))
        return self.norm2(hidden + self.dropout(self.down(functional.gelu(self.up(hidden)))))


class Reader(nn.Module):
    """Encoder and heads.

    Inputs of :meth:`forward`: piece numbers and shapes ``[B, L]``, ``mask`` ``[B, L]`` (1 for a piece) or ``None``, the
    first piece ``[B, W]`` and the sentence ``[B, W]`` of each word (-1 for padding).
    """

    def __init__(self, sizes: dict[str, int], rate: float = 0.1, head_rate: float = 0.25) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.kinds = nn.Parameter(torch.zeros(WIDTH), requires_grad=False)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(rate) for _ in range(LAYERS - 1))
        self.name_layer = Layer(rate)
        self.dropout = Dropout(rate)
        self.head_dropout = Dropout(head_rate)
        self.upos = nn.Linear(WIDTH, sizes["upos"])
        self.lemma = nn.Linear(WIDTH, sizes["lemma"])
        self.entity = nn.Linear(WIDTH, sizes["entity"])
        self.attribution = nn.Linear(WIDTH, sizes["attribution"])
        self.arc_dependent = nn.Linear(WIDTH, ARC_WIDTH)
        self.arc_head = nn.Linear(WIDTH, ARC_WIDTH)
        self.arc_matrix = nn.Parameter(torch.empty(ARC_WIDTH, ARC_WIDTH))
        self.arc_prior = nn.Linear(ARC_WIDTH, 1)
        self.arc_root = nn.Linear(ARC_WIDTH, 1)
        nn.init.normal_(self.arc_matrix, std=1 / ARC_WIDTH)
        self.relation_dependent = nn.Linear(WIDTH, RELATION_WIDTH)
        self.relation_head = nn.Linear(WIDTH, RELATION_WIDTH)
        self.relation_label = nn.Linear(3 * RELATION_WIDTH, sizes["deprel"])
        self.link_dependent = nn.Linear(WIDTH, LINK_WIDTH)
        self.link_head = nn.Linear(WIDTH, LINK_WIDTH)
        self.boundary = nn.Linear(WIDTH, 1)
        self.trigger = nn.Linear(WIDTH, 1 + len(EVENT_TYPES))
        self.mode = nn.Linear(WIDTH, 1 + len(MODES))
        self.factuality = nn.Linear(WIDTH, len(FACTUALITY))
        self.role_trigger = nn.Linear(WIDTH, len(ROLES) * ROLE_WIDTH)
        self.role_word = nn.Linear(WIDTH, len(ROLES) * ROLE_WIDTH)

    def load_backbone(self, path: Path) -> None:
        """Fills the encoder with MiniLM's weights; the layer of names is the last layer."""
        weights = load_file(str(path))
        self.words.weight.data.copy_(weights["embeddings.word_embeddings.weight"])
        self.positions.weight.data.copy_(weights["embeddings.position_embeddings.weight"])
        self.kinds.data.copy_(weights["embeddings.token_type_embeddings.weight"][0])
        self._copy(self.norm, weights, "embeddings.LayerNorm")
        for number, layer in enumerate(self.layers):
            self._copy_layer(layer, weights, number)
        self._copy_layer(self.name_layer, weights, LAYERS - 1)
        self.words.weight.requires_grad_(False)

    @staticmethod
    def _copy(module: nn.Module, weights: dict[str, Tensor], name: str) -> None:
        module.weight.data.copy_(weights[f"{name}.weight"])  # type: ignore[union-attr,operator]
        module.bias.data.copy_(weights[f"{name}.bias"])  # type: ignore[union-attr,operator]

    def _copy_layer(self, layer: nn.Module, weights: dict[str, Tensor], number: int) -> None:
        prefix = f"encoder.layer.{number}."
        for ours, theirs in (
            ("query", "attention.self.query"),
            ("key", "attention.self.key"),
            ("value", "attention.self.value"),
            ("out", "attention.output.dense"),
            ("norm1", "attention.output.LayerNorm"),
            ("up", "intermediate.dense"),
            ("down", "output.dense"),
            ("norm2", "output.LayerNorm"),
        ):
            self._copy(getattr(layer, ours), weights, prefix + theirs)

    def encode(self, ids: Tensor, shapes: Tensor, mask: Tensor | None, first: Tensor) -> tuple[Tensor, Tensor]:
        """Word vectors ``[B, W, 384]`` for syntax and attribution, and for names."""
        positions = torch.arange(ids.shape[1], device=ids.device)
        hidden = self.words(ids) + self.positions(positions) + self.kinds + self.shapes(shapes)
        hidden = self.dropout(self.norm(hidden))
        bias = None if mask is None else ((1.0 - mask.to(hidden.dtype)) * -1e4)[:, None, None, :]
        for layer in self.layers:
            hidden = layer(hidden, bias)
        names = self.name_layer(hidden, bias)
        index = first.unsqueeze(-1).expand(-1, -1, WIDTH)
        return hidden.gather(1, index), names.gather(1, index)

    def forward(
        self, ids: Tensor, shapes: Tensor, mask: Tensor | None, first: Tensor, sentence: Tensor
    ) -> dict[str, Tensor]:
        syntax, names = self.encode(ids, shapes, mask, first)
        syntax, names = self.head_dropout(syntax), self.head_dropout(names)
        same = (sentence.unsqueeze(-1) == sentence.unsqueeze(-2)) & (sentence.unsqueeze(-2) >= 0)
        dependent = self.head_dropout(functional.gelu(self.arc_dependent(syntax)))
        head = self.head_dropout(functional.gelu(self.arc_head(syntax)))
        arcs = dependent @ self.arc_matrix @ head.transpose(-1, -2) + self.arc_prior(head).transpose(-1, -2)
        place = torch.arange(arcs.shape[-1], device=arcs.device)
        own = place.unsqueeze(-1) == place.unsqueeze(-2)
        arcs = torch.where(own, self.arc_root(dependent), arcs).float()
        arcs = torch.where(same, arcs, torch.full_like(arcs, -1e4))
        links = self.link_dependent(syntax) @ self.link_head(syntax).transpose(-1, -2) / math.sqrt(LINK_WIDTH)
        return {
            "boundary": self.boundary(syntax).squeeze(-1),
            "trigger": self.trigger(names),
            "mode": self.mode(names),
            "factuality": self.factuality(names),
            "roles": self.roles(names),
            "upos": self.upos(syntax),
            "lemma": self.lemma(syntax),
            "entity": self.entity(names),
            "attribution": self.attribution(syntax),
            "arcs": arcs,
            "relation_dependent": self.head_dropout(functional.gelu(self.relation_dependent(syntax))),
            "relation_head": self.head_dropout(functional.gelu(self.relation_head(syntax))),
            "links": links,
        }

    def roles(self, words: Tensor) -> Tensor:
        """Scores ``[B, roles, W, W]``: whether a word (last axis) plays a role in the happening that another names."""

        def split(states: Tensor) -> Tensor:
            return states.view(*states.shape[:2], len(ROLES), ROLE_WIDTH).transpose(1, 2)

        trigger, word = split(self.role_trigger(words)), split(self.role_word(words))
        return trigger @ word.transpose(-1, -2) / math.sqrt(ROLE_WIDTH)

    def relations(self, dependent: Tensor, head: Tensor) -> Tensor:
        """Label scores of arcs, from the relation vectors of both ends."""
        return self.relation_label(torch.cat([dependent * head, dependent, head], dim=-1))
