"""The language of a text: a cheap test for English, and py3langid where it does not decide."""

from __future__ import annotations

import math
import re
from functools import cache

from whence.documents.tables import rows

LOOKED_AT = 2000  # characters; more does not change the answer on news
# Share of distinctly English function words among all. The lowest of 1,300 MUC-3 texts has .08, of 294 Wikinews
# articles .059, the second lowest .083; sentences in ten other languages of the Latin script have none.
ENGLISH = 0.06
ALPHABET = 500  # letters that tell the alphabet
FEW_WORDS = 12  # as many words or fewer are a headline, too short for any share
SURE = 0.9  # py3langid's probability from which it is believed against the alphabet's English look

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def guess(text: str) -> str | None:
    """The ISO 639-1 code of the language of ``text``, or ``None`` where it cannot be told.

    English is told by its function words, in any case of letters. Short text in the Latin alphabet
    counts as English. The rest is py3langid's to say (loaded on first need, half a second).
    """
    head = text[:LOOKED_AT]
    found = [word.lower() for word in _WORD.findall(head)]
    if not found:
        return None
    letters = "".join(found)[:ALPHABET]
    latin = sum(c < "\u0250" or "\u1e00" <= c < "\u1f00" for c in letters) >= len(letters) / 2
    if latin and sum(word in _function_words() for word in found) >= ENGLISH * len(found):
        return "en"
    if latin and len(found) <= FEW_WORDS:
        return "en"
    language, probability = _classify(" ".join(found))
    if not latin:
        return None if language == "en" else language
    return language if language == "en" or probability >= SURE else "en"


def _classify(text: str) -> tuple[str, float]:
    """py3langid's first answer and its probability (its raw scores are logarithms, not yet normalised)."""
    import py3langid

    ranked = py3langid.rank(text)
    best = float(ranked[0][1])
    return str(ranked[0][0]), 1.0 / sum(math.exp(float(score) - best) for _, score in ranked)


@cache
def _function_words() -> frozenset[str]:
    return frozenset(row["form"] for row in rows("function_words.csv"))
