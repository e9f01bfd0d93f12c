"""Has this document changed at all? A hash that leaves out what moves at every request.

Build dates and generator stamps in a feed's head, and comments after its end, change on every request of many
hosts; without them the same entries give the same hash and nothing has to be parsed. Dates inside entries are
never left out: they may be the only sign of an edit.
"""

from __future__ import annotations

import hashlib
import re

_FIRST_ENTRY = re.compile(rb"<(?:item|entry)[\s>/]")
_LAST_TAG = re.compile(rb"</(?:rss|feed|(?:\w+:)?RDF)\s*>", re.IGNORECASE)
# Bounded, or a head full of tags that nobody closes would be looked through once for each of them.
_MOVING = re.compile(
    rb"<(lastBuildDate|pubDate|updated|generator|ttl|dc:date)\b[^>]{0,500}?(?:/>|>.{0,500}?</\1\s*>)",
    re.DOTALL | re.IGNORECASE,
)
# What looks like a head but holds no entry within this many bytes is not worth searching.
HEAD_LIMIT = 65_536
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")


def fingerprint(body: bytes) -> bytes:
    """SHA-256 (32 bytes) of a feed document without what moves at every request."""
    # JSON may quote any tag, and is told apart as it is.
    first = None if _JSON.match(body) else _FIRST_ENTRY.search(body, 0, HEAD_LIMIT)
    if first is None:
        return hashlib.sha256(body).digest()
    digest = hashlib.sha256(without_moving(body[: first.start()]))
    digest.update(memoryview(body)[first.start() : end_of_feed(body, after=first.start())])
    return digest.digest()


def without_moving(head: bytes) -> bytes:
    """What stands before the first entry, without build dates, generators and the like."""
    return _MOVING.sub(b"", head)


def end_of_feed(body: bytes, *, after: int) -> int:
    """Behind the last tag that closes a feed. Looked for from the end, where it mostly is."""
    at = len(body)
    while (at := body.rfind(b"</", max(after, len(body) - HEAD_LIMIT), at)) >= 0:
        if last := _LAST_TAG.match(body, at):
            return last.end()
    return len(body)
