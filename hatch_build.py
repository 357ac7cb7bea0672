"""Build hook: makes the gazetteer pack and the compiled actor registry before the wheel is put together."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WhenceBuildHook(BuildHookInterface):
    """Writes ``_built/`` folders under ``src/whence`` (ignored by git, shipped in the wheel)."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build what is missing or older than its sources."""
        source = Path(self.root) / "src"
        sys.path.insert(0, str(source))
        try:
            from whence.actors.build import build as build_actors
            from whence.gazetteer.build import build as build_gazetteer

            build_gazetteer()
            build_actors()
        finally:
            sys.path.remove(str(source))
