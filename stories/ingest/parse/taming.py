"""Documents feedparser would misread or spend minutes on, said another way. They stay the same feed.

Each pattern here takes linear time: what it repeats cannot contain what ends it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape

# feedparser and expat take time in the square of these. No feed we have seen comes near them.
_MAX_TAG = 16_000  # characters of one start tag; an enclosure needs 300
_MAX_NAME = 2_000
MAX_CATEGORIES = 60
_DECLARATIONS = 2_000  # characters of a document in which its root element is likely to be over

_ATTRIBUTES = r"""(?:[^<>"']|"[^"<]*+"|'[^'<]*+')*+"""
_HUGE_TAG = re.compile(rf"<(?=[A-Za-z][^<]{{{_MAX_TAG}}})([A-Za-z][\w:.-]*){_ATTRIBUTES}>")
_LONG_NAME = re.compile(
    r"<((?:[\w.-]+:)?(?:author|creator|contributor|managingeditor|webmaster|publisher|name|email|keywords|tags))"
    rf"(?=[\s>])[^<>]*>(?:<!\[CDATA\[)?[^<]{{{_MAX_NAME},}}",
    re.IGNORECASE,
)
_CATEGORY = r"<((?:[\w.-]+:)?category)\b[^<>]*+(?:(?<=/)>|>(?:<!\[CDATA\[)?[^<]*+</\{}\s*>)\s*+"
_CATEGORIES = re.compile(
    rf"((?:{_CATEGORY.format(2)}){{{MAX_CATEGORIES}}})(?:{_CATEGORY.format(3)})++", re.IGNORECASE
)

_END_OF_ENTRY = re.compile(rb"</(?:item|entry)")
_MEDIA_CONTENT = re.compile(r"<media:content\b([^<>]*[^<>/])>(.*?)</media:content\s*>", re.DOTALL)
_MEDIA_DESCRIPTION = re.compile(
    r"<media:description\b[^<>]*>((?:<!\[CDATA\[.{0,1000}?\]\]>|[^<])*+)</media:description\s*>", re.DOTALL
)
_CDATA = re.compile(r"\s*<!\[CDATA\[(.*)\]\]>\s*", re.DOTALL)


def tame(text: str) -> tuple[str, tuple[str, ...]]:
    """``text`` with oversized parts taken out and media descriptions moved; warnings for the former."""
    # Each pattern costs more than all the rest of reading; a look at what it needs says that it will find nothing.
    categories = 0
    if any(True for _ in _long_pieces(text, _MAX_TAG)):
        text = _HUGE_TAG.sub(_without_attributes, text)
    text, names = _without_long_names(text)
    if _may_have_many_categories(text):
        text, categories = _CATEGORIES.subn(r"\1", text)
    warnings = [
        warning
        for happened, warning in (
            (names, "a name or list of keywords was too long to be one"),
            (categories, f"only the first {MAX_CATEGORIES} categories of an entry were read"),
        )
        if happened
    ]
    return _media_descriptions(text), tuple(warnings)


def is_tame(text: str) -> bool:
    """Whether ``tame`` would find no oversized tag or name, nor a description of a declared ``media:``."""
    if any(_is_huge(tag) for at in _long_pieces(text, _MAX_TAG) if (tag := _HUGE_TAG.match(text, at))):
        return False
    if any(_long_name(text, at) for at in _long_pieces(text, _MAX_NAME)):
        return False
    return "xmlns:media" not in text[:_DECLARATIONS] or "</media:description" not in text


def _long_pieces(text: str, length: int) -> Iterator[int]:
    """Each "<" behind which more than that many characters stand without another."""
    start = 0
    while start + length < len(text):
        # The last one within reach: whatever it skips is shorter than that.
        found = text.rfind("<", start, start + length + 1)
        if found == -1:
            if start:
                yield start - 1
            found = text.find("<", start + length)
            if found == -1:
                return
        start = found + 1


def _without_long_names(text: str) -> tuple[str, int]:
    """Long names emptied, and how many; looked for only in front of what is as long."""
    kept: list[str] = []
    end = 0
    for tag in _long_pieces(text, _MAX_NAME):
        if name := _long_name(text, tag, after=end):
            kept += text[end : name.start()], f"<{name[1]}>"
            end = name.end()
    return "".join((*kept, text[end:])), len(kept) // 2


def _long_name(text: str, tag: int, *, after: int = 0) -> re.Match[str] | None:
    if tag and text.startswith("<![CDATA[", tag):
        tag = max(text.rfind("<", 0, tag), after)
    return _LONG_NAME.match(text, tag)


def _may_have_many_categories(text: str) -> bool:
    """Whether any entry may have too many; what merely mentions them counts, end tags do not."""
    entries = _END_OF_ENTRY.split(text.encode("utf-8", "replace").lower())
    return any(
        (mentions := entry.count(b"category")) > MAX_CATEGORIES
        and mentions - entry.count(b"</category") > MAX_CATEGORIES
        for entry in entries
    )


def _is_huge(tag: re.Match[str]) -> bool:
    """A short one with a long text behind it looks the same from its beginning."""
    return len(tag[0]) >= _MAX_TAG


def _without_attributes(tag: re.Match[str]) -> str:
    if not _is_huge(tag):
        return tag[0]
    return f"<{tag[1]}/>" if tag[0].endswith("/>") else f"<{tag[1]}>"


def _media_descriptions(text: str) -> str:
    """Keep feedparser from taking a picture's alt text for the story.

    It files every description of an entry under one name. Those inside ``media:content`` (Mastodon's
    alt text) become an attribute of it; the others (YouTube's) an element of their own.
    """
    last = text.rfind("</media:description")
    if last == -1:
        return text
    last = text.find(">", max(last, text.rfind("</media:content"))) + 1
    # Only up to the last end tag, or each start without an end would search the whole rest in vain.
    head = _MEDIA_CONTENT.sub(_alt_as_attribute, text[:last])
    head = _MEDIA_DESCRIPTION.sub(r"<media:text>\1</media:text>", head)
    return head + text[last:]


def _alt_as_attribute(media: re.Match[str]) -> str:
    attributes, inside = media.groups()
    description = _MEDIA_DESCRIPTION.search(inside)
    if not description:
        return media[0]
    cdata = _CDATA.fullmatch(description[1])
    alt = cdata[1] if cdata else unescape(description[1])
    inside = inside[: description.start()] + inside[description.end() :]
    return f'<media:content{attributes} alt="{escape(alt)}">{inside}</media:content>'
