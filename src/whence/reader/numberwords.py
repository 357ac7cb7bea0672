"""Number words: a pattern for numbers in digits and English words, and what they come to."""

from __future__ import annotations

import re
from collections.abc import Iterable

from whence.reader.tables import mapping

_TABLE = "quantities_numbers.csv"
_UNITS = mapping(_TABLE, role="unit")
_TEENS = mapping(_TABLE, role="teen")
_TENS = mapping(_TABLE, role="ten")
_SCALES = mapping(_TABLE, role="scale") | mapping(_TABLE, role="dozen")
_VALUES = {word: int(value) for word, value in (_UNITS | _TEENS | _TENS).items()}
_SCALE_VALUES = {word: int(value) for word, value in _SCALES.items()}


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of some literal words, the longest first."""
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(words, key=lambda word: (-len(word), word)))


_SMALL = f"(?:(?:{any_of(_TENS)})(?:[- ](?:{any_of(set(_UNITS) - {'zero'})}))?|{any_of(_TEENS)}|{any_of(_UNITS)})"
DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
"""A number in digits: "39", "3,000", "1.5"."""

_SCALE = f"(?:{any_of(_SCALES)})"
_TAIL = rf"(?:(?:(?<=hundred)|(?<=thousand))\s+(?:and\s+)?{_SMALL}\b)?"
_HALF = r"(?:[\s-]+and[\s-]+a[\s-]+half)?"

_PART_OF = r"(?:half\s+an?|an?\s+half|(?:a\s+)?quarter\s+of\s+a)"

NUMBER = (
    rf"(?:{_PART_OF}\s+{_SCALE}\b|(?:a|{DIGITS}|{_SMALL}){_HALF}(?:[\s-]{_SCALE}\b)+{_TAIL}(?:\s+{_SCALE}\b)*{_TAIL}"
    rf"|{DIGITS}(?![\d.,]*\d)|{_SMALL}{_HALF})"
)
"""A cardinal number in digits or words, without hedge: "39", "3,000", "two hundred and five", "1.5 million",
"half a dozen". Has no groups; compile it with ``re.IGNORECASE`` and give it word boundaries."""

NUMBER_WORD = any_of(_VALUES)
"""A simple number word: any number in words begins with one, or with "a" or "half"."""

_WORD = re.compile(r"[\d.,]*\d|[a-z]+")


_PARTS = {"half a": 0.5, "half an": 0.5, "a half": 0.5, "quarter of a": 0.25, "a quarter of a": 0.25}
# Parts of a scale: "half a million".


def value_of(text: str) -> int | float | None:
    """What a number in digits or English words comes to; ``None`` where the text is no cardinal number."""
    words = _WORD.findall(text.lower().strip())
    if not words:
        return None
    part = _PARTS.get(" ".join(words[:-1]))
    if part and words[-1] in _SCALE_VALUES:
        return int(part * _SCALE_VALUES[words[-1]])
    total: float = 0
    current: float | None = None
    for position, word in enumerate(words):
        if word[0].isdigit():
            if current is not None:
                return None
            current = float(word.replace(",", ""))
        elif word in _VALUES:
            current = (current or 0) + _VALUES[word]
        elif word == "half" and words[max(0, position - 2) : position] == ["and", "a"]:
            current = (current or 0) + 0.5
        elif word == "a" and words[position + 1 : position + 2] == ["half"]:
            continue
        elif word in ("a", "an"):
            current = 1
        elif word in _SCALE_VALUES:
            scale = _SCALE_VALUES[word]
            if scale >= 1000:
                total += (1 if current is None else current) * scale
                current = None
            else:
                current = (1 if current is None else current) * scale
        elif word != "and":
            return None
    total += current or 0
    return int(total) if total == int(total) else total
