"""The registry of known actors: look a name up on a date, find known names in a sentence, compose "Afghan police"."""

from __future__ import annotations

import contextlib
import datetime
import functools
import gc
from collections import defaultdict
from collections.abc import Sequence

import msgspec

from whence.actors.digest import BUILT, source_hash
from whence.actors.fold import atoms, fold, key
from whence.actors.index import Pack
from whence.actors.model import Actor, Match
from whence.actors.resolve import Resolver
from whence.actors.scan import Scanner


class Registry:
    """Known actors by id, by name and by the words that stand for them. Get one with :func:`load`."""

    def __init__(self, pack: Pack) -> None:
        """Take a compiled pack; nothing is indexed here that the pack has indexed already."""
        self._pack = pack
        self._by_id = {actor.id: actor for actor in pack.actors}
        self._earlier: dict[str, list[str]] = defaultdict(list)
        for actor in pack.actors:
            for later in actor.linked("renamed_to"):
                self._earlier[later].append(actor.id)
        self._resolver = Resolver(pack, self.at, self.compose)
        self._scanner = Scanner(pack)

    def __len__(self) -> int:
        """How many actors there are."""
        return len(self._by_id)

    @property
    def actors(self) -> tuple[Actor, ...]:
        """Every actor, in the data files' order."""
        return self._pack.actors

    @property
    def as_of(self) -> datetime.date:
        """The day up to which offices have been kept; what is open there may since have ended."""
        return self._pack.as_of

    def get(self, id: str) -> Actor | None:
        """The actor of an id, ``None`` where there is none."""
        return self._by_id.get(id)

    def resolve(
        self, name: str, *, on: datetime.date | None = None, label: str | None = None, country: str | None = None
    ) -> Match | None:
        """The actor that a name stands for; ``None`` where it is not known or stays ambiguous.

        ``on`` is the day of the *event* that the name takes part in (not of the document): a group that bore another
        name then is given as what it was then, an office ("Afghan president") as who held it. With no day, the actor
        that bears the name, and no office; so too for an office after :attr:`as_of` that has no known end.
        ``label`` is what the reader takes the name for: an ``EntityLabel`` ("PER", "ORG", "LOC", "NORP") or an
        ``EntityType``. ``country`` (ISO 3166-1 alpha-3) is the country that the passage is about, where that is known:
        it tells actors of one name apart ("Ansar al-Sharia").
        """
        return self._resolver.resolve(name, on, label, country)

    def at(self, id: str, on: datetime.date) -> Actor | None:
        """What an actor was called on a day: itself, or the bearer of its earlier or later name (``renamed_to``).

        Splits and mergers are not followed. Itself where no bearer existed on that day; ``None`` for an unknown id.
        """
        actor = start = self._by_id.get(id)
        seen = {id}
        while actor is not None and not actor.existed_on(on):
            after = actor.end is not None and on > actor.end
            steps = [
                step for step in (actor.linked("renamed_to") if after else self._earlier[actor.id]) if step not in seen
            ]
            if not steps:
                return start
            # Several earlier names: the one that existed on that day, else any, to go on from.
            actor = next(
                (self._by_id[step] for step in steps if self._by_id[step].existed_on(on)), self._by_id[steps[0]]
            )
            seen.add(actor.id)
        return actor

    def government(self, state: str, *, on: datetime.date) -> tuple[Actor, ...]:
        """Who governed a state (``state:lby``, ``gov:lby`` or ``lby``) on a day: more than one where it was contested.

        The state's government itself where no change of rule is on record.
        """
        government = self._by_id.get(f"gov:{state.rpartition(':')[2]}")
        if government is None:
            return ()
        rulers = government.linked("governed_by", on)
        return tuple(self._by_id[ruler] for ruler in rulers) or (government,)

    def aliases_in(self, tokens: Sequence[str], *, ambiguous: bool = False) -> list[tuple[int, int, tuple[str, ...]]]:
        """Known names in a sentence's word forms: (first token, last token exclusive, actor ids), left to right.

        The longest name wins and names don't overlap. A name must be written as one (capitals; see
        ``fold.same_case``) and begin and end where tokens do. Several ids where several actors share the name. State
        and noun are composed ("Afghan police"). Names marked ambiguous (bare surnames, "IS") are left out unless
        asked for.
        """
        return self._scanner.scan(tokens, ambiguous)

    def demonym(self, word: str) -> str | None:
        """The state ("Afghan", "Afghans") or people ("Kurdish") that an adjective or noun belongs to."""
        if not word[:1].isupper():
            return None
        return self._pack.demonyms.get(key(word))

    def metonym(self, name: str) -> str | None:
        """The government or military that a capital or seat of power can stand for ("Moscow", "the Kremlin").

        Whether it does, or is a place here, is the caller's to decide.
        """
        words = name.removeprefix("the ").removeprefix("The ")
        return self._pack.metonyms.get(key(words)) if words[:1].isupper() else None

    def compose(self, state: str, noun: str) -> Actor | None:
        """The body of a state that a noun names: ``compose("state:afg", "police")`` is ``pol:afg``.

        ``None`` for an unknown state, or a noun that ``data/nouns.csv`` does not have.
        """
        kind = self._pack.nouns.get(" ".join(fold(atom) for atom in atoms(noun)))
        return self._by_id.get(f"{kind}:{state.rpartition(':')[2]}") if kind else None


@functools.cache
def load() -> Registry:
    """The package's registry, read once in a process.

    Compiled on the spot, and written if the folder allows, where the compiled file is missing or older than the data.
    """
    source = source_hash()
    pack = _read_built()
    if pack is None or pack.source != source:
        from whence.actors.build import compile_data, write  # parses YAML: only where there is nothing compiled

        pack = compile_data()
        with contextlib.suppress(OSError):  # a read-only installation works from memory
            write(pack)
    return Registry(pack)


def _read_built() -> Pack | None:
    """The compiled file; ``None`` where it is missing or of another version.

    The collector is held off: it would go through 50,000 young objects several times, and doubles the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        return msgspec.msgpack.decode(BUILT.read_bytes(), type=Pack)
    except (OSError, msgspec.DecodeError, msgspec.ValidationError):
        return None
    finally:
        if collecting:
            gc.enable()
