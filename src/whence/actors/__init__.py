"""Who is who: states and their bodies, armed groups, offices, outlets, organisations; with the days it was so."""

from whence.actors.model import Actor, Link, Match, Name, Office
from whence.actors.registry import Registry, load

__all__ = ["Actor", "Link", "Match", "Name", "Office", "Registry", "load"]
