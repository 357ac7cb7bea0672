"""The claim record as it is written out: ``claim.schema.json``, without what only ``whence why`` needs."""

from __future__ import annotations

from typing import Any

import msgspec

from whence.records import Claim, Entity, Ground, Place, Relation

# The schema gives these fields no null: where they are not set they are left out.
_CONTENTS = ("event", "relation", "estimate", "forecast")


def _fields(of: type[msgspec.Struct], **types: object) -> list[tuple[str, Any, Any]]:
    """The fields of a struct for another like it, with some of its ``types`` exchanged."""
    return [
        (field.name, types.get(field.name, field.type), msgspec.field(default=field.default))
        for field in msgspec.structs.fields(of)
    ]


# A relation's object is an entity or a place, which nothing in JSON tells apart but their fields; msgspec
# decodes no such union, so the object is kept raw at first.
_StoredRelation = msgspec.defstruct("_StoredRelation", _fields(Relation, object=msgspec.Raw), frozen=True)
_StoredClaim = msgspec.defstruct("_StoredClaim", _fields(Claim, relation=_StoredRelation | None), frozen=True)

_encoder = msgspec.json.Encoder()
_claims = msgspec.json.Decoder(_StoredClaim)
_grounds = msgspec.json.Decoder(tuple[Ground, ...])


def claim_record(claim: Claim) -> dict[str, Any]:
    """``claim`` as plain values, in the shape of ``docs/schema/claim.schema.json``."""
    record: dict[str, Any] = msgspec.to_builtins(claim)
    del record["grounds"]
    for name in _CONTENTS:
        if record[name] is None:
            del record[name]
    for step in record["attribution"]:
        if step["commitment"] is None:
            del step["commitment"]
    return record


def encode_claim(claim: Claim) -> str:
    """``claim`` as one line of JSON, in the shape of ``docs/schema/claim.schema.json``."""
    return _encoder.encode(claim_record(claim)).decode()


def encode_grounds(claim: Claim) -> str:
    """The grounds of ``claim`` as JSON, which the record leaves out."""
    return _encoder.encode(claim.grounds).decode()


def decode_claim(record: str, grounds: str = "[]") -> Claim:
    """The claim of a record, with the grounds that it was coded on.

    Raises:
        msgspec.ValidationError: if the record is not a claim's.
    """
    stored = msgspec.structs.asdict(_claims.decode(record))
    tie = stored["relation"]
    if tie is not None:
        stored["relation"] = Relation(**msgspec.structs.asdict(tie) | {"object": _entity_or_place(tie.object)})
    return Claim(**stored | {"grounds": _grounds.decode(grounds)})


def _entity_or_place(raw: msgspec.Raw) -> Entity | Place:
    """An object of a relation: a place has a precision, an entity has none."""
    if "precision" in msgspec.json.decode(raw):
        return msgspec.json.decode(raw, type=Place)
    return msgspec.json.decode(raw, type=Entity)
