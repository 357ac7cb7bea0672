"""Claims in plain words, for a reader on a terminal or a page. Values in, text out; nothing is decided here.

One rule stands above the rest: what a source says is never worded as if the document said it.
"""

from __future__ import annotations

import calendar
import unicodedata

from whence.casefile import FailureRow
from whence.records import (
    AttributionStep,
    Claim,
    Entity,
    Event,
    Factuality,
    Interval,
    Place,
    Range,
    Span,
)

OWN_VOICE = {
    "CT+": "certain",
    "PR+": "probable",
    "PS+": "possible",
    "CT-": "not so",
    "PR-": "improbable",
    "PS-": "possibly not",
    "CTu": "left open whether",
    "Uu": "not said",
}
"""FactBank's values as the document's own voice gives them."""

SOURCE_VOICE = OWN_VOICE | {"CT-": "denied"}
"""The same values as a source gives them."""

_STAND = {
    "CT+": "the document takes it as so",
    "PR+": "the document thinks it probable",
    "PS+": "the document thinks it possible",
    "CT-": "the document says it is not so",
    "PR-": "the document doubts it",
    "PS-": "the document doubts it",
    "CTu": "the document leaves it open",
    "Uu": "the document takes no side",
}

_STANDING = {
    "anonymous": "anonymous",
    "collective": "collective",
    "document": "document",
}

_HARM = {
    "fatalities": "killed",
    "injured": "injured",
    "abducted": "abducted",
    "detained": "detained",
    "displaced": "displaced",
}

_PREDICATE = {
    "allied_with": "is allied with",
    "rival_of": "is a rival of",
    "part_of": "is part of",
    "member_of": "is a member of",
    "predecessor_of": "came before",
    "split_from": "split from",
    "pledged_to": "is pledged to",
    "present_in": "is present in",
    "moved_to": "moved to",
}

_BASIS = {
    "relative": "reckoned from another date",
    "inherited": "from the context",
    "estimated": "bounded by the document's date",
}

# Controls could drive the reader's terminal; bidirectional overrides could reorder a quotation.
_UNSAFE = frozenset({"Cc", "Cs"})
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def printable(text: str) -> str:
    """``text`` with control characters, lone surrogates and direction overrides shown as U+FFFD, one for one."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        char
        if char in "\n\t" or (unicodedata.category(char) not in _UNSAFE and char not in _BIDI)
        else ("\n" if char == "\r" else "\ufffd")
        for char in text
    )


def one_line(text: str) -> str:
    """``text`` made printable, its white space folded to single spaces."""
    return " ".join(printable(text).split())


def failure_words(failure: FailureRow) -> str:
    """A document that could not be read and why; a message that begins with its name does not have it twice."""
    return f"{failure.origin}: {failure.message.removeprefix(f'{failure.origin}: ')}"


def entity_words(entity: Entity) -> str:
    """The name, and the text's own words where they differ from it: "Islamic State (“the group”)"."""
    name, text = one_line(entity.name), one_line(entity.text)
    if not text or text.casefold().removeprefix("the ") == name.casefold().removeprefix("the "):
        return name
    return f"{name} (“{text}”)"


def names(entities: tuple[Entity, ...]) -> str:
    """Names in a row, with "and" before the last."""
    words = [entity_words(entity) for entity in entities]
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " and " + words[-1]


def number_words(value: int | float) -> str:
    """A number with thousands set off."""
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,}"


def range_words(value: Range) -> str:
    """A range as news words it; an open bound stays open and nothing becomes zero."""
    low, high = value.min, value.max
    if low is None and high is None:
        return "an unstated number"
    if high is None and low is not None:
        return f"at least {number_words(low)}"
    if low is None and high is not None:
        return f"up to {number_words(high)}"
    assert low is not None
    assert high is not None
    if low == high:
        return "none" if low == 0 else number_words(low)
    return f"{number_words(low)} to {number_words(high)}"


def interval_words(interval: Interval, *, with_basis: bool = True) -> str:
    """Days as a person writes them: "21 Oct 2017", "June 2017", "until 20 Nov 2017"; and how they were come by."""
    words = _days(interval)
    notes = []
    if with_basis and interval.basis in _BASIS:
        notes.append(_BASIS[interval.basis])
    if with_basis and interval.text:
        notes.append(f"“{one_line(interval.text)}”")
    return f"{words} ({', '.join(notes)})" if notes else words


def _days(interval: Interval) -> str:
    first, last = interval.first, interval.last
    if first is None and last is None:
        return "not dated"
    if first is None and last is not None:
        return f"until {last.day} {last:%b %Y}"
    if last is None and first is not None:
        return f"from {first.day} {first:%b %Y}"
    assert first is not None
    assert last is not None
    if first == last:
        return f"{first.day} {first:%b %Y}"
    to_month_end = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    if to_month_end and (first.year, first.month) == (last.year, last.month):
        return f"{first:%B %Y}"
    if to_month_end and first.month == 1 and last.month == 12:
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {last.day} {last:%b %Y}"
    start = f"{first.day} {first:%b}" + ("" if first.year == last.year else f" {first.year}")
    return f"{start} to {last.day} {last:%b %Y}"


def place_words(place: Place) -> str:
    """A place with its province, its country and what the point stands for; "not resolved" where it is not."""
    name = one_line(place.name)
    if place.offset:
        name = f"{one_line(place.offset)} {name}"
    admin1 = None if place.admin1 is None or place.admin1.casefold() == place.name.casefold() else place.admin1
    parts = [name, *([one_line(admin1)] if admin1 else [])]
    if place.country and place.precision != "country":
        parts.append(place.country)
    words = ", ".join(parts)
    return words + (f" ({place.precision})" if place.country else " (not resolved)")


def toll_words(event: Event) -> str | None:
    """The toll of an event, with its parts: "53 killed (43 soldiers, 10 attackers)"; ``None`` where none is told."""
    parts = []
    for field, harm in _HARM.items():
        value: Range | None = getattr(event, field)
        if value is None:
            continue
        told = [part for part in event.casualties if part.kind == harm]
        if len(told) == 1 and (told[0].value.min, told[0].value.max) == (value.min, value.max):
            parts.append(f"{range_words(value)} {one_line(told[0].of.text or told[0].of.name)} {harm}")
            continue
        within = ", ".join(f"{range_words(part.value)} {one_line(part.of.text or part.of.name)}" for part in told)
        parts.append(f"{range_words(value)} {harm}" + (f" ({within})" if within else ""))
    missing = [part for part in event.casualties if part.kind == "missing"]
    parts += [f"{range_words(part.value)} missing ({one_line(part.of.text or part.of.name)})" for part in missing]
    return "; ".join(parts) or None


def title(claim: Claim) -> str:
    """What a claim is of its kind, in a few words: "ASSAULT suicide-attack", "strength"; may be empty."""
    if claim.event is not None:
        return f"{claim.event.type} {claim.event.mode or ''}".rstrip()
    if claim.relation is not None:
        return claim.relation.predicate.replace("_", " ")
    if claim.estimate is not None:
        return claim.estimate.measure
    if claim.forecast is not None:
        return claim.forecast.event_type or ""
    return ""


def content_rows(claim: Claim) -> list[tuple[str, str]]:
    """The claim's content as pairs of a label and words, in reading order; what is not stated has no row."""
    rows: list[tuple[str, str | None]]
    if claim.event is not None:
        event = claim.event
        rows = [
            ("who", _who(event)),
            ("toll", toll_words(event)),
            ("with", ", ".join(one_line(span.text) for span in event.instruments)),
            ("where", place_words(event.place) if event.place else None),
            ("when", interval_words(event.date) if event.date else None),
        ]
    elif claim.relation is not None:
        tie = claim.relation
        other = place_words(tie.object) if isinstance(tie.object, Place) else entity_words(tie.object)
        verb = _PREDICATE.get(tie.predicate, tie.predicate.replace("_", " "))
        flat = not claim.attribution and claim.factuality.value == "CT+"
        rows = [
            ("tie", f"{'' if flat else 'that '}{entity_words(tie.subject)} {verb} {other}"),
            ("from", place_words(tie.origin) if tie.origin else None),
            ("when", interval_words(tie.when) if tie.when else None),
        ]
    elif claim.estimate is not None:
        guess = claim.estimate
        unit = f" {one_line(guess.unit)}" if guess.unit else ""
        trend = f" (trend: {guess.trend})" if guess.trend else ""
        rows = [
            ("of", entity_words(guess.of)),
            ("number", range_words(guess.value) + unit + trend),
            ("where", place_words(guess.place) if guess.place else None),
            ("as of", interval_words(guess.as_of) if guess.as_of else None),
        ]
    elif claim.forecast is not None:
        forecast = claim.forecast
        rows = [
            ("about", entity_words(forecast.about)),
            ("where", "; ".join(place_words(place) for place in forecast.places)),
            ("by", interval_words(forecast.horizon) if forecast.horizon else None),
            ("if", f"“{one_line(forecast.condition.text)}”" if forecast.condition else None),
        ]
    else:
        rows = [("words", f"“{one_line((claim.evidence or claim.sentence).text)}”")]
    return [(label, words) for label, words in rows if words]


def _who(event: Event) -> str | None:
    doubt = event.actors_factuality
    actors = names(event.actors)
    if actors and doubt is not None and doubt != "CT+":
        actors += f" ({SOURCE_VOICE[doubt]} as the doer)"
    recipients = names(event.recipients)
    if recipients:
        return f"{actors or 'not stated'} → {recipients}"
    return actors or None


def source_words(step: AttributionStep) -> str:
    """One link of a chain: its name, its standing where that matters, and who else said it with it."""
    if step.source is None:
        return "no source named"
    words = entity_words(step.source)
    if step.standing in _STANDING and step.standing not in words.casefold():
        words += f" ({_STANDING[step.standing]})"
    return words + "".join(f" and {entity_words(other)}" for other in step.also)


def chain_words(claim: Claim) -> str:
    """The chain as a path from who is cited to who is said to know: "AFP › one source"; empty for the own voice."""
    return " › ".join(source_words(step) for step in claim.attribution)


def speech_words(claim: Claim) -> str:
    """How the innermost source put it: its cue, its stance where that says more, and whether in its own words."""
    if not claim.attribution:
        return ""
    last = claim.attribution[-1]
    parts = [f"“{one_line(last.cue.text)}”"] if last.cue else []
    if last.stance not in {"asserts", "denies"}:  # a denial is told by its factuality
        parts.append(last.stance.replace("_", " "))
    if last.mode != "indirect":
        parts.append("in quotation marks" if last.mode == "direct" else "partly in quotation marks")
    return ", ".join(parts)


def certainty_words(claim: Claim) -> str:
    """How surely: the innermost source's value, its markers and odds; then where the document itself stands."""
    value = claim.factuality.value
    if not claim.attribution:
        words = f"{OWN_VOICE[value]} ({value})" + _signs(claim.factuality)
        if claim.document_commitment != value:
            words += f"; {_STAND[claim.document_commitment]}"
        return words
    stand = _STAND[claim.document_commitment]
    by = "by" if value == "CT-" else "to"
    return f"{SOURCE_VOICE[value]} ({value}) {by} the source{_signs(claim.factuality)}; {stand}"


def _signs(factuality: Factuality) -> str:
    words = ""
    if factuality.markers:
        words += ", " + ", ".join(f"“{one_line(marker.text)}”" for marker in factuality.markers)
    if factuality.probability is not None:
        low, high = factuality.probability
        words += f", {low * 100:.0f} to {high * 100:.0f} %"
    return words


def voice_words(claim: Claim) -> str:
    """Whose word it is: "document's voice" or "reported"."""
    return "reported" if claim.attribution else "document's voice"


def evidence_of(claim: Claim) -> Span:
    """The words that a claim rests on: its evidence, else its sentence."""
    return claim.evidence or claim.sentence
