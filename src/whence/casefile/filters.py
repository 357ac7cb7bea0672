"""The filters of claims, as a caller gives them, made into one condition of SQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, TypedDict, get_args

from whence.records import FactualityValue, UsageError
from whence.records.claim import ClaimKind

CERTAINTIES: dict[str, tuple[str, ...]] = {
    "certain": ("CT+",),
    "probable": ("PR+",),
    "possible": ("PS+",),
    "denied": ("CT-", "PR-", "PS-"),
    "open": ("CTu", "Uu"),
}
"""Words for the values of FactBank's scale; the values themselves are taken too."""

OWN_VOICE = "-"
"""As a source: the document's own voice, whose chain is empty."""

KINDS: tuple[ClaimKind, ...] = get_args(ClaimKind)

Words = str | Sequence[str]


class Filters(TypedDict, total=False):
    """What claims to give: all filters must hold; of several values of one filter, one must.

    ``actor`` is part of the name, the words or the registry id of whoever takes part, doing or done to;
    ``type`` an event type, mode, predicate or measure; ``place`` part of a place's name, words or province,
    or its country's ISO code; ``since`` and ``until`` days that the claim's dates overlap (a claim without
    any date is then left out); ``source`` part of a name of the source chain, or "-" for the document's
    own voice; ``certainty`` FactBank values or words for them; ``document`` an id, its beginning, or part
    of the name that the document was read by.
    """

    actor: Words | None
    type: Words | None
    place: Words | None
    since: dt.date | None
    until: dt.date | None
    source: Words | None
    certainty: Words | None
    kind: Words | None
    document: str | None


class Condition:
    """A condition of SQL and its parameters, grown by :meth:`add`."""

    def __init__(self) -> None:
        """Start with a condition that everything meets."""
        self._parts: list[str] = []
        self.parameters: list[Any] = []

    @property
    def sql(self) -> str:
        """The condition, to follow WHERE."""
        return " AND ".join(self._parts) or "TRUE"

    def add(self, sql: str, *parameters: object) -> None:
        """Ask for this as well."""
        self._parts.append(f"({sql})")
        self.parameters.extend(parameters)

    def add_any(self, sqls: Sequence[tuple[str, list[object]]]) -> None:
        """Ask for one of these as well; nothing, where there are none."""
        if sqls:
            self.add(" OR ".join(sql for sql, _ in sqls), *(value for _, values in sqls for value in values))


def _folded(sql: str) -> str:
    """Case and accents put aside, so that "kandahar" finds "Kandahār"."""
    return f"strip_accents(lower({sql}))"


# The unit separator stands between list members, so that a search cannot run from one name into the next.
_ACTORS = _folded(
    "concat_ws(chr(31), array_to_string(actors, chr(31)), array_to_string(actors_text, chr(31)), "
    "array_to_string(recipients, chr(31)), array_to_string(recipients_text, chr(31)))"
)
_SOURCES = _folded(
    "concat_ws(chr(31), array_to_string(sources, chr(31)), array_to_string(sources_text, chr(31)), "
    "array_to_string(joint_sources, chr(31)))"
)
_PLACES = _folded("concat_ws(chr(31), place, place_text, admin1)")


def condition_of(filters: Filters) -> Condition:
    """The condition on the ``claim`` table that ``filters`` mean; ``document`` is not its matter.

    Raises:
        UsageError: if a kind or a certainty is not known.
    """
    condition = Condition()
    condition.add_any([_actor(word) for word in _words(filters.get("actor"))])
    condition.add_any(
        [("lower(type) = lower(?) OR lower(mode) = lower(?)", [word, word]) for word in _words(filters.get("type"))]
    )
    condition.add_any(
        [
            (f"contains({_PLACES}, {_folded('?')}) OR country = upper(?)", [word, word])
            for word in _words(filters.get("place"))
        ]
    )
    condition.add_any([_source(word) for word in _words(filters.get("source"))])
    condition.add_any([("kind = ?", [_kind(word)]) for word in _words(filters.get("kind"))])
    values = [value for word in _words(filters.get("certainty")) for value in _certainty(word)]
    condition.add_any([("factuality = ?", [value]) for value in values])
    _add_days(condition, filters.get("since"), filters.get("until"))
    return condition


def _words(value: Words | None) -> Sequence[str]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


def _actor(word: str) -> tuple[str, list[object]]:
    sql = f"contains({_ACTORS}, {_folded('?')}) OR list_contains(actor_ids, ?) OR list_contains(recipient_ids, ?)"
    return sql, [word, word, word]


def _source(word: str) -> tuple[str, list[object]]:
    if word == OWN_VOICE:
        return "len(standings) = 0", []
    return f"contains({_SOURCES}, {_folded('?')}) OR list_contains(source_ids, ?)", [word, word]


def _kind(word: str) -> str:
    if word.lower() not in KINDS:
        raise UsageError(f"A kind is one of {', '.join(KINDS)}; found {word!r}.")
    return word.lower()


def _certainty(word: str) -> tuple[str, ...]:
    scale = {value.lower(): value for value in get_args(FactualityValue)}
    if word.lower() in scale:
        return (scale[word.lower()],)
    if word.lower() in CERTAINTIES:
        return CERTAINTIES[word.lower()]
    raise UsageError(
        f"A certainty is one of {', '.join(CERTAINTIES)}, or of {', '.join(get_args(FactualityValue))}; found {word!r}."
    )


def _add_days(condition: Condition, since: dt.date | None, until: dt.date | None) -> None:
    if since is None and until is None:
        return
    condition.add("date_start IS NOT NULL OR date_end IS NOT NULL")
    if since is not None:
        condition.add("date_end IS NULL OR date_end >= ?", since)
    if until is not None:
        condition.add("date_start IS NULL OR date_start <= ?", until)
