"""Quotations: whose words stand between quotation marks, or set off from the author's text, beyond one sentence.

Inside a sentence the reporting verb's own clause tells (:mod:`whence.reader.reporting`). Here a quotation is followed
over the sentences that it covers, to the next one that takes it up again, and to the line that introduces it
("X commented:", "As X explains:").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from whence.reader.attributed import spans_of
from whence.reader.reporting import ReportingFinder
from whence.records import AttributionSpans, Block, Sentence, Span

SET_OFF = "quotation set off"
INTRODUCED = "quotation under the line that introduces it"

MANY = 4
"""Words from which a quotation is taken for speech; what is shorter is a word or two held at arm's length."""

_OPENERS = "([{—–-:"

_MARK = re.compile(r"[\"“”]|``|\'\'")

_OPENING = ("“", "``")

_STRAIGHT = ('"', "''")


class Quotation(msgspec.Struct, frozen=True):
    """Offsets of a quotation, its marks included, and the first and last sentence that it touches."""

    start: int
    end: int
    first: int
    last: int


def quoted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Offsets of the double-quoted stretches between two offsets, marks included.

    A straight mark opens after a space or an opening bracket and closes elsewhere. What is opened and never closed
    runs to the end, as it does where a speech goes on in the next paragraph.
    """
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for one in _MARK.finditer(text, start, end):
        place, mark = one.start(), one.group()
        begins = place == start or text[place - 1].isspace() or text[place - 1] in _OPENERS
        if opened is None and (mark in _OPENING or (mark in _STRAIGHT and begins)):
            opened = place
        elif opened is not None and mark not in _OPENING:
            found.append((opened, one.end()))
            opened = None
    if opened is not None:
        found.append((opened, opened + len(text[opened:end].rstrip())))
    return found


class QuotationFinder:
    """Finds the attributions of one document's quotations, given those that single sentences hold."""

    def __init__(self, text: str, blocks: Sequence[Block], reporting: ReportingFinder) -> None:
        self.text = text
        self.blocks = blocks
        self.reporting = reporting
        self.syntax = reporting.syntax
        self.tokens = reporting.tokens

    def find(self, found: Sequence[AttributionSpans]) -> list[AttributionSpans]:
        """All attributions: those given, a quotation that goes on beyond its sentence added to its content, and new
        ones for what is set off or introduced by the line before."""
        return [*self._running(found), *self._set_off(found)]

    def _running(self, found: Sequence[AttributionSpans]) -> list[AttributionSpans]:
        made = list(found)
        speaker, until = -1, -1
        for one in self._quotations():
            own = self._attributed(one, found)
            if own is not None:
                speaker, until = own, one.last
                rest = self._rest(one, made[own])
                if rest is not None:
                    made[own] = self._longer(made[own], *rest)
                continue
            if self._count(one) < MANY:
                continue
            introduced = self._introduced(one, found)
            if introduced is not None:
                made.append(introduced)
                speaker, until = len(made) - 1, one.last
            elif speaker >= 0 and one.first in (until, until + 1) and self._fills_sentences(one):
                made[speaker] = self._longer(made[speaker], one.start, one.end)
                until = one.last
        return made

    def _longer(self, own: AttributionSpans, start: int, end: int) -> AttributionSpans:
        """An attribution with more of its quotation: the words between two offsets that it has not yet."""
        more = Span.cut(self.text, *self._trimmed(start, end))
        kept = [one for one in own.content if not (more.start <= one.start and one.end <= more.end)]
        return msgspec.structs.replace(own, content=tuple(sorted([*kept, more], key=lambda one: one.start)))

    def _quotations(self) -> list[Quotation]:
        sentences = self.syntax.sentences
        found: list[Quotation] = []
        for number, block in enumerate(self.blocks):
            inside = [index for index, one in enumerate(sentences) if one.block == number]
            if block.kind == "quote" or not inside:
                continue
            for start, end in quoted(self.text, block.start, block.end):
                touched = [i for i in inside if sentences[i].start < end and start < sentences[i].end]
                if touched:
                    found.append(Quotation(start, end, touched[0], touched[-1]))
        return found

    def _count(self, one: Quotation) -> int:
        return len(self.text[one.start : one.end].split())

    def _fills_sentences(self, one: Quotation) -> bool:
        first, last = self.syntax.sentences[one.first], self.syntax.sentences[one.last]
        before, after = self.text[first.start : one.start].strip(), self.text[one.end : last.end].strip(" .,!?")
        return not before and not after

    def _attributed(self, one: Quotation, found: Sequence[AttributionSpans]) -> int | None:
        """The place of the attribution in the quotation's first or last sentence whose cue stands outside the marks."""
        for number, attribution in enumerate(found):
            if not attribution.cue or not attribution.source or attribution.cue_token is None:
                continue
            sentence = self.syntax.sentence_of[attribution.cue_token]
            inside = any(one.start <= span.start < one.end for span in attribution.cue)
            shared = any(
                min(span.end, one.end) - max(span.start, one.start) > (one.end - one.start) / 2
                or (span.start <= one.start + 1 < span.end)
                or (span.start < one.end - 1 <= span.end)
                for span in attribution.content
            )
            if sentence in (one.first, one.last) and shared and not inside:
                return number
        return None

    def _rest(self, one: Quotation, own: AttributionSpans) -> tuple[int, int] | None:
        """Offsets of a quotation's sentences other than the one that names its source."""
        if own.cue_token is None or one.first == one.last:
            return None
        sentences, home = self.syntax.sentences, self.syntax.sentence_of[own.cue_token]
        if home == one.first:
            return sentences[home + 1].start, one.end
        return one.start, sentences[home - 1].end

    def _introduced(self, one: Quotation, found: Sequence[AttributionSpans]) -> AttributionSpans | None:
        """ "X commented: ..." with the quotation after it, in the same sentence or as the next."""
        sentences = self.syntax.sentences
        home = sentences[one.first]
        before = self.text[home.start : one.start].strip()
        if not before:
            if one.first == 0 or home.block - sentences[one.first - 1].block > 1:
                return None
            home = sentences[one.first - 1]
            before = self.text[home.start : home.end].strip()
        if before[-1:] not in (":", ","):
            return None
        last = next((i for i in range(home.last - 1, home.first - 1, -1) if self.tokens[i].end <= one.start), None)
        cue = self._introducing_cue(home, home.last if last is None else last + 1)
        if cue is None or any(each.cue_token == cue for each in found):
            return None
        source = self._introducing_source(cue, found)
        return None if source is None else self._made(source, cue, one.start, one.end, INTRODUCED)

    def _set_off(self, found: Sequence[AttributionSpans]) -> list[AttributionSpans]:
        """A quotation set off from the author's text belongs to whom the sentence before it names."""
        made: list[AttributionSpans] = []
        for block in self.blocks:
            if block.introduced_by is None:
                continue
            introducing = self._last_sentence(block.introduced_by)
            cue = self._introducing_cue(introducing, introducing.last) if introducing else None
            if cue is not None:
                source = self._introducing_source(cue, found)
                made.append(self._made(source, cue, block.start, block.end, SET_OFF))
        return made

    def _last_sentence(self, block: int) -> Sentence | None:
        inside = [one for one in self.syntax.sentences if one.block == block]
        return inside[-1] if inside else None

    def _introducing_cue(self, sentence: Sentence, end: int) -> int | None:
        """The last reporting verb of a sentence that has a source, else the last at all."""
        reporting = self.reporting
        verbs = [i for i in range(sentence.first, end) if self.tokens[i].upos in ("VERB", "AUX")]
        cues = [i for i in verbs if reporting.cue_at(i, "v") is not None]
        last = [i for i in cues if all(self.tokens[j].upos == "PUNCT" for j in range(i + 1, end))]
        opening = [i for i in cues if reporting.marks(i, "as")]
        according = [i for i in range(sentence.first, end) if self.tokens[i].text.lower() == "according"]
        sourced = [i for i in cues if reporting.source_of(i) is not None]
        for choice in (last, opening, according, sourced, cues):
            if choice:
                return choice[-1]
        return None

    def _introducing_source(self, cue: int, found: Sequence[AttributionSpans]) -> int | None:
        same = [one for one in found if one.cue_token == cue]
        return same[0].source_token if same else self.reporting.source_of(cue)

    def _made(self, source: int | None, cue: int, start: int, end: int, rule: str) -> AttributionSpans:
        words = [cue, cue + 1] if self.tokens[cue].text.lower() == "according" else [cue]
        shell = spans_of(self.text, self.syntax, source, words, [], rule)
        return self._given(shell, start, end, rule)

    def _given(self, like: AttributionSpans, start: int, end: int, rule: str) -> AttributionSpans:
        """The same source and cue over other words."""
        start, end = self._trimmed(start, end)
        inside = [i for i, token in enumerate(self.tokens) if token.start >= start and token.end <= end]
        top = next((i for i in inside if self.tokens[i].head < 0), inside[0] if inside else None)
        return msgspec.structs.replace(
            like, content=(Span.cut(self.text, start, end),), content_token=top, found_by=rule
        )

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end
