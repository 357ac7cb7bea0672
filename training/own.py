"""Our own annotations as training documents: names, attributions, triggers with their roles, factuality.

Every name is marked in them, so a word outside one is O and nothing else. They carry no syntax.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from training.annotations import Annotated, Span, load
from training.attribution import paint, to_bio
from training.corpora import Document, Event, Sentence
from training.draw import texts
from training.entities import clean_item
from training.labels import spell
from whence.reader.tokenizer import tokenize

ANNOTATIONS = Path(__file__).parent / "data" / "annotations"


def annotated(part: str) -> dict[tuple[str, str], list[Annotated]]:
    """The annotated sentences of one part by corpus and document, in the order of the text."""
    found: dict[tuple[str, str], list[Annotated]] = defaultdict(list)
    for path in sorted(ANNOTATIONS.glob("*.jsonl")):
        for one in load(path):
            if one.part == part:
                found[one.corpus, one.document].append(one)
    return {key: sorted(rows, key=lambda one: one.start) for key, rows in found.items()}


def joined(corpora: Path, part: str) -> Iterator[tuple[str, str | None, list[Annotated]]]:
    """The annotated texts of one part, with their dates and the sentences annotated in them."""
    rows = annotated(part)
    for corpus in sorted({corpus for corpus, _ in rows}):
        for name, date, text in texts(corpora, corpus):
            if sentences := rows.get((corpus, name)):
                yield text, date, sentences


def documents(corpora: Path, part: str = "train") -> list[Document]:
    """The passages of one part.

    Raises:
        ValueError: a corpus has another text than the one annotated.
    """
    return [_Passage(text, sentences).document() for text, _, sentences in joined(corpora, part)]


def kept_out(corpora: Path) -> frozenset[str]:
    """The texts of the test part's documents, white space made even: nothing of them may be trained on."""
    return frozenset(clean_item(text) for text, _, _ in joined(corpora, "test"))


class _Passage:
    """The sentences of one document with their tokens."""

    def __init__(self, text: str, sentences: list[Annotated]) -> None:
        for one in sentences:
            one.hold_to(text)
        self.text = text
        self.sentences = sentences
        self.tokens = [tokenize(text, one.start, one.end) for one in sentences]
        self.flat = [token for tokens in self.tokens for token in tokens]
        self._starts = [start for start, _ in self.flat]
        self._ends = [end for _, end in self.flat]

    def words(self, span: Span) -> range:
        """The words, counted over the passage, that a span touches."""
        return range(bisect_right(self._ends, span[0]), bisect_left(self._starts, span[1]))

    def document(self) -> Document:
        """The passage as a training document."""
        tags, links = self._attributions()
        masks = [1] * len(self.flat)
        for one in self.sentences:
            for start, end, label in sorted(one.names, key=lambda name: name[0] - name[1], reverse=True):
                inside = self.words((start, end))
                if inside:
                    masks[inside.start : inside.stop] = spell(inside.start, inside.stop, (label,))
        found: Document = []
        first = 0
        for one, tokens in zip(self.sentences, self.tokens, strict=True):
            last = first + len(tokens)
            sentence = Sentence(
                words=[self.text[a:b] for a, b in tokens],
                spaced=[b < len(self.text) and self.text[b].isspace() for _, b in tokens],
                ident=f"{one.corpus}/{one.document}",
            )
            sentence.entities = masks[first:last]
            sentence.attribution = to_bio(tags[first:last], links[first:last])
            sentence.links = links[first:last]
            sentence.events = self._events(one, first, last)
            if tokens:
                found.append(sentence)
            first = last
        return found

    def _attributions(self) -> tuple[list[str], list[int]]:
        """One tag a word, the innermost report first; a cue and a source keep theirs inside another's content."""
        tags, links = ["O"] * len(self.flat), [-1] * len(self.flat)
        reports = [report for one in self.sentences for report in one.attributions]
        for report in sorted(reports, key=lambda one: -sum(end - start for start, end in one.content)):
            self._paint(tags, links, report.content, "CONTENT", report.cue)
        for report in reports:
            self._paint(tags, links, report.source, "SOURCE", report.cue)
        for report in reports:
            self._paint(tags, links, report.cue, "CUE", None)
        return tags, links

    def _paint(self, tags: list[str], links: list[int], spans: list[Span], tag: str, cue: list[Span] | None) -> None:
        anchor = -1 if cue is None else min(self.words(cue[0]), default=-1)
        paint(tags, links, {word for span in spans for word in self.words(span)}, tag, anchor)

    def _events(self, one: Annotated, first: int, last: int) -> list[Event]:
        found = []
        for event in one.events:
            trigger = self.words(event.trigger)
            if not trigger or not first <= trigger.start < last:
                continue
            roles = {
                role: [word - first for span in spans for word in self.words(span) if first <= word < last]
                for role, spans in event.roles.items()
            }
            found.append(Event(trigger.start - first, event.type, event.mode, event.factuality, roles))
        return found
