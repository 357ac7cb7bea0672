"""``whence show``: a document and its claims on a terminal and as a page."""

from __future__ import annotations

import re
import shutil
import subprocess
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.cli import wording
from whence.cli.page import render_html
from whence.cli.passages import arrange, number
from whence.cli.show import render_terminal
from whence.records import (
    AttributionStep,
    Block,
    Casualties,
    Claim,
    Document,
    Entity,
    Estimate,
    Event,
    Factuality,
    Forecast,
    GroundingError,
    Interval,
    Place,
    Range,
    Relation,
    Span,
    UsageError,
)
from whence.records.document import BlockKind
from whence.records.entity import EntityType

PARTS: list[tuple[BlockKind, str]] = [
    ("headline", "Two groups claim Beirut truck bombings"),
    ("caption", "Rescuers at the ruins of the barracks on Monday."),
    (
        "body",
        "Two truck bombs destroyed the barracks of peacekeepers in Beirut on Sunday. The Pentagon said that at least "
        "192 U.S. servicemen had been killed. An anonymous caller told Agence France-Presse that Islamic Jihad had "
        "carried out the attacks. Iran denied that it had helped Islamic Jihad.",
    ),
    ("quote", "About 1,600 Marines serve in the force, which Amin Gemayel leads."),
    ("body", "The force will probably withdraw from Lebanon if the attacks go on."),
    ("comment", "I do not believe a word of this."),
    ("furniture", "Sign up for our newsletter"),
]


def _document() -> Document:
    text, blocks = "", []
    for kind, words in PARTS:
        start = len(text)
        text += words
        blocks.append(Block(kind, start, len(text)))
        text += "\n\n"
    return Document(
        Document.id_of(text),
        text,
        tuple(blocks),
        published=Interval("1983-10-25", "1983-10-25", basis="stated"),
        title="Two groups claim Beirut truck bombings",
        outlet="Samples Courier",
        url="https://courier.example/beirut",
        language="en",
    )


DOCUMENT = _document()


def span(words: str, document: Document = DOCUMENT) -> Span:
    start = document.text.index(words)
    return Span.cut(document.text, start, start + len(words))


def entity(words: str, type: EntityType = "armed_group", name: str | None = None) -> Entity:
    at = span(words)
    return Entity(words, name or words, type, at.start, at.end)


def claim(sentence: str, **fields: Any) -> Claim:
    values: dict[str, Any] = {
        "id": Claim.id_of(DOCUMENT.id, fields.get("kind", "event"), sentence, len(fields)),
        "document": DOCUMENT.ref,
        "block": "body",
        "sentence": span(sentence),
        "kind": "event",
        "attribution": (),
        "factuality": Factuality("CT+"),
        "document_commitment": "CT+",
    }
    return Claim(**(values | fields))


BEIRUT = Place("Beirut", "Beirut", "LBN", "settlement", span("Beirut on").start, span("Beirut on").start + 6)
SUNDAY = Interval("1983-10-23", "1983-10-23", "on Sunday", "relative")
AFP = Entity("Agence France-Presse", "Agence France-Presse", "outlet")

OWN = claim(
    "Two truck bombs destroyed the barracks of peacekeepers in Beirut on Sunday.",
    event=Event(
        "ASSAULT", (), (entity("peacekeepers", "military"),), mode="suicide-attack", place=BEIRUT, date=SUNDAY,
        trigger=span("destroyed"),
    ),
    incident_id="i_1",
)  # fmt: skip
TOLL = claim(
    "The Pentagon said that at least 192 U.S. servicemen had been killed.",
    attribution=(AttributionStep(entity("The Pentagon", "government"), span("said"), "indirect", "asserts", "named"),),
    document_commitment="Uu",
    evidence=span("at least 192 U.S. servicemen had been killed"),
    event=Event(
        "ASSAULT", (), (entity("U.S. servicemen", "military"),), fatalities=Range(192, None, "at least 192"),
        casualties=(Casualties(entity("U.S. servicemen", "military"), "killed", Range(192, None)),),
    ),
    incident_id="i_1",
)  # fmt: skip
CLAIMED = claim(
    "An anonymous caller told Agence France-Presse that Islamic Jihad had carried out the attacks.",
    attribution=(
        AttributionStep(AFP, None, "indirect", "reports", "named"),
        AttributionStep(
            entity("An anonymous caller", "role"), span("told"), "indirect", "claims_responsibility", "anonymous"
        ),
    ),
    document_commitment="Uu",
    event=Event("ASSAULT", (entity("Islamic Jihad"),), ()),
    incident_id="i_1",
)
DENIED = claim(
    "Iran denied that it had helped Islamic Jihad.",
    kind="relation",
    attribution=(AttributionStep(entity("Iran", "state"), span("denied"), "indirect", "denies", "named"),),
    factuality=Factuality("CT-", (span("denied"),)),
    document_commitment="Uu",
    relation=Relation("supports", entity("Iran", "state"), entity("Islamic Jihad")),
)
STRENGTH = claim(
    "About 1,600 Marines serve in the force, which Amin Gemayel leads.",
    kind="estimate",
    block="quote",
    estimate=Estimate("strength", entity("Marines", "military"), Range(1600, 1600), unit="marines"),
)
LEADS = claim(
    "About 1,600 Marines serve in the force, which Amin Gemayel leads.",
    kind="relation",
    block="quote",
    relation=Relation("leads", entity("Amin Gemayel", "person"), entity("the force, which", "military", "the force")),
)
COMING = claim(
    "The force will probably withdraw from Lebanon if the attacks go on.",
    kind="forecast",
    factuality=Factuality("PR+", (span("probably"),), (0.55, 0.8)),
    document_commitment="PR+",
    forecast=Forecast(
        entity("The force", "military"), "RETREAT", (Place("Lebanon", "Lebanon", "LBN", "country"),),
        condition=span("if the attacks go on"),
    ),
)  # fmt: skip
CLAIMS = [COMING, LEADS, STRENGTH, DENIED, CLAIMED, TOLL, OWN]


class Page(HTMLParser):
    """What a page holds: its text, its ids, the addresses it would fetch, and whether its tags balance."""

    VOID = frozenset({"meta", "br", "link", "img"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.fetched: list[str] = []
        self.shown = ""
        self.article = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag not in self.VOID:
            self.open.append(f"{tag}.{values.get('class') or ''}")
        if values.get("id"):
            self.ids.append(str(values["id"]))
        href = values.get("href") or ""
        if href.startswith("#"):
            self.targets.append(href[1:])
        if tag in {"script", "img", "iframe", "object"} and values.get("src"):
            self.fetched.append(str(values["src"]))
        if tag == "link":
            self.fetched.append(href)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop().split(".")[0] == tag

    def handle_data(self, data: str) -> None:
        inside = [name.split(".")[0] for name in self.open]
        if "script" in inside or "style" in inside:
            return
        self.shown += data
        if "section.document" in self.open and not {"sup.refs", "div.gutter"} & set(self.open):
            self.article += data


def _plain(document: Document = DOCUMENT, claims: list[Claim] = CLAIMS, width: int = 80) -> str:
    return render_terminal(document, claims, width=width, colour=False)


# ------------------------------------------------------------------------------------------------ in words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Range(39, None), "at least 39"),
        (Range(None, 7), "up to 7"),
        (Range(10, 10), "10"),
        (Range(30, 40), "30 to 40"),
        (Range(0, 0), "none"),
        (Range(None, None), "an unstated number"),
        (Range(1600, 1600), "1,600"),
        (Range(0.5, 0.5), "0.5"),
    ],
)
def test_ranges_in_words(value: Range, words: str) -> None:
    assert wording.range_words(value) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2017-10-21", "2017-10-21", "21 Oct 2017"),
        ("2017-06-01", "2017-06-30", "June 2017"),
        ("2003-01-01", "2003-12-31", "2003"),
        ("2003-01-01", "2006-12-31", "2003 to 2006"),
        ("2017-10-11", "2017-10-20", "11 to 20 Oct 2017"),
        ("2017-10-28", "2017-11-03", "28 Oct to 3 Nov 2017"),
        ("2017-12-28", "2018-01-03", "28 Dec 2017 to 3 Jan 2018"),
        (None, "2017-11-20", "until 20 Nov 2017"),
        ("2017-11-20", None, "from 20 Nov 2017"),
        (None, None, "not dated"),
        ("2016-02-01", "2016-02-28", "1 to 28 Feb 2016"),
    ],
)
def test_days_in_words(start: str | None, end: str | None, words: str) -> None:
    assert wording.interval_words(Interval(start, end)) == words


def test_a_bounded_date_says_that_it_is() -> None:
    assert "bounded by the document's date" in wording.interval_words(Interval(None, "2017-11-20", basis="estimated"))


def test_an_unresolved_place_says_so() -> None:
    assert wording.place_words(Place("Springfield", "Springfield", None, "settlement")) == "Springfield (not resolved)"


def test_a_report_with_no_reporter_has_no_name_put_in() -> None:
    step = AttributionStep(None, None, "indirect", "reports", "unspecified")
    assert wording.source_words(step) == "no source named"


def test_doubt_about_the_doer_is_told() -> None:
    event = Event("ASSAULT", (AFP,), (), actors_factuality="PS+")
    assert "possible as the doer" in dict(wording.content_rows(msgspec.structs.replace(OWN, event=event)))["who"]


# --------------------------------------------------------------------------------------------- on a terminal


def test_every_sentence_comes_before_its_claims_in_text_order() -> None:
    shown = _plain()
    places = [shown.index(words) for words in ("destroyed the", "[1]", "[2]", "[3]", "[4]", "[5]", "[6]", "[7]")]
    assert places == sorted(places)
    assert shown.index("Iran denied that") < shown.index("[4]")


def test_kinds_of_block_stand_in_the_gutter() -> None:
    shown = _plain()
    for kind in ("headline", "caption", "quote", "comment", "furniture"):
        assert re.search(rf"^ *{kind} ", shown, re.M)
    assert not re.search(r"^ *body ", shown, re.M)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_asked(width: int) -> None:
    assert max(map(len, _plain(width=width).splitlines())) <= width


def test_a_chain_is_a_path_from_who_is_cited_to_who_knows() -> None:
    assert "Agence France-Presse › An anonymous caller" in _plain(width=120)


def test_what_a_source_says_is_headed_by_the_source() -> None:
    """No claim that the document leaves open stands without its source before it."""
    for item in CLAIMS:
        lines = _plain(claims=[item], width=200).splitlines()
        head = next(index for index, line in enumerate(lines) if "[1]" in line)
        assert ("□" in lines[head - 1]) is bool(item.attribution)
        assert ("■" in lines[head]) is not bool(item.attribution)
        if item.attribution:
            assert wording.chain_words(item) in lines[head - 1]
            assert "the document takes no side" in "\n".join(lines)


def test_counts_by_kind() -> None:
    assert "3 events, 2 relations, 1 estimate, 1 forecast" in _plain()
    assert "no claims" in _plain(claims=[])


def test_odds_and_markers_are_shown() -> None:
    assert "probable (PR+), “probably”, 55 to 80 %" in _plain()


def test_without_colour_there_are_no_escape_codes_and_with_it_the_words_are_the_same() -> None:
    coloured = render_terminal(DOCUMENT, CLAIMS, width=80, colour=True)
    assert "\x1b[" in coloured
    stripped = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in stripped.splitlines()] == _plain().splitlines()


def test_a_document_cannot_drive_the_terminal() -> None:
    text = "Gunmen\x1b[2J\x07 killed \u202eten\u202c people."
    document = Document(Document.id_of(text), text, (Block("body", 0, len(text)),), title="\x1b]0;owned\x07")
    shown = _plain(document, [])
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "\u202e" not in shown


def test_markup_in_the_text_is_text() -> None:
    text = "The ministry said [bold]two[/bold] were hurt :warning:."
    document = Document(Document.id_of(text), text, (Block("body", 0, len(text)),))
    assert "[bold]two[/bold] were hurt :warning:" in _plain(document, [])


# ------------------------------------------------------------------------------------------------ as a page


def test_a_page_is_well_formed_and_needs_nothing_else() -> None:
    html = render_html(DOCUMENT, CLAIMS)
    page = Page(html)
    assert page.open == []
    assert page.fetched == []
    assert not re.search(r"url\(|@import|<link|<img", html)
    assert "default-src 'none'" in html
    assert len(page.ids) == len(set(page.ids))
    assert set(page.targets) <= set(page.ids)


def test_the_article_is_whole() -> None:
    assert "".join(Page(render_html(DOCUMENT, CLAIMS)).article.split()) == "".join(
        "".join(words for _, words in PARTS).split()
    )


def test_highlights_are_never_nested() -> None:
    html = render_html(DOCUMENT, CLAIMS)
    assert not re.search(r'<span class="seg[^>]*>[^<]*<span', html)
    overlapping = re.findall(r'data-c="(\d+ \d+)"', html)
    assert overlapping, "two claims on one sentence share pieces"


def test_factuality_is_a_line() -> None:
    html = render_html(DOCUMENT, CLAIMS)
    assert "l0-solid" in html
    assert "l0-strike" in html
    assert "l0-dash" in html


def test_a_page_names_the_source_on_the_card_and_in_the_gutter() -> None:
    html = render_html(DOCUMENT, [CLAIMED])
    card = html[html.index('id="c1"') :]
    assert card.index("According to") < card.index("Islamic Jihad")
    assert 'class="who"' in html
    assert "the document takes no side" in html
    assert 'class="card k-event said' in html
    assert 'class="card k-event own' in render_html(DOCUMENT, [OWN])


def test_claims_of_one_incident_point_at_each_other() -> None:
    html = render_html(DOCUMENT, CLAIMS)
    assert '<dd><a href="#c2">2</a>, <a href="#c3">3</a> (same happening)</dd>' in html


def test_text_is_escaped() -> None:
    text = 'He wrote </span><script>alert("x")</script> & left $title.\ud800'
    document = Document(
        Document.id_of(text), text, (Block("body", 0, len(text)),), title="<b>T</b>", url="javascript:alert(1)"
    )
    html = render_html(document, [])
    assert "<script>alert" not in html
    assert "&lt;b&gt;T&lt;/b&gt;" in html
    assert 'href="javascript:' not in html
    assert "$title." in html
    html.encode("utf-8")
    assert Page(html).open == []


def test_offsets_count_code_points() -> None:
    text = "\U0001f6a8 Flash: é́ gunmen killed ten in Kabul. \U0001f6a8 More follows."
    document = Document(Document.id_of(text), text, (Block("body", 0, len(text)),))
    sentence = span("\U0001f6a8 Flash: é́ gunmen killed ten in Kabul.", document)
    item = msgspec.structs.replace(
        OWN, document=document.ref, sentence=sentence, evidence=span("gunmen killed ten", document),
        event=Event("ASSAULT", (), (), trigger=span("killed", document)),
    )  # fmt: skip
    html = render_html(document, [item])
    assert re.search(r'data-r="1:trigger"[^>]*>killed</span>', html)
    assert "".join(Page(html).article.split()) == "".join(text.split())


CHROMIUM = shutil.which("chromium")


def _after(keys: str, tmp_path: Path) -> str:
    """The page's markup once ``keys`` were pressed in a real browser."""
    presses = "".join(f'document.dispatchEvent(new KeyboardEvent("keydown", {{key: {key!r}}}));' for key in keys)
    html = render_html(DOCUMENT, CLAIMS)
    html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)  # lets the presses in
    path = tmp_path / "page.html"
    path.write_text(html.replace("</body>", f"<script>{presses}</script></body>"), encoding="utf-8")
    command = [
        str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        f"--user-data-dir={tmp_path / 'profile'}", "--window-size=1400,900", "--dump-dom", path.as_uri(),
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout


@pytest.mark.skipif(CHROMIUM is None, reason="needs a browser")
def test_keys_step_through_claims_and_light_their_words(tmp_path: Path) -> None:
    dom = _after("jjk", tmp_path)
    assert re.search(r'class="card [^"]* on" id="c1"', dom)
    assert not re.search(r'class="card [^"]* on" id="c2"', dom)
    assert re.search(r'<span class="seg[^"]* on[^"]*" data-c="1"', dom)


# ------------------------------------------------------------------------------------------ what is refused


def test_a_claim_of_another_document_is_refused() -> None:
    stranger = msgspec.structs.replace(OWN, document=msgspec.structs.replace(DOCUMENT.ref, id="0" * 64))
    with pytest.raises(UsageError, match="000000000000"):
        render_html(DOCUMENT, [stranger])


def test_a_claim_that_does_not_hold_its_words_is_refused() -> None:
    with pytest.raises(GroundingError):
        render_terminal(DOCUMENT, [msgspec.structs.replace(OWN, sentence=Span("Not there.", 3, 13))])


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 80)), max_size=12))
def test_passages_cover_every_block_and_keep_every_claim(offsets: list[tuple[int, int]]) -> None:
    """Whatever the sentences, nested or across blocks, no character is lost and no claim is dropped."""
    size = len(DOCUMENT.text)
    claims = [
        msgspec.structs.replace(
            OWN, id=f"c_{index}", sentence=Span.cut(DOCUMENT.text, start, min(start + length, size))
        )
        for index, (start, length) in enumerate(offsets)
    ]
    numbered = number(DOCUMENT, claims)
    shown = arrange(DOCUMENT, numbered)
    for row in shown:
        edges = [(passage.start, passage.end) for passage in row.passages]
        assert edges[0][0] == row.block.start
        assert edges[-1][1] == row.block.end
        assert all(left[1] == right[0] for left, right in pairwise(edges))
    kept = sorted(item.number for row in shown for passage in row.passages for item in passage.claims)
    assert kept == [item.number for item in numbered]
    assert Page(render_html(DOCUMENT, claims)).open == []
