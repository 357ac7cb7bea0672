"""The coder: `Reading` to claims, by syntax-driven rules over lexicons in data files (``docs/codebook.md``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from whence.coder.code import code
    from whence.coder.why import explain

__all__ = ["code", "explain"]


def __getattr__(name: str) -> Any:
    if name == "code":
        from whence.coder.code import code

        return code
    if name == "explain":
        from whence.coder.why import explain

        return explain
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
