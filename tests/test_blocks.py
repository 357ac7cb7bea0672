"""Kinds of block in plain text: rules about news in English, on sentences of our own."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from whence.documents import blocks, captions, datelines, dates, furniture, quotations
from whence.documents.blocks import Layout, layout
from whence.documents.paragraphs import segment
from whence.documents.tables import rows

LEAD = "Government forces shelled the eastern quarter of Aleppo on Tuesday, killing at least nine people, medics said."
MORE = "The Syrian Observatory for Human Rights said that the number of the dead could rise in the coming hours."
LAST = "Neither the army nor the rebels had commented by the evening, and the roads out of the city stayed shut."


def kinds(text: str) -> list[str]:
    return [block.kind for block in layout(text).blocks]


def pieces(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in layout(text).blocks]


def assert_covers(text: str, found: Layout) -> None:
    covered = 0
    for number, block in enumerate(found.blocks):
        assert covered <= block.start < block.end <= len(text)
        assert not text[covered : block.start].strip().strip("\ufeff").strip()
        assert not text[block.start].isspace()
        assert not text[block.end - 1].isspace()
        assert block.introduced_by is None or 0 <= block.introduced_by < number
        covered = block.end
    assert not text[covered:].strip().strip("\ufeff").strip()


LINES = st.sampled_from(
    [
        LEAD,
        MORE,
        LAST,
        "",
        "",
        "By Jane Roe",
        "One Comment",
        "Leave a Reply",
        "Related",
        "The ministry said in a statement:",
        "“We hold the bridge.”",
        "> We hold the bridge.",
        "  • Idlib",
        "1. Idlib",
        "CAIRO (AP) — " + LEAD,
        "A\tB",
        "—",
        "🕊️🕊️",
        "قتل تسعة أشخاص في حلب.",
        "Que\u0301bec",
        "(AP/Jane Roe)",
        "4 May 2018",
        "Photo: AFP",
        "\x0c",
        "\u2028",
        "---",
        "x" * 300,
    ]
)


@given(st.lists(LINES, max_size=14), st.sampled_from(["\n", "\r\n", "\n\n", "\r", "\n \t\n"]))
def test_blocks_cover_the_text_once(parts: list[str], end: str) -> None:
    text = end.join(parts)
    assert_covers(text, layout(text))


@given(st.text(max_size=400))
@example("\ufeffKABUL (AP) — A bomb killed nine.")
@example("(AP) — ")
@example("KABUL: ")
@example("\r\n\x0b\x1c\u2029 . \x85:")
@settings(max_examples=300)
def test_any_text_at_all_is_covered_once(text: str) -> None:
    assert_covers(text, layout(text))


def test_headline_byline_dateline_and_body() -> None:
    text = "Nine die as shells hit Aleppo\n\nBy Jane Roe and John Doe\n\n"
    text += f"BEIRUT, Sept 13, 2016 (Newswire) - {LEAD}\n\n{MORE}\n"
    assert pieces(text) == [
        ("headline", "Nine die as shells hit Aleppo"),
        ("byline", "By Jane Roe and John Doe"),
        ("dateline", "BEIRUT, Sept 13, 2016 (Newswire) -"),
        ("body", LEAD),
        ("body", MORE),
    ]
    found = layout(text)
    assert found.headline == "Nine die as shells hit Aleppo"
    assert found.authors == ("Jane Roe", "John Doe")
    assert found.outlet == "Newswire"
    assert found.day == dt.date(2016, 9, 13)


def test_a_sentence_alone_is_body_and_a_title_alone_a_headline() -> None:
    assert kinds("A suicide bomber killed four soldiers near Gao on Friday.") == ["body"]
    assert kinds("Suicide bomber kills four soldiers near Gao") == ["headline"]


def test_an_opening_sentence_with_by_is_no_byline() -> None:
    text = f"By Tuesday the army had retaken the town of Palmyra from the group.\n\n{LEAD}"
    assert kinds(text) == ["body", "body"]


@pytest.mark.parametrize(
    ("text", "dateline", "agency"),
    [
        ("CAIRO, March 12 (Reuters) - A roadside bomb killed two.", "CAIRO, March 12 (Reuters) - ", "Reuters"),
        ("KABUL (AP) — A bomb killed nine people.", "KABUL (AP) — ", "AP"),
        ("MOSCOW, Aug 3 /TASS/. Russian jets flew on.", "MOSCOW, Aug 3 /TASS/. ", "TASS"),
        ("MOSCOW, August 3. /TASS/. Russian jets flew on.", "MOSCOW, August 3. /TASS/. ", "TASS"),
        ("BEIRUT — A car bomb went off.", "BEIRUT — ", None),
        ("NEW DELHI: The army said so.", "NEW DELHI: ", None),
        ("GAZA CITY, Gaza Strip (AP) — Israeli jets flew.", "GAZA CITY, Gaza Strip (AP) — ", "AP"),
        ("WASHINGTON/BEIRUT (Reuters) - U.S. jets flew.", "WASHINGTON/BEIRUT (Reuters) - ", "Reuters"),
        ("Beirut, Lebanon – The army said so.", "Beirut, Lebanon – ", None),
        ("N'DJAMENA (Reuters) - Boko Haram fled.", "N'DJAMENA (Reuters) - ", "Reuters"),
        ("(Reuters) - A bomb killed nine.", "(Reuters) - ", "Reuters"),
    ],
)
def test_datelines(text: str, dateline: str, agency: str | None) -> None:
    found = datelines.read(text)
    assert found is not None
    assert (text[: found.length], found.agency) == (dateline, agency)


@pytest.mark.parametrize(
    "text",
    [
        "Aleppo – once the country's largest city – fell.",
        "ISIS — also known as Daesh — fled.",
        "ISIS — The group fled.",
        "Syrian Democratic Forces (SDF) - The alliance fled.",
        "UPDATE: The army fled.",
        "US-led forces fled.",
        "The army (SAA) - which fled.",
    ],
)
def test_no_datelines(text: str) -> None:
    assert datelines.read(text) is None


def test_wire_copy_in_capitals_is_unwrapped_and_its_dateline_found() -> None:
    text = (
        "   LIMA, 3 JAN 90 (EXAMPLE RADIO) -- [REPORT] [TEXT] THE ARMY COMMAND HAS REPORTED\n"
        "THAT ABOUT 20 PEASANTS OF VARIOUS AGES HAVE BEEN TAKEN FROM THEIR HOUSES BY\n"
        "THE SHINING PATH IN AYACUCHO DEPARTMENT.  ACCORDING TO THAT GARRISON, IT TOOK\n"
        "PLACE ON 30 DECEMBER.\n\n"
        "   MEANWHILE, THREE REBELS WERE KILLED DURING CLASHES IN HUANUCO DEPARTMENT ON\n"
        "TUESDAY, THE SAME COMMAND SAID.\n"
    )
    found = pieces(text)
    assert [kind for kind, _ in found] == ["dateline", "body", "body"]
    assert found[0][1].endswith("[REPORT] [TEXT]")
    assert found[1][1].startswith("THE ARMY COMMAND")
    assert found[1][1].endswith("30 DECEMBER.")
    assert layout(text).day == dt.date(1990, 1, 3)


def test_lines_that_are_not_wrapped_are_paragraphs() -> None:
    assert kinds(f"{LEAD}\n{MORE}\n{LAST}") == ["body", "body", "body"]


def test_a_date_line_is_a_dateline_and_dates_the_document() -> None:
    found = layout(f"Friday, January 4, 2019\xa0\n\n\n{LEAD}")
    assert [block.kind for block in found.blocks] == ["dateline", "body"]
    assert found.day == dt.date(2019, 1, 4)


def test_a_later_change_is_not_the_day_of_publication() -> None:
    found = layout(
        f"Shells hit Aleppo again\n\nUpdated: 14 September 2016\n\nPublished: 13 September 2016 10:30 GMT\n\n{LEAD}"
    )
    assert found.day == dt.date(2016, 9, 13)


@pytest.mark.parametrize(
    "text",
    [
        "A man walks through rubble in Aleppo, Sept. 11, 2016. (AP/Jane Roe)",
        "A man walks through rubble. (AFP Photo/Jane Roe)",
        "Soldiers at the bridge in Mosul. (Jane Roe/TASS)",
        "FILE - Soldiers stand at the bridge in Mosul in 2017.",
        "Top photo | Soldiers stand at the bridge in Mosul.",
        "Photo: AFP",
        "AP Photo/Jane Roe",
        "Soldiers at the bridge. (U.S. Army photo by Sgt. Jane Roe)",
        "Smoke rises over the old city of Mosul. REUTERS/Jane Roe",
        "The bridge at Mosul. Photo: Jane Roe",
        "In this photo provided by the army, soldiers stand at the bridge.",
        "The minister, Jane Roe (L), shakes hands with John Doe (R) in Ankara, March 3, 2017.",
    ],
)
def test_captions(text: str) -> None:
    assert captions.is_caption(text)


@pytest.mark.parametrize(
    "text",
    [
        LEAD,
        "The army said on 3 March 2017 that it had left.",
        "A bomb killed ten in Baghdad on Monday. (Reuters)",
        "Photographs of the dead were handed to the court in The Hague.",
        "Video of the attack was posted online by the group (ISIS).",
        "The picture is unclear.",
    ],
)
def test_no_captions(text: str) -> None:
    assert not captions.is_caption(text)


def test_the_title_stuck_to_a_caption_is_a_caption_too() -> None:
    text = f"{LEAD}\n\nMideast Syria War\nA man walks through rubble in Aleppo, Sept. 11, 2016. (AP Photo)\n\n{MORE}"
    assert kinds(text) == ["body", "caption", "caption", "body"]


def test_a_caption_before_the_headline() -> None:
    text = (
        f"Soldiers stand guard in Mosul. (AP/Jane Roe)\n\nWhat Comes After Mosul\n\n{LEAD}\n\nA Second Front\n\n{MORE}"
    )
    assert kinds(text) == ["caption", "headline", "body", "heading", "body"]


def test_an_introduced_quotation_ends_at_its_stray_mark() -> None:
    quoted = "The truce was always weak. Nobody kept it.” [emphasis added]"
    text = f"{LEAD}\n\nAs the Example Review explains:\n\n{quoted}\n\n{MORE}"
    found = layout(text).blocks
    assert [block.kind for block in found] == ["body", "body", "quote", "body"]
    assert found[2].introduced_by == 1


def test_a_quotation_over_paragraphs_goes_on_to_the_closing_mark() -> None:
    text = f"{LEAD}\n\nThe ministry wrote:\n\n“The truce was weak.\n\n“Nobody kept it.\n\n“It is over.”\n\n{MORE}"
    assert kinds(text) == ["body", "body", "quote", "quote", "quote", "body"]


def test_a_quotation_without_marks_is_one_paragraph() -> None:
    text = f"According to the panel’s report, there was more:\n\n{LEAD}\n\n{MORE}"
    assert kinds(text) == ["body", "quote", "body"]


def test_speech_with_the_authors_words_is_body() -> None:
    text = f"{LEAD}\n\nThe mayor told reporters:\n\n“We will stay,” she said, and left.\n\n{MORE}"
    assert kinds(text) == ["body", "body", "body", "body"]


def test_marked_and_indented_quotations() -> None:
    assert kinds(f"{LEAD}\n\n> The truce is over.\n\n{MORE}") == ["body", "quote", "body"]
    text = f"{LEAD}\n\nThe statement:\n\n    The truce is over.\n\n{MORE}\n\n{LAST}"
    assert kinds(text) == ["body", "body", "quote", "body", "body"]


@pytest.mark.parametrize(
    ("text", "introduced"),
    [
        ("The army left. FP writes:", True),
        ("However, according to the ministry, the threat lies elsewhere:", True),
        ("It has grown since June, as the Example Review explains:", True),
        ("The statement:", True),
        ("Two roads lead there:", False),
        ("He said so.", False),
        ("He said so. Two roads lead there:", False),
    ],
)
def test_what_introduces_a_quotation(text: str, introduced: bool) -> None:
    assert quotations.introduces(text) is introduced


def test_lists_and_tables() -> None:
    text = f"{LEAD}\n\nThe towns taken:\n• Raqqa, on Monday\n• Tabqa, on Tuesday\n\nMonth\tDead\nJuly\t120\n\n{MORE}"
    assert kinds(text) == ["body", "body", "list", "list", "table", "table", "body"]


def test_comments_and_furniture_at_the_foot() -> None:
    text = (
        f"{LEAD}\n\n{MORE}\n\n{LAST}\n\nSimilar Posts\n\nBomb kills thirty in Kabul\n\n2 Comments\n\n"
        f"  1. This is all the fault of others.\n\n  2. {MORE}\n\n"
        "Leave a Reply\n\nYour email address will not be published. Required fields are marked *\n\nName"
    )
    assert kinds(text) == ["body"] * 3 + ["furniture"] * 2 + ["comment"] * 3 + ["furniture"] * 3


def test_a_link_to_comments_above_the_article_opens_no_comments() -> None:
    text = f"Nine die as shells hit Aleppo\n\n3 Comments\n\n{LEAD}\n\n{MORE}"
    assert kinds(text) == ["headline", "furniture", "body", "body"]


@pytest.mark.parametrize(
    "text",
    [
        "Read more: Bomb kills thirty in Kabul",
        "Share this",
        "All rights reserved.",
        "Subscribe to our newsletter",
        "* * *",
        "Click here to sign up",
        "We use cookies to improve this site.",
        "Related",
        "Advertisement",
        "© 2016 The Example Post",
    ],
)
def test_furniture(text: str) -> None:
    assert kinds(f"{LEAD}\n\n{MORE}\n\n{text}\n\n{LAST}") == ["body", "body", "furniture", "body"]


@pytest.mark.parametrize(
    "text",
    [
        "The related charges were dropped.",
        "Share of the blame lies with the army, the panel found.",
        "More than thirty people died.",
        "Subscribers to the truce were few.",
        "Comments by the minister angered Ankara.",
        "Donated blood ran out in the city's hospitals.",
    ],
)
def test_sentences_that_begin_like_furniture_are_body(text: str) -> None:
    assert kinds(f"{LEAD}\n\n{text}\n\n{LAST}") == ["body", "body", "body"]


def test_serial_numbers_are_no_headlines() -> None:
    assert furniture.is_serial("REF-TXT9-0042 (EXAMPLE OFFICE)")
    assert furniture.is_serial("BC-STRIKE 0342")
    assert not furniture.is_serial("F-16 jets strike Raqqa")
    assert not furniture.is_serial("Nine die in Aleppo")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2016-09-12", dt.date(2016, 9, 12)),
        ("2016-09-12T08:00:00+02:00", dt.date(2016, 9, 12)),
        ("2016-09-12T08:00:00.000Z", dt.date(2016, 9, 12)),
        ("2016-13-12", None),
        ("2016-09", None),
        ("12 September 2016", None),
    ],
)
def test_iso_days(text: str, day: dt.date | None) -> None:
    assert dates.iso_day(text) == day


def test_days_in_words() -> None:
    for text in ("Mon, 12 Sep 2016 10:00:00 GMT", "September 12, 2016", "the 12th of September 2016", "12 SEP 16"):
        found = dates.find_day(text)
        assert found is not None, text
        assert found[0] == dt.date(2016, 9, 12)
    assert dates.find_day("in September 2016") is None
    assert dates.find_day("31 February 2016") is None


@given(st.dates(dt.date(1950, 1, 1), dt.date(2049, 12, 31)))
def test_every_day_is_read_back(day: dt.date) -> None:
    for form in ("%d %B %Y", "%B %d, %Y", "%A, %d %b %Y", "%Y-%m-%d", "%d %b %y"):
        found = dates.find_day(day.strftime(form))
        assert found is not None
        assert found[0] == day


def test_data_files_are_whole() -> None:
    for name in (
        "furniture",
        "credits",
        "bylines",
        "introducers",
        "months",
        "magic",
        "not_places",
        "function_words",
        "words",
        "meta",
        "suffixes",
    ):
        table = rows(f"{name}.csv")
        assert table
        seen = [tuple(row.values()) for row in table]
        assert len(seen) == len(set(seen)), name
    assert {row["scope"] for row in rows("furniture.csv")} == {"whole", "start"}
    assert furniture._patterns()
    assert captions._label()


def test_segment_keeps_hanging_items_together() -> None:
    text = "  1. The first item runs on\n     to a second line\n  2. The next"
    assert [text[p.start : p.end][:2] for p in segment(text)] == ["1.", "2."]
    assert blocks.layout(text).blocks[0].kind == "list"
