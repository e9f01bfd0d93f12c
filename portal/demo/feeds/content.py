"""The parts of a post that go into every shape of feed."""

from __future__ import annotations

import re
from html import escape, unescape
from xml.sax.saxutils import quoteattr

from portal.demo.releases import Release

PICTURE_TYPE = "image/webp"
_END_OF_BLOCK = re.compile(r"</(?:p|li|h2|blockquote)>")
_TAG = re.compile(r"<[^>]*>")


def words(release: Release) -> str:
    """The post's HTML with its pictures on top, the addresses whole."""
    return "\n".join([*figures(release), release.post.html])


def figures(release: Release) -> list[str]:
    return [
        f"<figure><img src={quoteattr(address)} alt={quoteattr(alt)}></figure>"
        for address, alt in pictures(release)
    ]


def pictures(release: Release) -> list[tuple[str, str]]:
    """Address and description of each."""
    return [(f"{release.root}/pictures/{one.file}", one.alt) for one in release.post.pictures]


def plain(release: Release) -> str:
    """The words without markup, a blank line between paragraphs, as film channels have them."""
    text = unescape(_TAG.sub("", _END_OF_BLOCK.sub("\n\n", release.post.html)))
    return "\n\n".join(part.strip() for part in text.split("\n\n") if part.strip())


def language(release: Release) -> str:
    return f' xml:lang="{release.post.language}"' if release.post.language else ""


def element(name: str, text: str) -> str:
    return f"<{name}>{escape(text, quote=False)}</{name}>\n" if text else ""
