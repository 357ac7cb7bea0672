"""The reader: `Document` to `Reading`. Sentences, tokens, syntax, names, times, quantities, attributions, coreference.

Importing this package is cheap; the model is loaded by ``Reader()``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from whence.reader.read import Reader

__all__ = ["Reader"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from whence.reader import read

        return getattr(read, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
