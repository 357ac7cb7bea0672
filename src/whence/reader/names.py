"""Names: one list of entity mentions from the model's head, the actor registry and the gazetteer.

The model knows names that no list holds; the lists know names that the model has not learnt, and what they are.
Where they overlap the longer wins; where they agree on the words, the registry names the thing.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence

import msgspec

from whence.actors.registry import Registry
from whence.gazetteer.lookup import Gazetteer
from whence.reader.referents import gender_of
from whence.reader.syntax import Syntax
from whence.records import EntityMention
from whence.records.entity import EntityType
from whence.records.reading import EntityLabel

_LABEL_OF_TYPE: dict[EntityType, EntityLabel] = {
    "person": "PER",
    "state": "LOC",
    "ethnic_or_religious_group": "NORP",
    "site": "FACILITY",
}

_LISTED = {"PER", "ORG", "LOC", "NORP", "FACILITY", "OTHER"}


_ARTICLES = frozenset({"the", "a", "an"})

_LOCATIVE = frozenset(
    {"in", "at", "near", "around", "outside", "inside", "into", "towards", "toward", "across", "entered"}
)

_DIRECTIVE = frozenset({"from", "to", "of", "for", "on", "over", "through", "between", "and"})
"""Prepositions that stand before a place as before much else; a place that the model missed needs at least one."""

_LARGE = 100_000
"""Inhabitants. On UNER's development part smaller towns that the model takes for persons are persons, seven to one."""

_SHORT = 4
"""Letters of an acronym that may also be an English word."""

_RANKS = frozenset(
    {"president", "general", "gen", "colonel", "col", "captain", "capt", "major", "maj", "lieutenant", "lt", "sergeant"}
    | {"sgt", "marshal", "admiral", "senator", "sen", "rep", "gov", "governor", "minister", "judge", "dr", "professor"}
)
"""Titles after which a bare name is a person's, whatever place bears it too ("Gen. Jackson")."""

_HONOURS = frozenset({"sheikh", "king", "queen", "prince", "princess", "emir", "sultan", "pope", "ayatollah", "mullah"})
"""What the registry's name of a person may begin with and is no part of it in a text."""

_CALENDAR = frozenset({"in", "since", "until", "by", "early", "late", "mid", "last", "this", "of"})

_MONTHS = ("january", "february", "august", "september", "october", "november", "december")
"""Names long enough to be known with a letter wrong; "April" and "March" are near too many other words."""

_BYNAMES = ("al-", "el-", "ad-", "as-", "ash-", "at-", "az-", "an-", "ar-", "ul-")

_LINKS = frozenset({"bin", "ibn", "bint", "abu", "ould", "van", "von"})
"""Particles inside personal names."""


class _Candidate(msgspec.Struct, frozen=True):
    """A name over tokens ``first`` to ``last`` (exclusive), from one of the three."""

    first: int
    last: int
    label: EntityLabel
    actor: str | None
    actor_type: EntityType | None
    rank: int


def find_names(
    text: str,
    syntax: Syntax,
    spans: Sequence[tuple[int, int, str, float]],
    registry: Registry,
    gazetteer: Gazetteer,
) -> tuple[EntityMention, ...]:
    """Entity mentions in text order, none overlapping. ``spans`` are the model's (token range, label, score)."""
    placed = _placed(syntax, gazetteer)
    predicted = _checked(syntax, _predicted(syntax, spans, registry), placed, gazetteer)
    named = {index for first, last, _, _ in spans for index in range(first, last)}
    registered = [one for one in _registered(syntax, registry) if not _is_plain_word(syntax, one, named)]
    candidates = [*registered, *predicted, *(one for one in placed if _stands_as_place(syntax, one, named))]
    candidates.sort(key=lambda one: (-(one.last - one.first), one.rank, one.first))
    taken: dict[int, _Candidate] = {}
    chosen: list[_Candidate] = []
    for one in candidates:
        clash = {taken[i].first: taken[i] for i in range(one.first, one.last) if i in taken}
        if clash:
            continue
        chosen.append(one)
        taken.update(dict.fromkeys(range(one.first, one.last), one))
    return tuple(_mention(text, syntax, one) for one in sorted(chosen, key=lambda one: one.first))


def _is_plain_word(syntax: Syntax, one: _Candidate, named: set[int]) -> bool:
    """Whether a listed acronym is only a capitalised word here ("Let us go" is not LeT): the model sees no name."""
    if one.last - one.first > 1 or one.label != "ORG" or one.first in named:
        return False
    word = syntax.tokens[one.first].text
    return len(word) <= _SHORT and word.istitle()


def _stands_as_place(syntax: Syntax, one: _Candidate, named: set[int]) -> bool:
    """Whether a place of the gazetteer that the model takes for no name may be one: one word alone ("Ray", "Mustang")
    needs a preposition before it, or a place beside it."""
    if one.last - one.first > 1 or any(index in named for index in range(one.first, one.last)):
        return True
    tokens = syntax.tokens
    before = tokens[one.first - 1].text.lower() if one.first else ""
    return before in _LOCATIVE | _DIRECTIVE or bool(syntax.dependents(one.first, "appos")) or before == ","


SURE = 0.75
"""Least score of a look-up that names an actor: names that several bear score about 0.7 in the registry."""


def _registered(syntax: Syntax, registry: Registry) -> list[_Candidate]:
    found: list[_Candidate] = []
    for sentence in syntax.sentences:
        words = [token.text for token in syntax.tokens[sentence.first : sentence.last]]
        for first, last, ids in registry.aliases_in(words):
            actor = registry.get(ids[0])
            if actor is None or (last - first == 1 and not words[first][:1].isupper()):
                continue
            label = _LABEL_OF_TYPE.get(actor.type, "ORG")
            if label == "LOC" and syntax.tokens[sentence.first + last - 1].upos == "ADJ":
                label = "NORP"
            while label == "PER" and first + 1 < last and words[first].lower().rstrip(".") in _RANKS | _HONOURS:
                first += 1
            place = (sentence.first + first, sentence.first + last)
            found.append(_Candidate(*place, label, actor.id if len(ids) == 1 else None, actor.type, 0))
        for offset, word in enumerate(words):
            owner = registry.demonym(word)
            if owner is not None:
                index = sentence.first + offset
                found.append(_Candidate(index, index + 1, "NORP", owner, None, 1))
    return found


def _predicted(syntax: Syntax, spans: Sequence[tuple[int, int, str, float]], registry: Registry) -> list[_Candidate]:
    found: list[_Candidate] = []
    for first, last, label, _ in spans:
        begin, stop = _without_edges(syntax, first, _whole(syntax, last) if label == "PER" else last)
        if begin >= stop:
            continue
        words = [token.text for token in syntax.tokens[begin:stop]]
        known = registry.resolve(" ".join(words), label=label) if label in _LISTED else None
        if known is not None and known.score < SURE:
            known = None
        actor = known.actor if known is not None else None
        if actor is not None and label in ("PER", "LOC") and _LABEL_OF_TYPE.get(actor.type, "ORG") != label:
            actor = None
        kept: EntityLabel = label  # type: ignore[assignment]
        found.append(_Candidate(begin, stop, kept, actor.id if actor else None, actor.type if actor else None, 2))
    return found


def _whole(syntax: Syntax, last: int) -> int:
    """The end of a person's name whose byname the model left off ("Abu Omar" + "al-Shishani")."""
    tokens = syntax.tokens
    while last < len(tokens) and syntax.sentence_of[last] == syntax.sentence_of[last - 1]:
        word = tokens[last].text
        if f"{word.lower()}-" in _BYNAMES and last + 2 < len(tokens) and tokens[last + 1].text == "-":
            last += 3
            continue
        byname = word.lower().startswith(_BYNAMES) or (tokens[last - 1].text.lower() in _LINKS and word[:1].isupper())
        if not (byname and tokens[last].upos == "PROPN") and word.lower() not in _LINKS:
            break
        last += 1
    while tokens[last - 1].text.lower() in _LINKS:
        last -= 1
    return last


def _checked(
    syntax: Syntax, predicted: Sequence[_Candidate], placed: Sequence[_Candidate], gazetteer: Gazetteer
) -> list[_Candidate]:
    """The model's names, those of one word weighed against their surroundings and the gazetteer.

    "The Marshal" is a rank and "in Augest" a month ill spelt, neither a name. A known place that the model takes for
    a person or a body is the place where it stands after "in" or "near"; a large one, told as a person, anywhere.
    """
    places = {(one.first, one.last) for one in placed}
    surnames = {
        syntax.tokens[one.last - 1].text for one in predicted if one.label == "PER" and one.last - one.first > 1
    }
    kept: list[_Candidate] = []
    for one in predicted:
        if one.last - one.first == 1 and one.actor is None and one.label in ("PER", "ORG", "LOC"):
            before = syntax.tokens[one.first - 1].text.lower() if one.first > 0 else ""
            word = syntax.tokens[one.first].text
            if (one.label == "PER" and before in _ARTICLES) or (before in _CALENDAR and _is_month(word)):
                continue
            titled = gender_of([before]) is not None or before.rstrip(".") in _RANKS
            person = one.label == "PER" and (titled or word in surnames)
            placed_here = before in _LOCATIVE or (one.label == "PER" and _is_large(gazetteer, word))
            if (one.first, one.last) in places and not person and placed_here:
                one = msgspec.structs.replace(one, label="LOC")
        kept.append(one)
    return kept


def _is_large(gazetteer: Gazetteer, name: str) -> bool:
    """Whether a town of this name is better known than the persons who bear it ("Aden", not "Nina" or "Bryan")."""
    return any((one.population or 0) >= _LARGE for one in gazetteer.candidates(name))


def _is_month(word: str) -> bool:
    """True for a month's name, one letter or so wrong."""
    return bool(difflib.get_close_matches(word.lower(), _MONTHS, 1, 0.8))


def _without_edges(syntax: Syntax, first: int, last: int) -> tuple[int, int]:
    """A name begins with no article and ends in no possessive mark."""
    tokens = syntax.tokens
    while first < last and (tokens[first].upos in ("DET", "PUNCT") or tokens[first].text.lower() == "the"):
        first += 1
    while first < last and (tokens[last - 1].upos in ("PART", "PUNCT") and tokens[last - 1].text not in (")", ".")):
        last -= 1
    return first, last


def _placed(syntax: Syntax, gazetteer: Gazetteer) -> list[_Candidate]:
    found: list[_Candidate] = []
    for sentence in syntax.sentences:
        tokens = syntax.tokens[sentence.first : sentence.last]
        for first, last in gazetteer.scan([token.text for token in tokens]):
            before = tokens[first - 1].text.lower().rstrip(".") if first else ""
            alone = last - first == 1
            if alone and tokens[first].text.lower() in _RANKS:
                continue
            if alone and before in _RANKS - {"major"}:  # "Gen. Jackson": whoever it is, no town
                place = (sentence.first + first, sentence.first + last)
                found.append(_Candidate(*place, "PER", None, None, 3))
            elif any(token.upos == "PROPN" for token in tokens[first:last]):
                found.append(_Candidate(sentence.first + first, sentence.first + last, "LOC", None, None, 3))
    return found


def _mention(text: str, syntax: Syntax, one: _Candidate) -> EntityMention:
    tokens = syntax.tokens
    start, end = tokens[one.first].start, tokens[one.last - 1].end
    head = next((i for i in range(one.first, one.last) if not one.first <= tokens[i].head < one.last), one.last - 1)
    return EntityMention(start, end, one.label, text[start:end], head, None, one.actor, one.actor_type)
