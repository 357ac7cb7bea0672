"""Where the data lie, and the digest that tells whether the compiled file is made from them as they stand."""

from __future__ import annotations

import hashlib
from pathlib import Path

PACKAGE = Path(__file__).parent
DATA = PACKAGE / "data"
BUILT = PACKAGE / "_built" / "actors.msgpack"
# The modules that decide what the compiled file holds: a change in one of them makes it stale.
_COMPILERS = ("model.py", "fold.py", "sources.py", "drafts.py", "states.py", "index.py", "build.py")


def _code_hash() -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for name in _COMPILERS:
        digest.update((PACKAGE / name).read_bytes())
    return digest.digest()


# Taken once, when the code is loaded: what this process compiles is made by that code, even if the files change later.
_CODE = _code_hash()


def source_hash(folder: Path = DATA) -> str:
    """A digest of every data file and of the code that compiles them (hex, BLAKE2b, 16 bytes)."""
    digest = hashlib.blake2b(_CODE, digest_size=16)
    for path in [*sorted(folder.glob("*.yaml")), *sorted(folder.glob("*.csv"))]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
