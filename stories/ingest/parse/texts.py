"""The title, the words and the summary of one item, as HTML: which of its many texts is meant as what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from typing import Any

Item = Mapping[str, Any]
_QUOTED = re.compile(r"<!\[CDATA\[(.*)\]\]>", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def title_of(item: Item, *, is_atom: bool) -> str:
    title = html_of(item, "title")
    return title if is_atom or "&lt;" not in title else _on_one_line(item, title)


def _on_one_line(item: Item, title: str) -> str:
    """Outside Atom a title is plain text by default, and many break its lines all the same."""
    detail = item.get("title_detail")
    if detail is None or _is_html(detail):
        return title
    return escaped(_BREAK.sub(" ", unescape(title)))


def body_of(item: Item) -> Item:
    """The fullest text there is. HTML outranks plain text, content outranks a summary, and either one
    ``itunes:summary``, which repeats it; ``media:text`` is what ``repair`` calls a film's description."""
    best: Item | None = None
    for detail in item.get("content") or ():
        if trimmed(detail.get("value")) and (best is None or _fullness(detail) > _fullness(best)):
            best = detail
    summary = item.get("summary_detail")
    if summary and (best is None or (_is_html(summary) and not _is_html(best))):
        best = summary if trimmed(summary.get("value")) else best
    return best or _spoken(item) or {"type": "text/plain", "value": trimmed(item.get("media_text"))}


def _spoken(item: Item) -> Item | None:
    detail = item.get("itunes_summary_detail")
    return detail if detail and trimmed(detail.get("value")) else None


def summary_of(item: Item) -> str:
    """What it says of itself in a few words. One without particulars is feedparser's copy of the content."""
    detail = item.get("summary_detail")
    said = as_html(detail) if detail else ""
    if not said and (spoken := _spoken(item)):
        return as_html(spoken)
    return said


def _fullness(detail: Item) -> tuple[bool, int]:
    return _is_html(detail), len(detail["value"])


def html_of(item: Item, name: str) -> str:
    detail = item.get(f"{name}_detail")
    return as_html(detail) if detail else escaped(trimmed(item.get(name)))


def as_html(detail: Item) -> str:
    value = trimmed(detail.get("value"))
    if value.startswith("<![CDATA["):
        value = _unquoted(value)
    kind = detail.get("type")
    if kind == "application/xhtml+xml":  # as feedparser writes them; to a browser the end is one more break
        return value.replace("</br>", "")
    return escaped(value) if kind == "text/plain" else value


def _unquoted(value: str) -> str:
    """Out of a CDATA section that was escaped, or put into another one."""
    quoted = _QUOTED.fullmatch(value)
    return quoted[1].strip() if quoted else value


def _is_html(detail: Item) -> bool:
    return detail.get("type") != "text/plain"


def escaped(text: str) -> str:
    return escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text


def trimmed(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
