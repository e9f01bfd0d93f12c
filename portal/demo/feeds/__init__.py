"""A demo blog's posts in its own shape of feed: RSS 2.0, Atom, JSON Feed 1.1, or like a channel's.

Many shapes, because the network must read them all; written plainly, the way common software does. Nothing here
moves by itself (no build date), so an unchanged feed is the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence

from portal.demo.blogs import Blog
from portal.demo.feeds import atom, jsonfeed, rss
from portal.demo.releases import Release

LENGTH = 40  # entries; older ones are found on the blog itself

_RSS, _ATOM = "application/rss+xml; charset=utf-8", "application/atom+xml; charset=utf-8"
TYPES = {
    "rss": _RSS,
    "podcast": _RSS,
    "photos": _RSS,
    "atom": _ATOM,
    "video": _ATOM,
    "json": "application/feed+json; charset=utf-8",
}
_WRITERS = {
    "rss": rss.blog,
    "podcast": rss.podcast,
    "photos": rss.photos,
    "atom": atom.blog,
    "video": atom.video,
    "json": jsonfeed.blog,
}


def write(blog: Blog, releases: Sequence[Release], *, root: str) -> bytes:
    return _WRITERS[blog.feed](blog, releases[:LENGTH], root).encode()
