"""A blog or channel with a feed: RSS, RDF, Atom or JSON Feed; the content decides, not its label."""

from __future__ import annotations

from stories.ingest.entry import Document, Unreadable
from stories.ingest.parse import parse


def read(body: bytes, url: str, content_type: str) -> Document | Unreadable:
    return parse(body, url=url, content_type=content_type)
