"""A fetched body -> its entries, or the reason why it has none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from stories.ingest.entry import Document, Entry, Unreadable
from stories.ingest.parse.decoding import Decoded, decode
from stories.ingest.parse.deletions import take_out
from stories.ingest.parse.json_feed import looks_like_json, read_json_feed
from stories.ingest.parse.remarks import remarks
from stories.ingest.parse.repair import find_feed, repair
from stories.ingest.parse.syndication import read_as_sent, read_feed
from stories.ingest.parse.taming import tame
from stories.ingest.parse.unpacking import MAX_UNPACKED, unpack
from stories.ingest.parse.wishes import wished_wait

MAX_ENTRIES = 500


def parse(
    body: bytes, *, url: str, content_type: str = "", limit: int = MAX_ENTRIES, strict: bool = True
) -> Document | Unreadable:
    """The feed in ``body``, fetched from ``url``; at most ``limit`` entries, the newest.

    Never raises and never fetches. The content decides what it is; ``content_type`` only helps to
    guess the encoding. ``strict`` lets the fast reader try first; it changes the time, never the answer (but
    that it leaves markup alone which an entry merely quotes, where the other way it is tamed with the rest).
    A document with warnings or entries set aside is still a good answer.
    """
    plain = unpack(body)
    if isinstance(plain, Unreadable):
        return plain
    if len(plain) > MAX_UNPACKED:
        return Unreadable("too_large", f"more than {MAX_UNPACKED} bytes")
    decoded = decode(plain, content_type=content_type)
    if not decoded.text.strip("\ufeff\0 \t\r\n"):
        return Unreadable("empty", "nothing was sent")
    document = _read(decoded, url=url, strict=strict)
    if isinstance(document, Unreadable):
        return document
    document = replace(
        document,
        warnings=decoded.warnings + document.warnings + remarks(document.entries),
        wait=wished_wait(decoded.text),
    )
    return _newest(document, limit=limit)


def _read(decoded: Decoded, *, url: str, strict: bool) -> Document | Unreadable:
    if looks_like_json(decoded.text):
        return read_json_feed(decoded.text, url=url)
    sent = find_feed(decoded.text)
    if isinstance(sent, Unreadable):
        return sent
    if strict and (document := read_as_sent(sent, url=url)):
        return document
    repaired = repair(sent)
    text, warnings = tame(repaired.text)
    text, deleted = take_out(text)
    mended = replace(repaired, text=text, warnings=repaired.warnings + warnings)
    read = read_feed(mended, url=url, strict=strict)
    return replace(read, deleted=deleted) if deleted and isinstance(read, Document) else read


def _newest(document: Document, *, limit: int) -> Document:
    if len(document.entries) <= limit:
        return document
    warning = f"{len(document.entries)} entries, the newest {limit} of them were taken"
    entries = _by_date(document.entries, limit) or document.entries[:limit]
    return replace(document, entries=entries, warnings=(*document.warnings, warning))


def _by_date(entries: Sequence[Entry], limit: int) -> tuple[Entry, ...]:
    """The newest, still in document order; none when not every entry says when it is from."""
    dated = [(entry.published_at, -position) for position, entry in enumerate(entries) if entry.published_at]
    if len(dated) < len(entries):
        return ()
    kept = sorted(-position for _, position in sorted(dated, reverse=True)[:limit])
    return tuple(entries[position] for position in kept)
