"""Pronouns: what each third-person pronoun can stand for by agreement and syntax, the last spoken of first."""

from __future__ import annotations

from whence.reader import cues as cue_list
from whence.reader.discourse import Discourse, Told
from whence.reader.referents import BODIES, REFLEXIVE, agrees, kind_of_noun
from whence.reader.speakers import Speakers

WINDOW = 3
"""Sentences that a pronoun looks back over for what has no name."""

NAMED_WINDOW = 6
"""Sentences that a pronoun looks back over for what has one."""

_IMPERSONAL = frozenset({"seem", "appear", "happen", "emerge", "matter", "rain", "snow", "follow", "turn", "transpire"})

_CLAUSES = ("acl", "ccomp", "advcl", "csubj", "xcomp", "parataxis", "conj")

_FRONTED = ("obl", "advcl")
"""Relations of what may stand in front of its clause's subject."""


class Pronouns:
    """Candidates for the pronouns of one document.

    Args:
        discourse: what has been told so far.
        speakers: who speaks the quoted words.
    """

    def __init__(self, discourse: Discourse, speakers: Speakers) -> None:
        self.discourse = discourse
        self.speakers = speakers
        self.syntax = discourse.syntax
        self.tokens = discourse.tokens

    def candidates(self, index: int) -> list[Told]:
        """What the pronoun at a word can stand for."""
        word = self.tokens[index].text.lower()
        if self._is_expletive(index):
            return []
        if word in REFLEXIVE:
            return self._reflexive(index)
        speaker = self._speaker(index)
        found = [one for one in self._before(index) if self._agrees(word, one) and one is not speaker]
        ahead = self._ahead(index)
        if ahead is not None and ahead not in found and self._agrees(word, ahead):
            found.append(ahead)
        return found

    def _agrees(self, word: str, one: Told) -> bool:
        return agrees(word, one.kinds, plural=one.plural, gender=one.gender, named=one.named)

    def _before(self, index: int) -> list[Told]:
        """What was told of within the windows, without the word's own coarguments."""
        sentence, sentence_of = self.syntax.sentence_of[index], self.syntax.sentence_of
        found: list[Told] = []
        for one in self.discourse.latest():
            back = sentence - sentence_of[one.seen]
            if back > NAMED_WINDOW:
                break
            if (back <= WINDOW or one.named) and not (back == 0 and self._clashes(one.seen, index)):
                found.append(one)
        return found

    def _speaker(self, index: int) -> Told | None:
        """Who says the quoted words around a third-person pronoun: nobody that it can stand for."""
        if self.speakers.stretch(index) is None:
            return None
        source = self.speakers.source(index)
        return self.discourse.find(source) if source is not None else None

    def _reflexive(self, index: int) -> list[Told]:
        """The noun that it stands beside ("Cruz himself"), else the subject of its clause."""
        head = self.tokens[index].head
        near = [head] if self.tokens[head].upos in ("NOUN", "PROPN") and index - head < 3 else []
        for word in (*near, *subjects_above(self.discourse, index)[:1]):
            one = self.discourse.find(word)
            if one is not None and self._agrees(self.tokens[index].text.lower(), one):
                return [one]
        return []

    def _ahead(self, index: int) -> Told | None:
        """Whom the sentence names as its subject after the phrase that the word is in ("In his speech, X ...")."""
        here = index
        for above in self.syntax.ancestors(index):
            if self.syntax.relation(here) in _FRONTED:
                subject = self.syntax.dependent(above, "nsubj")
                if subject is not None and subject > index and not self.syntax.is_under(index, subject):
                    return self.discourse.foresee(subject)
            here = above
        return None

    def _clashes(self, one: int, other: int) -> bool:
        """Two arguments of one verb are two things, and nothing stands for a phrase that it is itself part of,
        unless a clause lies between ("a man who says he ...")."""
        syntax = self.syntax
        if self.tokens[other].deprel == "nmod:poss":
            return self.tokens[other].head == one  # "the army in its fight" is well said
        if syntax.is_under(other, one):
            here = other
            while here != one:
                if syntax.relation(here) in _CLAUSES:
                    return False
                here = self.tokens[here].head
            return True
        return self.tokens[one].head == self.tokens[other].head

    def _is_expletive(self, index: int) -> bool:
        """ "It is clear that", "it seems", "it is said that"; a copula's "it" names no actor unless a body is said to
        be something of its kind."""
        token, syntax = self.tokens[index], self.syntax
        if token.deprel.startswith("expl") or token.head < 0:
            return True
        if token.text.lower() != "it" or syntax.relation(index) != "nsubj":
            return False
        head = token.head
        if self.tokens[head].lemma.lower() in _IMPERSONAL:
            return True
        if syntax.is_passive(head) and (self.tokens[head].lemma.lower(), "v") in cue_list.load():
            return True
        if syntax.dependents(head, "cop"):
            return kind_of_noun(self.tokens[head].lemma.lower()) not in BODIES
        return bool(syntax.dependents(head, "csubj"))


def subjects_above(discourse: Discourse, index: int) -> list[int]:
    """The subjects of a word's own clause and of the clauses around it, innermost first; "who" gives way to the noun
    that its clause is told of."""
    syntax = discourse.syntax
    found: list[int] = []
    clause = syntax.clause_of(index)
    for _ in range(8):
        subject = syntax.dependent(clause, "nsubj")
        if subject is not None:
            relative = syntax.tokens[clause].deprel == "acl:relcl" and syntax.tokens[subject].upos == "PRON"
            found.append(syntax.tokens[clause].head if relative else subject)
        elif syntax.relation(clause) == "conj":
            clause = syntax.first_conjunct(clause)
            continue
        if syntax.tokens[clause].head < 0:
            break
        clause = syntax.clause_of(syntax.tokens[clause].head)
    return found
