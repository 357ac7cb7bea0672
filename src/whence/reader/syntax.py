"""Syntax: the dependency trees of a document as a thing to ask questions of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from whence.records import Sentence, Token

CLAUSAL = frozenset({"root", "ccomp", "xcomp", "advcl", "acl", "csubj", "parataxis"})
"""Relations (without subtype) whose dependent heads a clause of its own."""


class Syntax:
    """Children, subtrees and clause membership over ``Reading.tokens`` (indices are positions there)."""

    def __init__(self, tokens: Sequence[Token], sentences: Sequence[Sentence]) -> None:
        self.tokens = tokens
        self.sentences = sentences
        self._full = [token.deprel for token in tokens]
        self._plain = [name.partition(":")[0] for name in self._full]
        self.children: list[list[int]] = [[] for _ in tokens]
        for index, token in enumerate(tokens):
            if token.head >= 0:
                self.children[token.head].append(index)
        self.sentence_of: list[int] = [0] * len(tokens)
        for number, sentence in enumerate(sentences):
            for index in range(sentence.first, sentence.last):
                self.sentence_of[index] = number

    def relation(self, index: int) -> str:
        """The relation of a token to its head, without its subtype."""
        return self._plain[index]

    def dependents(self, index: int, *relations: str) -> list[int]:
        """Children by relation. A name without a subtype takes all its subtypes; one with, only itself."""
        children = self.children[index]
        if not children:
            return []
        plain, full = self._plain, self._full
        return [child for child in children if plain[child] in relations or full[child] in relations]

    def dependent(self, index: int, *relations: str) -> int | None:
        """The first such child, or ``None``."""
        found = self.dependents(index, *relations)
        return found[0] if found else None

    def subtree(self, index: int, without: Iterable[int] = ()) -> list[int]:
        """The token and all under it, in text order, leaving out the subtrees of ``without``."""
        barred = set(without)
        found: list[int] = []
        stack = [index]
        while stack:
            here = stack.pop()
            found.append(here)
            stack.extend(child for child in self.children[here] if child not in barred)
        return sorted(found)

    def ancestors(self, index: int) -> Iterator[int]:
        """The heads above a token, nearest first."""
        here = self.tokens[index].head
        while here >= 0:
            yield here
            here = self.tokens[here].head

    def is_under(self, index: int, ancestor: int) -> bool:
        """True where ``index`` is ``ancestor`` or stands under it."""
        return index == ancestor or ancestor in self.ancestors(index)

    def conjuncts(self, index: int) -> list[int]:
        """The token and what is coordinated with it ("A, B and C" asked of A)."""
        joined = [index]
        for one in joined:
            joined += [child for child in self.dependents(one, "conj") if child not in joined]
        return joined

    def first_conjunct(self, index: int) -> int:
        """The head of the coordination that a token belongs to (itself where it belongs to none)."""
        here = index
        while self.relation(here) == "conj":
            here = self.tokens[here].head
        return here

    def clause_of(self, index: int) -> int:
        """The head of the smallest clause that a token stands in."""
        here = index
        while True:
            token = self.tokens[here]
            relation = self.relation(here)
            if token.head < 0 or relation in CLAUSAL:
                return here
            if relation == "conj" and token.upos in ("VERB", "AUX"):
                return here
            here = token.head

    def case_of(self, index: int) -> str:
        """The preposition that marks a nominal, lower-case ("in", "according to", "because of"); "" for none."""
        words: list[str] = []
        for child in self.dependents(index, "case"):
            if child < index or self.tokens[index].upos == "ADP":
                words.append(self.tokens[child].text.lower())
                words.extend(self.tokens[fixed].text.lower() for fixed in self.dependents(child, "fixed"))
        return " ".join(word for word in words if word not in ("'s", "’s", "'", "’"))

    def has_lemma(self, index: int, lemmas: Iterable[str], *relations: str) -> int | None:
        """The first child of these relations with one of these lemmas, or ``None``."""
        wanted = set(lemmas)
        for child in self.dependents(index, *relations):
            if self.tokens[child].lemma.lower() in wanted:
                return child
        return None

    def is_infinitive(self, index: int) -> bool:
        """True for a verb with its "to"."""
        return any(self.tokens[child].text.lower() == "to" for child in self.dependents(index, "mark"))

    def is_passive(self, index: int) -> bool:
        """True for a verb in the passive, reduced passives ("soldiers killed in Mali") included."""
        passive = {self.tokens[child].deprel for child in self.children[index]} & _PASSIVE
        if passive and not (passive == {"nsubj:pass"} and self.dependents(index, "obj")):
            return True  # a subject alone labelled passive beside an object is a slip of the parser
        token = self.tokens[index]
        relation = self.relation(index)
        if token.upos != "VERB" or relation not in ("acl", "amod", "advcl"):
            return False
        if relation == "advcl" and not self._follows_its_noun(index):
            return False
        if token.deprel == "acl:relcl" or self.dependents(index, "nsubj", "aux", "mark", "obj"):
            return False  # "the fact that the army shelled it" has a clause of its own, and no reduced one
        return is_past_participle(token)

    def _follows_its_noun(self, index: int) -> bool:
        """ "Workers kidnapped in May are freed": a participle right behind its clause's subject, hung on the verb."""
        subjects = self.dependents(self.tokens[index].head, "nsubj")
        before = self.tokens[index - 1] if index else None
        return (
            bool(subjects)
            and before is not None
            and (index - 1 in self.subtree(subjects[0]))
            and before.upos != "PUNCT"
        )

    def extent(self, indices: Sequence[int]) -> tuple[int, int]:
        """Character offsets from the first to the last of some tokens."""
        return self.tokens[indices[0]].start, self.tokens[indices[-1]].end

    def runs(self, indices: Sequence[int]) -> list[tuple[int, int]]:
        """Character offsets of each unbroken run of tokens in a sorted list, outer commas trimmed off."""
        runs: list[tuple[int, int]] = []
        start = 0
        for stop in range(1, len(indices) + 1):
            if stop < len(indices) and indices[stop] == indices[stop - 1] + 1:
                continue
            run = self._trim(indices[start:stop])
            if run:
                runs.append(self.extent(run))
            start = stop
        return runs

    def _trim(self, run: Sequence[int]) -> Sequence[int]:
        low, high = 0, len(run)
        while low < high and self.tokens[run[low]].text in _EDGE:
            low += 1
        while low < high and self.tokens[run[high - 1]].text in _EDGE:
            high -= 1
        return run[low:high]


_EDGE = frozenset({",", ";", ":", ".", "-", "–", "—"})


_PASSIVE = frozenset({"nsubj:pass", "aux:pass", "csubj:pass", "obl:agent"})


def is_past_participle(token: Token) -> bool:
    """True where a verb's form can be a past participle: it differs from its lemma, ends in no -ing, or is
    one of the verbs whose participle equals the lemma ("hit", "put")."""
    form = token.text.lower()
    if form.endswith("ing"):
        return False
    return form != token.lemma.lower() or form in _UNCHANGED


_UNCHANGED = frozenset(
    {"hit", "put", "cut", "set", "shut", "let", "hurt", "beset", "split", "cast", "shed", "overrun", "become", "come"}
)
