"""What goes over the pipes: frames of a length and that many bytes, requests one way and answers the other."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, fields
from datetime import datetime
from operator import attrgetter
from typing import Any

from stories.ingest.entry import CleanEntry, Document, Enclosure, SetAside, Unreadable

_LENGTH = struct.Struct("!I")
# Far above what 500 entries of 256 KiB in three forms take in practice; a child gone mad sends no more.
MAX_FRAME = 256 * 1024 * 1024
# The fields of an entry that are as long as itself, and what stands between two of them: no clean text holds it.
_LONG = ("html", "text")
_BETWEEN = "\0"
_OF_ENTRY = tuple(field.name for field in fields(CleanEntry) if field.name not in _LONG)
_OF_DOCUMENT = tuple(field.name for field in fields(Document) if field.name != "entries")
_values = attrgetter(*_OF_ENTRY)


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
    """A line of JSON, and the long texts behind it as they are: escaping those would be most of the work."""
    if isinstance(answer, Unreadable):
        return json.dumps([answer.code, answer.reason, *answer.leads]).encode("ascii")
    document = answer.document
    head = {
        "document": {name: getattr(document, name) for name in _OF_DOCUMENT},
        "names": _OF_ENTRY,
        "entries": [_values(entry) for entry in answer.entries],
    }
    texts = [text for entry in answer.entries for text in (entry.html, entry.text)]
    return "\n".join((json.dumps(head, default=_plain), _BETWEEN.join(texts))).encode()


def unpack_answer(payload: bytes) -> Answer:
    """The answer in ``payload``; ValueError, TypeError or KeyError when a broken child sent something else."""
    head, _, texts = payload.decode().partition("\n")
    said = json.loads(head)
    if isinstance(said, list):
        code, reason, *leads = map(str, said)
        return Unreadable(code, reason, leads=tuple(leads))
    document = said["document"]
    document["warnings"] = tuple(document["warnings"])
    document["deleted"] = tuple(document["deleted"])
    document["set_aside"] = tuple(SetAside(*one) for one in document["set_aside"])
    names, entries = said["names"], said["entries"]
    long = iter(texts.split(_BETWEEN) if entries else ())
    return Read(
        document=Document(**document),
        entries=tuple(
            _entry(dict(zip(names, values, strict=True)), html=html, text=text)
            for values, html, text in zip(entries, long, long, strict=True)
        ),
    )


def _entry(said: dict[str, Any], *, html: str, text: str) -> CleanEntry:
    for name in ("published_at", "updated_at"):
        said[name] = datetime.fromisoformat(said[name]) if said[name] else None
    said["tags"] = tuple(said["tags"])
    said["enclosures"] = tuple(Enclosure(*one) for one in said["enclosures"])
    said["content_hash"] = bytes.fromhex(said["content_hash"])
    return CleanEntry(html=html, text=text, **said)


def _plain(value: object) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Enclosure | SetAside):
        return [getattr(value, field.name) for field in fields(value)]
    raise TypeError(type(value).__name__)
