"""Entries that are known by their bytes and need not be read again.

An entry with the bytes of last time, in a document that is the same around it, is the same - as long as its story
is this source's and says what it said then. Wherever anything else is the case, the document is read whole. Nothing
of what an entry says is kept, only hashes.
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from stories import bulk
from stories.ingest.entry import Before, Changed, Decision, Identified, New, Rung, Same, entry_hash
from stories.ingest.reading import Known, Read

# Mark, key, beginning of the hash, microseconds. Two dozen such entries stay within a page of PostgreSQL's.
_ENTRY = struct.Struct("!16s32s16sq")
_HASH_BYTES = 16
_MICROSECOND = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UNDATED = -(2**63)

# Written out, as building it takes longer than to run it.
_KEPT = "SELECT source_id, context, entries FROM stories_lastdocument WHERE source_id {among}"


class Familiar(NamedTuple):
    """What is kept of an entry."""

    key: bytes
    hash: bytes
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Memory:
    """What is kept of a document: its entries by their marks."""

    context: bytes = b""
    entries: Mapping[bytes, Familiar] = field(default_factory=dict)

    @property
    def known(self) -> Known:
        return Known(self.context, self.entries.keys())

    def of(self, marks: Iterable[bytes]) -> list[Familiar]:
        return [self.entries[mark] for mark in marks]

    def row(self, source: int) -> dict[str, Any]:
        """As `LastDocument` keeps it."""
        packed = [
            _ENTRY.pack(mark, one.key, one.hash, _packed_date(one.published_at))
            for mark, one in self.entries.items()
        ]
        return {"source_id": source, "context": self.context, "entries": b"".join(packed)}


def remembered(sources: Collection[int]) -> dict[int, Memory]:
    """What was kept of the last documents of these sources, by their numbers; of some it was nothing."""
    if not sources:
        return {}
    among = bulk.among(sources)
    rows = bulk.fetch(_KEPT.format(among=among.sql), among.values)
    return {source: _unpacked(*kept) for source, *kept in rows}


def _unpacked(context: bytes, packed: bytes) -> Memory:
    entries = {
        mark: Familiar(key, digest, _date(at)) for mark, key, digest, at in _ENTRY.iter_unpack(bytes(packed))
    }
    return Memory(bytes(context), entries)


def recognised(
    familiar: Sequence[Familiar], others: Sequence[Identified], *, before: Before, policy: Rung
) -> list[Same] | None:
    """Decisions about entries that were not read; None where all of the document has to be.

    The `others` were read. None of them may be named as a familiar one is, or less well than its source's entries
    are told apart by (`policy`): names that entries share are none, and that takes all of them to see.
    """
    stories = [before.by_key.get(one.key) for one in familiar]
    same: list[Same] = []
    for one, known in zip(familiar, stories, strict=True):
        if known is None or not known.owned or (known.entry_hash or b"")[:_HASH_BYTES] != one.hash:
            return None
        same.append(Same(known.story_id))
    keys = {one.key for one in familiar}
    addresses = {known.url_hash for known in stories if known}
    if familiar and any(
        not _is_well_named(found, policy)
        or found.key in keys
        or found.guid_key in keys
        or found.url_hash in addresses
        for found in others
    ):
        return None
    return same


def to_remember(
    read: Read,
    entries: Sequence[Identified],
    decisions: Sequence[Decision],
    *,
    before: Before,
    memory: Memory,
    policy: Rung,
) -> Memory:
    """What is to be kept of a document about whose `entries` this was decided.

    Only what is this source's own: of stories that others hold, it may come to hold them itself.
    """
    if not read.marks or len(entries) < len(read.entries):
        return Memory()
    kept = {mark: memory.entries[mark] for mark in read.familiar}
    marks = [mark for mark in read.marks if mark not in kept]
    for mark, found, decision in zip(marks, entries, decisions, strict=True):
        if _is_well_named(found, policy) and _is_ours(found, decision, before):
            kept[mark] = Familiar(found.key, entry_hash(found.entry)[:_HASH_BYTES], found.entry.published_at)
    return Memory(read.context, kept)


def _is_well_named(found: Identified, policy: Rung) -> bool:
    return found.rung == policy and found.url_hash is not None and found.former_key is None


def _is_ours(found: Identified, decision: Decision, before: Before) -> bool:
    """The story is this source's, and nobody else's at this address: whoever else comes there is looked at."""
    if isinstance(decision, New):
        return decision.found.url_hash is not None
    at = before.by_url.get(found.url_hash or b"")
    return (
        isinstance(decision, Same | Changed)
        and at is not None
        and at.story_id == decision.story_id
        and (at.owned or isinstance(decision, Changed))
    )


def _packed_date(date: datetime | None) -> int:
    return _UNDATED if date is None else (date - _EPOCH) // _MICROSECOND


def _date(packed: int) -> datetime | None:
    return None if packed == _UNDATED else _EPOCH + packed * _MICROSECOND
