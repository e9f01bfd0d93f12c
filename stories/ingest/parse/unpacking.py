"""Undo a gzip nobody announced: some hosts send ``feed.xml.gz`` without Content-Encoding."""

from __future__ import annotations

import zlib

from stories.ingest.entry import Unreadable

MAX_UNPACKED = 20 * 1024 * 1024
_GZIP_MAGIC = b"\x1f\x8b"
_GZIP_WINDOW = 16 + zlib.MAX_WBITS


def unpack(body: bytes) -> bytes | Unreadable:
    """``body`` itself, or what is inside it when it is gzip, never more than ``MAX_UNPACKED``."""
    if not body.startswith(_GZIP_MAGIC):
        return body
    stream = zlib.decompressobj(_GZIP_WINDOW)
    try:
        plain = stream.decompress(body, MAX_UNPACKED)
    except zlib.error as error:
        return Unreadable("bad_encoding", f"starts like gzip, but cannot be unpacked: {error}")
    if stream.unconsumed_tail:
        return Unreadable("too_large", f"more than {MAX_UNPACKED} bytes when unpacked")
    if not stream.eof:
        return Unreadable("truncated", "the gzip stream ends too early")
    return plain
