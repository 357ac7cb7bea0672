"""Bytes to documents: files, folders, standard input, JSON Lines, web pages, feeds and web archives.

Each comes with its blocks by kind and what is known of its publication.
"""

from whence.documents.given import DOCUMENT_BYTES, TEXT_CHARACTERS, Given
from whence.documents.loading import Failure, load
from whence.documents.reading import read_bytes

__all__ = ["DOCUMENT_BYTES", "TEXT_CHARACTERS", "Failure", "Given", "load", "read_bytes"]
