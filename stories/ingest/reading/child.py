"""`python -m stories.ingest.reading.child`: reads documents from standard input, answers on standard output.

It may be killed at any moment, by its worker or by its own limits, and ends by itself when its worker does.
"""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Callable
from dataclasses import replace

from stories.ingest.clean import clean
from stories.ingest.entry import CleanEntry, Document, SetAside, Unreadable
from stories.ingest.parse import MAX_ENTRIES, parse
from stories.ingest.reading.frames import (
    Answer,
    Read,
    Request,
    frame,
    pack_answer,
    unframe,
    unpack_request,
)
from stories.ingest.reading.slices import Known, Sliced, cut

CPU_SECONDS = 10  # a document
MEMORY_BYTES = 512 * 1024 * 1024

Reading = Callable[[Request], Answer]


def read(request: Request) -> Answer:
    """Parse and clean one document; of one that is known, only the entries that are not."""
    sliced = cut(request.body, url=request.url, content_type=request.content_type)
    if sliced and request.known and (others := _read_others(request, sliced, request.known)):
        return others
    answer = _read(request, request.body)
    return _marked(answer, sliced) if sliced and isinstance(answer, Read) else answer


def _read(request: Request, body: bytes) -> Answer:
    document = parse(body, url=request.url, content_type=request.content_type)
    if isinstance(document, Unreadable):
        return document
    entries, set_aside = _cleaned(document)
    return Read(replace(document, entries=(), set_aside=document.set_aside + set_aside), entries)


def _read_others(request: Request, sliced: Sliced, known: Known) -> Read | None:
    """None where a part of the document does not read as it should if the cuts were right."""
    body, familiar = sliced.without(known)
    if not familiar or len(sliced.marks) > MAX_ENTRIES:
        return None
    answer = _read(request, body)
    if not isinstance(answer, Read) or not _is_plain(answer, entries=len(sliced.marks) - len(familiar)):
        return None
    return replace(answer, context=sliced.context, marks=sliced.marks, familiar=familiar)


def _marked(answer: Read, sliced: Sliced) -> Read:
    if not _is_plain(answer, entries=len(sliced.marks)):
        return answer
    return replace(answer, context=sliced.context, marks=sliced.marks)


def _is_plain(answer: Read, *, entries: int) -> bool:
    """Nothing is odd about it, so that each entry that was read is one of those that were cut."""
    document = answer.document
    return len(answer.entries) == entries and not document.warnings and not document.set_aside


def serve(reading: Reading, *, cpu_seconds: int = CPU_SECONDS) -> None:
    """Answer every request in the order they come, until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the worker's business
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    received = bytearray()
    while chunk := os.read(0, 1 << 18):
        received += chunk
        while (request := unframe(received)) is not None:
            _allow(cpu_seconds)
            _send(frame(_answer(reading, request)))


def _answer(reading: Reading, request: bytes) -> bytes:
    try:
        return pack_answer(reading(unpack_request(request)))
    except Exception as error:  # whatever it was, the next document deserves an answer too
        return pack_answer(Unreadable("parse_crash", f"{type(error).__name__}: {error}"[:200]))


def _cleaned(document: Document) -> tuple[tuple[CleanEntry, ...], tuple[SetAside, ...]]:
    cleaned: list[CleanEntry] = []
    set_aside: list[SetAside] = []
    for position, entry in enumerate(document.entries):
        try:
            cleaned.append(clean(entry))
        except Exception as error:  # one entry never takes its neighbours along
            set_aside.append(SetAside(position, f"{type(error).__name__}: {error}"[:200]))
    return tuple(cleaned), tuple(set_aside)


def _allow(seconds: int) -> None:
    """That much processor time from now on; what was used for earlier documents does not count."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _send(data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(1, rest) :]


if __name__ == "__main__":
    serve(read)
