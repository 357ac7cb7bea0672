"""From a name to an actor: exact, folded, by office or noun, stripped, and near, in that order; or not at all."""

from __future__ import annotations

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from whence.actors.fold import ARTICLES, atoms, fold, loose_key, same_case
from whence.actors.index import Pack, Ref
from whence.actors.model import Actor, Match, Office, Via, within

_CACHE_SIZE = 50_000  # names; a casefile's vocabulary of names seldom exceeds it, and a cleared cache only costs time
# How far each way is trusted. They order the ways; they are not probabilities.
_SCORE: dict[Via, float] = {
    "exact": 1.0,
    "office": 0.95,
    "composed": 0.95,
    "folded": 0.94,
    "stripped": 0.92,
    "metonym": 0.85,
}
_AMBIGUOUS = 0.3  # taken off a name that is also a word or another's
_OFF_DATE = 0.1  # the name or the actor is known not to have been in use on that day
_WRONG_LABEL = 0.15  # the reader takes the name for another kind of thing
_COUNTRY = 0.1  # the passage is about the country where the actor acts, or about another
_MARGIN = 0.05  # two actors closer than this cannot be told apart
# A near match: long names only, every word nearly the same. "Khalifa Heftar" (93) passes,
# "Northern Alliance" beside "Southern Alliance" (88) does not.
_NEAR_LENGTH, _NEAR_NAME, _NEAR_WORD = 9, 91.0, 72.0
_LABELS: dict[str, frozenset[str]] = {
    "PER": frozenset({"person"}),
    "LOC": frozenset({"state"}),
    "NORP": frozenset({"ethnic_or_religious_group", "political_party", "armed_group", "state"}),
    "ORG": frozenset({
        "state", "government", "military", "police", "armed_group",
        "political_party", "organization", "igo", "outlet", "civilians",
    }),
}  # fmt: skip
_PERSON_LABELS = frozenset({"PER", "person"})
_ROLE_LABELS = frozenset({None, "PER", "person", "role", "OTHER"})
_SHORT = 4  # letters; a name this short must be written in its own capitals ("us", "car", "who" are words)


@dataclasses.dataclass(frozen=True, slots=True)
class _Candidate:
    actor: Actor
    score: float
    via: Via


@dataclasses.dataclass(frozen=True, slots=True)
class _Query:
    """A name as atoms, cased and folded, with what is known of where it stands."""

    written: tuple[str, ...]
    words: tuple[str, ...]
    on: datetime.date | None
    label: str | None
    country: str | None

    def part(self, start: int, end: int | None = None, label: str | None = None) -> _Query:
        return _Query(self.written[start:end], self.words[start:end], self.on, label or self.label, self.country)

    def text(self, start: int = 0, end: int | None = None) -> str:
        return " ".join(self.words[start:end])


def _query(name: str, on: datetime.date | None, label: str | None, country: str | None) -> _Query:
    written = atoms(name)
    return _Query(written, tuple(map(fold, written)), on, label, country)


class Resolver:
    """Name look-up over one compiled registry."""

    def __init__(
        self,
        pack: Pack,
        at: Callable[[str, datetime.date], Actor | None],
        compose: Callable[[str, str], Actor | None],
    ) -> None:
        """``at`` gives an actor's bearer on a day, ``compose`` a state's body: the registry's own."""
        self._pack = pack
        self._at = at
        self._compose = compose
        self._by_id = {actor.id: actor for actor in pack.actors}
        self._cache: dict[tuple[str, datetime.date | None, str | None, str | None], Match | None] = {}
        self._near: dict[str, list[tuple[str, Ref]]] | None = None

    def resolve(self, name: str, on: datetime.date | None, label: str | None, country: str | None) -> Match | None:
        """As :meth:`whence.actors.registry.Registry.resolve`."""
        asked = (name, on, label, country)
        if asked not in self._cache:
            if len(self._cache) >= _CACHE_SIZE:
                self._cache.clear()
            found = self._resolve(_query(name, on, label, country))
            if found is None and name.endswith(")"):  # "Government of Myanmar (Burma)"
                found = self._resolve(_query(name.rpartition("(")[0], on, label, country))
            self._cache[asked] = found
        return self._cache[asked]

    def _resolve(self, query: _Query) -> Match | None:
        if len(query.words) > 1 and query.words[0] in ("the", "a", "an"):
            if found := self._listed(query):  # "The Times" before "Times"
                return found
            query = query.part(1)
        if not query.words:
            return None
        return (
            self._listed(query)
            or self._office(query)
            or self._composed(query)
            or self._titled(query)
            or self._of_state(query)
            or self._generic(query)
            or self._loose(query)
            or self._nearly(query)
        )

    # --- names as they stand

    def _listed(self, query: _Query) -> Match | None:
        refs = self._pack.keys.get(query.text(), ())
        candidates = [found for ref in refs if (found := self._candidate(ref, query))]
        if not candidates and query.label == "government" and (body := self._pack.metonyms.get(query.text())):
            candidates = [_Candidate(self._by_id[body], _SCORE["metonym"], "metonym")]
        return _choose(candidates)

    def _candidate(self, ref: Ref, query: _Query) -> _Candidate | None:
        name = self._pack.actors[ref[0]].names[ref[1]]
        own = atoms(name.text)
        if not same_case(own, query.written) and (name.ambiguous or len(query.text()) <= _SHORT):
            return None
        via: Via = "exact" if own == query.written else "folded"
        score = _SCORE[via] - (_AMBIGUOUS if name.ambiguous else 0.0)
        return self._dated(ref, score, "surname" if name.surname else via, query)

    def _dated(self, ref: Ref, score: float, via: Via, query: _Query) -> _Candidate | None:
        """The actor behind a name on the day asked for; ``None`` where a person is asked for and it is none."""
        actor = self._pack.actors[ref[0]]
        name = actor.names[ref[1]]
        on, label = query.on, query.label
        if label in _PERSON_LABELS and actor.type != "person":
            return None
        if label not in (None, "OTHER", "unknown") and actor.type not in _LABELS.get(label, (label,)):
            score -= _WRONG_LABEL
        if query.country is not None and actor.countries:
            score += _COUNTRY if query.country in actor.countries else -_COUNTRY
        if on is not None:
            bearer = self._at(actor.id, on)
            if bearer is not None and bearer is not actor:
                return _Candidate(bearer, score - _OFF_DATE / 2, "renamed")
            if not actor.existed_on(on) or not within(name.start, name.end, on):
                score -= _OFF_DATE
            elif name.surname and name.ambiguous and actor.affiliation_on(on) is not None:
                score += _AMBIGUOUS / 2  # of several bearers of a surname, the one in office is meant
        return _Candidate(actor, score, via)

    # --- offices and bodies of states

    def _heads(self, query: _Query) -> Iterator[tuple[int, str]]:
        """Readings of the first words as a state: (length, id), longest first."""
        if query.words[0] == "us" and query.written[0] != "US":
            return
        for length in self._pack.head_starts.get(query.words[0], ()):
            if state := self._pack.heads.get(query.text(0, length)):
                yield length, state

    def _office(self, query: _Query) -> Match | None:
        """Who held "Afghan president", "president of Afghanistan" or "NATO secretary-general" on a day."""
        if query.on is None or query.label not in _ROLE_LABELS:
            return None
        for split in range(1, len(query.words)):
            if title := self._pack.titles.get(query.text(split)):
                owner = query.text(0, split)
            elif (title := self._pack.titles.get(query.text(0, split))) and query.words[split] == "of":
                owner = query.text(split + 1).removeprefix("the ")
            else:
                continue
            if found := self._holder(self._owners(owner), title, query.on):
                return found
        return None

    def _owners(self, words: str) -> list[str]:
        """Actors of which "X's president" can speak: a state stands for its government."""
        if state := self._pack.heads.get(words):
            return [f"gov:{state.removeprefix('state:')}"]
        return [self._pack.actors[number].id for number, _ in self._pack.keys.get(words, ())]

    def _holder(self, owners: Sequence[str], title: str, on: datetime.date) -> Match | None:
        held = [
            (office.start or datetime.date.min, actor)
            for owner in owners
            for number in self._pack.holders.get(f"{owner}|{title}", ())
            for actor in [self._pack.actors[number]]
            for office in actor.offices
            if office.title == title and office.of == owner and self._held(office, on)
        ]
        if not held:
            return None
        # On the day of a handover both hold it: the one who came last is named, the other is the runner-up.
        held.sort(key=lambda pair: pair[0], reverse=True)
        return Match(held[0][1], _SCORE["office"], "office", held[1][1].id if len(held) > 1 else None)

    def _held(self, office: Office, on: datetime.date) -> bool:
        """True where the office is known to have been held: an open end is vouched for up to ``as_of`` only."""
        return within(office.start, office.end or self._pack.as_of, on)

    def _composed(self, query: _Query) -> Match | None:
        """ "Afghan police", "government of Libya"."""
        found: Actor | None = None
        for length, state in self._heads(query):
            if query.written[0][0].isupper() and length < len(query.words):
                found = found or self._compose(state, query.text(length))
        if found is None and "of" in query.words[1:-1]:
            split = query.words.index("of", 1)
            state_of = self._pack.heads.get(query.text(split + 1).removeprefix("the "))
            body = self._compose(state_of, query.text(0, split)) if state_of else None
            found = body if body is not None and body.type != "civilians" else None
        return Match(found, _SCORE["composed"], "composed") if found else None

    # --- names with something before or after them

    def _titled(self, query: _Query) -> Match | None:
        """ "U.S. President Donald Trump", "Gen. John Nicholson": what is left when state, titles and ranks are gone."""
        start = max((length for length, _ in self._heads(query)), default=0)
        cut, office = self._past_titles(query, start)
        if cut == start:
            return None
        rest = query.part(cut, label="person")
        found: list[_Candidate] = []
        for ref in self._pack.keys.get(rest.text(), ()):
            candidate = self._candidate(ref, rest)
            if candidate is not None:
                # A title that the person bore makes up for a bare surname.
                bonus = _AMBIGUOUS if office and any(held.title == office for held in candidate.actor.offices) else 0.0
                found.append(dataclasses.replace(candidate, score=min(1.0, candidate.score - 0.02 + bonus)))
        return _choose(found)

    def _past_titles(self, query: _Query, start: int) -> tuple[int, str]:
        """The index of the first word after a run of titles, and the last office that they name."""
        cut, office = start, ""
        while True:
            sizes = (size for size in (3, 2, 1) if cut + size < len(query.words))
            size = next((size for size in sizes if query.text(cut, cut + size) in self._pack.titles), 0)
            if not size:
                return cut, office
            office = self._pack.titles[query.text(cut, cut + size)] or office
            cut += size

    def _of_state(self, query: _Query) -> Match | None:
        """ "Iraqi PMF", "Pakistan's TTP": a state before a name of something that belongs there."""
        for length, state in self._heads(query):
            if 0 < length < len(query.words) and (found := self._listed(query.part(length))):
                country = self._by_id[state].country
                if country in found.actor.countries and found.actor.type != "state":
                    return Match(found.actor, found.score * _SCORE["stripped"], "stripped", found.runner_up)
        return None

    def _generic(self, query: _Query) -> Match | None:
        """ "Taliban fighters", "the Islamic State group": the name before a word that adds nothing to it."""
        for size in (2, 1):
            if len(query.words) > size and query.text(-size) in self._pack.generics:
                found = self._listed(query.part(0, -size))
                if found and found.actor.type in ("armed_group", "igo", "political_party", "organization"):
                    return Match(found.actor, found.score * _SCORE["stripped"], "stripped", found.runner_up)
        return None

    def _loose(self, query: _Query) -> Match | None:
        if not any(atom[0].isupper() for atom in query.written):
            return None
        candidates: list[_Candidate] = []
        for ref in self._pack.loose.get(loose_key(" ".join(query.written)), ()):
            ambiguous = self._pack.actors[ref[0]].names[ref[1]].ambiguous
            found = self._dated(ref, _SCORE["stripped"] - (_AMBIGUOUS if ambiguous else 0.0), "stripped", query)
            candidates += [found] if found else []
        return _choose(candidates)

    def _nearly(self, query: _Query) -> Match | None:
        """A long name a letter or two away from a known one, and from only one."""
        plain = [word for word in query.words if word not in ARTICLES]
        text = " ".join(plain)
        if len(text) < _NEAR_LENGTH or not any(atom[0].isupper() for atom in query.written):
            return None
        from rapidfuzz import fuzz  # here, for it is slow to load and few names come so far

        if self._near is None:
            self._near = self._near_table()
        found: list[_Candidate] = []
        for other, ref in self._near.get(f"{text[0]}{len(plain)}", ()):
            if abs(len(other) - len(text)) > 3:
                continue
            score = fuzz.ratio(text, other, score_cutoff=_NEAR_NAME)
            if score and _words_near(plain, other.split(" "), fuzz.ratio):
                candidate = self._dated(ref, score / 100 * 0.9, "near", query)
                found += [candidate] if candidate else []
        return _choose(found)

    def _near_table(self) -> dict[str, list[tuple[str, Ref]]]:
        """Long names by their first letter and number of words: a slip in spelling seldom changes either."""
        table: dict[str, list[tuple[str, Ref]]] = defaultdict(list)
        for word, refs in self._pack.keys.items():
            plain = [part for part in word.split(" ") if part not in ARTICLES]
            text = " ".join(plain)
            if len(text) >= _NEAR_LENGTH:
                table[f"{text[0]}{len(plain)}"] += [(text, ref) for ref in refs]
        return table


def _words_near(ours: list[str], theirs: list[str], ratio: Callable[[str, str], float]) -> bool:
    """True where each word resembles its counterpart, and numbers are the same."""
    return all(
        one == other or (not any(map(str.isdigit, one + other)) and ratio(one, other) >= _NEAR_WORD)
        for one, other in zip(ours, theirs, strict=True)
    )


def _choose(candidates: Iterable[_Candidate]) -> Match | None:
    """The best candidate; ``None`` where there is none or another actor comes too close."""
    best: dict[str, _Candidate] = {}
    for candidate in candidates:
        known = best.get(candidate.actor.id)
        if known is None or candidate.score > known.score:
            best[candidate.actor.id] = candidate
    ranked = sorted(best.values(), key=lambda candidate: (-candidate.score, candidate.actor.id))
    if not ranked or (len(ranked) > 1 and ranked[0].score - ranked[1].score < _MARGIN):
        return None
    first = ranked[0]
    return Match(
        first.actor, round(min(1.0, max(0.0, first.score)), 3), first.via, ranked[1].actor.id if ranked[1:] else None
    )
