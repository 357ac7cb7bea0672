"""The one tree of errors.

WhenceError
├── UsageError            the command or call cannot be meant (exit status 2)
├── DocumentError         one document cannot be read; the run goes on without it
│   ├── EncodingError     the bytes are not text in the expected encoding
│   ├── FormatError       the bytes are not what their name says, or are broken
│   ├── EmptyDocumentError   there is no text in it
│   ├── OversizeError     larger than a document may be
│   └── LanguageError     a language that this reader does not know
├── GroundingError        a span does not hold the words it names
├── RecordError           a record breaks its own rules (a range upside down, an unknown type)
├── ResourceError         a data file of the package is missing or broken (model, gazetteer, registry)
└── CasefileError         the case file cannot be opened, is locked, or is of another version

A message says what was looked for, what was found, and what to type next.
"""

from __future__ import annotations


class WhenceError(Exception):
    """Base of every error that whence raises on purpose."""


class UsageError(WhenceError):
    """The command or call cannot be meant."""


class DocumentError(WhenceError):
    """One document cannot be read; the run goes on without it."""


class EncodingError(DocumentError):
    """The bytes are not text in the expected encoding."""


class FormatError(DocumentError):
    """The bytes are not what their name says, or are broken."""


class EmptyDocumentError(DocumentError):
    """There is no text in the document."""


class OversizeError(DocumentError):
    """The document, or a line of it, is larger than one article may be."""


class LanguageError(DocumentError):
    """The document is in a language that this reader does not know."""


class GroundingError(WhenceError):
    """A span does not hold the words that it names."""


class RecordError(WhenceError):
    """A record breaks its own rules."""


class ResourceError(WhenceError):
    """A data file of the package is missing or broken."""


class CasefileError(WhenceError):
    """The case file cannot be opened, is locked, or is of another version."""
