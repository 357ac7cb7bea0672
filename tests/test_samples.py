"""The sample dispatches hold to what their README and index say of them."""

from __future__ import annotations

import csv
import datetime as dt
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[1] / "samples"
with (SAMPLES / "index.csv").open(encoding="utf-8", newline="") as handle:
    ROWS = list(csv.DictReader(handle))
ROW = pytest.mark.parametrize("row", ROWS, ids=[row["file"] for row in ROWS])

_DATELINE = re.compile(r"^[A-Z]+(?:, [A-Z][\w ]+)?, (\w+)\.? (\d{1,2}), (\d{4}) \(whence samples\) - ", re.M)


class _ArticleText(HTMLParser):
    """The words inside a page's ``article`` element."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += tag == "article"

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "article"

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.words += data.split()


def _words(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".html":
        return text.split()
    parser = _ArticleText()
    parser.feed(text)
    return parser.words


def test_index_names_every_dispatch_once() -> None:
    on_disk = sorted(path.name for path in SAMPLES.iterdir() if path.suffix in {".txt", ".html"})
    assert sorted(row["file"] for row in ROWS) == on_disk
    assert len(ROWS) == 8


def test_eight_countries_and_eight_decades() -> None:
    assert len({row["country"] for row in ROWS}) == 8
    assert len({int(row["event_year"]) // 10 for row in ROWS}) == 8
    assert len({row["style"] for row in ROWS}) == 8


def test_readme_describes_every_dispatch() -> None:
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert all(f"`{row['file']}`" in readme for row in ROWS)


@ROW
def test_length(row: dict[str, str]) -> None:
    assert 150 <= len(_words(SAMPLES / row["file"])) <= 500


@ROW
def test_title_and_date_are_those_of_the_file(row: dict[str, str]) -> None:
    text = (SAMPLES / row["file"]).read_text(encoding="utf-8")
    published = dt.date.fromisoformat(row["published"])
    assert int(row["event_year"]) <= published.year
    if row["file"].endswith(".html"):
        assert f"<h1>{row['title']}</h1>" in text
        assert f'"datePublished": "{row["published"]}' in text
        assert f'<time datetime="{row["published"]}' in text
        return
    assert text.splitlines()[0] == row["title"]
    dateline = _DATELINE.search(text)
    assert dateline is not None
    month = dt.datetime.strptime(f"{dateline[1][:3]} {dateline[2]} {dateline[3]}", "%b %d %Y")
    assert month.date() == published


@ROW
def test_plain_utf8_with_unix_lines(row: dict[str, str]) -> None:
    raw = (SAMPLES / row["file"]).read_bytes()
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert not raw.startswith(b"\xef\xbb\xbf")
