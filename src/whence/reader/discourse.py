"""Discourse: what a document has told of so far, each person, body, place or thing once, in order of last mention."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from whence.actors.registry import Registry
from whence.reader.referents import (
    BODIES,
    PERSONS,
    Gender,
    gender_of,
    gender_of_noun,
    is_plural,
    kind_of_noun,
    kinds_of_name,
    kinds_of_noun,
)
from whence.reader.syntax import Syntax
from whence.records import EntityMention, Toponym

_NOMINAL = ("NOUN", "PROPN", "ADJ")

_QUALIFIERS = frozenset({"vice", "deputy", "former", "ex", "assistant", "acting", "outgoing", "incoming"})
"""Words before an office that make another of it."""

_BECOMING = frozenset({"become", "name", "elect", "appoint", "remain", "serve", "declare", "proclaim", "nominate"})
"""Verbs whose complement says what somebody is ("was elected president", "serves as governor")."""


class Told(msgspec.Struct, eq=False):
    """Something told of: what it is, the words it was told by, and how it was last spoken of.

    ``tokens`` are its names and nouns, ``called`` the nouns that its names and the words beside them call it by,
    ``members`` the parts of a coordination; ``seen``, ``role`` and ``by`` (name, noun, pronoun) are of its last
    mention.
    """

    kinds: frozenset[str]
    plural: bool
    lemma: str
    chain: int | None
    gender: Gender
    first: int
    seen: int
    role: str
    by: str
    tokens: list[int]
    members: tuple[Told, ...] = ()
    called: set[str] = msgspec.field(default_factory=set)
    count: int = 0
    subject_at: int = -9

    @property
    def named(self) -> bool:
        """True where it has a name."""
        return self.chain is not None


class Discourse:
    """What has been told of up to a word of one document.

    Args:
        syntax: the document's trees.
        entities: its names, joined (``chain``).
        places: its toponyms.
        registry: knows the states that names have in them ("Fiji police").
    """

    def __init__(
        self, syntax: Syntax, entities: Sequence[EntityMention], places: Sequence[Toponym], registry: Registry
    ) -> None:
        self.syntax = syntax
        self.tokens = syntax.tokens
        self.extents = {one.token: tuple(self._tokens_of(one)) for one in entities}
        self.entity_at = {i: one for one in entities for i in self.extents[one.token]}
        self.precision = {one.token: one.place.precision for one in places}
        self.genders = self._genders(entities)
        self.registry = registry
        self._chains = {one.actor: one.chain for one in entities if one.actor is not None}
        self.recent: dict[int, Told] = {}
        """By identity, the last spoken of last."""
        self.at: dict[int, Told] = {}
        """What each word that was heard tells of."""
        self.calls: set[str] = set()
        """All nouns that names and the words beside them call somebody or something by."""
        self._named: dict[tuple[str | int | None, bool], Told] = {}
        self._called_by: dict[int, str] = {}

    def hear(self, index: int) -> None:
        """Take in the name or noun at a word, and the coordination that it closes."""
        one = self._told_at(index)
        if one is None:
            return
        first = self.syntax.first_conjunct(index)
        joined = self.syntax.conjuncts(first)
        if first != index and joined[-1] == index and all(word in self.at for word in joined):
            self._join([self.at[word] for word in joined], first, index)

    def mention(self, one: Told, index: int, by: str) -> None:
        """Something known is spoken of again at a word."""
        role = self.role(index)
        if role == "nsubj":
            one.subject_at = self.syntax.sentence_of[index]
        one.seen, one.role, one.by, one.count = index, role, by, one.count + 1
        if by != "pronoun":
            one.tokens.append(index)
        self.at[index] = one
        self.recent.pop(id(one), None)
        self.recent[id(one)] = one
        one.called.update(self._said_to_be(index))

    def find(self, index: int) -> Told | None:
        """What a word tells of, as far as that was heard; a word inside a name tells of its bearer."""
        name = self.entity_at.get(index)
        if name is None:
            return self.at.get(index)
        return self.at.get(name.token) or self._named.get(self._key(name))

    def foresee(self, index: int) -> Told | None:
        """What a name farther on tells of."""
        name = self.entity_at.get(index) or self._bearer(index)
        if name is None:
            return None
        one = self._bearer_of(name)
        if one.count == 0:
            one.tokens, one.seen, one.role, one.by = [name.token], index, self.role(index), "name"
        return one

    def is_within_name(self, index: int) -> bool:
        """True for a word of a name; "the Ministry" and "the President" are taken for no names of their own."""
        name = self.entity_at.get(index)
        if name is None:
            return False
        lemma = self.tokens[index].text.lower()
        if len(self.extents[name.token]) > 1 or name.actor is not None or (name.chain, False) in self._named:
            return True
        return lemma not in self.calls or kind_of_noun(lemma) in (None, "none")

    def role(self, index: int) -> str:
        """A word's relation to its clause; a conjunct has its first one's."""
        relation = self.syntax.relation(self.syntax.first_conjunct(index))
        return "poss" if self.tokens[index].deprel == "nmod:poss" else relation

    def latest(self) -> Iterator[Told]:
        """All that was told of, the last spoken of first."""
        return reversed(self.recent.values())

    def _told_at(self, index: int) -> Told | None:
        mention = self.entity_at.get(index)
        if mention is not None:
            return self._name(mention) if mention.token == index else None
        lemma = self.tokens[index].lemma.lower()
        if not self._is_told(index, lemma):
            return None
        bearer = self._bearer(index)
        if bearer is not None:
            one = self._name(bearer, index)
            one.called.add(self.call(index))
            return one
        plural = is_plural(self.syntax, index)
        one = self._new(kinds_of_noun(lemma, plural=plural), plural, lemma, None, gender_of_noun(lemma), index)
        self.mention(one, index, "noun")
        return one

    def _is_told(self, index: int, lemma: str) -> bool:
        """True for a noun that tells of something: no title, no apposition, and nothing somebody is said to be."""
        token, role = self.tokens[index], self.syntax.relation(index)
        noun = token.upos == "NOUN" or (token.upos == "PROPN" and kind_of_noun(token.text.lower()) is not None)
        if not noun or kind_of_noun(lemma) == "none" or role in ("fixed", "appos"):
            return False
        within = role == "compound" and not self.syntax.dependents(index, "det", "amod")
        if within and kind_of_noun(lemma) not in BODIES:
            return False
        if token.deprel == "nmod:desc" and token.head in self.entity_at:
            return False
        return not self.syntax.dependents(index, "cop")

    def _new(
        self, kinds: frozenset[str], plural: bool, lemma: str, chain: int | None, gender: Gender, index: int
    ) -> Told:
        return Told(kinds, plural, lemma, chain, gender, self.syntax.sentence_of[index], index, "", "", [])

    def _name(self, mention: EntityMention, index: int | None = None) -> Told:
        """The bearer of a name, spoken of at its own word or at the noun that the name stands beside."""
        word = mention.token if index is None else index
        one = self._bearer_of(mention)
        calls = self._called(mention)
        one.called.update(calls)
        self.calls.update(calls)
        self._hear_states(mention)
        self.mention(one, word, "name")
        if word != mention.token:
            self.at[mention.token] = one
            one.tokens.append(mention.token)
        return one

    def _hear_states(self, mention: EntityMention) -> None:
        """The states that a longer name has in it ("Fiji police", "the Bank of Ghana") are told of by it too."""
        extent = self.extents[mention.token]
        if mention.type not in ("ORG", "PER", "FACILITY", "EVENT") or len(extent) < 2:
            return
        for word in extent:
            actor = self._state_of(word)
            if actor is not None and word != mention.token:
                one = self._named.get((actor, False))
                if one is None:
                    one = self._new(frozenset({"state"}), False, "", self._chains.get(actor, -1), None, word)
                    self._named[(actor, False)] = one
                self.mention(one, word, "name")

    def _state_of(self, word: int) -> str | None:
        """The state that a word, or it with the next, is the name or adjective of."""
        first = self.tokens[word].text
        if not first[:1].isupper():
            return None
        following = [token.text for token in self.tokens[word + 1 : word + 2]]
        for words in ([first, *following], [first]):
            for begin, last, ids in self.registry.aliases_in(words):
                if begin == 0 and last == len(words) and len(ids) == 1 and ids[0].startswith("state:"):
                    return ids[0]
        owner = self.registry.demonym(first)
        return owner if owner is not None and owner.startswith("state:") else None

    def _key(self, mention: EntityMention) -> tuple[str | int | None, bool]:
        """What is told of by one name: a chain, or a state, and apart from it the people called after it.

        "The Yemenis" are told of apart from Yemen, which "Yemeni" in front of a noun speaks of.
        """
        token = self.tokens[mention.token]
        adjective = token.upos == "ADJ" or self.syntax.relation(mention.token) in ("amod", "compound")
        state = (mention.actor or "").startswith("state:")
        return mention.actor if state else mention.chain, mention.type == "NORP" and not adjective

    def _bearer_of(self, mention: EntityMention) -> Told:
        """Whom or what a name tells of: known already, or new."""
        key = self._key(mention)
        kinds = kinds_of_name(mention, self.precision.get(mention.token))
        if key[1] and kinds == {"state"}:
            kinds = frozenset({"people"})
        one = self._named.get(key)
        if one is None:
            noun = self.tokens[mention.token].upos == "NOUN"
            plural = key[1] or (noun and is_plural(self.syntax, mention.token))
            gender = self.genders.get(mention.chain)
            one = self._named[key] = self._new(kinds, plural, "", mention.chain, gender, mention.token)
        elif one.kinds != kinds and not (one.kinds & PERSONS or kinds & PERSONS):
            one.kinds |= kinds - {"ground"}
        return one

    def _join(self, parts: Sequence[Told], first: int, last: int) -> None:
        """Bring in "A, B and C" as one, told of at its last word in the first one's role."""
        kinds = frozenset.intersection(*(part.kinds for part in parts))
        if not kinds and all(part.kinds & (PERSONS - {"armed"}) for part in parts):
            kinds = frozenset({"people"})
        one = self._new(kinds or frozenset({"thing"}), True, "", None, None, first)
        one.members, one.tokens = tuple(parts), [first]
        one.seen, one.by, one.count, one.role = last, parts[0].by, 1, self.role(first)
        if one.role == "nsubj":
            one.subject_at = one.first
        self.recent[id(one)] = one

    def _bearer(self, index: int) -> EntityMention | None:
        """ "their reporter Ahmed Mansour": the noun brings in the person whose name stands beside it."""
        for child in self.syntax.dependents(index, "appos", "flat"):
            name = self.entity_at.get(child)
            if name is not None and name.type == "PER" and name.token == child:
                return name
        return self._beside(index)

    def _beside(self, index: int) -> EntityMention | None:
        """The person's name that comes next and stands in the same place of the sentence, as a tree in which title
        and name were not tied together has it ("early opponent Jane Smith said")."""
        token = self.tokens[index]
        for other in range(index + 1, min(index + 6, len(self.tokens))):
            if self.tokens[other].upos in ("PUNCT", "CCONJ", "VERB", "AUX", "PRON"):
                return None
            name = self.entity_at.get(other)
            if name is not None and name.token == other and name.type == "PER":
                same = self.tokens[other].head == token.head and self.tokens[other].deprel == token.deprel
                return name if same and token.head >= 0 else None
        return None

    def _called(self, mention: EntityMention) -> set[str]:
        """What a name and the words beside it call its bearer: "Supreme Court" a court, "President X" a president."""
        extent = self.extents[mention.token]
        beside = self._appositions(mention.token)
        if mention.type == "PER":
            return {call for call in self._titles(extent) | beside if kind_of_noun(call.split()[-1]) in PERSONS}
        heads = [extent[-1]] + [i - 1 for i in extent[1:] if self.tokens[i].text.lower() == "of"]
        return {self.tokens[i].text.lower() for i in heads} | beside

    def _titles(self, extent: Sequence[int]) -> set[str]:
        """The words of a person's name and those right before it, with what qualifies them."""
        first = extent[0]
        sentence = self.syntax.sentence_of[first]
        while self._leads_on(first - 1) and self.syntax.sentence_of[first - 1] == sentence:
            first -= 1
        return {self.call(i) for i in range(first, extent[-1] + 1)}

    def _leads_on(self, index: int) -> bool:
        """True for a word that can be part of a title."""
        return index >= 0 and (self.tokens[index].upos in _NOMINAL or self.tokens[index].text == "-")

    def call(self, index: int) -> str:
        """A noun as it calls somebody: "president" is one thing, "vice president" and "president-elect" another."""
        known = self._called_by.get(index)
        if known is None:
            known = self._called_by[index] = self._call(index)
        return known

    def _call(self, index: int) -> str:
        lemma = self.tokens[index].lemma.lower()
        before = self.tokens[index - 1].text.lower() if index > 0 else ""
        after = [token.text.lower() for token in self.tokens[index + 1 : index + 3]]
        if "elect" in after[:2] and after[0] in ("elect", "-"):
            return f"elect {lemma}"
        return f"{before} {lemma}" if before in _QUALIFIERS else lemma

    def _appositions(self, index: int) -> set[str]:
        """Nouns set beside a name: "X, the president"; "the president, X"."""
        beside = self.syntax.dependents(index, "appos")
        if self.syntax.relation(index) == "appos":
            beside.append(self.tokens[index].head)
        return {self.call(i) for i in beside if i not in self.entity_at}

    def _said_to_be(self, index: int) -> Iterator[str]:
        """Nouns that a clause says its subject is or was made: "X is the president", "he was elected governor"."""
        if self.syntax.relation(index) != "nsubj":
            return
        head = self.tokens[index].head
        if self.syntax.dependents(head, "cop") and self.tokens[head].upos == "NOUN":
            yield self.call(head)
        if self.tokens[head].lemma.lower() in _BECOMING:
            for child in self.syntax.dependents(head, "xcomp", "obj", "obl"):
                if self.tokens[child].upos in ("NOUN", "PROPN") and kind_of_noun(self.tokens[child].lemma.lower()):
                    yield self.call(child)

    def _tokens_of(self, mention: EntityMention) -> Iterator[int]:
        index = mention.token
        while index > 0 and self.tokens[index - 1].start >= mention.start:
            index -= 1
        while index < len(self.tokens) and self.tokens[index].end <= mention.end:
            if self.tokens[index].start >= mention.start:
                yield index
            index += 1

    def _genders(self, entities: Sequence[EntityMention]) -> Mapping[int | None, Gender]:
        """The gender of each person's chain, where a name or title in it tells."""
        found: dict[int | None, Gender] = {}
        for one in entities:
            if one.type != "PER" or found.get(one.chain):
                continue
            first = min(self.extents[one.token], default=one.token)
            titles = [self.tokens[first - 1].text] if first > 0 else []
            found[one.chain] = gender_of([*titles, *one.text.split()])
        return found
