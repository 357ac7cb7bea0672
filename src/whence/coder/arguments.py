"""Arguments: who stands where around a predicate, read off the dependency tree.

Passive voice, reduced relatives, relative clauses, control, coordination and the possessors and of-phrases of
nominalisations are followed to the words that fill them.
"""

from __future__ import annotations

import msgspec

from whence.coder.view import View
from whence.reader.syntax import is_past_participle

RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})

_SERIES = frozenset({"series", "pair", "string", "wave", "spate", "number", "couple", "barrage", "flurry", "round"})
"""Nouns that only count the events in their of-phrase."""

DOCUMENTS = frozenset(
    {"statement", "resolution", "bill", "letter", "report", "petition", "motion", "order", "decree", "communiqué"}
    | {"communique", "declaration", "law", "act", "ruling", "message", "video", "tweet", "note", "proposal", "draft"}
)
"""Nouns of what somebody puts out, and speaks by."""

ISSUING = frozenset(
    {"issue", "release", "publish", "post", "pass", "adopt", "approve", "sign", "send", "write", "file"}
)

REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})


class Arguments(msgspec.Struct, frozen=True):
    """Token indices of a predicate's fillers: logical ``subjects`` and ``objects`` (voice undone), ``modifiers``
    (compounds and adjectives before a noun), and (preposition, token) pairs in ``obliques``.

    ``light`` is the light verb that carries a noun ("carried out an attack"), ``None`` otherwise.
    """

    subjects: tuple[int, ...] = ()
    objects: tuple[int, ...] = ()
    modifiers: tuple[int, ...] = ()
    obliques: tuple[tuple[str, int], ...] = ()
    passive: bool = False
    light: int | None = None


class ArgumentFinder:
    """Finds the arguments of predicates in one document."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.syntax = view.syntax

    def of(self, index: int) -> Arguments:
        """The arguments of the verb, noun or adjective at ``index``."""
        upos = self.view.tokens[index].upos
        if upos in ("VERB", "AUX"):
            return self.of_verb(index)
        if upos == "ADJ":
            return self._of_adjective(index)
        return self.of_noun(index)

    def of_verb(self, index: int) -> Arguments:
        """A verb's arguments."""
        syntax = self.syntax
        passive = syntax.is_passive(index) or self._follows_passive(index)
        surface = self._surface_subjects(index)
        by = [child for child in syntax.dependents(index, "obl") if self._is_agent(child)]
        mark = next(iter(syntax.dependents(index, "mark")), -1)
        objects = [one for one in syntax.dependents(index, "obj") if one > mark and not self._is_time(one)]
        objects += self._before_mark(index) if not objects else []
        if not objects and not passive:
            objects = syntax.dependents(index, "iobj")[:1]  # parsers call a lone object indirect ("sent him to prison")
        objects = [self._meant(index, one) for one in objects]
        if not objects and not passive:
            objects = [one for one in syntax.dependents(index, "obl") if self._is_hedged(one)]
            objects = objects or self._counted_after(index) or self._gap(index)
        obliques = self._obliques(index, barred=by if passive else [])
        obliques += [("to", one) for one in syntax.dependents(index, "iobj") if one not in objects]
        if passive:
            return Arguments(tuple(self._all(by)), tuple(self._all(surface)), (), tuple(obliques), passive=True)
        return Arguments(tuple(self._all(surface)), tuple(self._all(objects)), (), tuple(obliques))

    def _meant(self, index: int, word: int) -> int:
        """ "people whom planes killed": a relative pronoun stands for the noun that its clause modifies."""
        token = self.view.tokens[index]
        relative = self.view.word(word) in RELATIVE and token.deprel == "acl:relcl" and token.head >= 0
        return token.head if relative else word

    def _before_mark(self, index: int) -> list[int]:
        """ "charged a policeman with shooting two students": who stands before
        the charge is charged, though the tree hangs him on the clause."""
        for clause in self.syntax.dependents(index, "ccomp", "xcomp", "advcl"):
            mark = next(iter(self.syntax.dependents(clause, "mark")), -1)
            if mark < 0 or self.view.word(mark) not in ("with", "of", "from", "for"):
                continue
            early = [one for one in self.syntax.dependents(clause, "obj", "nsubj") if index < one < mark]
            if early:
                return early[:1]
        return []

    def _follows_passive(self, index: int) -> bool:
        """ "was kidnapped and killed": a bare participle coordinated with a passive is passive too."""
        head = self.view.tokens[index].head
        if self.syntax.relation(index) != "conj" or head < 0:
            return False
        own = self.syntax.dependents(index, "nsubj", "aux", "obj")
        return not own and is_past_participle(self.view.tokens[index]) and self.syntax.is_passive(head)

    def _counted_after(self, index: int) -> list[int]:
        """What a number right after the verb counts ("killed at least 39", "attacked up to seven posts"), wherever the
        tree hangs it: bare numbers are what parsers attach worst."""
        end = self.view.tokens[index].end
        for one in self.view.reading.quantities:
            if 0 < one.start - end <= 1 and one.kind in ("people", "thing"):
                return [one.unit_token if one.unit_token is not None else one.token]
        return []

    def _is_hedged(self, child: int) -> bool:
        """ "wounded at least 41", "attacked up to seven posts": the preposition belongs to the number."""
        cases = self.syntax.dependents(child, "case")
        if not cases:
            return self.view.tokens[child].upos == "NUM" and bool(self.view.quantities_of.get(child))
        start = self.view.tokens[cases[0]].start
        return any(one.start <= start < one.end for one in self.view.quantities_of.get(child, ()))

    def _is_agent(self, child: int) -> bool:
        if self.view.tokens[child].deprel == "obl:agent":
            return True
        return self.syntax.case_of(child) == "by" and not self._is_time(child)

    def _is_time(self, index: int) -> bool:
        return index in self.view.timex_at or self.view.tokens[index].deprel in (
            "obl:tmod",
            "obl:npmod",
            "obl:unmarked",
        )

    def _surface_subjects(self, index: int, depth: int = 0) -> list[int]:
        """The grammatical subject: the verb's own, the noun it modifies, or the one it shares."""
        syntax, tokens = self.syntax, self.view.tokens
        own = syntax.dependents(index, "nsubj")
        if own:
            mark = next(iter(syntax.dependents(index, "mark")), -1)
            own = [one for one in own if one > mark] or own
            if self.view.word(own[0]) in RELATIVE and tokens[index].deprel == "acl:relcl":
                return self._issuers(tokens[index].head) or [tokens[index].head]
            return own[:1]
        head, relation = tokens[index].head, syntax.relation(index)
        if head < 0 or depth > 4:
            return []
        if relation == "acl":
            return [] if tokens[index].deprel == "acl:relcl" else self._modified(index, head)
        if relation == "xcomp":
            return self._controller(index, head, depth)
        if relation == "advcl" and self._is_charge(index):
            charged = syntax.dependents(head, "nsubj:pass", "obj")
            if charged:
                return charged[:1]
        if relation in ("advcl", "conj", "parataxis") and tokens[head].upos in ("VERB", "AUX", "ADJ"):
            if relation == "conj" and syntax.dependents(index, "mark"):
                return []
            return self._surface_subjects(head, depth + 1)
        return []

    def _is_charge(self, index: int) -> bool:
        """ "accused Athens of violating", "prevented them from leaving": the object is who does it."""
        return any(
            self.view.word(one) in ("of", "from", "into") for one in self.syntax.dependents(index, "mark", "case")
        )

    def _modified(self, index: int, head: int) -> list[int]:
        """ "soldiers killed in Mali", "forces backing him" take the noun; "a plan to attack" takes its owner; "issued a
        statement calling on the army" takes whoever issued it."""
        if not self.syntax.is_infinitive(index):
            issuers = self._issuers(head) if not self.syntax.is_passive(index) else []
            return issuers or [head]
        owner = self.syntax.dependent(head, "nmod:poss")
        if owner is not None:
            return [owner]
        if self.view.agent(head) is not None or head in self.view.entity_at:
            return [head]  # "Rebels to free 20 sailors"
        above = self.view.tokens[head].head
        if self.syntax.relation(head) in ("obj", "obl") and above >= 0:
            return self._surface_subjects(above, 2)
        return []

    def issuers(self, noun: int) -> list[int]:
        """Who speaks by a document that they put out in this sentence ("issued a statement calling on the army")."""
        above = self.view.tokens[noun].head
        if self.view.lemma(noun) not in DOCUMENTS or above < 0 or self.syntax.relation(noun) != "obj":
            return []
        return self._all(self._issuers(noun)) if self.view.lemma(above) in ISSUING else []

    def _issuers(self, noun: int) -> list[int]:
        """Who put out a document ("passed a resolution demanding", "the ministry's statement condemning")."""
        if self.view.lemma(noun) not in DOCUMENTS:
            return []
        owner = self.syntax.dependent(noun, "nmod:poss")
        if owner is not None:
            return [owner]
        for child in self.syntax.dependents(noun, "nmod"):
            if self.syntax.case_of(child) in ("by", "from"):
                return [child]
        above = self.view.tokens[noun].head
        if above >= 0 and self.syntax.relation(noun) == "obj" and self.view.tokens[above].upos == "VERB":
            return self._surface_subjects(above, 2)
        return []

    def _controller(self, index: int, head: int, depth: int) -> list[int]:
        objects = self.syntax.dependents(head, "obj", "iobj")
        if objects and not self.syntax.is_passive(head):
            return objects[:1]
        return self._surface_subjects(head, depth + 1)

    def _gap(self, index: int) -> list[int]:
        """The noun that a relative clause without an object of its own leaves out ("the post they attacked")."""
        tokens = self.view.tokens
        if tokens[index].deprel != "acl:relcl":
            return self._shared_object(index)
        subjects = self.syntax.dependents(index, "nsubj")
        if subjects and self.view.word(subjects[0]) not in RELATIVE:
            return [tokens[index].head]
        return []

    def _shared_object(self, index: int) -> list[int]:
        """ "kidnapped and killed ten fighters": one object serves both verbs, on whichever it hangs."""
        head = self.view.tokens[index].head
        if self.syntax.relation(index) == "conj" and head >= 0 and not self.syntax.dependents(index, "nsubj"):
            after = [one for one in self.syntax.dependents(head, "obj") if one > index]
            if after:
                return after
        for other in self.syntax.dependents(index, "conj"):
            if self.view.tokens[other].upos != "VERB" or self.syntax.dependents(other, "nsubj"):
                continue
            between = self.syntax.dependents(index, "obl", "ccomp", "xcomp")
            objects = self.syntax.dependents(other, "obj")
            if objects and not between:
                return objects
        return []

    def _obliques(self, index: int, barred: list[int]) -> list[tuple[str, int]]:
        found: list[tuple[str, int]] = []
        for child in self.syntax.dependents(index, "obl", "nmod"):
            if child in barred or self._is_time(child) or self._is_hedged(child):
                continue
            case = self.syntax.case_of(child)
            if case:
                found += [(case, one) for one in self._all([child])]
        return found

    def of_noun(self, index: int) -> Arguments:
        """A nominalisation's arguments, with those of the light verb that carries it."""
        syntax = self.syntax
        owners = [one for one in syntax.dependents(index, "nmod:poss") if one not in self.view.timex_at]
        modifiers = [one for one in syntax.dependents(index, "compound", "amod", "nmod:desc") if one < index]
        objects: list[int] = []
        agents: list[int] = []
        obliques: list[tuple[str, int]] = []
        for child in syntax.dependents(index, "nmod", "obl"):
            if child in owners or child in modifiers or self._is_time(child) or child in self.view.timex_at:
                continue
            case = syntax.case_of(child)
            if case == "of":
                objects.append(child)
            elif case == "by":
                agents.append(child)
            elif case:
                obliques += [(case, one) for one in self._all([child])]
        light = self._light_verb(index)
        subjects = [*owners, *agents]
        occurring = self._occurrence(index)
        if occurring is not None:
            obliques += [pair for pair in self._obliques(occurring, []) if pair[1] != index]
        if light is not None:
            verb = self.of(light)
            subjects = subjects or [one for one in verb.subjects if one != index]
            obliques += [pair for pair in verb.obliques if pair[1] != index]
        return Arguments(
            tuple(self._all(subjects)), tuple(self._all(objects)), tuple(modifiers), tuple(obliques), light=light
        )

    def _occurrence(self, index: int) -> int | None:
        """The verb that says that the noun's act happens ("clashes erupted between A and B")."""
        head = self.view.tokens[index].head
        if head < 0 or self.syntax.relation(index) != "nsubj" or self.view.tokens[head].upos != "VERB":
            return None
        return head if self.view.lexicon.occurs(self.view.lemma(head), self.view.particle(head)) else None

    def _light_verb(self, index: int) -> int | None:
        """The light verb whose object (or passive subject) the noun is, if the lexicon has it."""
        head = self.view.tokens[index].head
        if head >= 0 and self.view.lemma(head) == "responsible" and self.syntax.case_of(index) == "for":
            return head
        if head < 0 or self.syntax.relation(index) not in ("obj", "nsubj") or self.view.tokens[head].upos != "VERB":
            return None
        if self.syntax.relation(index) == "nsubj" and not self.syntax.is_passive(head):
            return None
        light = self.view.lexicon.light(self.view.lemma(head), self.view.particle(head))
        return head if light is not None and light.aspect != "claims" else None

    def _of_adjective(self, index: int) -> Arguments:
        tokens = self.view.tokens
        subjects = self.syntax.dependents(index, "nsubj")
        if not subjects and self.syntax.relation(index) in ("amod", "acl") and tokens[index].head >= 0:
            subjects = [tokens[index].head]
        if subjects and self.view.word(subjects[0]) in RELATIVE:
            subjects = [tokens[index].head]
        return Arguments(tuple(self._all(subjects)), (), (), tuple(self._obliques(index, [])))

    def _is_anothers(self, first: int, number: int) -> bool:
        """ "killed 39 and wounded 41": a number behind a verb of its own is that verb's, wherever the tree hangs it."""
        if self.view.tokens[number].upos != "NUM":
            return False
        return any(token.upos == "VERB" for token in self.view.tokens[first + 1 : number])

    def _measured_out(self, index: int) -> int:
        """ "A series of blasts killed 63": the blasts did."""
        if self.view.lemma(index) not in _SERIES:
            return index
        for child in self.syntax.dependents(index, "nmod"):
            if self.syntax.case_of(child) == "of" and self.view.lexicon.is_event_noun(self.view.lemma(child)):
                return child
        return index

    def _all(self, indices: list[int] | tuple[int, ...]) -> list[int]:
        """Each word and what is coordinated with it, relative pronouns replaced by what they stand for."""
        found: list[int] = []
        for index in indices:
            for one in map(self._measured_out, self.syntax.conjuncts(index)):
                if one != index and (self.view.tokens[one].upos in ("VERB", "AUX") or self._is_anothers(index, one)):
                    continue
                if one not in found:
                    found.append(one)
        return found
