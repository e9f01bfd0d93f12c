"""The hash of what a reader sees: equal hashes mean there is nothing new to show."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from typing import TypedDict

from stories.ingest.entry import Enclosure, Kind

# Signed and cache-busting addresses differ at every fetch and show the same picture (C3). The price:
# a picture exchanged behind the same path, telling it apart by its query alone, is not seen as an edit.
_IMAGE_QUERY = re.compile(r'(<img [^>]*?src="[^"?]*)\?[^"]*"')
_quote = json.encoder.encode_basestring_ascii


class Shown(TypedDict):
    """The fields a reader sees, but for the HTML."""

    title: str
    link: str
    author: str
    author_url: str
    kind: Kind
    image: str
    tags: tuple[str, ...]
    enclosures: tuple[Enclosure, ...]


def content_hash(shown: Shown, *, html: str) -> bytes:
    """SHA-256 over them and ``html``, in which each run of white space is one space.

    Dates are left out: many publishers set theirs to now, at every request.
    """
    strings = (shown["title"], shown["link"], shown["author"], shown["author_url"], shown["kind"])
    lists = (
        _without_query([shown["image"]]),
        sorted(shown["tags"]),
        _without_query(enclosure.url for enclosure in shown["enclosures"]),
        [enclosure.alt for enclosure in shown["enclosures"]],
    )
    words = _quoted(_IMAGE_QUERY.sub(r'\1"', html) if "?" in html else html)
    seen = f"[{', '.join(map(_quote, strings))}, {words}, {', '.join(map(_listed, lists))}]"
    return hashlib.sha256(seen.encode("ascii")).digest()


def _listed(strings: Iterable[str]) -> str:
    """As JSON has them; an encoder is longer in the making than at work on so few."""
    return f"[{', '.join(map(_quote, strings))}]"


def _quoted(html: str) -> str:
    """As JSON has it, at a third of the cost where clean text holds nothing else to escape."""
    if html.isascii():
        return '"' + html.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return _quote(html)


def _without_query(urls: Iterable[str]) -> list[str]:
    return [url.partition("?")[0] for url in urls]
