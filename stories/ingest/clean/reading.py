"""What is left of cleaned HTML for search, previews and mail: its plain text and a short excerpt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from stories.ingest.entry.limits import MAX_BODY
from stories.ingest.entry.text import cut, single_spaced

EXCERPT_LENGTH = 280

_BLOCK = re.compile(
    r"</?(?:blockquote|br|caption|dd|details|div|dl|dt|figcaption|figure|h[1-6]|hr|li|ol|p|pre|summary|table"
    r"|tbody|td|tfoot|th|thead|tr|ul)(?:\s[^>]*)?>"
)
_TAG = re.compile(r"<[^>]*>")


def text_of(html: str) -> str:
    """The words of *cleaned* HTML, a line for each block. Not a way to make foreign HTML safe."""
    return text_of_spaced(single_spaced(html))


def text_of_spaced(html: str) -> str:
    """The same, of HTML in which each run of white space is one space already."""
    text = unescape(_TAG.sub("", _BLOCK.sub("\n", html))).replace("\xa0", " ")
    return "\n".join(_filled(text.split("\n"))).strip()[:MAX_BODY]


def _filled(lines: list[str]) -> Iterator[str]:
    """The lines that hold something, without the space either side of their break."""
    for line in lines:
        if line := line.lstrip(" ").removesuffix(" "):
            yield line


def excerpt(text: str) -> str:
    """The beginning of ``text`` on one line, cut at a word."""
    line = _one_line(text[: EXCERPT_LENGTH + 100])
    if len(line) <= EXCERPT_LENGTH:  # less was words than there mostly is
        line = _one_line(text[: EXCERPT_LENGTH * 4])
    return cut(line, limit=EXCERPT_LENGTH)


def _one_line(text: str) -> str:
    return " ".join(text.split())
