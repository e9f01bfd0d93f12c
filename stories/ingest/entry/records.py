"""Frozen records handed from stage to stage: parse makes the first five, clean the last.

They hold data and decide nothing. Empty text means "the publisher did not say"; times are aware
and in UTC, or None.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal["post", "video", "photo", "audio"]


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that comes with an entry: a recording, a film, a picture."""

    url: str
    media_type: str = ""
    size: int | None = None
    title: str = ""
    duration: int | None = None
    """Seconds."""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as sent. Nothing in it is safe to show or fit to store before ``clean``."""

    guid: str = ""
    link: str = ""
    title: str = ""
    content: str = ""
    """HTML as sent; plain text has been escaped, so this is always to be read as HTML."""
    summary: str = ""
    author: str = ""
    author_url: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    language: str = ""
    tags: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    image: str = ""
    base_url: str = ""
    """What relative addresses in ``content`` and ``summary`` resolve against."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """One entry we could not take, and why. Its neighbours are not affected."""

    position: int
    """Counted from 0 in document order, entries set aside included."""
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """A feed that could be read, entries in document order."""

    entries: tuple[Entry, ...] = ()
    title: str = ""
    home_page: str = ""
    language: str = ""
    format: str = ""
    """``rss20``, ``atom10``, ``rss10``, ``json11`` and so on."""
    warnings: tuple[str, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    deleted: tuple[str, ...] = ()
    """Ids of entries that their publisher says were deleted."""
    wait: int | None = None
    """Seconds the publisher wishes us to wait between visits."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A body that is no feed. An expected answer, not an exception."""

    code: str
    """A code of the fetch log, such as ``not_a_feed``, ``empty`` or ``truncated``."""
    reason: str
    """For staff: what we found instead."""
    leads: tuple[str, ...] = ()
    """Feeds it names, being a page; only where somebody asked for them."""


@dataclass(frozen=True, slots=True)
class CleanEntry:
    """An entry that is safe to store and show: every field scrubbed, capped and absolute."""

    guid: str = ""
    link: str = ""
    title: str = ""
    html: str = ""
    """Safe to put into a page as it stands."""
    text: str = ""
    excerpt: str = ""
    author: str = ""
    author_url: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    language: str = ""
    tags: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    image: str = ""
    kind: Kind = "post"
    content_hash: bytes = b""
    """SHA-256 of what a reader sees; equal when only volatile parts moved."""
    cleaner_version: int = 0
    """Of the cleaner that made `html`, so that it can be run again where a newer one exists."""
