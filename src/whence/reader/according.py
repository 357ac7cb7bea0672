"""According to: the source that a phrase names, and how much of the sentence is on its word."""

from __future__ import annotations

from whence.reader.attributed import spans_of
from whence.reader.syntax import Syntax
from whence.records import AttributionSpans


class AccordingFinder:
    """Asks of a word "according" whose account is meant, and of what."""

    def __init__(self, text: str, syntax: Syntax) -> None:
        self.text = text
        self.syntax = syntax
        self.tokens = syntax.tokens

    def at(self, index: int) -> list[AttributionSpans]:
        """The attribution whose cue is "according to" at ``index``; none where the tree gives it no source."""
        syntax, token = self.syntax, self.tokens[index]
        if index + 1 >= len(self.tokens) or self.tokens[index + 1].text.lower() != "to":
            return []
        if syntax.relation(index) == "case" or token.upos == "ADP":
            source = barred = token.head
            above = self.tokens[source].head if source >= 0 else -1
        else:
            inner = syntax.dependent(index, "obl", "nmod", "obj", "pobj")
            source, above, barred = (inner if inner is not None else -1), token.head, index
        if source < 0 or above < 0:
            return []
        clause = self._scope(syntax.clause_of(above), source, index)
        subject = self._swallowed(source, clause)
        words = sorted({*syntax.subtree(clause, without=[barred]), *subject})
        content = [one for one in words if self._is_word_of_clause(one, clause)]
        if not content:
            return []
        return [spans_of(self.text, syntax, source, [index, index + 1], content, "according to")]

    def _swallowed(self, source: int, clause: int) -> list[int]:
        """ "According to AFP, militants joined ...": where the clause has no subject, the noun after the comma that the
        tree joins to the source is it."""
        if source > clause or self.syntax.dependent(clause, "nsubj", "csubj", "expl") is not None:
            return []
        for child in self.syntax.dependents(source, "conj", "appos"):
            words = self.syntax.subtree(child)
            if words[0] > source and "," in (self.tokens[words[0]].text, self.tokens[words[0] - 1].text):
                return words
        return []

    def _scope(self, clause: int, source: int, cue: int) -> int:
        """At the end of a sentence, after a comma, "according to X" is said of the sentence, not of its last clause."""
        syntax = self.syntax
        last = max(syntax.subtree(source))
        end = syntax.sentences[syntax.sentence_of[clause]].last
        bracketed = cue > 0 and self.tokens[cue - 1].text == "("
        if bracketed or any(self.tokens[one].upos != "PUNCT" for one in range(last + 1, end)):
            return clause
        while syntax.relation(clause) in ("advcl", "xcomp", "conj") and self.tokens[clause].head >= 0:
            clause = self.tokens[clause].head
        return clause

    def _is_word_of_clause(self, index: int, clause: int) -> bool:
        """Coordinating words that open the sentence belong to the narrator."""
        return not (self.tokens[index].head == clause and self.syntax.relation(index) == "cc" and index < clause)
