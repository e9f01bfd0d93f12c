"""Where what a document brings stands in the stream, and whether it is news.

`sort_at` is set once: the publisher's date, never beyond now; the moment we first saw it where there is none, in
the order of the document. `visible_at` says since when it is new. What comes with the first document of a source,
or far too much at once, is an archive: it was new when it was published, and nobody is told of it now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from stories.ingest.entry import Identified
from stories.models import Source

FLOOD = 25  # new entries of one later document; more than any source writes between two visits
STEP = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Place:
    """The times of one new story."""

    published_at: datetime | None
    dated_ahead: datetime | None
    sort_at: datetime
    visible_at: datetime


@dataclass(frozen=True, slots=True)
class Arrival:
    """What is new in one document, and when it came."""

    now: datetime
    entries: int
    is_first: bool
    followed_since: datetime
    position: Mapping[bytes, int]

    @classmethod
    def of(cls, entries: Sequence[Identified], *, source: Source, now: datetime) -> Arrival:
        return cls(
            now=now,
            entries=len(entries),
            is_first=source.body_hash is None,
            followed_since=source.created_at,
            position={found.key: position for position, found in enumerate(entries)},
        )

    @property
    def is_flood(self) -> bool:
        return not self.is_first and self.entries > FLOOD

    def place(self, found: Identified) -> Place:
        said = found.entry.published_at
        published = min(said, self.now) if said else None
        ahead = said if said != published else None
        sort_at = published or self.now - self.position[found.key] * STEP
        if not (self.is_first or self.is_flood):
            return Place(published, ahead, sort_at, self.now)
        return Place(published, ahead, sort_at, min(published or self.followed_since, self.now))
