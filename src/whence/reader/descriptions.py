"""Descriptions: bare definite nouns ("the group", "the two countries"), and what each can stand for."""

from __future__ import annotations

from whence.reader.discourse import Discourse, Told
from whence.reader.pronouns import WINDOW
from whence.reader.referents import fit, gender_of_noun, is_plural, kind_of_noun

SAME_WINDOW = 12
"""Sentences that a noun looks back over for the same noun."""

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})

_OTHER = frozenset(
    {"other", "another", "new", "second", "rival", "different", "various", "several", "many", "only", "next"}
)
"""Adjectives that say it is not the one spoken of before."""

_OWN = ("nmod", "acl")
"""Relations of what may say which one is meant."""

_COLLECTIVE = frozenset({"group", "armed", "force", "fighters", "soldiers"})
"""Kinds that a singular and a plural can both speak of ("Houthi rebels ... the group")."""

_WHOLES = frozenset(
    {"group", "armed", "state", "outlet", "organization", "government", "place", "area", "person", "realm"}
)
"""Kinds whose plural ("the two countries") stands for several with names."""

_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}


class Descriptions:
    """Candidates for the descriptions of one document.

    Args:
        discourse: what has been told so far.
    """

    def __init__(self, discourse: Discourse) -> None:
        self.discourse = discourse
        self.syntax = discourse.syntax
        self.tokens = discourse.tokens

    def is_one(self, index: int) -> bool:
        """True for the head word of a definite noun phrase that tells no more than of what kind it is."""
        token = self.tokens[index]
        if token.upos not in ("NOUN", "PROPN") or self.discourse.is_within_name(index):
            return False
        lemma = self.lemma(index)
        kind = kind_of_noun(lemma)
        known = kind not in (None, "none") or self.discourse.call(index) in self.discourse.calls
        return known and kind != "none" and self._is_definite(index)

    def lemma(self, index: int) -> str:
        """The noun's lemma in lower case."""
        return self.tokens[index].lemma.lower()

    def candidates(self, index: int) -> list[tuple[Told, str]]:
        """What a description can stand for, the last spoken of first, each with how it fits."""
        sentence, sentence_of = self.syntax.sentence_of[index], self.syntax.sentence_of
        found: list[tuple[Told, str]] = []
        for one in self.discourse.latest():
            back = sentence - sentence_of[one.seen]
            if not one.named and back > SAME_WINDOW:
                continue
            how = self._fit(index, one, back)
            if how is not None and not (back == 0 and self._clashes(one, index)):
                found.append((one, how))
        return found

    def _fit(self, index: int, one: Told, back: int) -> str | None:
        """How a description fits: "same" noun, "called" so, of the "kind" or of a "near" one; ``None`` not at all."""
        lemma, plural = self.lemma(index), is_plural(self.syntax, index)
        kind = kind_of_noun(lemma)
        if one.kinds == {"thing"}:
            return None
        gender = gender_of_noun(lemma)
        if gender is not None and one.gender not in (None, gender):
            return None
        if not one.named and not one.members and one.lemma == lemma:
            return "same" if one.plural == plural else None
        if one.named and self.discourse.call(index) in one.called and (one.plural or not plural):
            return "called"
        if self.discourse.call(index) != lemma:
            return None  # "the former president" is nobody who is not called so
        if kind is None or (not one.named and back > WINDOW):
            return None
        if kind == "person" and not plural and one.named and back > 2 * WINDOW:
            return None
        if plural != one.plural and not one.kinds & _COLLECTIVE:
            return None
        if kind in ("fighters", "soldiers") and not plural and one.kinds == {"person"}:
            return "kind"  # "the gunman" is the man told of before, named or not
        return fit("people" if kind == "person" and plural else kind, one.kinds)

    def wholes(self, index: int) -> list[Told]:
        """ "The two countries": the nearest coordination of as many, else as many as were last spoken of."""
        kind = kind_of_noun(self.lemma(index))
        if kind not in _WHOLES or not is_plural(self.syntax, index):
            return []
        number = self._number(index)
        if kind == "person" and number is None:
            return []
        near = self._several(index, str(kind), 2 * WINDOW)
        for one in near:
            if one.members and (number is None or len(one.members) == number):
                return list(one.members)
        if number is None:
            return []
        for window in (WINDOW, 2 * WINDOW):
            single = [one for one in self._several(index, str(kind), window) if not one.members]
            if len(single) == number:
                return single
            if len(single) > number:
                break
        return []

    def _several(self, index: int, kind: str, window: int) -> list[Told]:
        """Names of one kind and coordinations of them, told within a window."""
        sentence = self.syntax.sentence_of[index]
        found = []
        for one in self.discourse.latest():
            if sentence - self.syntax.sentence_of[one.seen] > window:
                break
            parts = one.members or (one,)
            if all(part.named and not part.plural and fit(kind, part.kinds) == "kind" for part in parts):
                found.append(one)
        return found

    def _number(self, index: int) -> int | None:
        words = [self.tokens[child].text.lower() for child in self.syntax.children[index]]
        return next((_NUMBERS[word] for word in words if word in _NUMBERS), None)

    def _clashes(self, one: Told, index: int) -> bool:
        if self.syntax.is_under(index, one.seen) or self.syntax.is_under(one.seen, index):
            return True
        return self.tokens[one.seen].head == self.tokens[index].head

    def _is_definite(self, index: int) -> bool:
        """ "the group", "these militants"; a noun with a name or a clause of its own stands for itself."""
        definite = False
        for child in self.syntax.children[index]:
            relation, word = self.syntax.relation(child), self.tokens[child].text.lower()
            if relation == "det" and word in _DEFINITE:
                definite = True
            if relation in ("appos", "flat") or (relation in _OWN and self._names(child)):
                return False
            if relation in ("amod", "compound", "nummod") and not self._is_general(child):
                return False
        return definite and self.syntax.relation(index) not in ("appos", "compound", "flat")

    def _names(self, child: int) -> bool:
        """True where what follows the noun names somebody or something ("the group of X"); a relative clause after a
        comma only tells more of what is known already."""
        under = self.syntax.subtree(child)
        if self.tokens[child].deprel == "acl:relcl":
            return self.tokens[under[0] - 1].text != "," and any(i in self.discourse.entity_at for i in under)
        return any(i in self.discourse.entity_at for i in under)

    def _is_general(self, child: int) -> bool:
        """True for a modifier that names nobody and tells nothing apart ("terror", "African", "two")."""
        token = self.tokens[child]
        name = self.discourse.entity_at.get(child)
        if name is not None:
            return name.type == "NORP"
        if token.text.lower() in _OTHER or self.syntax.has_lemma(child, ("most", "least"), "advmod"):
            return False
        return not token.text[:1].isupper() or token.upos == "NUM" or self.syntax.relation(child) == "amod"
