"""Names as comparable words: one form for "al-Qaeda", "Al Qaeda" and "AL-QA'IDA", whatever the tokeniser did.

A name or token is cut into *atoms* (letters and digits, case kept); an atom is folded by NFKD
without its marks, and by case. Dots of initials go ("U.S." is "US"), apostrophes inside a word go
("Sana'a" is "Sanaa"), a possessive ending goes ("Libya's" is "Libya"), hyphens part words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

APOSTROPHES = "'’‘ʼʿʾ`´"
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])+\.?")
_POSSESSIVE = re.compile(rf"(?<=\w)[{APOSTROPHES}]s$", re.IGNORECASE)
_CUT = re.compile(r"[\s\-‐‑‒–—/_]+")
_NOT_WORD = re.compile(r"[^\w]")
# Letters that NFKD does not take apart, as English-language news writes them.
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "æ": "ae", "Æ": "Ae"})
# Tokens that may stand inside a name without breaking it: hyphens, apostrophes, a possessive, a dot.
TRANSPARENT = frozenset({"-", "‐", "‑", "–", ".", *APOSTROPHES, *(mark + "s" for mark in APOSTROPHES)})
# Articles of Arabic names in the spellings that news uses, and the English one.
ARTICLES = frozenset({"the", "al", "el", "ul", "ash", "ad", "ar", "az", "an", "as", "at"})


@lru_cache(maxsize=65536)
def atoms(text: str) -> tuple[str, ...]:
    """Cut a name or token into atoms, case and marks kept: ``atoms("U.S.-led") == ("US", "led")``."""
    if text.isalnum():
        return (text,)
    found: list[str] = []
    for piece in _CUT.split(text.strip()):
        word = _POSSESSIVE.sub("", piece)
        if word and word[0] in APOSTROPHES and word[1:] in ("s", "S"):
            continue
        word = word.strip('"“”«»()[]{},;:!?…')
        if _INITIALS.fullmatch(word):
            word = word.replace(".", "")
        word = _NOT_WORD.sub("", word)
        if word:
            found.append(word)
    return tuple(found)


@lru_cache(maxsize=65536)
def fold(atom: str) -> str:
    """An atom without marks and case: ``fold("Élysée") == "elysee"``."""
    if atom.isascii():
        return atom.lower()
    plain = "".join(
        mark for mark in unicodedata.normalize("NFKD", atom.translate(_LETTERS)) if not unicodedata.combining(mark)
    )
    return _NOT_WORD.sub("", plain.casefold())


def key(text: str) -> str:
    """The folded atoms of a name, joined by spaces: its place in the index."""
    return " ".join(fold(atom) for atom in atoms(text))


def loose_key(text: str) -> str:
    """The key without articles, spaces and a plural ending: "the Houthis" and "Al-Houthi" are ``"houthi"``.

    Empty where too little is left to tell names apart.
    """
    words = [fold(atom) for atom in atoms(text)]
    kept = [word for word in words if word not in ARTICLES] or words
    joined = "".join(kept)
    if joined.endswith("s") and not joined.endswith(("ss", "us")):
        joined = joined[:-1]
    return joined if len(joined) >= 5 else ""  # under five letters a stripped name is an acronym or a word


@lru_cache(maxsize=65536)
def _is_acronym(atom: str) -> bool:
    return len(atom) > 1 and atom.isupper()


def same_case(name: tuple[str, ...], text: tuple[str, ...]) -> bool:
    """True where the text writes a name as a name: capitals where the name has them.

    An acronym needs its capitals ("US" is not "us"); a word that opens with a capital in the name
    does so in the text ("The Times", not "the times of trouble"); the rest may differ, for
    headlines in capitals.
    """
    for ours, theirs in zip(name, text, strict=True):
        if _is_acronym(ours):
            if not theirs.isupper():
                return False
        elif ours[0].isupper() and not theirs[0].isupper():
            return False
    return True
