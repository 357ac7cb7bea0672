"""A document cut into passages: the sentences that carry claims, and the text between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whence.cli.wording import evidence_of
from whence.records import Block, Claim, Document, UsageError


@dataclass(frozen=True, slots=True)
class Numbered:
    """A claim with its running number in the document, from 1."""

    number: int
    claim: Claim


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters ``start`` to ``end`` of the text inside one block, and the claims to show after them."""

    start: int
    end: int
    claims: tuple[Numbered, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A block and its passages, which cover it from end to end."""

    block: Block
    passages: tuple[Passage, ...]


def number(document: Document, claims: Sequence[Claim]) -> list[Numbered]:
    """The claims in text order, numbered.

    Raises:
        UsageError: if a claim is of another document.
        GroundingError: if a claim's sentence is not in the text at its offsets.
    """
    for claim in claims:
        if claim.document.id != document.id:
            raise UsageError(
                f"Every claim shown must be of document {document.id[:12]}; found {claim.id}, "
                f"which is of {claim.document.id[:12]}. Give the claims of this document only."
            )
        claim.sentence.check(document.text)
    ordered = sorted(claims, key=lambda claim: (claim.sentence.start, evidence_of(claim).start, claim.kind, claim.id))
    return [Numbered(index, claim) for index, claim in enumerate(ordered, start=1)]


def arrange(document: Document, numbered: Sequence[Numbered]) -> list[ShownBlock]:
    """Every block with its passages. A claim stands with the block in which its sentence starts, or, where
    that lies between blocks, with the last block before it."""
    blocks = document.blocks or (Block("body", 0, len(document.text)),)
    held: list[list[Numbered]] = [[] for _ in blocks]
    for item in numbered:
        at = item.claim.sentence.start
        before = [index for index, block in enumerate(blocks) if block.start <= at]
        held[before[-1] if before else 0].append(item)
    return [ShownBlock(block, _passages(block, items)) for block, items in zip(blocks, held, strict=True)]


def _passages(block: Block, items: Sequence[Numbered]) -> tuple[Passage, ...]:
    by_sentence: dict[tuple[int, int], list[Numbered]] = {}
    for item in items:
        span = item.claim.sentence
        by_sentence.setdefault((span.start, span.end), []).append(item)
    passages: list[Passage] = []
    at = block.start
    for (start, end), carried in sorted(by_sentence.items()):
        start, end = max(at, min(start, block.end)), max(at, min(end, block.end))
        if start > at:
            passages.append(Passage(at, start))
        if end > start or not passages:
            passages.append(Passage(start, end, tuple(carried)))
        else:  # a sentence inside the one before: its claims stand with that one
            last = passages[-1]
            passages[-1] = Passage(last.start, last.end, (*last.claims, *carried))
        at = end
    if at < block.end:
        passages.append(Passage(at, block.end))
    return tuple(passages)
