"""Where the data lie, and the digest that tells whether the compiled file is made from them as they stand."""

from __future__ import annotations

import hashlib
from pathlib import Path

PACKAGE = Path(__file__).parent
DATA = PACKAGE / "data"
BUILT = PACKAGE / "_built" / "actors.msgpack"
# The modules that decide what the compiled file holds: a change in one of them makes it stale.
_COMPILERS = ("model.py", "fold.py", "sources.py", "drafts.py", "states.py", "index.py", "build.py")


def source_hash(folder: Path = DATA) -> str:
    """A digest of every data file and of the code that compiles them (hex, BLAKE2b, 16 bytes)."""
    digest = hashlib.blake2b(digest_size=16)
    files = [*sorted(folder.glob("*.yaml")), *sorted(folder.glob("*.csv")), *(PACKAGE / name for name in _COMPILERS)]
    for path in files:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
