"""What is left of cleaned HTML for search, previews and mail: its plain text and a short excerpt."""

from __future__ import annotations

import re
from html import unescape

from stories.ingest.entry.limits import MAX_BODY
from stories.ingest.entry.text import cut

EXCERPT_LENGTH = 280

_BLOCK = re.compile(
    r"</?(?:blockquote|br|caption|dd|details|div|dl|dt|figcaption|figure|h[1-6]|hr|li|ol|p|pre|summary|table"
    r"|tbody|td|tfoot|th|thead|tr|ul)(?:\s[^>]*)?>"
)
_TAG = re.compile(r"<[^>]*>")
_INLINE_SPACE = re.compile(r"[^\S\n]+")
_LINE_BREAKS = re.compile(r" ?\n[\n ]*")


def text_of(html: str) -> str:
    """The words of *cleaned* HTML, a line for each block. Not a way to make foreign HTML safe."""
    lines = _INLINE_SPACE.sub(" ", _BLOCK.sub("\n", html.replace("\n", " ")))
    text = unescape(_TAG.sub("", lines)).replace("\xa0", " ")
    return _LINE_BREAKS.sub("\n", text).strip()[:MAX_BODY]


def excerpt(text: str) -> str:
    """The beginning of ``text`` on one line, cut at a word."""
    return cut(" ".join(text[: EXCERPT_LENGTH * 4].split()), limit=EXCERPT_LENGTH)
