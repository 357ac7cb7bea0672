"""Intervals of days and how they are written out."""

from __future__ import annotations

import datetime as dt

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from whence.records import Interval

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))


@given(DAYS, st.text())
def test_words_are_written_as_words_and_come_back(day: dt.date, words: str):
    """A ``text`` beside ``start`` and ``end`` is a span of characters everywhere else in a record."""
    interval = Interval.day(day, text=words)
    written = msgspec.json.decode(msgspec.json.encode(interval))
    assert written["words"] == words and "text" not in written
    assert msgspec.json.decode(msgspec.json.encode(interval), type=Interval) == interval
