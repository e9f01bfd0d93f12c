"""What was known before a document was read, and what was decided about each of its entries.

Frozen records without behaviour: `store` makes `Before`, `decide` the decisions, `store` writes them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from stories.ingest.entry.homes import Home, Nearness
from stories.ingest.entry.identity import Identified


@dataclass(frozen=True, slots=True)
class Known:
    """A story we already hold, as this source knows it."""

    story_id: int
    owned: bool  # it is this source's, which may change it
    owner_at: Nearness = Nearness.AT_HOME  # how near its owner lives to it, where that is another one
    entry_hash: bytes | None = None  # the entry as last seen here; None when this source never carried it
    # What the story says, to tell a guid that was given to another story.
    title_hash: bytes | None = None
    url_hash: bytes | None = None
    published_at: datetime | None = None  # as its publisher said
    sort_at: datetime | None = None
    missing: bool = False  # it was not in this source's document the last time it was read


@dataclass(frozen=True, slots=True)
class Presence:
    """What a document says of stories by not having them, or by having them again."""

    present: frozenset[int] = frozenset()
    back: frozenset[int] = frozenset()  # those that had been missing
    reaches_to: datetime | None = None  # newer stories of this source that are not in it were taken out


@dataclass(frozen=True, slots=True)
class Namesake:
    """A story of this source with the title of an entry nobody recognised: perhaps only its guid has changed."""

    known: Known
    content_hash: bytes | None
    text: str


@dataclass(frozen=True, slots=True)
class Before:
    """Everything known before this document was read."""

    home: Home = field(default_factory=Home)  # of this source
    by_key: Mapping[bytes, Known] = field(default_factory=dict)
    by_url: Mapping[bytes, Known] = field(default_factory=dict)
    by_title: Mapping[bytes, Sequence[Namesake]] = field(default_factory=dict)
    # What those of this source's stories say at whose address an entry has another guid, title and date.
    at_its_address: Mapping[int, str] = field(default_factory=dict)
    taken_down: Collection[bytes] = frozenset()  # keys of entries that must not come back
    by_its_title: Collection[bytes] = frozenset()  # of those with the title and date of one that must not


@dataclass(frozen=True, slots=True)
class New:
    """A story nobody told us before."""

    found: Identified
    reuses_key: bool = False  # its key named another story until now


@dataclass(frozen=True, slots=True)
class Changed:
    """A story of this source says something else now, or is this source's from now on."""

    story_id: int
    found: Identified
    renamed: bool = False  # this source used to call it by another key
    takes_over: bool = False  # another source held it, which does not live where the story does


@dataclass(frozen=True, slots=True)
class Carried:
    """This source carries a story it does not own, or a known story under a new key."""

    story_id: int
    found: Identified
    renamed: bool = False  # this source used to call it by another key


@dataclass(frozen=True, slots=True)
class Same:
    """Nothing to write."""

    story_id: int


@dataclass(frozen=True, slots=True)
class TakenDown:
    """Taken down for good; stays out."""

    found: Identified


Decision = New | Changed | Carried | Same | TakenDown
