"""Lemmas: a table of known forms, regular endings checked against known words, and the encoder's edit scripts.

A script is written ``case:cut:add``: ``L:3:y`` makes "Bodies" into "body", ``K:0:`` leaves a name as it stands.
The encoder picks a script from the context; a script that makes no known word gives way to a regular ending that does.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from whence.reader.wordlists import rows
from whence.records.errors import ResourceError

_AS_WRITTEN = frozenset({"PROPN", "PUNCT", "SYM", "X"})
_LOWERED = frozenset({"NUM", "INTJ", "ADP", "CCONJ", "SCONJ"})
# endings in the order in which they are tried: what to cut, what to add
_ENDINGS: dict[str, tuple[tuple[str, str], ...]] = {
    "VERB": (
        ("ies", "y"), ("ied", "y"), ("ying", "ie"), ("ing", "e"), ("ing", ""),
        ("ed", "e"), ("ed", ""), ("es", "e"), ("s", ""), ("es", ""),
    ),
    "NOUN": (("ies", "y"), ("ves", "f"), ("ves", "fe"), ("men", "man"), ("s", ""), ("es", "")),
    "ADJ": (("iest", "y"), ("ier", "y"), ("est", ""), ("est", "e"), ("er", ""), ("er", "e")),
}  # fmt: skip
_ENDINGS["AUX"] = _ENDINGS["VERB"]
_ENDINGS["ADV"] = _ENDINGS["ADJ"]


def script(form: str, lemma: str) -> str:
    """The edit script that turns ``form`` into ``lemma``."""
    case = "L" if lemma == lemma.lower() else "K"
    base = form.lower() if case == "L" else form
    shared = 0
    while shared < min(len(base), len(lemma)) and base[shared] == lemma[shared]:
        shared += 1
    return f"{case}:{len(base) - shared}:{lemma[shared:]}"


@lru_cache(maxsize=65536)
def apply(edit: str, form: str) -> str:
    """The lemma of ``form`` by a script; the form itself where the script would leave nothing of it."""
    case, cut, add = edit.split(":", 2)
    base = form.lower() if case == "L" else form
    kept = len(base) - int(cut)
    if kept < 0 or (kept == 0 and not add):
        return base
    return base[:kept] + add


@cache
def exceptions() -> dict[tuple[str, str], str]:
    """Irregular forms: (lower-case form, UPOS) to lemma; from ``data/lemma_exceptions.csv``."""
    return {(row[0], row[1]): row[2] for row in rows("lemma_exceptions.csv")}


class Lemmatizer:
    """Looks words up, and guesses those that it does not know."""

    def __init__(self, table: Mapping[str, Mapping[str, str]], words: Iterable[str]) -> None:
        """Takes a table of known forms.

        Args:
            table: lower-case form to lemma, by UPOS.
            words: further words that a guess may be.
        """
        self._table = {(form, upos): lemma for upos, forms in table.items() for form, lemma in forms.items()}
        self._known = frozenset(words) | frozenset(lemma for forms in table.values() for lemma in forms.values())
        self._found: dict[tuple[str, str, str], str] = {}

    @classmethod
    def from_file(cls, path: Path, words: Iterable[str]) -> Lemmatizer:
        """Reads the table from ``lemmas.json``.

        Raises:
            ResourceError: the file is missing.
        """
        if not path.is_file():
            raise ResourceError(f"table of lemmas {path} is missing; reinstall whence")
        return cls(json.loads(path.read_text(encoding="utf-8")), words)

    def lemma(self, form: str, upos: str, edit: str) -> str:
        """The lemma of a word.

        Args:
            form: the word as written.
            upos: its part of speech.
            edit: the script that the encoder picked.
        """
        key = (form, upos, edit)
        found = self._found.get(key)
        if found is None:
            if len(self._found) > 200_000:
                self._found.clear()
            found = self._found[key] = self._work_out(form, upos, edit)
        return found

    def _work_out(self, form: str, upos: str, edit: str) -> str:
        lower = form.lower()
        listed = exceptions().get((lower, upos)) or self._table.get((lower, upos))
        if listed is not None:
            return listed
        if upos in _AS_WRITTEN or (upos == "ADJ" and form[:1].isupper() and edit.startswith("K")):
            return form
        if upos in _LOWERED or upos not in _ENDINGS:
            return lower
        if upos == "NOUN" and lower.endswith(("ing", "ings")):
            return lower.removesuffix("s")  # "shootings" is no noun "shoot"
        guess = apply(edit, form)
        if guess != lower and guess in self._known:
            return guess
        return self._by_ending(lower, upos) or _unknown(lower, upos, guess)

    def _by_ending(self, lower: str, upos: str) -> str | None:
        """The known word that a regular ending leaves; an inflected form is known too, and no lemma."""
        if upos == "NOUN" and lower.endswith(_NO_PLURAL):
            return None
        for end, add in _ENDINGS[upos]:
            if lower.endswith(end) and len(lower) - len(end) >= 3:
                stem = lower[: len(lower) - len(end)]
                for candidate in (stem + add, stem[:-1] if not add and stem[-1:] == stem[-2:-1] else ""):
                    if candidate in self._known:
                        return candidate
        return None


_NO_PLURAL = ("ss", "us", "is")
# clusters and single letters after which -ed and -ing have taken the place of an e ("forced", "seized", "abused")
_TAKES_E = (
    "rc",
    "rg",
    "lv",
    "rv",
    "dg",
    "nc",
    "ns",
    "rs",
    "at",
    "ur",
    "ir",
    "uc",
    "ag",
    "ak",
    "id",
    "ud",
    "ol",
    "z",
    "v",
    "c",
    "u",
)
_DOUBLES = frozenset("bdgmnprt")


def _unknown(lower: str, upos: str, guess: str) -> str:
    """The lemma of a word that nothing knows: a script that cuts no ending is a slip ("deplo" of "deploy")."""
    if guess.lower() == lower and guess != lower:
        return guess  # an abbreviation keeps its capitals
    if not lower.endswith(_INFLECTED.get(upos, ("s", "ed", "ing", "er", "est"))):
        return _regular(lower, upos)
    plain = _regular(lower, upos)
    cuts = any(lower in (guess + ending, guess[:-1] + ending) for ending in ("s", "es", "d", "ed", "ing"))
    return guess if cuts and plain != f"{guess}e" else plain


_INFLECTED = {"NOUN": ("s", "men"), "VERB": ("s", "ed", "ing")}


def _regular(lower: str, upos: str) -> str:
    """The lemma of a word that nothing knows, by the regular spelling of English inflection."""
    if upos == "NOUN" and lower.endswith("smen"):
        return f"{lower[:-3]}man"
    if upos == "NOUN":
        return lower[:-1] if lower.endswith("s") and not lower.endswith(_NO_PLURAL) and len(lower) > 3 else lower
    if upos not in ("VERB", "AUX"):
        return lower
    for ending in ("ed", "ing"):
        stem = lower.removesuffix(ending)
        if stem == lower or len(stem) < 3 or not set(stem) & set("aeiouy"):
            continue
        if stem[-1] == stem[-2] and stem[-1] in _DOUBLES:
            return stem[:-1]
        return stem + "e" if stem.endswith(_TAKES_E) else stem
    return lower[:-1] if lower.endswith("s") and not lower.endswith("ss") and len(lower) > 3 else lower
