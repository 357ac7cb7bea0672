"""Coreference within a document: names that are one, and what pronouns and descriptions stand for.

First names are joined (same registry entry, same words, surname of a full name, "Long Name (LN)"). Then the text is
gone through from its beginning: names and nouns bring in what is told of (:mod:`whence.reader.discourse`), and each
third-person pronoun (:mod:`whence.reader.pronouns`) and each bare description ("the group", "the ministry",
:mod:`whence.reader.descriptions`) is given the likeliest of what it can stand for, or none
(:mod:`whence.reader.antecedents`). "I" and "we" are the speaker, or whom the speaker speaks for
(:mod:`whence.reader.speakers`).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

import msgspec

from whence.actors import registry as actor_registry
from whence.reader import antecedents
from whence.reader.antecedents import Describer, Features
from whence.reader.descriptions import Descriptions
from whence.reader.discourse import Discourse, Told
from whence.reader.pronouns import Pronouns
from whence.reader.referents import PRONOUNS, is_plural, kind_of_noun
from whence.reader.speakers import FIRST_PLURAL, FIRST_SINGULAR, Speakers, spoken_for
from whence.reader.syntax import Syntax
from whence.records import AttributionSpans, EntityMention, Mention, Toponym


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
        names = [name.casefold() for name, _ in reversed(persons)]
        same = [name for name in names if name.split()[-1] == words[0]]
        keys += [f"PER:{name}" for name in same or names if _is_surname(words[0], name)]
    return keys


def _is_surname(word: str, name: str) -> bool:
    """True for the last word of a full name, or one with a letter of it spelt otherwise ("Sarea", "Saree")."""
    last = name.split()[-1]
    if last == word or len(word) < _LONG or " " not in name or last[0] != word[0]:
        return last == word
    return difflib.SequenceMatcher(None, word, last).ratio() >= _ALIKE


_LONG = 5
_ALIKE = 0.8
"""A surname of five letters with one of them otherwise."""


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
    """Resolves the pronouns and descriptions of one document.

    Args:
        text: the document's text.
        syntax: its trees.
        entities: its names, joined.
        attributions: who says what in it.
        places: its toponyms.
    """

    def __init__(
        self,
        text: str,
        syntax: Syntax,
        entities: Sequence[EntityMention],
        attributions: Sequence[AttributionSpans] = (),
        places: Sequence[Toponym] = (),
    ) -> None:
        self.text = text
        self.syntax = syntax
        self.tokens = syntax.tokens
        self.discourse = Discourse(syntax, entities, places, actor_registry.load())
        self.speakers = Speakers(text, syntax, attributions)
        self.pronouns = Pronouns(self.discourse, self.speakers)
        self.descriptions = Descriptions(self.discourse)

    def resolve(self) -> tuple[Mention, ...]:
        """All mentions that could be resolved, in text order."""
        found: list[Mention] = []
        firsts: list[int] = []
        for index, token in enumerate(self.tokens):
            word = token.text.lower()
            if word in FIRST_SINGULAR or word in FIRST_PLURAL:
                if token.upos in ("PRON", "DET"):
                    firsts.append(index)
                else:
                    self.discourse.hear(index)  # "US"
            elif word in PRONOUNS and token.upos in ("PRON", "DET"):
                found += self._resolved(index, self._pronoun(index), "pronoun")
            elif self.descriptions.is_one(index):
                chosen = self.descriptions.wholes(index) or self._description(index)
                found += self._resolved(index, chosen, "noun")
                if not chosen:
                    self.discourse.hear(index)
            else:
                self.discourse.hear(index)
        # Who speaks is often told only after the words.
        found += [one for index in firsts for one in self._first_person(index)]
        return tuple(sorted(found, key=lambda one: (one.start, one.token)))

    def choose(
        self, sort: str, index: int, candidates: Sequence[Told], features: Sequence[Features], nothing: Features
    ) -> Told | None:
        """Which of its candidates the word at ``index`` stands for; ``None`` for nothing told."""
        number = antecedents.best(sort, features, nothing)
        return candidates[number] if number is not None else None

    def _pronoun(self, index: int) -> list[Told]:
        candidates = self.pronouns.candidates(index)
        if not candidates:
            return []
        token = self.tokens[index]
        word = token.text.lower()
        describer = Describer(self.discourse, self.speakers, index)
        features = describer.pronoun(candidates)
        sort = antecedents.sort_of_pronoun(word, possessive=token.deprel == "nmod:poss")
        one = self.choose(sort, index, candidates, features, describer.nothing_pronoun())
        if one is None:
            return []
        if one.gender is None and not one.plural:
            one.gender = PRONOUNS[word][1]
        return [one]

    def _description(self, index: int) -> list[Told]:
        candidates = self.descriptions.candidates(index)
        if not candidates:
            return []
        describer = Describer(self.discourse, self.speakers, index)
        features = describer.description(candidates)
        kind = kind_of_noun(self.descriptions.lemma(index))
        sort = antecedents.sort_of_description(kind, plural=is_plural(self.syntax, index))
        known = [one for one, _ in candidates]
        one = self.choose(sort, index, known, features, describer.nothing_description())
        return [one] if one is not None else []

    def _resolved(self, index: int, chosen: Sequence[Told], by: str) -> Iterator[Mention]:
        """The mentions of what a word was found to stand for, which is fresh in mind again.

        Things are weighed against persons and bodies, but what they do is nothing an actor does.
        """
        for one in chosen:
            parts = one.members or (one,)
            if not all(part.kinds == {"thing"} for part in parts):
                for part in parts:
                    yield self._mention(index, self._word_for(part, index))
            self.discourse.mention(one, index, by)

    def _word_for(self, one: Told, index: int) -> int:
        """The word that tells best what something is: its last name, a noun before an adjective ("Yemeni")."""
        at = self.discourse.entity_at
        names = [i for i in one.tokens if i in at and at[i].token == i and i != index]
        nouns = [i for i in names if at[i].type != "NORP"]
        return (nouns or names or one.tokens)[-1 if names else 0]

    def _first_person(self, index: int) -> Iterator[Mention]:
        """ "I" is who speaks; "we" whom the speaker speaks for, where that is told."""
        source = self.speakers.source(index)
        one = self.discourse.find(source) if source is not None else None
        if one is None or source == index or one.kinds == {"thing"}:
            return
        whole = spoken_for(one, self.discourse) if self.tokens[index].text.lower() in FIRST_PLURAL else None
        if whole is None:
            yield self._mention(index, self._word_for(one, index))
            return
        body = self.discourse.find(whole)
        yield self._mention(index, self._word_for(body, index) if body is not None else whole)

    def _mention(self, index: int, antecedent: int) -> Mention:
        token = self.tokens[index]
        first = index
        if token.upos in ("NOUN", "PROPN"):
            barred = self.syntax.dependents(index, "case", "cc", "punct", "mark")
            words = [i for i in self.syntax.subtree(index, without=barred) if i <= index]
            while first - 1 in words:
                first -= 1
        start, end = self.tokens[first].start, token.end
        name = self.discourse.entity_at.get(antecedent)
        chain = name.chain if name is not None and name.token == antecedent else None
        return Mention(start, end, self.text[start:end], index, antecedent, chain)
