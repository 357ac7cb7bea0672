"""Looking names up in the pack: candidates for a name, countries, nationalities, and a scan of running words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from math import isnan
from pathlib import Path

import msgspec

from whence.gazetteer import pack
from whence.gazetteer.folding import fold, is_acronym, key, loose
from whence.gazetteer.pack import KINDS, MATCHES, Kind, Match

SCAN_POPULATION = 15_000  # people: a town below this is not picked out of running text by its name alone
_ENTRY = (1 << pack.ENTRY_BITS) - 1
_RANK = {"country": 0, "province": 1, "region": 2, "settlement": 3, "district": 4, "site": 5}


class Candidate(msgspec.Struct, frozen=True):
    """A place that a name may mean.

    ``country`` is ISO 3166-1 alpha-3, ``None`` for an area in several (then ``countries`` lists them as far as
    known); ``admin1`` the province's name; ``latitude`` and ``longitude`` WGS 84 degrees, ``None`` where the place has
    no point. The point of a province or country is about its middle. ``population`` is 0 where unknown. ``match`` tells
    how the name led here: ``name`` a name that is surely its own, ``alias`` another spelling in GeoNames, ``loose``
    only without Arabic articles. ``listed``: from the hand-edited files of names that conflict news uses.
    """

    name: str
    kind: Kind
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    population: int
    geonames_id: int | None
    match: Match
    countries: tuple[str, ...] = ()
    listed: bool = False


class Gazetteer:
    """A pack, mapped into memory: cheap to open, shared between processes. Look-ups remember what they found."""

    def __init__(self, folder: Path = pack.FOLDER) -> None:
        """Open the pack in ``folder``.

        Raises:
            ResourceError: there is no pack there, or it is broken.
        """
        self._meta, arrays, names = pack.read(folder)
        # memoryviews give Python numbers several times faster than numpy's scalars, which is all that a look-up needs
        views = {name: memoryview(array) for name, array in arrays.items()}  # type: ignore[arg-type]
        self._keys, self._postings, self._ends = views["keys"], views["postings"], views["name_ends"]
        self._views = views
        self._names = memoryview(names)  # type: ignore[arg-type]
        self._acronyms = frozenset(self._meta.acronyms)
        self._ambiguous = frozenset(self._meta.ambiguous)
        self._found: dict[str, tuple[Candidate, ...]] = {}

    @property
    def fingerprint(self) -> str:
        """Hash of the sources that the pack was built from."""
        return self._meta.fingerprint

    def candidates(self, name: str) -> list[Candidate]:
        """All places that ``name`` may mean: countries first, then by how well the name matches, then by population.

        A short name that is an acronym ("US") is only found in capitals.
        """
        folded = fold(name)
        if not folded or (folded in self._acronyms and not is_acronym(name)):
            return []
        return list(self._by_fold(folded))

    def country(self, name: str) -> str | None:
        """Alpha-3 code of the country of that name ("Burma", "the U.S."); ``None`` where it is no country's."""
        for candidate in self.candidates(name):
            if candidate.kind == "country" and candidate.match != "loose":
                return candidate.country
        return None

    def nationality(self, word: str) -> tuple[str, ...]:
        """Alpha-3 codes that a demonym stands for ("Afghan", "Congolese": two); empty where it is none."""
        return self._meta.nationalities.get(fold(word), ())

    def knows(self, name: str) -> bool:
        """Whether any place goes by ``name``."""
        return bool(self.candidates(name))

    def scan(self, words: Sequence[str]) -> list[tuple[int, int]]:
        """Places named in running words, as (first, last), last exclusive: the longest match at each word.

        Only names of high confidence: capitalised countries, provinces, regions, known districts and sites, and towns
        of at least 15,000 people under their own name or a known alias, none of which is more often something else.
        """
        found = []
        capital = [any(map(str.isupper, word)) for word in words]
        at = 0
        while at < len(words):
            length = self._longest_at(words, capital, at) if capital[at] else 0
            if length:
                found.append((at, at + length))
            at += length or 1
        return found

    def _longest_at(self, words: Sequence[str], capital: Sequence[bool], at: int) -> int:
        if not words[at][:1].isupper() or words[at].lower() == "the":
            return 0
        for last in range(min(at + self._meta.longest, len(words)), at, -1):
            if capital[last - 1] and self._trusted(" ".join(words[at:last])):
                return last - at
        return 0

    def _trusted(self, name: str) -> bool:
        folded = fold(name)
        if len(folded) < 2 or folded in self._ambiguous:
            return False
        return any(
            candidate.match != "loose" and (candidate.kind != "settlement" or candidate.population >= SCAN_POPULATION)
            for candidate in self.candidates(name)
        )

    def _by_fold(self, folded: str) -> tuple[Candidate, ...]:
        known = self._found.get(folded)
        if known is not None:
            return known
        matched = dict(self._postings_of(folded))
        second = loose(folded)
        if second is not None:
            for entry, _ in self._postings_of(second):
                matched.setdefault(entry, MATCHES.index("loose"))
        candidates = [self._candidate(entry, MATCHES[match]) for entry, match in matched.items()]
        candidates.sort(key=lambda c: (c.kind != "country", MATCHES.index(c.match), -c.population, _RANK[c.kind]))
        if len(self._found) > 100_000:  # about 100 MB at worst; a stream of documents must not grow without end
            self._found.clear()
        return self._found.setdefault(folded, tuple(candidates))

    def _postings_of(self, folded: str) -> list[tuple[int, int]]:
        wanted = key(folded)
        keys = self._keys
        at = bisect_left(keys, wanted)
        found = []
        while at < len(keys) and keys[at] == wanted:
            posting = self._postings[at]
            found.append((posting & _ENTRY, posting >> pack.ENTRY_BITS))
            at += 1
        return found

    def _candidate(self, entry: int, match: Match) -> Candidate:
        views = self._views
        start = self._ends[entry - 1] if entry else 0
        latitude, longitude = views["latitude"][entry], views["longitude"][entry]
        kind = views["kind"][entry]
        return Candidate(
            name=bytes(self._names[start : self._ends[entry]]).decode(),
            kind=KINDS[kind & ~pack.LISTED],
            country=self._meta.countries[views["country"][entry]] or None,
            admin1=self._meta.provinces[views["admin1"][entry]] or None,
            latitude=None if isnan(latitude) else round(latitude, 5),
            longitude=None if isnan(longitude) else round(longitude, 5),
            population=views["population"][entry],
            geonames_id=views["geonames_id"][entry] or None,
            match=match,
            countries=tuple(code for code in self._meta.areas.get(entry, ()) if code),
            listed=bool(kind & pack.LISTED),
        )


@cache
def load() -> Gazetteer:
    """The gazetteer that ships with whence, opened once a process.

    Raises:
        ResourceError: the pack has not been built.
    """
    return Gazetteer()
