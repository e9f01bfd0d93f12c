"""A feed document cut into its entries without being parsed, so that those known by their bytes need not be read.

Most documents that changed have one new entry above two dozen old ones. Whatever is not plainly cut - an entry
inside another, an open CDATA section, bytes that are no UTF-8 - is not cut at all, and read whole.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import blake2b

from stories.ingest.clean import CLEANER_VERSION
from stories.ingest.fingerprint import HEAD_LIMIT, end_of_feed, without_moving

MARK_BYTES = 16
_ENTRY = re.compile(rb"<(item|entry)[\s>]")
_PAIRS = ((b"<![CDATA[", b"]]>"), (b"<!--", b"-->"))


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of a document: its context, and the marks of entries that may be left out."""

    context: bytes
    marks: Collection[bytes]


@dataclass(frozen=True, slots=True)
class Sliced:
    """A document in pieces. `around` has one more than `entries`: before, between and behind them."""

    around: tuple[bytes, ...]
    entries: tuple[bytes, ...]
    context: bytes
    """Differs where anything does that an entry may inherit, or where we would read the same differently."""
    marks: tuple[bytes, ...]
    """One for each entry; the same for the same bytes."""

    def without(self, known: Known) -> tuple[bytes, tuple[bytes, ...]]:
        """The document without the entries that are known, and the marks of those.

        None is known where the context is another one, and one entry is always left: it is no feed without.
        """
        familiar = [mark for mark in self.marks if mark in known.marks and known.context == self.context]
        if len(familiar) == len(self.marks):
            familiar = familiar[1:]
        left_out, pieces = frozenset(familiar), [self.around[0]]
        for mark, entry, after in zip(self.marks, self.entries, self.around[1:], strict=True):
            pieces += [after] if mark in left_out else [entry, after]
        return b"".join(pieces), tuple(familiar)


def cut(body: bytes, *, url: str, content_type: str) -> Sliced | None:
    """The document in slices; None where that is not beyond doubt. Takes time in proportion to its length."""
    pieces = _pieces(body)
    if pieces is None or not _is_utf8(body):
        return None
    around, entries = pieces
    pairs = [pair for pair in _PAIRS if pair[0] in body or pair[1] in body]
    if not all(_stands_alone(piece, pairs) for piece in (*around, *entries)):
        return None
    marks = tuple(blake2b(entry, digest_size=MARK_BYTES).digest() for entry in entries)
    if len(set(marks)) < len(marks):
        return None
    return Sliced(tuple(around), tuple(entries), _context(around, url, content_type), marks)


def _pieces(body: bytes) -> tuple[list[bytes], list[bytes]] | None:
    first = _ENTRY.search(body, 0, HEAD_LIMIT)
    if first is None:
        return None
    opening, closing = re.compile(rb"<" + first[1] + rb"[\s>]"), b"</" + first[1] + b">"
    around, entries = [body[: first.start()]], []
    at: re.Match[bytes] | None = first
    while at is not None:
        end = body.find(closing, at.start()) + len(closing)
        if end < len(closing) or opening.search(body, at.end(), end):
            return None
        entries.append(body[at.start() : end])
        at = opening.search(body, end)
        around.append(body[end : at.start() if at else len(body)])
    return around, entries


def _stands_alone(piece: bytes, pairs: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether what is opened in it is closed in it: no cut went through a CDATA section or a comment."""
    return all(piece.count(opening) == piece.count(closing) for opening, closing in pairs)


def _is_utf8(body: bytes) -> bool:
    """Else what one entry holds may decide how the others are decoded."""
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _context(around: list[bytes], url: str, content_type: str) -> bytes:
    head, *between, behind = around
    behind = behind[: end_of_feed(behind, after=0)]
    context = blake2b(f"{CLEANER_VERSION}\0{url}\0{content_type}\0".encode(), digest_size=MARK_BYTES)
    for piece in (without_moving(head), *between, behind):
        if said := piece.strip():
            context.update(b"%d:" % len(said) + said)
    return context.digest()
