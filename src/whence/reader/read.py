"""Reader: a document goes in, and what a linguist would see in it comes out."""

from __future__ import annotations

from bisect import bisect_right
from concurrent.futures import ThreadPoolExecutor

import msgspec

from whence.actors import registry as actor_registry
from whence.gazetteer import lookup as gazetteer_lookup
from whence.reader import headreports
from whence.reader.attributions import AttributionFinder
from whence.reader.coreference import Resolver, join_names
from whence.reader.encoder import Analysis, Encoder
from whence.reader.names import find_names
from whence.reader.places import resolve_places
from whence.reader.quantities import find_quantities
from whence.reader.sentences import split
from whence.reader.syntax import Syntax
from whence.reader.times import find_times, publication_bound
from whence.reader.tokenizer import tokenize
from whence.records import Document, LanguageError, Reading, Sentence, Span, Token, Trigger

UNREAD_BLOCKS = frozenset({"furniture"})
"""Page furniture is kept in the text and never read."""


class Reader:
    """Reads documents one after another; holds the model, the registry and the gazetteer.

    Args:
        threads: threads that the encoder may use.
    """

    def __init__(self, *, threads: int = 2) -> None:
        with ThreadPoolExecutor(1) as pool:  # opening the model does not hold Python up: the rest loads beside it
            encoder = pool.submit(Encoder, threads=threads)
            self.registry = actor_registry.load()
            self.gazetteer = gazetteer_lookup.load()
            self.encoder = encoder.result()

    def read(self, document: Document) -> Reading:
        """The reading of one document.

        Raises:
            LanguageError: if the document is in another language than English.
        """
        if document.language not in (None, "en"):
            raise LanguageError(
                f"The reader knows English; {document.origin or document.id[:12]} looks like "
                f"{document.language!r}. Translate it first, or leave it out."
            )
        text = document.text
        offsets, blocks = _segment(document)
        analysis = self.encoder.analyze(text, offsets, blocks)
        tokens = _tokens(text, offsets, analysis)
        sentences = _sentences(document, tokens, analysis)
        syntax = Syntax(tokens, sentences)
        times = find_times(text, sentences, tokens, document.published)
        published = document.published
        if published is None:
            published = publication_bound(times, text)
        names = find_names(text, syntax, analysis.entities, self.registry, self.gazetteer)
        entities = join_names(names)
        ruled = AttributionFinder(text, document.blocks, syntax).find()
        attributions = headreports.merge(ruled, analysis.attributions, text, syntax)
        places = resolve_places(text, sentences, tokens, entities, gazetteer=self.gazetteer)
        return Reading(
            document=msgspec.structs.replace(document.ref, published=published),
            text=text,
            blocks=document.blocks,
            sentences=sentences,
            tokens=tokens,
            entities=entities,
            mentions=Resolver(text, syntax, entities, attributions, places).resolve(),
            places=places,
            times=times,
            quantities=find_quantities(text, sentences, tokens, times),
            attributions=attributions,
            triggers=_triggers(text, tokens, analysis),
        )


def _segment(document: Document) -> tuple[list[list[tuple[int, int]]], list[int]]:
    """Token offsets of each sentence as the rules have them, and the block that each stands in."""
    offsets: list[list[tuple[int, int]]] = []
    blocks: list[int] = []
    for number, block in enumerate(document.blocks):
        if block.kind in UNREAD_BLOCKS:
            continue
        for start, end in split(document.text, block.start, block.end):
            words = tokenize(document.text, start, end)
            if words:
                offsets.append(words)
                blocks.append(number)
    return offsets, blocks


def _sentences(document: Document, tokens: tuple[Token, ...], analysis: Analysis) -> tuple[Sentence, ...]:
    """The sentences that the model left or made, each with the block it stands in."""
    starts = [block.start for block in document.blocks]
    return tuple(
        Sentence(tokens[first].start, tokens[last - 1].end, first, last, bisect_right(starts, tokens[first].start) - 1)
        for first, last in analysis.sentences
    )


def _triggers(text: str, tokens: tuple[Token, ...], analysis: Analysis) -> tuple[Trigger, ...]:
    def spans(ranges: list[tuple[int, int]]) -> tuple[Span, ...]:
        return tuple(Span.cut(text, tokens[first].start, tokens[last - 1].end) for first, last in ranges)

    return tuple(
        Trigger(
            start=tokens[one.token].start,
            end=tokens[one.token].end,
            token=one.token,
            type=one.type,
            mode=one.mode,
            score=one.score,
            factuality=one.factuality,
            **{role: spans(ranges) for role, ranges in one.roles.items()},
        )
        for one in analysis.triggers
    )


def _tokens(text: str, offsets: list[list[tuple[int, int]]], analysis: Analysis) -> tuple[Token, ...]:
    flat = (word for words in offsets for word in words)
    columns = zip(flat, analysis.lemmas, analysis.upos, analysis.heads, analysis.deprels, strict=True)
    return tuple(
        Token(text[start:end], start, end, lemma, upos, head, deprel)
        for (start, end), lemma, upos, head, deprel in columns
    )
