"""The parts of a page's article, in order: paragraphs, headings, quotations, items, rows, captions, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import msgspec

from whence.documents.pieces import bare
from whence.records.document import BlockKind

# Outside these a caption is no part of the article, whatever its place between the paragraphs.
_OUTSIDE = re.compile(
    r"related|recommend|sidebar|promo|teaser|advert|newsletter|most-?read|comment|footer|share", re.IGNORECASE
)
_CAPTION = re.compile(
    r"(?:^|[\s_-])caption(?:[\s_-]|$)|wp-caption-text|figcaption|captiontext|caption-text", re.IGNORECASE
)
_HOLDERS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "blockquote", "div", "td"})  # what a paragraph may stand in
TITLE_WORDS = 3  # a page title of fewer words ("Home", "World news") is a section's, seldom a headline
CAPTION = 1200  # characters, as for captions in plain text


class Part(msgspec.Struct, frozen=True):
    """A stretch of main text and the kind its markup gives (``None``: a paragraph, of which the text decides)."""

    text: str
    kind: BlockKind | None = None


def parts(tree: Any, title: str | None) -> list[Part]:
    """The parts of the article on the page ``tree``, headline first, comments last; empty if it has no text."""
    from trafilatura import bare_extraction

    found = bare_extraction(
        deepcopy(tree), favor_precision=True, include_comments=True, include_tables=True, with_metadata=False
    )
    body = getattr(found, "body", None)
    main = list(_parts(body)) if body is not None else []
    if not any(part.kind != "heading" for part in main):
        return []
    main = _with_captions(main, tree)
    main = _with_headline(main, title)
    comments = getattr(found, "commentsbody", None)
    return main + [Part(part.text, "comment") for part in (_parts(comments) if comments is not None else ())]


def stated_parts(body: str | None, title: str | None) -> list[Part]:
    """The parts of an article's text that a page states in its metadata; a page built by scripts has no other."""
    lines = _meant_lines(body or "")
    return _with_headline([Part(line) for line in lines], title) if lines else []


def flat(text: str) -> str:
    """``text`` with every run of white space as one space, none at the ends."""
    return " ".join(text.split())


def _parts(element: Any, kind: BlockKind | None = None) -> Iterator[Part]:
    """The parts under an element of trafilatura's output, in the TEI-like tags that it uses."""
    for child in element:
        tag = child.tag
        if tag == "head":
            yield from _lines(child, "heading")
        elif tag == "quote":
            yield from (
                _parts(child, "quote") if any(c.tag in ("p", "list", "head") for c in child) else _lines(child, "quote")
            )
        elif tag == "list":
            for item in child.iter("item"):
                yield from _lines(item, kind or "list")
        elif tag == "table":
            for row in child.iter("row"):
                cells = [flat(" ".join(cell.itertext())) for cell in row.iter("cell")]
                if any(cells):
                    yield Part("\t".join(cells).strip(), "table")
        elif tag == "code":
            continue
        elif tag in ("p", "item", "hi", "ref", "lb", "ab", "div"):
            yield from _lines(child, kind)
        if child.tail and child.tail.strip():
            yield Part(flat(child.tail), kind)


def _lines(element: Any, kind: BlockKind | None) -> Iterator[Part]:
    """The text of an element; a line break in the markup (``lb``) ends a part."""
    pieces: list[str] = [element.text or ""]
    for child in element.iterdescendants():
        if child.tag == "lb":
            pieces.append("\n")
        elif isinstance(child.tag, str):
            pieces.append(child.text or "")
        pieces.append(child.tail or "")
    for line in _meant_lines("".join(pieces)):
        yield Part(line, kind)


def _meant_lines(text: str) -> list[str]:
    return [line for line in (flat(part) for part in text.split("\n")) if line]


def _with_headline(main: list[Part], title: str | None) -> list[Part]:
    """The parts with the page's headline first, as ``headline``."""
    if not title or len(title.split()) < TITLE_WORDS:
        return main
    for index, part in enumerate(main[:6]):
        if part.kind in (None, "heading") and bare(part.text) == bare(title):
            return [Part(part.text, "headline"), *main[:index], *main[index + 1 :]]
    first = main[0]
    if first.kind == "heading" and _shared(first.text, title) >= 0.6:
        return [Part(first.text, "headline"), *main[1:]]
    return [Part(flat(title), "headline"), *main]


def _with_captions(main: list[Part], tree: Any) -> list[Part]:
    """The parts with the captions of the article's figures where they stand on the page."""
    places = {bare(part.text): index for index, part in reversed(list(enumerate(main)))}
    captions = list(_captions(tree))
    if not captions:
        return main
    known = {bare(text) for _, text in captions}
    marked = [Part(p.text, "caption") if p.kind is None and bare(p.text) in known else p for p in main]
    order: list[tuple[int, Any]] = []
    positions = {element: number for number, element in enumerate(tree.iter())}
    matched = []
    for element, number in positions.items():
        if element.tag in _HOLDERS and not any(child.tag in _HOLDERS for child in element):
            index = places.get(bare("".join(element.itertext())))
            if index is not None:
                order.append((number, index))
                matched.append(element)
    scope = _scope(matched)
    if scope is None:
        return marked
    inside = set(scope.iter())
    added: dict[int, list[Part]] = {}
    for element, text in captions:
        if element in inside and bare(text) not in places and not _is_outside(element, scope):
            after = next((index for number, index in order if number > positions[element]), len(main))
            added.setdefault(after, []).append(Part(text, "caption"))
    result: list[Part] = []
    for index in range(len(marked) + 1):
        result.extend(added.get(index, ()))
        result.extend(marked[index : index + 1])
    return result


def _captions(tree: Any) -> Iterator[tuple[Any, str]]:
    """The elements of a page that hold a picture's caption, with their text."""
    taken: set[Any] = set()
    for element in tree.iter("figcaption", "p", "div", "span", "small", "cite", "dd"):
        if element.tag != "figcaption" and not _CAPTION.search(element.get("class") or ""):
            continue
        if any(parent in taken for parent in element.iterancestors()):
            continue
        text = flat(" ".join(element.itertext()))
        if len(text) > 2 and len(text) <= CAPTION:
            taken.add(element)
            yield element, re.sub(r"\s+([.,;:!?)])", r"\1", text)


def _scope(matched: list[Any]) -> Any | None:
    """The element that holds the article: the nearest one around its paragraphs, or the ``article`` around that."""
    if not matched:
        return None
    lines = [[*reversed(list(element.iterancestors())), element] for element in matched]
    common = None
    for level in zip(*lines, strict=False):
        if any(element is not level[0] for element in level):
            break
        common = level[0]
    if common is None:
        return None
    around = [element for element in common.iterancestors() if element.tag in ("article", "main")]
    if common.tag not in ("article", "main") and around:
        return around[0]
    parent = common.getparent()
    return common if common.tag in ("article", "main", "body", "html") or parent is None else parent


def _is_outside(element: Any, scope: Any) -> bool:
    for parent in element.iterancestors():
        if parent is scope:
            return False
        if parent.tag in ("nav", "aside", "footer") or _OUTSIDE.search(
            f"{parent.get('class') or ''} {parent.get('id') or ''}"
        ):
            return True
    return False


def _shared(text: str, other: str) -> float:
    """The share of words that two titles have in common."""
    one, two = set(text.casefold().split()), set(other.casefold().split())
    return len(one & two) / max(1, min(len(one), len(two)))
