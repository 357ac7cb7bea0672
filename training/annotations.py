"""Our own annotations: kept as offsets into the corpora, never as text.

An annotator writes working files, a JSON object a sentence, whose spans are quoted words
(``training/data/GUIDELINES.md`` says how). ``check`` finds each quotation in its sentence and says what it cannot
find; ``keep`` turns checked files into ``training/data/annotations/*.jsonl``, offsets alone. ``read`` joins
those with the corpora again, and stops where a corpus is another version than the one annotated.

    python -m training.annotations check PASSAGES WORK...
    python -m training.annotations keep PASSAGES ANNOTATOR OUT WORK...
    python -m training.annotations agree OUT_A OUT_B
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from training.labels import ENTITIES, EVENT_TYPES, FACTUALITY, MODES, ROLES

Span = tuple[int, int]


@dataclass
class Attribution:
    """Who says what: each part a list of spans."""

    source: list[Span]
    cue: list[Span]
    content: list[Span]


@dataclass
class Happening:
    """An event: its trigger word, type, mode, factuality with its markers, and the spans that play a role."""

    trigger: Span
    type: str
    mode: str | None
    factuality: str
    markers: list[Span]
    roles: dict[str, list[Span]]


@dataclass
class Annotated:
    """One sentence: where it stands, and what was seen in it. ``check`` is the first of its text's SHA-256."""

    corpus: str
    document: str
    part: str
    start: int
    end: int
    check: str
    names: list[tuple[int, int, str]] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    events: list[Happening] = field(default_factory=list)

    def hold_to(self, text: str) -> None:
        """Raises ValueError unless this is the document's text that was annotated."""
        if checksum(text[self.start : self.end]) != self.check:
            raise ValueError(f"{self.corpus}/{self.document} at {self.start} is not the text that was annotated")


class QuoteError(ValueError):
    """A quotation in a working file that is not in its sentence, or in it more than once."""


def checksum(text: str) -> str:
    """The first eight hexadecimal figures of a text's SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def locate(text: str, quote: str) -> list[Span]:
    """Where a quotation stands: ``word``, ``word~2`` (the second), ``word~*`` (all), ``first words ... last words``."""
    which = ""
    if match := re.search(r"~(\d+|\*)$", quote):
        quote, which = quote[: match.start()], match[1]
    head, gap, tail = quote.partition(" ... ")
    found = []
    for match in re.finditer(rf"(?<!\w){re.escape(head)}(?!\w)" if head[:1].isalnum() else re.escape(head), text):
        end = match.end()
        if gap:
            last = text.find(tail, end)
            if last < 0:
                continue
            end = last + len(tail)
        found.append((match.start(), end))
    if not found:
        raise QuoteError(f"not in the sentence: {quote!r}")
    if which == "*":
        return found
    if which:
        if int(which) > len(found):
            raise QuoteError(f"{quote!r} stands {len(found)} times, there is no ~{which}")
        return [found[int(which) - 1]]
    if len(found) > 1:
        raise QuoteError(f"{quote!r} stands {len(found)} times: write ~1, ~2 ... or ~* for all")
    return found


class Work:
    """The sentences offered for annotation, by their names (``p12.3``: passage 12, sentence 3)."""

    def __init__(self, passages: Path) -> None:
        self.rows: dict[str, tuple[dict[str, Any], int]] = {}
        for line in passages.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            for number in range(len(row["sentences"])):
                self.rows[f"{row['name']}.{number + 1}"] = (row, number)

    def spans(self, name: str, quotes: list[str]) -> list[Span]:
        """Offsets in the document of some quotations; ``p12.4|words`` quotes another sentence of the passage."""
        spans = []
        for quote in quotes:
            where, bar, words = quote.partition("|")
            here = where if bar and where in self.rows else name
            row, number = self.rows[here]
            base = row["sentences"][number][0]
            text = row["texts"][number]
            spans += [(base + a, base + b) for a, b in locate(text, words if here != name or bar else quote)]
        return spans

    def annotated(self, given: dict[str, Any]) -> Annotated:
        """A line of a working file with its offsets.

        Raises:
            QuoteError: a quotation that is not there, a label that is none, a part that is missing.
        """
        name = given["s"]
        if name not in self.rows:
            raise QuoteError(f"no sentence {name}")
        if unknown := set(given) - {"s", "n", "a", "e"}:
            raise QuoteError(f"unknown keys {sorted(unknown)}")
        row, number = self.rows[name]
        start, end = row["sentences"][number]
        one = Annotated(row["corpus"], row["document"], row["part"], start, end, checksum(row["texts"][number]))
        for label, quote in given.get("n", []):
            if label not in ENTITIES:
                raise QuoteError(f"no label {label}; there are {' '.join(ENTITIES)}")
            one.names += [(a, b, label) for a, b in self.spans(name, [quote])]
        for row_a in given.get("a", []):
            if set(row_a) - {"s", "c", "t"} or not row_a.get("t") or not row_a.get("c"):
                raise QuoteError(f"an attribution has s, c, t, and c and t are not empty: {row_a}")
            one.attributions.append(Attribution(*(self.spans(name, row_a.get(key, [])) for key in "sct")))
        one.events = [self._event(name, row_e) for row_e in given.get("e", [])]
        return one

    def _event(self, name: str, given: dict[str, Any]) -> Happening:
        if given.get("t") not in EVENT_TYPES:
            raise QuoteError(f"no type {given.get('t')}")
        if given.get("m") is not None and given["m"] not in MODES:
            raise QuoteError(f"no mode {given['m']}")
        if given.get("f") not in FACTUALITY:
            raise QuoteError(f"no factuality {given.get('f')}")
        if unknown := set(given) - {"w", "t", "m", "f", "k", *ROLES}:
            raise QuoteError(f"unknown keys in an event: {sorted(unknown)}")
        trigger = self.spans(name, [given["w"]])
        if len(trigger) != 1 or re.search(r"\s", given["w"]):
            raise QuoteError(f"a trigger is one word: {given['w']!r}")
        roles = {role: self.spans(name, given[role]) for role in ROLES if given.get(role)}
        return Happening(
            trigger[0], given["t"], given.get("m"), given["f"], self.spans(name, given.get("k", [])), roles
        )

    def load(self, files: list[Path]) -> tuple[list[Annotated], list[str]]:
        """All sentences of working files, and what is wrong in them."""
        found: list[Annotated] = []
        wrong: list[str] = []
        for path in files:
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if not line.strip():
                    continue
                try:
                    given = json.loads(line)
                    found.append(self.annotated(given))
                except (QuoteError, ValueError, KeyError, AttributeError, TypeError) as error:
                    wrong.append(f"{path.name}:{number}: {line[:40]}: {error}")
        return found, wrong


def save(sentences: list[Annotated], path: Path) -> None:
    """Writes sentences as JSON lines, in the order of corpus, document and offset."""
    rows = sorted(sentences, key=lambda one: (one.corpus, one.document, one.start))
    lines = [json.dumps(asdict(one), separators=(",", ":")) for one in rows]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def load(path: Path) -> list[Annotated]:
    """Sentences from a file that ``save`` wrote."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        row["names"] = [tuple(name) for name in row["names"]]
        row["attributions"] = [
            Attribution(*([(a, b) for a, b in one[key]] for key in ("source", "cue", "content")))
            for one in row["attributions"]
        ]
        row["events"] = [
            Happening(
                tuple(one["trigger"]),
                one["type"],
                one["mode"],
                one["factuality"],
                [(a, b) for a, b in one["markers"]],
                {role: [(a, b) for a, b in spans] for role, spans in one["roles"].items()},
            )
            for one in row["events"]
        ]
        found.append(Annotated(**row))
    return found


def _keyed(sentences: list[Annotated]) -> dict[tuple[str, str, int], Annotated]:
    return {(one.corpus, one.document, one.start): one for one in sentences}


def layers(one: Annotated) -> Iterator[tuple[str, object]]:
    """What two annotators can agree on, a key each, by layer."""
    for name in one.names:
        yield "names", name
    for report in one.attributions:
        for part in ("source", "cue", "content"):
            for span in getattr(report, part):
                yield f"attribution {part}", span
    for event in one.events:
        yield "trigger", event.trigger
        yield "trigger and type", (event.trigger, event.type)
        for role, spans in event.roles.items():
            for span in spans:
                yield f"role {role}", (event.trigger, span)


def agreement(first: list[Annotated], second: list[Annotated]) -> dict[str, float]:
    """F1 of each layer (exact spans); mode and factuality as kappa (Cohen 1960) over triggers that both have."""
    ours, theirs = _keyed(first), _keyed(second)
    both = sorted(set(ours) & set(theirs))
    counts: dict[str, list[int]] = {}
    values: list[tuple[str, str]] = []
    modes: list[tuple[str, str]] = []
    for key in both:
        left, right = set(layers(ours[key])), set(layers(theirs[key]))
        for layer, _ in left | right:
            counts.setdefault(layer, [0, 0, 0])
        for layer, thing in left:
            counts[layer][0] += 1
            counts[layer][2] += (layer, thing) in right
        for layer, _ in right:
            counts[layer][1] += 1
        events = {event.trigger: event for event in theirs[key].events}
        for event in ours[key].events:
            if event.trigger in events:
                other = events[event.trigger]
                values.append((event.factuality, other.factuality))
                if event.type == other.type:
                    modes.append((str(event.mode), str(other.mode)))
    found = {layer: round(2 * hit / max(1, left + right), 3) for layer, (left, right, hit) in sorted(counts.items())}
    found["mode, kappa"] = _kappa(modes)
    found["factuality, kappa"] = _kappa(values)
    found["sentences"] = len(both)
    return found


def _kappa(pairs: list[tuple[str, str]]) -> float:
    if not pairs:
        return 0.0
    seen = sum(a == b for a, b in pairs) / len(pairs)
    labels = {label for pair in pairs for label in pair}
    chance = sum(
        sum(a == label for a, _ in pairs) * sum(b == label for _, b in pairs) / len(pairs) ** 2 for label in labels
    )
    return round((seen - chance) / (1 - chance), 3) if chance < 1 else 1.0


def main() -> None:
    verb, *rest = sys.argv[1:] or [""]
    if verb == "agree" and len(rest) == 2:
        print(json.dumps(agreement(load(Path(rest[0])), load(Path(rest[1]))), indent=1))
        return
    if verb not in ("check", "keep") or len(rest) < 2:
        raise SystemExit(__doc__)
    work = Work(Path(rest[0]))
    files = [Path(name) for name in (rest[1:] if verb == "check" else rest[2:])]
    found, wrong = work.load(files)
    print("\n".join(wrong[:60]))
    print(f"{len(found)} sentences read, {len(wrong)} lines wrong")
    if verb == "keep":
        save(found, Path(rest[1]))


if __name__ == "__main__":
    main()
