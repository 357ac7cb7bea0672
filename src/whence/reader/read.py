"""Reader: a document goes in, and what a linguist would see in it comes out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import msgspec

from whence.actors import registry as actor_registry
from whence.gazetteer import lookup as gazetteer_lookup
from whence.reader.attributions import AttributionFinder, merge_head
from whence.reader.coreference import Resolver, join_names
from whence.reader.encoder import Analysis, Encoder
from whence.reader.names import find_names
from whence.reader.places import resolve_places
from whence.reader.quantities import find_quantities
from whence.reader.sentences import split
from whence.reader.syntax import Syntax
from whence.reader.times import find_times, publication_bound
from whence.reader.tokenizer import tokenize
from whence.records import Document, LanguageError, Reading, Sentence, Token

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
        sentences, offsets = _segment(document)
        analysis = self.encoder.analyze(text, offsets)
        tokens = _tokens(text, offsets, analysis)
        syntax = Syntax(tokens, sentences)
        times = find_times(text, sentences, tokens, document.published)
        published = document.published
        if published is None:
            published = publication_bound(times, text)
        names = find_names(text, syntax, analysis.entities, self.registry, self.gazetteer)
        entities = join_names(names)
        ruled = AttributionFinder(text, document.blocks, syntax).find()
        return Reading(
            document=msgspec.structs.replace(document.ref, published=published),
            text=text,
            blocks=document.blocks,
            sentences=sentences,
            tokens=tokens,
            entities=entities,
            mentions=Resolver(text, syntax, entities).resolve(),
            places=resolve_places(text, sentences, tokens, entities, gazetteer=self.gazetteer),
            times=times,
            quantities=find_quantities(text, sentences, tokens, times),
            attributions=merge_head(ruled, analysis.attributions, text, syntax),
        )


def _segment(document: Document) -> tuple[tuple[Sentence, ...], list[list[tuple[int, int]]]]:
    sentences: list[Sentence] = []
    offsets: list[list[tuple[int, int]]] = []
    count = 0
    for number, block in enumerate(document.blocks):
        if block.kind in UNREAD_BLOCKS:
            continue
        for start, end in split(document.text, block.start, block.end):
            words = tokenize(document.text, start, end)
            if not words:
                continue
            sentences.append(Sentence(words[0][0], words[-1][1], count, count + len(words), number))
            offsets.append(words)
            count += len(words)
    return tuple(sentences), offsets


def _tokens(text: str, offsets: list[list[tuple[int, int]]], analysis: Analysis) -> tuple[Token, ...]:
    flat = (word for words in offsets for word in words)
    columns = zip(flat, analysis.lemmas, analysis.upos, analysis.heads, analysis.deprels, strict=True)
    return tuple(
        Token(text[start:end], start, end, lemma, upos, head, deprel)
        for (start, end), lemma, upos, head, deprel in columns
    )
