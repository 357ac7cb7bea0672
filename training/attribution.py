"""Silver attribution labels from gold syntax, and from GUM's attribution relations.

A reporting verb with a subject and a clause (or a quotation beside it) is a cue with its source and content; so is
"according to", and a reporting noun with a clause. GUM's discourse layer marks further verbs as attributing
(``Discourse=attribution-*``), which then count though no list has them. One tag a word: the innermost report wins,
and a cue or source inside another's content keeps its own tag.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from training.corpora import Document, Sentence
from training.labels import ATTRIBUTION_INDEX

_CUE_PARTS = {"aux", "aux:pass", "compound:prt", "advmod"}
_CUE_ADVERBS = {
    "not",
    "n't",
    "n’t",
    "also",
    "previously",
    "earlier",
    "later",
    "repeatedly",
    "never",
    "publicly",
    "further",
    "once",
    "still",
}
_OPEN_QUOTES = {"“", "``", "«", "‘"}
_CLOSE_QUOTES = {"”", "''", "»", "’"}
_QUOTES = _OPEN_QUOTES | _CLOSE_QUOTES | {'"', "'"}


@dataclass
class Report:
    """One attribution in a sentence: sets of word indices."""

    source: set[int]
    cue: set[int]
    content: set[int]


@cache
def lexicon() -> dict[str, str]:
    """Reporting lemmas and their kinds; a noun's key ends in ``/n``."""
    rows: dict[str, str] = {}
    path = Path(__file__).parent / "data" / "reporting.csv"
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        if line.startswith(("#", "lemma,")):
            continue
        lemma, kind = line.split(",")
        rows[f"{lemma}/n" if kind == "n" else lemma] = kind
    return rows


def subtree(children: list[list[int]], root: int, without: Iterable[int] = ()) -> set[int]:
    """Words under ``root`` (itself included), not entering ``without``."""
    barred = set(without)
    found: set[int] = set()
    stack = [root]
    while stack:
        word = stack.pop()
        if word not in barred and word not in found:
            found.add(word)
            stack.extend(children[word])
    return found


def find_reports(sentence: Sentence, marked: frozenset[int] = frozenset()) -> list[Report]:
    """The attributions of a sentence with gold syntax; ``marked`` verbs count though no list has them."""
    heads, rels, lemmas, upos = sentence.heads, sentence.deprels, sentence.lemmas, sentence.upos
    assert heads is not None and rels is not None and lemmas is not None and upos is not None
    children: list[list[int]] = [[] for _ in heads]
    for word, head in enumerate(heads):
        if head >= 0:
            children[head].append(word)
    reports: list[Report] = []
    for word in range(len(heads)):
        report = None
        if lemmas[word].lower() in ("accord", "according") and rels[word] == "case" and heads[word] >= 0:
            report = _according(sentence, children, word)
        elif upos[word] == "VERB":
            kind = lexicon().get(lemmas[word].lower(), "v" if word in marked else "")
            if kind and "n" not in kind:
                report = _verb_report(sentence, children, word, kind)
        elif upos[word] == "NOUN" and f"{lemmas[word].lower()}/n" in lexicon():
            report = _noun_report(sentence, children, word)
        if report is not None:
            reports.append(report)
    return reports


def _verb_report(sentence: Sentence, children: list[list[int]], verb: int, kind: str) -> Report | None:
    heads, rels, words = sentence.heads, sentence.deprels, sentence.words
    assert heads is not None and rels is not None
    kids = {rels[child]: child for child in reversed(children[verb])}
    own = {child for child in children[verb] if rels[child] in _CUE_PARTS}
    cue = {verb} | {
        child
        for child in own
        if rels[child] != "advmod" or (words[child].lower() in _CUE_ADVERBS and abs(child - verb) <= 2)
    }
    subject = _subject(sentence, children, verb)
    clause = kids.get("ccomp")
    content: set[int] = set()
    if clause is not None:
        content = subtree(children, clause)
    elif "parataxis" in kids and _is_speech(sentence, children, kids["parataxis"], verb) and subject is not None:
        content = subtree(children, kids["parataxis"])
    elif rels[verb] in ("parataxis", "ccomp") and heads[verb] >= 0 and subject is not None and "obj" not in kids:
        if rels[verb] == "parataxis":
            content = subtree(children, heads[verb], [verb])
    elif "x" in kind and "xcomp" in kids:
        content = subtree(children, kids["xcomp"])
    elif "o" in kind and "obj" in kids and subject is not None:
        content = subtree(children, kids["obj"])
    if not content:
        return None
    source = set() if subject is None else subtree(children, subject, _heavy(sentence, children, subject))
    if (
        subject is None
        and not any(part in kids for part in ("expl", "nsubj:pass", "aux:pass"))
        and rels[verb]
        not in (
            "acl",
            "advcl",
            "xcomp",
            "conj",
            "parataxis",
            "root",
        )
    ):
        return None
    return _trim(sentence, Report(source - content, cue - content, content - cue - source))


def _heavy(sentence: Sentence, children: list[list[int]], subject: int) -> list[int]:
    """Quoted or paratactic matter that hangs on a source but is no part of it."""
    assert sentence.deprels is not None
    return [
        child
        for child in children[subject]
        if sentence.deprels[child] in ("parataxis", "punct") and child > subject + 12
    ]


def _subject(sentence: Sentence, children: list[list[int]], verb: int) -> int | None:
    """The one who reports: agent of a passive, subject, the noun that a participle modifies, a shared subject."""
    heads, rels = sentence.heads, sentence.deprels
    assert heads is not None and rels is not None
    for wanted in ("obl:agent", "nsubj", "nsubj:outer", "csubj"):
        for child in children[verb]:
            if (rels[child] == wanted and sentence.words[child].lower() not in ("it", "that", "which")) or (
                rels[child] == wanted == "nsubj" and rels[verb] == "acl:relcl"
            ):
                if (
                    rels[child] == "nsubj"
                    and sentence.words[child].lower() in ("who", "which", "that")
                    and rels[verb] == "acl:relcl"
                ):
                    return heads[verb] if heads[verb] < verb else child
                return child
    if any(rels[child] in ("nsubj:pass", "expl", "aux:pass") for child in children[verb]):
        return None
    if any(rels[child] == "nsubj" for child in children[verb]):
        return next(child for child in children[verb] if rels[child] == "nsubj")
    head = heads[verb]
    if rels[verb] in ("conj", "xcomp", "advcl") and head >= 0:
        for child in children[head]:
            if rels[child] == "nsubj":
                return child
    if rels[verb] == "acl" and head >= 0:
        return None
    return None


def _is_speech(sentence: Sentence, children: list[list[int]], clause: int, verb: int) -> bool:
    """Whether a paratactic clause is what is said: quoted, or set off by a colon or a comma before the verb."""
    near = sentence.words[min(clause, verb) : max(clause, verb)]
    return any(word in _QUOTES or word == ":" for word in near) or clause < verb


def _noun_report(sentence: Sentence, children: list[list[int]], noun: int) -> Report | None:
    rels = sentence.deprels
    assert rels is not None
    for child in children[noun]:
        if rels[child] in ("acl", "ccomp") and child > noun:
            kids = [sentence.words[grand].lower() for grand in children[child] if rels[grand] == "mark"]
            if "that" not in kids:
                continue
            owner = next((kid for kid in children[noun] if rels[kid] == "nmod:poss"), None)
            if owner is None:
                owner = next(
                    (
                        k
                        for k in children[noun]
                        if rels[k] == "nmod" and any(sentence.words[g].lower() in ("by", "from") for g in children[k])
                    ),
                    None,
                )
            content = subtree(children, child)
            source = set() if owner is None else subtree(children, owner)
            return _trim(sentence, Report(source - content, {noun}, content))
    return None


def _according(sentence: Sentence, children: list[list[int]], case: int) -> Report | None:
    heads, rels = sentence.heads, sentence.deprels
    assert heads is not None and rels is not None
    noun = heads[case]
    clause = heads[noun]
    if clause < 0 or case > noun:
        return None
    cue = {case} | {child for child in children[case] if rels[child] == "fixed"}
    if len(cue) == 1 and case + 1 < len(heads) and sentence.words[case + 1].lower() == "to":
        cue.add(case + 1)
    source = subtree(children, noun, [case]) - cue
    content = subtree(children, clause, [noun])
    return _trim(sentence, Report(source, cue, content - source - cue))


def _trim(sentence: Sentence, report: Report) -> Report | None:
    """Strips punctuation from the ends, but takes in a quotation mark that pairs with one inside."""
    words = sentence.words
    upos = sentence.upos
    assert upos is not None

    def edges(span: set[int], keep: set[str]) -> set[int]:
        while span and upos[min(span)] == "PUNCT" and words[min(span)] not in keep:
            span = span - {min(span)}
        while span and upos[max(span)] == "PUNCT" and words[max(span)] not in keep:
            span = span - {max(span)}
        return span

    report.source = edges(report.source, set())
    content = edges(report.content, _QUOTES)
    if not content or not report.cue:
        return None
    taken = report.cue | report.source
    for before in (min(content) - 1,):
        if before >= 0 and words[before] in _OPEN_QUOTES | {'"', "``"} and before not in taken:
            content = content | {before}
    for after in (max(content) + 1, max(content) + 2):
        if (
            after < len(words)
            and words[after] in _CLOSE_QUOTES | {'"'}
            and after not in taken
            and any(words[index] in _QUOTES for index in content)
        ):
            content = content | set(range(max(content) + 1, after + 1))
            break
    report.content = content
    return report


def marked_verbs(document: Document) -> list[frozenset[int]]:
    """Per sentence, the verbs of GUM's attributing discourse units (satellites of ``attribution-*``)."""
    units: dict[str, list[tuple[int, int]]] = {}
    order: list[tuple[int, int, str]] = []
    attributing: set[str] = set()
    for number, sentence in enumerate(document):
        for word, misc in enumerate(sentence.misc):
            for part in misc.split("|"):
                if part.startswith("Discourse="):
                    relation = part[10:].split(";")[0]
                    ident = relation.split(":")[1].split("->")[0] if ":" in relation else ""
                    order.append((number, word, ident))
                    if relation.startswith("attribution"):
                        attributing.add(ident)
    for place, (number, word, ident) in enumerate(order):
        follower = order[place + 1] if place + 1 < len(order) else (number + 1, 0, "")
        last = follower[1] if follower[0] == number else len(document[number].words)
        units[ident] = [(number, index) for index in range(word, last)]
    marked: list[set[int]] = [set() for _ in document]
    for ident in attributing:
        for number, word in units.get(ident, ()):
            upos = document[number].upos
            if upos is not None and upos[word] == "VERB":
                marked[number].add(word)
    return [frozenset(words) for words in marked]


def label_document(document: Document, marked: list[frozenset[int]] | None = None) -> None:
    """Sets ``attribution`` and ``links`` of every sentence; a quotation that runs on keeps its source."""
    start = 0
    running: int | None = None
    for number, sentence in enumerate(document):
        size = len(sentence.words)
        tags = ["O"] * size
        links = [-1] * size
        reports = find_reports(sentence, marked[number] if marked else frozenset())
        for report in sorted(reports, key=lambda report: -len(report.content)):
            anchor = start + min(report.cue)
            paint(tags, links, report.content, "CONTENT", anchor)
        for report in reports:
            anchor = start + min(report.cue)
            paint(tags, links, report.source, "SOURCE", anchor)
        for report in reports:
            paint(tags, links, report.cue, "CUE", -1)
        if running is not None and not reports:
            close = next((i for i, word in enumerate(sentence.words) if word in ("”", "''") or word == '"'), size - 1)
            paint(tags, links, set(range(close + 1)), "CONTENT", running)
        running = _running_quote(sentence, tags, links, running)
        sentence.attribution = to_bio(tags, links)
        sentence.links = links
        start += size


def drop_silent(document: Document) -> None:
    """Forgets the labels of sentences without a report: the rules miss many, and a miss is no evidence of none."""
    for sentence in document:
        if not any(sentence.attribution or ()):
            sentence.attribution = sentence.links = None


def paint(tags: list[str], links: list[int], words: set[int], tag: str, anchor: int) -> None:
    """Gives words a tag, and the word that their cue begins with."""
    for word in words:
        tags[word] = tag
        links[word] = anchor


def _running_quote(sentence: Sentence, tags: list[str], links: list[int], running: int | None) -> int | None:
    """The cue of a quotation that is still open at the sentence's end."""
    opened = running is not None
    for word in sentence.words:
        if word in ("“", "``"):
            opened = True
        elif word in ("”", "''"):
            opened = False
        elif word == '"':
            opened = not opened
    if not opened:
        return None
    return next((link for tag, link in zip(reversed(tags), reversed(links), strict=True) if tag == "CONTENT"), None)


def to_bio(tags: list[str], links: list[int]) -> list[int]:
    """Tags as BIO label numbers; neighbours with one tag and one cue are one span."""
    found = []
    for index, tag in enumerate(tags):
        if tag == "O":
            found.append(0)
        else:
            joined = index > 0 and tags[index - 1] == tag and links[index - 1] == links[index]
            found.append(ATTRIBUTION_INDEX[("I-" if joined else "B-") + tag])
    return found
