"""Small feeds, and their entries as the fast reader and feedparser, which must agree, read and clean them."""

from __future__ import annotations

from stories.ingest.clean import clean
from stories.ingest.entry import CleanEntry, Document
from stories.ingest.parse import parse

URL = "https://hill.example/feed"
_NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
)


def rss(*items: str, head: str = "") -> bytes:
    inside = "".join(f"<item>{one}</item>" for one in items)
    return (
        f'<rss version="2.0" {_NAMESPACES}><channel><title>Hill</title><link>https://hill.example/</link>'
        f"{head}{inside}</channel></rss>"
    ).encode()


def atom(*entries: str, head: str = "") -> bytes:
    inside = "".join(f"<entry>{one}</entry>" for one in entries)
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom" {_NAMESPACES}><title>Hill</title><id>f</id>'
        f'<link href="https://hill.example/"/>{head}{inside}</feed>'
    ).encode()


def entries(body: bytes) -> list[CleanEntry]:
    document = parse(body, url=URL)
    assert document == parse(body, url=URL, strict=False)
    assert isinstance(document, Document)
    return [clean(entry) for entry in document.entries]


def entry(body: bytes) -> CleanEntry:
    (one,) = entries(body)
    return one
