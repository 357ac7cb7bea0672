"""Attributions: who says what, as spans of source, cue and content, read off the syntax.

The categories are those of attribution corpora (source, cue, content); the patterns are English's: a
reporting verb with its subject and its clause ("X said that Y", "Y, X said", "as X notes, Y"), control ("X
denied shelling Y"), "according to X", reporting nouns ("X's claim that Y"), a quotation set off under
"As X explains:", and a quotation that goes on in the next sentence. What the model's head finds where these
are silent is added by :func:`merge_head`.
"""

from __future__ import annotations

from collections.abc import Sequence

from whence.reader import cues as cue_list
from whence.reader.cues import Cue
from whence.reader.syntax import Syntax
from whence.records import AttributionSpans, Block, Sentence, Span

NOUN_RULE = "noun under a reporting verb"
"""Found so, only the noun itself is what the source puts forward, not what hangs on it."""

SURE = 0.8
"""Prior from which a reporting verb is taken to report a bare noun too ("confirmed the attack")."""

OPENING = "\"“‘'«"
CLOSING = "\"”’'»"


class AttributionFinder:
    """Finds the attributions of one document."""

    def __init__(self, text: str, blocks: Sequence[Block], syntax: Syntax) -> None:
        self.text = text
        self.blocks = blocks
        self.syntax = syntax
        self.tokens = syntax.tokens
        self.cues = cue_list.load()

    def find(self) -> tuple[AttributionSpans, ...]:
        """All attributions, in text order of their cues."""
        found: list[AttributionSpans] = []
        bracketed = self._editorial()
        for index, token in enumerate(self.tokens):
            if index in bracketed:
                continue
            if token.text.lower() == "according":
                found.extend(self._according_to(index))
            elif token.upos in ("VERB", "AUX"):
                found.extend(self._verb(index))
            elif token.upos == "NOUN":
                found.extend(self._noun(index))
        found.extend(self._set_off(found))
        found.extend(self._going_on(found))
        return tuple(sorted(found, key=lambda one: one.cue[0].start if one.cue else one.content[0].start))

    def _editorial(self) -> set[int]:
        """Words in square brackets ("[emphasis added]") are the editor's, not anybody's report."""
        inside: set[int] = set()
        opened: int | None = None
        for index, token in enumerate(self.tokens):
            if token.text == "[":
                opened = index
            elif token.text == "]" and opened is not None:
                inside.update(range(opened, index + 1))
                opened = None
        return inside

    def cue_at(self, index: int, pos: str) -> Cue | None:
        """The cue entry that the word at ``index`` is, its particle considered."""
        particle = self.syntax.dependent(index, "compound:prt")
        word = self.tokens[particle].text.lower() if particle is not None else ""
        for cue in self.cues.get((self.tokens[index].lemma.lower(), pos), ()):
            if cue.particle == word:
                return cue
        return None

    def _verb(self, index: int) -> list[AttributionSpans]:
        cue = self.cue_at(index, "v")
        if cue is None:
            return []
        source = self.source_of(index)
        content, rule = self._content(index, cue, source)
        if not content:
            return []
        return [self._spans(source, [index, *self.syntax.dependents(index, "compound:prt")], content, rule)]

    def source_of(self, index: int) -> int | None:
        """The word that heads the source of a verb cue: subject, agent of a passive, or the controller."""
        syntax = self.syntax
        if self.tokens[index].lemma.lower() == "cite":
            return syntax.dependent(index, "obj")
        if syntax.is_passive(index):
            quoted = syntax.dependent(index, "advcl", "xcomp", "obl")
            if self.tokens[index].lemma.lower() == "quote" and quoted is not None:
                return syntax.dependent(index, "nsubj")
            return syntax.dependent(index, "obl:agent")
        subject = syntax.dependent(index, "nsubj")
        if subject is not None and self.tokens[subject].deprel == "nsubj":
            head = self.tokens[index].head
            if self.tokens[subject].text.lower() in ("who", "which", "that") and head >= 0:
                return head if syntax.relation(index) == "acl" else None
            return subject
        return self._controller(index)

    def _controller(self, index: int) -> int | None:
        """The subject that a verb without one of its own takes from the verb or noun above it."""
        syntax, head = self.syntax, self.tokens[index].head
        if head < 0:
            return None
        relation = syntax.relation(index)
        if relation == "acl" and self.tokens[index].deprel != "acl:relcl":
            return head
        if relation in ("xcomp", "advcl", "conj", "parataxis"):
            if self.tokens[head].upos not in ("VERB", "AUX", "ADJ"):
                return None
            if relation == "advcl" and self.tokens[head].lemma == "quote":
                return syntax.dependent(head, "nsubj:pass", "obj")
            subject = syntax.dependent(head, "nsubj")
            return subject if subject is not None else self._controller(head)
        return None

    def _content(self, index: int, cue: Cue, source: int | None) -> tuple[list[int], str]:
        syntax, token = self.syntax, self.tokens[index]
        clause = syntax.dependents(index, "ccomp")
        if clause:
            return syntax.subtree(clause[0]), "clause under a reporting verb"
        if self._takes_infinitive(index, cue):
            control = syntax.dependents(index, "xcomp")
            if control and self.tokens[control[0]].upos in ("VERB", "NOUN", "ADJ", "AUX"):
                return syntax.subtree(control[0]), "infinitive or gerund under a reporting verb"
        charge = [child for child in syntax.dependents(index, "advcl", "obl") if self._marks(child, "of")]
        if charge and "of" in cue.frames:
            return syntax.subtree(charge[0]), "what somebody is accused or warned of"
        head = token.head
        if head >= 0 and source is not None and syntax.dependent(index, "nsubj") is not None:
            if syntax.relation(index) == "parataxis":
                rest = syntax.subtree(head, without=[index])
                return rest, "reporting clause beside what is said"
            if syntax.relation(index) == "advcl" and self._marks(index, "as") and not syntax.dependents(index, "obj"):
                return syntax.subtree(head, without=[index]), "as X says"
        speech = syntax.dependents(index, "parataxis")
        if (
            speech
            and self.tokens[speech[0]].upos in ("VERB", "AUX", "NOUN", "ADJ")
            and self._after_colon(speech[0], index)
        ):
            return syntax.subtree(speech[0]), "direct speech after a reporting verb"
        if "np" in cue.frames and cue.prior >= SURE and cue.kind in ("says", "denies"):
            objects = syntax.dependents(index, "obj", "nsubj:pass")
            if objects and self.tokens[objects[0]].upos == "NOUN":
                return syntax.subtree(objects[0]), NOUN_RULE
        return [], ""

    def _takes_infinitive(self, index: int, cue: Cue) -> bool:
        """ "claims to have", "is said to be", "denied shelling"; a wish ("wants to meet") tells nothing."""
        control = self.syntax.dependents(index, "xcomp")
        if not control:
            return False
        infinitive = self._marks(control[0], "to")
        if self.syntax.is_passive(index):
            return infinitive and "passive_to" in cue.frames
        if cue.kind == "denies":
            return True
        return infinitive and "to" in cue.frames and cue.kind != "thinks"

    def _after_colon(self, speech: int, cue: int) -> bool:
        between = self.text[self.tokens[cue].end : self.tokens[self.syntax.subtree(speech)[0]].start]
        return speech > cue and (":" in between or any(mark in between for mark in OPENING[:2]))

    def _marks(self, index: int, word: str) -> bool:
        return any(
            self.tokens[child].text.lower() == word for child in self.syntax.dependents(index, "mark", "case", "advmod")
        )

    def _according_to(self, index: int) -> list[AttributionSpans]:
        syntax, token = self.syntax, self.tokens[index]
        if index + 1 >= len(self.tokens) or self.tokens[index + 1].text.lower() != "to":
            return []
        if syntax.relation(index) == "case" or token.upos == "ADP":
            source = token.head
            above = self.tokens[source].head if source >= 0 else -1
            barred = source
        else:
            inner = syntax.dependent(index, "obl", "nmod", "obj", "pobj")
            source, above, barred = (inner if inner is not None else -1), token.head, index
        if source < 0 or above < 0:
            return []
        clause = syntax.clause_of(above)
        content = [one for one in syntax.subtree(clause, without=[barred]) if self._is_word_of_clause(one, clause)]
        if not content:
            return []
        return [self._spans(source, [index, index + 1], content, "according to")]

    def _is_word_of_clause(self, index: int, clause: int) -> bool:
        """Coordinating words that open the sentence belong to the narrator."""
        return not (self.tokens[index].head == clause and self.syntax.relation(index) == "cc" and index < clause)

    def _noun(self, index: int) -> list[AttributionSpans]:
        cue = self.cue_at(index, "n")
        if cue is None:
            return []
        syntax = self.syntax
        clauses = [
            child
            for child in syntax.dependents(index, "acl", "ccomp")
            if self.tokens[child].deprel != "acl:relcl" and self._is_told(child)
        ]
        if not clauses:
            clauses = [child for child in syntax.dependents(index, "nmod") if syntax.case_of(child) == "of"]
            clauses = [child for child in clauses if "np" in cue.frames or "of" in cue.frames]
        if not clauses:
            return []
        return [self._spans(self._noun_source(index), [index], syntax.subtree(clauses[0]), "reporting noun")]

    def _is_told(self, index: int) -> bool:
        """A "that" clause or an infinitive under a noun is told; a participle ("a report saying") tells itself."""
        if self._marks(index, "that") or self._marks(index, "to"):
            return True
        return self.syntax.dependent(index, "nsubj") is not None

    def _noun_source(self, index: int) -> int | None:
        syntax = self.syntax
        owner = syntax.dependent(index, "nmod:poss")
        if owner is not None:
            return owner
        for child in syntax.dependents(index, "nmod", "obl"):
            if syntax.case_of(child) in ("by", "from", "in"):
                return child
        head = self.tokens[index].head
        if (
            syntax.relation(index) == "obj"
            and head >= 0
            and self.tokens[head].lemma in ("make", "issue", "release", "give")
        ):
            return syntax.dependent(head, "nsubj")
        for child in syntax.dependents(head, "obl") if head >= 0 and self.tokens[head].lemma == "be" else []:
            if syntax.case_of(child) == "in":
                return child
        return None

    def _set_off(self, found: Sequence[AttributionSpans]) -> list[AttributionSpans]:
        """A quotation set off from the author's text belongs to whom the sentence before it names."""
        made: list[AttributionSpans] = []
        for block in self.blocks:
            if block.introduced_by is None:
                continue
            introducing = self._last_sentence(block.introduced_by)
            cue = self._introducing_cue(introducing) if introducing else None
            if cue is None:
                continue
            source = self._introducing_source(cue, found)
            start, end = self._trimmed(block.start, block.end)
            content = (Span.cut(self.text, start, end),)
            token = next((n for n, t in enumerate(self.tokens) if t.start >= start), None)
            made.append(self._spans(source, [cue], [], "quotation set off", given=content, content_token=token))
        return made

    def _last_sentence(self, block: int) -> Sentence | None:
        inside = [one for one in self.syntax.sentences if one.block == block]
        return inside[-1] if inside else None

    def _introducing_cue(self, sentence: Sentence) -> int | None:
        """The last reporting verb of the sentence that has a source, else the last at all."""
        verbs = [i for i in range(sentence.first, sentence.last) if self.tokens[i].upos in ("VERB", "AUX")]
        cues = [i for i in verbs if self.cue_at(i, "v") is not None]
        last = [i for i in cues if all(self.tokens[j].upos == "PUNCT" for j in range(i + 1, sentence.last))]
        opening = [i for i in cues if self._marks(i, "as")]
        according = self._according_in(sentence)
        sourced = [i for i in cues if self.source_of(i) is not None]
        for choice in (last, opening, [] if according is None else [according], sourced, cues):
            if choice:
                return choice[-1]
        return None

    def _according_in(self, sentence: Sentence) -> int | None:
        for index in range(sentence.first, sentence.last):
            if self.tokens[index].text.lower() == "according":
                return index
        return None

    def _introducing_source(self, cue: int, found: Sequence[AttributionSpans]) -> int | None:
        same = [one for one in found if one.cue_token == cue]
        return same[0].source_token if same else self.source_of(cue)

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end

    def _going_on(self, found: Sequence[AttributionSpans]) -> list[AttributionSpans]:
        """A sentence wholly in quotation marks after an attributed quotation has the same source."""
        made: list[AttributionSpans] = []
        last: AttributionSpans | None = None
        for number, sentence in enumerate(self.syntax.sentences):
            words = self.text[sentence.start : sentence.end].strip()
            inside = [one for one in found if one.cue and sentence.start <= one.cue[0].start < sentence.end]
            before = self.syntax.sentences[number - 1] if number else None
            same_block = before is not None and before.block == sentence.block
            if inside:
                quoted = any(mark in words for mark in '"“”')
                last = inside[-1] if quoted and inside[-1].source else None
            elif last is not None and same_block and len(words) > 2 and words[0] in OPENING[:2] and words[-1] in '"”':
                start, end = self._trimmed(sentence.start, sentence.end)
                made.append(
                    AttributionSpans(
                        last.source,
                        last.cue,
                        (Span.cut(self.text, start, end),),
                        last.cue_token,
                        last.source_token,
                        sentence.first,
                        "quotation goes on",
                    )
                )
            else:
                last = None
        return made

    def _spans(
        self,
        source: int | None,
        cue: Sequence[int],
        content: Sequence[int],
        rule: str,
        *,
        content_token: int | None = None,
        given: tuple[Span, ...] = (),
    ) -> AttributionSpans:
        """Spans for token indices; the source leaves out its preposition and what the content holds of it."""
        held = set(content)
        words: list[int] = []
        if source is not None:
            cased = self.syntax.dependents(source, "case") if self.tokens[source].deprel != "nmod:poss" else []
            barred = [*cased, *self.syntax.dependents(source, "acl:relcl", "parataxis")]
            barred += [one for one in self.syntax.dependents(source, "case") if one not in barred]
            words = [one for one in self.syntax.subtree(source, without=barred) if one not in held and one not in cue]
        head = min(content, key=lambda one: sum(1 for _ in self.syntax.ancestors(one)), default=content_token)
        return AttributionSpans(
            source=self._cut(words),
            cue=self._cut(sorted(cue)),
            content=given or self._cut(content),
            cue_token=cue[0],
            source_token=source,
            content_token=head,
            found_by=rule,
        )

    def _cut(self, indices: Sequence[int]) -> tuple[Span, ...]:
        return tuple(Span.cut(self.text, start, end) for start, end in self.syntax.runs(indices))


def merge_head(
    ruled: tuple[AttributionSpans, ...],
    head: Sequence[tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]], Sequence[tuple[int, int]]]],
    text: str,
    syntax: Syntax,
) -> tuple[AttributionSpans, ...]:
    """Add to the rules' attributions those of the model's head whose cue no rule has.

    ``head`` holds (source, cue, content) as lists of token ranges. Only whole ones are taken: with a source, a cue
    and a content of two words or more, for a cue alone says nothing.
    """
    taken = [(span.start, span.end) for one in ruled for span in one.cue]
    added: list[AttributionSpans] = []
    for source, cue, content in head:
        if not source or not cue or sum(last - first for first, last in content) < 2:
            continue
        spans = [tuple(_range(text, syntax, part) for part in parts) for parts in (source, cue, content)]
        if any(span.start < end and start < span.end for span in spans[1] for start, end in taken):
            continue
        tops = [_top(syntax, part) for part in (source[0], cue[0], content[0])]
        if not _is_reporting(syntax, tops):
            continue
        added.append(AttributionSpans(spans[0], spans[1], spans[2], tops[1], tops[0], tops[2], "head"))
    return tuple(sorted((*ruled, *added), key=lambda one: one.cue[0].start))


def _is_reporting(syntax: Syntax, tops: Sequence[int]) -> bool:
    """The head is believed where its cue is a word of reporting, and all three parts stand in one sentence."""
    source, cue, content = tops
    token = syntax.tokens[cue]
    known = any((token.lemma.lower(), pos) in cue_list.load() for pos in ("v", "n"))
    nominal = syntax.tokens[source].upos in ("NOUN", "PROPN")
    return known and nominal and len({syntax.sentence_of[one] for one in (source, cue, content)}) == 1


def _range(text: str, syntax: Syntax, part: tuple[int, int]) -> Span:
    return Span.cut(text, syntax.tokens[part[0]].start, syntax.tokens[part[1] - 1].end)


def _top(syntax: Syntax, part: tuple[int, int]) -> int:
    """The word of a range whose head lies outside it."""
    for index in range(*part):
        if not part[0] <= syntax.tokens[index].head < part[1]:
            return index
    return part[0]
