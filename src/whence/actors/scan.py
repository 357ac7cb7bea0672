"""Finds known names in the words of a sentence: leftmost, longest, written as names."""

from __future__ import annotations

from collections.abc import Sequence

from whence.actors.fold import TRANSPARENT, atoms, fold, same_case
from whence.actors.index import Pack

# Shorter acronyms are words too often in a headline set all in capitals ("IS", "US", "CAR").
_SHORT = 3
# Nouns that make a body of the state; "Afghan people" and "Taliban fighters" are no names.
_BODY_KINDS = frozenset({"mil", "pol", "gov", "reb"})
_CACHE_SIZE = 100_000  # word forms; enough for any news corpus, some 20 MB
# A token's atoms, cased and folded; punctuation that parts names is one empty atom, that which doesn't is none.
_Form = tuple[tuple[str, ...], tuple[str, ...]]
Found = tuple[int, int, tuple[str, ...]]


class _Window:
    """The atoms of a few tokens from a place on: cased, folded, and after which atoms a token ends."""

    __slots__ = ("cased", "ends", "folded")

    def __init__(self, forms: list[_Form], first: int, length: int) -> None:
        self.cased: list[str] = []
        self.folded: list[str] = []
        self.ends: dict[int, int] = {}  # number of atoms -> index of the token after them
        for place in range(first, len(forms)):
            cased, folded = forms[place]
            if folded == ("",) or len(self.folded) >= length:
                break
            self.cased += cased
            self.folded += folded
            self.ends.setdefault(len(self.folded), place + 1)


class Scanner:
    """The scan over one compiled registry."""

    def __init__(self, pack: Pack) -> None:
        """Keep the pack's tables at hand."""
        self._pack = pack
        self._forms: dict[str, _Form] = {}
        self._noun_lengths = sorted({noun.count(" ") + 1 for noun in pack.nouns}, reverse=True)
        longest_name = max((lengths[0] for lengths in pack.starts.values()), default=1)
        longest_head = max((lengths[0] for lengths in pack.head_starts.values()), default=1)
        self._reach = max(longest_name, longest_head + self._noun_lengths[0])

    def scan(self, tokens: Sequence[str], ambiguous: bool) -> list[Found]:
        """Every known name, left to right, not overlapping."""
        known, starts, heads, small = self._forms, self._pack.starts, self._pack.head_starts, self._pack.small_starts
        forms = [known.get(token) or self._form(token) for token in tokens]
        shouted = _is_shouted(tokens)
        found: list[Found] = []
        place, count = 0, len(forms)
        while place < count:
            cased, folded = forms[place]
            if folded and (folded[0] in starts or folded[0] in heads) and (cased[0][0].isupper() or folded[0] in small):
                window = _Window(forms, place, self._reach)
                length, ids = self._longest(window, ambiguous, shouted)
                if length:
                    found.append((place, window.ends[length], ids))
                    place = window.ends[length]
                    continue
            place += 1
        return found

    def _form(self, token: str) -> _Form:
        cased = atoms(token)
        if not cased and token not in TRANSPARENT:
            cased = ("",)
        form = (cased, tuple(fold(atom) for atom in cased))
        if len(self._forms) >= _CACHE_SIZE:
            self._forms.clear()
        self._forms[token] = form
        return form

    def _longest(self, window: _Window, ambiguous: bool, shouted: bool) -> tuple[int, tuple[str, ...]]:
        composed, body = self._composed(window)
        for length in self._pack.starts.get(window.folded[0], ()):
            if length < composed:
                break
            if length in window.ends and (ids := self._named(window, length, ambiguous, shouted)):
                return length, ids
        return composed, body

    def _named(self, window: _Window, length: int, ambiguous: bool, shouted: bool) -> tuple[str, ...]:
        refs = self._pack.keys.get(" ".join(window.folded[:length]), ())
        if shouted and length == 1 and len(window.cased[0]) <= _SHORT:
            return ()
        written = tuple(window.cased[:length])
        exact: list[str] = []
        alike: list[str] = []
        for number, position in refs:
            actor = self._pack.actors[number]
            name = actor.names[position]
            forms = atoms(name.text)
            if (ambiguous or not name.ambiguous) and same_case(forms, written):
                (exact if forms == written else alike).append(actor.id)
        return tuple(dict.fromkeys(exact or alike))  # capitals can tell two acronyms apart

    def _composed(self, window: _Window) -> tuple[int, tuple[str, ...]]:
        """A state's name or adjective and a noun after it: how many atoms, and the body's id."""
        first = window.folded[0]
        if first == "us" and not window.cased[0].isupper():
            return 0, ()
        for length in self._pack.head_starts.get(first, ()):
            state = self._pack.heads.get(" ".join(window.folded[:length]))
            if state is None:
                continue
            for size in self._noun_lengths:
                kind = self._pack.nouns.get(" ".join(window.folded[length : length + size]))
                if kind in _BODY_KINDS and length + size in window.ends:
                    return length + size, (f"{kind}:{state.removeprefix('state:')}",)
        return 0, ()


def _is_shouted(tokens: Sequence[str]) -> bool:
    """True for a line set all in capitals, where capitals tell nothing."""
    words = [token for token in tokens if token.isalpha()]
    return len(words) > 3 and not any(word != word.upper() for word in words)
