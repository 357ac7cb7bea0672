"""Relations: standing ties, from verbs, nouns, modifiers, titles and appositions (CODING.md, sections 5 and 10.13)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from whence.coder.arguments import ArgumentFinder, Arguments
from whence.coder.belonging import BelongingCoder
from whence.coder.dating import Dater
from whence.coder.entries import RelationEntry, Title
from whence.coder.guards import Guards
from whence.coder.kinds import ACTORS
from whence.coder.making import Maker
from whence.coder.placing import Placer
from whence.coder.view import LEXICON_POS
from whence.records import Claim, Entity, Interval, Place, Relation, Sentence

_BRANCH = {"political": "government", "diplomatic": "government", "military": "military", "royal": "government"}
"""What of a state the kinds of title in titles.csv stand in: a minister in its government, a general in its army."""

_CALLINGS = frozenset({"judicial", "legislative", "religious", "corporate", "academic", "media"})
"""Kinds of title that with a nationality tell where somebody is from, and no body ("American journalist")."""

_BECOMING = frozenset({"become", "remain", "serve", "act", "stay", "be", "form", "constitute"})
"""Verbs whose complement is said of their subject ("became a rival of")."""

_OF_TITLES = ("leads", "member_of")

_TO_PLACES = frozenset({"present_in", "moved_to", "controls"})


class RelationCoder:
    """Codes the relations of one document."""

    def __init__(self, maker: Maker) -> None:
        self.maker = maker
        self.view = maker.view
        self.syntax = maker.view.syntax
        self.arguments = ArgumentFinder(maker.view)
        self.guards = Guards(maker.view, maker.participants)
        self.placer = Placer(maker.view)
        self.belonging = BelongingCoder(maker)
        self.dater = Dater(maker.view)

    def claims(self, sentence: Sentence) -> Iterator[Claim]:
        """The relations of a sentence, in text order."""
        seen: set[tuple[str, str, str]] = set()
        for index in range(sentence.first, sentence.last):
            found = (*self._stated(index), *self._located(index), *self._titled(index), *self.belonging.claims(index))
            for claim in found:
                relation = claim.relation
                assert relation is not None
                key = (relation.predicate, relation.subject.name, relation.object.name)
                if key not in seen:
                    seen.add(key)
                    yield claim

    def _stated(self, index: int) -> Iterator[Claim]:
        view = self.view
        token = view.tokens[index]
        pos = LEXICON_POS.get(token.upos)
        if pos is None or index in view.timex_at or (index in view.entity_at and token.upos == "PROPN"):
            return
        if token.upos == "VERB" and self.syntax.relation(index) == "amod":
            pos = "a"
        forms = (view.lemma(index),) if pos != "a" else (view.word(index), view.lemma(index))
        particle = view.particle(index)
        rows = [row for form in dict.fromkeys(forms) for row in view.lexicon.relations_of(form, pos, particle)]
        if not rows:
            return
        arguments = self._arguments(index, pos)
        for row in rows:
            if not self.guards.hold(index, arguments, row.needs):
                continue
            title = self._title(index) if row.predicate in _OF_TITLES else None
            if title is not None:  # "prime minister" leads, where "minister" is a member
                row = msgspec.structs.replace(row, predicate=title.predicate)
            made = list(self._tie(index, row, arguments))
            if made:
                yield from made
                return

    def _located(self, index: int) -> Iterator[Claim]:
        """ "Coalition forces are in Iraq": the place is the predicate."""
        if index not in self.view.toponym_at or not self.syntax.dependents(index, "cop"):
            return
        case = self.syntax.case_of(index)
        subjects = tuple(self.syntax.dependents(index, "nsubj"))
        arguments = Arguments(subjects, (), (), ((case, index),))
        for row in self.view.lexicon.relations_of("be", "v"):
            if case in row.prepositions and self.guards.hold(index, arguments, row.needs):
                yield from self._tie(index, row, arguments)

    def _arguments(self, index: int, pos: str) -> Arguments:
        if pos == "n":
            return self._of_noun(index)
        if pos == "a":
            return self._of_modifier(index)
        return self.arguments.of(index)

    def _of_noun(self, index: int) -> Arguments:
        """A noun's holder (whom it is said of) as subject; its of-phrase, possessor or name in front as object."""
        syntax, view = self.syntax, self.view
        holders = syntax.dependents(index, "nsubj")
        head, relation = view.tokens[index].head, syntax.relation(index)
        if relation == "appos" and head >= 0:
            holders = [head]
        if relation == "nmod" and head >= 0 and view.word(head) == "one" and syntax.relation(head) == "appos":
            holders = [view.tokens[head].head]  # "Orejuela, one of the leaders of the cartel"
        if not holders and relation == "obl" and syntax.case_of(index) == "in" and head >= 0:
            holders = list(self.arguments.of(head).subjects)  # "rallied in support of the premier"
        holders += syntax.dependents(index, "appos")
        named = [
            one
            for one in syntax.dependents(index, "flat", "compound")
            if view.tokens[one].upos == "PROPN" and one > index
        ]
        holders += named
        before = relation in ("compound", "flat") or view.tokens[index].deprel == "nmod:desc"
        if before and head > index and view.tokens[head].upos == "PROPN":
            holders.append(head)
        beside = view.person_after(index)
        if beside is not None and beside not in holders:
            holders.append(beside)
        if not holders and relation in ("obj", "xcomp", "obl") and head >= 0 and view.lemma(head) in _BECOMING:
            holders += self.arguments.of(head).subjects
        wholes = syntax.dependents(index, "nmod:poss")
        obliques: list[tuple[str, int]] = []
        for child in syntax.dependents(index, "nmod"):
            case = syntax.case_of(child)
            if self._is_of_title(index, child):
                continue
            if case == "of":
                wholes.append(child)
            elif case:
                obliques.append((case, child))
        if not wholes and beside is not None:
            # "Prime Minister of Kazakhstan Daniyal Akhmetov": the tree may hang the of-phrase on the name.
            wholes += [
                child for child in syntax.dependents(beside, "nmod") if child > index and syntax.case_of(child) == "of"
            ]
        fronts = [
            one
            for one in syntax.dependents(index, "compound", "amod", "nmod:desc")
            if one < index and one in view.entity_at
        ]
        if not fronts and before and head > index:  # "US President Trump": the tree may hang the state on the name
            words = [index, *syntax.dependents(index, "compound", "amod")]
            fronts = [
                one
                for one in syntax.dependents(head, "compound", "amod")
                if one in view.entity_at and self._end(one) == min(words)
            ]
        # "US President Trump and Turkish President Erdogan": a title in the singular has one holder.
        several = view.word(index) != view.lemma(index)
        subjects = [joined for one in holders for joined in (syntax.conjuncts(one) if several else [one])]
        objects = [joined for one in (wholes or fronts) for joined in syntax.conjuncts(one)]
        return Arguments(tuple(subjects), tuple(objects), tuple(fronts), tuple(obliques))

    def _end(self, word: int) -> int:
        """The token behind the name at a word."""
        name = self.view.entity_at[word]
        return self.view.tokens_in(name.start, name.end).stop

    def _of_modifier(self, index: int) -> Arguments:
        """ "Kurdish-held Kirkuk", "rebels loyal to Haftar": the noun modified, and what the word governs."""
        syntax, view = self.syntax, self.view
        found = self.arguments.of(index)
        relation, head = syntax.relation(index), view.tokens[index].head
        subjects = found.subjects
        if relation in ("amod", "acl") and head >= 0:
            subjects = tuple(syntax.conjuncts(head)[:1])
        fronts = [
            one for one in syntax.dependents(index, "compound", "amod", "obl", "advmod", "nmod", "nsubj") if one < index
        ]
        named = tuple(one for one in fronts if one in view.entity_at or view.agent(one) is not None)
        by = tuple(("by", one) for one in syntax.dependents(index, "obl:agent"))
        return Arguments(subjects, named, (), (*found.obliques, *by))

    def _tie(self, index: int, row: RelationEntry, arguments: Arguments) -> Iterator[Claim]:
        sides, spare = self._sides(row, arguments)
        made = False
        for wholes in (sides["object"], spare):
            if made:
                return
            for subject in sides["subject"]:
                for whole in wholes:
                    claim = self._claim(index, row, subject, whole, sides["origin"])
                    if claim is not None:
                        made = True
                        yield claim

    def _sides(self, row: RelationEntry, arguments: Arguments) -> tuple[dict[str, list[int]], list[int]]:
        """The words of each side; apart, what a title is told to be for beside what it is of ("director of news for
        AFP"), which counts where the other names no body."""
        sides: dict[str, list[int]] = {"subject": [], "object": [], "origin": []}
        spare: list[int] = []
        of = [one for one in arguments.objects if "of" in row.prepositions and self.syntax.case_of(one) == "of"]
        if row.subject != "none":
            sides[row.subject] += arguments.subjects
        if row.object != "none":
            sides[row.object] += [one for one in arguments.objects if one not in of]
        for case, word in (*(("of", one) for one in of), *arguments.obliques):
            side = row.prepositions.get(case) or row.prepositions.get(case.split()[0])
            if side == "object" and sides["object"] and row.predicate in _OF_TITLES and case != "of":
                spare.append(word)
            elif case == "between" and not sides["object"]:  # "tensions between Israel and Hezbollah"
                first, *rest = self.syntax.conjuncts(word)
                sides["subject"].append(first)
                sides["object"] += rest
            elif side and side != "none":
                sides[side].append(word)
        return sides, spare

    def _claim(self, index: int, row: RelationEntry, subject: int, whole: int, origins: Sequence[int]) -> Claim | None:
        if subject == whole:
            return None
        holder = self.maker.participants.entity(subject)
        headed = self._headed(index, whole) if row.predicate in _OF_TITLES else None
        target = headed or self._object(row, whole)
        if target is not None and target.name == holder.name:
            # "Russian-backed separatists", where the whole is a name
            holder = self.belonging.named_within(subject, holder) or holder
        if holder.type not in ACTORS or target is None or holder.name == target.name:
            return None
        origin = next((place for one in origins if (place := self.placer.at(one)) is not None), None)
        standing = self.maker.judge.judge(index)
        chain = self.maker.chain(index, standing)
        relation = Relation(row.predicate, holder, target, origin, self._when(index))
        grounds = [
            self.maker.ground("relation.predicate", "word of a tie", index, row.entry),
            self.maker.role_ground("relation.subject", subject),
            self.maker.role_ground("relation.object", whole),
        ]
        words = [subject, whole, *origins]
        return self.maker.claim(
            "relation", index, standing, chain, words, grounds, row.predicate, subject, whole, relation=relation
        )

    def _headed(self, index: int, whole: int) -> Entity | None:
        """Whom a title's holder heads or serves: of a state, the branch that the title belongs to."""
        title = self._title(index)
        return self._body(whole, title.kind) if title is not None else None

    def _object(self, row: RelationEntry, whole: int) -> Entity | Place | None:
        entity = self.maker.participants.entity(whole)
        if row.predicate in _TO_PLACES and (
            entity.type in ("unknown", "site", "state") or whole in self.view.toponym_at
        ):
            place = self.placer.at(whole)
            if place is not None:
                return place
            if row.predicate != "controls":
                return None
            if entity.type in ("unknown", "site") and self.guards.is_of_class(whole, "place"):
                return Entity(entity.text, entity.name, "site", entity.start, entity.end, country=entity.country)
        return entity if entity.type in ACTORS else None

    def _when(self, index: int) -> Interval | None:
        timex = self.dater.stated(index)
        published = self.view.reading.document.published
        if timex is None and published is not None and self._is_former(index):
            return Interval(None, published.end, None, "estimated")
        return self.dater.told(timex) if timex is not None else None

    def _is_former(self, index: int) -> bool:
        """ "former president", "ex-minister": up to now at the latest."""
        before = {self.view.word(one) for one in self.syntax.dependents(index, "amod", "advmod", "compound")}
        return bool(before & {"former", "ex", "then", "late", "onetime", "deposed", "ousted"})

    def _titled(self, index: int) -> Iterator[Claim]:
        """ "Libyan National Army commander Khalifa Haftar", "Russia's Foreign Minister Sergei Lavrov"."""
        view = self.view
        if view.tokens[index].upos not in ("NOUN", "PROPN"):
            return
        title = self._title(index)
        if title is None or view.lexicon.relations_of(view.lemma(index), "n"):
            return
        arguments = self._of_noun(index)
        for holder in arguments.subjects:
            person = self.maker.participants.entity(holder)
            beside = [word for case, word in arguments.obliques if case in ("for", "at")]
            for whole in (*arguments.objects[:1], *beside):
                body = self._body(whole, title.kind)
                if person.type != "person" or body is None or body.name == person.name:
                    continue
                standing = self.maker.judge.judge(index)
                chain = self.maker.chain(index, standing)
                grounds = [self.maker.ground("relation.predicate", "title", index, f"{title.file}: {title.title}")]
                yield self.maker.claim(
                    "relation",
                    index,
                    standing,
                    chain,
                    [holder, whole],
                    grounds,
                    title.predicate,
                    holder,
                    relation=Relation(title.predicate, person, body, None, self._when(index)),
                )

    def _is_of_title(self, index: int, child: int) -> bool:
        """ "Secretary of State": the of-phrase is part of the title, and no body."""
        if child in self.view.entity_at or self.syntax.dependents(child, "det", "amod", "nmod:poss"):
            return False  # "chief of the Palestinian riot police"
        return f"{self.view.lemma(index)} of {self.view.word(child)}" in self.view.lexicon.lexicon.titles

    def _title(self, index: int) -> Title | None:
        titles = self.view.lexicon.lexicon.titles
        for child in self.syntax.dependents(index, "nmod"):
            if self._is_of_title(index, child):
                return titles[f"{self.view.lemma(index)} of {self.view.word(child)}"]
        if index + 1 < len(self.view.tokens) and self.view.tokens[index + 1].head == self.view.tokens[index].head:
            both = f"{self.view.word(index)} {self.view.word(index + 1)}"  # "Attorney General John Ashcroft"
            if both in titles:
                return titles[both]
        words = [self.view.word(index)]
        for child in reversed(self.syntax.dependents(index, "compound", "amod")):
            if child < index:
                words.insert(0, self.view.word(child))
                if " ".join(words) in titles:
                    return titles[" ".join(words)]
        return titles.get(self.view.lemma(index))

    def _body(self, whole: int, kind: str) -> Entity | None:
        """What a title is a title of: of a state, its government (a minister's) or army (a general's)."""
        entity = self.maker.participants.entity(whole)
        name = self.view.entity_at.get(whole)
        registry = self.view.registry
        state = entity if entity.type == "state" else None
        if state is None and name is not None and name.type == "NORP" and name.actor:
            actor = registry.get(name.actor)
            if actor is not None and actor.type == "state":
                state = Entity(name.text, actor.name, "state", name.start, name.end, actor.id, actor.country)
        toponym = self.view.toponym_at.get(whole)
        if toponym is None and entity.type == "site":  # "governor of Sichuan province"
            named = (self.view.toponym_at.get(one) for one in self.syntax.dependents(whole, "compound"))
            toponym, name = next((one for one in named if one is not None), None), None
        if state is None and toponym is not None and (name is None or not name.actor):
            # A town's or province's own: "the mayor of London" leads London, not the state whose seat it is.
            return Entity(
                toponym.text,
                toponym.place.name,
                "government",
                toponym.start,
                toponym.end,
                country=toponym.place.country,
            )
        branch = _BRANCH.get(kind)
        if state is not None and kind in _CALLINGS and self.syntax.case_of(whole) != "of":
            return None
        if state is not None and state.id is not None and branch is not None:
            made = registry.compose(state.id, branch)
            if made is not None:
                return Entity(state.text, made.name, made.type, state.start, state.end, made.id, made.country)
        found = state or entity
        return found if found.type in ACTORS else None
