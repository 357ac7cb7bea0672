"""``whence show`` on a terminal: a document's blocks in order, each sentence that carries claims followed by them."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from whence.casefile import KINDS
from whence.cli import wording
from whence.cli.passages import Numbered, Passage, ShownBlock, arrange, number
from whence.records import Claim, Document

_GUTTER = 10  # the longest kind of block is "furniture"
_LABEL = 9  # "statement"
_LEAST_WIDTH = 40
_KIND_STYLE = {
    "event": "bold blue",
    "relation": "bold green",
    "estimate": "bold yellow",
    "forecast": "bold magenta",
    "statement": "bold",
}
_QUIET_BLOCKS = frozenset({"byline", "dateline", "comment", "furniture"})
_BLOCK_STYLE = {"headline": "bold", "heading": "bold", "quote": "italic", "caption": "italic"}


def render_terminal(document: Document, claims: Sequence[Claim], *, width: int = 80, colour: bool = True) -> str:
    """The document with its claims, ready to print.

    A filled square marks what the document says in its own voice; an open one what it reports, headed by who
    says it. ``width`` is in columns (40 at least); without ``colour`` the text holds no escape codes.

    Raises:
        UsageError: if a claim is of another document.
        GroundingError: if a claim's sentence is not in the text at its offsets.
    """
    width = max(width, _LEAST_WIDTH)
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )
    numbered = number(document, claims)
    _print_header(console, document, numbered)
    for shown in arrange(document, numbered):
        _print_block(console, document, shown)
    lines = "\n".join(line.rstrip() for line in buffer.getvalue().splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"


def _print_header(console: Console, document: Document, numbered: Sequence[Numbered]) -> None:
    title = document.title or document.origin or document.id[:12]
    console.print(Text(wording.one_line(title), style="bold"))
    published = (
        wording.interval_words(document.published, with_basis=document.published.basis == "estimated")
        if document.published
        else "no publication date"
    )
    facts = [document.outlet, ", ".join(document.authors), published, document.url]
    console.print(Text(" · ".join(wording.one_line(fact) for fact in facts if fact), style="dim"))
    console.print(Text(f"{_counts(numbered)} · document {document.id[:12]}", style="dim"))
    console.print(Text("■ in the document's own words   □ in a source's words", style="dim"))
    console.print()


def _counts(numbered: Sequence[Numbered]) -> str:
    counts = Counter[str](item.claim.kind for item in numbered)
    if not counts:
        return "no claims"
    parts = [f"{counts[kind]} {kind}{'' if counts[kind] == 1 else 's'}" for kind in KINDS if counts[kind]]
    return ", ".join(parts)


def _print_block(console: Console, document: Document, shown: ShownBlock) -> None:
    kind = shown.block.kind
    label = "" if kind == "body" else kind
    indent = 2 if kind == "quote" else 0
    for passage in shown.passages:
        text = wording.one_line(document.text[passage.start : passage.end])
        if text:
            style = "dim" if kind in _QUIET_BLOCKS else _BLOCK_STYLE.get(kind, "")
            words = _sentence(document, passage, style) if passage.claims else Text(text, style=style)
            _print_row(console, [Text(label.rjust(_GUTTER), style="dim")], words, indent=indent)
            label = ""
        for item in passage.claims:
            _print_claim(console, item)
            console.print()
    console.print()


def _print_row(console: Console, prefix: Sequence[Text], words: Text, *, indent: int = 0) -> None:
    """``words`` wrapped to the width left beside ``prefix``, whose place stays blank on the lines that follow."""
    head = Text(" ").join(prefix)
    head.append(" " * (1 + indent))
    room = max(console.width - head.cell_len, 1)
    for line in words.wrap(console, room):
        line.rstrip()
        console.print(head + line, soft_wrap=True)
        head = Text(" " * head.cell_len)


def _sentence(document: Document, passage: Passage, style: str) -> Text:
    """The sentence, the words that its claims rest on underlined where they are less than all of it."""
    words = Text(wording.printable(document.text[passage.start : passage.end]), style=style)
    for item in passage.claims:
        evidence = wording.evidence_of(item.claim)
        start, end = max(evidence.start, passage.start), min(evidence.end, passage.end)
        if start < end and (start, end) != (passage.start, passage.end):
            words.stylize("underline", start - passage.start, end - passage.start)
    return _folded(words)


def _folded(words: Text) -> Text:
    """``words`` with its lines joined by single spaces, styles kept."""
    pieces = [piece for piece in words.split("\n") if piece.plain.strip()]
    for piece in pieces:
        piece.rstrip()
        piece.expand_tabs(1)
    return Text(" ").join(pieces)


def _print_claim(console: Console, item: Numbered) -> None:
    claim = item.claim
    own = not claim.attribution
    blank = Text(" " * (_GUTTER + 2))

    def row(mark: Text, label: str, words: Text, label_style: str = "dim") -> None:
        _print_row(console, [blank, mark, Text(label.ljust(_LABEL), style=label_style)], words)

    if not own:
        chain = Text(wording.chain_words(claim), style="bold cyan")
        speech = wording.speech_words(claim)
        row(Text("□", style="cyan"), "says", chain + Text(f"  {speech}" if speech else ""), "cyan")
    row(Text("■", style="bold") if own else Text(" "), claim.kind, _head(item), "dim" if own else "cyan")
    for label, words in wording.content_rows(claim):
        row(Text(" "), label, Text(words))
    row(Text(" "), "sure", Text(wording.certainty_words(claim), style="italic"))


def _head(item: Numbered) -> Text:
    """What the claim is and its number; a value other than certain stands beside it, and a denial is struck out."""
    value = item.claim.factuality.value
    head = Text(wording.title(item.claim), style=_KIND_STYLE[item.claim.kind])
    if value == "CT-":
        head.stylize("strike")
    if value != "CT+":
        known = wording.SOURCE_VOICE if item.claim.attribution else wording.OWN_VOICE
        head.append(f"{' ' if head.plain else ''}({known[value]})", style="italic")
    head.append(f"{' ' if head.plain else ''}[{item.number}]", style="dim")
    return head
