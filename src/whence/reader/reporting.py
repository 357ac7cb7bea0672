"""Reporting: the patterns of English by which a clause, an infinitive or a noun phrase is put on somebody's word.

Read off the syntax: a reporting verb with its subject and its clause ("X said that Y", "Y, X said", "as X notes,
Y"), control ("X denied shelling Y"), the passive ("Y is believed to"), reporting nouns ("X's claim that Y") and
"according to X". Which words report, and how, stands in ``data/cues.csv``.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from whence.reader import cues as cue_list
from whence.reader import tables
from whence.reader.according import AccordingFinder
from whence.reader.attributed import cut, spans_of, top_of
from whence.reader.cues import Cue
from whence.reader.syntax import Syntax
from whence.records import AttributionSpans

NOUN_RULE = "noun under a reporting verb"
"""Found so, only the noun itself is what the source puts forward, not what hangs on it."""

SURE = 0.8
"""Prior from which a reporting verb is taken to report a bare noun too ("confirmed the attack"), or to report
although its subject cannot be found."""

WEAK = 0.65
"""Prior below which a word is a verb of knowing and seeing; with a question under it ("we know what happened") it
says only that something is known, not what."""

RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})

_QUESTIONS = frozenset({"what", "how", "why", "where", "when", "who", "whom", "whose", "which"})

_WITHHOLDING = frozenset({"decline", "refuse", "fail", "forget", "hesitate"})

_MODALS = frozenset({"must", "should", "can", "could", "may", "might", "will"})

_SAID_BY = ("by", "from", "in")


class ReportingFinder:
    """Asks of a word whether something is reported by it."""

    def __init__(self, text: str, syntax: Syntax) -> None:
        self.text = text
        self.syntax = syntax
        self.tokens = syntax.tokens
        self.cues = cue_list.load()
        self.according = AccordingFinder(text, syntax)
        self.reportable = tables.words("reported_nouns.csv")

    def at(self, index: int) -> list[AttributionSpans]:
        """The attributions whose cue is the word at ``index``."""
        token = self.tokens[index]
        if token.text.lower() == "according":
            return self.according.at(index)
        if token.upos in ("VERB", "AUX"):
            return self._verb(index)
        if token.upos == "NOUN":
            return self._noun(index)
        return []

    def cue_at(self, index: int, pos: str) -> Cue | None:
        """The cue entry that the word at ``index`` is; a particle must be the entry's ("point out", "rule out")."""
        particle = self.syntax.dependent(index, "compound:prt")
        word = self.tokens[particle].text.lower() if particle is not None else ""
        for cue in self.cues.get((self.tokens[index].lemma.lower(), pos), ()):
            if cue.particle == word:
                return cue
        return None

    def source_of(self, index: int) -> int | None:
        """The word that heads the source of a verb cue: subject, agent of a passive, or the controller."""
        syntax = self.syntax
        lemma = self.tokens[index].lemma.lower()
        if lemma == "cite":
            return syntax.dependent(index, "obj")
        if syntax.is_passive(index):
            quoted = syntax.dependent(index, "advcl", "xcomp", "obl")
            if lemma == "quote" and quoted is not None:
                return self._named(syntax.dependent(index, "nsubj"), index)
            return self._agent(index)
        subject = syntax.dependent(index, "nsubj")
        if subject is not None and self.tokens[subject].deprel != "nsubj:pass":
            return self._named(subject, index)
        return self._controller(index)

    def _agent(self, index: int) -> int | None:
        agent = self.syntax.dependent(index, "obl:agent")
        if agent is not None:
            return agent
        by = [child for child in self.syntax.dependents(index, "obl") if self.syntax.case_of(child) == "by"]
        return by[0] if by else None

    def _named(self, subject: int | None, index: int) -> int | None:
        """What a relative pronoun stands for: the noun that its clause hangs on; any other subject itself."""
        if subject is None or self.tokens[subject].text.lower() not in RELATIVES:
            return subject
        for above in (index, *self.syntax.ancestors(index)):
            if self.tokens[above].deprel == "acl:relcl" or self.syntax.relation(above) == "acl":
                return self.tokens[above].head
            if self.syntax.relation(above) in ("root", "ccomp", "advcl", "parataxis"):
                break
        return None if self.tokens[subject].text.lower() == "which" else subject

    def _controller(self, index: int) -> int | None:
        """The subject that a verb without one of its own takes from the verb or noun above it."""
        syntax, head = self.syntax, self.tokens[index].head
        if head < 0:
            return None
        relation = syntax.relation(index)
        if relation == "acl" and self.tokens[index].deprel != "acl:relcl":
            return None if self.marks(index, "to") else head
        if relation not in ("xcomp", "advcl", "conj", "parataxis"):
            return None
        if relation == "advcl" and self.tokens[head].lemma == "quote":
            return syntax.dependent(head, "nsubj:pass", "obj")
        subject = syntax.dependent(head, "nsubj")
        if subject is not None and (relation != "advcl" or self.tokens[subject].deprel != "nsubj:pass"):
            return self._named(subject, head)
        return self._controller(head) if self.tokens[head].upos in ("VERB", "AUX", "ADJ") else None

    def marks(self, index: int, word: str) -> bool:
        """True where a clause or noun is introduced by this word."""
        return any(
            self.tokens[child].text.lower() == word for child in self.syntax.dependents(index, "mark", "case", "advmod")
        )

    def _verb(self, index: int) -> list[AttributionSpans]:
        cue = self.cue_at(index, "v")
        if cue is None or self._is_addressed(index, cue) or self._is_withheld(index, cue):
            return []
        source = self.source_of(index)
        content, rule = self._content(index, cue, source)
        closing = self._closing_source(index) if source is None and cue.kind == "says" and content else []
        if closing:
            source = top_of(self.syntax, closing)
            content = [word for word in content if word not in closing]
            spans = spans_of(self.text, self.syntax, source, [index], content, rule)
            return [msgspec.structs.replace(spans, source=cut(self.text, self.syntax, closing))]
        if not content or (source is None and not self._may_lack_source(index, cue)):
            return []
        return [
            spans_of(self.text, self.syntax, source, [index, *self._cue_words(index, content)], content, rule),
        ]

    def _closing_source(self, index: int) -> list[int]:
        """ "..., activists and medics said.": the words between the last comma and a verb that ends its sentence, where
        the tree has lost its subject."""
        sentence = self.syntax.sentences[self.syntax.sentence_of[index]]
        rest = [one for one in range(index + 1, sentence.last) if self.tokens[one].upos != "PUNCT"]
        words: list[int] = []
        for one in range(index - 1, sentence.first, -1):
            if self.tokens[one].text in (",", '"', "”"):
                break
            words.insert(0, one)
        else:
            return []
        plain = all(self.tokens[one].upos not in ("VERB", "AUX", "SCONJ") for one in words)
        nominal = bool(words) and self.tokens[words[-1]].upos in ("NOUN", "PROPN", "PRON")
        return words if not rest and plain and nominal and not self.syntax.is_passive(index) else []

    def _cue_words(self, index: int, content: Sequence[int]) -> list[int]:
        """Particles, and the noun whose content a denial takes over ("denied claims that ...")."""
        words = self.syntax.dependents(index, "compound:prt")
        noun = self._rejected(index)
        return [*words, noun] if noun is not None and noun not in content else words

    def _is_addressed(self, index: int, cue: Cue) -> bool:
        """ "you know", "let us remember": the reader is spoken to, nothing is reported."""
        subject = self.syntax.dependent(index, "nsubj")
        if cue.kind in ("says", "denies"):
            return False
        if subject is None:  # "don't expect": an order not to
            return self.syntax.has_lemma(index, ("do",), "aux") is not None
        return self.tokens[subject].text.lower() == "you"

    def _is_withheld(self, index: int, cue: Cue) -> bool:
        """ "declined to say how many" tells nothing; "worth noting", "it must be said" is the text's own voice."""
        token, before = self.tokens[index], self.tokens[index - 1].text.lower() if index else ""
        above = self.tokens[token.head].lemma.lower() if token.head >= 0 else ""
        governed = self.syntax.relation(index) == "xcomp"
        if cue.kind != "denies" and governed and above in _WITHHOLDING:
            return True
        must = self.syntax.has_lemma(index, _MODALS, "aux") is not None or (governed and above in ("have", "need"))
        own_voice = must and self.syntax.is_passive(index) and self._agent(index) is None
        return before == "worth" or (own_voice and cue.kind == "says")

    def _may_lack_source(self, index: int, cue: Cue) -> bool:
        """A passive need not tell by whom; "..., which indicates that" has the sentence for its source.

        An active verb without subject is an order or a purpose ("remember that", "time to learn what"), unless it
        is so plainly a verb of reporting that its subject must have been missed.
        """
        if self.syntax.is_passive(index) or self.syntax.dependent(index, "expl") is not None:
            return True
        subject = self.syntax.dependent(index, "nsubj")
        if subject is not None:
            return True
        return cue.prior > SURE and cue.kind in ("says", "denies") and not self.marks(index, "to")

    def _content(self, index: int, cue: Cue, source: int | None) -> tuple[list[int], str]:
        if self.syntax.dependent(index, "ccomp") is not None:
            return self._clause(index, cue, source)
        for rule in (self._clause, self._infinitive, self._charge, self._beside, self._speech, self._reported_noun):
            content, name = rule(index, cue, source)
            if content:
                return content, name
        return [], ""

    def _clause(self, index: int, cue: Cue, source: int | None) -> tuple[list[int], str]:
        syntax = self.syntax
        clauses = syntax.dependents(index, "ccomp")
        if syntax.dependent(index, "expl") is not None or syntax.is_passive(index):
            clauses += syntax.dependents(index, "csubj")
        if not clauses or (cue.prior < WEAK and cue.kind != "says" and self._is_question(clauses[0])):
            return [], ""
        return sorted(word for one in clauses for word in syntax.subtree(one)), "clause under a reporting verb"

    def _is_question(self, clause: int) -> bool:
        return self.tokens[self.syntax.subtree(clause)[0]].text.lower() in _QUESTIONS

    def _infinitive(self, index: int, cue: Cue, source: int | None) -> tuple[list[int], str]:
        """ "claims to have", "is said to be", "denied shelling", "expects the siege to last"."""
        syntax = self.syntax
        name = "infinitive or gerund under a reporting verb"
        control = syntax.dependent(index, "xcomp")
        if control is None or self.tokens[control].upos not in ("VERB", "NOUN", "ADJ", "AUX"):
            return [], ""
        infinitive, objects = self.marks(control, "to"), syntax.dependents(index, "obj")
        if syntax.is_passive(index):
            subject = syntax.dependents(index, "nsubj:pass")
            if "passive_to" in cue.frames and (infinitive or self.tokens[control].upos == "ADJ"):
                held = [word for one in subject for word in self._own_words(one)]
                return sorted({*held, *syntax.subtree(control)}), name
            return [], ""
        gerund = self.tokens[control].text.lower().endswith("ing")
        if cue.kind == "denies" and gerund and not objects:
            return syntax.subtree(control), name
        if not infinitive or "to" not in cue.frames:
            return [], ""
        if cue.kind == "thinks":  # "wants to go" is a wish; "believes them to be" tells
            held = [word for one in objects for word in syntax.subtree(one)]
            return (sorted({*held, *syntax.subtree(control)}), name) if objects and cue.prior >= SURE else ([], "")
        return syntax.subtree(control), name

    def _own_words(self, subject: int) -> list[int]:
        """The words of a subject that stand in the sentence for itself, no relative pronoun."""
        return [] if self.tokens[subject].text.lower() in RELATIVES else self.syntax.subtree(subject)

    def _charge(self, index: int, cue: Cue, source: int | None) -> tuple[list[int], str]:
        charge = [child for child in self.syntax.dependents(index, "advcl", "obl") if self.marks(child, "of")]
        if not charge or "of" not in cue.frames:
            return [], ""
        return self.syntax.subtree(charge[0]), "what somebody is accused or warned of"

    def _beside(self, index: int, cue: Cue, source: int | None) -> tuple[list[int], str]:
        syntax, head = self.syntax, self.tokens[index].head
        if head < 0 or source is None or not self._is_clause(head):
            return [], ""
        passive_as = syntax.is_passive(index) and self.marks(index, "as")
        if syntax.dependent(index, "nsubj") is None and not passive_as:
            return [], ""
        told = [one for one in syntax.dependents(index, "obj") if self.tokens[one].upos not in ("PRON", "PROPN")]
        relation = syntax.relation(index)
        if relation == "parataxis" and "clause" in cue.frames and cue.kind != "denies" and not syntax.is_passive(index):
            own_object = bool(told) and self.tokens[index].lemma not in ("tell", "inform")
            return ([], "") if own_object else (syntax.subtree(head, without=[index]), "reporting clause beside it")
        if relation == "advcl" and self._opens_with_as(index) and not told:
            return syntax.subtree(head, without=[index]), "as X says"
        return [], ""

    def _opens_with_as(self, index: int) -> bool:
        return self.tokens[self.syntax.subtree(index)[0]].text.lower() == "as" and self.marks(index, "as")

    def _is_clause(self, index: int) -> bool:
        return self.tokens[index].upos in ("VERB", "AUX") or bool(self.syntax.dependents(index, "nsubj", "cop", "expl"))

    def _speech(self, index: int, cue: Cue, source: int | None) -> tuple[list[int], str]:
        """Direct speech after a colon or an opening quotation mark, joined to the verb by nothing else."""
        if "clause" not in cue.frames or (self.marks(index, "to") and source is None):
            return [], ""
        for speech in self.syntax.dependents(index, "parataxis", "dep"):
            words = self.syntax.subtree(speech)
            between = self.text[self.tokens[index].end : self.tokens[words[0]].start]
            opened = ":" in between or "“" in between or '"' in between or self.tokens[words[0]].text in ('"', "“", ":")
            if speech > index and opened and self.tokens[speech].upos != "PUNCT":
                return words, "direct speech after a reporting verb"
        return [], ""

    def _reported_noun(self, index: int, cue: Cue, source: int | None) -> tuple[list[int], str]:
        rejected = self._rejected(index)
        if rejected is not None:
            clause = self._told_by_noun(rejected)
            if clause is not None:
                return self.syntax.subtree(clause), "what is told in a report that is denied"
        if "np" not in cue.frames or cue.prior < SURE or cue.kind not in ("says", "denies", "shows"):
            return [], ""
        if self.syntax.dependents(index, "iobj") or (cue.kind == "shows" and cue.stance != "confirms"):
            return [], ""
        objects = self.syntax.dependents(index, "obj", "nsubj:pass")
        if objects and self.tokens[objects[0]].upos == "NOUN" and self._is_reportable(objects[0]):
            return self.syntax.subtree(objects[0]), NOUN_RULE
        return [], ""

    def _is_reportable(self, index: int) -> bool:
        """An event or a state of affairs can be confirmed or denied; a visa or a soldier can't."""
        return self.tokens[index].lemma.lower() in self.reportable

    def _rejected(self, verb: int) -> int | None:
        """ "denied claims that Y": the noun of reporting that a verb of denial has for its object."""
        cue = self.cue_at(verb, "v")
        noun = self.syntax.dependent(verb, "obj", "nsubj:pass")
        if cue is None or cue.kind != "denies" or noun is None or self.tokens[noun].upos != "NOUN":
            return None
        told = self.cue_at(noun, "n")
        return noun if told is not None and told.kind in ("says", "accuses", "thinks", "shows") else None

    def _noun(self, index: int) -> list[AttributionSpans]:
        clause = self._told_by_noun(index)
        if clause is None:
            return []
        source = self._noun_source(index, clause)
        head = self.tokens[index].head
        if source is None and head >= 0 and self._rejected(head) == index:
            return []  # told as the content of the denial itself
        return [spans_of(self.text, self.syntax, source, [index], self.syntax.subtree(clause), "reporting noun")]

    def _told_by_noun(self, index: int) -> int | None:
        """The head of what a noun of reporting tells: its clause, else an "of" phrase that names an event."""
        cue, syntax = self.cue_at(index, "n"), self.syntax
        if cue is None:
            return None
        for child in syntax.dependents(index, "acl", "ccomp"):
            if self.tokens[child].deprel != "acl:relcl" and self._is_told(child, cue):
                return child
        for child in syntax.dependents(index, "nmod"):
            if syntax.case_of(child) == "of" and self._is_reportable(child) and cue.frames & {"np", "of"}:
                return child
        return None

    def _is_told(self, index: int, cue: Cue) -> bool:
        """A "that" clause or "of" with a gerund under a noun is told; a participle ("a report saying") tells itself."""
        if self.marks(index, "to"):
            return "to" in cue.frames
        return self.marks(index, "that") or self.marks(index, "of") or self.syntax.dependent(index, "nsubj") is not None

    def _noun_source(self, index: int, content: int) -> int | None:
        syntax = self.syntax
        owner = syntax.dependent(index, "nmod:poss")
        if owner is not None:
            return owner
        for child in syntax.dependents(index, "nmod", "obl"):
            told_by = (*_SAID_BY, "of") if syntax.relation(content) in ("acl", "ccomp") else _SAID_BY
            if child != content and syntax.case_of(child) in told_by:
                return child
        head = self.tokens[index].head
        made = head >= 0 and self.tokens[head].lemma in ("make", "issue", "release", "give", "repeat", "deny", "reject")
        if made and syntax.relation(index) == "obj":
            return self.source_of(head) if self._rejected(head) != index else None
        for child in syntax.dependents(head, "obl") if head >= 0 and self.tokens[head].lemma == "be" else []:
            if syntax.case_of(child) == "in":
                return child
        return None
