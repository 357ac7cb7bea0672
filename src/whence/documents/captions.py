"""Captions of pictures that stand in the text, told by their credits, pointers and labels.

One strong sign is enough (a picture's credit, a caption's label); weak signs, which other text shows
too (a bare agency in brackets, "(L)", a full date in a present-tense line), count together.
"""

from __future__ import annotations

import re
from functools import cache

from whence.documents.dates import MONTH
from whence.documents.paragraphs import ends_sentence
from whence.documents.pieces import Piece, is_title_like
from whence.documents.tables import forms

LONGEST = 1200  # characters: agency captions run to about 100 words; some carry a paragraph of background
ENOUGH = 3  # points of weak signs: a pointer two, a full date, a present-tense verb and a bare agency one each
CREDIT_LINE = 120  # characters of a line that holds a credit alone

_LAST_BRACKETS = re.compile(r"[(\[]([^()\[\]]{2,160})[)\]]\.?[\"'”’]?$")
_SIDE = r"left|right|cent(?:er|re)"
_POINTER = re.compile(
    rf"[(\[](?:L|R|C|{_SIDE}|top|bottom|above|below|front|back|rear"
    rf"|(?:\w+ )?(?:from|to) (?:L|R|{_SIDE})(?: to (?:L|R|{_SIDE}))?|[LRC]-[LRC])[)\]]"
    rf"|, (?:(?:second|third|fourth|far|front|top|bottom) )?(?:{_SIDE})(?: to (?:{_SIDE}))?,"
    r"|\b(?:seen|pictured|shown) "
    r"(?:here|in this|above|below|on|at|during|outside|inside|after|before|near)\b",
)
_OUTLET = r"(?:News|Press|Post|Times|Radio|TV|Agency|Daily|Journal|Herald|Online|Network|Today|Guardian|Telegraph)"
_PERSON = re.compile(rf"(?!.*\b{_OUTLET}\b)[^\W\d_a-z][\w.'’-]*(?: [^\W\d_][\w.'’-]*){{1,4}}")
_FULL_DATE = re.compile(
    rf"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:{MONTH} \d{{1,2}},? (?:19|20)\d\d)\b", re.IGNORECASE
)
_DAY_FIRST_DATE = re.compile(rf"\b\d{{1,2}} {MONTH},? (?:19|20)\d\d\b", re.IGNORECASE)


def mark(pieces: list[Piece]) -> None:
    """Set ``caption`` on captions, on credit lines, and on the short title line stuck to the one or the other."""
    for index, piece in enumerate(pieces):
        if piece.kind is not None or not is_caption(piece.flat):
            continue
        piece.kind = "caption"
        before = pieces[index - 1] if index else None
        if before is not None and before.kind is None and before.stuck and _is_picture_title(before):
            before.kind = "caption"
        if before is not None and before.kind is None and is_credit(piece.flat) and _is_above_credit(before):
            before.kind = "caption"


def is_caption(flat: str) -> bool:
    """True where a paragraph (single spaces) is a picture's caption or credit."""
    if len(flat) > LONGEST:
        return False
    if is_credit(flat) or _label().match(flat):
        return True
    brackets = _LAST_BRACKETS.search(flat)
    if brackets and _is_picture_credit(brackets[1]):
        return True
    if _slashed_credit().search(flat):
        return True
    dated = _FULL_DATE.search(flat) is not None or _DAY_FIRST_DATE.search(flat) is not None
    return (
        2 * (_POINTER.search(flat) is not None)
        + dated
        + (_present().search(flat[:120]) is not None and flat.count(". ") <= 2)
        + (brackets is not None and _agency().search(brackets[1]) is not None)
    ) >= ENOUGH


def _is_picture_credit(inside: str) -> bool:
    """True where the words in brackets at a paragraph's end say whose picture it is.

    An outlet alone, or one outlet by way of another ("Reuters via The Example"), says whose report it is.
    """
    if _photo_credit().match(inside):
        return True
    agency = _agency().search(inside)
    if agency is None:
        return False
    if _photo().search(inside):
        return True
    by_way = re.match(r"(.+?),? (?:via|for) ", inside)
    if by_way and _PERSON.fullmatch(by_way[1]) and not _agency().search(by_way[1]):
        return True
    others = [part.strip() for part in inside.split("/") if not _agency().fullmatch(part.strip())]
    return "/" in inside and bool(others) and all(_PERSON.fullmatch(part) for part in others)


def is_credit(flat: str) -> bool:
    """True for a line that holds a picture's credit and nothing else ("AP Photo/Jane Roe", "[Photo: Reuters]")."""
    if len(flat) > CREDIT_LINE:
        return False
    bare = flat.strip("()[]. ")
    if len(bare.split()) <= 12 and _credit_line().match(bare):
        return True
    return _agency_line().fullmatch(bare) is not None


def _is_picture_title(piece: Piece) -> bool:
    return piece.end - piece.start <= CREDIT_LINE and is_title_like(piece.text)


def _is_above_credit(piece: Piece) -> bool:
    """A line stuck right above a credit line is the caption that the credit belongs to."""
    return piece.stuck and piece.end - piece.start <= LONGEST / 2 and ends_sentence(piece.text)


@cache
def _agencies() -> str:
    names = sorted(forms("credits.csv", "agency"), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(name) for name in names) + ")"


@cache
def _present() -> re.Pattern[str]:
    """Captions are told in the present tense."""
    return re.compile(r"\b(?:" + "|".join(forms("words.csv", "present")) + r")\b")


@cache
def _agency() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w]){_agencies()}(?!\w)")


_NAME = r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,3}"


@cache
def _agency_line() -> re.Pattern[str]:
    """An agency and a photographer with a stroke between them, or an agency's pictures by name."""
    agency = _agencies()
    stroke = r"\s?[/|]\s?"
    return re.compile(
        rf"(?:{_NAME}{stroke})?{agency}(?: Photo)?(?:{stroke}(?:{agency}|{_NAME}))+|{_NAME}\s?/\s?{agency}"
    )


@cache
def _slashed_credit() -> re.Pattern[str]:
    """A credit without brackets after a caption's last sentence: "... REUTERS/Jane Roe", "... Photo: Jane Roe"."""
    agency = _agencies()
    label = r"(?i:photo|photograph|image|picture|credit)s?(?i: credit| courtesy)?"
    labelled = rf"{label}(?:\s?:|(?i: by| via| courtesy of)) [A-Z@][^.]{{1,80}}"
    return re.compile(
        rf"[.!?]\s+(?:{agency}(?: Photo)?/{_NAME}(?:/{agency})?|{_NAME}/{agency}(?:/{agency})?|{labelled})\.?$"
    )


@cache
def _photo() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(forms("credits.csv", "photo")) + ")", re.IGNORECASE)


@cache
def _photo_credit() -> re.Pattern[str]:
    """What a bracket at a caption's end holds besides agencies: whose picture it is, or only that it is one."""
    return re.compile(
        rf"(?:{_agencies()}\s+(?:photos?|images?|file)\b"
        r"|(?:file )?(?:photo|photograph|image|picture|screen ?(?:grab|shot)|handout|video|still)s?"
        r"(?:(?: (?:credit|courtesy|taken))? (?:of|by|from|via|provided by|released by)\b|\s?[:/|]|$)"
        r"|courtesy(?: of)? |credit:|©"
        r"|(?:[\w.'’-]+ ){1,6}(?:file )?(?:photo|photograph|image)s?\b(?: (?:by|via|/)| ?[:/]|$))",
        re.IGNORECASE,
    )


@cache
def _credit_line() -> re.Pattern[str]:
    """The same on a line of its own, where no bracket helps: a name or an agency must follow."""
    return re.compile(
        rf"(?i:{_agencies()}\s+(?:photos?|images?)$)"
        r"|(?i:(?:photo|photograph|image|picture)s?(?: credit| courtesy)?(?: by| via| courtesy of|\s?[:/|]))\s*[A-Z@]"
        r"|(?i:courtesy(?: of)?) [A-Z][^.]*$|(?i:credit): ?\S"
        r"|(?:[A-Z][\w.'’-]* ){1,5}(?i:photo|photograph|image)s? (?i:by|via) [A-Z]"
    )


@cache
def _label() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(forms("credits.csv", "label")) + ")", re.IGNORECASE)
