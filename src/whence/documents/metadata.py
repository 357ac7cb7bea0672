"""What a web page says of itself: title, outlet, authors, address and day of publication.

JSON-LD (schema.org ``NewsArticle`` and its kin) is read first, then the ``<meta>`` elements of Open Graph and its
like, then ``<time>`` elements marked as the publication's, then trafilatura's and htmldate's own search. The
day of publication is never taken from a day of modification.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from html import unescape
from typing import Any

import msgspec

from whence.documents.dates import find_day, iso_day
from whence.documents.given import Given
from whence.documents.tables import forms
from whence.records.interval import Interval

_ARTICLE = re.compile(r"(?:\w*Article|Report|BlogPosting|LiveBlogPosting|SocialMediaPosting|WebPage)$")
_CHANGED = re.compile(r"modif|updated|revis|last-?change", re.IGNORECASE)


def of_page(tree: Any, given: Given) -> Given:
    """``given``, with its gaps filled from the page ``tree`` (an lxml element)."""
    metas = _metas(tree)
    linked = list(_linked_data(tree))
    return Given(
        published=given.published or _published(tree, metas, linked),
        url=given.url or _url(tree, metas),
        outlet=given.outlet or _first(metas, forms("meta.csv", "outlet")) or _publisher(linked),
        title=given.title or _text(linked, "headline") or _first(metas, forms("meta.csv", "title")) or _title(tree),
        authors=given.authors or _authors(linked) or _meta_authors(metas),
        key=given.key,
    )


def article_body(tree: Any) -> str | None:
    """The ``articleBody`` of the page's JSON-LD, with its line breaks; ``None`` where it has none."""
    for item in _linked_data(tree):
        value = item.get("articleBody")
        if isinstance(value, str) and value.strip():
            return unescape(value)
    return None


def htmldate_day(tree: Any) -> Interval | None:
    """The day that htmldate finds in the page's markup without guessing from its text; ``None`` if there is none.

    What names a day of modification is taken out first, since htmldate falls back on it.
    """
    from htmldate import find_date

    bare = deepcopy(tree)
    for element in list(bare.iter("meta", "time", "script")):
        marks = " ".join(str(value) for name, value in element.attrib.items() if name not in ("content", "datetime"))
        if element.tag == "script" or _CHANGED.search(marks):
            element.drop_tree()
    value = find_date(bare, original_date=True, extensive_search=False, outputformat="%Y-%m-%d")
    day = iso_day(value) if value else None
    return Interval.day(day) if day else None


def _published(tree: Any, metas: dict[str, list[str]], linked: list[dict[str, Any]]) -> Interval | None:
    values = [item.get("datePublished") or item.get("dateCreated") for item in linked]
    values += [value for name in forms("meta.csv", "published") for value in metas.get(name, ())]
    for time in tree.iter("time"):
        marks = " ".join((time.get("itemprop", ""), time.get("class", ""), time.get("pubdate", "") and "pubdate"))
        if re.search(r"datePublished|pubdate|publi|posted|entry-date", marks) and "updated" not in marks.split():
            values.append(time.get("datetime") or "".join(time.itertext()))
    values += [e.get("content") or e.get("datetime") for e in tree.xpath("//*[@itemprop='datePublished']")]
    for value in values:
        if isinstance(value, str) and (interval := _interval(value)):
            return interval
    return None


def _interval(value: str) -> Interval | None:
    day = iso_day(value)
    if day is None and (found := find_day(value[:200])):
        day = found[0]
    return Interval.day(day, text=value.strip()[:60]) if day else None


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects of the page that describe an article, those of news first."""
    found: list[dict[str, Any]] = []
    for script in tree.xpath("//script[@type]"):
        if "ld+json" not in script.get("type", "").lower():
            continue
        source = "".join(script.itertext()).strip()
        source = re.sub(r"^\s*(?:<!--|//<!\[CDATA\[)|(?:-->|//\]\]>)\s*$", "", source)
        try:
            data = msgspec.json.decode(re.sub(r"[\x00-\x1f]+", " ", source).encode("utf-8", "replace"))
        except (msgspec.DecodeError, RecursionError):
            continue  # broken JSON-LD is common; the page's other metadata still stand
        found.extend(_articles(data))
    yield from sorted(found, key=lambda item: "WebPage" in str(item.get("@type")))


def _articles(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(data, list):
        for item in data:
            yield from _articles(item, depth + 1)
    elif isinstance(data, dict):
        types = data.get("@type")
        names = types if isinstance(types, list) else [types]
        if any(isinstance(name, str) and _ARTICLE.search(name) for name in names):
            yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _articles(data.get(key), depth + 1)


def _metas(tree: Any) -> dict[str, list[str]]:
    """The contents of ``<meta>`` elements under their lower-case names."""
    metas: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = " ".join((meta.get("content") or "").split())
        for attribute in ("property", "name", "itemprop"):
            name = meta.get(attribute)
            if name and content:
                metas.setdefault(name.lower(), []).append(content)
    return metas


def _first(metas: dict[str, list[str]], names: tuple[str, ...]) -> str | None:
    return next((metas[name][0] for name in names if name in metas), None)


def _url(tree: Any, metas: dict[str, list[str]]) -> str | None:
    links = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    for value in (*links, *metas.get("og:url", ())):
        if value and value.startswith(("http://", "https://")):
            return str(value).strip()
    return None


def _title(tree: Any) -> str | None:
    """The ``<title>`` without the site's name behind a stroke or dash."""
    for element in tree.iter("title"):
        title = " ".join("".join(element.itertext()).split())
        parts = re.split(r"\s+[|·»]\s+|\s+[-–—]\s+(?=[^-–—|]{1,40}$)", title)
        return (max(parts, key=len) if parts else title) or None
    return None


def _text(linked: list[dict[str, Any]], field: str) -> str | None:
    for item in linked:
        value = item.get(field)
        if isinstance(value, str) and value.strip():
            return " ".join(unescape(value).split())
    return None


def _publisher(linked: list[dict[str, Any]]) -> str | None:
    for item in linked:
        names = _names(item.get("publisher"))
        if names:
            return names[0]
    return None


def _authors(linked: list[dict[str, Any]]) -> tuple[str, ...]:
    for item in linked:
        names = _names(item.get("author"))
        if names:
            return names
    return ()


def _meta_authors(metas: dict[str, list[str]]) -> tuple[str, ...]:
    for name in forms("meta.csv", "author"):
        names = [part.strip() for value in metas.get(name, ()) for part in re.split(r";|,\s+(?=[A-Z])| and ", value)]
        names = [re.sub(r"^by\s+", "", part, flags=re.IGNORECASE) for part in names if part and "://" not in part]
        if names:
            return tuple(dict.fromkeys(names))
    return ()


def _names(value: Any) -> tuple[str, ...]:
    """The names in a schema.org Person, Organization, string, or list of them."""
    if isinstance(value, str):
        return (value.strip(),) if value.strip() and "://" not in value else ()
    if isinstance(value, dict):
        return _names(value.get("name"))
    if isinstance(value, list):
        return tuple(dict.fromkeys(name for item in value for name in _names(item)))
    return ()
