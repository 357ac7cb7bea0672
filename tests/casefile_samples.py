"""Documents and claims for tests of the case file, made by hand: small, but with every kind of content."""

from __future__ import annotations

import datetime as dt

from whence.records import (
    AttributionStep,
    Block,
    Casualties,
    Claim,
    Document,
    Entity,
    Estimate,
    Event,
    Factuality,
    Forecast,
    Ground,
    Interval,
    Place,
    Range,
    Relation,
    Span,
)

TEXT = (
    "Government forces shelled Aleppo on 12 March 2015, killing at least 20 people, activists said.\n\n"
    "The Nusra Front is led by Abu Mohammad al-Julani. It may have 5,000 to 6,000 fighters in Syria.\n\n"
    "If the talks fail, the army will attack Idlib, analysts told Reuters. It was a bitter winter. 🕊️\n"
)
DAY = Interval.day(dt.date(2015, 3, 13))


def document(
    text: str = TEXT, *, origin: str | None = "aleppo.txt", raw: str | None = None, **told: object
) -> Document:
    fields: dict[str, object] = {
        "published": DAY,
        "title": "Aleppo",
        "outlet": "Example News",
        "language": "en",
        **told,
    }
    return Document(
        Document.id_of(text), text, (Block("body", 0, len(text)),), origin=origin, raw_sha256=raw or "ab" * 32, **fields
    )  # type: ignore[arg-type]


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span.cut(text, start, start + len(words))


def entity(text: str, words: str, kind: str, name: str | None = None, **known: object) -> Entity:
    found = span(text, words)
    return Entity(words, name or words, kind, found.start, found.end, **known)  # type: ignore[arg-type]


def place(text: str, words: str, country: str | None, precision: str = "settlement", **known: object) -> Place:
    found = span(text, words)
    return Place(words, words, country, precision, found.start, found.end, **known)  # type: ignore[arg-type]


def claims(of: Document | None = None) -> tuple[Claim, ...]:
    """Five claims, one of each kind, of a document that has TEXT."""
    of = of or document()
    text = of.text
    told = {"document": of.ref, "block": "body", "document_commitment": "Uu"}
    shelled, led, have, attack, winter = (
        span(text, "Government forces shelled Aleppo on 12 March 2015, killing at least 20 people, activists said."),
        span(text, "The Nusra Front is led by Abu Mohammad al-Julani."),
        span(text, "It may have 5,000 to 6,000 fighters in Syria."),
        span(text, "If the talks fail, the army will attack Idlib, analysts told Reuters."),
        span(text, "It was a bitter winter."),
    )
    group = entity(text, "The Nusra Front", "armed_group", "Al-Nusra Front", id="a_nusra")
    people = entity(text, "people", "civilians")
    toll_words = span(text, "at least 20")
    toll = Range(20, None, toll_words.text, toll_words.start, toll_words.end)
    activists = AttributionStep(
        entity(text, "activists", "role"), span(text, "said"), "indirect", "asserts", "collective", "CT+"
    )
    reuters = AttributionStep(entity(text, "Reuters", "outlet"), None, "indirect", "reports", "named")
    analysts = AttributionStep(
        entity(text, "analysts", "role"), span(text, "told"), "indirect", "predicts", "collective", also=(people,)
    )
    event = Event(
        "ASSAULT",
        (entity(text, "Government forces", "military", "Syrian Armed Forces", country="SYR"),),
        (people,),
        mode="heavy-weapons",
        contexts=("military",),
        cameo="194",
        score=0.75,
        trigger=span(text, "shelled"),
        place=place(text, "Aleppo", "SYR", admin1="Aleppo", latitude=36.2, longitude=37.16, geonames_id=170063),
        date=Interval("2015-03-12", "2015-03-12", "on 12 March 2015", "stated"),
        fatalities=toll,
        casualties=(Casualties(people, "killed", toll),),
    )
    tie = Relation("leads", entity(text, "Abu Mohammad al-Julani", "person"), group)
    strength = Range(5000, 6000, "5,000 to 6,000", text.index("5,000"), text.index("5,000") + len("5,000 to 6,000"))
    number = Estimate("strength", group, strength, "fighter", place(text, "Syria", "SYR", "country"))
    ahead = Forecast(
        entity(text, "the army", "military"),
        "ASSAULT",
        (place(text, "Idlib", "SYR"),),
        Interval("2015-03-13", None, None, "estimated"),
        span(text, "If the talks fail"),
    )
    certain, possible = Factuality("CT+"), Factuality("PS+", (span(text, "may"),), (0.2, 0.45))

    def made(
        kind: str, sentence: Span, factuality: Factuality, steps: tuple[AttributionStep, ...] = (), **content: object
    ) -> Claim:
        return Claim(
            id=Claim.id_of(of.id, kind, sentence.start),  # type: ignore[arg-type]
            sentence=sentence,
            kind=kind,  # type: ignore[arg-type]
            attribution=steps,
            factuality=factuality,
            evidence=sentence,
            grounds=(Ground("event.type", "lexicon", "predicates.csv: shell", sentence.start, sentence.end),),
            **told,  # type: ignore[arg-type]
            **content,  # type: ignore[arg-type]
        )

    return (
        made("event", shelled, certain, (activists,), event=event),
        made("relation", led, certain, relation=tie),
        made("estimate", have, possible, estimate=number),
        made("forecast", attack, Factuality("PR+"), (reuters, analysts), forecast=ahead),
        made("statement", winter, certain),
    )
