"""Dating: when an act took place, as whole days, and how that was come by (CODING.md, sections 8 and 10.1)."""

from __future__ import annotations

import datetime as dt

from whence.coder.view import View
from whence.reader.times import days_told
from whence.records import Interval, Sentence, Timex

_PAST_PERFECT = frozenset({"have", "has", "had", "'ve", "’ve"})


class Dater:
    """Dates the acts of one document."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.syntax = view.syntax

    def date(self, index: int, *, others: frozenset[int] = frozenset(), light: int | None = None) -> Interval | None:
        """The days of the act at a token. ``others`` are the words of other acts, whose times are theirs."""
        timex = self._stated(index, others)
        if timex is None and light is not None:
            timex = self._stated(light, others)
        if timex is None:
            timex = self._around(light if light is not None else index, others)
        if timex is not None and not self._is_anothers(timex, index, others):
            return self.told(timex)
        inherited = self._inherited(index)
        return inherited if inherited is not None else self._estimated(index)

    def _is_anothers(self, timex: Timex, index: int, others: frozenset[int]) -> bool:
        """ "sentences five men for bombings nine years ago": the news of the day has no old date; that is of the act it
        tells about, which stands between."""
        interval, published = timex.interval, self.view.published_day
        if interval is None or interval.last is None or published is None:
            return False
        old = (published - interval.last).days > FORTNIGHT
        return old and timex.token > index and any(index < one < timex.token for one in others)

    def times_under(self, index: int, others: frozenset[int]) -> list[Timex]:
        """The dates that hang on a word, without those that hang on another act under it; nearest first."""
        found: dict[int, Timex] = {}
        apart = [one for one in self.syntax.dependents(index, "conj") if self.syntax.dependents(one, "nsubj")]
        barred = [*apart, *self._conditions(index), *(one for one in others if one != index)]
        for word in self.syntax.subtree(index, without=barred):
            timex = self.view.timex_at.get(word)
            if timex is None or (timex.value or "").endswith("_REF"):
                continue
            if timex.type in ("DATE", "TIME") and timex.interval is not None:
                found[timex.start] = timex
        here = self.view.tokens[index].start
        return sorted(self._without_days_of_old(found), key=lambda one: abs(one.start - here))

    def _without_days_of_old(self, found: dict[int, Timex]) -> list[Timex]:
        """ "Fifty years ago on Saturday": the day only says which day of that year is kept now."""
        ago = [one for one in found.values() if one.text.lower().endswith("ago")]
        return [one for one in found.values() if not any(0 < one.start - old.end <= len(" on the ") for old in ago)]

    def told(self, timex: Timex) -> Interval | None:
        """The days that a time expression dates an act by, its preposition considered ("since 2003" runs to now)."""
        reading = self.view.reading
        if timex.type == "TIME":  # "before dawn on Wednesday" is that Wednesday
            return timex.interval
        return days_told(timex, reading.times, reading.text, reading.document.published)

    def stated(self, index: int, others: frozenset[int] = frozenset()) -> Timex | None:
        """The date that hangs on a word itself, not on a clause or name under it, nor on one of ``others``."""
        return self._stated(index, others)

    def _conditions(self, index: int) -> list[int]:
        """Clauses that tell on what the act hangs, and have times of their own ("If attacked in March")."""
        found = []
        for clause in self.syntax.dependents(index, "advcl"):
            first = self.view.word(self.syntax.subtree(clause)[0])
            if first in ("had", "were", "should", "if", "unless", "before", "after", "since"):
                found.append(clause)
        return found

    def _stated(self, index: int, others: frozenset[int]) -> Timex | None:
        for timex in self.times_under(index, others):
            if self._dates(timex, index):
                return timex
        return None

    def _dates(self, timex: Timex, index: int) -> bool:
        """A time under a relative clause or a name of somebody dates that, not the act."""
        here = timex.token
        while here >= 0 and here != index:
            deprel = self.view.tokens[here].deprel
            if deprel == "acl:relcl" and self.view.lemma(here) not in OCCURRING:
                return False
            if deprel in ("appos", "parataxis") and here != timex.token:
                return False
            here = self.view.tokens[here].head
        return True

    def _around(self, index: int, others: frozenset[int]) -> Timex | None:
        """A time of the clause that holds the act, or that opens the sentence."""
        if self.syntax.case_of(index) in ("after", "before", "since", "until", "following"):
            return None
        clause = self.syntax.clause_of(index)
        seen: set[int] = set()
        while clause not in seen:
            seen.add(clause)
            for timex in self.times_under(clause, others - {clause}):
                if self._dates(timex, clause) and not self._under_cue(timex, clause, index):
                    return timex
            head = self.view.tokens[clause].head
            cleft = self.view.timex_at.get(head) if head >= 0 else None
            if cleft is not None and cleft.interval is not None:
                return cleft
            if head < 0 or self.syntax.relation(clause) in ("ccomp", "parataxis") or self._is_cue(head):
                break
            if self.view.tokens[clause].deprel == "acl:relcl":
                return None
            clause = self.syntax.clause_of(head)
        return None

    def _is_cue(self, index: int) -> bool:
        return any(one.cue_token == index for one in self.view.attributions)

    def _under_cue(self, timex: Timex, clause: int, index: int) -> bool:
        """ "officials said on Wednesday" dates the saying."""
        return self._is_cue(clause) and clause != index and self.view.tokens[timex.token].head == clause

    def _inherited(self, index: int) -> Interval | None:
        """The nearest earlier date that the sentence goes on from: of the same block where it refers back, of the
        sentences before it where a longer text tells its news in the simple past."""
        view = self.view
        if self._is_perfect(index) or self._is_present(index):
            return None
        number = self.syntax.sentence_of[index]
        block = view.reading.sentences[number].block
        for back in range(number - 1, max(-1, number - 1 - REACH), -1):
            sentence = view.reading.sentences[back]
            near = sentence.block == block and back >= number - 2 and self._continues(index)
            for timex in reversed(self._dates_in(sentence)):
                interval = timex.interval
                assert interval is not None
                if near or self._is_news(index, interval):
                    return Interval(interval.start, interval.end, interval.text, "inherited")
        return None

    def _dates_in(self, sentence: Sentence) -> list[Timex]:
        """The past dates of a sentence."""
        end = self.view.published_day
        return [
            one
            for one in self.view.reading.times
            if sentence.start <= one.start < sentence.end
            and one.type in ("DATE", "TIME")
            and one.interval is not None
            and not (end is not None and one.interval.first is not None and one.interval.first > end)
        ]

    def _is_news(self, index: int, interval: Interval) -> bool:
        """A day of the last fortnight, in a text of several paragraphs whose verb tells on in the simple past."""
        published = self.view.published_day
        if published is None or interval.first is None or interval.last is None:
            return False
        verb = self.view.tokens[self._verb(index)]
        told = verb.upos == "VERB" and len(self.view.reading.blocks) > SHORT
        within = (published - interval.first).days <= FORTNIGHT and interval.first == interval.last
        return told and within and not self._is_background(index)

    def _continues(self, index: int) -> bool:
        """Simple past with a subject that refers back ("They", "the attack", "it") goes on with the story."""
        view = self.view
        sentence = view.sentence_at(index)
        first = view.tokens[sentence.first]
        return first.upos == "PRON" or first.text.lower() in (
            "the",
            "these",
            "those",
            "both",
            "another",
            "later",
            "then",
        )

    def _is_perfect(self, index: int) -> bool:
        verb = self._verb(index)
        return any(self.view.word(one) in _PAST_PERFECT for one in self.syntax.dependents(verb, "aux"))

    def _is_present(self, index: int) -> bool:
        """Present tense: an -s form, a bare form, or "is" with an -ing form."""
        verb = self._verb(index)
        token = self.view.tokens[verb]
        if token.upos not in ("VERB", "AUX"):
            return False
        auxiliaries = {self.view.word(one) for one in self.syntax.dependents(verb, "aux", "cop")}
        if auxiliaries:
            return bool(auxiliaries & {"is", "are", "'s", "am", "’s", "has", "have"})
        form = token.text.lower()
        return (
            form == token.lemma.lower()
            or form == token.lemma.lower() + "s"
            or (form.endswith("es") and not form.endswith("ed"))
        )

    def _verb(self, index: int) -> int:
        here = index
        while self.view.tokens[here].upos not in ("VERB", "AUX") and self.view.tokens[here].head >= 0:
            here = self.view.tokens[here].head
        return here

    def _estimated(self, index: int) -> Interval | None:
        """News without a date: the day before publication to the day itself; background: up to publication."""
        published = self.view.reading.document.published
        if published is None or (published.start is None and published.end is None):
            return None
        if published.end is None:
            return Interval(None, None, None, "estimated")
        last = dt.date.fromisoformat(published.end)
        if self._is_perfect(index) or self._is_background(index) or self._looks_back(index):
            return Interval(None, published.end, None, "estimated")
        return Interval((last - dt.timedelta(days=1)).isoformat(), published.end, None, "estimated")

    def _looks_back(self, index: int) -> bool:
        """The text is telling of old times: the last date before the sentence lies far before publication."""
        start = self.view.sentence_at(index).start
        told = [one for one in self.view.reading.times if one.start < start and one.type == "DATE" and one.interval]
        last = told[-1].interval.last if told and told[-1].interval is not None else None
        published = self.view.published_day
        return last is not None and published is not None and (published - last).days > LOOKING_BACK

    def _is_background(self, index: int) -> bool:
        """Noun phrases and relative clauses without a date of their own, and all of an undated essay's later text,
        tell what the reader is taken to know."""
        view = self.view
        if view.tokens[index].upos not in ("VERB", "AUX"):
            return self._verb(index) != index and self.syntax.relation(index) not in ("nsubj", "obj", "root")
        if view.tokens[index].deprel == "acl:relcl":
            return True
        kinds = view.reading.blocks
        block = view.sentence_at(index).block
        earlier = sum(1 for one in kinds[:block] if one.kind == "body")
        return earlier > NEWS_LEAD and kinds[block].kind in ("body", "quote")


REACH = 4
"""Sentences back from which a date is carried over."""

SHORT = 3
"""Blocks up to which a text is an item of news that tells everything at once."""

FORTNIGHT = 14

LOOKING_BACK = 60
"""Days before publication from which a date told is of old times. A running story reaches back weeks, not months."""

OCCURRING = frozenset({"take", "occur", "happen", "unfold", "erupt", "begin", "start", "follow"})
"""Verbs of a relative clause that only tell that its noun came about ("an execution that took place in June")."""

NEWS_LEAD = 4
"""Body paragraphs told as news. The lead and what follows it at once tell the day's news; farther down, undated
simple past is as often background. A choice after the inverted pyramid of agency reports, not measured yet."""
