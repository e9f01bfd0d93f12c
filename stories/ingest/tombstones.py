"""The marks of what was taken down: keyed hashes, from which nothing can be read back.

An entry is known again by any of several names, since a feed may give a new guid, move, or be told by others: its
key and its title and date, both under the address of its feed, its very words, and its own address on the web.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings

from stories.ingest.entry import Identified, Rung, digest
from stories.models import Source


def mark(*parts: str) -> bytes:
    """HMAC-SHA256 of a name; the same name gives the same mark for as long as the key stays."""
    return hmac.digest(settings.IDENTITY_HMAC_KEY.encode(), "\0".join(parts).encode(), hashlib.sha256)


def feeds_of(source: Source) -> list[str]:
    """Where a source is read and was read: what was taken down under an old address stays down."""
    return [source.url, *(former.url for former in source.former_addresses.all())]


def of_key(feed: str, key: bytes) -> bytes:
    return mark(feed, key.hex())


def of_words(
    feed: str, *, title_hash: bytes | None, published_at: datetime | None, content_hash: bytes | None
) -> Iterable[bytes]:
    """For entries whose guid changes from visit to visit, or whose feed is followed anew."""
    if title_hash and published_at:
        yield mark(feed, "title", title_hash.hex(), published_at.isoformat())
    if content_hash:
        yield mark(feed, "words", content_hash.hex())


def of_address(canonical_url: str) -> bytes:
    """Under whichever feed: other sources carry the same story."""
    return mark(canonical_url)


def of_entries(source: Source, entries: Sequence[Identified]) -> dict[bytes, bytes]:
    """Every mark under which one of these entries may have been taken down, and the key of that entry."""
    marks: dict[bytes, bytes] = {}
    for feed in feeds_of(source):
        for found in entries:
            marks[of_key(feed, found.key)] = found.key
            # Its source was told apart by better names once, and the mark may be from then.
            if found.former_key:
                marks[of_key(feed, found.former_key)] = found.key
            if found.rung != Rung.GUID and found.entry.guid:
                former = digest(str(source.pk), Rung.GUID, found.entry.guid)
                marks[of_key(feed, former)] = found.key
            names = of_words(
                feed,
                title_hash=found.title_hash,
                published_at=found.entry.published_at,
                content_hash=found.entry.content_hash,
            )
            marks |= dict.fromkeys(names, found.key)
    # A link that several entries share names none of them.
    marks |= {of_address(found.canonical_url): found.key for found in entries if found.url_hash}
    return marks
