"""Times of the news: runs, parts of periods, stories of other years, quotations, and any weekday on any day."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.reader.calendar import days_of, easter
from whence.reader.times import days_told, find_times
from whence.records import Interval, Sentence, Timex, Token

MONDAY = dt.date(2017, 11, 20)
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October"]
MONTHS += ["November", "December"]


def times_of(text: str, published: dt.date | None = MONDAY) -> tuple[Timex, ...]:
    """The times of a text of one paragraph, cut into sentences at each full stop before a capital."""
    sentences: list[Sentence] = []
    tokens: list[Token] = []
    start = 0
    for part in re.split(r"(?<=[.!?])\s+(?=[A-Z])", text):
        start = text.index(part, start)
        first = len(tokens)
        for match in re.finditer(r"\w+(?:[.'’-]\w+)*|[^\w\s]", part):
            place = start + match.start()
            tokens.append(Token(match.group(), place, place + len(match.group()), match.group().lower(), "", -1, ""))
        sentences.append(Sentence(start, start + len(part), first, len(tokens), 0))
        start += len(part)
    day = published.isoformat() if published else None
    return find_times(text, sentences, tokens, Interval(day, day) if day else None)


@pytest.mark.parametrize(
    ("text", "words", "value", "first", "last"),
    [
        ("In the first week of May it fell.", "the first week of May", "2017-W18", "2017-05-01", "2017-05-07"),
        ("In the last week of October it fell.", "the last week of October", "2017-W43", "2017-10-25", "2017-10-29"),
        ("It fell in the last days of October.", "the last days of October", "2017-10", "2017-10-21", "2017-10-31"),
        (
            "In the first three months of 2016 it fell.",
            "the first three months of 2016",
            "P3M",
            "2016-01-01",
            "2016-03-31",
        ),
        ("The week of 6 November was calm.", "The week of 6 November", "2017-W45", "2017-11-06", "2017-11-12"),
        (
            "The week ending 12 November was calm.",
            "The week ending 12 November",
            "2017-W45",
            "2017-11-06",
            "2017-11-12",
        ),
        ("It fell the week before last.", "the week before last", "2017-W45", "2017-11-06", "2017-11-12"),
        ("It fell on the 14th.", "the 14th", "2017-11-14", "2017-11-14", "2017-11-14"),
        ("They will leave on the 14th.", "the 14th", "2017-12-14", "2017-12-14", "2017-12-14"),
        ("In fiscal 2016 aid fell.", "fiscal 2016", "FY2016", "2016-01-01", "2016-12-31"),
        ("In FY17 aid fell.", "FY17", "FY2017", "2017-01-01", "2017-12-31"),
        ("They will leave by year-end.", "year-end", "2017", "2017-12-01", "2017-12-31"),
        ("They will fight for the rest of the year.", "the rest of the year", "2017", "2017-11-20", "2017-12-31"),
        ("They will leave in two weeks.", "two weeks", "2017-W49", "2017-12-04", "2017-12-10"),
        ("They will leave in two weeks' time.", "two weeks' time", "2017-W49", "2017-12-04", "2017-12-10"),
        ("It fell over two years ago.", "over two years ago", "2015", None, "2015-12-31"),
        ("They struck on Easter Sunday.", "Easter Sunday", "2017-04-16", "2017-04-16", "2017-04-16"),
        ("They struck on Good Friday 2015.", "Good Friday 2015", "2015-04-03", "2015-04-03", "2015-04-03"),
        ("It fell in early to mid-November.", "early to mid-November", "2017-11", "2017-11-01", "2017-11-20"),
        ("It fell in the twentieth century.", "the twentieth century", "19", "1900-01-01", "1999-12-31"),
        ("The 1800s were hard.", "The 1800s", "18", "1800-01-01", "1899-12-31"),
        ("The winter of 2014-15 was hard.", "The winter of 2014-15", "2014-WI", "2014-12-01", "2015-02-28"),
        ("They struck at 3 am on 5 March.", "3 am on 5 March", "2017-03-05T03:00", "2017-03-05", "2017-03-05"),
        ("They struck at half past six.", "half past six", "2017-11-20T06:30", "2017-11-20", "2017-11-20"),
        (
            "On the night of 31 March to 1 April they struck.",
            "the night of 31 March to 1 April",
            "2017-03-31TNI/2017-04-01",
            "2017-03-31",
            "2017-04-01",
        ),
        ("They struck in the wee hours of Friday.", "the wee hours of Friday", "2017-11-17TMO", *["2017-11-17"] * 2),
        ("The fort was built in 1683.", "1683", "1683", "1683-01-01", "1683-12-31"),
        ("It stood in 900 CE.", "900 CE", "0900", "0900-01-01", "0900-12-31"),
        ("Others differ (Marsh et al., 2014; see above).", "2014", "2014", "2014-01-01", "2014-12-31"),
        ("The Vostok 2010 drill ended.", "2010", "2010", "2010-01-01", "2010-12-31"),
    ],
)
def test_what_is_told_of_a_period(text: str, words: str, value: str, first: str | None, last: str) -> None:
    (time,) = times_of(text)
    assert (time.text, time.value, time.from_, time.to) == (words, value, first, last)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("It fell in 508 BC.", "DATE", "BC0508"),
        ("They pray on Friday mornings.", "SET", "XXXX-WXX-5TMO"),
        ("It comes on a Friday.", "DATE", "XXXX-WXX-5"),
        ("In winter all is quiet.", "DATE", "XXXX-WI"),
        ("Three days later they fled.", "DATE", "XXXX-XX-XX"),
        ("Days later they fled.", "DATE", "XXXX-XX-XX"),
        ("Talks will resume soon.", "DATE", "FUTURE_REF"),
        ("They came the other day.", "DATE", "PAST_REF"),
    ],
)
def test_what_has_no_day_of_its_own(text: str, kind: str, value: str) -> None:
    (time,) = times_of(text)
    assert (time.type, time.value) == (kind, value)


@pytest.mark.parametrize(
    "text",
    [
        "Now, the army is gone.",
        "It flares up now and again.",
        "They left as soon as they could.",
        "Some 1500 men and 1700 rifles came.",
        "About 1900-2000 fighters came.",
        "The median is Q2 plus Q3.",
        "See https://example.org/2017/04/16/story for it.",
        "He keeps a 2000 year old custom.",
        "They took the 14th Street bridge on the 14th Street side.",
    ],
)
def test_what_names_no_time(text: str) -> None:
    assert times_of(text) == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It ran from March to August 2011.", ["2011-03", "2011-08"]),
        ("It ran from December to March 2016.", ["2015-12", "2016-03"]),
        ("It fell in March and June 2015.", ["2015-03", "2015-06"]),
        ("The 2014-2016 war ended.", ["2014", "2016"]),
        ("The war (2003 – 2011) ended.", ["2003", "2011"]),
        ("The 2015-16 season ended.", ["2015/2016"]),
        ("The drill will run from 15 November to 5 December.", ["2017-11-15", "2017-12-05"]),
    ],
)
def test_both_ends_of_a_run_have_their_year(text: str, values: list[str]) -> None:
    assert [time.value for time in times_of(text)] == values


def test_each_end_of_a_run_tells_the_days_of_all_of_it() -> None:
    for text in ("The 2014-2016 war", "War raged from 2014 to 2016", "War raged between 2014 and 2016"):
        times = times_of(text)
        for time in times:
            told = days_told(time, times, text, None)
            assert told is not None and (told.start, told.end) == ("2014-01-01", "2016-12-31")


def test_an_hour_before_or_after_is_of_the_same_day() -> None:
    for text in ("They struck before dawn on Tuesday", "They struck shortly after midnight on Tuesday"):
        times = times_of(text)
        told = days_told(times[0], times, text, None)
        assert told is not None and (told.start, told.end) == ("2017-11-14", "2017-11-14")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("On 24 February 2014 they came and on 2 April they left.", ["2014-02-24", "2014-04-02"]),
        ("War broke out in 2008. In August the army came.", ["2008", "2008-08"]),
        ("They came in December 2015. In January they left.", ["2015-12", "2016-01"]),
        ("War has raged since 2011. In July a market was hit.", ["2011", "2017-07"]),
        ("It was founded in 2004. On Friday it struck. In June it had struck too.", ["2004", "2017-11-17", "2017-06"]),
        ("It was founded in 2004. In June it will move.", ["2004", "2018-06"]),
        ("It grew (Marsh 2004). In June it struck.", ["2004", "2017-06"]),
    ],
)
def test_a_story_of_another_year_goes_on_in_it(text: str, values: list[str]) -> None:
    assert [time.value for time in times_of(text)] == values


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("He wrote on 3 March 2015: “Yesterday we took the last village.”", "2015-03-02"),
        ("“We took the last village yesterday,” he told reporters on Friday.", "2017-11-16"),
        ("The village was hit on 3 March 2015: “Yesterday we took it back,” he says.", "2017-11-19"),
        ("He said on Friday that it fell “yesterday”.", "2017-11-19"),
    ],
)
def test_a_quotation_goes_by_the_day_it_was_said(text: str, day: str) -> None:
    yesterday = next(time for time in times_of(text) if time.text.lower() == "yesterday")
    assert yesterday.value == day


def test_the_month_of_may_is_no_auxiliary() -> None:
    times = times_of("May 29, 2006: the maker on Tuesday delivered the jets.", dt.date(2006, 5, 29))
    assert [time.value for time in times] == ["2006-05-29", "2006-05-23"]


@given(st.dates(dt.date(1970, 1, 1), dt.date(2090, 12, 31)), st.sampled_from(range(7)))
def test_any_weekday_from_any_day_of_publication(day: dt.date, weekday: int) -> None:
    name = WEEKDAYS[weekday]
    found = {
        way: dt.date.fromisoformat(times_of(text, day)[0].value or "")
        for way, text in (
            ("past", f"They struck on {name}."),
            ("ahead", f"They will meet on {name}."),
            ("last", f"They struck last {name}."),
            ("next", f"They will meet next {name}."),
        )
    }
    assert {one.weekday() for one in found.values()} == {weekday}
    assert 0 <= (day - found["past"]).days <= 6 and 0 <= (found["ahead"] - day).days <= 6
    assert 1 <= (day - found["last"]).days <= 7 and 1 <= (found["next"] - day).days <= 7


@given(st.dates(dt.date(1970, 1, 1), dt.date(2090, 12, 31)), st.sampled_from(range(7)), st.sampled_from(range(7)))
def test_a_run_of_weekdays_is_told_by_both(day: dt.date, first: int, second: int) -> None:
    text = f"They fought from {WEEKDAYS[first]} to {WEEKDAYS[second]}."
    times = times_of(text, day)
    assert [time.from_ for time in times] == [time.to for time in times] == [time.value for time in times]
    told = days_told(times[0], times, text, None)
    assert told is not None and told.start == times[0].from_
    assert told.end == max(times[0].to or "", times[1].to or "") or told.end == times[0].to


@given(st.integers(1900, 2098), st.integers(1, 40), st.sampled_from(["from {} to {}", "{}-{}", "between {} and {}"]))
def test_a_run_of_years_covers_them_all(first: int, length: int, form: str) -> None:
    second = min(first + length, 2099)
    text = f"War raged {form.format(first, second)}."
    times = times_of(text if "-" not in form else f"The {first}-{second} war ended.")
    assert [time.value for time in times] == [str(first), str(second)]


@given(st.dates(dt.date(1970, 1, 1), dt.date(2090, 12, 31)), st.integers(1, 27), st.integers(1, 28), st.integers(1, 12))
def test_a_run_of_days_is_one_expression(day: dt.date, first: int, second: int, month: int) -> None:
    low, high = sorted((first, second))
    if low == high:
        high += 1
    (time,) = times_of(f"They met from {MONTHS[month - 1]} {low} to {high}.", day)
    span = days_of(time.value or "")
    assert span is not None and (span[0].isoformat(), span[1].isoformat()) == (time.from_, time.to)
    assert (span[1] - span[0]).days == high - low and span[0] <= day + dt.timedelta(days=30)


@given(st.integers(1583, 4000))
def test_easter_is_a_sunday_of_spring(year: int) -> None:
    day = easter(year)
    assert day.weekday() == 6 and dt.date(year, 3, 22) <= day <= dt.date(year, 4, 25)


@pytest.mark.parametrize(("year", "day"), [(2017, "2017-04-16"), (2008, "2008-03-23"), (2011, "2011-04-24")])
def test_easter_of_known_years(year: int, day: str) -> None:
    assert easter(year).isoformat() == day
