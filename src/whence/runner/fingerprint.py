"""What reads: a hash of the model, the code, the hand-edited data and the options that decide the claims."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

# The floors whose code and data decide what is read from a document. What shows claims or keeps them does not,
# and what the build hook makes (`_built`) follows from the files that are hashed.
_FLOORS = ("records", "documents", "gazetteer", "actors", "reader", "coder")
_TEXT = (".py", ".csv", ".yaml", ".yml", ".txt", ".json", ".tsv")
_WEIGHTS = (".onnx", ".npz")
_MADE = ("_built", "__pycache__")
_DIGITS = 32


def fingerprint(*, comments: bool) -> str:
    """The fingerprint that a document's claims carry: 32 hex digits, the same on any machine.

    A document is read again when this changes: after an update of whence, or with other options.
    """
    return hashlib.sha256(f"{content_hash()}\n{comments=}".encode()).hexdigest()[:_DIGITS]


@cache
def content_hash() -> str:
    """A hash of the weights, the code and the hand-edited data of all floors under this one (27 MB: 0.03 s)."""
    # SHA-256, which processors have had instructions for since 2017: BLAKE2 takes three times as long.
    whole = hashlib.sha256()
    for floor in _FLOORS:
        _add(whole, files("whence") / floor, floor)
    return whole.hexdigest()[:_DIGITS]


def _add(whole: hashlib._Hash, folder: Traversable, name: str) -> None:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        path = f"{name}/{item.name}"
        if item.is_dir():
            if item.name not in _MADE:
                _add(whole, item, path)
        elif item.name.endswith(_TEXT + _WEIGHTS):
            content = item.read_bytes()
            if item.name.endswith(_TEXT):
                # Line ends are not the code: a checkout on another system may have others.
                content = content.replace(b"\r\n", b"\n")
            whole.update(f"{path}\0{len(content)}\0".encode())
            whole.update(content)
