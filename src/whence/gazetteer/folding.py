"""Folding: the one spelling under which a name is kept and looked up.

NFKD, combining marks dropped, casefolded, letters that do not decompose replaced (ł, ø, ı, ...),
apostrophes and their kin dropped ("Ma'rib" = "Marib"), every other sign a space, "st" read as "saint", a
leading "the" dropped. :func:`loose` also drops Arabic articles ("Al-Hasakah" = "Hasakah", "Deir ez-Zor" = "Deir
Zor") and is only ever a second key.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

_UNDECOMPOSED = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h", "ŋ": "n",
        "ə": "a", "ɓ": "b", "ɗ": "d", "ƙ": "k", "&": " and ",
    }
)  # fmt: skip
_DROPPED = dict.fromkeys(map(ord, "'’‘ʻʼʽʾʿ`´ʹʺ′.·\u200c\u200d\u00ad"))
_OTHER_SIGNS = re.compile(r"[\W_]+")
_WRITTEN_OUT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_ARTICLE = re.compile(r"a[dlnrstz]|e[dlnrstz]|[ae]sh|[iou]l")  # al, with its assimilated and dialect forms


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """``name`` under the key spelling: lower-case words with single spaces; empty where nothing is left."""
    if name.isascii():
        text = name.translate(_DROPPED).lower()
    else:
        text = unicodedata.normalize("NFKD", name.translate(_DROPPED))
        text = "".join(c for c in text if not unicodedata.combining(c)).casefold().translate(_UNDECOMPOSED)
        text = text.translate(_DROPPED)
    words = _OTHER_SIGNS.sub(" ", text.replace("&", " and ")).split()
    if len(words) > 1:
        words = [_WRITTEN_OUT.get(word, word) for word in words]
        if words[0] == "the":
            del words[0]
    return " ".join(words)


def loose(folded: str) -> str | None:
    """The second key of a folded name: without Arabic articles; ``None`` where it has none or would be left too
    short."""
    words = folded.split()
    kept = [word for word in words if not _ARTICLE.fullmatch(word)]
    if len(kept) == len(words) or not kept or len("".join(kept)) < 3:
        return None
    return " ".join(kept)


def key(folded: str) -> int:
    """64-bit key of a folded name: the same on every machine."""
    return int.from_bytes(blake2b(folded.encode(), digest_size=8).digest(), "little")


def is_acronym(name: str) -> bool:
    """Whether ``name`` is a short run of capitals ("US", "D.R.C."), which means something only in capitals."""
    letters = name.replace(".", "")
    return 2 <= len(letters) <= 4 and letters.isupper() and letters.isalpha()
