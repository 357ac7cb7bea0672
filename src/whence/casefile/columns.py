"""The flat columns of a claim: what the ``claim`` table holds beside the record, and what a CSV export carries.

One list serves the table, the CSV header and the documentation, so that the three cannot drift apart.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import msgspec

from whence.records import Claim, Entity, Interval, Place, Range, RecordError, Span

Row = dict[str, Any]


class Column(msgspec.Struct, frozen=True):
    """One column: its name, its DuckDB type and what it holds."""

    name: str
    type: str
    about: str


CLAIM_COLUMNS: tuple[Column, ...] = (
    Column("id", "VARCHAR", "the claim's id, a hash of its document, its kind and what tells it from the others"),
    Column("document", "INTEGER", "the document's `number`"),
    Column("position", "INTEGER", "place among the document's claims in text order, from 0"),
    Column("kind", "VARCHAR", "event, relation, estimate, forecast or statement"),
    Column("block", "VARCHAR", "kind of block that it stands in: headline, body, caption, quote, list, table, comment"),
    Column("sentence_start", "INTEGER", "where its sentence starts, in code points of the document's text"),
    Column("sentence_end", "INTEGER", "where its sentence ends, exclusive"),
    Column("sentence", "VARCHAR", "the sentence"),
    Column("evidence_start", "INTEGER", "where the least text that carries the claim starts"),
    Column("evidence_end", "INTEGER", "where it ends, exclusive"),
    Column("type", "VARCHAR", "event type; a relation's predicate; an estimate's measure; a forecast's event type"),
    Column("mode", "VARCHAR", "the event's mode: how it was done"),
    Column("contexts", "VARCHAR[]", "PLOVER contexts of the event"),
    Column("cameo", "VARCHAR", "CAMEO code that type and mode map to"),
    Column(
        "quad_class", "INTEGER", "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"
    ),
    Column("score", "DOUBLE", "confidence of the coding, 0 to 1"),
    Column("actors", "VARCHAR[]", "who does it; a relation's subject; whom an estimate or a forecast is about: names"),
    Column("actors_text", "VARCHAR[]", "the same, in the text's own words"),
    Column("actor_ids", "VARCHAR[]", "the same, as registry ids; empty where the registry does not know the name"),
    Column("actor_types", "VARCHAR[]", "the same, as entity types"),
    Column("recipients", "VARCHAR[]", "to whom it is done; a relation's object where it is not a place: names"),
    Column("recipients_text", "VARCHAR[]", "the same, in the text's own words"),
    Column("recipient_ids", "VARCHAR[]", "the same, as registry ids"),
    Column("recipient_types", "VARCHAR[]", "the same, as entity types"),
    Column(
        "place", "VARCHAR", "where; a relation's object where it is a place; the first of a forecast's places: name"
    ),
    Column("place_text", "VARCHAR", "the place in the text's own words"),
    Column("country", "VARCHAR", "the place's country, ISO 3166-1 alpha-3; empty where it was not resolved"),
    Column("admin1", "VARCHAR", "the place's province"),
    Column("place_precision", "VARCHAR", "what the point stands for: site, settlement, district, ..., multinational"),
    Column("place_offset", "VARCHAR", "'north of', 'near', 'between'"),
    Column("latitude", "DOUBLE", "degrees, WGS 84; empty where the gazetteer has no point for the place itself"),
    Column("longitude", "DOUBLE", "degrees, WGS 84"),
    Column("geonames_id", "BIGINT", "the place's GeoNames id"),
    Column(
        "date_start", "DATE", "first day of the event, of a relation, an estimate or a forecast's horizon; empty: open"
    ),
    Column("date_end", "DATE", "last day, inclusive; empty: open"),
    Column("date_basis", "VARCHAR", "stated, relative, inherited or estimated"),
    Column("date_text", "VARCHAR", "the words that the dates come from"),
    Column("fatalities_min", "DOUBLE", "least number killed; empty: no least is stated (never zero for 'not stated')"),
    Column("fatalities_max", "DOUBLE", "greatest number killed; empty: no greatest is stated"),
    Column("injured_min", "DOUBLE", "least number injured"),
    Column("injured_max", "DOUBLE", "greatest number injured"),
    Column("abducted_min", "DOUBLE", "least number abducted"),
    Column("abducted_max", "DOUBLE", "greatest number abducted"),
    Column("detained_min", "DOUBLE", "least number detained"),
    Column("detained_max", "DOUBLE", "greatest number detained"),
    Column("displaced_min", "DOUBLE", "least number displaced"),
    Column("displaced_max", "DOUBLE", "greatest number displaced"),
    Column("value_min", "DOUBLE", "an estimate's least value"),
    Column("value_max", "DOUBLE", "an estimate's greatest value"),
    Column("unit", "VARCHAR", "what an estimate counts"),
    Column("trend", "VARCHAR", "up, down or steady"),
    Column("condition", "VARCHAR", "the if-clause of a forecast"),
    Column(
        "sources", "VARCHAR[]", "the source chain's names, the cited first, the one said to know last; empty: own voice"
    ),
    Column("sources_text", "VARCHAR[]", "the same, in the text's own words"),
    Column("joint_sources", "VARCHAR[]", "names of those who say it together with one of the chain"),
    Column("source_ids", "VARCHAR[]", "the chain's registry ids"),
    Column(
        "standings", "VARCHAR[]", "the chain's standings: named, role, anonymous, collective, document, unspecified"
    ),
    Column("stances", "VARCHAR[]", "the chain's stances: asserts, reports, denies, claims_responsibility, ..."),
    Column("commitments", "VARCHAR[]", "how surely each of the chain itself puts it forward"),
    Column("cues", "VARCHAR[]", "the chain's cue words"),
    Column("factuality", "VARCHAR", "FactBank value, as the innermost source presents it"),
    Column("markers", "VARCHAR[]", "the words that decided the factuality"),
    Column("probability_low", "DOUBLE", "lower bound of an estimative word's ICD 203 band"),
    Column("probability_high", "DOUBLE", "upper bound of that band"),
    Column(
        "document_commitment",
        "VARCHAR",
        "how surely the document's own voice puts it forward; Uu under a neutral 'said'",
    ),
    Column("actors_factuality", "VARCHAR", "how sure the tie of actor to act is, where it differs from the act's own"),
    Column("incident_id", "VARCHAR", "the incident that it was merged into"),
)


class Content(msgspec.Struct, frozen=True):
    """What the four kinds of content have in common, under one set of names."""

    type: str | None
    actors: tuple[Entity, ...] = ()
    recipients: tuple[Entity, ...] = ()
    place: Place | None = None
    date: Interval | None = None


def content_of(claim: Claim) -> Content:
    """Who, whom, where and when of a claim, whatever its kind; a statement has none of them."""
    if claim.event is not None:
        event = claim.event
        return Content(event.type, event.actors, event.recipients, event.place, event.date)
    if claim.relation is not None:
        tie = claim.relation
        whole = tie.object
        if isinstance(whole, Place):
            return Content(tie.predicate, (tie.subject,), (), whole, tie.when)
        return Content(tie.predicate, (tie.subject,), (whole,), None, tie.when)
    if claim.estimate is not None:
        number = claim.estimate
        return Content(number.measure, (number.of,), (), number.place, number.as_of)
    if claim.forecast is not None:
        ahead = claim.forecast
        return Content(ahead.event_type, (ahead.about,), (), next(iter(ahead.places), None), ahead.horizon)
    return Content(None)


def claim_row(claim: Claim, number: int, position: int) -> Row:
    """The flat columns of ``claim``, the ``position``-th of the document with this ``number``.

    Raises:
        RecordError: if a date is not an ISO 8601 day.
    """
    content = content_of(claim)
    return {
        "id": claim.id,
        "document": number,
        "position": position,
        "kind": claim.kind,
        "block": claim.block,
        "sentence_start": claim.sentence.start,
        "sentence_end": claim.sentence.end,
        "sentence": claim.sentence.text,
        "evidence_start": claim.evidence.start if claim.evidence else None,
        "evidence_end": claim.evidence.end if claim.evidence else None,
        "type": content.type,
        **_entities("actor", content.actors),
        **_entities("recipient", content.recipients),
        **_place(content.place),
        **_dates(content.date),
        **_event(claim),
        **_estimate_and_forecast(claim),
        **_attribution(claim),
        **_factuality(claim),
        "incident_id": claim.incident_id,
    }


def _entities(role: str, entities: tuple[Entity, ...]) -> Row:
    return {
        f"{role}s": [entity.name for entity in entities],
        f"{role}s_text": [entity.text for entity in entities],
        f"{role}_ids": [entity.id for entity in entities],
        f"{role}_types": [entity.type for entity in entities],
    }


def _place(place: Place | None) -> Row:
    return {
        "place": place.name if place else None,
        "place_text": place.text if place else None,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "place_precision": place.precision if place else None,
        "place_offset": place.offset if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "geonames_id": place.geonames_id if place else None,
    }


def _dates(interval: Interval | None) -> Row:
    return {
        "date_start": iso_day(interval.start) if interval else None,
        "date_end": iso_day(interval.end) if interval else None,
        "date_basis": interval.basis if interval else None,
        "date_text": interval.text if interval else None,
    }


def iso_day(value: str | None) -> str | None:
    """``value`` itself, if it is an ISO 8601 day or ``None``.

    Raises:
        RecordError: if it is neither.
    """
    if value is not None:
        try:
            dt.date.fromisoformat(value)
        except ValueError:
            raise RecordError(f"A date should be an ISO 8601 day such as 2017-11-20; found {value!r}.") from None
    return value


def _bounds(name: str, value: Range | None) -> Row:
    return {f"{name}_min": value.min if value else None, f"{name}_max": value.max if value else None}


def _event(claim: Claim) -> Row:
    event = claim.event
    row: Row = {
        "mode": event.mode if event else None,
        "contexts": list(event.contexts) if event else [],
        "cameo": event.cameo if event else None,
        "quad_class": event.quad_class if event else None,
        "score": event.score if event else None,
        "actors_factuality": event.actors_factuality if event else None,
    }
    for harm in ("fatalities", "injured", "abducted", "detained", "displaced"):
        row |= _bounds(harm, getattr(event, harm) if event else None)
    return row


def _estimate_and_forecast(claim: Claim) -> Row:
    estimate, forecast = claim.estimate, claim.forecast
    return {
        **_bounds("value", estimate.value if estimate else None),
        "unit": estimate.unit if estimate else None,
        "trend": estimate.trend if estimate else None,
        "condition": forecast.condition.text if forecast and forecast.condition else None,
    }


def _attribution(claim: Claim) -> Row:
    steps = claim.attribution
    return {
        "sources": [step.source.name if step.source else None for step in steps],
        "sources_text": [step.source.text if step.source else None for step in steps],
        "joint_sources": [entity.name for step in steps for entity in step.also],
        "source_ids": [step.source.id if step.source else None for step in steps],
        "standings": [step.standing for step in steps],
        "stances": [step.stance for step in steps],
        "commitments": [step.commitment for step in steps],
        "cues": _words(step.cue for step in steps),
    }


def _factuality(claim: Claim) -> Row:
    band = claim.factuality.probability
    return {
        "factuality": claim.factuality.value,
        "markers": _words(claim.factuality.markers),
        "probability_low": band[0] if band else None,
        "probability_high": band[1] if band else None,
        "document_commitment": claim.document_commitment,
    }


def _words(spans: Iterable[Span | None]) -> list[str | None]:
    return [span.text if span else None for span in spans]
