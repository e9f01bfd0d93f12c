"""RSS, Atom and RDF, on text that ``repair`` has made fit for a parser, read into entries.

``strict`` reads what it plainly understands; feedparser, 20 times slower, reads everything else and is the
``reference`` for both. It is imported when a document first needs it: most never do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from stories.ingest.entry import Document, Enclosure, Entry, SetAside, Unreadable, addresses
from stories.ingest.parse.authors import NOBODY, Byline, byline
from stories.ingest.parse.dates import read_date
from stories.ingest.parse.media import enclosures_of, image_of
from stories.ingest.parse.repair import Repaired, Sent, is_legal
from stories.ingest.parse.strict import read_strictly
from stories.ingest.parse.taming import is_tame
from stories.ingest.parse.texts import Item, as_html, body_of, escaped, html_of, summary_of, title_of, trimmed

# What an entry nobody foresaw can make our own code raise; anything else is a defect to hear about.
_UNFORESEEN = (ValueError, TypeError, LookupError, AttributeError, OverflowError)
_NOTHING: Item = {}
_ABSOLUTE = ("http://", "https://")
# With a scheme, from the root of the host, or a query: what an address may look like that is no absolute one.
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/?]")


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
    reader = _Reader(found.feed, document_url=url, is_atom=(found.version or "").startswith("atom"))
    entries, refused = reader.read_all(found.entries)
    return Document(
        entries=entries,
        title=html_of(found.feed, "title"),
        home_page=addresses.resolve(trimmed(found.feed.get("link")), base=url),
        language=reader.language,
        format=found.version or "rss",
        warnings=warnings,
        set_aside=refused + set_aside,
    )


def _feedparser(text: str) -> Any:
    from stories.ingest.parse.reference import read_leniently  # 10 MB and 0.2 s, see there

    return read_leniently(text)


def _complaint(found: Any) -> tuple[str, ...]:
    if not found.bozo:
        return ()
    message = getattr(found.bozo_exception, "getMessage", lambda: str(found.bozo_exception))()
    return (f"not well-formed: {message}"[:200],)


class _Reader:
    """Reads the entries of one feed; holds what they inherit from it."""

    def __init__(self, feed: Item, *, document_url: str, is_atom: bool) -> None:
        # xml:base first (feedparser has applied it), then the feed's own page, then where it was fetched.
        self.base = addresses.resolve(trimmed(feed.get("link")), base=document_url) or document_url
        host = self.base.partition("://")[2].partition("/")[0]
        self.home = (f"https://{host}/", f"http://{host}/")
        self.language = trimmed(feed.get("language"))
        self.is_atom = is_atom
        # Only Atom's entries inherit it (RFC 4287 4.1.1). A channel's editor did not write what is in it.
        self.author = byline(feed.get("credits") or (), kind="author") if is_atom else NOBODY

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
        content = body_of(item)
        language = trimmed(content.get("language")) or self.language
        published = _date(item, "published", language) or _date(item, "created", language)
        updated = _date(item, "updated", language)
        link = _link(item, base=self.base)
        author, author_url = self._author(item)
        base = trimmed(content.get("base"))
        enclosures = enclosures_of(item)
        image = image_of(item, enclosures)
        if (enclosures or image) and not base:
            enclosures, image = self._seen_from_home(enclosures, image)
        return Entry(
            guid=trimmed(item.get("id")),
            link=link,
            title=title_of(item, is_atom=self.is_atom),
            content=as_html(content),
            summary=summary_of(item),
            author=escaped(author),
            author_url=author_url,
            published_at=published or updated,
            updated_at=updated,
            language=language,
            tags=_tags(item),
            enclosures=enclosures,
            image=image,
            base_url=self._base(base, link),
        )

    def _base(self, said: str, link: str) -> str:
        """The page an entry stands on, where it is the feed's own: another site's tells nothing of these words."""
        if said:
            return addresses.resolve(said, base=self.base) or self.base
        return link if link.startswith(self.home) else self.base

    def _seen_from_home(
        self, enclosures: tuple[Enclosure, ...], image: str
    ) -> tuple[tuple[Enclosure, ...], str]:
        """What comes with the words is no part of the post's page, as a picture among them is."""
        if image and not image.startswith(_ABSOLUTE):
            image = addresses.resolve(image, base=self.base)
        for one in enclosures:
            if not one.url.startswith(_ABSOLUTE):
                seen = (replace(one, url=addresses.resolve(one.url, base=self.base)) for one in enclosures)
                return tuple(seen), image
        return enclosures, image

    def _author(self, item: Item) -> Byline:
        """Its own, else those of the feed it was taken from, else of this one."""
        credited = item.get("credits")
        own = byline(credited) if credited else NOBODY
        if own[0] or not self.is_atom:
            return own
        source = item.get("source") or _NOTHING
        taken = byline(source.get("credits") or (), kind="author")
        return taken if taken[0] else self.author


def _link(item: Item, *, base: str) -> str:
    """The first address of the entry that is a web address; FeedBurner's original before its own."""
    for address in _addresses(item):
        found = addresses.resolve(trimmed(address), base=base) if address else ""
        if found and not (address == item.get("id") and _is_only_an_id(item)):
            return found
    return ""


def _is_only_an_id(item: Item) -> bool:
    """Many leave out that their ids are no addresses; taken for one, such an id leads nowhere."""
    guid = trimmed(item.get("id"))
    return not _ADDRESS.match(guid) and all(link.get("href") != guid for link in item.get("links") or ())


def _addresses(item: Item) -> Iterator[object]:
    yield item.get("feedburner_origlink")
    yield item.get("link")
    yield from (link.get("href") for link in item.get("links") or () if link.get("rel") == "alternate")


def _date(item: Item, name: str, language: str) -> datetime | None:
    # dict.get, because feedparser's own hands out ``published`` for a missing ``updated``.
    said = dict.get(item, name) if isinstance(item, dict) else item.get(name)
    return read_date(trimmed(said), language=language) if said else None


def _tags(item: Item) -> tuple[str, ...]:
    tags = item.get("tags")
    if not tags:
        return ()
    return tuple([escaped(trimmed(tag.get("label") or tag.get("term"))) for tag in tags])


def _is_empty(entry: Entry) -> bool:
    return not (entry.guid or entry.link or entry.title or entry.content or entry.summary or entry.enclosures)
