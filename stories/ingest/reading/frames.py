"""What goes over the pipes: frames of a length and that many bytes, requests one way and answers the other."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, cast

from stories.ingest.entry import CleanEntry, Document, Enclosure, Kind, SetAside, Unreadable
from stories.ingest.reading.slices import MARK_BYTES, Known

_LENGTH = struct.Struct("!I")
# Far above what 500 entries of 256 KiB in three forms take in practice; a child gone mad sends no more.
MAX_FRAME = 256 * 1024 * 1024
# What stands between two fields of entries: no clean text holds it. Between two tags: each of them is one line.
_BETWEEN = b"\0"
_LINE_END = "\n"
_OF_ENTRY = [field.name for field in fields(CleanEntry)]
_OF_DOCUMENT = [field.name for field in fields(Document) if field.name != "entries"]


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read: what it says of itself, and its entries fit to store."""

    document: Document
    """Without its entries as sent: nobody outside the child needs those."""
    entries: tuple[CleanEntry, ...]
    """Those that were read, which is all of them but the familiar ones."""
    context: bytes = b""
    marks: tuple[bytes, ...] = ()
    """Of all entries, in document order, where each could be told apart by its bytes (`slices`)."""
    familiar: tuple[bytes, ...] = ()
    """The marks of those that were not read because they were known."""


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


@dataclass(frozen=True, slots=True)
class Request:
    """A document to be read, and which of its entries need not be."""

    body: bytes
    url: str
    content_type: str = ""
    known: Known | None = None


def pack_request(request: Request) -> bytes:
    known = request.known and [request.known.context.hex(), b"".join(request.known.marks).hex()]
    head = json.dumps([request.url, request.content_type, known]).encode("ascii")
    return head + b"\n" + request.body


def unpack_request(payload: bytes) -> Request:
    head, _, body = payload.partition(b"\n")
    url, content_type, known = json.loads(head)
    return Request(
        body, url, content_type, known and Known(bytes.fromhex(known[0]), frozenset(_marks(known[1])))
    )


def pack_answer(answer: Answer) -> bytes:
    """What the document says of itself as a line of JSON; behind it its entries, field by field, as they are.

    Escaping their texts would be most of the work, and taking them out of JSON most of the worker's. Each is
    encoded by itself: one odd letter in one of them would make a single text of all of them wide.
    """
    if isinstance(answer, Unreadable):
        return json.dumps([answer.code, answer.reason, *answer.leads]).encode("ascii")
    document = answer.document
    head = {
        "document": {name: getattr(document, name) for name in _OF_DOCUMENT},
        "of_entry": _OF_ENTRY,
        "context": answer.context.hex(),
        "marks": b"".join(answer.marks).hex(),
        "familiar": b"".join(answer.familiar).hex(),
    }
    texts = [text.encode() for entry in answer.entries for text in _texts(entry)]
    return b"\n".join((json.dumps(head, default=_plain).encode("ascii"), _BETWEEN.join(texts)))


def unpack_answer(payload: bytes) -> Answer:
    """The answer in ``payload``; ValueError, TypeError or KeyError when a broken child sent something else."""
    head, _, texts = payload.partition(b"\n")
    said = json.loads(head)
    if isinstance(said, list):
        code, reason, *leads = map(str, said)
        return Unreadable(code, reason, leads=tuple(leads))
    document = said["document"]
    document["warnings"] = tuple(document["warnings"])
    document["deleted"] = tuple(document["deleted"])
    document["set_aside"] = tuple(SetAside(*one) for one in document["set_aside"])
    if said["of_entry"] != _OF_ENTRY:
        raise ValueError("a child of another release")
    one_by_one = map(bytes.decode, texts.split(_BETWEEN) if texts else ())
    fields_of_each = zip(*[one_by_one] * len(_OF_ENTRY), strict=True)
    return Read(
        document=Document(**document),
        entries=tuple([_entry(*each) for each in fields_of_each]),
        context=bytes.fromhex(said["context"]),
        marks=_marks(said["marks"]),
        familiar=_marks(said["familiar"]),
    )


def _marks(joined: str) -> tuple[bytes, ...]:
    raw = bytes.fromhex(joined)
    return tuple(raw[at : at + MARK_BYTES] for at in range(0, len(raw), MARK_BYTES))


def _texts(entry: CleanEntry) -> tuple[str, ...]:
    """Every field, in the order they are declared in."""
    return (
        entry.guid,
        entry.link,
        entry.title,
        entry.html,
        entry.text,
        entry.excerpt,
        entry.author,
        entry.author_url,
        entry.published_at.isoformat() if entry.published_at else "",
        entry.updated_at.isoformat() if entry.updated_at else "",
        entry.language,
        _LINE_END.join(entry.tags),
        json.dumps(entry.enclosures, default=_plain) if entry.enclosures else "",
        entry.image,
        entry.kind,
        entry.content_hash.hex(),
        str(entry.cleaner_version),
    )


def _entry(
    guid: str, link: str, title: str, html: str, text: str, excerpt: str, author: str, author_url: str,
    published: str, updated: str, language: str, tags: str, enclosures: str, image: str, kind: str,
    content_hash: str, version: str,
) -> CleanEntry:  # fmt: skip
    return CleanEntry(
        guid,
        link,
        title,
        html,
        text,
        excerpt,
        author,
        author_url,
        datetime.fromisoformat(published) if published else None,
        datetime.fromisoformat(updated) if updated else None,
        language,
        tuple(tags.split(_LINE_END)) if tags else (),
        tuple(Enclosure(*one) for one in json.loads(enclosures)) if enclosures else (),
        image,
        cast(Kind, kind),
        bytes.fromhex(content_hash),
        int(version),
    )


def _plain(value: object) -> Any:
    if isinstance(value, Enclosure | SetAside):
        return [getattr(value, field.name) for field in fields(value)]
    raise TypeError(type(value).__name__)
