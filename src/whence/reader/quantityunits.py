"""What a number counts: the unit, from the tree where there is one, else from the words that follow; and its kind."""

from __future__ import annotations

from collections.abc import Sequence

from whence.reader.numberwords import value_of
from whence.reader.quantitywords import context, persons, units_of
from whence.reader.tense import is_past
from whence.records import Sentence, Token
from whence.records.reading import UnitKind

_REACH = 7
# How many words after a number may hold the noun it counts ("12 suspected Islamic State of Iraq and the Levant
# fighters" is beyond it).

_BEFORE, _AFTER = 3, 4
# Words before and after a bare number among which a verb of killing or hurting makes it a number of people
# ("39 were killed").

_NOMINAL = ("NOUN", "PROPN", "PRON", "X", "")


def _past_out(tokens: Sequence[Token], sentence: Sentence, last: int) -> int:
    """The index past the "out" of "12 out of 15 hostages"."""
    words = [token.text.lower() for token in tokens[last : min(last + 2, sentence.last)]]
    return last + 1 if words == ["out", "of"] else last


def unit_of(tokens: Sequence[Token], sentence: Sentence, first: int, last: int) -> int | None:
    """The index of the word counted by the number in tokens ``first`` to ``last`` (exclusive); ``None`` where it stands
    alone."""
    past = _past_out(tokens, sentence, last)
    if past != last:
        return _by_words(tokens, sentence, past)
    if any(tokens[i].deprel for i in range(first, last)):
        return _by_tree(tokens, sentence, first, last)
    return _by_words(tokens, sentence, last)


def _by_tree(tokens: Sequence[Token], sentence: Sentence, first: int, last: int) -> int | None:
    top = next((i for i in range(first, last) if not first <= tokens[i].head < last), last - 1)
    head = tokens[top].head
    if head >= last and tokens[top].deprel.split(":")[0] in ("nummod", "det", "amod", "compound"):
        return head if tokens[head].upos in _NOMINAL or is_person(tokens[head].text) else None
    after_of = last < sentence.last and tokens[last].text.lower() == "of"
    if after_of:
        for child in range(last + 1, sentence.last):
            if tokens[child].head == top and tokens[child].deprel.startswith("nmod"):
                if tokens[child].upos == "PRON" or tokens[child].text.lower() in ("them", "whom", "those", "which"):
                    return _by_words(tokens, sentence, child + 1)
                return child
        return _by_words(tokens, sentence, last)
    if tokens[top].upos in ("NOUN", "PROPN") and top >= last - 1 and not _is_number_word(tokens[top].text):
        return None
    found = _by_words(tokens, sentence, last)
    return found if found is not None and is_person(tokens[found].text) and found == last else None


def _is_number_word(text: str) -> bool:
    return text.lower().rstrip("s") in ("dozen", "score", "hundred", "thousand", "million", "billion", "ten")


def _by_words(tokens: Sequence[Token], sentence: Sentence, start: int) -> int | None:
    """The noun after a number by its form: the last word for people in the run of words, else its last plural, else
    nothing."""
    run = _run(tokens, sentence, start)
    people = [i for i in run if is_person(tokens[i].text)]
    if people:
        last = _end_of_row(people)
        beyond = last + 1
        # "seven police checkpoints" are checkpoints.
        return beyond if beyond in run and _looks_plural(tokens[beyond].text) else last
    plurals = [i for i in run if _looks_plural(tokens[i].text)]
    return plurals[0] if plurals else None


def _end_of_row(people: list[int]) -> int:
    """The last of the first unbroken row of such words ("police officers")."""
    last = people[0]
    for index in people[1:]:
        if index == last + 1:
            last = index
    return last


def _run(tokens: Sequence[Token], sentence: Sentence, start: int) -> list[int]:
    """The words after a number up to the first that ends a noun phrase, an opening "of the" or "of whom" skipped."""
    index = start
    if index < sentence.last and tokens[index].text.lower() == "of":
        index += 1
        while index < sentence.last and (tokens[index].text.lower() in _OPENERS or value_of(tokens[index].text)):
            index += 1
    if index < sentence.last and tokens[index].text.lower() in ("other", "more", "others"):
        if tokens[index].text.lower() == "others":
            return [index]
        index += 1
    run: list[int] = []
    while index < min(sentence.last, start + _REACH):
        word = tokens[index].text
        if word.lower() in _POSSESSIVE:
            run = []
            index += 1
            continue
        if not word[0].isalpha() or _is_stop(word) or _is_casualty_verb(tokens, index, run):
            break
        run.append(index)
        index += 1
    return run


def _is_stop(word: str) -> bool:
    """True for a word that ends a noun phrase; a word in capitals is a name ("three IS fighters")."""
    return word.lower() in context("stop") and not (word.isupper() and len(word) > 1)


_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_OPENERS = frozenset(
    {"the", "its", "their", "his", "her", "our", "these", "those", "them", "whom", "which", "all", "were", "was", "are"}
)


def _is_casualty_verb(tokens: Sequence[Token], index: int, run: list[int]) -> bool:
    """True where "killed" or "wounded" ends the noun phrase rather than being what is counted ("30 wounded")."""
    word = tokens[index].text.lower()
    return word in context("casualty") and (bool(run) or not is_person(word))


def stands_alone(tokens: Sequence[Token], sentence: Sentence, unit: int) -> bool:
    """True where a noun is no mere modifier of the word after it: told by the tree, else by the word after it being no
    noun."""
    if tokens[unit].deprel:
        return not tokens[unit].deprel.startswith(("compound", "nmod:poss", "amod"))
    if unit + 1 >= sentence.last:
        return True
    after = tokens[unit + 1]
    word = after.text.lower()
    return not word[0].isalpha() or _is_stop(after.text) or word.endswith("ing") or is_past(after)


def _looks_plural(word: str) -> bool:
    bare = ("ss", "us", "is", "'s", "’s") if word[:1].islower() else ("ss", "'s", "’s")
    return word.endswith("s") and not word.endswith(bare) and len(word) > 3 and not word.isupper()


def is_person(word: str) -> bool:
    """True for a noun for people, or the name of a people that takes no -s ("ten Taliban", "three Lebanese")."""
    return word.lower() in persons() or word in context("demonym") or (word[:1].isupper() and word.endswith("ese"))


def kind_of(
    tokens: Sequence[Token], sentence: Sentence, unit: int | None, first: int, last: int, number: float
) -> UnitKind:
    """``people``, ``money``, ``percent``, ``measure`` or ``thing``: by the unit, else by a verb of killing or hurting
    beside."""
    if unit is not None:
        word = tokens[unit].text
        if is_person(word) or (number != 1 and unit <= last + 2 and _is_demonym(word, tokens[unit].upos)):
            return "people"
        if word.lower() in units_of("money"):
            return "money"
        return "measure" if word.lower() in units_of("measure") else "thing"
    near = range(max(sentence.first, first - _BEFORE), min(sentence.last, last + _AFTER))
    window = [tokens[i].text.lower() for i in near]
    return "people" if any(word in context("casualty") for word in window) else "thing"


def _is_demonym(word: str, upos: str) -> bool:
    """True for a capitalised plural: "three Iraqis", "two Houthis"."""
    letters = word.replace("-", "")
    return (
        word[:1].isupper()
        and letters[1:].islower()
        and letters.isalpha()
        and _looks_plural(word)
        and upos in ("", "PROPN", "NOUN", "ADJ")
    )
