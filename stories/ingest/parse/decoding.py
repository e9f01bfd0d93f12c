"""Bytes to text, whatever the document says about itself.

What the bytes are outranks what is declared: a byte order mark, NULs in the first four bytes (XML 1.0
appendix F) and valid UTF-8 cannot come about by accident; declarations are wrong every day.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# "<?" or "<r" and the like in an encoding of wide characters.
_WIDE = (
    (re.compile(rb"<\0\0\0[^\0]\0\0\0"), "utf-32-le"),
    (re.compile(rb"\0\0\0<\0\0\0[^\0]"), "utf-32-be"),
    (re.compile(rb"<\0[^\0]\0"), "utf-16-le"),
    (re.compile(rb"\0<\0[^\0]"), "utf-16-be"),
)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)

# Encodings of text in which ASCII means ASCII. Not UTF-7: "+ADw-" must never become "<".
_ACCEPTED = re.compile(
    r"ascii|utf-8|iso8859-\d+|cp(?:12\d\d|437|85\d|866|874|932|949|950)|koi8-[rtu]|mac-\w+|euc_\w+|shift_jis\w*"
    r"|gb2312|gbk|gb18030|big5\w*|iso2022_(?:jp|kr)\w*|johab|hz|tis-620"
)
# HTML's encoding standard reads these labels as what people who use them mean (§4.2).
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
}
# Labels Windows and the Mac gave them, which Python knows under other names only.
_OTHER_NAMES = {
    "windows-31j": "cp932",
    "x-sjis": "cp932",
    "windows-874": "cp874",
    "x-mac-roman": "mac-roman",
}

# A byte that is no UTF-8 is read as windows-1252; the five it leaves undefined become U+FFFD. Overlong
# forms of "<" thus turn into two harmless letters.
_STRAY_BYTES = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    warnings: tuple[str, ...] = ()


def decode(body: bytes, *, content_type: str = "") -> Decoded:
    """The text of ``body``. Never fails: what no encoding explains is replaced."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return _lenient(body[len(mark) :], encoding)
    for pattern, encoding in _WIDE:
        if pattern.match(body):
            return _lenient(body, encoding)
    declared, unknown = _declared(body, content_type)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _as_declared(body, declared, unknown)
    if declared.startswith(
        ("iso2022", "hz")
    ):  # seven-bit: these bytes are valid UTF-8 and mean something else
        return _lenient(body, declared)
    if declared not in ("", "utf-8") and not text.isascii():
        return Decoded(text, (f"declared as {declared}, but the bytes are utf-8",))
    return Decoded(text, unknown)


def _declared(body: bytes, content_type: str) -> tuple[str, tuple[str, ...]]:
    """The encoding named by the document, else by the server, and what we could not make of it.

    RFC 7303 has it the other way round; but the author wrote the former and a default the latter.
    """
    inside = _DECLARED.search(body[:1_024])
    outside = _CHARSET.search(content_type)
    labels = [inside[1].decode("ascii")] if inside else []
    labels += [outside[1]] if outside else []
    unknown: list[str] = []
    for label in labels:
        name = _codec(label)
        if name:
            return name, tuple(unknown)
        unknown.append(f"encoding {label!r} is unknown or does not fit the bytes")
    return "", tuple(unknown)


def _codec(label: str) -> str:
    try:
        name = codecs.lookup(_OTHER_NAMES.get(label.lower(), label)).name
    except LookupError:
        return ""
    return _MEANT.get(name, name) if _ACCEPTED.fullmatch(name) else ""


def _as_declared(body: bytes, declared: str, unknown: tuple[str, ...]) -> Decoded:
    if declared == "cp1252":  # what stray bytes are read as anyway
        text = body.decode("cp1252", "replace")
        return Decoded(text, unknown)
    if declared and declared != "utf-8":
        try:
            return Decoded(body.decode(declared), unknown)
        except UnicodeDecodeError:
            unknown = (*unknown, f"declared as {declared}, but not all bytes are")
            return Decoded(body.decode(declared, "replace"), unknown)
    text = body.decode("utf-8", "surrogateescape").translate(_STRAY_BYTES)
    return Decoded(text, (*unknown, "not all bytes are utf-8; the others were read as windows-1252"))


def _lenient(body: bytes, encoding: str) -> Decoded:
    text = body.decode(encoding, "replace")
    return Decoded(text, ("bytes that are not " + encoding + " were replaced",) if "\ufffd" in text else ())
