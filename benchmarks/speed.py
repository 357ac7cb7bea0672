"""How fast whence reads, in how much memory: ``python benchmarks/speed.py``.

Each figure is measured on the ``whence`` command in a process of its own, as a person runs it. The texts are made
from the sample dispatches, turned and joined to about 800 words, each another.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "samples"
FLOORS = json.loads((HERE / "floors.json").read_text())
WORDS = 800
SAMPLE_EVERY_S = 0.1


@dataclass
class Measured:
    """A process that has run: seconds by the clock and of the processor, messages, and resident memory over time:
    (second, MB of its largest process, MB of all its processes)."""

    seconds: float
    processor: float
    memory: list[tuple[float, float, float]] = field(default_factory=list)
    messages: str = ""

    @property
    def peak(self) -> float:
        return max((largest for _, largest, _ in self.memory), default=0.0)

    def median_between(self, first: float, last: float) -> float:
        """The median of all its memory between two parts of the run, 0 to 1."""
        within = [whole for at, _, whole in self.memory if first * self.seconds <= at <= last * self.seconds]
        return statistics.median(within) if within else 0.0


def measure(*tokens: str) -> Measured:
    """Run ``whence`` with these arguments and watch its memory.

    Raises:
        SystemExit: if it fails.
    """
    started, spent = time.perf_counter(), processor_seconds()
    process = subprocess.Popen(
        [sys.executable, "-m", "whence", *tokens], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    memory: list[tuple[float, float, float]] = []
    over = threading.Event()

    def watch() -> None:
        while not over.wait(SAMPLE_EVERY_S):
            sizes = [size for pid in family(process.pid) if (size := resident(pid)) is not None]
            if sizes:
                memory.append((time.perf_counter() - started, max(sizes), sum(sizes)))

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, messages = process.communicate()
    seconds = time.perf_counter() - started
    over.set()
    watcher.join()
    if process.returncode != 0:
        raise SystemExit(f"whence {' '.join(tokens)} ended with {process.returncode}:\n{messages}")
    return Measured(seconds, processor_seconds() - spent, memory, messages)


def processor_seconds() -> float:
    """What all processes that have ended here took of the processor."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def resident(pid: int) -> float | None:
    """Resident memory of a process, MB; ``None`` where it has ended or the system does not tell."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return None
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def family(pid: int) -> list[int]:
    """A process and all that it has started."""
    members = [pid]
    for member in members:
        try:
            tasks = list(Path(f"/proc/{member}/task").iterdir())
            members += [int(child) for task in tasks for child in (task / "children").read_text().split()]
        except OSError:
            continue
    return members


def articles(count: int) -> list[str]:
    """``count`` distinct texts of about 800 words: paragraphs of the samples in order, from another start each time."""
    paragraphs = [
        paragraph.strip()
        for path in sorted(SAMPLES.glob("*.txt"))
        for paragraph in path.read_text(encoding="utf-8").split("\n\n")
        if len(paragraph.split()) >= 20
    ]
    texts = []
    for number in range(count):
        # A step that shares no factor with the number of paragraphs visits all starts before any comes twice.
        at = number * 7 % len(paragraphs)
        text = [f"Digest {number} of the reports of the day, as they came in over the wires this morning."]
        while sum(len(paragraph.split()) for paragraph in text) < WORDS:
            text.append(paragraphs[at % len(paragraphs)])
            at += 1
        texts.append("\n\n".join(text))
    return texts


def main() -> int:
    """Measure, print a table, and tell by the exit status whether the floors hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=200, help="how many in the long run")
    parser.add_argument("--floors", action="store_true", help="exit with 1 where a figure is worse than floors.json")
    arguments = parser.parse_args()
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        texts = articles(arguments.articles)
        (where / "one.txt").write_text(texts[0], encoding="utf-8")
        (where / "all.jsonl").write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
        figures["help_s"] = min(measure("--help").seconds for _ in range(5))
        cold = [
            measure("read", str(where / "one.txt"), "--casefile", str(where / f"{turn}.duckdb")) for turn in range(3)
        ]
        figures["one_article_cold_s"] = min(each.seconds for each in cold)
        casefile = str(where / "all.duckdb")
        run = measure("read", str(where / "all.jsonl"), "--casefile", casefile)
        figures["documents_a_second"] = len(texts) / (run.seconds - figures["one_article_cold_s"])
        started = min(each.processor for each in cold)
        figures["processor_s_a_document"] = (run.processor - started) / (len(texts) - 1)
        figures["peak_mb"] = run.peak
        # Flat: what is held in the last tenth of the run against what was held after its first fifth.
        figures["growth_mb"] = run.median_between(0.9, 1.0) - run.median_between(0.2, 0.3)
        again = measure("read", str(where / "all.jsonl"), "--casefile", casefile)
        figures["skipped_a_second"] = len(texts) / again.seconds
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {len(texts)} articles")
    print(run.messages.strip())
    return report(figures, strict=arguments.floors)


def report(figures: dict[str, float], *, strict: bool) -> int:
    """Print each figure beside its floor."""
    worse = 0
    print(f"\n{'':22}{'measured':>10}{'floor':>12}")
    for name, value in figures.items():
        floor = FLOORS[name]
        holds = value <= floor["most"] if "most" in floor else value >= floor["least"]
        worse += not holds
        bound = f"<= {floor['most']}" if "most" in floor else f">= {floor['least']}"
        print(f"{name:22}{value:>10.2f}{bound:>12}{'' if holds else '  worse'}")
    return 1 if strict and worse else 0


if __name__ == "__main__":
    sys.exit(main())
