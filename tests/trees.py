"""Hand-made dependency trees (Universal Dependencies), so that rules are tested apart from the model's errors."""

from __future__ import annotations

import datetime as dt

from whence.actors import registry as actor_registry
from whence.coder.code import code
from whence.gazetteer import lookup as gazetteer_lookup
from whence.reader.attributions import AttributionFinder
from whence.reader.coreference import Resolver, join_names
from whence.reader.names import find_names
from whence.reader.places import resolve_places
from whence.reader.quantities import find_quantities
from whence.reader.syntax import Syntax
from whence.reader.times import find_times
from whence.records import Block, Claim, Document, DocumentRef, Interval, Reading, Sentence, Token


def reading(*trees: str, published: str | None = "2018-05-16", kinds: tuple[str, ...] = ()) -> Reading:
    """A reading of sentences given as trees, each a block of its own where ``kinds`` names the blocks' kinds.

    A tree is a line a word: ``form lemma UPOS head deprel``, heads counted from 1 in the sentence.
    A word that begins with ``~`` follows the one before it without a space.
    """
    text, tokens, sentences, blocks = "", [], [], []
    for number, tree in enumerate(trees):
        first, begin = len(tokens), len(text) + (1 if text else 0)
        for line in tree.strip().splitlines():
            form, lemma, upos, head, deprel = line.split()
            glued = form.startswith("~")
            form = form.removeprefix("~")
            text += form if glued or not text else f" {form}"
            above = first + int(head) - 1 if int(head) else -1
            tokens.append(Token(form, len(text) - len(form), len(text), lemma, upos, above, deprel))
        sentences.append(Sentence(begin, len(text), first, len(tokens), number if kinds else 0))
        if kinds:
            blocks.append(Block(kinds[number], begin, len(text), number - 1 if kinds[number] == "quote" else None))
    laid = tuple(blocks) or (Block("body", 0, len(text)),)
    syntax = Syntax(tokens, sentences)
    day = Interval.day(dt.date.fromisoformat(published)) if published else None
    gazetteer = gazetteer_lookup.load()
    entities = join_names(find_names(text, syntax, [], actor_registry.load(), gazetteer))
    times = find_times(text, sentences, tokens, day)
    places = resolve_places(text, sentences, tokens, entities, gazetteer=gazetteer)
    attributions = AttributionFinder(text, laid, syntax).find()
    return Reading(
        DocumentRef(Document.id_of(text), day),
        text,
        laid,
        tuple(sentences),
        tuple(tokens),
        entities,
        Resolver(text, syntax, entities, attributions, places).resolve(),
        places,
        times,
        find_quantities(text, sentences, tokens, times),
        attributions,
    )


def claims(*trees: str, published: str | None = "2018-05-16", kinds: tuple[str, ...] = ()) -> list[Claim]:
    """The claims of sentences given as trees."""
    return list(code(reading(*trees, published=published, kinds=kinds)))


def acts(*trees: str, of: str) -> list[Claim]:
    """The events of one type in sentences given as trees."""
    return [claim for claim in claims(*trees) if claim.event is not None and claim.event.type == of]
