"""Why: the words, the rules and the lexicon entries behind one claim, as a person reads them."""

from __future__ import annotations

from whence.records import Claim, Ground


def explain(claim: Claim, document_text: str) -> str:
    """The account of a claim: its sentence, and one line for each decision.

    Raises:
        GroundingError: if the text is not the one that the claim was made from.
    """
    claim.sentence.check(document_text)
    lines = [f"{claim.id}  {claim.kind}", "", f"  {' '.join(claim.sentence.text.split())}", ""]
    lines += [_line(ground, document_text) for ground in claim.grounds]
    lines.append(_factuality(claim))
    if claim.event is not None and claim.event.score is not None:
        lines.append(
            f"  score         {claim.event.score:.2f}, the entry's prior: how often the word is this event in news"
        )
    return "\n".join(lines)


def _line(ground: Ground, text: str) -> str:
    words = ""
    if ground.start is not None and ground.end is not None:
        words = f"“{' '.join(text[ground.start : ground.end].split())}” "
    entry = f"  [{ground.entry}]" if ground.entry else ""
    return f"  {ground.field:<22} {words}{ground.rule}{entry}"


def _factuality(claim: Claim) -> str:
    markers = ", ".join(f"“{marker.text}”" for marker in claim.factuality.markers) or "no marker"
    value, own = claim.factuality.value, claim.document_commitment
    return f"  {'factuality':<22} {value}: {markers}; the document's own voice: {own}"
