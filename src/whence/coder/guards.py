"""Guards: whether a word stands in the company that a lexicon entry asks for (``needs`` in predicates.csv)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from whence.coder.arguments import Arguments
from whence.coder.entries import Guard
from whence.coder.kinds import ACTORS, ARMED, PEOPLE
from whence.coder.participants import Participants
from whence.coder.view import View


class Guards:
    """Tests guards against the arguments of one predicate."""

    def __init__(self, view: View, participants: Participants) -> None:
        self.view = view
        self.participants = participants

    def hold(self, index: int, arguments: Arguments, guards: Iterable[Guard], noun: int | None = None) -> bool:
        """True where every guard holds at the word; an idiom's ``noun`` is whose modifiers count."""
        return all(self._holds(index, arguments, guard, noun) != guard.negated for guard in guards)

    def _holds(self, index: int, arguments: Arguments, guard: Guard, noun: int | None) -> bool:
        if guard.kind in ("subject", "object", "any"):
            return self._participant(arguments, guard)
        if guard.kind == "mod" and noun is not None:
            return bool(guard.values & self._modifiers(noun))
        if guard.kind in ("prep", "mod", "comp"):
            return self._company(guard.kind, guard.values, index, arguments)
        return self._shape(guard.kind, index, arguments)

    def _participant(self, arguments: Arguments, guard: Guard) -> bool:
        fillers: Sequence[int]
        if guard.kind == "subject":
            fillers = arguments.subjects
        elif guard.kind == "object":
            fillers = arguments.objects
        else:
            obliques = [one for _, one in arguments.obliques]
            fillers = [*arguments.subjects, *arguments.objects, *arguments.modifiers, *obliques]
        return any(self.is_of_class(one, name) for one in fillers for name in guard.values)

    def is_of_class(self, index: int, name: str) -> bool:
        """True where the nominal at a token is of a guard's class (the list stands in predicates.csv)."""
        view = self.view
        if name == "event":
            return view.lexicon.is_event_noun(view.lemma(index))
        if name == "weapon":
            return view.instrument(index) is not None
        if name in ("money", "aid"):
            return self._is_goods(index, name)
        entity = self.participants.entity(index)
        agent = view.agent(index)
        if agent is not None and name in agent.classes:
            return True
        counted = any(one.kind == "people" for one in view.quantities_of.get(index, ()))
        if name == "people":
            return entity.type in PEOPLE or counted or self._is_plural_demonym(index)
        if name == "actor":
            return entity.type in ACTORS or counted
        if name == "armed":
            return entity.type in ARMED or self._commands(index)
        if name in ("police", "military"):
            return entity.type == name
        if name == "state":
            return entity.type in ("state", "government")
        if name == "official":
            return entity.type in ("government", "role", "person")
        if name == "civilians":
            return entity.type in ("civilians", "ethnic_or_religious_group") or (counted and entity.type == "unknown")
        if name == "group":
            return entity.type in ("armed_group", "organization", "political_party")
        if name == "place":
            return self._is_ground(index)
        return name == "site" and entity.type == "site"

    def _is_plural_demonym(self, index: int) -> bool:
        name = self.view.entity_at.get(index)
        return name is not None and name.type == "NORP" and self.view.tokens[index].upos in ("NOUN", "PROPN")

    def _commands(self, index: int) -> bool:
        """A person whose title is an armed one ("General Haftar's men")."""
        entity = self.participants.entity(index)
        return entity.affiliation is not None and entity.affiliation.startswith(("mil:", "group:", "pol:"))

    def _is_ground(self, index: int) -> bool:
        if index in self.view.toponym_at:
            return True
        agent = self.view.agent(index)
        return agent is not None and "place" in agent.classes

    def _is_goods(self, index: int, name: str) -> bool:
        if name == "money":
            return any(one.kind == "money" for one in self.view.quantities_of.get(index, ()))
        agent = self.view.agent(index)
        return agent is not None and "aid" in agent.classes

    def _company(self, name: str, values: frozenset[str], index: int, arguments: Arguments) -> bool:
        view = self.view
        if name == "prep":
            cases = {word for case, _ in arguments.obliques for word in (case, *case.split())}
            return bool(cases & values) or self._bare_preposition(index, values)
        if name == "mod":
            return bool(values & self._modifiers(index))
        complements = view.syntax.dependents(
            index, "nsubj:pass", "xcomp", "acl", "ccomp", "obl", "amod", "advmod", "compound"
        )
        complements = [*complements, *arguments.objects, *(one for _, one in arguments.obliques)]
        if index + 1 < len(view.tokens) and view.tokens[index + 1].upos == "ADJ":
            complements.append(index + 1)  # "shot dead four men", wherever the tree hangs "dead"
        return any(view.lemma(one) in values or view.word(one) in values for one in complements)

    def _bare_preposition(self, index: int, values: frozenset[str]) -> bool:
        if "of" in values:
            return any(self.view.syntax.case_of(one) == "of" for one in self.view.syntax.dependents(index, "nmod"))
        return False

    def _modifiers(self, index: int) -> set[str]:
        view = self.view
        found: set[str] = set()
        for child in view.syntax.dependents(index, "compound", "amod", "advmod", "nummod", "nmod", "obl:npmod", "flat"):
            for word in (child, *view.syntax.dependents(child, "compound", "amod", "conj", "punct", "flat", "dep")):
                for form in (view.lemma(word), view.word(word)):
                    found.update((form, *form.split("-")))
        return found

    def _shape(self, guard: str, index: int, arguments: Arguments) -> bool:
        view = self.view
        if guard == "instrument":
            fillers = [*arguments.subjects, *arguments.modifiers, *(one for _, one in arguments.obliques)]
            return any(view.instrument(one) is not None for one in fillers)
        if guard == "reflexive":
            return any(self.participants.is_reflexive(one) for one in arguments.objects)
        if guard == "transitive":
            return bool(arguments.objects) or arguments.passive
        if guard == "intransitive":
            return not arguments.objects and not arguments.passive
        if guard == "clause":
            return bool(view.syntax.dependents(index, "ccomp", "xcomp"))
        return guard == "passive" and arguments.passive
