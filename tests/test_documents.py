"""Bytes to documents: what is read, what is refused and how, and that one bad document stops nothing."""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
import hashlib
import io
import json
import sys
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from whence import documents
from whence.documents import Failure, feeds, jsonl, language, loading
from whence.records.document import Document
from whence.records.errors import (
    DocumentError,
    EmptyDocumentError,
    EncodingError,
    FormatError,
    OversizeError,
)

LEAD = "Government forces shelled the eastern quarter of Aleppo on Tuesday, killing at least nine people, medics said."
MORE = "The Syrian Observatory for Human Rights said that the number of the dead could rise in the coming hours."
ARABIC = "قال مسعفون إن تسعة أشخاص على الأقل قتلوا في قصف على الأحياء الشرقية من مدينة حلب يوم الثلاثاء."
JPEG = bytes.fromhex("FFD8FFE000104A46494600010100000100010000") + b"\x00\x01" * 200

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Shells hit Aleppo market | The Example Post</title>
<meta property="og:site_name" content="The Example Post">
<link rel="canonical" href="https://example.org/aleppo">
<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "datePublished": "2010-01-01"},
 {"@type": "NewsArticle", "headline": "Shells hit Aleppo market", "datePublished": "2016-09-13T08:00:00+02:00",
 "dateModified": "2016-09-15",
 "author": [{"@type": "Person", "name": "Jane Roe"}, {"@type": "Person", "name": "John Doe"}]}]}</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>Shells hit Aleppo market</h1><p class="byline">By Jane Roe</p>
<figure><img src="a.jpg"><figcaption>
A man walks through rubble in Aleppo, Sept. 11, 2016. (AP/John Doe)</figcaption></figure>
<p>BEIRUT (AP) — Government forces shelled the eastern quarter of Aleppo on Tuesday,
killing at least nine people, medics said.</p>
<p>The Syrian Observatory for Human Rights said that the number of the dead could rise
in the coming hours of the day.</p>
<h2>A truce in doubt</h2>
<p>As the Example Review explains:</p>
<blockquote><p>The truce was always weak. Neither side had agreed on who was a terrorist.</p>
<p>Both went on bombing.</p></blockquote>
<p>Russia denied any part in the strike.
Its defence ministry said that its planes had not flown over the city that day.</p>
<ul><li>In August, thirty people were killed in a strike on a hospital in the city.</li>
<li>In July, government forces cut the only road that led out of it.</li></ul>
<table><tr><th>Month</th><th>Dead</th></tr><tr><td>July</td><td>120</td></tr></table>
<div class="related"><h3>Related</h3><ul><li><a href="/1">Islamic State takes Palmyra</a></li></ul></div>
</article>
<aside><figure><img src="b.jpg"><figcaption>A picture of another story. (AP/John Doe)</figcaption></figure></aside>
<div id="comments" class="comments"><h3>1 Comment</h3><ol class="comment-list"><li class="comment">
<p>This is all the fault of Washington, as everybody who has been reading knows.</p></li></ol></div>
<footer>All rights reserved</footer></body></html>"""


def wrapped(head: str, article: str) -> str:
    return f"<html><head>{head}</head><body><article>{article}</article></body></html>"


def only(path: Path | str, **options: dt.date) -> Document | Failure:
    found = list(documents.load([path], **options))
    assert len(found) == 1
    return found[0]


def document(path: Path | str, **options: dt.date) -> Document:
    found = only(path, **options)
    assert isinstance(found, Document), found
    return found


def failure(path: Path | str, kind: type[DocumentError]) -> str:
    """The message of the one failure that ``path`` gives; it names the origin and says what was found."""
    found = only(path)
    assert isinstance(found, Failure), found
    assert type(found.error) is kind
    message = str(found.error)
    assert message.startswith(found.origin)
    assert "found" in message
    return message


def test_plain_text_is_kept_untouched(tmp_path: Path) -> None:
    text = f"\ufeffShells hit Aleppo\r\n\r\n{LEAD}\x0c\r\n\r\n“Cafe\u0301” 🕊️\u00a0{MORE}\r\n"
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    found = document(path)
    assert found.text == text
    assert found.id == hashlib.sha256(text.encode()).hexdigest() == found.raw_sha256
    assert found.origin == str(path)
    assert found.title == "Shells hit Aleppo"
    assert found.language == "en"
    assert found.published is None


def test_the_argument_dates_the_document_before_its_own_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"Friday, January 4, 2019\n\n{LEAD}")
    own = document(path).published
    assert own is not None
    assert (own.start, own.text, own.basis) == ("2019-01-04", "Friday, January 4, 2019", "stated")
    told = document(path, published=dt.date(2019, 1, 6)).published
    assert told is not None
    assert told.start == told.end == "2019-01-06"


def test_a_page_gives_its_article_and_no_more(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE)
    found = document(path)
    assert [(block.kind, block.introduced_by) for block in found.blocks] == [
        ("headline", None),
        ("caption", None),
        ("dateline", None),
        ("body", None),
        ("body", None),
        ("heading", None),
        ("body", None),
        ("quote", 6),
        ("quote", 6),
        ("body", None),
        ("list", None),
        ("list", None),
        ("table", None),
        ("table", None),
        ("comment", None),
    ]
    for dropped in ("Home", "Palmyra", "All rights", "another story"):
        assert dropped not in found.text
    assert found.text.count("Shells hit Aleppo market") == 1
    assert found.title == "Shells hit Aleppo market"
    assert found.outlet == "The Example Post"
    assert found.url == "https://example.org/aleppo"
    assert found.authors == ("Jane Roe", "John Doe")
    assert found.published is not None
    assert found.published.start == "2016-09-13"
    assert found.raw_sha256 == hashlib.sha256(PAGE.encode()).hexdigest()


@pytest.mark.parametrize(
    "mark",
    [
        '<meta property="article:published_time" content="2016-09-13T23:30:00-04:00">',
        '<meta name="pubdate" content="13 September 2016">',
        '<time itemprop="datePublished" datetime="2016-09-13">yesterday</time>',
        '<script type="application/ld+json">[{"@type": ["NewsArticle"], "datePublished": "2016-09-13"}]</script>',
        '<script type="application/ld+json">{broken</script><meta name="date" content="2016-09-13">',
    ],
)
def test_where_a_page_says_its_day(mark: str) -> None:
    page = wrapped("<title>Shells hit Aleppo</title>", f"{mark}<p>{LEAD}</p><p>{MORE}</p>")
    found = documents.read_bytes(page.encode(), origin="page.html")
    assert found.published is not None
    assert found.published.start == "2016-09-13"


def test_a_day_of_change_is_no_day_of_publication() -> None:
    mark = '<meta property="article:modified_time" content="2016-09-15T08:00:00Z">'
    page = wrapped(mark, f"<p>{LEAD}</p><p>{MORE}</p>")
    found = documents.read_bytes(page.encode(), origin="page.html")
    assert found.published is None


def test_a_page_in_its_declared_encoding() -> None:
    page = wrapped('<meta charset="windows-1251">', f"<p>{LEAD}</p><p>“{MORE}” Москва</p>")
    found = documents.read_bytes(page.encode("cp1251"), origin="page.html")
    assert "Москва" in found.text
    found = documents.read_bytes(page.encode("utf-16"), origin="page.html")
    assert "Москва" in found.text


def test_a_stray_byte_does_not_lose_a_page_and_many_do() -> None:
    page = wrapped('<meta charset="utf-8">', f"<p>{LEAD}</p><p>{MORE} Caf?</p>")
    found = documents.read_bytes(page.encode().replace(b"Caf?", b"Caf\xe9"), origin="page.html")
    assert "Caf\ufffd" in found.text
    with pytest.raises(EncodingError, match="iconv"):
        documents.read_bytes(page.encode().replace(b"e", b"\xe9"), origin="page.html")


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><p>" + LEAD + "<p>" + MORE + "<div><b>unclosed",
        "<p>" + LEAD + "</p></div></article><p>" + MORE + "</p>",
        "<!DOCTYPE html><p>" + LEAD + "<br><br>" + MORE,
    ],
)
def test_broken_pages_are_read(page: str) -> None:
    found = documents.read_bytes(page.encode(), origin="page.html")
    assert LEAD in found.text
    assert MORE in found.text


def test_a_page_without_text(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<!DOCTYPE html><html><head><title>Loading</title></head><body><div id='root'></div></body></html>")
    assert "browser" in failure(path, EmptyDocumentError)


@pytest.mark.parametrize("content", [b"", b" \r\n\t\n", b"\xef\xbb\xbf \n"])
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a"])
def test_empty_files(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    found = only(path)
    assert isinstance(found, Failure)
    assert isinstance(found.error, EmptyDocumentError | FormatError)


@pytest.mark.parametrize("name", ["photo.html", "photo.txt", "photo"])
def test_a_picture_by_another_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(JPEG)
    assert "JPEG" in failure(path, FormatError)


def test_other_binary_matter(tmp_path: Path) -> None:
    for name, content, words in (
        ("a.txt", b"%PDF-1.7 ...", "pdftotext"),
        ("b.txt", b"abc\x00def", "zero byte"),
        ("d.csv", b"id,text\n1,x\n", "JSON Lines"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        assert words in failure(path, FormatError)


def test_bytes_that_are_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes(b"Nine people died in Bogot\xe1 on Monday.")
    message = failure(path, EncodingError)
    assert "0xE1 at offset 25" in message
    assert "iconv" in message
    path.write_bytes("Nine people died.".encode("utf-16"))
    assert "UTF-16" in failure(path, EncodingError)


def test_a_file_of_fifty_megabytes_on_one_line_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        for _ in range(50):
            stream.write(b"word " * 200_000)
    tracemalloc.start()
    begun = time.perf_counter()
    message = failure(path, OversizeError)
    assert time.perf_counter() - begun < 5
    assert tracemalloc.get_traced_memory()[1] < 3 * documents.DOCUMENT_BYTES
    tracemalloc.stop()
    assert "JSON Lines" in message


def test_a_text_longer_than_a_document(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("word " * (documents.TEXT_CHARACTERS // 5 + 1))
    assert "Split it" in failure(path, OversizeError)


def test_an_overlong_line_of_json_does_not_stop_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as stream:
        stream.write(json.dumps({"text": LEAD}).encode() + b"\n")
        stream.write(b'{"text": "' + b"x" * (2 * documents.DOCUMENT_BYTES) + b'"}\n')
        stream.write(json.dumps({"text": MORE}).encode())
    first, second, third = documents.load([path])
    assert isinstance(first, Document)
    assert isinstance(second, Failure)
    assert isinstance(second.error, OversizeError)
    assert second.origin == f"{path}:2"
    assert isinstance(third, Document)
    assert third.text == MORE


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [
        {"text": LEAD, "id": 7, "url": "https://example.org/1", "title": "T", "outlet": "O", "authors": "Jane Roe"},
        {"text": MORE, "published": "2016-09-13", "authors": ["Jane Roe", "John Doe"], "extra": {"kept": "not"}},
        {"html": PAGE, "published": "2016-09-14T10:00:00Z", "outlet": "Given"},
        {"text": None, "html": None},
        {"text": LEAD, "published": "last week"},
        {"text": 5},
        {"title": "No text"},
    ]
    broken = ['{"text": "open', "[1, 2]", "not json"]
    path.write_text("\n".join([*map(json.dumps, lines), "", *broken]) + "\n")
    found = list(documents.load([path]))
    assert [type(item).__name__ for item in found] == ["Document"] * 3 + ["Failure"] * 7
    assert [item.origin for item in found] == [f"{path}:{n}" for n in (1, 2, 3, 4, 5, 6, 7, 9, 10, 11)]
    first, second, third = (item for item in found if isinstance(item, Document))
    assert (first.text, first.key, first.url, first.title) == (LEAD, "7", "https://example.org/1", "T")
    assert (first.outlet, first.authors, first.published) == ("O", ("Jane Roe",), None)
    assert first.id == hashlib.sha256(LEAD.encode()).hexdigest()
    assert second.published is not None
    assert second.published.start == "2016-09-13"
    assert second.authors == ("Jane Roe", "John Doe")
    assert third.published is not None
    assert (third.published.start, third.outlet) == ("2016-09-14", "Given")
    kinds = [type(item.error) for item in found if isinstance(item, Failure)]
    assert kinds == [
        EmptyDocumentError,
        FormatError,
        FormatError,
        EmptyDocumentError,
        FormatError,
        FormatError,
        FormatError,
    ]
    assert "published" in str(found[4].error) if isinstance(found[4], Failure) else False


def test_a_json_file_may_be_one_object_or_an_array(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"text": LEAD}, indent=2))
    assert document(path).text == LEAD
    path.write_text(json.dumps([{"text": LEAD}, {"text": MORE}], indent=2))
    assert [item.origin for item in documents.load([path])] == [f"{path}:1", f"{path}:2"]


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        (LEAD.encode(), [LEAD]),
        ((json.dumps({"text": LEAD}) + "\n" + json.dumps({"text": MORE})).encode(), [LEAD, MORE]),
        (json.dumps({"text": LEAD}, indent=1).encode(), [LEAD]),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, content: bytes, texts: list[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    found = list(documents.load(["-"]))
    assert [item.text for item in found if isinstance(item, Document)] == texts


def test_standard_input_as_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    assert document("-").outlet == "The Example Post"


def test_a_folder_with_bad_files_gives_the_good_ones(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.txt").write_text(MORE)
    (tmp_path / "a.txt").write_text(LEAD)
    (tmp_path / "c.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "d.html").write_bytes(JPEG)
    (tmp_path / "e.txt").mkdir()
    (tmp_path / "f.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / ".hidden.txt").write_text("hidden")
    (tmp_path / "unknown.article").write_text(LEAD)
    found = list(documents.load([tmp_path]))
    names = [(Path(item.origin or "").name, type(item).__name__) for item in found]
    assert names == [
        ("a.txt", "Document"),
        ("two.txt", "Document"),
        ("c.txt", "Failure"),
        ("d.html", "Failure"),
        ("unknown.article", "Document"),
    ]


def test_a_file_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(LEAD)
    (tmp_path / "b.txt").write_text(MORE)
    real = open

    def guarded(path: str, mode: str) -> object:
        if path.endswith("a.txt"):
            raise PermissionError(13, "Permission denied")
        return real(path, mode)

    monkeypatch.setattr(loading, "open", guarded, raising=False)
    first, second = documents.load([tmp_path])
    assert isinstance(first, Failure)
    assert "Permission denied" in str(first.error)
    assert isinstance(second, Document)


def test_paths_that_stand_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "spelling" in failure(tmp_path / "none.txt", DocumentError)
    assert "pattern" in failure(str(tmp_path / "*.txt"), DocumentError)
    assert "save the page" in failure("https://example.org/a", DocumentError)
    assert "none" in failure(tmp_path / "empty", EmptyDocumentError)


def test_globs(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    for name in ("b.txt", "a.txt", "x/c.txt"):
        (tmp_path / name).write_text(LEAD)
    found = [Path(item.origin or "").name for item in documents.load([str(tmp_path / "**" / "*.txt")])]
    assert found == ["a.txt", "b.txt", "c.txt"]


def test_the_same_bytes_give_the_same_document() -> None:
    one, other = (documents.read_bytes(PAGE.encode(), origin="page.html") for _ in range(2))
    assert one == other


def test_packed_files(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    whole = gzip.compress("\n".join(json.dumps({"text": text}) for text in (LEAD, MORE)).encode())
    path.write_bytes(whole)
    assert [item.text for item in documents.load([tmp_path]) if isinstance(item, Document)] == [LEAD, MORE]
    path.write_bytes(whole[:40])
    assert "whole" in failure(path, DocumentError)
    path.write_bytes(gzip.compress(gzip.compress(LEAD.encode())))
    assert "gunzip" in failure(tmp_path / "a.jsonl.gz", FormatError)


def record(kind: str, url: str, content: bytes, mime: str = "application/http; msgtype=response") -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Type: {mime}\r\n"
    return head.encode() + b"Content-Length: %d\r\n\r\n" % len(content) + content + b"\r\n\r\n"


def response(body: bytes, *fields: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", *fields]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@pytest.mark.parametrize("packed", [False, True])
def test_a_web_archive(tmp_path: Path, packed: bool) -> None:
    page = wrapped("", f"<p>{LEAD}</p><p>{MORE}</p>").encode()
    chunked = b"%x\r\n" % len(page) + page + b"\r\n0\r\n\r\n"
    records = [
        record("warcinfo", "", b"software: none\r\n", "application/warc-fields"),
        record("request", "https://example.org/a", b"GET / HTTP/1.1\r\n\r\n"),
        record("response", "https://example.org/a", response(PAGE.encode())),
        record("response", "https://example.org/gone", response(page, status="404 Not Found")),
        record("response", "https://example.org/b", response(gzip.compress(page), "Content-Encoding: gzip")),
        record("response", "https://example.org/c", response(chunked, "Transfer-Encoding: chunked")),
        record("response", "https://example.org/d", response(b"\x1f\x8bxx", "Content-Encoding: gzip")),
        record("conversion", "https://example.org/e", LEAD.encode(), "text/plain"),
    ]
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(b"".join(map(gzip.compress, records)) if packed else b"".join(records))
    found = list(documents.load([path]))
    assert [item.origin for item in found] == [f"{path}#{number}" for number in (3, 5, 6, 7, 8)]
    assert [type(item).__name__ for item in found] == ["Document"] * 3 + ["Failure", "Document"]
    urls = [item.url for item in found if isinstance(item, Document)]
    assert urls == [f"https://example.org/{name}" for name in ("a", "b", "c", "e")]
    path.write_bytes(b"".join(records)[:-40])
    assert isinstance(list(documents.load([path]))[-1], Failure)


def test_a_saved_feed(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(
        '<?xml version="1.0"?><rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/">'
        "<channel><title>The Example Post</title>"
        "<item><title>Shells hit Aleppo again</title><link>https://example.org/1</link><guid>1</guid>"
        f"<pubDate>Tue, 13 Sep 2016 10:00:00 GMT</pubDate><description>{LEAD}</description></item>"
        f"<item><title>More</title><c:encoded>&lt;p&gt;{LEAD}&lt;/p&gt;&lt;p&gt;{MORE}&lt;/p&gt;</c:encoded></item>"
        "<item><title>No text</title></item></channel></rss>"
    )
    first, second, third = documents.load([path])
    assert isinstance(first, Document)
    assert (first.text, first.url, first.outlet, first.key) == (LEAD, "https://example.org/1", "The Example Post", "1")
    assert first.published is not None
    assert first.published.start == "2016-09-13"
    assert isinstance(second, Document)
    assert [block.kind for block in second.blocks] == ["body", "body"]
    assert isinstance(third, Failure)


def test_a_feed_in_atom() -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>The Example Post</title><entry><title>Shells</title>'
        '<id>x</id><link href="https://example.org/1"/><author><name>Jane Roe</name></author>'
        f"<updated>2016-09-15T00:00:00Z</updated><published>2016-09-13T00:00:00Z</published><summary>{LEAD}</summary>"
        "</entry></feed>"
    )
    ((origin, _, found),) = feeds.documents(feed.encode(), origin="feed.xml")
    assert origin == "feed.xml#1"
    assert isinstance(found, Document)
    assert (found.authors, found.url, found.key) == (("Jane Roe",), "https://example.org/1", "x")
    assert found.published is not None
    assert found.published.start == "2016-09-13"


def test_a_page_that_breaks_the_parser_is_one_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("whence.documents.page.parts", broken)
    with pytest.raises(FormatError, match="RecursionError"):
        documents.read_bytes(PAGE.encode(), origin="page.html")


def test_a_page_nested_beyond_reason() -> None:
    page = "<html><body>" + "<blockquote><div>" * 3000 + f"<p>{LEAD}</p><p>{MORE}</p></body></html>"
    with contextlib.suppress(DocumentError):  # refused with a message: as good
        assert LEAD in documents.read_bytes(page.encode(), origin="page.html").text


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html", "a.json", "a.xml", "a"]))
@example(b"<rss></rss>", "a.xml")
@example(b"WARC/1.0\r\n", "a")
@example(b'{"text": "\\ud800"}', "a.json")
@example(b"<!DOCTYPE html><meta charset=zlib>\xff", "a.html")
@settings(max_examples=150, deadline=None)
def test_no_bytes_raise_anything_but_an_error_about_the_document(data: bytes, name: str) -> None:
    with contextlib.suppress(DocumentError):
        documents.read_bytes(data, origin=name)


def test_lines_of_json_stream() -> None:
    stream = io.BytesIO(b'{"a": 1}\r\n\n  \n{"b": 2}')
    assert list(jsonl.lines(stream)) == [(1, b'{"a": 1}'), (4, b'{"b": 2}')]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (LEAD, "en"),
        (LEAD.upper(), "en"),
        ("Nine killed in Aleppo", "en"),
        ("SOLDIERS KILL NINE REBELS IN AYACUCHO", "en"),
        (ARABIC, "ar"),
        (
            "Al menos nueve personas murieron el martes en un bombardeo sobre los barrios del este de la ciudad.",
            "es",
        ),
        (
            "Au moins neuf personnes ont été tuées mardi dans un bombardement sur les quartiers est de la ville.",
            "fr",
        ),
        (
            "Mindestens neun Menschen sind am Dienstag bei einem Angriff auf den Osten der Stadt getötet worden.",
            "de",
        ),
        (
            "Minstens negen mensen zijn dinsdag omgekomen bij een aanval op het oosten van de stad, zeggen artsen.",
            "nl",
        ),
        ("По меньшей мере девять человек погибли во вторник при обстреле восточных кварталов Алеппо.", "ru"),
        ("12345 — 67", None),
    ],
)
def test_languages(text: str, code: str | None) -> None:
    assert language.guess(text) == code


def test_an_arabic_article_is_a_document_in_arabic(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{ARABIC}\n\n{ARABIC}", encoding="utf-8")
    assert document(path).language == "ar"
