"""Splits running text into syntactic words, as Universal Dependencies' English treebanks do.

The conventions are those of the English Web Treebank: clitics stand alone (``do`` ``n't``, ``Iran`` ``'s``),
hyphenated words come apart except after a prefix (``well`` ``-`` ``armed``, but ``anti-ship``), designations
stay whole (``M-777``, ``U.S.``), currency signs and percent signs are words. Every character of the text that is
not white space belongs to exactly one token.
"""

from __future__ import annotations

import re
from functools import lru_cache

from whence.reader.wordlists import abbreviations, word_set

_APOSTROPHES = "'’‘`´"
_WORD = r"[^\W_]"
_MASTER = re.compile(
    rf"""
    (?P<whole>
      (?:https?://|www\.)[^\s<>"”]*[^\s<>"”.,;:!?'’)\]…]                           # addresses of the web
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                                                   # and of mail
    | {_WORD}[\w-]*(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|info|mil|int|co\.uk|ru|ua|af|iq|sy|ir)\b(?:/[\w./?=&%-]*[\w/])?
    | [@#]\w+                                                                        # handles and hashtags
    | [+-]?(?<![\w.,-])\d[\d.,:/-]*\d(?:st|nd|rd|th|s)?(?![^\W_])(?=[^-]|$)          # 1,200 10:30 9/11 2017-06-01
    | (?:[^\W\d_]\.){{2,}}(?![^\W\d_]{{2}})                                          # U.S. a.m.
    | (?:Ph|LL|Ed)\.D\.?|U\.S(?=[^\w.]|$)                                             # learned degrees
    | \w+\.(?:pdf|docx?|xlsx?|pptx?|htm|html|jpe?g|png|gif|zip|txt|mp[34]|exe)(?![^\W_])  # names of files
    | [A-Z]{{1,3}}\$                                                                   # US$ 5
    | [:;=]-?[)(DP](?![^\W_])                                                        # smileys
    )
  | (?P<clitic>(?<=["”’)\].%])[{_APOSTROPHES}](?:s|re|ve|ll|d|m)(?!{_WORD}))         # "Hezbollah"'s
  | (?P<word>{_WORD}(?:{_WORD}|[\u0300-\u036f]|[{_APOSTROPHES}&-](?={_WORD})|(?<=\d)[.,](?=\d))*)
  | (?P<punct>\.{{2,}}|…+|-{{2,}}|[!?]{{2,}}|([=*~_<>+|#])\5+|``|''|.)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_CLITIC = re.compile(rf"(n[{_APOSTROPHES}]t|[{_APOSTROPHES}](?:s|re|ve|ll|d|m))$", re.IGNORECASE)
_JOINED = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "dont": 2, "doesnt": 4, "didnt": 3, "isnt": 2, "wasnt": 3}
_DESIGNATION = re.compile(r"[^\W\d_]{1,6}-\d+[^\W_]*(?:-\d+)*$")
_UNITS = re.compile(r"(\d[\d.,]*)(km|kg|mm|cm|lb|lbs|mph|kph|kt|bn|mn|tn|am|pm|hrs|%)$", re.IGNORECASE)


def tokenize(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Offsets of the tokens of ``text[start:end]``, in order; ``[]`` where there is only white space.

    Args:
        text: the document's text.
        start: first code point of the stretch to split, usually a sentence.
        end: the code point after its last.
    """
    tokens: list[tuple[int, int]] = []
    chunks = [(match.start(), match.group()) for match in _CHUNK.finditer(text, start, end)]
    last = len(chunks) - 1
    for index, (offset, chunk) in enumerate(chunks):
        follower = chunks[index + 1][1][0] if index < last else ""
        for first, after in _split(chunk, follower.isdigit(), index == last):
            tokens.append((offset + first, offset + after))
    return tokens


_CHUNK = re.compile(r"\S+")


@lru_cache(maxsize=65536)
def _split(chunk: str, before_figure: bool, last: bool) -> tuple[tuple[int, int], ...]:
    """Tokens of a stretch without white space, as offsets into it."""
    if chunk.isalpha() and chunk.lower() not in _JOINED:
        return ((0, len(chunk)),)
    spans: list[tuple[int, int]] = []
    for match in _MASTER.finditer(chunk):
        begin, end = match.span()
        if match.lastgroup == "word" or (match["whole"] is not None and match["whole"][0].isdigit()):
            spans.extend(_split_word(chunk, begin, end))
        elif (
            match["punct"] == "."
            and spans
            and spans[-1][1] == begin
            and _keeps_stop(chunk[spans[-1][0] : begin], before_figure, last and end == len(chunk))
        ):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((begin, end))
    return tuple(spans)


def _keeps_stop(form: str, before_figure: bool, final: bool) -> bool:
    """Whether the full stop after ``form`` belongs to it."""
    if len(form) == 1 and form.isalpha() and form.isupper():
        return not final
    kind = abbreviations().get(form.lower())
    if kind is None:
        return False
    if kind == "number":
        return before_figure
    return not (final and kind == "word")


def _split_word(chunk: str, begin: int, end: int) -> list[tuple[int, int]]:
    """Cuts clitics, units and hyphens out of one word."""
    word = chunk[begin:end]
    joint = _JOINED.get(word.lower())
    if joint is not None:
        return [(begin, begin + joint), (begin + joint, end)]
    unit = _UNITS.match(word)
    if unit is not None:
        return [(begin, begin + unit.end(1)), (begin + unit.end(1), end)]
    clitic = _CLITIC.search(word)
    tail: list[tuple[int, int]] = []
    if clitic is not None and clitic.start() > 0:
        tail = [(begin + clitic.start(), end)]
        end = begin + clitic.start()
        word = chunk[begin:end]
    if "-" not in word:
        return [(begin, end), *tail]
    return [*_split_hyphens(word, begin), *tail]


def _split_hyphens(word: str, begin: int) -> list[tuple[int, int]]:
    """Cuts at hyphens, save after a prefix and inside a designation or a date."""
    if _DESIGNATION.match(word) or (word.replace("-", "").isdigit() and word.count("-") > 1):
        return [(begin, begin + len(word))]
    spans: list[tuple[int, int]] = []
    start = 0
    prefixes = word_set("token_prefixes.csv")
    for index, char in enumerate(word):
        if char != "-":
            continue
        part = word[start:index]
        rest = word[index + 1 :]
        prefixed = start == 0 and part.lower() in prefixes and rest[:1].isalpha()
        if prefixed or _DESIGNATION.match(word, start):
            continue
        if start < index:
            spans.append((begin + start, begin + index))
        spans.append((begin + index, begin + index + 1))
        start = index + 1
    if start < len(word):
        spans.append((begin + start, begin + len(word)))
    return spans
