"""Trains the reader's model from the corpora to the shipped graph, in one command.

    python -m training.recipe --shared ../shared --minutes 240

Three runs of a third of the time each. The first learns treebanks, names and our own annotations. Its trees then show
silver attributions in news that has no gold syntax, which the second, from the first's weights, adds; the third goes on
with another sample of them. The learning rate falls through the first run to where the second begins, and to zero in
each of the others. What is exported is the mean of the last two (``average.py``). Last, the coreference
resolver's weights are learnt from what the new model reads.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

RUNS = 3
MIDDLE_RATE = 0.6
"""Where the learning rate stands at the end of the first run and the beginning of the others, of its first height."""


def run(module: str, *options: str) -> None:
    """Runs a module of ``training`` and stops where it fails."""
    subprocess.run([sys.executable, "-m", f"training.{module}", *options], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--minutes", type=float, default=240.0, help="of training, on two cores")
    parser.add_argument("--runs", type=Path, default=Path("training/runs"))
    parser.add_argument("--to", type=Path, default=Path("src/whence/reader/model"))
    arguments = parser.parse_args()
    corpora = ("--corpora", str(arguments.shared / "corpora"))
    first, second, third, mean = (arguments.runs / name for name in ("first", "second", "third", "mean"))
    minutes = ("--minutes", f"{arguments.minutes / RUNS}")
    run("train", *corpora, *minutes, "--end-rate", f"{MIDDLE_RATE}", "--run", str(first))
    run("export", *corpora, "--run", str(first), "--to", str(first / "model"))
    teacher = ("--teacher", str(first / "model"), "--rate", f"{MIDDLE_RATE}")
    # Each run has a seed of its own: with another's it would begin with the batches that it knows by heart.
    run("train", *corpora, *minutes, *teacher, "--seed", "6", "--start", str(first / "model.pt"), "--run", str(second))
    run("train", *corpora, *minutes, *teacher, "--seed", "7", "--start", str(second / "model.pt"), "--run", str(third))
    run("average", str(second), str(third), str(mean))
    run("export", *corpora, "--run", str(mean), "--to", str(arguments.to))
    run("antecedents", *corpora)


if __name__ == "__main__":
    main()
