"""The command line."""

from __future__ import annotations

import sys


def main() -> None:
    """The ``whence`` command: exits with the status of the verb."""
    from whence.cli.app import main as run

    sys.exit(run())
