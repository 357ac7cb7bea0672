"""Reading: what the reader saw in one document, before anything is coded."""

from __future__ import annotations

from typing import Literal

import msgspec

from whence.records.document import Block, Document, DocumentRef
from whence.records.entity import EntityType, Place
from whence.records.interval import Interval
from whence.records.span import Span

EntityLabel = Literal["PER", "ORG", "LOC", "NORP", "WEAPON", "FACILITY", "EVENT", "OTHER"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
UnitKind = Literal["people", "money", "percent", "measure", "thing"]


class Token(msgspec.Struct, frozen=True):
    """A syntactic word. ``head`` is the index of its head in ``Reading.tokens``, -1 for a root;
    ``deprel`` and ``upos`` are Universal Dependencies'."""

    text: str
    start: int
    end: int
    lemma: str
    upos: str
    head: int
    deprel: str


class Sentence(msgspec.Struct, frozen=True):
    """A sentence: offsets in the text, its tokens ``first`` to ``last`` (exclusive) in
    ``Reading.tokens``, and the index of its block in ``Reading.blocks``."""

    start: int
    end: int
    first: int
    last: int
    block: int


class EntityMention(msgspec.Struct, frozen=True):
    """A name in the text. ``token`` is its head word in ``Reading.tokens``; ``actor`` the registry id and
    ``actor_type`` the registry's type where the registry knows the name; mentions of one thing share ``chain``."""

    start: int
    end: int
    type: EntityLabel
    text: str
    token: int
    chain: int | None = None
    actor: str | None = None
    actor_type: EntityType | None = None


class Mention(msgspec.Struct, frozen=True):
    """A pronoun or description that stands for something told elsewhere: "they", "the group".

    ``token`` is its head word and ``antecedent`` the head word of what it was resolved to, both indices in
    ``Reading.tokens``; ``chain`` is the number that the names it stands for carry in
    ``EntityMention.chain``, ``None`` where the antecedent is no name. What stands for two things
    ("the two countries") is two mentions with the same offsets.
    """

    start: int
    end: int
    text: str
    token: int
    antecedent: int
    chain: int | None = None


class Toponym(msgspec.Struct, frozen=True):
    """A place name in the text, resolved where it could be (``country`` and coordinates are ``None`` where not)."""

    start: int
    end: int
    text: str
    token: int
    place: Place


class Timex(msgspec.Struct, frozen=True, rename={"from_": "from"}):
    """A time expression. ``value`` is TIMEX3's; ``from_`` and ``to`` the whole days it spans (ISO,
    inclusive), where they can be told; ``basis`` as in :class:`Interval`; ``token`` its head word."""

    start: int
    end: int
    type: TimexType
    text: str
    value: str | None
    token: int
    from_: str | None = None
    to: str | None = None
    basis: Literal["stated", "relative"] | None = None

    @property
    def interval(self) -> Interval | None:
        """The days it names; ``None`` where they cannot be told."""
        if self.from_ is None and self.to is None:
            return None
        return Interval(self.from_, self.to, self.text, self.basis)


class Quantity(msgspec.Struct, frozen=True):
    """A number with its hedge: ``min`` and ``max`` as in :class:`Range`. ``start`` to ``end`` covers the
    hedge and the number ("at least 39"); ``token`` is the word that carries the number; ``unit`` the
    lemma of what is counted, ``None`` where the number stands alone; ``unit_token`` that word;
    ``included`` is true for a part told within a whole ("including four children"); ``replaced`` for a value that a
    newer one has taken the place of ("rose from 12 to 39", "up from 12")."""

    start: int
    end: int
    text: str
    min: float | None
    max: float | None
    token: int
    unit: str | None = None
    unit_token: int | None = None
    kind: UnitKind = "thing"
    included: bool = False
    replaced: bool = False


class AttributionSpans(msgspec.Struct, frozen=True):
    """Who says what, as spans: ``source`` is empty where none is named; each part may be broken.

    ``cue_token``, ``source_token`` and ``content_token`` are the head words in ``Reading.tokens``
    (``None`` where there is none); ``found_by`` names the rule or head that found it.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    cue_token: int | None = None
    source_token: int | None = None
    content_token: int | None = None
    found_by: str = ""


class Trigger(msgspec.Struct, frozen=True):
    """A word that names a happening, as the model sees it: PLOVER ``type`` and ``mode``, ``score`` the probability of
    the type (0 to 1), ``factuality`` as the innermost source presents it, and the spans that play a role in it.

    A hint for the coder, and no claim: nothing here is resolved, attributed or dated.
    """

    start: int
    end: int
    token: int
    type: str
    mode: str | None
    score: float
    factuality: str
    actor: tuple[Span, ...] = ()
    recipient: tuple[Span, ...] = ()
    place: tuple[Span, ...] = ()
    time: tuple[Span, ...] = ()
    toll: tuple[Span, ...] = ()


class Reading(msgspec.Struct, frozen=True):
    """All that was seen in a document (``reading.schema.json``). Offsets count code points into ``text``.

    ``source`` is the document itself; it is not written out.
    """

    document: DocumentRef
    text: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    entities: tuple[EntityMention, ...]
    mentions: tuple[Mention, ...]
    places: tuple[Toponym, ...]
    times: tuple[Timex, ...]
    quantities: tuple[Quantity, ...]
    attributions: tuple[AttributionSpans, ...]
    triggers: tuple[Trigger, ...] = ()

    @classmethod
    def empty(cls, document: Document) -> Reading:
        """The reading of a document in which nothing has been seen yet."""
        return cls(document.ref, document.text, document.blocks, (), (), (), (), (), (), (), ())
