"""Bytes to characters: strictly UTF-8 for text; for HTML the encoding that the page declares."""

from __future__ import annotations

import codecs
import re

from whence.records.errors import EncodingError

_CHARSET = re.compile(rb"""<meta[^>]*?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
# Encodings of the web (the WHATWG Encoding Standard's list, by Python's names). Others that Python
# knows, such as unicode_escape or utf-7, would let a page's label rewrite its text.
_WEB = re.compile(
    r"utf-8|utf-16(-[lb]e)?|cp125\d|cp866|cp874|iso8859-\d+|koi8-[ru]|mac-(roman|cyrillic)|gbk|gb18030|gb2312|"
    r"big5(hkscs)?|euc_jp|euc_kr|shift_jis|cp932|iso2022_jp|cp949|tis-620|ascii"
)
# A page declared UTF-8 often has a stray byte in an advertisement. So few bad bytes become U+FFFD, which
# can be seen; more mean that the declared encoding is wrong. One in a thousand bytes is far above what
# one pasted snippet gives and far below the share of accented letters in any Latin-1 text but English.
BAD_SHARE = 0.001


def text_from(data: bytes, origin: str) -> str:
    """``data`` decoded as UTF-8 and otherwise untouched: byte order mark, line ends and all are kept.

    Raises:
        EncodingError: the bytes are not UTF-8; names the first bad byte's offset and how to convert.
    """
    for mark, name in ((b"\xff\xfe", "UTF-16LE"), (b"\xfe\xff", "UTF-16BE")):
        if data.startswith(mark):
            raise EncodingError(
                f"{origin}: looked for UTF-8 text, found the byte order mark of {name} at its start. "
                f"Convert it: iconv -f UTF-16 -t UTF-8 FILE > FILE.txt."
            )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        bad = data[error.start : error.start + 1].hex().upper()
        raise EncodingError(
            f"{origin}: looked for UTF-8 text, found byte 0x{bad} at offset {error.start} ({error.reason}). "
            "Convert it from the encoding it is in, for example: iconv -f WINDOWS-1252 -t UTF-8 FILE > FILE.txt."
        ) from error


def html_from(data: bytes, origin: str) -> str:
    """A page's characters by its byte order mark, else the charset it declares, else UTF-8.

    Raises:
        EncodingError: the bytes do not fit that encoding.
    """
    encoding = _declared(data)
    tried = [encoding] if encoding == "utf-8" else [encoding, "utf-8"]
    for name in tried:
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    lenient = data.decode(encoding, errors="replace")
    if lenient.count("\ufffd") <= max(1, BAD_SHARE * len(data)):
        return lenient
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        where = error.start
    raise EncodingError(
        f"{origin}: looked for HTML in {encoding} (the encoding that the page declares, UTF-8 where it declares none), "
        f"found bytes that are not, the first at offset {where}. Convert it from the encoding it is in, for example: "
        "iconv -f WINDOWS-1252 -t UTF-8 FILE > FILE.html."
    )


def _declared(data: bytes) -> str:
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = data[:4096]
    match = _CHARSET.search(head) or _XML_ENCODING.search(head)
    if not match:
        return "utf-8"
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return "utf-8"
    if name in ("iso8859-1", "ascii"):
        return "cp1252"  # the Encoding Standard: what calls itself Latin-1 on the web is windows-1252
    if name.startswith("utf-16"):
        return "utf-8"  # the same standard: a declaration readable as ASCII cannot stand in UTF-16
    return name if _WEB.fullmatch(name) else "utf-8"
