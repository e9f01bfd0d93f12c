"""The marks of what was taken down: keyed hashes, from which nothing can be read back.

An entry is known again by any of several names, since a feed may give a new guid, move, or be told by others: its
key and its title and date, both under the address of its feed, its very words, and its own address on the web.
A key is made with the number of its source: where two sources were merged, it is looked for under both numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from programmes.hashing import keyed_hash
from stories.ingest.entry import Identified, Rung, digest, names_of
from stories.models import Source


class Marked(NamedTuple):
    """A mark under which an entry may have been taken down, and its key."""

    mark: bytes
    key: bytes
    by_title: bool = False  # of its title and date, which another one may have too


def mark(*parts: str) -> bytes:
    """Of a name that is made of several."""
    return keyed_hash("\0".join(parts))


def feeds_of(source: Source) -> list[str]:
    """Where a source is read and was read: what was taken down under an old address stays down."""
    return [source.url, *(former.url for former in source.former_addresses.all())]


def of_key(feed: str, key: bytes) -> bytes:
    return mark(feed, key.hex())


def of_title(feed: str, title_hash: bytes | None, published_at: datetime | None) -> Iterator[bytes]:
    """For entries whose guid changes from visit to visit, or whose feed is followed anew."""
    if title_hash and published_at:
        yield mark(feed, "title", title_hash.hex(), published_at.isoformat())


def of_words(feed: str, content_hash: bytes | None) -> Iterator[bytes]:
    """For those that have no date, or another one each time."""
    if content_hash:
        yield mark(feed, "words", content_hash.hex())


def of_address(canonical_url: str) -> bytes:
    """Under whichever feed: other sources carry the same story."""
    return mark(canonical_url)


def of_entries(source: Source, entries: Sequence[Identified]) -> list[Marked]:
    """Every mark under which one of these entries may have been taken down."""
    feeds = feeds_of(source)
    merged = _merged_into(source, feeds)
    marked: list[Marked] = []
    for found in entries:
        keys = set(_keys(found, source, merged))
        for feed in feeds:
            names = [*(of_key(feed, key) for key in keys), *of_words(feed, found.entry.content_hash)]
            marked += [Marked(name, found.key) for name in names]
            titles = of_title(feed, found.title_hash, found.entry.published_at)
            marked += [Marked(title, found.key, by_title=True) for title in titles]
        if found.url_hash:  # a link that several entries share names none of them
            marked.append(Marked(of_address(found.canonical_url), found.key))
    return marked


def _merged_into(source: Source, feeds: Sequence[str]) -> Collection[int]:
    """The numbers of the sources whose addresses this one has taken over (`stories.sources.merging`)."""
    if len(feeds) == 1:
        return ()
    return list(Source.objects.filter(url__in=feeds).exclude(pk=source.pk).values_list("pk", flat=True))


def _keys(found: Identified, source: Source, merged: Collection[int]) -> Iterator[bytes]:
    """Also of its guid, and of what it was called until now: the mark may be from when those were believed."""
    yield found.key
    if found.former_key:
        yield found.former_key
    if found.rung != Rung.GUID and found.entry.guid:
        yield digest(str(source.pk), Rung.GUID, found.entry.guid)
    if merged:
        names = names_of(found.entry, found.canonical_url)
        rungs = [rung for rung in (found.rung, Rung.GUID) if names[rung]]
        yield from (digest(str(number), rung, *names[rung]) for number in merged for rung in rungs)
