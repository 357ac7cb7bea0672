"""``whence show --html``: a document and its claims as one page that needs nothing but itself.

Highlights may overlap in any way, so the text is cut at every edge of every span and each piece carries the
numbers of all the claims that cover it: no element is ever nested in another's highlight.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from importlib import resources
from itertools import pairwise
from string import Template

from whence.casefile import KINDS
from whence.cli import wording
from whence.cli.passages import Numbered, Passage, ShownBlock, arrange, number
from whence.records import Claim, Document, Place

_LANES = 4  # underlines that fit between two lines of text; further claims share the last
_LINE = {
    "CT+": "solid",
    "PR+": "dash",
    "PS+": "dash",
    "PR-": "dash",
    "PS-": "dash",
    "CT-": "strike",
    "CTu": "dot",
    "Uu": "dot",
}
_BLOCK_TAG = {"headline": "h2", "heading": "h3", "quote": "blockquote", "table": "pre"}


@dataclass(frozen=True, slots=True)
class _Mark:
    """Characters ``start`` to ``end`` play ``role`` in claim ``number``."""

    start: int
    end: int
    number: int
    role: str


def render_html(document: Document, claims: Sequence[Claim]) -> str:
    """One self-contained page: the article at the left, claims at the right, each pointing at the other.

    Works without scripts and makes no request; with scripts, hovering, clicking and the keys j and k join the two.

    Raises:
        UsageError: if a claim is of another document.
        GroundingError: if a claim's sentence is not in the text at its offsets.
    """
    numbered = number(document, claims)
    marks = [mark for item in numbered for mark in _marks(item)]
    script = _asset("page.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    title = document.title or document.origin or document.id[:12]
    return Template(_asset("page.html")).substitute(
        language=_text(document.language or "en"),
        title=_text(title),
        policy=f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'",
        style=_asset("page.css"),
        facts=_facts(document),
        counts=_counts(numbered),
        article="\n".join(_block(document, shown, marks) for shown in arrange(document, numbered)),
        cards="\n".join(_card(document, item, _same_incident(item, numbered)) for item in numbered)
        or '<p class="none">No claims were read from this document.</p>',
        script=script,
    )


def _asset(name: str) -> str:
    return resources.files("whence.cli").joinpath("assets", name).read_text(encoding="utf-8")


def _text(text: str) -> str:
    return escape(wording.printable(text))


# ---------------------------------------------------------------------------------------------- the header


def _facts(document: Document) -> str:
    published = (
        f"published {wording.interval_words(document.published)}" if document.published else "no publication date"
    )
    facts = [document.outlet, ", ".join(document.authors), published]
    items = [f"<li>{_text(fact)}</li>" for fact in facts if fact]
    if document.url:
        shown = _text(document.url)
        safe = document.url.startswith(("https://", "http://"))
        link = f'<a href="{shown}" rel="noreferrer noopener">{shown}</a>' if safe else shown
        items.append(f"<li>{link}</li>")
    items.append(f'<li>document <code title="{document.id}">{document.id[:12]}</code></li>')
    return "\n".join(items)


def _counts(numbered: Sequence[Numbered]) -> str:
    counts = Counter[str](item.claim.kind for item in numbered)
    said = sum(bool(item.claim.attribution) for item in numbered)
    chips = [
        f'<button type="button" class="chip k-{kind}" aria-pressed="true" data-kind="{kind}">'
        f"<b>{counts[kind]}</b> {kind}{'' if counts[kind] == 1 else 's'}</button>"
        for kind in KINDS
        if counts[kind]
    ]
    voices = (
        f'<span class="voices"><b>{len(numbered) - said}</b> in the document\'s own words, '
        f"<b>{said}</b> in a source's</span>"
    )
    return "\n".join([*chips, voices]) if numbered else ""


# --------------------------------------------------------------------------------------------- the article


def _marks(item: Numbered) -> Iterable[_Mark]:
    """Every stretch of text that plays a part in a claim."""
    claim, n = item.claim, item.number
    evidence = wording.evidence_of(claim)
    yield _Mark(evidence.start, evidence.end, n, "evidence")
    for part, role in _parts(claim):
        start, end = getattr(part, "start", None), getattr(part, "end", None)
        if start is not None and end is not None and start < end:
            yield _Mark(start, end, n, role)


def _parts(claim: Claim) -> Iterable[tuple[object, str]]:
    for step in claim.attribution:
        yield step.source, "source"
        yield step.cue, "cue"
        yield from ((other, "source") for other in step.also)
    yield from ((marker, "marker") for marker in claim.factuality.markers)
    if claim.event is not None:
        event = claim.event
        yield event.trigger, "trigger"
        yield event.place, "place"
        yield from ((actor, "actor") for actor in event.actors)
        yield from ((recipient, "recipient") for recipient in event.recipients)
        tolls = (event.fatalities, event.injured, event.abducted, event.detained, event.displaced)
        yield from ((toll, "number") for toll in tolls)
        yield from ((part.value, "number") for part in event.casualties)
    if claim.relation is not None:
        yield claim.relation.subject, "actor"
        yield claim.relation.object, "place" if isinstance(claim.relation.object, Place) else "recipient"
        yield claim.relation.origin, "place"
    if claim.estimate is not None:
        yield claim.estimate.of, "actor"
        yield claim.estimate.value, "number"
        yield claim.estimate.place, "place"
    if claim.forecast is not None:
        yield claim.forecast.about, "actor"
        yield claim.forecast.condition, "marker"
        yield from ((place, "place") for place in claim.forecast.places)


def _block(document: Document, shown: ShownBlock, marks: Sequence[_Mark]) -> str:
    block = shown.block
    inside = [mark for mark in marks if mark.start < block.end and mark.end > block.start]
    body = "".join(_passage(document, passage, inside) for passage in shown.passages)
    tag = _BLOCK_TAG.get(block.kind, "div")
    label = "" if block.kind == "body" else f'<span class="what">{block.kind}</span>'
    who = "".join(_speakers(passage) for passage in shown.passages)
    gutter = f'<div class="gutter">{label}{who}</div>'
    return f'<div class="row b-{block.kind}">{gutter}<{tag} class="text">{body}</{tag}></div>'


def _speakers(passage: Passage) -> str:
    """Who says what this passage holds, for the gutter: each chain once."""
    chains = dict.fromkeys(wording.chain_words(item.claim) for item in passage.claims if item.claim.attribution)
    if not chains:
        return ""
    numbers = " ".join(str(item.number) for item in passage.claims if item.claim.attribution)
    return f'<span class="who" data-c="{numbers}">{"<br>".join(_text(chain) for chain in chains)}</span>'


def _passage(document: Document, passage: Passage, marks: Sequence[_Mark]) -> str:
    inside = [mark for mark in marks if mark.start < passage.end and mark.end > passage.start]
    if not inside and not passage.claims:
        return _text(document.text[passage.start : passage.end])
    lanes = _lanes(passage, inside)
    kinds = {item.number: item.claim for item in passage.claims}
    edges = {passage.start, passage.end}
    edges.update(edge for mark in inside for edge in (mark.start, mark.end) if passage.start < edge < passage.end)
    cuts = sorted(edges)
    pieces = "".join(
        _piece(document.text[start:end], [m for m in inside if m.start <= start and m.end >= end], lanes, kinds)
        for start, end in pairwise(cuts)
    )
    if not passage.claims:
        return pieces
    refs = "".join(
        f'<a class="ref k-{item.claim.kind}" id="t{item.number}" href="#c{item.number}"'
        f' aria-label="claim {item.number}">{item.number}</a>'
        for item in passage.claims
    )
    numbers = " ".join(str(n) for n in kinds)
    return f'<span class="sentence" data-c="{numbers}">{pieces}<sup class="refs">&#8288;{refs}</sup></span>'


def _lanes(passage: Passage, marks: Sequence[_Mark]) -> dict[int, int]:
    """Each claim's underline: the highest lane that is free along the words it rests on."""
    here = {item.number for item in passage.claims}
    ends: list[int] = []
    lanes: dict[int, int] = {}
    evidence = [mark for mark in marks if mark.role == "evidence" and mark.number in here]
    for mark in sorted(evidence, key=lambda mark: (mark.start, mark.end, mark.number)):
        free = next((lane for lane, end in enumerate(ends) if end <= mark.start), None)
        if free is None:
            free = min(len(ends), _LANES - 1)
            ends.extend([0] * (free + 1 - len(ends)))
        ends[free] = max(ends[free], mark.end)
        lanes[mark.number] = free
    return lanes


def _piece(text: str, marks: Sequence[_Mark], lanes: dict[int, int], claims: dict[int, Claim]) -> str:
    if not marks:
        return _text(text)
    lines: dict[int, Claim] = {}
    for mark in marks:
        if mark.role == "evidence" and mark.number in lanes:
            lines.setdefault(lanes[mark.number], claims[mark.number])
    classes = ["seg", *(f"l{lane}-{_LINE[claim.factuality.value]}" for lane, claim in sorted(lines.items()))]
    colours = ";".join(f"--c{lane}:var(--{claim.kind})" for lane, claim in sorted(lines.items()))
    style = f' style="{colours}"' if colours else ""
    covering = " ".join(str(n) for n in sorted({m.number for m in marks if m.role == "evidence"}))
    roles = " ".join(sorted({f"{m.number}:{m.role}" for m in marks if m.role != "evidence"}))
    data = (f' data-c="{covering}"' if covering else "") + (f' data-r="{roles}"' if roles else "")
    return f'<span class="{" ".join(classes)}"{data}{style}>{_text(text)}</span>'


# ----------------------------------------------------------------------------------------------- the cards


def _same_incident(item: Numbered, numbered: Sequence[Numbered]) -> list[int]:
    incident = item.claim.incident_id
    if incident is None:
        return []
    return [other.number for other in numbered if other.claim.incident_id == incident and other is not item]


def _card(document: Document, item: Numbered, same: Sequence[int]) -> str:
    claim, n = item.claim, item.number
    own = not claim.attribution
    chain = ""
    if not own:
        steps = '<span class="sep" aria-hidden="true"> › </span><span class="sr">, who cites </span>'.join(
            f'<span class="step">{_text(wording.source_words(step))}</span>' for step in claim.attribution
        )
        speech = wording.speech_words(claim)
        how = f' <span class="speech">{_text(speech)}</span>' if speech else ""
        chain = f'<p class="chain"><span class="lead">According to</span> {steps}{how}</p>'
    rows = "".join(f"<dt>{_text(label)}</dt><dd>{_text(words)}</dd>" for label, words in wording.content_rows(claim))
    links = ", ".join(f'<a href="#c{other}">{other}</a>' for other in same)
    incident = f"<dt>see also</dt><dd>{links} (same happening)</dd>" if links else ""
    value = claim.factuality.value
    return (
        f'<article class="card k-{claim.kind} {"own" if own else "said"} f-{_LINE[value]}" id="c{n}" tabindex="0"'
        f' data-n="{n}" data-kind="{claim.kind}" aria-label="Claim {n}: {_text(wording.title(claim))}, '
        f'{wording.voice_words(claim)}">'
        f'<header><a class="num" href="#t{n}">{n}</a> <span class="kind">{claim.kind}</span>'
        f' <span class="title">{_text(wording.title(claim))}</span>'
        f'<span class="voice">{wording.voice_words(claim)}</span></header>'
        f"{chain}<dl>{rows}{incident}</dl>"
        f'<p class="sure"><span class="line" aria-hidden="true"></span>{_text(wording.certainty_words(claim))}</p>'
        f"{_why(document, claim)}</article>"
    )


def _why(document: Document, claim: Claim) -> str:
    if not claim.grounds:
        return ""
    items = []
    for ground in claim.grounds:
        entry = f" ({_text(ground.entry)})" if ground.entry else ""
        words = ""
        if ground.start is not None and ground.end is not None:
            words = f" on “{_text(wording.one_line(document.text[ground.start : ground.end]))}”"
        items.append(f"<li><b>{_text(ground.field)}</b> {_text(ground.rule)}{entry}{words}</li>")
    return f"<details><summary>why</summary><ul>{''.join(items)}</ul></details>"
