"""Factuality: how surely the words themselves present an act, before anybody's word is taken into account.

Values are FactBank's (Saurí & Pustejovsky 2009): certain, probable, possible; so, not so, not said. Markers come
from ``markers.csv`` and ``estimative.csv``; they are looked for on the path from the act's word up to the clause
that a source puts forward, which is the scope that syntax gives them.
"""

from __future__ import annotations

from collections.abc import Sequence

from whence.coder.conditions import Conditions
from whence.coder.entries import Estimative, Marker
from whence.coder.standing import CERTAINTY, SPEECH, Standing, Tally
from whence.coder.view import View
from whence.reader.syntax import is_past_participle
from whence.records import Sentence

_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_POSSIBLE = frozenset({"may", "might", "could"})
_RANKED = frozenset({"first", "second", "third", "last", "latest", "only", "next"})
"""Words of rank: "the first country to recognise it" has recognised it."""

_ABILITY = frozenset({"able", "capable", "ability", "capability", "capacity"})
_PERFECT = frozenset({"have", "'ve", "’ve", "has", "had"})


class FactualityJudge:
    """Judges the acts of one document."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.syntax = view.syntax
        self.lexicon = view.lexicon
        self.conditions = Conditions(view)
        self.cue_tokens = {one.cue_token for one in view.attributions if one.cue_token is not None}
        # Every kind of claim asks about the same words.
        self._judged: dict[tuple[int, int | None], Standing] = {}
        self._found: dict[int, list[tuple[int, Marker]]] = {}

    def judge(self, index: int, *, light: int | None = None) -> Standing:
        """What the words say of the act at a token; ``light`` is the light verb that carries it."""
        known = self._judged.get((index, light))
        if known is None:
            known = self._judged[index, light] = self._judge(index, light)
        return known

    def _judge(self, index: int, light: int | None) -> Standing:
        tally = Tally(self.view)
        below = index
        path = self._path(index, light)
        self._foretold(path[-1], tally)
        for node in path:
            self._children(node, index, tally)
            if node not in (index, light):
                self._governor(node, below, tally)
            tally.walled = tally.walled or self.syntax.relation(node) == "ccomp"
            below = node
        self._purpose(light if light is not None else index, tally)
        self._said_of(index, tally)
        self._announced(light if light is not None else index, tally)
        self._phrases(index, tally)
        self.conditions.after_inversion(index, light, tally)
        sentence = self.view.sentence_at(index)
        if self.view.text[sentence.start : sentence.end].rstrip("\"”’') ").endswith("?"):
            tally.uncommitted = True
        return tally.standing()

    def _purpose(self, verb: int, tally: Tally) -> None:
        """ "troops sent to retake the town": what is done for a purpose does not say that the purpose came about."""
        if self.syntax.relation(verb) != "advcl" or self.syntax.dependents(verb, "nsubj"):
            return
        for mark in self.syntax.dependents(verb, "mark"):
            if self.view.word(mark) == "to":
                tally.uncommitted = True
                tally.mark(self.view.span([mark]))

    def _foretold(self, top: int, tally: Tally) -> None:
        """ "is expected to be charged": what a cue of prediction holds lies ahead."""
        head = self.view.tokens[top].head
        if head in self.cue_tokens and self.syntax.is_infinitive(top):
            markers = self.lexicon.lexicon.markers.get(self.view.lemma(head), ())
            tally.future = tally.future or any(one.stance == "predicts" for one in markers)

    def _announced(self, verb: int, tally: Tally) -> None:
        """ "Rebels to free 20 sailors": the future of headlines."""
        head = self.view.tokens[verb].head
        if self.syntax.relation(verb) != "acl" or head < 0 or not self.syntax.is_infinitive(verb):
            return
        if verb in self.view.entity_at or any(self.view.word(one) in _RANKED for one in self.syntax.children[head]):
            return  # "the Committee to Protect Journalists", "the first country to send troops"
        if self.view.agent(head) is not None or head in self.view.entity_at:
            tally.future = True
            tally.at_most(CERTAINTY["PR"])

    def _said_of(self, index: int, tally: Tally) -> None:
        """ "The group's presence is said to be expanding": what is said of a noun is said of the tie that it names."""
        head = self.view.tokens[index].head
        if self.view.tokens[index].deprel != "nsubj:pass" or head < 0:
            return
        for below in self.syntax.dependents(head, "xcomp"):
            self._governor(head, below, tally)

    def _path(self, index: int, light: int | None) -> list[int]:
        """The words whose modality reaches the act: itself, its light verb, and the clauses that embed it."""
        path = [index]
        here = light if light is not None else index
        if light is not None:
            path.append(light)
        over = self.view.attributions_over.get(index, [])
        cues = {one.cue_token for one in over}
        tops = {one.content_token for one in over}
        while True:
            token = self.view.tokens[here]
            if (
                token.head < 0
                or token.head in cues
                or (here in tops and here != index and token.head in self.cue_tokens)
            ):
                return path
            if not self._passes(here):
                return path
            here = token.head
            path.append(here)

    def _passes(self, index: int) -> bool:
        """Whether what governs a word bears on its being so."""
        view, token = self.view, self.view.tokens[index]
        relation, head = self.syntax.relation(index), token.head
        if token.deprel == "acl:relcl" or relation in ("parataxis", "appos"):
            return False
        if relation == "advcl":
            return not self.syntax.dependents(index, "mark", "advmod") and token.text.lower().endswith("ing")
        if relation in ("xcomp", "ccomp", "csubj", "acl"):
            return True
        if relation == "conj":
            own = self.syntax.dependents(index, "aux", "nsubj", "cop")
            return not own or view.tokens[index].upos in ("NOUN", "PROPN")
        if relation in ("obj", "obl", "nsubj", "nmod", "compound"):
            return self._embeds(head) or (self._is_any(index) and self._is_modal(head))
        return False

    def _is_any(self, index: int) -> bool:
        """An indefinite noun ("an attack on Iran would …"): under a modal it is no attack that took place."""
        articles = {self.view.word(one) for one in self.syntax.dependents(index, "det", "nmod:poss", "nummod")}
        token = self.view.tokens[index]
        bare_plural = not articles and token.upos == "NOUN" and token.text.lower() != token.lemma.lower()
        return bare_plural or bool(articles & {"a", "an", "any", "another"})

    def _is_modal(self, index: int) -> bool:
        modals = _FUTURE | _POSSIBLE | {"would", "can", "'d", "’d"}
        verbs = (index, self.syntax.first_conjunct(index))
        return any(self.view.word(one) in modals for verb in verbs for one in self.syntax.dependents(verb, "aux"))

    def _embeds(self, head: int) -> bool:
        """Whether a word leaves open, or denies, what its noun names ("planned an attack", "prevented a raid")."""
        pos = _MARKER_POS.get(self.view.tokens[head].upos, ())
        for marker in self.lexicon.lexicon.markers.get(self.view.lemma(head), ()):
            if marker.pos in pos and marker.scope == "complement" and marker.frame == "any" and len(marker.words) == 1:
                return marker.effect in ("uncommitted", "negate", "attempt", "possible")
        return False

    def _children(self, node: int, act: int, tally: Tally) -> None:
        view = self.view
        for child in self.syntax.children[node]:
            relation = self.syntax.relation(child)
            word = view.word(child)
            if relation == "aux":
                self._auxiliary(child, node, word, tally)
            elif relation in ("advmod", "det", "cc", "discourse", "amod", "case", "mark"):
                self._marker(child, node, node == act, tally)
            elif relation == "nsubj" and self.view.is_nobody(child):
                tally.negative = not tally.negative
                tally.mark(view.span([child]))
            elif relation == "advcl" and node in (act, view.tokens[act].head):
                self.conditions.told(child, node, tally)
        if node != act or self.syntax.relation(node) == "advcl":
            self.conditions.under(node, tally)

    def _auxiliary(self, child: int, node: int, word: str, tally: Tally) -> None:
        perfect = any(self.view.word(one) in _PERFECT for one in self.syntax.dependents(node, "aux") if one != child)
        going_on = self.view.word(node).endswith("ing")
        if word in _POSSIBLE:
            tally.at_most(1)
            tally.mark(self.view.span([child]))
            tally.future = tally.future or (not (perfect or going_on) and self.view.tokens[node].upos == "VERB")
        elif word in _FUTURE:
            tally.at_most(2)
            tally.future = True
            tally.mark(self.view.span([child]))
        elif word in ("would", "'d", "’d"):
            tally.uncommitted = True
            tally.future = tally.future or not perfect
            tally.mark(self.view.span([child]))
        elif word == "can":
            tally.ability = True
            tally.at_most(1)
            tally.mark(self.view.span([child]))
        elif word in ("should", "must"):
            tally.uncommitted = not perfect
            tally.at_most(2)
            tally.mark(self.view.span([child]))

    def _marker(self, child: int, node: int, on_act: bool, tally: Tally) -> None:
        """What a word beside the act, or beside what embeds it, does to it."""
        estimate = self._estimative(child)
        if estimate is not None:
            self._apply_band(*estimate, child, tally)
            return
        view = self.view
        scopes = ["head", "clause"]
        if on_act and view.tokens[node].upos == "NOUN":
            scopes.append("modified")
        pos = _MARKER_POS.get(view.tokens[child].upos, ())
        marker = self.lexicon.marker((view.word(child), view.lemma(child)), pos, scopes)
        if marker is not None and marker.effect != "actor_doubt":
            self._apply(marker, [child], tally)

    def _estimative(self, child: int) -> tuple[Estimative, int] | None:
        """The estimative phrase that ends at a word ("highly likely"), and its first token."""
        words = [self.view.word(child)]
        first = child
        while first > 0 and len(words) < 4 and self.view.tokens[first - 1].upos in ("ADV", "ADJ", "ADP", "DET", "PART"):
            first -= 1
            words.insert(0, self.view.word(first))
        while words:
            entry = self.lexicon.estimative(words)
            if entry is not None:
                return entry, first
            words.pop(0)
            first += 1
        return None

    def _apply_band(self, entry: Estimative, first: int, child: int, tally: Tally) -> None:
        tally.probability = (entry.low, entry.high)
        tally.at_most(CERTAINTY[entry.value[:2]])
        if entry.value.endswith("-"):
            tally.negative = not tally.negative
        tally.mark(self.view.span(range(first, child + 1)))

    def _apply(self, marker: Marker, indices: Sequence[int], tally: Tally) -> None:
        tally.mark(self.view.span(indices))
        if marker.effect == "negate":
            # "declined to say how many will be sent", "did not say that it fell": what is not said is not denied
            tally.negative = tally.negative != (not tally.walled)
        elif marker.effect in ("uncommitted", "attempt", "open"):
            tally.uncommitted = True
            tally.planned = tally.planned or marker.effect == "uncommitted"
        elif marker.effect == "unspecified_report":
            tally.unspecified.append((indices[0], marker))
        if marker.value is not None and marker.value[-1] != "u":
            tally.at_most(CERTAINTY[marker.value[:2]])
            if marker.value.endswith("-") and marker.effect != "negate":
                tally.negative = True
        elif marker.value is not None:
            tally.uncommitted = True

    def _governor(self, node: int, below: int, tally: Tally) -> None:
        """What a word does to the clause or noun under it ("plans to", "likely to", "failed to")."""
        view, passive = self.view, self.syntax.is_passive(node)
        upos = view.tokens[node].upos
        estimate = self._estimative(node) if upos in ("ADJ", "ADV") else None
        if estimate is not None:
            tally.future = tally.future or self.syntax.is_infinitive(below)
            self._apply_band(*estimate, node, tally)
            return
        if view.lemma(node) in _ABILITY:
            self._able(node, tally)
            return
        marker = self._complement_marker(node, below, passive=passive)
        if marker is None or (marker.value == "CT-" and self._is_speech(below)):
            return
        if marker.stance == "predicts":
            tally.future = True
        done = "have" in {self.view.lemma(one) for one in self.syntax.dependents(below, "aux")}
        if marker.effect in ("uncommitted", "probable", "possible") and self.syntax.is_infinitive(below) and not done:
            tally.future = tally.future or upos != "NOUN" or not self._is_past(node)
        self._apply(marker, [node], tally)

    def _is_speech(self, index: int) -> bool:
        """ "denied the accusation": that it was made is not denied."""
        return self.view.tokens[index].upos == "NOUN" and self.view.lemma(index) in SPEECH

    def _is_past(self, noun: int) -> bool:
        """ "made the decision to drop it": a decision told in the past looks ahead to nothing now."""
        verb = self.syntax.clause_of(noun)
        helping = {self.view.word(one) for one in self.syntax.dependents(verb, "aux", "cop")}
        if helping & {"is", "are", "'s", "’s", "has", "have", "will", "would", "may", "might", "could"}:
            return False
        token = self.view.tokens[verb]
        return bool(helping & {"was", "were", "had", "did"}) or (token.upos == "VERB" and is_past_participle(token))

    def _able(self, node: int, tally: Tally) -> None:
        """An ability is no act; what somebody "was able to" do was done."""
        copula = self.syntax.dependent(node, "cop")
        if copula is not None and self.view.word(copula) in ("was", "were"):
            return
        tally.ability = True
        tally.at_most(1)
        tally.mark(self.view.span([node]))

    def _complement_marker(self, node: int, below: int, *, passive: bool) -> Marker | None:
        view = self.view
        pos = _MARKER_POS.get(view.tokens[node].upos, ())
        infinitive = self.syntax.is_infinitive(below)
        for marker in self.lexicon.lexicon.markers.get(view.lemma(node), ()):
            if len(marker.words) > 1 or marker.pos not in pos or marker.scope != "complement":
                continue
            if marker.frame == "to" and not infinitive:
                continue
            if (marker.frame == "passive_to" and not passive) or marker.effect == "actor_doubt":
                continue
            return marker
        return None

    def _phrases(self, index: int, tally: Tally) -> None:
        """Markers of several words: doubts told beside the act ("yet to be established"), frames before it
        ("it is said that", "in a bid to")."""
        for first, marker in self._phrases_of(self.view.sentence_at(index)):
            after = first + len(marker.words)
            if self._in_scope(marker, after, index):
                self._apply(marker, range(first, after), tally)
                if marker.effect == "probable" and marker.words[0] == "be" and marker.words[-1] == "to":
                    tally.future = tally.future or self.view.word(first) not in ("was", "were")
                if marker.effect == "doubt" and marker.scope == "sentence":
                    tally.uncommitted = tally.uncommitted or marker.value in (None, "Uu")

    def _phrases_of(self, sentence: Sentence) -> list[tuple[int, Marker]]:
        """A sentence's phrases, each with its first word; every act in it asks for them."""
        known = self._found.get(sentence.first)
        if known is None:
            known = self._found[sentence.first] = []
            lemmas = [self.view.lemma(one) for one in range(sentence.first, sentence.last)]
            for place, lemma in enumerate(lemmas):
                for one in self.lexicon.phrases_at(lemma):
                    if tuple(lemmas[place : place + len(one.words)]) == one.words and not set(one.words) & _ABILITY:
                        known.append((sentence.first + place, one))
                        break
        return known

    def _in_scope(self, marker: Marker, after: int, act: int) -> bool:
        if marker.effect == "actor_doubt":
            return False
        if marker.scope == "sentence":
            return True
        if marker.scope == "complement" and marker.effect not in ("unspecified_report", "certain", "open"):
            return after <= act <= after + PHRASE_REACH
        if marker.scope == "clause":
            return self.syntax.clause_of(after - 1) == self.syntax.clause_of(act)
        return after <= act


PHRASE_REACH = 3
"""Words between a phrase such as "in a bid to" and the verb it governs: an adverb or two at most."""

_MARKER_POS: dict[str, tuple[str, ...]] = {
    "ADV": ("r",),
    "PART": ("r",),
    "ADJ": ("a",),
    "VERB": ("v", "a"),
    "AUX": ("v", "x"),
    "NOUN": ("n",),
    "DET": ("c", "r"),
    "CCONJ": ("c", "r"),
    "SCONJ": ("c",),
    "ADP": ("c", "r"),
}
"""Which of markers.csv's parts of speech a UD tag can be."""
