"""Places: each toponym of a document resolved against the gazetteer, or honestly left unresolved.

One sense a document for each name. What decides, in this order: what the text says beside the name ("Tripoli,
Lebanon's second city", "the Syrian town of", "Darzab district of Jawzjan province"), which countries and provinces
the document speaks of, and how well known the candidate is. Where the best candidate is not clearly better than the
best one in another country, the name stays a name: a wrong country misleads more than none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from whence.gazetteer import Candidate, Gazetteer, fold
from whence.reader.placecontext import Context, links
from whence.reader.placenames import Named, take_apart
from whence.reader.placescore import best_of
from whence.reader.tables import words
from whence.records import EntityMention, Place, PlacePrecision, Sentence, Token, Toponym

PLACE_LABELS = ("LOC", "FACILITY")
PASSES = 2  # the second sees what the first made out; a third moved one of GeoVirus' 2,170 toponyms
_PRECISION: dict[str, PlacePrecision] = {
    "country": "country",
    "province": "province",
    "district": "district",
    "settlement": "settlement",
    "region": "region",
    "site": "site",
}


def resolve_places(
    text: str,
    sentences: Sequence[Sentence],
    tokens: Sequence[Token],
    mentions: Sequence[EntityMention],
    *,
    gazetteer: Gazetteer,
) -> tuple[Toponym, ...]:
    """The toponyms among ``mentions``, in text order, each with its place.

    Takes mentions labelled LOC or FACILITY, and an ORG that is a country's name standing after a word like "in".
    A place whose country is ``None`` was not resolved, or lies in several countries (precision ``multinational``);
    it has no point.
    """
    chosen = [m for m in mentions if m.type in PLACE_LABELS or _is_placed_country(m, text, gazetteer)]
    if not chosen:
        return ()
    chosen.sort(key=lambda mention: (mention.start, mention.end))
    starts = [sentence.start for sentence in sentences] or [0]
    named = [take_apart(text, m, _sentence_start(starts, m.start), gazetteer.knows) for m in chosen]
    context = Context(text, starts, gazetteer)
    senses = _senses(text, named, context, gazetteer)
    toponyms = [_toponym(text, one, sense) for one, sense in zip(named, senses, strict=True)]
    return tuple(sorted(toponyms, key=lambda toponym: (toponym.start, toponym.end)))


def _is_placed_country(mention: EntityMention, text: str, gazetteer: Gazetteer) -> bool:
    if mention.type != "ORG" or gazetteer.country(mention.text) is None:
        return False
    before = text[max(0, mention.start - 30) : mention.start].split()
    if before and before[-1].lower() == "the":
        before.pop()
    return bool(before) and before[-1].lower() in words("places_words.csv", **{"class": "locative"})


def _sentence_start(starts: Sequence[int], offset: int) -> int:
    return max((start for start in starts if start <= offset), default=0)


def _senses(
    text: str, named: Sequence[Named], context: Context, gazetteer: Gazetteer
) -> list[tuple[Candidate | None, Candidate | None]]:
    """For each mention its candidate (``None``: not resolved) and what the text says it lies in."""
    candidates = [_candidates(one, gazetteer) for one in named]
    groups: dict[tuple[str, str | None], list[int]] = defaultdict(list)
    for number, one in enumerate(named):
        groups[fold(one.core), one.kind].append(number)
    linked = links(text, named, candidates, gazetteer)
    found: list[Candidate | None] = [None] * len(named)
    for _ in range(PASSES):
        context.learn(named, found)
        for numbers in groups.values():
            ties = [linked[n] for n in numbers if linked[n] is not None]
            for number in numbers:
                # one sense a document, unless the text says at this very mention that it is another
                own = [linked[number]] if linked[number] is not None else ties
                found[number] = best_of(
                    named[number], candidates[number], [tie for tie in own if tie is not None], context
                )
    return [(sense, linked[n].container if linked[n] is not None else None) for n, sense in enumerate(found)]  # type: ignore[union-attr]


def _candidates(one: Named, gazetteer: Gazetteer) -> list[Candidate]:
    whole = gazetteer.candidates(one.mention.text) if one.core != one.mention.text and one.within else []
    return whole or gazetteer.candidates(one.core)


def _toponym(text: str, one: Named, sense: tuple[Candidate | None, Candidate | None]) -> Toponym:
    surface = text[one.start : one.end]
    candidate, container = sense
    place = _known_place(surface, one, candidate) if candidate else _unknown_place(surface, one, container)
    return Toponym(one.start, one.end, surface, one.mention.token, place)


def _known_place(surface: str, one: Named, candidate: Candidate) -> Place:
    precision = _precision(one, candidate)
    name, point, geonames_id = candidate.name, (candidate.latitude, candidate.longitude), candidate.geonames_id
    if one.direction and candidate.kind != "settlement":
        name = f"{_direction(one.direction)} {candidate.name}"
        point, geonames_id = (None, None), None
    elif precision == "site" and candidate.kind != "site":
        # "Kandahar prison" is in Kandahar, but where in Kandahar nobody has said: the town's point would look exact
        name, point, geonames_id = surface, (None, None), None
    return Place(
        text=surface,
        name=name,
        country=candidate.country,
        precision=precision,
        start=one.start,
        end=one.end,
        geonames_id=geonames_id,
        admin1=candidate.admin1 if candidate.kind not in ("country", "region") else None,
        latitude=point[0],
        longitude=point[1],
        offset=one.offset,
    )


def _unknown_place(surface: str, one: Named, container: Candidate | None) -> Place:
    """A name that stays a name. Its country is given only where the text itself says what it lies in."""
    guess = one.kind if one.kind not in (None, "any") else None
    precision = _PRECISION.get(guess or "", "site" if one.mention.type == "FACILITY" else "settlement")
    return Place(
        text=surface,
        name=surface,
        country=container.country if container else None,
        precision="region" if one.direction else precision,
        start=one.start,
        end=one.end,
        admin1=container.admin1 if container and container.kind == "province" else None,
        offset=one.offset,
    )


def _precision(one: Named, candidate: Candidate) -> PlacePrecision:
    if candidate.kind == "region" and candidate.country is None:
        return "multinational"
    if one.direction and candidate.kind in ("country", "province", "region", "district"):
        return "region"
    if one.kind == "site":
        return "site"
    if one.kind == "district" and candidate.kind == "settlement":
        return "district"
    if one.kind == "region" and candidate.kind in ("settlement", "district"):
        return "region"
    if one.kind == "settlement" and candidate.kind == "district":
        return "settlement"
    return _PRECISION[candidate.kind]


def _direction(said: str) -> str:
    """ "north" of "the north of Mali" as the adjective "northern"."""
    lowered = said.lower()
    if lowered in ("centre", "center"):
        return "central"
    ending = f"{lowered}ern"
    return (
        ending
        if ending in words("places_words.csv", **{"class": "direction"})
        and lowered.endswith(("north", "south", "east", "west"))
        else lowered
    )
