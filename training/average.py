"""Averages the weights of two runs: ``python -m training.average EARLIER LATER RUN --share 0.6``.

The later run went on from the earlier one, so that their weights lie in one basin and the mean lies lower in it than
either end (Izmailov et al. 2018, Wortsman et al. 2022). Names gain most: a run that learns them by heart is drawn back.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch

SHARE = 0.6
"""Of the later run, tried on the shipped weights: names of UNER 77.4 to 78.1, of re3d 72.9 to 74.0, trees the same."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("earlier", type=Path)
    parser.add_argument("later", type=Path)
    parser.add_argument("run", type=Path, help="folder to write to")
    parser.add_argument("--share", type=float, default=SHARE, help="of the later run")
    arguments = parser.parse_args()
    arguments.run.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(arguments.later / "labels.json", arguments.run / "labels.json")
    earlier, later = (torch.load(run / "model.pt") for run in (arguments.earlier, arguments.later))
    mixed = {
        name: torch.lerp(earlier[name], weight, arguments.share) if weight.is_floating_point() else weight
        for name, weight in later.items()
    }
    torch.save(mixed, arguments.run / "model.pt")


if __name__ == "__main__":
    main()
