"""Trains the reader's model from the corpora to the shipped graph, in one command.

    python -m training.recipe --shared ../shared --minutes 180

A third of the time goes into a first model of the treebanks, names and our own annotations. Its trees then show silver
attributions in news that has no gold syntax, and the second run, from the first's weights, adds these. The learning
rate falls through the first run and to zero in the second. Last, the coreference resolver's weights are learnt from
what the new model reads.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

FIRST_SHARE = 1 / 3
MIDDLE_RATE = 0.6
"""Where the learning rate stands between the runs, of its height at the beginning."""
SECOND_SEED = 7
"""Of the second run: it must not begin with the batches that the first began with."""


def run(module: str, *options: str) -> None:
    """Runs a module of ``training`` and stops where it fails."""
    subprocess.run([sys.executable, "-m", f"training.{module}", *options], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--minutes", type=float, default=180.0, help="of training, on two cores")
    parser.add_argument("--runs", type=Path, default=Path("training/runs"))
    parser.add_argument("--to", type=Path, default=Path("src/whence/reader/model"))
    arguments = parser.parse_args()
    corpora = ("--corpora", str(arguments.shared / "corpora"))
    first, second = arguments.runs / "first", arguments.runs / "second"
    minutes = arguments.minutes * FIRST_SHARE
    run("train", *corpora, "--minutes", f"{minutes}", "--end-rate", f"{MIDDLE_RATE}", "--run", str(first))
    run("export", *corpora, "--run", str(first), "--to", str(first / "model"))
    run(
        "train",
        *corpora,
        *("--minutes", f"{arguments.minutes - minutes}", "--rate", f"{MIDDLE_RATE}", "--seed", f"{SECOND_SEED}"),
        *("--start", str(first / "model.pt"), "--teacher", str(first / "model"), "--run", str(second)),
    )
    run("export", *corpora, "--run", str(second), "--to", str(arguments.to))
    run("antecedents", *corpora)


if __name__ == "__main__":
    main()
