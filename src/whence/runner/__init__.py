"""Runs over many documents: serial here; the same for every engine."""

from whence.runner.fingerprint import fingerprint
from whence.runner.serial import Options, Progress, RunSummary, claims, read, readings

__all__ = ["Options", "Progress", "RunSummary", "claims", "fingerprint", "read", "readings"]
