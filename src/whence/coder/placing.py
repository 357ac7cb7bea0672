"""Placing: where an act took place, which is not every place that its sentence names."""

from __future__ import annotations

from functools import cached_property

from whence.coder.dating import OCCURRING
from whence.coder.view import View
from whence.records import EntityMention, Place, Sentence, Toponym

_LOCATING = frozenset(
    [
        "in",
        "at",
        "near",
        "on",
        "outside",
        "inside",
        "around",
        "across",
        "within",
        "over",
        "off",
        "along",
        "between",
        "throughout",
        "north",
        "south",
        "east",
        "west",
    ]
)


_GROUND = frozenset(
    {"border", "territory", "airspace", "soil", "water", "outskirt", "suburb", "north", "south", "east", "west"}
)
"""Nouns that with a possessor name its ground."""


class Placer:
    """Places the acts of one document."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.syntax = view.syntax

    def place(
        self, index: int, chosen: list[int], *, barred: frozenset[int], others: frozenset[int], light: int | None = None
    ) -> Place | None:
        """The place of the act at a token: what the frame chose, else what hangs on it, its clause or its sentence.

        ``barred`` are the words that are participants; ``others`` those of other acts, whose places are theirs.
        """
        for word in chosen:
            place = self.at(word)
            if place is not None:
                return place
        for root in (index, light):
            if root is not None:
                place = self._under(root, barred, others)
                if place is not None:
                    return place
        return self._around(light if light is not None else index, barred, others)

    def narrowed(self, place: Place | None) -> Place | None:
        """ "near Tripoli, in northern Lebanon": of a place and the region told right behind it, the place."""
        if (
            place is None
            or place.start is None
            or place.precision not in ("country", "region", "province", "multinational")
        ):
            return place
        before = [one for one in self.view.reading.places if one.end <= (place.start or 0)]
        last = before[-1].place if before else None
        if last is None or last.end is None or _coarse(last) >= _coarse(place):
            return place
        between = self.view.text[last.end : place.start].strip().lower()
        same = last.country is None or place.country is None or last.country == place.country
        return last if same and between in (",", ", in", ",in", "in", "in the", ", in the") else place

    def at(self, index: int) -> Place | None:
        """The place that a nominal names, or that it is in ("a mosque in Kabul", "seven posts north of X")."""
        toponym = self._toponym(index)
        if toponym is not None:
            return toponym.place
        return self._under(index, frozenset(), frozenset())

    def _toponym(self, index: int) -> Toponym | None:
        """The toponym at a word, or the one that a description there stands for ("in the country")."""
        found = self.view.toponym_at.get(index)
        mentions = self.view.mentions_at.get(index, [])
        if found is None and len(mentions) == 1:
            return self.view.toponym_at.get(mentions[0].antecedent)
        return found

    def _under(self, index: int, barred: frozenset[int], others: frozenset[int]) -> Place | None:
        found = []
        for word in self.syntax.subtree(index, without=[one for one in others if one != index]):
            toponym = self._toponym(word)
            if toponym is None or word in barred or (word != toponym.token and word not in self.view.mentions_at):
                continue
            if not self._locates(word, index):
                continue
            found.append((self._depth(word, index), toponym))
        if not found:
            return None
        return min(found, key=lambda one: (one[1].place.country is None, one[0], _coarse(one[1].place)))[1].place

    def _depth(self, word: int, top: int) -> int:
        depth = 0
        for above in self.syntax.ancestors(word):
            depth += 1
            if above == top:
                return depth
        return depth

    def _locates(self, word: int, top: int) -> bool:
        """A toponym places an act through a preposition of place, as a modifier of a noun, or as an adverb."""
        view, token = self.view, self.view.tokens[word]
        here = word
        while here >= 0 and here != top:
            deprel = view.tokens[here].deprel
            if deprel == "parataxis" or (deprel == "acl:relcl" and view.lemma(here) not in OCCURRING):
                return False
            here = token.head if here == word else view.tokens[here].head
        relation = self.syntax.relation(word)
        case = self.syntax.case_of(word)
        if view.tokens[word].deprel == "nmod:poss":  # "within Pakistan's borders"
            return view.lemma(token.head) in _GROUND and token.head != top and self._locates(token.head, top)
        if relation in ("obl", "nmod") and view.tokens[word].deprel != "nmod:poss":
            return (
                not case or any(part in _LOCATING for part in case.split()) or case in ("of", "to", "into", "through")
            )
        if relation in ("appos", "conj", "flat"):
            return self._locates(token.head, top) if token.head != top else True
        return relation in ("compound", "advmod", "nmod", "root", "dep")

    def _around(self, index: int, barred: frozenset[int], others: frozenset[int]) -> Place | None:
        """A place of the clauses that hold the act, up to what somebody is said to say."""
        here = index
        for _ in range(4):
            clause = self.syntax.clause_of(here)
            place = self._clause_place(clause, barred, others) or self._anywhere(clause, barred, others - {clause})
            if place is not None:
                return place
            head = self.view.tokens[clause].head
            if head < 0 or self.syntax.relation(clause) in ("ccomp", "parataxis"):
                return None
            if self.view.tokens[clause].deprel.startswith("acl") and self._is_participant_place(head):
                return self.at(head)
            here = head
        return None

    def _anywhere(self, clause: int, barred: frozenset[int], others: frozenset[int]) -> Place | None:
        """Deeper in the clause, behind a preposition that can only locate."""
        for word in self.syntax.subtree(clause, without=[one for one in others if one != clause]):
            toponym = self._toponym(word)
            if toponym is None or word in barred or toponym.place.country is None:
                continue
            if any(part in _LOCATING for part in self.syntax.case_of(word).split()) and self._locates(word, clause):
                return toponym.place
        return None

    def _is_participant_place(self, index: int) -> bool:
        return index in self.view.toponym_at

    def _clause_place(self, clause: int, barred: frozenset[int], others: frozenset[int]) -> Place | None:
        for child in self.syntax.dependents(clause, "obl", "advmod", "nmod"):
            if child in barred or child in others:
                continue
            if not any(part in _LOCATING or part == "through" for part in self.syntax.case_of(child).split()):
                continue
            toponym = self._toponym(child)
            place = toponym.place if toponym is not None else self._under(child, frozenset(), others)
            if place is not None:
                return place
        return None


_OF_STATES = frozenset({"state", "government", "military", "police"})
"""Names that show the country they are of. Where an agency or a group sits does not show where it speaks of."""


class Homeland:
    """The one country whose people or places a sentence names, for acts that happen at home (an arrest, a riot).

    Where its names are of several countries, or of none, the whole text's names are asked; no world knowledge beyond
    what a nationality, a town or an office tells (codebook 10.19).
    """

    def __init__(self, view: View) -> None:
        self.view = view

    def of(self, sentence: Sentence, *, names: bool = True) -> Place | None:
        """The country, with the words that show it; without ``names``, places alone show it."""
        near = self._shown(sentence.start, sentence.end, names=names)
        found = near if near else self._shown(0, len(self.view.text), names=names)
        if len(found) != 1:
            return None
        [(code, mention)] = found.items()
        if self._heads and code not in self._heads:
            return None  # "MUNICH, West Germany": an attack on Israel's team was not in Israel
        state = self.view.registry.get(f"state:{code.lower()}")
        if state is None:
            return None
        return Place(mention.text, state.name, code, "country", mention.start, mention.end)

    @cached_property
    def _heads(self) -> set[str]:
        """The countries of the places in the headline and the dateline."""
        blocks = [one for one in self.view.reading.blocks if one.kind in ("headline", "dateline")]
        return {
            one.place.country
            for one in self.view.reading.places
            if one.place.country and any(block.start <= one.start < block.end for block in blocks)
        }

    def _shown(self, start: int, end: int, *, names: bool) -> dict[str, EntityMention | Toponym]:
        found: dict[str, EntityMention | Toponym] = {}
        for name in self.view.reading.entities if names else ():
            actor = self.view.registry.get(name.actor) if name.actor else None
            if actor is not None and actor.country and actor.type in _OF_STATES and start <= name.start < end:
                found.setdefault(actor.country, name)
        for place in self.view.reading.places:
            if place.place.country and start <= place.start < end:
                found.setdefault(place.place.country, place)
        return found


class Scene:
    """Where the story is: what a text told last of a town or site, for the acts told next without a place of their own.

    "A bomb went off in Jolo. Two soldiers were hurt.": the second act is where the first was, as long as the sentence
    names no other ground and no other country.
    """

    def __init__(self, view: View) -> None:
        self.view = view
        self.place: Place | None = None
        self.sentence = 0

    def tell(self, place: Place | None, sentence: Sentence) -> None:
        """An act was told at a place."""
        if place is not None and _coarse(place) < _COUNTRY:
            self.place, self.sentence = place, self._number(sentence)

    def of(self, sentence: Sentence, homeland: Place | None) -> Place | None:
        """The scene, where it goes on; else the country that the names show."""
        place = self.place
        if place is None or self._number(sentence) - self.sentence > SCENE:
            return homeland
        if homeland is not None and place.country is not None and homeland.country != place.country:
            return homeland
        here = [one for one in self.view.reading.places if sentence.start <= one.start < sentence.end]
        if any(_coarse(one.place) < _COUNTRY and one.place.name != place.name for one in here):
            return homeland
        return place

    def _number(self, sentence: Sentence) -> int:
        return self.view.syntax.sentence_of[sentence.first]


SCENE = 4
"""Sentences over which a scene holds. Eight serve the gold set's development part no better."""


def _coarse(place: Place) -> int:
    return _ORDER.index(place.precision)


_ORDER = ("site", "settlement", "district", "province", "region", "country", "multinational")
_COUNTRY = _ORDER.index("country")
