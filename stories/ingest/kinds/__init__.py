"""One file per kind of source: how the bytes it answers with become a `Document`.

A reader takes bytes, the address they came from and the content type, and returns a Document or Unreadable.
"""

from __future__ import annotations

from collections.abc import Callable

from stories.ingest.entry import Document, Unreadable
from stories.ingest.kinds import feed
from stories.models import Source

Reader = Callable[[bytes, str, str], Document | Unreadable]

READERS: dict[str, Reader] = {Source.Kind.FEED: feed.read}
