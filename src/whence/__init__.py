"""whence reads reporting on armed conflict into data that never forgets where it came from.

    >>> import whence
    >>> for claim in whence.read(["samples"]):
    ...     print(claim.kind, claim.factuality.value, claim.sentence.text)

``read`` gives the claims of documents; ``Casefile`` opens the file that ``whence read`` writes. The other names
are the records' nouns (:mod:`whence.records`). Everything is imported when it is first used, so that
``import whence`` takes no time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whence.version import __version__ as __version__

if TYPE_CHECKING:
    from whence.api import read
    from whence.casefile import Casefile
    from whence.records import Claim, Document, Reading, WhenceError

_HOMES = {
    "Casefile": "whence.casefile",
    "Claim": "whence.records",
    "Document": "whence.records",
    "Reading": "whence.records",
    "WhenceError": "whence.records",
    "read": "whence.api",
}

__all__ = ["Casefile", "Claim", "Document", "Reading", "WhenceError", "read"]


def __getattr__(name: str) -> Any:
    """The public names, imported on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'whence' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
