"""The case file: documents, claims and people's decisions in one DuckDB file; idempotent, resumable."""

from whence.casefile.casefile import Casefile, DocumentRow, Summary
from whence.casefile.check import Problem
from whence.casefile.columns import CLAIM_COLUMNS, Column
from whence.casefile.filters import CERTAINTIES, KINDS, OWN_VOICE, Filters
from whence.casefile.known import State
from whence.casefile.record import claim_record, encode_claim
from whence.casefile.schema import SCHEMA_VERSION, TABLES
from whence.casefile.writing import Entry, FailureRow, RunInfo, Written, prepare, prepare_copy

__all__ = [
    "CERTAINTIES",
    "CLAIM_COLUMNS",
    "KINDS",
    "OWN_VOICE",
    "SCHEMA_VERSION",
    "TABLES",
    "Casefile",
    "Column",
    "DocumentRow",
    "Entry",
    "FailureRow",
    "Filters",
    "Problem",
    "RunInfo",
    "State",
    "Summary",
    "Written",
    "claim_record",
    "encode_claim",
    "prepare",
    "prepare_copy",
]
