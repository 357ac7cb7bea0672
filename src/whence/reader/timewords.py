"""Words and patterns of time: the word classes, and the grammar's rules, as ``data/times_rules.yaml`` has them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

import msgspec

from whence.reader.numberwords import NUMBER, NUMBER_WORD, any_of, value_of
from whence.reader.tables import mapping, tree, words
from whence.records import ResourceError

TABLE = "times_words.csv"
TENS = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One rule of the grammar: what it needs in a sentence to be tried, what it looks like, what may and may not stand
    around it, and who gives it its meaning.

    The fields are as ``times_rules.yaml`` has them. A pattern is compiled when it is first asked for: all of them take
    a quarter of a second, an article needs a fifth of them.
    """

    name: str
    pattern: str
    needs: str
    build: str
    hint: str | None = None
    before: str | None = None
    after: str | None = None
    unless_before: str | None = None
    unless_after: str | None = None
    unless_people: int = 0

    def found_in(self, sentence: str) -> Iterator[re.Match[str]]:
        """Where the rule holds in a sentence that has the class of words that the rule needs."""
        if self.hint and not compiled(self.hint).search(sentence):
            return
        for match in compiled(self.pattern, bounded=True).finditer(sentence):
            if self._stands(sentence, match.start(), match.end()):
                yield match

    def _stands(self, sentence: str, start: int, end: int) -> bool:
        """True where the words around ``sentence[start:end]`` are as the rule asks."""
        near = max(0, start - _NEAR)
        if self.before and not compiled(self.before, at_end=True).search(sentence, near, start):
            return False
        if self.after and not compiled(self.after).match(sentence, end):
            return False
        if self.unless_before and compiled(self.unless_before, at_end=True).search(sentence, near, start):
            return False
        if self.unless_people and _people_follow(sentence, end, self.unless_people):
            return False
        return not (self.unless_after and compiled(self.unless_after).match(sentence, end))


_NEAR = 100
# Characters before an expression among which its forerunners are looked for; a list of years is the longest.

_FOLLOWING = re.compile(r"\s+(?P<one>\w+)(?P<rest>[\w-]*)")
_PAIR = re.compile(r"\w+(?:-|\s+)\w+")


def _people_follow(sentence: str, end: int, reach: int) -> bool:
    """True where one of the next ``reach`` words is, or begins, a noun for people ("men", "aid workers")."""
    people = words("quantities_persons.csv")
    for _ in range(reach):
        word = _FOLLOWING.match(sentence, end)
        if word is None:
            return False
        pair = _PAIR.match(sentence, word.start("one"))
        if word["one"] in people or (pair and " ".join(pair[0].split()) in people):
            return True
        end = word.end()
    return False


@cache
def table(name: str) -> dict[str, str]:
    """A word class of ``times_words.csv``: word in lower case to value."""
    return mapping(TABLE, **{"class": name})


def number_at(text: str | None, kind: str) -> int:
    """The value of a month or weekday name, however it is written ("Sept.", "FRIDAY"); raises KeyError for another
    word."""
    word = (text or "").rstrip(".").lower()
    return int((table(kind) | table(f"{kind}_short"))[word])


def count_of(text: str) -> float | None:
    """The number that "a", "an", "16" or "two and a half" stands for."""
    return 1 if text.lower() in ("a", "an") else value_of(text)


def _written(names: Iterable[str]) -> list[str]:
    """Names as written, and in capitals."""
    return [form for name in names for form in (name, name.upper())]


def _cased(alternatives: str) -> str:
    return f"(?-i:{alternatives})"


@cache
def classes() -> dict[str, str]:
    """Class name to pattern, for the braces of ``times_rules.yaml``."""
    months, short_months = words(TABLE, **{"class": "month"}), words(TABLE, **{"class": "month_short"})
    days, short_days = words(TABLE, **{"class": "weekday"}), words(TABLE, **{"class": "weekday_short"})
    month_names = any_of(_written(months))
    found: dict[str, str] = {
        name: any_of(table(name))
        for name in ("unit", "part", "season", "holiday", "when", "often", "ref", "ordinal", "nth")
    }
    found |= tree("times_classes.yaml")
    clear = any_of(_written(months - {"May", "March"}))
    yearly = _cased(any_of(words("times_names.csv", place="yearly")))
    found |= {
        "month_names": _cased(month_names),
        "month_name": _cased(month_names),
        "month_clear:month": _cased(rf"{clear}|(?:{any_of(short_months)})\."),
        "month": _cased(rf"{month_names}|(?:{any_of(short_months)})\.?"),
        "weekday_names": _cased(any_of(_written(days))),
        "weekday": _cased(any_of(_written(days))),
        "wday": _cased(rf"{any_of(_written(days))}|(?:{any_of(short_days)})\.?"),
        "weekday_dotted:weekday": _cased(rf"(?:{any_of(short_days)})\."),
        "parts": any_of(table("part")),
        "stage": "(?:the )?(?:end|start|beginning|middle)[ -]of|end|" + any_of(table("stage")),
        "many_words": any_of(table("many")),
        "number": NUMBER,
        "number_word": NUMBER_WORD,
        "name_after": rf"\s+{_cased(any_of(words('times_names.csv', place='after')))}\b",
        "yearly_name": yearly,
        "yearly": rf"\b{yearly}(?: (?-i:[A-Z])\w+)? ",
        "name_before": rf"\b{_cased(any_of(words('times_names.csv', place='before')))}\s+",
        "hour_word:hour_word": any_of(table("hour")),
    }
    found["count"] = rf"(?P<count>{NUMBER}|an|a)|(?P<loose>{found['many_words']})"
    return found


_SILENT = frozenset(
    {"hedge", "measure", "standing", "name_after", "name_before", "yearly", "yearly_name", "nth", "zone", "zone_needed"}
    | {"clock_day", "parts", "month_names", "weekday_names", "many_words", "number_word", "count"}
)
# Classes whose words no builder asks for, or that bring groups of their own.

_RENAMED = {"oldyear": "year", "anyyear": "year", "month_name": "month", "month_clear": "month"}
_RENAMED |= {"weekday_dotted": "weekday"}
_BRACES = re.compile(r"\{([a-z_]+)(?::([a-z0-9_]+))?\}")


def expand(pattern: str) -> str:
    """A pattern of the grammar with its classes filled in and its spaces made white space."""

    def fill(match: re.Match[str]) -> str:
        name, group = match.group(1), match.group(2)
        known = classes()
        body = known.get(name) or known[f"{name}:{_RENAMED.get(name, name)}"]
        body = _BRACES.sub(fill, body)
        if name in _SILENT and not group:
            return f"(?:{body})"
        return f"(?P<{group or _RENAMED.get(name, name)}>{body})"

    return _BRACES.sub(fill, pattern)


@cache
def compiled(pattern: str, *, bounded: bool = False, at_end: bool = False) -> re.Pattern[str]:
    """A pattern of the grammar, compiled; ``bounded`` by word edges, or to be found at the end of what stands
    before."""
    body = _SPACE.sub(lambda match: _white(match.group()), expand(pattern))
    body = _numbered(body)
    if bounded:
        # Not inside a word, a sum of money or a longer number.
        body = rf"(?<![\w$£€#])(?<!\d[.,:/–-])(?:{body})(?!\w)(?![.,:/]\d|\s?%)"
    if at_end:
        body = rf"(?:{body})\Z"
    return re.compile(body, re.IGNORECASE)


_SPACE = re.compile(r"\[[^\]]*\]| \??")


def _white(piece: str) -> str:
    """White space for a space, none or more for one with a question mark, one of it in a set of characters."""
    if piece.startswith(" "):
        return r"\s+" if piece == " " else r"\s*"
    return piece.replace(" ", r"\s")


def _numbered(body: str) -> str:
    """A pattern whose groups of one name are told apart by a number ("year", "year__1"), as ``re`` asks."""
    seen: Counter[str] = Counter()

    def rename(match: re.Match[str]) -> str:
        name = match.group(1)
        seen[name] += 1
        return f"(?P<{name}>" if seen[name] == 1 else f"(?P<{name}__{seen[name] - 1}>"

    return re.sub(r"\(\?P<(\w+)>", rename, body)


def groups_of(match: re.Match[str]) -> dict[str, str]:
    """The named parts of a match that are there, under the names that the grammar gives them."""
    return {name.partition("__")[0]: part for name, part in match.groupdict().items() if part is not None}


_PIECE = re.compile(r"[a-z]+|[0-9]+", re.IGNORECASE)
_YEARS = range(1000, 2100)
_SIGNS = {word: word for word in ("ago", "overnight", "half", "clock", "old", "times", "each", "century")}
_SIGNS |= {"quarter": "clock", "past": "clock"}
_SIGNS |= {"tonight": "part", "hours": "part", "once": "times", "twice": "times", "every": "each"}
# Words that are the sign of a class and stand in no table of it.


@cache
def signs() -> dict[str, frozenset[str]]:
    """Word in lower case to the classes whose presence in a sentence it betrays."""
    found: dict[str, set[str]] = {word: {sign} for word, sign in _SIGNS.items()}
    for name in (
        "month",
        "month_short",
        "weekday",
        "weekday_short",
        "unit",
        "part",
        "season",
        "holiday",
        "when",
        "often",
        "ref",
        "hour",
        "many",
    ):
        for entry in table(name):
            sign = next(word for word in reversed(_PIECE.findall(entry)) if word != "of")
            found.setdefault(sign, set()).add(name.removesuffix("_short"))
    for unit in table("unit"):
        found.setdefault(f"{unit}long", set()).add("unit")
    for word in ("weekend", "weekends"):
        found.setdefault(word, set()).add("unit")
    for weekday in table("weekday"):
        found.setdefault(f"{weekday}s", set()).add("weekdays")
    for word in ("q1", "q2", "q3", "q4", "q", "quarter"):
        found.setdefault(word, set()).add("quarter")
    for word in TENS:
        found.setdefault(word, set()).add("tens")
    return {word: frozenset(names) for word, names in found.items()}


def present(sentence: str) -> frozenset[str]:
    """The classes of time words that a sentence holds."""
    known = signs()
    found: set[str] = set()
    for word in _PIECE.findall(sentence.lower()):
        if word[0].isdigit():
            found.add("digit")
            if len(word) == 4 and int(word) in _YEARS:
                found.add("year")
        else:
            found |= known.get(word, frozenset())
    return frozenset(found)


@cache
def rules() -> tuple[Rule, ...]:
    """The grammar, in the order of its file.

    Raises ResourceError where an entry is no rule.
    """
    try:
        return msgspec.convert(tree("times_rules.yaml"), tuple[Rule, ...])
    except msgspec.ValidationError as error:
        raise ResourceError(f"times_rules.yaml: {error}. Mend the entry, or reinstall whence.") from error


@cache
def rules_by_need() -> dict[str, tuple[tuple[int, Rule], ...]]:
    """For each class of words the rules that need it, with their numbers in the grammar."""
    found: dict[str, list[tuple[int, Rule]]] = {}
    for order, rule in enumerate(rules()):
        found.setdefault(rule.needs, []).append((order, rule))
    return {need: tuple(numbered) for need, numbered in found.items()}
