"""Coreference within a document: names that are one, and what pronouns and descriptions stand for.

First names are joined (same registry entry, same words, surname of a full name, "Long Name (LN)"); then each
third-person pronoun and each bare description ("the group", "the two countries", ``data/descriptions.csv``) is
given the best compatible antecedent told before it, scored by grammatical role, nearness and how often the text
speaks of it (the factors of Lappin & Leass 1994), or none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import msgspec

from whence.reader import cues as cue_list
from whence.reader.referents import (
    PRONOUNS,
    REFLEXIVE,
    Gender,
    Referent,
    agrees,
    fits,
    gender_of,
    is_plural,
    kind_of_noun,
    kinds_of_name,
    kinds_of_noun,
)
from whence.reader.syntax import Syntax
from whence.records import EntityMention, Mention

WINDOW = 3
"""Sentences looked back over. Pronouns whose antecedent stands farther back are too often resolved wrongly."""

MARGIN = 0.35
"""A pronoun is left alone where the best antecedent leads the next by less."""

_FIRST = frozenset({"i", "me", "my", "myself"})

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})

_OTHER = frozenset({"other", "another", "new", "second", "rival", "different", "various", "several", "many"})
"""Adjectives that say it is not the one spoken of before."""

_IMPERSONAL = frozenset({"seem", "appear", "happen", "emerge", "matter", "rain", "snow", "follow", "turn", "transpire"})

_BODY_NOUNS = frozenset({"group", "armed", "force", "organization", "outlet", "state"})

_ROLES = {"nsubj": 1.5, "obj": 0.6, "iobj": 0.6, "obl": 0.1, "compound": -0.6, "nmod": -0.1}
"""Weight of the antecedent's role: Lappin & Leass's order of subject, object, oblique, part of another phrase."""


def join_names(entities: Sequence[EntityMention]) -> tuple[EntityMention, ...]:
    """Give the mentions of one thing one chain number, numbered in order of first mention."""
    chains: dict[str, int] = {}
    joined: list[EntityMention] = []
    full: list[tuple[str, int]] = []
    for mention in entities:
        keys = _keys(mention, full)
        chain = next((chains[key] for key in keys if key in chains), None)
        if chain is None:
            chain = len(set(chains.values()))
        chains.update({key: chains.get(key, chain) for key in keys})
        if mention.type == "PER":
            full.append((mention.text, chain))
        joined.append(msgspec.structs.replace(mention, chain=chain))
    return _join_acronyms(tuple(joined))


def _keys(mention: EntityMention, persons: Sequence[tuple[str, int]]) -> list[str]:
    words = mention.text.casefold().replace("’", "'").removesuffix("'s").split()
    keys = [f"a:{mention.actor}"] if mention.actor else []
    kind = mention.type if mention.type in ("PER", "NORP") else "X"
    keys.append(f"{kind}:{' '.join(words)}")
    if mention.type == "PER" and len(words) == 1:
        keys += [f"PER:{name.casefold()}" for name, _ in reversed(persons) if name.casefold().split()[-1] == words[0]]
    return keys


def _join_acronyms(entities: tuple[EntityMention, ...]) -> tuple[EntityMention, ...]:
    """ "Libyan National Army (LNA)" and a later "LNA" are one thing where the letters are the words' initials."""
    renumbered: dict[int, int] = {}
    for short in entities:
        if not (short.text.isupper() and 2 <= len(short.text) <= 8 and short.chain is not None):
            continue
        for long in entities:
            if (
                long.chain is None
                or long.chain == short.chain
                or (long.actor and short.actor and long.actor != short.actor)
            ):
                continue
            if _initials(long.text) == short.text.replace(".", ""):
                renumbered[short.chain] = long.chain
                break
    if not renumbered:
        return entities
    return tuple(
        msgspec.structs.replace(one, chain=renumbered.get(one.chain, one.chain)) if one.chain is not None else one
        for one in entities
    )


def _initials(name: str) -> str:
    words = [word for word in name.replace("-", " ").split() if word[:1].isupper()]
    return "".join(word[0] for word in words) if len(words) > 1 else ""


class Resolver:
    """Resolves the pronouns and descriptions of one document."""

    def __init__(self, text: str, syntax: Syntax, entities: Sequence[EntityMention]) -> None:
        self.text = text
        self.syntax = syntax
        self.tokens = syntax.tokens
        self.entity_at = {i: one for one in entities for i in self._tokens_of(one)}
        self.counts = Counter(one.chain for one in entities)
        self.known: list[Referent] = []
        self.genders = self._genders(entities)

    def resolve(self) -> tuple[Mention, ...]:
        """All mentions that could be resolved, in text order."""
        found: list[Mention] = []
        for index, token in enumerate(self.tokens):
            chosen = self._chosen(index)
            # Things are weighed against bodies and persons, but what they do is nothing an actor does.
            actors = [one for one in chosen if one.kinds != frozenset({"thing"})]
            antecedents = [word for one in actors for word in (one.members or (one.token,))]
            found += [self._mention(index, antecedent) for antecedent in antecedents]
            if chosen:
                # What a word stands for is fresh in mind again, at that word's own place.
                self.known += [
                    msgspec.structs.replace(one, role=self.syntax.relation(index), seen=index) for one in chosen
                ]
            elif token.text.lower() not in PRONOUNS:
                self.known += self._introduced(index)
        return tuple(found)

    def _genders(self, entities: Sequence[EntityMention]) -> dict[int | None, Gender]:
        """The gender of each person's chain, where a name or title in it tells."""
        found: dict[int | None, Gender] = {}
        for one in entities:
            if one.type != "PER" or found.get(one.chain):
                continue
            first = min(self._tokens_of(one), default=one.token)
            titles = [self.tokens[first - 1].text] if first > 0 else []
            found[one.chain] = gender_of([*titles, *one.text.split()])
        return found

    def _tokens_of(self, mention: EntityMention) -> Iterator[int]:
        index = mention.token
        while index > 0 and self.tokens[index - 1].start >= mention.start:
            index -= 1
        while index < len(self.tokens) and self.tokens[index].end <= mention.end:
            if self.tokens[index].start >= mention.start:
                yield index
            index += 1

    def _introduced(self, index: int) -> list[Referent]:
        """The referents that a name or noun brings in: itself, and the coordination that it closes."""
        one = self._referent(index)
        if one is None:
            return []
        first = self.syntax.first_conjunct(index)
        joined = self.syntax.conjuncts(first)
        if first == index or joined[-1] != index:
            return [one]
        parts = [self._referent(word) for word in joined]
        kinds = [part.kinds for part in parts if part is not None]
        if len(kinds) != len(joined) or len(joined) < 2:
            return [one]
        role = self.syntax.relation(first)
        shared = frozenset.intersection(*kinds) or frozenset({"thing"})
        return [one, Referent(first, shared, True, role, "", index, None, None, tuple(joined))]

    def _referent(self, index: int) -> Referent | None:
        token, mention = self.tokens[index], self.entity_at.get(index)
        role = self.syntax.relation(index)
        if role == "conj":
            role = self.syntax.relation(self.syntax.first_conjunct(index))
        if mention is not None:
            if mention.token != index or (mention.type == "NORP" and role in ("amod", "compound")):
                return None
            plural = mention.type == "NORP" or (token.upos == "NOUN" and is_plural(self.syntax, index))
            gender = self.genders.get(mention.chain)
            return Referent(index, kinds_of_name(mention), plural, role, "", index, mention.chain, gender)
        lemma = token.lemma.lower()
        if token.upos != "NOUN" or kind_of_noun(lemma) == "none" or role in ("compound", "fixed", "appos"):
            return None
        if self.syntax.dependents(index, "cop"):
            return None  # what somebody is said to be is nobody else
        holder = self._bearer(index)
        if holder is not None:
            return holder
        plural = is_plural(self.syntax, index)
        kinds = kinds_of_noun(lemma, plural=plural)
        return Referent(index, kinds, plural, role, lemma, index, None, gender_of([lemma]))

    def _bearer(self, index: int) -> Referent | None:
        """ "their reporter Ahmed Mansour": the noun brings in the person whose name stands beside it."""
        for child in self.syntax.dependents(index, "appos", "flat"):
            name = self.entity_at.get(child)
            if name is not None and name.type == "PER" and name.token == child and name.chain is not None:
                gender = self.genders.get(name.chain) or gender_of([self.tokens[index].lemma])
                role = self.syntax.relation(index)
                return Referent(child, frozenset({"person"}), False, role, "", index, name.chain, gender)
        return None

    def _chosen(self, index: int) -> list[Referent]:
        token = self.tokens[index]
        word = token.text.lower()
        if word in _FIRST and token.upos == "PRON":
            speaker = self._speaker(index)
            return [one for one in reversed(self.known) if one.seen == speaker][:1] or self._later(speaker)
        if word in PRONOUNS:
            if token.upos not in ("PRON", "DET") or self._is_expletive(index):
                return []
            if word in REFLEXIVE:
                return self._reflexive(index)
            role = self.syntax.relation(index)
            # What is understood, wanted or caused is a matter, not the state last spoken of.
            barred = frozenset({"state", "government"} if word == "it" and role in ("obj", "obl") else ())
            best = self._best(index, lambda one: agrees(word, one) and not one.kinds & barred)
            return best[:1]
        lemma = token.lemma.lower()
        kind = kind_of_noun(lemma)
        if token.upos != "NOUN" or index in self.entity_at or kind in (None, "none") or not self._is_definite(index):
            return []
        plural = is_plural(self.syntax, index)
        if plural and kind in ("group", "armed", "state", "outlet", "organization", "person", "force", "government"):
            return self._wholes(index, str(kind), self._number(index), lemma)
        return self._best(index, lambda one: fits(str(kind), lemma, plural, one), by_role=False)[:1]

    def _later(self, speaker: int | None) -> list[Referent]:
        """The speaker where the sentence names them only after their words."""
        one = self._referent(speaker) if speaker is not None else None
        return [one] if one is not None else []

    def _reflexive(self, index: int) -> list[Referent]:
        """Of its own clause's subject only."""
        clause = self.syntax.clause_of(index)
        subject = self.syntax.dependent(clause, "nsubj")
        return [one for one in self.known if one.seen == subject][:1] if subject is not None else []

    def _wholes(self, index: int, kind: str, number: int, lemma: str) -> list[Referent]:
        """ "the two countries": the nearest coordination of as many, else as many as were last spoken of."""
        ranked = self._best(
            index, lambda one: one.named and not one.plural and fits(kind, lemma, False, one), by_role=False
        )
        if len(ranked) < number:
            return []
        tokens = {one.token: one for one in ranked}
        for token in sorted(tokens, reverse=True):
            joined = self.syntax.conjuncts(self.syntax.first_conjunct(token))
            if len(joined) == number and all(one in tokens for one in joined):
                return [tokens[one] for one in joined]
        return ranked[:number] if len(ranked) == number else []

    def _number(self, index: int) -> int:
        words = {self.tokens[child].text.lower() for child in self.syntax.children[index]}
        return 3 if "three" in words else 2

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
            return kind_of_noun(self.tokens[head].lemma.lower()) not in _BODY_NOUNS
        return bool(syntax.dependents(head, "csubj"))

    def _is_definite(self, index: int) -> bool:
        """ "the group", "these militants"; a noun with a name or a clause of its own stands for itself."""
        definite = False
        for child in self.syntax.children[index]:
            relation, word = self.syntax.relation(child), self.tokens[child].text.lower()
            if relation == "det" and word in _DEFINITE:
                definite = True
            if relation in ("nmod", "acl", "appos", "flat") or child in self.entity_at:
                return False
            if relation == "amod" and (word in _OTHER or self.syntax.has_lemma(child, ("most", "least"), "advmod")):
                return False
            if relation in ("amod", "compound") and self.tokens[child].text[:1].isupper():
                return False
        return definite and self.syntax.relation(index) not in ("appos", "compound", "root")

    def _best(self, index: int, suits: Callable[[Referent], bool], *, by_role: bool = True) -> list[Referent]:
        """Suitable referents, the best first, each thing once."""
        sentence, scored = self.syntax.sentence_of[index], dict[object, tuple[float, Referent]]()
        quoting = self._speaker(index)
        speaker = self.entity_at.get(quoting) if quoting is not None else None
        for one in reversed(self.known):
            distance = sentence - self.syntax.sentence_of[one.seen]
            if distance > WINDOW:
                break  # known is ordered by seen: all before lie further back
            if sentence - self.syntax.sentence_of[one.token] > 2 * WINDOW:
                continue
            if not suits(one) or (distance == 0 and self._are_coarguments(one.token, index)):
                continue
            key: object = one.chain if one.chain is not None else ("t", one.token, one.members)
            if quoting == one.seen or (speaker is not None and speaker.chain == one.chain):
                continue
            score = self._score(one, index, distance, by_role=by_role)
            if key not in scored or scored[key][0] < score:
                scored[key] = (score, one)
        ranked = sorted(scored.values(), key=lambda pair: (-pair[0], -pair[1].seen))
        if by_role and len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN:
            return []
        return [one for _, one in ranked]

    def _score(self, one: Referent, index: int, distance: int, *, by_role: bool) -> float:
        score = 4.0 - 1.3 * distance + one.seen * 1e-4
        if by_role:
            score += _ROLES.get(one.role, 0.0)
            score += 0.4 if one.role == self.syntax.relation(index) else 0.0
        if one.named:
            score += 0.4 + 0.1 * min(self.counts[one.chain], 6)
        word = self.tokens[index].text.lower()
        wanted = PRONOUNS.get(word, ("",))[0]
        if wanted == "several" and (not one.plural or "thing" in one.kinds):
            score -= 1.0
        if wanted == "thing" and self.tokens[index].deprel == "nmod:poss" and "thing" in one.kinds:
            score -= 0.6
        if not by_role and "state" in one.kinds and one.role == "nsubj" and self.syntax.relation(index) != "nsubj":
            score -= 0.8  # "Britain sent troops to Mali ... in the country": where it happens, not who does it
        if word in ("it", "its") and "place" in one.kinds:
            score -= 0.8
        if one.lemma and one.lemma == self.tokens[index].lemma.lower():
            score += 1.5
        return score

    def _speaker(self, index: int) -> int | None:
        """Who speaks the words in quotation marks that a word stands in, where its sentence says so: "I" there, and
        nobody that "he" inside can stand for."""
        here = index
        for above in self.syntax.ancestors(index):
            subject = self.syntax.dependent(above, "nsubj")
            if subject is not None and self.syntax.relation(here) in ("ccomp", "parataxis") and subject != index:
                opened = self.text[self.tokens[self.syntax.subtree(here)[0]].start :][:1] in ('"', "“")
                if opened and self.syntax.sentence_of[subject] == self.syntax.sentence_of[index]:
                    return subject
            here = above
        return None

    def _are_coarguments(self, one: int, other: int) -> bool:
        """Two arguments of one verb are two things, and nothing stands for a phrase that it is itself part of,
        unless a clause lies between ("a man who says he ...")."""
        syntax = self.syntax
        if syntax.is_under(other, one):
            here = other
            while here != one:
                if syntax.relation(here) in ("acl", "ccomp", "advcl", "csubj", "xcomp", "parataxis", "conj"):
                    return False
                here = self.tokens[here].head
            return True
        return self.tokens[other].deprel != "nmod:poss" and self.tokens[one].head == self.tokens[other].head

    def _mention(self, index: int, antecedent: int) -> Mention:
        token = self.tokens[index]
        first = index
        if token.upos == "NOUN":
            barred = self.syntax.dependents(index, "case", "cc", "punct", "mark")
            words = [i for i in self.syntax.subtree(index, without=barred) if i <= index]
            while first - 1 in words:
                first -= 1
        start, end = self.tokens[first].start, token.end
        name = self.entity_at.get(antecedent)
        return Mention(start, end, self.text[start:end], index, antecedent, name.chain if name is not None else None)
