"""Finds sentence boundaries inside one block of running text.

Rule-based: a full stop, question or exclamation mark ends a sentence unless it belongs to an abbreviation,
a rank or title, an initial, a figure or an address, or the text goes on in lower case. A line break
inside a block is white space, so hard-wrapped text is whole again.
"""

from __future__ import annotations

import re

from whence.reader.wordlists import abbreviations, word_set

_OPENERS = "\"'“‘«([{„‚"
_CLOSERS = "\"'”’»)\\]}"
_END = re.compile(
    rf"(?P<mark>[.!?…]+)(?P<close>[{_CLOSERS}]*(?:\s?\[\d{{1,3}}\])*)(?P<gap>\s+)(?P<open>[{re.escape(_OPENERS)}\s–—*•-]*)(?P<next>\S)"
)
_ONLY_NOTES = re.compile(r"(?:\[\d{1,3}\]\s*)+")
_BRACKET = 30
"""A bracket that closes within so many characters holds no sentence of its own."""
_LAST_WORD = re.compile(r"[^\s(\[“\"‘—–/]+$")
_NEXT_WORD = re.compile(r"[\w’'-]+")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$")


def split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Offsets of the sentences of ``text[start:end]``, without white space at their ends; ``[]`` for a blank block."""
    begin = _skip(text, start, end)
    sentences: list[tuple[int, int]] = []
    lower = not any(char.isupper() for char in text[start:end])
    for match in _END.finditer(text, begin, end):
        if match.start() < begin or _ONLY_NOTES.fullmatch(text, match.end("gap"), end):
            continue
        if _ends(text, begin, match, lower):
            stop = match.end("close")
            sentences.append((begin, stop))
            begin = match.end("gap")
    stop = end
    while stop > begin and text[stop - 1].isspace():
        stop -= 1
    if stop > begin:
        sentences.append((begin, stop))
    return sentences


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _ends(text: str, begin: int, match: re.Match[str], lower: bool) -> bool:
    """Whether the marks of ``match`` end the sentence that begins at ``begin``."""
    follower = match["next"]
    if follower.islower() and not lower and not _plain_end(text, begin, match):
        return False
    if _in_brackets(text, begin, match.end("close")):
        return False
    mark = match["mark"]
    if follower in ".…":
        return False
    if mark != ".":
        if set(mark) <= {".", "…"}:
            return follower.isupper() or bool(match["open"].strip())
        return True
    if match["close"].strip("'’"):
        return True
    word_match = _LAST_WORD.search(text, max(begin, match.start() - 40), match.start())
    if word_match is None:
        return True
    word = word_match.group()
    following = _NEXT_WORD.match(text, match.start("next"))
    opener = following is not None and following.group().lower() in word_set("sentence_openers.csv")
    if following is not None and len(following.group()) == 1 and text[following.end() : following.end() + 1] == ".":
        opener = False  # another initial
    return _ends_after(word, opener, follower, lower)


def _plain_end(text: str, begin: int, match: re.Match[str]) -> bool:
    """Whether the marks stand after a common word, so that a sentence ends though the next begins in lower case."""
    if match["close"] or match["mark"] not in (".", "?", "!"):
        return False
    found = _LAST_WORD.search(text, max(begin, match.start() - 40), match.start())
    word = found.group() if found is not None else ""
    return len(word) > 2 and word.isalpha() and word.islower() and word not in abbreviations()


def _in_brackets(text: str, begin: int, place: int) -> bool:
    """Whether a short bracket is open here, as in "(Reuters via Yahoo! News)"."""
    opened = text.rfind("(", begin, place)
    if opened < 0 or text.find(")", opened, place) >= 0:
        return False
    return text.find(")", place, place + _BRACKET) >= 0


def _ends_after(word: str, opener: bool, follower: str, lower: bool) -> bool:
    """Whether a full stop after ``word`` ends a sentence, given what comes next."""
    if len(word) == 1 and word.isalpha():
        return (opener and word != "I") if word.isupper() else lower or opener
    kind = abbreviations().get(word.lower())
    if kind is None:
        return opener if _DOTTED.match(word) else True
    if kind == "title":
        return False
    if kind == "number":
        return not follower.isdigit()
    if kind == "month":
        return opener and not follower.isdigit()
    if kind == "word":
        return opener
    return opener or not (follower.isalnum())
