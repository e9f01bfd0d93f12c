"""Which entry is this? A key for each entry of a document, scoped to its source.

The ladder (``Rung``): the guid; else the canonical link; else the link with what else tells two
entries apart. A value that several entries of one document share names none of them, so those
entries, and only those, step down to the next rung. Order in the document decides nothing.

Whether a key is known, moved or repeated elsewhere is for ``decide``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes, urlsplit, urlunsplit

from stories.ingest.entry import CleanEntry, Identified, Rung, addresses, digest

__all__ = ["LADDER", "Rung", "canonical_url", "digest", "identify", "title_hash"]

LADDER = tuple(Rung)


def identify(entries: Sequence[CleanEntry], *, source_id: int, start: Rung = Rung.GUID) -> list[Identified]:
    """One record per distinct entry, in document order; entries alike in everything become one.

    ``start`` is the highest rung to trust: a source known for unstable guids starts lower.
    """
    distinct: dict[tuple[object, ...], _Names] = {}
    for entry in entries:
        distinct.setdefault(_sameness(entry), _Names.of(entry))
    named = list(distinct.values())
    shared = {rung: _repeated(names.at(rung) for names in named) for rung in LADDER}
    found: dict[bytes, Identified] = {}
    for names in named:
        identified = _place(names, shared, source_id=source_id, start=start)
        found.setdefault(identified.key, identified)
    return list(found.values())


def canonical_url(url: str) -> str:
    """One spelling for the addresses a publisher uses for one page; for comparing, never for following.

    http counts as https; the fragment, tracking parameters, default ports and a trailing slash do
    not count; known redirectors are unwrapped. "" when the address is none we would follow.
    """
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
        date = entry.published_at.isoformat() if entry.published_at else ""
        title, content = entry.title, entry.content_hash.hex()
        values: dict[Rung, tuple[str, ...]] = {
            Rung.GUID: (entry.guid,) if entry.guid else (),
            Rung.LINK: (url,) if url else (),
            Rung.LINK_DATE: (url, date) if url and date else (),
            Rung.TITLE: (url, date, title) if title else (),
            Rung.CONTENT: (url, date, title, content),
        }
        return cls(entry=entry, url=url, values=values)

    def at(self, rung: Rung) -> tuple[str, ...]:
        return self.values[rung]


_Shared = dict[Rung, frozenset[tuple[str, ...]]]


def _place(names: _Names, shared: _Shared, *, source_id: int, start: Rung) -> Identified:
    rungs = LADDER[LADDER.index(start) :]
    usable = (rung for rung in rungs if names.at(rung) and names.at(rung) not in shared[rung])
    rung = next(usable, Rung.CONTENT)
    link_is_its_own = names.at(Rung.LINK) and names.at(Rung.LINK) not in shared[Rung.LINK]
    return Identified(
        entry=names.entry,
        key=digest(str(source_id), rung, *names.at(rung)),
        rung=rung,
        canonical_url=names.url,
        url_hash=digest(names.url) if link_is_its_own else None,
        title_hash=title_hash(names.entry.title),
    )


def _sameness(entry: CleanEntry) -> tuple[object, ...]:
    """Entries equal in this are one entry sent twice, not two that share a guid."""
    return (entry.guid, entry.link, entry.published_at, entry.title, entry.content_hash)


def _repeated(values: Iterable[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    return frozenset(value for value, times in Counter(values).items() if times > 1)


def _escape_evenly(path: str) -> str:
    """``%7Ejo``, ``~jo`` and ``%7ejo`` are one path (RFC 3986 §6.2.2)."""
    return quote(unquote_to_bytes(path), safe="/~!$&'()*+,;=:@") if "%" in path else path
