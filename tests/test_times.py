"""Times: time expressions found, valued and dated."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.reader.calendar import days_of
from whence.reader.times import days_told, find_times, publication_bound
from whence.reader.timewords import rules
from whence.records import Interval, Sentence, Timex, Token

MONDAY = "2017-11-20"
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def tokens_of(text: str) -> list[Token]:
    found = re.finditer(r"\w+(?:[.'’-]\w+)*|[^\w\s]", text)
    return [Token(m.group(), m.start(), m.end(), m.group().lower(), "", -1, "") for m in found]


def times_of(text: str, published: str | Interval | None = MONDAY) -> tuple[Timex, ...]:
    """The times of a text of one sentence."""
    tokens = tokens_of(text)
    day = Interval(published, published) if isinstance(published, str) else published
    return find_times(text, [Sentence(0, len(text), 0, len(tokens), 0)], tokens, day)


def read(text: str, published: str | Interval | None = MONDAY) -> list[tuple[str, str | None]]:
    return [(time.text, time.value) for time in times_of(text, published)]


def days(text: str, published: str | Interval | None = MONDAY) -> list[tuple[str | None, str | None]]:
    return [(time.from_, time.to) for time in times_of(text, published)]


@pytest.mark.parametrize(
    ("text", "words", "value", "first", "last"),
    [
        ("It fell in June.", "June", "2017-06", "2017-06-01", "2017-06-30"),
        ("It fell in December.", "December", "2016-12", "2016-12-01", "2016-12-31"),
        ("It fell in mid-October.", "mid-October", "2017-10", "2017-10-11", "2017-10-20"),
        ("It fell in late October.", "late October", "2017-10", "2017-10-21", "2017-10-31"),
        ("It fell in early 2014.", "early 2014", "2014", "2014-01-01", "2014-04-30"),
        ("It began in the early 1990s.", "the early 1990s", "199", "1990-01-01", "1993-12-31"),
        ("It happened earlier this year.", "earlier this year", "2017", "2017-01-01", "2017-11-19"),
        ("It fell in the middle of last month.", "the middle of last month", "2017-10", "2017-10-11", "2017-10-20"),
        ("It fell last week.", "last week", "2017-W46", "2017-11-13", "2017-11-19"),
        ("It fell last year.", "last year", "2016", "2016-01-01", "2016-12-31"),
        ("Fighting went on over the weekend.", "the weekend", "2017-W46-WE", "2017-11-18", "2017-11-19"),
        ("Shells fell overnight.", "overnight", "2017-11-19TNI/2017-11-20", "2017-11-19", "2017-11-20"),
        ("It fell three days ago.", "three days ago", "2017-11-17", "2017-11-17", "2017-11-17"),
        ("It fell two weeks ago.", "two weeks ago", "2017-W45", "2017-11-06", "2017-11-12"),
        ("Over the past few years it grew.", "the past few years", "PXY", "2014-11-20", "2017-11-20"),
        ("In the past 24 hours ten fell.", "the past 24 hours", "PT24H", "2017-11-19", "2017-11-20"),
        ("It will fall within the next year.", "the next year", "P1Y", "2017-11-20", "2018-11-20"),
        ("It will end by the end of the year.", "the end of the year", "2017", "2017-12-01", "2017-12-31"),
        ("Held since at least December, he died.", "at least December", "2016-12", "2016-12-01", "2016-12-31"),
        ("The summer of 2014 was hot.", "The summer of 2014", "2014-SU", "2014-06-01", "2014-08-31"),
        ("It grew in the third quarter of 2016.", "the third quarter of 2016", "2016-Q3", "2016-07-01", "2016-09-30"),
        ("They met from March 3 to 5.", "March 3 to 5", "2017-03-03/2017-03-05", "2017-03-03", "2017-03-05"),
        ("It grew in the 2015-16 season.", "the 2015-16", "2015/2016", "2015-01-01", "2016-12-31"),
        ("It fell on Tuesday night.", "Tuesday night", "2017-11-14TNI", "2017-11-14", "2017-11-14"),
        (
            "In the early hours of Friday it fell.",
            "the early hours of Friday",
            "2017-11-17TMO",
            "2017-11-17",
            "2017-11-17",
        ),
        ("At 4 a.m. on Friday it fell.", "4 a.m. on Friday", "2017-11-17T04:00", "2017-11-17", "2017-11-17"),
        ("It ended on Christmas Eve.", "Christmas Eve", "2016-12-24", "2016-12-24", "2016-12-24"),
    ],
)
def test_a_relative_expression_is_dated_from_publication(
    text: str, words: str, value: str, first: str, last: str
) -> None:
    (time,) = times_of(text)
    assert (time.text, time.value, time.from_, time.to, time.basis is not None) == (words, value, first, last, True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("24 April 2018", "2018-04-24"),
        ("Aug. 14, 2017", "2017-08-14"),
        ("Friday, Sept. 21, 2012", "2012-09-21"),
        ("the 1st of June 2015", "2015-06-01"),
        ("2017-11-20", "2017-11-20"),
        ("14/08/2017", "2017-08-14"),
        ("03.02.2015", "2015-02-03"),
        ("Feburary 3, 2015", "2015-02-03"),
        ("March 2003", "2003-03"),
        ("MARCH 12, 2018", "2018-03-12"),
    ],
)
def test_a_full_date_is_stated_whatever_the_publication(text: str, value: str) -> None:
    for published in (MONDAY, None):
        (time,) = times_of(f"It took place on {text}.", published)
        assert (time.text, time.value, time.basis) == (text, value, "stated")


def test_a_date_in_figures_that_may_be_read_two_ways_keeps_only_its_year() -> None:
    (time,) = times_of("It took place on 05/06/2017.")
    assert (time.value, time.from_, time.to) == ("2017-XX-XX", "2017-01-01", "2017-12-31")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The army attacked on Friday.", "2017-11-17"),
        ("The parties will meet on Friday.", "2017-11-24"),
        ("Talks due to begin on Friday were called off.", "2017-11-24"),
        ("He said that talks would resume on Friday.", "2017-11-24"),
        ("On Friday, he said that talks would resume.", "2017-11-17"),
        ("They must leave by Friday.", "2017-11-24"),
        ("They had left by Friday.", "2017-11-17"),
        ("The hearing was postponed until Friday.", "2017-11-24"),
        ("The deadline is Friday.", "2017-11-24"),
        ("It was shelled last Friday.", "2017-11-17"),
        ("Next Friday they meet.", "2017-11-24"),
        ("The summit is scheduled for December 10.", "2017-12-10"),
        ("He died on 28 December.", "2016-12-28"),
    ],
)
def test_tense_chooses_the_side_of_publication(text: str, day: str) -> None:
    (time,) = times_of(text)
    assert (time.from_, time.to) == (day, day)


def test_the_verb_is_told_by_its_tag_where_there_is_one() -> None:
    text = "Armed police arrive on Friday"
    tagged = [
        Token("Armed", 0, 5, "armed", "ADJ", 1, "amod"),
        Token("police", 6, 12, "police", "NOUN", 2, "nsubj"),
        Token("arrive", 13, 19, "arrive", "VERB", -1, "root"),
        Token("on", 20, 22, "on", "ADP", 4, "case"),
        Token("Friday", 23, 29, "Friday", "PROPN", 2, "obl"),
    ]
    (time,) = find_times(text, [Sentence(0, 29, 0, 5, 0)], tagged, Interval(MONDAY, MONDAY))
    assert (time.value, time.token) == ("2017-11-17", 4)


def test_anaphoric_dates_go_by_the_date_before() -> None:
    assert read("He came on March 3, left two days later, died the following day and was buried a week later.") == [
        ("March 3", "2017-03-03"),
        ("two days later", "2017-03-05"),
        ("the following day", "2017-03-06"),
        ("a week later", "2017-W11"),
    ]
    assert read("In 2011 it rose; that year many fled; a year later it fell.") == [
        ("2011", "2011"),
        ("that year", "2011"),
        ("a year later", "2012"),
    ]


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("After nearly 16 years of war", "nearly 16 years", "DURATION", "P16Y"),
        ("The 16-year-old war", "16-year-old", "DURATION", "P16Y"),
        ("A three-day truce", "three-day", "DURATION", "P3D"),
        ("For several days", "several days", "DURATION", "PXD"),
        ("For at least two decades", "at least two decades", "DURATION", "P2DE"),
        ("Two and a half years passed", "Two and a half years", "DURATION", "P2.5Y"),
        ("The days to come", "The days to come", "DURATION", "PXD"),
        ("They pray every day", "every day", "SET", "P1D"),
        ("They meet each Friday", "each Friday", "SET", "XXXX-WXX-5"),
        ("The daily shelling", "daily", "SET", "P1D"),
        ("They protest on Fridays", "Fridays", "SET", "XXXX-WXX-5"),
        ("It struck around 6:30 pm local time", "around 6:30 pm local time", "TIME", "2017-11-20T18:30"),
        ("It struck at 1830 GMT", "1830 GMT", "TIME", "2017-11-20T18:30Z"),
        ("They attacked at dawn", "dawn", "TIME", None),
    ],
)
def test_lengths_habits_and_hours(text: str, words: str, kind: str, value: str | None) -> None:
    (time,) = times_of(text)
    assert (time.text, time.type) == (words, kind)
    assert value is None or time.value == value


@pytest.mark.parametrize(
    "text",
    [
        "A 12-year-old girl and a boy aged 16 years died.",
        "They may march. The march may go on.",
        "Theresa May spoke to The Sunday Times.",
        "Black September and the 23 March Movement denied it.",
        "Some 2,000 men and 2000 fighters crossed.",
        "Resolution 1973 was adopted.",
        "The spring offensive and the second bomb failed.",
        "The fall of the city was feared.",
        "Egypt won 3-0 and paid $2012.",
        "The Daily Mail reported it.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert times_of(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The 2003 invasion of Iraq",
        "They fled in 2003",
        "It was built (2003)",
        "Between 2003 and a ruin",
        "Since 2003 it stood",
    ],
)
def test_a_year_is_told_by_what_stands_around_it(text: str) -> None:
    assert [time.value for time in times_of(text)] == ["2003"]


def test_a_span_leaves_out_prepositions_and_the_possessive() -> None:
    assert [time.text for time in times_of("Since Saturday's attack, and until May 2")] == ["Saturday", "May 2"]


def test_without_a_publication_day_values_stay_open() -> None:
    text = "In June, on Friday, on April 24, last week, yesterday and a day earlier; on 3 June 2014"
    for published in (None, Interval("2017-10-21", None, None, "estimated")):
        times = times_of(text, published)
        assert [time.value for time in times] == [
            "XXXX-06",
            "XXXX-WXX-5",
            "XXXX-04-24",
            "XXXX-WXX",
            "XXXX-XX-XX",
            "XXXX-XX-XX",
            "2014-06-03",
        ]
        assert {(time.from_, time.to, time.basis) for time in times[:-1]} == {(None, None, None)}


def test_a_publication_month_settles_what_both_its_ends_agree_on() -> None:
    november = Interval("2017-11-01", "2017-11-30")
    assert read("It fell last year, in June and on Friday.", november) == [
        ("last year", "2016"),
        ("June", "2017-06"),
        ("Friday", "XXXX-WXX-5"),
    ]


def test_publication_is_bounded_by_the_latest_past_date_written_out() -> None:
    text = "The mosque was hit on Oct. 21, 2017, after years of war since 2001. The plan will end by 1 May 2018."
    times = times_of(text, None)
    assert publication_bound(times, text) == Interval("2017-10-21", None, None, "estimated")
    assert publication_bound((), text) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("It has grown since 2003", "2003-01-01", MONDAY),
        ("It stood until May", None, "2017-05-31"),
        ("It stood before 2011", None, "2010-12-31"),
        ("It stood after 2011", "2012-01-01", None),
        ("It grew between 2014 and 2016", "2014-01-01", "2016-12-31"),
        ("It grew from 2014 to 2016", "2014-01-01", "2016-12-31"),
        ("It grew in 2014", "2014-01-01", "2014-12-31"),
    ],
)
def test_prepositions_bound_the_days(text: str, first: str | None, last: str | None) -> None:
    times = times_of(text)
    told = days_told(times[0], times, text, Interval(MONDAY, MONDAY))
    assert told is not None and (told.start, told.end) == (first, last)


def test_every_rule_has_a_builder_and_a_name_of_its_own() -> None:
    from whence.reader import timebuilders, timeparts, timespans

    names = [rule.name for rule in rules()]
    assert len(names) == len(set(names))
    for rule in rules():
        assert any(hasattr(module, rule.build) for module in (timebuilders, timeparts, timespans)), rule.name


def test_every_rule_can_be_tried() -> None:
    from whence.reader.timewords import signs

    classes = {name for names in signs().values() for name in names} | {"digit", "year"}
    assert {rule.needs for rule in rules()} <= classes


@given(st.dates(dt.date(1970, 1, 1), dt.date(2090, 12, 31)), st.sampled_from(range(7)))
def test_a_past_weekday_is_within_the_week_to_publication(day: dt.date, weekday: int) -> None:
    (time,) = times_of(f"They attacked on {WEEKDAYS[weekday]}.", day.isoformat())
    found = dt.date.fromisoformat(time.from_ or "")
    assert time.from_ == time.to == time.value and found.weekday() == weekday
    assert 0 <= (day - found).days <= 6


@given(st.dates(dt.date(1970, 1, 1), dt.date(2090, 12, 31)), st.sampled_from(range(7)))
def test_a_coming_weekday_is_within_the_week_from_publication(day: dt.date, weekday: int) -> None:
    (time,) = times_of(f"They will meet on {WEEKDAYS[weekday]}.", day.isoformat())
    found = dt.date.fromisoformat(time.from_ or "")
    assert found.weekday() == weekday and 0 <= (found - day).days <= 6


PIECES = [
    "In June",
    "on Friday",
    "last week",
    "earlier this year",
    "mid-October",
    "the 1980s",
    "in 2003",
    "April 24",
    "on 31 January",
    "a day earlier",
    "three days ago",
    "the past few years",
    "next month",
    "overnight",
    "at 4 a.m.",
    "February 29",
    "this weekend",
    "the end of the month",
    "29 February 2016",
    "two years later",
    "every day",
    "late 2014",
    "last winter",
    "the following day",
    "will",
    "said",
    "killed 12 people",
    "and",
    ",",
    "until",
    "by",
    "Saturday's",
    "Q3",
    "3 to 5 March",
    "2014-16",
    "’",
    "مارس",
]


@given(st.lists(st.sampled_from(PIECES), max_size=9), st.none() | st.dates(dt.date(1950, 1, 1), dt.date(2090, 12, 31)))
def test_whatever_the_text_the_times_hold(pieces: list[str], day: dt.date | None) -> None:
    text = " ".join(pieces)
    times = times_of(text, day.isoformat() if day else None)
    end = 0
    for time in times:
        assert time.start >= end and text[time.start : time.end] == time.text
        end = time.end
        assert (time.from_ is None and time.to is None) == (time.basis is None)
        assert time.from_ is None or time.to is None or time.from_ <= time.to
        spanned = days_of(time.value or "")
        if spanned is not None and time.basis is not None:
            assert spanned[0].isoformat() <= (time.from_ or "") and (time.to or "") <= spanned[1].isoformat()
