"""What goes over the pipes: frames of a length and that many bytes, requests one way and answers the other."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from stories.ingest.entry import CleanEntry, Document, Enclosure, SetAside, Unreadable

_LENGTH = struct.Struct("!I")
# Far above what 500 entries of 256 KiB in three forms take in practice; a child gone mad sends no more.
MAX_FRAME = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read: what it says of itself, and its entries fit to store."""

    document: Document
    """Without its entries as sent: nobody outside the child needs those."""
    entries: tuple[CleanEntry, ...]


Answer = Read | Unreadable


def frame(payload: bytes) -> bytes:
    return _LENGTH.pack(len(payload)) + payload


def unframe(buffer: bytearray) -> bytes | None:
    """The first whole frame of ``buffer``, taken out of it; None while there is none."""
    if len(buffer) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack_from(buffer)
    if length > MAX_FRAME:
        raise ValueError(f"a frame of {length} bytes")
    end = _LENGTH.size + length
    if len(buffer) < end:
        return None
    payload = bytes(memoryview(buffer)[_LENGTH.size : end])
    del buffer[:end]
    return payload


def pack_request(body: bytes, *, url: str, content_type: str) -> bytes:
    head = json.dumps([url, content_type]).encode("ascii")
    return head + b"\n" + body


def unpack_request(payload: bytes) -> tuple[bytes, str, str]:
    head, _, body = payload.partition(b"\n")
    url, content_type = json.loads(head)
    return body, url, content_type


def pack_answer(answer: Answer) -> bytes:
    if isinstance(answer, Unreadable):
        said: Any = [answer.code, answer.reason, *answer.leads]
    else:
        head = _values(replace(answer.document, entries=()))
        said = {"document": head, "entries": [_values(entry) for entry in answer.entries]}
    return json.dumps(said, default=_plain).encode("ascii")


def unpack_answer(payload: bytes) -> Answer:
    """The answer in ``payload``; ValueError, TypeError or KeyError when a broken child sent something else."""
    said = json.loads(payload)
    if isinstance(said, list):
        code, reason, *leads = map(str, said)
        return Unreadable(code, reason, leads=tuple(leads))
    document = said["document"]
    document["warnings"] = tuple(document["warnings"])
    document["deleted"] = tuple(document["deleted"])
    document["set_aside"] = tuple(SetAside(*one) for one in document["set_aside"])
    return Read(
        document=Document(**document | {"entries": ()}),
        entries=tuple(_entry(one) for one in said["entries"]),
    )


def _entry(said: dict[str, Any]) -> CleanEntry:
    for name in ("published_at", "updated_at"):
        said[name] = datetime.fromisoformat(said[name]) if said[name] else None
    said["tags"] = tuple(said["tags"])
    said["enclosures"] = tuple(Enclosure(*one) for one in said["enclosures"])
    said["content_hash"] = bytes.fromhex(said["content_hash"])
    return CleanEntry(**said)


def _values(record: Any) -> dict[str, Any]:
    # Not asdict, which copies every value it meets.
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _plain(value: object) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Enclosure | SetAside):
        return list(_values(value).values())
    raise TypeError(type(value).__name__)
