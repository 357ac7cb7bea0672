"""What a document says of where it is: the countries and provinces that it names, and which names it puts inside
which."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from math import asin, cos, radians, sin, sqrt

import msgspec

from whence.gazetteer import Candidate, Gazetteer, fold
from whence.reader.placenames import Named

_CAPITALISED = re.compile(r"[^\W\d_][\w.'’-]*")
_APPOSED = re.compile(r"^,\s+(?:(?:in|of)\s+)?(?:the\s+)?(?:[a-z][\w-]*\s+){0,3}$")
_INSIDE = re.compile(
    r"^(?:['’]s)?\s*(?:[\w-]+\s+){0,3}?(?:in|of)\s+(?:the\s+)?(?:[\w-]+\s+){0,4}?(?:(?:province|state|region|district|governorate)\s+of\s+)?$"
)
_OWNED = re.compile(r"^['’]s?\s+(?:(?:[a-z][\w-]*)\s+){0,5}(?:of\s+)?(?:the\s+)?$")
_LIST_ON = re.compile(r"^(?:['’]s)?\s*(?:,\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+)(?:the\s+)?(?=[A-Z])")
NEAR, BESIDE, ANYWHERE = 3.0, 1.5, 1.0  # weights of a country named in the same, the next and any other sentence

# "Paris, Texas" is a chain though Paris in France has a hundred times its people; "Paris, United States" is none.
LIST_RATIO, COUNTRY_RATIO, PROVINCE_RATIO = 1.0, 30.0, 2000.0
KM_A_DEGREE = 111.0  # of latitude, rounded down
UNSAID = 0.2  # weight of a country that the document does not name: about a fifth of a mention


class Link(msgspec.Struct, frozen=True):
    """What the text says a mention lies in: ``countries`` and, where told, the province. ``container`` is the place
    named, ``None`` where only a nationality tells ("the Syrian town of"). ``meant`` is set instead where the mention is
    itself what holds another ("Atlanta, Georgia")."""

    countries: frozenset[str]
    admin1: frozenset[str]
    container: Candidate | None
    meant: Candidate | None = None

    def admits(self, candidate: Candidate) -> bool:
        """Whether a candidate lies where the text says."""
        if self.meant is not None:
            return candidate == self.meant
        if candidate.country not in self.countries or candidate.kind == "country":
            return False
        return not self.admin1 or candidate.admin1 in self.admin1


class Context:
    """Countries and provinces named in a document, by sentence."""

    def __init__(self, text: str, starts: Sequence[int], gazetteer: Gazetteer) -> None:
        self._starts = sorted(starts)
        self._named: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        self._learnt: dict[str, dict[int, float]] = {}
        self._everywhere: dict[str, float] = {}
        self._weights: dict[int, dict[str, float]] = {}
        self.provinces: set[tuple[str, str]] = set()
        self.points: list[tuple[str, float, float]] = []
        self._close: dict[tuple[float, float, str], bool] = {}
        words = list(_CAPITALISED.finditer(text))
        told: dict[str, tuple[str, ...]] = {"": ()}
        for match, following in zip(words, [*words[1:], None], strict=False):
            word = match[0]
            if not word[0].isupper():
                continue
            for name in (f"{word} {following[0]}" if following else "", word):
                if name not in told:
                    told[name] = _countries_of(_bare(name), gazetteer)
                for code in told[name]:
                    self._named[code][self.sentence(match.start())] += 1 / len(told[name])
                if told[name]:
                    break
        self.learn((), ())

    def sentence(self, offset: int) -> int:
        """The number of the sentence that holds ``offset``."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def learn(self, named: Sequence[Named], found: Sequence[Candidate | None]) -> None:
        """Add what resolved toponyms tell: their countries, provinces and points."""
        self._weights.clear()
        self._close.clear()
        self._learnt = {code: dict(at) for code, at in self._named.items()}
        self.provinces, self.points = set(), []
        for one, candidate in zip(named, found, strict=True):
            if candidate is None or candidate.country is None:
                continue
            if candidate.kind != "country":
                at = self._learnt.setdefault(candidate.country, {})
                sentence = self.sentence(one.start)
                at[sentence] = at.get(sentence, 0.0) + 0.7
            if candidate.admin1 and (candidate.kind == "province" or candidate.listed):
                self.provinces.add((candidate.country, candidate.admin1))
            if candidate.latitude is not None and candidate.longitude is not None and candidate.kind == "settlement":
                self.points.append((fold(one.core), candidate.latitude, candidate.longitude))
        self._everywhere = {code: ANYWHERE * sum(by.values()) for code, by in self._learnt.items()}

    def share(self, country: str | None, offset: int) -> float:
        """How much of what the document says of countries, that near ``offset`` first, is of ``country``: 0 to 1."""
        here = self.sentence(offset)
        weights = self._weights.get(here)
        if weights is None:
            weights = {
                code: self._everywhere[code]
                + (NEAR - ANYWHERE) * by.get(here, 0.0)
                + (BESIDE - ANYWHERE) * (by.get(here - 1, 0.0) + by.get(here + 1, 0.0))
                for code, by in self._learnt.items()
            }
            weights[""] = sum(weights.values())
            self._weights[here] = weights
        return (weights.get(country or "?", 0.0) + UNSAID) / (weights[""] + 10 * UNSAID)

    def is_close(self, candidate: Candidate, core: str, limit: float) -> bool:
        """Whether another resolved town lies within ``limit`` kilometres of a candidate of the name ``core``."""
        if candidate.latitude is None or candidate.longitude is None:
            return False
        asked = (candidate.latitude, candidate.longitude, core)
        if asked not in self._close:
            here = (candidate.latitude, candidate.longitude)
            reach = limit / KM_A_DEGREE
            self._close[asked] = any(
                abs(lat - here[0]) <= reach and name != core and km(here, (lat, lon)) < limit
                for name, lat, lon in self.points
            )
        return self._close[asked]


def _countries_of(name: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The countries that a nationality or a country's own name stands for."""
    codes = gazetteer.nationality(name)
    if codes:
        return codes
    country = gazetteer.country(name)
    return (country,) if country else ()


def _bare(word: str) -> str:
    """A word without the punctuation and the possessive mark at its end."""
    word = word.rstrip(",;:")
    return word[:-2] if word.endswith(("'s", "’s")) else word.removesuffix("'").removesuffix("’")


def km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance in kilometres between two points in degrees (haversine)."""
    lat1, lon1, lat2, lon2 = map(radians, (*a, *b))
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0088 * asin(sqrt(min(1.0, h)))


def links(
    text: str, named: Sequence[Named], candidates: Sequence[Sequence[Candidate]], gazetteer: Gazetteer
) -> list[Link | None]:
    """For each mention what the text beside it says it lies in."""
    found: list[Link | None] = []
    for number, one in enumerate(named):
        link = None
        if one.within is not None:
            link = _link(candidates[number], gazetteer.candidates(one.within))
        if link is None and number + 1 < len(named):
            link = _to_next(text, named, candidates, number)
        if link is None and number > 0:
            link = _to_previous(text, named, candidates, number)
        found.append(link or _by_nationality(text, one, candidates[number], gazetteer))
    for number, link in enumerate(found[:-1]):
        if link is None or link.container is None or link.container not in candidates[number + 1]:
            continue
        if found[number + 1] is None and _to_next(text, named, candidates, number) is not None:
            found[number + 1] = Link(frozenset(), frozenset(), None, link.container)
    for number in range(
        len(named) - 2, -1, -1
    ):  # "Darzab district, Jawzjan province, Afghanistan": hand the country down
        found[number] = _handed_down(found[number], found[number + 1], named, number, text)
    return found


def _to_next(text: str, named: Sequence[Named], candidates: Sequence[Sequence[Candidate]], number: int) -> Link | None:
    """ "Mosul, Iraq"; "Tripoli, Lebanon's second city"; "Darzab in Jawzjan province"; not "Kabul, Pakistan and
    India"."""
    one, following = named[number], named[number + 1]
    between = text[one.end : following.start]
    if len(between) > 60 or not between or fold(one.core) == fold(following.core):
        return None
    apposed = _APPOSED.match(between) is not None
    if not apposed and not _INSIDE.match(between):
        return None
    if apposed and _goes_on(text, named, candidates, number):
        return None
    return _link(candidates[number], candidates[number + 1])


def _goes_on(text: str, named: Sequence[Named], candidates: Sequence[Sequence[Candidate]], number: int) -> bool:
    """Whether a comma belongs to a list of places rather than to a place and what holds it: in "China, Japan and
    Ukraine", the town of China in Japan is not meant."""
    following = named[number + 1]
    inside = [c for c in candidates[number] if any(_holds(holder, c) for holder in candidates[number + 1])]
    outside = [c for c in candidates[number] if c not in inside]
    if not inside:
        return bool(outside)
    ratio = max((c.population for c in outside), default=0) / max(1, *(c.population for c in inside))
    in_list = _LIST_ON.match(text[following.end : following.end + 12]) is not None
    before = text[named[number - 1].end : named[number].start] if number else ""
    in_list = in_list or re.fullmatch(r",\s+(?:the\s+)?", before) is not None
    in_province = any(
        holder.kind == "province" and _holds(holder, c) for c in inside for holder in candidates[number + 1]
    )
    if in_list:
        return ratio > LIST_RATIO
    return ratio > (PROVINCE_RATIO if in_province else COUNTRY_RATIO)


def _to_previous(
    text: str, named: Sequence[Named], candidates: Sequence[Sequence[Candidate]], number: int
) -> Link | None:
    """ "Afghanistan's Helmand province", "Nigeria's northeastern Borno state"."""
    between = text[named[number - 1].end : named[number].start]
    if len(between) > 60 or not _OWNED.match(between):
        return None
    return _link(candidates[number], candidates[number - 1])


def _by_nationality(text: str, one: Named, inner: Sequence[Candidate], gazetteer: Gazetteer) -> Link | None:
    """ "the Syrian town of Afrin", "Iraqi Kurdistan", "northern Nigerian state of Borno"."""
    before = re.split(r"[,;:.!?()]\s", text[max(0, one.start - 70) : one.start])[-1]
    words = before.split()
    for back in range(1, min(6, len(words)) + 1):
        word = _bare(words[-back])
        if back > 1 and words[-back + 1 :] and not _is_description(words[len(words) - back + 1 :]):
            return None
        codes = gazetteer.nationality(word) if word[:1].isupper() else ()
        if codes and any(candidate.country in codes for candidate in inner):
            return Link(frozenset(codes), frozenset(), None)
        if codes and not inner:
            return Link(frozenset(codes), frozenset(), None) if len(codes) == 1 and back > 1 else None
    return None


def _is_description(words: Sequence[str]) -> bool:
    """Whether the words between a nationality and a name describe the place: "border town of", not "forces near"."""
    return all(word.islower() or word in ("-",) for word in words) and (words[-1] == "of" or _placelike(words[-1]))


def _placelike(word: str) -> bool:
    return word in ("city", "town", "village", "capital", "province", "state", "region", "district", "island", "port")


def _link(inner: Sequence[Candidate], holders: Sequence[Candidate]) -> Link | None:
    """What lies in what: all countries (and provinces) of ``holders`` in which ``inner`` has a candidate."""
    pairs = [(holder, c) for holder in holders for c in inner if _holds(holder, c)]
    if not pairs:
        unknown = not inner and holders and holders[0].kind in ("country", "province", "region")
        if not unknown or holders[0].country is None:
            return None
        admin1 = frozenset({holders[0].admin1}) if holders[0].admin1 else frozenset[str]()
        return Link(frozenset({holders[0].country}), admin1, holders[0])
    container, _ = max(pairs, key=lambda pair: (pair[0].kind == "country", pair[1].population + pair[0].population))
    countries = frozenset(c.country for _, c in pairs if c.country)
    provinces = frozenset(holder.admin1 for holder, _ in pairs if holder.kind == "province" and holder.admin1)
    return Link(countries, provinces, container)


def _holds(holder: Candidate, inner: Candidate) -> bool:
    if inner.country is None or inner.kind == "country":
        return False
    if holder.kind == "country":
        return holder.country == inner.country
    if holder.kind == "province":
        return holder.country == inner.country and holder.admin1 == inner.admin1 and inner.kind != "province"
    if holder.kind == "region":
        return inner.country == holder.country or inner.country in holder.countries
    return holder.kind == "district" and holder.country == inner.country and inner.kind != "province"


def _handed_down(
    own: Link | None, following: Link | None, named: Sequence[Named], number: int, text: str
) -> Link | None:
    if own is None or following is None or own.container is None:
        return own
    between = text[named[number].end : named[number + 1].start]
    if not between.startswith(",") or not own.countries & following.countries:
        return own
    return msgspec.structs.replace(own, countries=own.countries & following.countries)
