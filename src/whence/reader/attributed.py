"""Attributed spans: from the words of a source, a cue and a content to their places in the text."""

from __future__ import annotations

from collections.abc import Sequence

from whence.reader.syntax import Syntax
from whence.records import AttributionSpans, Span


def spans_of(
    text: str,
    syntax: Syntax,
    source: int | None,
    cue: Sequence[int],
    content: Sequence[int],
    rule: str,
) -> AttributionSpans:
    """Spans for token indices; the source leaves out its preposition and what the content holds of it."""
    held = {*content, *cue}
    words: list[int] = []
    if source is not None:
        barred = syntax.dependents(source, "case", "acl:relcl", "parataxis", "cop", "nsubj")
        barred += [one for one in syntax.dependents(source, "punct") if syntax.tokens[one].text in "()"]
        words = [one for one in syntax.subtree(source, without=barred) if one not in held]
    return AttributionSpans(
        source=cut(text, syntax, words),
        cue=cut(text, syntax, sorted(cue)),
        content=cut(text, syntax, _with_marks(syntax, content)),
        cue_token=cue[0] if cue else None,
        source_token=source,
        content_token=top_of(syntax, content),
        found_by=rule,
    )


def cut(text: str, syntax: Syntax, indices: Sequence[int]) -> tuple[Span, ...]:
    """The spans of some tokens, a run a span."""
    return tuple(Span.cut(text, start, end) for start, end in syntax.runs(indices))


def top_of(syntax: Syntax, indices: Sequence[int]) -> int | None:
    """The word that stands highest in the tree."""
    return min(indices, key=lambda one: sum(1 for _ in syntax.ancestors(one)), default=None)


def _with_marks(syntax: Syntax, indices: Sequence[int]) -> list[int]:
    """The words, and the punctuation between two of them that the tree hangs elsewhere."""
    filled: list[int] = []
    for index in indices:
        if filled:
            between = range(filled[-1] + 1, index)
            if all(syntax.tokens[one].upos == "PUNCT" for one in between):
                filled.extend(between)
        filled.append(index)
    return filled
