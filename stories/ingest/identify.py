"""Which entry is this? A key for each entry of a document, scoped to its source.

The ladder (``Rung``): the guid; else the canonical link; else the link with what else tells two
entries apart. A value that several entries of one document share names none of them, so those
entries, and only those, step down to the next rung. Order in the document decides nothing.
A source most of whose names are no names steps down as a whole, and never goes up again by itself.

Whether a key is known, moved or repeated elsewhere is for ``decide``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes, urlsplit, urlunsplit

from stories.ingest.entry import CleanEntry, Identified, Rung, addresses, digest, names_of

__all__ = [
    "LADDER",
    "Named",
    "Rung",
    "canonical_url",
    "digest",
    "guid_key",
    "identify",
    "title_hash",
]

LADDER = tuple(Rung)
TOLERATED = 0.05  # of the names in a document that are empty or shared
# A page on a host without a port, and nothing in it that could be spelled otherwise: what most links are.
_PLAIN = re.compile(r"https?://([a-z0-9.-]{1,253}(?:/[\w!$&'()*+,/:=@~.-]{0,1500})?)", re.ASCII)
SLIP = 1  # such a name alone says nothing, however short the document


def identify(entries: Sequence[CleanEntry], *, source_id: int, start: Rung = Rung.GUID) -> list[Identified]:
    """One record per distinct entry, in document order; entries alike in everything become one.

    ``start`` is the highest rung to trust: a source known for unstable guids starts lower.
    """
    return Named.of(entries).identified(source_id=source_id, start=start)


@dataclass(frozen=True, slots=True)
class Named:
    """The distinct entries of a document with all they could be called."""

    names: Sequence[_Names]
    shared: _Shared

    @classmethod
    def of(cls, entries: Iterable[CleanEntry]) -> Named:
        distinct: dict[tuple[object, ...], _Names] = {}
        for entry in entries:
            distinct.setdefault(_sameness(entry), _Names.of(entry))
        names = list(distinct.values())
        return cls(names, {rung: _repeated([one.values[rung] for one in names]) for rung in LADDER})

    def policy(self, start: Rung) -> Rung:
        """The rung to tell this source's entries apart by from now on: ``start``, or a lower one that holds."""
        rungs = LADDER[LADDER.index(start) :]
        return next((rung for rung in rungs if self._holds(rung)), start)

    def identified(self, *, source_id: int, start: Rung, formerly: Rung | None = None) -> list[Identified]:
        """``formerly`` is the rung that was trusted until this document, so that what is known is found again."""
        found: dict[bytes, Identified] = {}
        for one in self.names:
            identified = _place(one, self.shared, source_id=source_id, start=start, formerly=formerly)
            found.setdefault(identified.key, identified)
        return list(found.values())

    def _holds(self, rung: Rung) -> bool:
        useless = sum(not one.at(rung) or one.at(rung) in self.shared[rung] for one in self.names)
        return useless <= max(SLIP, TOLERATED * len(self.names))


def guid_key(guid: str, *, source_id: int) -> bytes:
    """The key of the entry with this id, where a source's ids are gone by."""
    return digest(str(source_id), Rung.GUID, guid)


def canonical_url(url: str) -> str:
    """One spelling for the addresses a publisher uses for one page; for comparing, never for following.

    http counts as https; the fragment, tracking parameters, default ports and a trailing slash do
    not count; known redirectors are unwrapped. "" when the address is none we would follow.
    """
    if (plain := _PLAIN.fullmatch(url)) is not None:
        return f"https://{plain[1]}".rstrip("/")
    address = addresses.tidy(url)
    if not address:
        return ""
    parts = urlsplit(address)
    netloc = re.sub(r":(?:80|443)?$", "", parts.netloc.lower())
    return urlunsplit(("https", netloc, _escape_evenly(parts.path).rstrip("/"), parts.query, ""))


def title_hash(title: str) -> bytes | None:
    """For finding the same headline again, whatever its case, spacing and typography."""
    folded = " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", title).casefold()))
    return digest(folded) if folded else None


@dataclass(frozen=True, slots=True)
class _Names:
    """What an entry could be called on each rung, worked out once."""

    entry: CleanEntry
    url: str
    values: dict[Rung, tuple[str, ...]]

    @classmethod
    def of(cls, entry: CleanEntry) -> _Names:
        url = canonical_url(entry.link)
        return cls(entry=entry, url=url, values=names_of(entry, url))

    def at(self, rung: Rung) -> tuple[str, ...]:
        return self.values[rung]


_Shared = dict[Rung, frozenset[tuple[str, ...]]]


def _place(
    names: _Names, shared: _Shared, *, source_id: int, start: Rung, formerly: Rung | None
) -> Identified:
    rung = _usable(names, shared, start=start)
    before = rung if formerly in (None, start) else _usable(names, shared, start=formerly)
    by_guid = start != Rung.GUID and names.at(Rung.GUID) and names.at(Rung.GUID) not in shared[Rung.GUID]
    link_is_its_own = names.at(Rung.LINK) and names.at(Rung.LINK) not in shared[Rung.LINK]
    return Identified(
        entry=names.entry,
        key=digest(str(source_id), rung, *names.at(rung)),
        rung=rung,
        canonical_url=names.url,
        url_hash=digest(names.url) if link_is_its_own else None,
        title_hash=title_hash(names.entry.title),
        former_key=None if before == rung else digest(str(source_id), before, *names.at(before)),
        guid_key=guid_key(names.entry.guid, source_id=source_id) if by_guid else None,
    )


def _usable(names: _Names, shared: _Shared, *, start: Rung) -> Rung:
    rungs = LADDER[LADDER.index(start) :]
    usable = (rung for rung in rungs if names.at(rung) and names.at(rung) not in shared[rung])
    return next(usable, Rung.CONTENT)


def _sameness(entry: CleanEntry) -> tuple[object, ...]:
    """Entries equal in this are one entry sent twice, not two that share a guid."""
    return (entry.guid, entry.link, entry.published_at, entry.title, entry.content_hash)


def _repeated(values: Sequence[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    if len(set(values)) == len(values):
        return frozenset()
    return frozenset(value for value, times in Counter(values).items() if times > 1)


def _escape_evenly(path: str) -> str:
    """``%7Ejo``, ``~jo`` and ``%7ejo`` are one path (RFC 3986 §6.2.2)."""
    return quote(unquote_to_bytes(path), safe="/~!$&'()*+,;=:@") if "%" in path else path
