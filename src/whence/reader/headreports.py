"""Joins the rules' attributions with those of the model's head.

The head learnt from annotations where sources, cues and contents begin and end; the rules know which words report,
and hold together what stands in several sentences.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set

import msgspec

from whence.reader import cues as cue_list
from whence.reader.attributed import cut, top_of
from whence.reader.attributions import place_of
from whence.reader.quotemarks import closed, runs
from whence.reader.syntax import Syntax
from whence.records import AttributionSpans, Span

HEAD = "head"
ATTITUDE = "head: attitude"
"""``found_by`` of what the head alone sees: reports, and wishes, plans, beliefs and demands that report no fact."""

Ranges = Sequence[tuple[int, int]]
HeadReport = tuple[Ranges, Ranges, Ranges]

_COMPLEMENTS = ("ccomp", "xcomp", "obj", "obl", "advcl", "acl", "nsubj:pass")
"""Relations of a content's top word to its cue; the content is all that stands under such words, where the head tagged
any of it. Exact contents on PolNeAR's development part: .37 as tagged, .409 with the first three, .415 with all."""

_SURE = ("quotation", "according to", "as X says", "colon", "direct speech", "denied", "accused", "headline")
"""Words in the names of rules that hold without the head: quotations beyond a sentence, and fixed forms."""

_EDGES = frozenset({",", ".", ";", ":", "–", "—", "-"})


def merge(
    ruled: tuple[AttributionSpans, ...], head: Sequence[HeadReport], text: str, syntax: Syntax
) -> tuple[AttributionSpans, ...]:
    """All attributions, in text order of their cues.

    ``head`` holds (source, cue, content) as lists of token ranges. Where both have a cue, source and cue have the
    head's edges and the content has the rule's: so PolNeAR's development part scores best (exact contents .42; with the
    head's own .37). Where the head sees a cue in a sentence and not the rule's, the rule is
    wrong more often than not, unless it is one of ``_SURE`` (on the same texts 26 of 112 were right). What the head
    alone sees is added, as a report where its cue is a word of reporting with a source beside it, else as an
    :data:`ATTITUDE`.
    """
    cues = {index for _, cue, _ in head for first, last in cue for index in range(first, last)}
    awake = {syntax.sentence_of[index] for index in cues}
    kept = [one for one in ruled if _holds(one, list(_tokens(syntax, one.cue)), cues, awake, syntax)]
    by_cue = {index: place for place, one in enumerate(kept) for index in _tokens(syntax, one.cue)}
    joined = list(kept)
    mended: set[int] = set()
    added: list[AttributionSpans] = []
    for source, cue, content in head:
        if not cue or not content:
            continue
        words = _Words(*(sorted(index for part in parts for index in range(*part)) for parts in (source, cue, content)))
        place = next((by_cue[index] for index in words.cue if index in by_cue), None)
        if place is None:
            added.append(_alone(words, text, syntax))
        elif place not in mended:
            mended.add(place)
            joined[place] = _edged(kept[place], words, text, syntax)
    return tuple(sorted((*joined, *added), key=place_of))


def _holds(one: AttributionSpans, cue: Sequence[int], cues: Set[int], awake: Set[int], syntax: Syntax) -> bool:
    """Whether a rule's attribution stands: the head has its cue too, the rule is sure, or the head is silent there."""
    if not cue or not cues.isdisjoint(cue) or any(word in one.found_by for word in _SURE):
        return True
    return awake.isdisjoint(syntax.sentence_of[index] for index in cue)


class _Words(msgspec.Struct, frozen=True):
    """The tokens of one of the head's attributions, each part in order."""

    source: list[int]
    cue: list[int]
    content: list[int]


def _alone(words: _Words, text: str, syntax: Syntax) -> AttributionSpans:
    """An attribution that only the head sees, its content made whole by the tree and the quotation marks."""
    barred = {*words.source, *words.cue}
    tagged = set(words.content)
    held: set[int] = set()
    for top in (top for cue in words.cue for top in syntax.dependents(cue, *_COMPLEMENTS) if top not in barred):
        under = syntax.subtree(top)
        if not tagged.isdisjoint(under):
            held.update(word for word in under if word not in barred)
    content = closed(syntax.tokens, _trimmed(syntax, held or tagged) or tagged, barred)
    tops = [top_of(syntax, part) for part in (words.source, words.cue, words.content)]
    return AttributionSpans(
        source=cut(text, syntax, words.source),
        cue=cut(text, syntax, words.cue),
        content=_whole(text, syntax, content),
        cue_token=tops[1],
        source_token=tops[0],
        content_token=tops[2],
        found_by=HEAD if _is_reporting(syntax, tops, len(words.content)) else ATTITUDE,
    )


def _edged(one: AttributionSpans, words: _Words, text: str, syntax: Syntax) -> AttributionSpans:
    """A rule's attribution with the head's cue, and with its source where the two touch."""
    source = cut(text, syntax, words.source)
    if not source or (one.source and not _touch(one.source, source)):
        source = one.source
    barred = {*words.cue, *_tokens(syntax, source)}
    content = closed(syntax.tokens, set(_tokens(syntax, one.content)), barred)
    return msgspec.structs.replace(
        one,
        source=source,
        cue=cut(text, syntax, words.cue) or one.cue,
        content=_whole(text, syntax, content) if content else one.content,
    )


def _whole(text: str, syntax: Syntax, words: set[int]) -> tuple[Span, ...]:
    """A span a run of words, with whatever marks stand at its ends."""
    tokens = syntax.tokens
    return tuple(Span.cut(text, tokens[first].start, tokens[last - 1].end) for first, last in runs(words))


def _trimmed(syntax: Syntax, words: set[int]) -> set[int]:
    """Words without the commas and stops at the ends of each run."""
    kept = set(words)
    for step in (1, -1):
        for index in sorted(words, reverse=step < 0):
            if syntax.tokens[index].text in _EDGES and index - step not in kept:
                kept.discard(index)
    return kept


def _touch(ours: Sequence[Span], theirs: Sequence[Span]) -> bool:
    return any(a.start < b.end and b.start < a.end for a in ours for b in theirs)


def _tokens(syntax: Syntax, spans: Sequence[Span]) -> Iterator[int]:
    """The tokens that some spans touch."""
    for span in spans:
        index = bisect_right(syntax.tokens, span.start, key=lambda token: token.end)
        while index < len(syntax.tokens) and syntax.tokens[index].start < span.end:
            yield index
            index += 1


def _is_reporting(syntax: Syntax, tops: Sequence[int | None], size: int) -> bool:
    """The head is believed where its cue is a word of reporting, and all three parts stand in one sentence."""
    source, cue, content = tops
    if source is None or cue is None or content is None or size < 2:
        return False
    token = syntax.tokens[cue]
    entries = [one for pos in ("v", "n") for one in cue_list.load().get((token.lemma.lower(), pos), ())]
    known = any(one.kind != "thinks" or one.commitment != "Uu" for one in entries)  # a wish tells nothing
    nominal = syntax.tokens[source].upos in ("NOUN", "PROPN")
    return known and nominal and len({syntax.sentence_of[one] for one in (source, cue, content)}) == 1
