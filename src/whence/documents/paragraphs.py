"""Plain text to paragraphs: by blank lines, by indentation, and by undoing hard-wrapped lines.

Offsets are code points into the text, end exclusive. Nothing is changed in the text: a paragraph of
several lines holds their line breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from whence.records.document import BlockKind

# A hard-wrapped line was broken because the next word did not fit. Typists and wire systems leave a
# few columns unused (MUC-3 wire copy, wrapped by hand at 78: up to 12).
SLACK = 12
WRAP_MIN, WRAP_MAX = 40, 120  # columns at which text is wrapped: narrow teleprinter copy to wide terminals
FORCED_SHARE = 0.6  # of the line breaks inside chunks, those that the wrap width explains
OVERLONG_SHARE = 0.05  # of all lines; a wrapped text has hardly a line beyond its width, but for tables and addresses
MIDSENTENCE_SHARE = 0.5  # of the lines before them, those that do not end a sentence

_BULLET = re.compile(r"[•·▪◦‣●■□█*–—-]+\s+\S|\(?\d{1,3}[.)]\s+\S|[A-Za-z]\)\s+\S|[A-Z]\.\s+\S")
# The stop may stand before a bracket with the source or the credit: "... died. (Reuters)"
_TERMINAL = re.compile(r"[.!?:…][\"'”’)\]]*(?:,?\s*[(\[][^()\[\]]{1,100}[)\]])*$")
_QUOTE_MARK = re.compile(r"\s*(?:>|&gt;)")


class Paragraph(msgspec.Struct, frozen=True):
    """Characters ``start`` to ``end`` of a text that belong together.

    ``indent`` is the smallest indentation of its lines in columns, ``lines`` their number, ``stuck``
    says that the next paragraph follows without a blank line, ``hint`` is the kind that markup gave.
    """

    start: int
    end: int
    indent: int = 0
    lines: int = 1
    stuck: bool = False
    hint: BlockKind | None = None


class _Line(msgspec.Struct, frozen=True):
    start: int
    end: int
    indent: int
    text: str  # without outer white space
    width: int  # columns up to the last character


def segment(text: str, *, unwrap: bool = True) -> list[Paragraph]:
    """The paragraphs of ``text``; ``unwrap=False`` where line breaks are known to be meant."""
    chunks = list(_chunks(text))
    width = _wrap_width(chunks) if unwrap else None
    return [paragraph for chunk in chunks for paragraph in _paragraphs(chunk, width)]


def is_item(line: str) -> bool:
    """True where a line starts as an item of a list does."""
    return _BULLET.match(line) is not None


def ends_sentence(line: str) -> bool:
    """True where a line ends with a full stop, question mark or the like."""
    return _TERMINAL.search(line) is not None


def _chunks(text: str) -> Iterator[list[_Line]]:
    """Runs of lines that are not blank."""
    chunk: list[_Line] = []
    offset = 0
    for raw in text.splitlines(keepends=True):
        line = raw.strip() if offset else raw.strip().lstrip("\ufeff").strip()
        if line:
            start = offset + raw.index(line)
            indent = len(raw[: start - offset].expandtabs(8))
            chunk.append(_Line(start, start + len(line), indent, line, indent + len(line)))
        elif chunk:
            yield chunk
            chunk = []
        offset += len(raw)
    if chunk:
        yield chunk


def _wrap_width(chunks: list[list[_Line]]) -> int | None:
    """The column at which the text was wrapped, or ``None`` where its line breaks are its own."""
    broken = [(line, after) for chunk in chunks for line, after in pairwise(chunk)]
    shouting = all(text == text.upper() for line, after in broken for text in (line.text, after.text))
    if len(broken) < (1 if shouting else 2):
        return None  # too little to go by; lines of text in capitals are hardly ever anything but wrapped
    widths = sorted(line.width for line, _ in broken)
    width = widths[int(0.9 * (len(widths) - 1))]
    wide = sum(line.width > width + 2 * SLACK for chunk in chunks for line in chunk)
    if not WRAP_MIN <= width <= WRAP_MAX or wide > OVERLONG_SHARE * sum(map(len, chunks)):
        return None
    forced = sum(_forced(line, after, width) for line, after in broken)
    open_ended = sum(not ends_sentence(line.text) for line, _ in broken)
    if forced < FORCED_SHARE * len(broken) or open_ended < MIDSENTENCE_SHARE * len(broken):
        return None
    return width


def _forced(line: _Line, after: _Line, width: int) -> bool:
    return line.width + 1 + len(after.text.split(None, 1)[0]) > width - SLACK


def _paragraphs(chunk: list[_Line], width: int | None) -> Iterator[Paragraph]:
    first = 0
    for index in range(1, len(chunk) + 1):
        last = index == len(chunk)
        if last or _splits(chunk, first, index, width):
            lines = chunk[first:index]
            indent = min(line.indent for line in lines)
            yield Paragraph(lines[0].start, lines[-1].end, indent, len(lines), stuck=not last)
            first = index


def _splits(chunk: list[_Line], first: int, index: int, width: int | None) -> bool:
    """True where a new paragraph starts at line ``index`` of a chunk; the present one started at ``first``."""
    line, after = chunk[index - 1], chunk[index]
    if "\t" in after.text or "\t" in line.text:
        return True
    if is_item(after.text):
        # In wrapped text a line may start with a dash or a number by chance: "3,000 dead --\n-- 24 of whom".
        inside = width is not None and _forced(line, after, width)
        return not inside or ends_sentence(line.text) or line.text.endswith((";", ","))
    if bool(_QUOTE_MARK.match(after.text)) != bool(_QUOTE_MARK.match(line.text)):
        return True
    if is_item(chunk[first].text) and after.indent > chunk[first].indent:
        return False
    if width is None:
        return not (after.text[0].islower() and not ends_sentence(line.text))
    if after.indent >= line.indent + 2:
        return True
    if _forced(line, after, width) or after.text[0].islower():
        return False
    return ends_sentence(line.text) or line.width < 0.6 * width
