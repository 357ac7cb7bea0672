"""What the words around a number tell of it: that it is a name's, an age or a share, what it counts, that it is old."""

from __future__ import annotations

import re

from whence.reader.quantitywords import pattern, persons
from whence.records import Quantity
from whence.records.reading import UnitKind


def kind_before(before: str, previous: Quantity | None) -> UnitKind:
    """What a bare number counts by what leads up to it: a toll, a force of people, the same as the number it was."""
    if pattern("toll").search(before):
        return "people"
    if previous is None:
        return "thing"
    is_same = _FROM.search(before) or (previous.replaced and re.search(r"\bto\s+\Z", before))
    return previous.kind if is_same else "thing"


_FROM = re.compile(r"\b(?:up|down)\s+from\s+(?:an?\s+\w+\s+of\s+)?\Z", re.IGNORECASE)


def is_replaced(before: str, after: str) -> bool:
    """True for a value that a newer one has taken the place of: the 12 of "rose from 12 to 39", "up from 12", "to 39
    from 12", "an earlier toll of 12"."""
    if pattern("old_account").search(before) or _FROM.search(before):
        return True
    led = pattern("old_value").search(before)
    if led is None or not led.group().lower().startswith("from"):
        return led is not None
    lead = before[: led.start()]
    if not pattern("changed").search(lead):
        return False
    return _TOLD_NEW.search(lead) is not None or pattern("new_value").match(after) is not None


_TOLD_NEW = re.compile(r"\bto\s+(?:[^\s.;]+\s+){1,6}\Z", re.IGNORECASE)
# "To 39" before "from 12".


def is_name(before: str, after: str, body: str) -> bool:
    """True where a number is part of a name, a list's mark, a score, a fraction, a compound or an ordinal's."""
    if pattern("name").search(before) and body[0].isdigit():
        return True
    if re.match(r"-(?:(?!strong\b|odd\b|plus\b)[a-zA-Z])", after):
        return not pattern("unit").match(after) and not pattern("percent").match(after)
    if re.match(r"\s*(?:th|st|nd|rd)\b|\s?[-–]\s?\d|[\s-](?:third|quarter|fifth|tenth)s?\b", after):
        return True
    if not before.strip() and re.match(r"[.)]\s", after):
        return True
    if re.match(r"\s+times\b", after) or _is_named(before, after, body):
        return True
    return body.isdigit() and len(body) == 4 and 1900 <= int(body) <= 2099 and not re.match(r"\s[a-z]", after)


_NAME_BEFORE = re.compile(r"(?:^|(?P<lead>[\w’']+)\s+)[A-Z][\w.'’-]*\s\Z")
_PLACE_LEADS = frozenset({"in", "at", "near", "from", "around", "outside", "inside", "on", "across", "of"})


def _is_named(before: str, after: str, body: str) -> bool:
    """True for a number within a name: after a capitalised word ("the Embraer 190 aircraft", not "in Mosul 12 tanks"),
    or spelt with a capital in a sentence that is no headline ("the Five Star Movement")."""
    lead = _NAME_BEFORE.search(before)
    if body.isdigit() and lead and lead["lead"] and not counts_people(after):
        return lead["lead"].lower() not in _PLACE_LEADS or not re.match(r"\s[a-z]", after)
    words = re.findall(r"[A-Za-z]+", before)
    if not words or not body[0].isupper() or not (words[-1].islower() or words[-1] == "The"):
        return False
    return re.match(r"\s[A-Z]", after) is not None


def counts_people(after: str) -> bool:
    """True where the next few words hold a noun for people."""
    return any(word.lower() in persons() for word in re.findall(r"[\w’'-]+", after)[:4])


def is_share(before: str, after: str) -> bool:
    """True in a share: "one in five people", "four out of five"."""
    return bool(_SHARE_AFTER.match(after) or _SHARE_BEFORE.search(before))


LARGEST_SHARE = 10
"""Numbers up to this may be a share's: "one in five"."""

_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten|[1-9]|10"
_SHARE_AFTER = re.compile(rf"\s+(?:in|out\s+of)\s+(?:every\s+)?(?:{_SMALL})\b(?![,.]\d)", re.IGNORECASE)
_SHARE_BEFORE = re.compile(rf"\b(?:{_SMALL})\s+(?:in|out\s+of)\s+(?:every\s+)?\Z", re.IGNORECASE)


def is_age(before: str, after: str) -> bool:
    """True for the age of a person: "aged 30 and 45", "a 12-year-old", "Ahmed, 45,", "he is 45"."""
    if pattern("old").match(after):
        return True
    if pattern("age_told").search(before) and re.match(r"\s*(?:[.,;]|$|and\b)", after):
        return True
    led = pattern("age").search(before)
    return led is not None and ("," not in led.group() or re.match(r"\s*[,)]", after) is not None)
