"""Plain text to a Document: the text as it is, and the blocks found in it."""

from __future__ import annotations

from whence.documents.blocks import layout
from whence.documents.given import Given, assemble, check_text
from whence.records.document import Document


def document(text: str, given: Given, *, origin: str, raw_sha256: str) -> Document:
    """The document of ``text``, which is kept untouched.

    Raises:
        EmptyDocumentError: there is only white space.
        OversizeError: it is longer than one document may be.
    """
    check_text(text, origin)
    return assemble(text, layout(text, title=given.title), given, origin=origin, raw_sha256=raw_sha256)
