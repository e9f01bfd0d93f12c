"""One entry as sent -> one entry we can store and show."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from stories.ingest.clean.kind import kind_of
from stories.ingest.clean.markup import clean_html
from stories.ingest.clean.media import media_among
from stories.ingest.clean.mending import is_unusual, once_each, shortened, with_late_pictures, without_preview
from stories.ingest.clean.plain import is_plain, to_html
from stories.ingest.clean.reading import excerpt, text_of, text_of_spaced
from stories.ingest.clean.seen import Shown, content_hash
from stories.ingest.entry import CleanEntry, Enclosure, Entry, addresses
from stories.ingest.entry.limits import (
    MAX_ALT,
    MAX_AUTHOR,
    MAX_DURATION_SECONDS,
    MAX_ENCLOSURES,
    MAX_GUID_BYTES,
    MAX_SIZE_BYTES,
    MAX_TAG,
    MAX_TAGS,
    MAX_TITLE,
)
from stories.ingest.entry.text import is_plain_line, one_line, scrub, single_spaced

CLEANER_VERSION = 3
"""Raised whenever the same entry may come out differently, so that a change of ours is never taken for
an edit by the publisher."""

_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+*-]{1,100}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,4}")


def clean(entry: Entry) -> CleanEntry:
    """``entry`` scrubbed, capped, sanitised and made absolute; the same answer for the same entry."""
    raw = without_preview(shortened(entry.content if entry.content.strip() else entry.summary))
    unusual = is_unusual(raw)
    html = _body(raw, base_url=entry.base_url, unusual=unusual)
    spaced = single_spaced(html)
    text = text_of_spaced(spaced)
    title = plain_line(entry.title, limit=MAX_TITLE)
    link = addresses.tidy(entry.link, base=entry.base_url)
    enclosures = _enclosures(entry)
    among = media_among(raw, base_url=entry.base_url, besides=enclosures) if unusual else ()
    shown: Shown = {
        "title": title,
        "link": link,
        "author": plain_line(entry.author, limit=MAX_AUTHOR),
        "author_url": addresses.tidy(entry.author_url, base=entry.base_url),
        "kind": kind_of(link=link, title=title, text=text, enclosures=enclosures, among_words=among),
        "image": addresses.resolve(entry.image, base=entry.base_url),
        "tags": _tags(entry.tags),
        "enclosures": enclosures + among,
    }
    return CleanEntry(
        **shown,
        guid=guid_of(entry.guid),
        html=html,
        text=text,
        excerpt=excerpt(text),
        published_at=entry.published_at,
        updated_at=entry.updated_at,
        language=_language(entry.language),
        content_hash=content_hash(shown, html=spaced),
        cleaner_version=CLEANER_VERSION,
    )


def plain_line(html: str, *, limit: int) -> str:
    """A title or name on one line, without markup. What cannot be markup stays: "1 < 2", "<3"."""
    if is_plain_line(html, limit=limit) and "<" not in html and "&" not in html:
        return html.strip()
    html = scrub(html, limit=limit * 20)
    if "<" in html or "&" in html:
        # As the body is read, so that no half of a hostile title survives as text.
        html = text_of(clean_html(html))
    return one_line(html, limit=limit)


def _body(raw: str, *, base_url: str, unusual: bool) -> str:
    if is_plain(raw):
        return clean_html(to_html(raw), base_url=base_url)
    if not unusual:
        return clean_html(raw, base_url=base_url)
    return once_each(clean_html(with_late_pictures(raw), base_url=base_url))


def guid_of(guid: str) -> str:
    """An id as entries are known by it."""
    guid = scrub(guid, limit=1 << 20).strip()
    raw = guid.encode()
    # Cutting would make one of two long ids that differ only at the end.
    return guid if len(raw) <= MAX_GUID_BYTES else "sha256:" + hashlib.sha256(raw).hexdigest()


def _language(language: str) -> str:
    tag = language.strip().lower().replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else ""


def _tags(tags: Iterable[str]) -> tuple[str, ...]:
    """The first twenty, each once; "Big Local" and "big local" are one tag, spelled as it came first."""
    kept: dict[str, str] = {}
    for tag in tags:
        line = plain_line(tag, limit=MAX_TAG)
        if line:
            kept.setdefault(line.casefold(), line)
        if len(kept) == MAX_TAGS:
            break
    return tuple(kept.values())


def _enclosures(entry: Entry) -> tuple[Enclosure, ...]:
    kept: dict[str, Enclosure] = {}
    for enclosure in entry.enclosures:
        url = addresses.resolve(enclosure.url, base=entry.base_url)
        if url:
            kept.setdefault(url, _enclosure(enclosure, url))
        if len(kept) == MAX_ENCLOSURES:
            break
    return tuple(kept.values())


def _enclosure(enclosure: Enclosure, url: str) -> Enclosure:
    media_type = enclosure.media_type.partition(";")[0].strip().lower()
    return Enclosure(
        url=url,
        media_type=media_type if _MEDIA_TYPE.fullmatch(media_type) else "",
        size=_within(enclosure.size, MAX_SIZE_BYTES),
        title=plain_line(enclosure.title, limit=MAX_TITLE),
        duration=_within(enclosure.duration, MAX_DURATION_SECONDS),
        alt=plain_line(enclosure.alt, limit=MAX_ALT),
    )


def _within(number: int | None, largest: int) -> int | None:
    return number if number is not None and 0 < number <= largest else None
