"""Runs over many documents, in one process or several; the same for every engine."""

from whence.runner.fingerprint import fingerprint
from whence.runner.options import Options, Progress, RunSummary
from whence.runner.run import read
from whence.runner.stream import claims, readings

__all__ = ["Options", "Progress", "RunSummary", "claims", "fingerprint", "read", "readings"]
