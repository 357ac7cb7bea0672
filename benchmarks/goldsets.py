"""The sets that the reader is scored on, brought to the form that the scorers in ``../shared/score`` read.

Nothing is copied into the repository: the corpora are read where they lie, and what is made of them goes to a
temporary folder.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from training.annotations import Annotated  # noqa: E402
from training.corpora import gum_splits  # noqa: E402
from training.own import joined  # noqa: E402

MEANTIME_SENTENCES = 6
"""MEANTIME annotates an article's title and first five sentences."""


@dataclass
class Timed:
    """A text with its date and its time expressions: (start, end, TIMEX3 type, value)."""

    name: str
    text: str
    published: str | None
    times: list[tuple[int, int, str, str]] = field(default_factory=list)


def is_test(name: str) -> bool:
    """Half the documents, by the hash of their name: those that the date grammar was not developed on."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % 2 == 0


def write_timeml(documents: Iterable[Timed], folder: Path) -> None:
    """One TimeML file a document, as TempEval-3's are."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in documents:
        body, at = [], 0
        for number, (start, end, kind, value) in enumerate(sorted(one.times)):
            if start >= at:
                body += [escape(one.text[at:start]), f'<TIMEX3 tid="t{number}" type="{kind}" value={quoteattr(value)}>']
                body += [escape(one.text[start:end]), "</TIMEX3>"]
                at = end
        body.append(escape(one.text[at:]))
        date = f'<DCT><TIMEX3 value="{one.published}"/></DCT>' if one.published else ""
        (folder / f"{one.name}.tml").write_text(
            f"<TimeML>{date}<TEXT>{''.join(body)}</TEXT></TimeML>", encoding="utf-8"
        )


def meantime(corpora: Path) -> Iterator[Timed]:
    """The test half of MEANTIME's articles, title and first sentences."""
    for path in sorted((corpora / "train/meantime").glob("intra*/corpus_*/*.xml")):
        if is_test(path.stem):
            yield _meantime(path)


def _meantime(path: Path) -> Timed:
    root = ET.parse(path).getroot()
    text, places, sentences = "", {}, []
    for token in root.iter("token"):
        word, sentence = token.text or "", int(token.get("sentence", "0"))
        if sentence >= MEANTIME_SENTENCES:
            break
        if sentences and sentences[-1] != sentence:
            text += "\n\n" if sentence < 2 else " "
        elif sentences and not re.fullmatch(r"[,.;:%)?!”]|'s|'", word) and not text.endswith(("(", "$", "“")):
            text += " "
        places[token.get("t_id")] = (len(text), len(text) + len(word))
        text += word
        sentences.append(sentence)
    one = Timed(path.stem, text, None)
    for mark in root.iter("TIMEX3"):
        value = mark.get("value") or ""
        if mark.get("functionInDocument") == "CREATION_TIME" and re.match(r"\d{4}-\d\d-\d\d", value):
            one.published = value[:10]
        spans = [places.get(anchor.get("t_id")) for anchor in mark.iter("token_anchor")]
        if spans and None not in spans:
            one.times.append(
                (min(s[0] for s in spans if s), max(s[1] for s in spans if s), mark.get("type") or "", value)
            )
    return one


def gum_times(corpora: Path) -> Iterator[Timed]:
    """The dates of GUM's test documents, with what TIMEX3 writes for the TEI dates that they have."""
    folder = corpora / "train/gum"
    parts = gum_splits(folder)
    for path in sorted((folder / "dep").glob("*.conllu")):
        if parts.get(path.stem) == "test":
            yield _gum(path)


def _gum(path: Path) -> Timed:
    one = Timed(path.stem, "", None)
    opened: tuple[int, str] | None = None
    at = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if match := re.match(r"# meta::dateCreated = (\d{4}-\d\d-\d\d)", line):
            one.published = match[1]
        elif line.startswith("# newpar") and one.text:
            one.text = one.text.rstrip() + "\n\n"
        elif line.startswith("# text = "):
            at = len(one.text)
            one.text += line[9:] + " "
        elif re.match(r"\d+(-\d+)?\t", line):
            row = line.split("\t")
            start = one.text.find(row[1], at)
            if start < 0:
                continue
            end = start + len(row[1])
            at = start if "-" in row[0] else end
            for close, attributes in re.findall(r"<(/?)date([^>]*)>", row[9]):
                if not close:
                    opened = (start, attributes)
                elif opened:
                    words = one.text[opened[0] : end]
                    one.times.append((opened[0], end, "DATE", _timex3_of(opened[1], words)))
                    opened = None
    return one


def _timex3_of(attributes: str, words: str) -> str:
    """TIMEX3's value of a date as TEI writes it; empty where TIMEX3 has none.

    One point in time is written alike in both but for years before the common era ("-0508": BC0508), years of fewer
    than four digits and dates of any year ("--10": XXXX-10). What TEI writes as a stretch between two ends TIMEX3
    names as a period of the calendar where the words do ("the 1990s" 199, "the 19th century" 18, "this week"
    2015-W39, "summer" XXXX-SU), else by its two ends. A lone latest day ("a few months ago") has no value.
    """
    told = dict(re.findall(r'(\w+):::"([^"]*)"', attributes))
    if "when" in told:
        return _point(told["when"])
    first, last = told.get("from", told.get("notBefore")), told.get("to", told.get("notAfter"))
    if first is None:
        return _point(told["to"]) if "to" in told else ""
    if last is None:
        return _point(first)
    return _period(first, last, words.lower()) or f"{_point(first)}/{_point(last)}"


def _point(when: str) -> str:
    if match := re.fullmatch(r"-(\d{1,4})", when):
        return f"BC{int(match[1]):04}"
    when = re.sub(r"^--", "XXXX-", re.sub(r"^\d{1,3}$", lambda match: match[0].zfill(4), when))
    return re.sub(r"(T\d\d:\d\d):00$", r"\1", when)


_SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}


def _period(first: str, last: str, words: str) -> str | None:
    """The period of the calendar that the words name and the ends bound."""
    year, end = first[:4], last[:4]
    for season, code in _SEASONS.items():
        if season in words:
            return f"{'XXXX' if first.startswith('--') else year}-{code}"
    if not (year.isdigit() and end.isdigit()):
        return None
    if year == end and len(first) == len(last) == len("2015"):
        return year
    if "century" in words or (re.search(r"00['’]?s", words) and year[:2] == end[:2] and int(end) - int(year) > 10):
        return year[:2] if year[:2] == end[:2] else None
    if re.search(r"\d0['’]?s\b|ties\b|decade", words) and year[:3] == end[:3]:
        return year[:3]
    if len(first) != len("2015-09-20") or len(last) != len("2015-09-20"):
        return None
    from_, to = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    middle = (from_ + (to - from_) / 2).isocalendar()
    if "week" in words and (to - from_).days <= 7:
        return f"{middle.year}-W{middle.week:02}" + ("-WE" if "weekend" in words else "")
    if "quarter" in words and (to - from_).days in range(89, 93):
        return f"{year}-Q{(from_.month + 2) // 3}"
    return year if (from_.month, from_.day, to.month, to.day) == (1, 1, 12, 31) and year == end else None


@dataclass
class Passage:
    """Neighbouring annotated sentences: the text they stand in, its offset in the document, and the sentences."""

    name: str
    text: str
    base: int
    published: str | None
    sentences: list[Annotated]


def own(corpora: Path, part: str = "test") -> list[Passage]:
    """Our own annotated passages of one part.

    Raises:
        ValueError: a corpus has another text than the one annotated.
    """
    found = []
    for text, date, sentences in joined(corpora, part):
        for one in sentences:
            one.hold_to(text)
        base = sentences[0].start
        safe = re.sub(r"\W+", "_", f"{sentences[0].corpus}-{sentences[0].document}")
        found.append(Passage(safe, text[base : sentences[-1].end], base, date, sentences))
    return found


def write_standoff(passages: Iterable[Passage], folder: Path) -> None:
    """Texts and attributions as PolNeAR's files have them."""
    for name in ("text", "attributions"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for one in passages:
        stem = f"own_{one.published or '2000-01-01'}_{one.name}"
        (folder / "text" / f"{stem}.txt").write_text(one.text, encoding="utf-8")
        lines: list[str] = []
        events: list[str] = []
        for report in (report for sentence in one.sentences for report in sentence.attributions):
            parts = []
            for role in ("source", "cue", "content"):
                spans = getattr(report, role)
                if spans:
                    number = len(lines) + 1
                    where = ";".join(f"{start - one.base} {end - one.base}" for start, end in spans)
                    lines.append(f"T{number}\t{role.title()} {where}\t")
                    parts.append(f"{role.title()}:T{number}")
            events.append(f"E{len(events) + 1}\tAttribution:{parts[-1].split(':')[1]} {' '.join(parts)}")
        (folder / "attributions" / f"{stem}_own.ann").write_text("\n".join([*lines, *events]) + "\n", encoding="utf-8")
