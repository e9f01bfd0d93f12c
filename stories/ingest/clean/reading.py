"""What is left of cleaned HTML for search, previews and mail: its plain text and a short excerpt."""

from __future__ import annotations

from html import unescape

from stories.ingest.clean.markup import TAGS
from stories.ingest.entry.limits import MAX_BODY
from stories.ingest.entry.text import cut, single_spaced

EXCERPT_LENGTH = 280

_BLOCKS = """
    blockquote br caption dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre summary table
    tbody td tfoot th thead tr ul
"""


class _Breaks(dict[str, str]):
    """What stands in the text in place of a tag: a line's end for a block's, nothing for others."""

    def __missing__(self, tag: str) -> str:
        return self.get(tag.partition(" ")[0], "")


_BREAKS = _Breaks({slash + name: "" for name in TAGS for slash in ("", "/")})
_BREAKS.update((slash + name, "\n") for name in _BLOCKS.split() for slash in ("", "/"))


def text_of(html: str) -> str:
    """The words of *cleaned* HTML, a line for each block. Not a way to make foreign HTML safe."""
    return text_of_spaced(single_spaced(html))


def text_of_spaced(html: str) -> str:
    """The same, of HTML in which each run of white space is one space already."""
    parts = html.replace(">", "<").split("<")  # of cleaned HTML, so that every other one is a tag
    parts[1::2] = map(_BREAKS.__getitem__, parts[1::2])
    text = unescape("".join(parts)).replace("\xa0", " ")
    # Without the space either side of a break, and without empty lines.
    lines = [line.lstrip(" ").removesuffix(" ") for line in text.split("\n")]
    return "\n".join(filter(None, lines)).strip()[:MAX_BODY]


def excerpt(text: str) -> str:
    """The beginning of ``text`` on one line, cut at a word."""
    line = single_spaced(text[: EXCERPT_LENGTH + 100]).strip()
    if len(line) <= EXCERPT_LENGTH:  # less was words than there mostly is
        line = single_spaced(text[: EXCERPT_LENGTH * 4]).strip()
    return cut(line, limit=EXCERPT_LENGTH)
