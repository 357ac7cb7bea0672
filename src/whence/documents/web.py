"""A web page to a Document: its main text by trafilatura, with the kinds of block that its markup gives.

Precision comes before recall: a sidebar's headline taken for the article's text becomes a false claim. What
trafilatura leaves out and a reader of the page would see as part of the article is put back: the headline
where the main text lacks it, and the captions of the article's figures. Readers' comments stand at the end.
"""

from __future__ import annotations

import logging
from typing import Any

import msgspec

from whence.documents import metadata, page
from whence.documents.blocks import layout
from whence.documents.given import Given, assemble, check_text
from whence.documents.paragraphs import Paragraph
from whence.records.document import Document
from whence.records.errors import EmptyDocumentError, FormatError

# trafilatura reports pages without text through logging; they are errors of ours with a message of their own.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())
logging.getLogger("htmldate").addHandler(logging.NullHandler())


def document(source: str, given: Given, *, origin: str, raw_sha256: str) -> Document:
    """The document of an HTML page's characters.

    Its text is the main text: the headline, then paragraphs with a blank line between them, items and rows
    a line each.

    Raises:
        EmptyDocumentError: the page has no main text.
        FormatError: the page cannot be parsed at all.
        OversizeError: its main text is longer than one document may be.
    """
    tree = _parse(source, origin)
    try:
        facts, parts = _read(tree, given)
    except Exception as error:  # hostile markup can break a parser anywhere; one page must not end a run
        raise FormatError(
            f"{origin}: looked for an article in this page, found markup that breaks the parser "
            f"({type(error).__name__}: {error}). Save its text as a .txt file."
        ) from error
    if not parts:
        raise EmptyDocumentError(
            f"{origin}: looked for an article's text in this page, found none. Pages that are built by scripts hold no "
            "text before a browser has run them: save the page from a browser, or its text as a .txt file."
        )
    text, paragraphs = _joined(parts)
    check_text(text, origin)
    return assemble(text, layout(text, paragraphs, title=facts.title), facts, origin=origin, raw_sha256=raw_sha256)


def bare_text(source: str, origin: str) -> str:
    """All the text of a page, a line for each element that starts one."""
    tree = _parse(source, origin)
    for element in tree.iter("p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "blockquote"):
        element.tail = "\n" + (element.tail or "")
    lines = (page.flat(line) for line in "".join(tree.itertext()).split("\n"))
    return "\n\n".join(line for line in lines if line)


def _read(tree: Any, given: Given) -> tuple[Given, list[page.Part]]:
    """What the page says of itself, and its article's parts."""
    facts = metadata.of_page(tree, given)
    parts = page.parts(tree, facts.title) or page.stated_parts(metadata.article_body(tree), facts.title)
    if parts and facts.published is None:
        facts = msgspec.structs.replace(facts, published=metadata.htmldate_day(tree))
    return facts, parts


def _parse(source: str, origin: str) -> Any:
    from trafilatura import load_html

    tree = load_html(source.removeprefix("\ufeff"))
    if tree is None:
        raise FormatError(
            f"{origin}: looked for an HTML page, found markup that cannot be parsed. Open it in a browser and save "
            "it again, or save its text as a .txt file."
        )
    return tree


def _joined(parts: list[page.Part]) -> tuple[str, list[Paragraph]]:
    """The text of the parts, and their paragraphs in it."""
    pieces: list[str] = []
    paragraphs: list[Paragraph] = []
    offset = 0
    for index, part in enumerate(parts):
        if index:
            gap = "\n" if part.kind in ("list", "table") and parts[index - 1].kind == part.kind else "\n\n"
            pieces.append(gap)
            offset += len(gap)
        paragraphs.append(Paragraph(offset, offset + len(part.text), hint=part.kind))
        pieces.append(part.text)
        offset += len(part.text)
    return "".join(pieces), paragraphs
