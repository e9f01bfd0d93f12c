"""RSS, Atom and RDF, on text that ``repair`` has made fit for a parser, read into entries.

``strict`` reads what it plainly understands; feedparser, 20 times slower, reads everything else and is the
reference for both. It is imported when a document first needs it: most never do.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from html import escape
from typing import Any

from stories.ingest.entry import Document, Entry, SetAside, Unreadable, addresses
from stories.ingest.parse.dates import read_date
from stories.ingest.parse.media import enclosures_of, image_of
from stories.ingest.parse.repair import Repaired, Sent, is_legal
from stories.ingest.parse.strict import read_strictly
from stories.ingest.parse.taming import is_tame

Item = Mapping[str, Any]
# What an entry nobody foresaw can make our own code raise; anything else is a defect to hear about.
_UNFORESEEN = (ValueError, TypeError, LookupError, AttributeError, OverflowError)
_MAX_TAGS_READ = 60
_NOTHING: Item = {}
_MAIL_ADDRESS = re.compile(r"(?:mailto:)?[^\s<>()]{1,100}@[^\s<>()]{1,200}")


def read_as_sent(sent: Sent, *, url: str) -> Document | None:
    """Most documents need no mending, and a few looks tell; None when this one might.

    Each change that ``repair``, ``tame`` and ``take_out`` would make to the text is either looked for here, or is
    to something that the strict reader (XML itself, to begin with) refuses to read.
    """
    if not (sent.complete and is_legal(sent.text) and is_tame(sent.text)):
        return None
    try:
        found = read_strictly(sent.text, as_sent=True)
    except Exception:  # as in read_feed, where it will be met again
        return None
    return _document(found, url=url, warnings=sent.warnings) if found else None


def read_feed(repaired: Repaired, *, url: str, strict: bool = True) -> Document | Unreadable:
    """Every entry that can be found, those that cannot be taken set aside; ``strict`` may try first."""
    try:
        found = (read_strictly(repaired.text) if strict else None) or _feedparser(repaired.text)
    except Exception as error:  # 5,800 lines of other people's Python over hostile text: any kind may come
        return Unreadable("parse_crash", f"{type(error).__name__}: {error}"[:200])
    if not found.version and not found.entries:
        return Unreadable("not_a_feed", "it begins like a feed, but holds neither a version nor entries")
    return _document(
        found, url=url, warnings=repaired.warnings + _complaint(found), set_aside=repaired.set_aside
    )


def _document(
    found: Any, *, url: str, warnings: tuple[str, ...], set_aside: tuple[SetAside, ...] = ()
) -> Document:
    reader = _Reader(found.feed, document_url=url)
    entries, refused = reader.read_all(found.entries)
    return Document(
        entries=entries,
        title=_html_of(found.feed, "title"),
        home_page=addresses.resolve(_text(found.feed.get("link")), base=url),
        language=reader.language,
        format=found.version or "rss",
        warnings=warnings,
        set_aside=refused + set_aside,
    )


def _feedparser(text: str) -> Any:
    import feedparser  # 10 MB and 0.2 s that a parse child without odd feeds never pays

    # A stream, never the bytes themselves: feedparser would take bytes for a file name first.
    return feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _complaint(found: Any) -> tuple[str, ...]:
    if not found.bozo:
        return ()
    message = getattr(found.bozo_exception, "getMessage", lambda: str(found.bozo_exception))()
    return (f"not well-formed: {message}"[:200],)


class _Reader:
    """Reads the entries of one feed; holds what they inherit from it."""

    def __init__(self, feed: Item, *, document_url: str) -> None:
        # xml:base first (feedparser has applied it), then the feed's own page, then where it was fetched.
        self.base = addresses.resolve(_text(feed.get("link")), base=document_url) or document_url
        self.language = _text(feed.get("language"))

    def read_all(self, items: Iterable[Item]) -> tuple[tuple[Entry, ...], tuple[SetAside, ...]]:
        entries: list[Entry] = []
        set_aside: list[SetAside] = []
        for position, item in enumerate(items):
            try:
                entry = self.read(item)
            except _UNFORESEEN as error:
                set_aside.append(SetAside(position, f"{type(error).__name__}: {error}"[:200]))
                continue
            if _is_empty(entry):
                set_aside.append(SetAside(position, "empty"))
            else:
                entries.append(entry)
        return tuple(entries), tuple(set_aside)

    def read(self, item: Item) -> Entry:
        content = _body(item)
        language = _text(content.get("language")) or self.language
        published = _date(item, "published", language) or _date(item, "created", language)
        updated = _date(item, "updated", language)
        base = _text(content.get("base"))
        enclosures = enclosures_of(item)
        return Entry(
            guid=_text(item.get("id")),
            link=_link(item, base=self.base),
            title=_html_of(item, "title"),
            content=_html(content),
            summary=_html_of(item, "summary"),
            author=_author(item),
            author_url=_text((item.get("author_detail") or _NOTHING).get("href")),
            published_at=published or updated,
            updated_at=updated,
            language=language,
            tags=_tags(item),
            enclosures=enclosures,
            image=image_of(item, enclosures),
            base_url=(addresses.resolve(base, base=self.base) if base else "") or self.base,
        )


def _link(item: Item, *, base: str) -> str:
    """The first address of the entry that is a web address; FeedBurner's original before its own."""
    for address in _addresses(item):
        if address and (found := addresses.resolve(_text(address), base=base)):
            return found
    return ""


def _addresses(item: Item) -> Iterator[object]:
    yield item.get("feedburner_origlink")
    yield item.get("link")
    yield from (link.get("href") for link in item.get("links") or () if link.get("rel") == "alternate")


def _body(item: Item) -> Item:
    """The fullest text there is. HTML outranks plain text (``itunes:summary`` repeats the description),
    content outranks a summary; ``media:text`` is what ``repair`` calls a film's description."""
    best: Item | None = None
    for detail in item.get("content") or ():
        if _text(detail.get("value")) and (best is None or _fullness(detail) > _fullness(best)):
            best = detail
    summary = item.get("summary_detail")
    if summary and (best is None or (_is_html(summary) and not _is_html(best))):
        best = summary if _text(summary.get("value")) else best
    return best or {"type": "text/plain", "value": _text(item.get("media_text"))}


def _fullness(detail: Item) -> tuple[bool, int]:
    return _is_html(detail), len(detail["value"])


def _html_of(item: Item, name: str) -> str:
    detail = item.get(f"{name}_detail")
    return _html(detail) if detail else _escaped(_text(item.get(name)))


def _html(detail: Item) -> str:
    value = _text(detail.get("value"))
    return value if _is_html(detail) else _escaped(value)


def _is_html(detail: Item) -> bool:
    return detail.get("type") != "text/plain"


def _date(item: Item, name: str, language: str) -> datetime | None:
    # dict.get, because feedparser's own hands out ``published`` for a missing ``updated``.
    said = dict.get(item, name) if isinstance(item, dict) else item.get(name)
    return read_date(_text(said), language=language) if said else None


def _author(item: Item) -> str:
    """A name. Mail addresses are personal data nobody asked us to publish.

    feedparser's own split leaves "ple" of ``chair@hill.example``: it knows no long top-level domains.
    """
    name = _text(item.get("author"))[:500]
    if "@" in name:
        name = _MAIL_ADDRESS.sub("", name)
    return _escaped(name.strip(" ()<>,;"))


def _tags(item: Item) -> tuple[str, ...]:
    tags = item.get("tags")
    if not tags:
        return ()
    return tuple([_escaped(_text(tag.get("label") or tag.get("term"))) for tag in tags[:_MAX_TAGS_READ]])


def _is_empty(entry: Entry) -> bool:
    return not (entry.guid or entry.link or entry.title or entry.content or entry.summary or entry.enclosures)


def _escaped(text: str) -> str:
    return escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
