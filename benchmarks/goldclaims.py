"""The gold set of claims: kept as offsets into the corpora, never as text.

A coder writes working files, a JSON object a claim, that quote the text's words (``gold/GUIDELINES.md``). ``check``
finds each quotation and says what it cannot find; ``keep`` turns checked files into ``gold/*.jsonl``. :func:`load`
joins those with the corpora again and stops where a corpus is another version than the one coded;
:func:`for_scorer` brings a text to the form that ``score.claims`` reads.

    python benchmarks/goldclaims.py check TEXTS WORK...
    python benchmarks/goldclaims.py keep TEXTS OUT WORK...
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, get_args

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from golddraw import corpus_texts  # noqa: E402
from training.annotations import checksum  # noqa: E402
from training.labels import EVENT_TYPES, FACTUALITY, MODES  # noqa: E402

from whence.records.claim import Measure, Predicate  # noqa: E402

TOLLS = {name: name for name in ("injured", "abducted", "detained", "displaced")} | {"killed": "fatalities"}
PREDICATES: tuple[str, ...] = get_args(Predicate)
MEASURES: tuple[str, ...] = get_args(Measure)
REQUIRED = {
    "event": {"t", "actors", "recipients", "chain", "f"},
    "relation": {"p", "subject", "object", "chain", "f"},
    "estimate": {"measure", "of", "value", "chain", "f"},
    "forecast": {"about", "chain", "f"},
}
ALLOWED = {
    "event": {"m", "place", "country", "date", "doers_f", *TOLLS},
    "relation": {"place", "country", "date"},
    "estimate": {"place", "country", "as_of", "unit", "trend"},
    "forecast": {"t", "place", "country", "probability", "horizon", "condition"},
}
ENTITIES = ("place", "subject", "object", "of", "about")
ENTITY_LISTS = ("actors", "recipients", "chain")
ANONYMOUS = "anonymous"


class WorkError(ValueError):
    """A line of a working file that cannot be kept."""


@dataclass
class Coded:
    """A text with its claims: ``items`` quote it by ``[start, end]``, entities are ``{"at": [start, end], "name"}``."""

    corpus: str
    document: str
    part: str
    published: str | None
    check: str
    items: list[dict[str, Any]] = field(default_factory=list)
    must_not: list[dict[str, Any]] = field(default_factory=list)
    aliases: dict[str, list[str]] = field(default_factory=dict)
    text: str = ""


def occurrences(text: str, words: str) -> list[tuple[int, int]]:
    """Every place of some words; ``first ... last`` spans what lies between."""
    head, gap, tail = words.partition(" ... ")
    found = []
    for match in re.finditer(rf"(?<!\w){re.escape(head)}", text):
        end = match.end()
        if gap:
            end = text.find(tail, end)
            if end < 0:
                continue
            end += len(tail)
        if end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
            continue
        found.append((match.start(), end))
    return found


def quoted(text: str, words: str) -> tuple[int, int]:
    """Where a quotation stands; ``words~2`` is its second occurrence.

    Raises:
        WorkError: it is not there, or there more than once.
    """
    which = re.search(r"~(\d+)$", words)
    found = occurrences(text, words[: which.start()] if which else words)
    if not found:
        raise WorkError(f"not in the text: {words!r}")
    if which is None and len(found) > 1:
        raise WorkError(f"{words!r} stands {len(found)} times: take more words or write ~1, ~2 ...")
    number = int(which[1]) if which else 1
    if number > len(found):
        raise WorkError(f"{words!r}: there are {len(found)}")
    return found[number - 1]


def entity(text: str, given: str, quote: tuple[int, int]) -> dict[str, Any]:
    """``words`` or ``words = name``, found nearest to the quotation.

    Raises:
        WorkError: the words are not in the text.
    """
    if given == ANONYMOUS:
        return {"name": ANONYMOUS}
    words, equals, name = given.partition(" = ")
    found = occurrences(text, words.strip())
    if not found:
        raise WorkError(f"not in the text: {words!r}")

    def distance(span: tuple[int, int]) -> int:
        return max(0, quote[0] - span[1], span[0] - quote[1])

    nearest = min(found, key=distance)
    return {"at": list(nearest)} | ({"name": name.strip()} if equals else {})


def _interval(key: str, value: Any) -> list[str | None]:
    if not isinstance(value, list) or len(value) != 2:
        raise WorkError(f"{key} is [first day, last day], not {value!r}")
    for day in value:
        if day is not None and not re.fullmatch(r"\d{4}-\d\d-\d\d", str(day)):
            raise WorkError(f"{key}: {day!r} is no day such as 2018-05-15")
    if None not in value and value[0] > value[1]:
        raise WorkError(f"{key} ends before it begins: {value}")
    return value


def _range(key: str, value: Any) -> list[float | None]:
    if not isinstance(value, list) or len(value) != 2 or any(not isinstance(n, int | float | None) for n in value):
        raise WorkError(f"{key} is [min, max], not {value!r}")
    if value == [None, None]:
        raise WorkError(f"{key} has no bound: an unknown number is [1, null]")
    return value


def _known(key: str, values: Iterable[str], allowed: Iterable[str]) -> None:
    allowed = list(allowed)
    if unknown := [one for one in values if one not in allowed]:
        raise WorkError(f"{key}: no {unknown}; there are {' '.join(allowed)}")


def item(text: str, given: dict[str, Any]) -> dict[str, Any]:
    """A claim of a working file with offsets for quotations.

    Raises:
        WorkError: a field is missing, unknown or not as the guidelines say.
    """
    kind = given.get("k")
    if kind not in REQUIRED:
        raise WorkError(f"k is one of {' '.join(REQUIRED)}, not {kind!r}")
    keys = set(given) - {"d", "k", "q"}
    if missing := REQUIRED[kind] - keys:
        raise WorkError(f"a {kind} lacks {sorted(missing)}")
    if unknown := keys - REQUIRED[kind] - ALLOWED[kind]:
        raise WorkError(f"a {kind} has no {sorted(unknown)}")
    quote = quoted(text, given["q"])
    found: dict[str, Any] = {"kind": kind, "quote": list(quote)}
    for key in sorted(keys):
        value = given[key]
        if key in ENTITIES:
            found[key] = entity(text, value, quote)
        elif key in ENTITY_LISTS:
            found[key] = [entity(text, one, quote) for one in value]
        elif key in ("date", "as_of", "horizon"):
            found[key] = _interval(key, value)
        elif key in (*TOLLS, "value", "probability"):
            found[key] = _range(key, value)
        elif key == "condition":
            found[key] = list(quoted(text, value))
        else:
            found[key] = _labels(key, value)
    return found


def _labels(key: str, value: Any) -> Any:
    allowed = {
        "t": EVENT_TYPES,
        "m": MODES,
        "p": PREDICATES,
        "measure": MEASURES,
        "f": FACTUALITY,
        "doers_f": FACTUALITY,
    }
    if key in ("t", "p", "f", "measure"):
        value = [value] if isinstance(value, str) else value
        _known(key, value, allowed[key])
    elif key in allowed:
        _known(key, [value], allowed[key])
    elif key == "country" and not re.fullmatch(r"[A-Z]{3}", value):
        raise WorkError(f"country is ISO alpha-3, not {value!r}")
    return value


def drawn(path: Path) -> dict[str, Coded]:
    """The texts drawn for coding, by their names."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {
        row["name"]: Coded(
            row["corpus"], row["document"], row["part"], row["published"], checksum(row["text"]), text=row["text"]
        )
        for row in rows
    }


def add(one: Coded, given: dict[str, Any]) -> None:
    """Adds a line of a working file to its text."""
    if "not" in given:
        one.must_not.append({"quote": list(quoted(one.text, given["not"])), "why": given.get("why", "")})
    elif "alias" in given:
        one.aliases |= given["alias"]
    elif "none" not in given:
        one.items.append(item(one.text, given))


def worked(texts: dict[str, Coded], paths: Iterable[Path]) -> tuple[list[str], set[str]]:
    """Fills the texts from working files; returns the complaints and the names of the texts told of."""
    complaints, told = [], set()
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            try:
                given = json.loads(line)
                told.add(given["d"])
                add(texts[given["d"]], given)
            except (json.JSONDecodeError, KeyError, WorkError, TypeError, AttributeError) as error:
                complaints.append(f"{path.name}:{number}: {error}")
    return complaints, told


def stored(path: Path) -> Iterator[Coded]:
    """The coded texts of a file, without their words."""
    for line in path.read_text(encoding="utf-8").splitlines():
        yield Coded(**json.loads(line))


def load(corpora: Path, path: Path) -> list[Coded]:
    """The coded texts of a file with their words.

    Raises:
        ValueError: a corpus has another text than the one coded, or lacks it.
    """
    rows = {(one.corpus, one.document): one for one in stored(path)}
    for corpus in sorted({corpus for corpus, _ in rows}):
        for name, _, text in corpus_texts(corpora, corpus):
            if one := rows.get((corpus, name)):
                if checksum(text) != one.check:
                    raise ValueError(f"{corpus}/{name} is not the text that was coded")
                one.text = text
    if lost := [key for key, one in rows.items() if not one.text]:
        raise ValueError(f"the corpora lack {len(lost)} coded texts, such as {lost[0]}")
    return list(rows.values())


def _name(one: Coded, given: dict[str, Any]) -> str:
    if "name" in given:
        return str(given["name"])
    start, end = given["at"]
    return one.text[start:end]


_AHEAD = ("event", "forecast")


def for_scorer(one: Coded) -> dict[str, Any]:
    """A coded text in the form that ``score.claims`` reads."""
    items = []
    for number, given in enumerate(one.items, 1):
        start, end = given["quote"]
        out: dict[str, Any] = {"id": str(number), "kind": given["kind"], "quote": one.text[start:end]}
        for key, value in given.items():
            if key in ENTITIES:
                out[key] = _name(one, value)
            elif key in ("actors", "recipients"):
                out[key] = [_name(one, x) for x in value]
            elif key == "chain":
                out["sources"] = [_name(one, x) for x in value]
            elif key == "t" and given["kind"] == "event":
                out["types"] = value
            elif key == "p":
                out["predicates"] = value
            elif key == "f":
                out["factuality"] = value
            elif key in TOLLS:
                out[TOLLS[key]] = value
            elif key in ("date", "as_of", "value", "measure", "country", "probability"):
                out[key] = value
        if given["f"] == ["Uu"] and given["kind"] in _AHEAD:
            # A plan, order or demand may be told as an event that is not said to be so, or as a forecast.
            out["kinds"] = list(_AHEAD)
            out["types"] = [*given.get("t", []), "forecast"]
        items.append(out)
    bans = [
        {"id": str(number), "quote": one.text[slice(*ban["quote"])], "why": ban["why"]}
        for number, ban in enumerate(one.must_not)
    ]
    return {
        "document": f"{one.corpus}/{one.document}",
        "published": one.published,
        "text": one.text,
        "items": items,
        "must_not": bans,
        "aliases": one.aliases,
    }


def write(path: Path, coded: Iterable[Coded]) -> None:
    """Keeps coded texts, without their words."""
    with path.open("w", encoding="utf-8") as file:
        for one in coded:
            row = {key: value for key, value in asdict(one).items() if key != "text"}
            file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")


def main() -> None:
    verb, texts_path, *rest = sys.argv[1:]
    texts = drawn(Path(texts_path))
    if verb == "check":
        complaints, told = worked(texts, map(Path, rest))
        print(*complaints, sep="\n")
        counts: dict[str, int] = defaultdict(int)
        for name in told & set(texts):
            for given in texts[name].items:
                counts[given["kind"]] += 1
        print(f"{len(complaints)} complaints; {len(told)} texts, claims: {dict(counts)}")
        raise SystemExit(1 if complaints else 0)
    out, *files = map(Path, rest)
    complaints, told = worked(texts, files)
    if complaints:
        raise SystemExit("\n".join(complaints))
    write(out, (texts[name] for name in texts if name in told))
    print(f"{len(told)} texts, {sum(len(texts[name].items) for name in told)} claims")


if __name__ == "__main__":
    main()
