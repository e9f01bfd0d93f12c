"""The names an entry can be found again by. `identify` works them out; `decide` and `store` use them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from stories.ingest.entry.records import CleanEntry


class Rung(StrEnum):
    """What an entry was told apart by, best first."""

    GUID = "guid"
    LINK = "link"
    LINK_DATE = "link_date"
    TITLE = "title"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Identified:
    """A clean entry with the names by which it can be found again."""

    entry: CleanEntry
    key: bytes
    """32 bytes, the same for the same entry of the same source at every fetch."""
    rung: Rung
    canonical_url: str
    url_hash: bytes | None
    """For "the same story elsewhere"; None without a link or when entries of this document share it."""
    title_hash: bytes | None
    former_key: bytes | None = None
    """What it was called until this document, where its source's entries are told apart by less from now on."""
    guid_key: bytes | None = None
    """What it was called while its source's guids were believed, where they no longer are; a hint, and no name."""


def digest(*parts: str) -> bytes:
    """SHA-256 of the parts; no two different lists of parts are joined to the same bytes."""
    joined = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        joined.update(b"%d:" % len(raw))
        joined.update(raw)
    return joined.digest()


def names_of(entry: CleanEntry, canonical_url: str) -> dict[Rung, tuple[str, ...]]:
    """What it could be called on each rung, whether or not others share that; empty where there is nothing."""
    url, date = canonical_url, entry.published_at.isoformat() if entry.published_at else ""
    title, content = entry.title, entry.content_hash.hex()
    return {
        Rung.GUID: (entry.guid,) if entry.guid else (),
        Rung.LINK: (url,) if url else (),
        Rung.LINK_DATE: (url, date) if url and date else (),
        Rung.TITLE: (url, date, title) if title else (),
        Rung.CONTENT: (url, date, title, content),
    }


def entry_hash(entry: CleanEntry) -> bytes:
    """32 bytes that change when something a reader would notice changes: the words, the pictures, the link.

    Dates do not count: feeds that stamp every entry anew at every request are common.
    """
    return digest(entry.content_hash.hex(), entry.link)
