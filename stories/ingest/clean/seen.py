"""The hash of what a reader sees: equal hashes mean there is nothing new to show."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable

from stories.ingest.entry import CleanEntry
from stories.ingest.entry.text import single_spaced

# Signed and cache-busting addresses differ at every fetch and show the same picture (C3). The price:
# a picture exchanged behind the same path, telling it apart by its query alone, is not seen as an edit.
_IMAGE_QUERY = re.compile(r'(<img [^>]*?src="[^"?]*)\?[^"]*"')


def content_hash(entry: CleanEntry) -> bytes:
    """SHA-256 over the visible fields. Dates are left out: many publishers set theirs to now, at every request."""
    seen = [
        entry.title,
        entry.link,
        entry.author,
        entry.author_url,
        entry.kind,
        single_spaced(_IMAGE_QUERY.sub(r'\1"', entry.html)),
        _without_query([entry.image]),
        sorted(entry.tags),
        _without_query(enclosure.url for enclosure in entry.enclosures),
        [enclosure.alt for enclosure in entry.enclosures],
    ]
    return hashlib.sha256(json.dumps(seen).encode("ascii")).digest()


def _without_query(urls: Iterable[str]) -> list[str]:
    return [url.partition("?")[0] for url in urls]
