"""The gazetteer: names of places to places, with several candidates where there are several, and none where it
knows none."""

from whence.gazetteer.folding import fold
from whence.gazetteer.lookup import Candidate, Gazetteer, load

__all__ = ["Candidate", "Gazetteer", "fold", "load"]
