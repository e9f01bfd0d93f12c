"""What we hold already about the entries of a document, read in a fixed number of queries."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence

from django.conf import settings

from stories.ingest.entry import Before, Identified, Known
from stories.models import EntryKey, Source, Story, StorySource, Tombstone


def before(source: Source, entries: Sequence[Identified]) -> Before:
    """The stories these entries may be: by the source's own keys, and by canonical address across all sources."""
    stories = dict(
        EntryKey.objects.filter(source=source, digest__in=[found.key for found in entries]).values_list(
            "digest", "story_id"
        )
    )
    hashes = [found.url_hash for found in entries if found.url_hash]
    by_url = dict(Story.objects.filter(url_hash__in=hashes).values_list("url_hash", "pk"))
    known = _known(source, {*stories.values(), *by_url.values()})
    return Before(
        by_key={bytes(digest): known[pk] for digest, pk in stories.items()},
        by_url={bytes(digest): known[pk] for digest, pk in by_url.items() if digest is not None},
        taken_down=_taken_down(source, entries),
    )


def tombstone(*parts: str) -> bytes:
    """HMAC-SHA256 of what identified something taken down; nothing can be read back from it."""
    message = "\0".join(parts).encode()
    return hmac.digest(settings.IDENTITY_HMAC_KEY.encode(), message, hashlib.sha256)


def _known(source: Source, pks: Iterable[int]) -> dict[int, Known]:
    pks = list(pks)
    hashes = dict(
        StorySource.objects.filter(source=source, story_id__in=pks).values_list("story_id", "entry_hash")
    )
    owners = Story.objects.filter(pk__in=pks).values_list("pk", "owner_source_id")
    return {
        pk: Known(pk, owned=owner == source.pk, entry_hash=bytes(hashes[pk]) if pk in hashes else None)
        for pk, owner in owners
    }


def _taken_down(source: Source, entries: Sequence[Identified]) -> set[bytes]:
    """Keys and address hashes among these entries that a tombstone keeps out."""
    marks: dict[bytes, bytes] = {}
    addresses = [source.url, *source.former_addresses.values_list("url", flat=True)]
    for found in entries:
        marks |= {tombstone(address, found.key.hex()): found.key for address in addresses}
        if found.url_hash:
            marks[tombstone(found.canonical_url)] = found.url_hash
    held = Tombstone.objects.filter(digest__in=list(marks)).values_list("digest", flat=True)
    return {marks[bytes(digest)] for digest in held}
