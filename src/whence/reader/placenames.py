"""What a place mention says by itself: its name without trimmings, the kind of place it is called, direction and
offset."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import msgspec

from whence.reader.tables import rows
from whence.records import EntityMention

LOOK_BACK = 90  # code points before a name in which its offset may begin
_SIDE = r"(?:(?:north|south)[\s-]?(?:east|west)?|east|west)"
_UNIT = r"(?:km|kms|kilometers?|kilometres?|miles?|mi|metres?|meters?|m)"
_MEASURE = rf"(?:[\w.,-]+(?:\s+(?:and|to|or)\s+[\w.,-]+)?[\s-]*{_UNIT}\b\s*(?:\([^)]{{0,30}}\)\s*)?)"
_LONG = (
    r"(?:an?|one|two|three|several|some)\s+(?:hours?|days?|miles?|kilometers?|kilometres?)(?:['’]s?)?\s+(?:drive\s+)?"
)
_FAR = rf"(?:{_MEASURE}|{_LONG})"
_LEADING = re.compile(r"^(?:the|The)\s+")
_TRAILING = re.compile(r"(?:['’]s?|[\s,;:.\"”’')\]])+$")
_ABBREVIATED = re.compile(r"(?:\b\w\.)+$")


class Named(msgspec.Struct, frozen=True):
    """A mention taken apart.

    ``start`` to ``end`` are the toponym's own (with its direction word, without "the" and "'s"); ``core`` the name to
    look up; ``within`` a further name after a comma inside the mention; ``kind`` what the words about it call it;
    ``direction`` the part meant ("northern"); ``offset`` where the place spoken of lies from it ("30 km south of").
    """

    mention: EntityMention
    start: int
    end: int
    core: str
    within: str | None
    kind: str | None
    direction: str | None
    offset: str | None


@cache
def _of_class(*classes: str) -> str:
    words = sorted(
        (row["word"] for row in rows("places_words.csv") if row["class"] in classes), key=lambda w: (-len(w), w)
    )
    return "|".join(re.escape(word).replace(r"\ ", r"[\s-]") for word in words)


@cache
def _kinds() -> dict[str, str]:
    return {row["word"]: row["class"] for row in rows("places_words.csv")}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    kinds = _of_class("district", "province", "region", "settlement", "site", "any")
    settled = _of_class("district", "province", "region", "settlement", "any")
    directions = _of_class("direction")
    filler = rf"(?:(?:the|its|their|a)\s+)?(?:(?:[\w'’-]+\s+){{0,4}}?(?:{settled})\s+(?:of\s+)?)?(?:(?:the|al)\s+)?"
    offsets = (
        rf"(?:{_FAR}\s*(?:to\s+the\s+)?(?:due\s+)?(?:{_SIDE}\s+(?:of|from)|from|outside|away\s+from|inside|off))"
        rf"|(?:(?:just|due|immediately|further|to\s+the)\s+)?{_SIDE}\s+of"
        rf"|{_of_class('near')}"
    )
    return {
        "before": re.compile(rf"\b(?P<kind>{settled})\s+of\s+(?:the\s+)?$", re.IGNORECASE),
        "title": re.compile(rf"\b(?P<kind>{settled})\s+$", re.IGNORECASE),
        "after": re.compile(
            rf"^\s+(?:(?!(?:and|or|in|of|to|the|a|as|for|from|with)\b)[\w'’-]+\s+)??(?P<kind>{settled})\b",
            re.IGNORECASE,
        ),
        "inside": re.compile(rf"^(?P<core>.+?)\s+(?P<kind>{kinds})$", re.IGNORECASE),
        "of": re.compile(rf"^(?P<kind>{kinds})\s+of\s+(?:the\s+)?(?P<core>\S.*)$", re.IGNORECASE),
        "direction_inside": re.compile(rf"^(?P<direction>{directions})\s+(?P<core>\S.*)$", re.IGNORECASE),
        "direction_before": re.compile(rf"(?<![\w-])(?P<direction>(?:{directions})(?:\s+and\s+(?:{directions}))?)\s+$"),
        "part": re.compile(
            rf"\b(?:in|across|inside|throughout|from|to)\s+the\s+(?P<direction>(?:far\s+)?{_SIDE}|cent(?:re|er))"
            rf"(?:(?:ern)?\s+(?:part|parts|areas?|half))?\s+of\s+(?:the\s+)?$",
            re.IGNORECASE,
        ),
        "offset": re.compile(rf"(?<![\w-])(?P<offset>{offsets})\s+{filler}$", re.IGNORECASE),
        "between": re.compile(r"\bbetween\s+(?:the\s+)?(?:[\w'’-]+\s+){0,4}$", re.IGNORECASE),
    }


def take_apart(text: str, mention: EntityMention, sentence_start: int, known: Callable[[str], bool]) -> Named:
    """Read what a mention and the words beside it say of the place. ``known`` tells whether a name is in the gazetteer:
    a name that the gazetteer knows whole ("North Korea", "Kunduz Airport") is never taken apart."""
    patterns = _patterns()
    start, end = _trimmed(text, mention.start, mention.end)
    name = text[start:end]
    spaced = text[max(sentence_start, start - LOOK_BACK) : start]
    within = kind = direction = None
    core = name
    if "," in core and not known(core):
        core, _, rest = core.partition(",")
        core, within = core.strip(), rest.strip() or None
    if not known(core) and (match := patterns["of"].match(core)):
        kind, core = match["kind"], match["core"]
    if not known(core) and (match := patterns["direction_inside"].match(core)) and known(_plain(match["core"])):
        direction, core = match["direction"], match["core"]
    if match := patterns["inside"].match(core):
        if not known(core):
            kind, core = match["kind"], match["core"]
        elif kind is None and known(match["core"]):
            kind = match["kind"]
    if kind is None and (match := patterns["after"].match(text[end : end + 40])) and not _new_name(match[0]):
        kind = match["kind"]
    if kind is None and (match := patterns["before"].search(spaced)):
        kind = match["kind"] if not match["kind"].lower().startswith(("region", "area")) else None
    if (
        kind is None
        and (match := patterns["title"].search(spaced))
        and _kinds().get(match["kind"].lower()) == "settlement"
    ):
        kind = match["kind"]
    if match := patterns["part"].search(spaced):
        direction = match["direction"]
    elif direction is None and (match := patterns["direction_before"].search(spaced)):
        direction = match["direction"]
        start -= len(spaced) - match.start()
    offset = None
    left = text[max(sentence_start, start - LOOK_BACK) : start]
    if not patterns["part"].search(left) and (match := patterns["offset"].search(left)):
        offset = " ".join(match["offset"].split()).lower()
    elif patterns["between"].search(left):
        offset = "between"
    word = _kinds().get(re.sub(r"[\s-]", " ", kind.lower())) or _kinds().get(kind.lower()) if kind else None
    return Named(mention, start, end, core, within, word, direction, offset)


def _plain(name: str) -> str:
    """``name`` without a kind word at its end."""
    match = _patterns()["inside"].match(name)
    return match["core"] if match else name


def _new_name(words: str) -> bool:
    """Whether the kind word after a name is capitalised with another capitalised word before it: part of another
    name."""
    return sum(word[:1].isupper() for word in words.replace("'s", "").replace("’s", "").split()) > 1


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without "the" before and possessive, spaces and punctuation after, if anything is left."""
    name = text[start:end]
    if match := _LEADING.match(name):
        start += match.end()
    name = text[start:end]
    if not _ABBREVIATED.search(name) and (match := _TRAILING.search(name)) and match.start() > 0:
        end = start + match.start()
    return start, end
