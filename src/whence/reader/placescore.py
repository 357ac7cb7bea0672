"""How likely each candidate of a name is, and whether the best is clear enough to be taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from math import exp, log

import msgspec

from whence.gazetteer import Candidate, fold
from whence.reader.placecontext import Context, Link
from whence.reader.placenames import Named
from whence.reader.tables import rows

# Weights in nats, chosen on the first half of GeoVirus' articles (docs/gazetteer.md has the figures of the other half).
POPULATION = 0.65  # for each e-fold of people
COUNTRY_SHARE = 1.5  # for each e-fold of the document's talk of countries
KNOWN = 2.0  # a place that conflict news is known to name
NOT_NAME = {"name": 0.0, "alias": -1.5, "loose": -1.5}
SAME_PROVINCE = 1.5  # the document names the province it lies in
CLOSE = 1.5  # a resolved town lies within CLOSE_KM
CLOSE_KM = 150.0
TOLD = 8.0  # the text itself says what it lies in
CALLED = 2.5  # the text calls it what it is (a district, a province)
MISCALLED = -2.0
# A wrong country counts five times as much as none: an answer pays from 5/6 on.
CLEAR = 5 / 6
CLEAR_INSIDE = 0.5  # share of the weight inside the country that must lie in one province for a point to be given
ASSUMED_PEOPLE = {"country": 3e7, "province": 1e6, "region": 2e6, "district": 2e4, "site": 2e4, "settlement": 500.0}
MOST = 40  # candidates; they come in order of match and population
GREAT_CITY = 500_000  # people


def best_of(one: Named, candidates: Sequence[Candidate], links: Sequence[Link], context: Context) -> Candidate | None:
    """The candidate that is meant, or ``None``: no candidate, or none clearly better than those of other countries."""
    if not candidates:
        return None
    candidates = _foremost(candidates, links)
    scored = [(score(one, candidate, links, context), candidate) for candidate in candidates]
    top, likeliest = max(scored, key=lambda pair: pair[0])
    by_country: dict[str | None, float] = defaultdict(float)
    for value, candidate in scored:
        by_country[candidate.country] += exp(value - top)
    country = max(by_country, key=lambda code: (by_country[code], code or ""))
    if by_country[country] / sum(by_country.values()) < CLEAR or not _believable(one, likeliest, links, context):
        return None
    inside = [(value, candidate) for value, candidate in scored if candidate.country == country]
    _, best = max(inside, key=lambda pair: (pair[0], pair[1].population, -(pair[1].geonames_id or 0)))
    best = _town_or_province(one, best, [candidate for _, candidate in inside])
    there = sum(exp(value - top) for value, candidate in inside if candidate.admin1 == best.admin1)
    if best.kind == "settlement" and there < CLEAR_INSIDE * by_country[country]:
        # the country is sure, which of its namesakes is not ("Springfield"): the point is withheld
        return msgspec.structs.replace(best, admin1=None, latitude=None, longitude=None, geonames_id=None)
    return best


def _foremost(candidates: Sequence[Candidate], links: Sequence[Link]) -> Sequence[Candidate]:
    """The candidates worth scoring: of hundreds of namesakes the tail, smaller by far, can never win."""
    if len(candidates) <= MOST:
        return candidates
    linked = [c for c in candidates[MOST:] if any(link.admits(c) for link in links)]
    return [*candidates[:MOST], *linked]


def score(one: Named, candidate: Candidate, links: Sequence[Link], context: Context) -> float:
    """Log-weight of a candidate; only differences mean anything."""
    people = max(float(candidate.population), ASSUMED_PEOPLE[candidate.kind])
    value = POPULATION * log(people) + NOT_NAME[candidate.match]
    value += COUNTRY_SHARE * log(_share(one, candidate, context))
    if candidate.listed:
        value += KNOWN
    if candidate.admin1 and (candidate.country or "", candidate.admin1) in context.provinces:
        value += SAME_PROVINCE
    if context.is_close(candidate, fold(one.core), CLOSE_KM):
        value += CLOSE
    if any(link.admits(candidate) for link in links):
        value += TOLD
    return value + _called(one, candidate)


def _share(one: Named, candidate: Candidate, context: Context) -> float:
    if candidate.country is not None:
        share = context.share(candidate.country, one.start)
        # a country needs no other word of it to be meant; a namesake of a country does
        return max(share, 0.5) if candidate.kind == "country" else share
    return max((context.share(code, one.start) for code in candidate.countries), default=0.2)


def _called(one: Named, candidate: Candidate) -> float:
    """Whether the type word beside the name fits."""
    kind = one.kind
    if kind in (None, "any", "site"):
        return 0.0
    if kind == candidate.kind or (kind == "district" and candidate.kind in ("settlement", "district")):
        return CALLED
    if kind == "settlement" and candidate.kind == "district":
        return CALLED
    return MISCALLED


def _believable(one: Named, top: Candidate, links: Sequence[Link], context: Context) -> bool:
    """Whether a small place may be meant at all: a village whose name nothing else shares, with no word in the document
    of its country, is left alone."""
    if top.kind in ("country", "region", "province") or top.population >= 50_000 or top.listed or links:
        return True
    return context.share(top.country, one.start) > 0.05


def _town_or_province(one: Named, best: Candidate, candidates: Sequence[Candidate]) -> Candidate:
    """Of a town and the province of its name, the town, unless a word or the list of wide names says otherwise."""
    if best.kind == "province" and one.kind in (None, "settlement", "site", "any") and not _is_wide(one):
        seats = [c for c in candidates if c.kind == "settlement" and c.match != "loose" and _outweighs(c, best)]
        named = [c for c in seats if c.match == "name"]
        if named and one.kind != "any" and not one.direction:
            return max(named, key=lambda candidate: candidate.population)
    if best.kind == "settlement" and (one.direction or _is_wide(one) or one.kind == "any"):
        wide = [c for c in candidates if c.kind == "province" and c.admin1 == best.admin1 and c.match == "name"]
        if wide and one.kind != "settlement":
            return wide[0]
    return best


def _outweighs(town: Candidate, province: Candidate) -> bool:
    """A province's own seat, or a great city elsewhere (Washington, D.C.), is meant before the province."""
    if town.admin1 == province.admin1:
        return True
    return town.population >= GREAT_CITY and town.population * 20 >= province.population


def _is_wide(one: Named) -> bool:
    return one.kind is None and fold(one.core) in _wide()


@cache
def _wide() -> frozenset[str]:
    return frozenset(fold(row["name"]) for row in rows("places_wide.csv"))
