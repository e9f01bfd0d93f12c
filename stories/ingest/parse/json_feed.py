"""JSON Feed 1.0 and 1.1 (jsonfeed.org), read leniently: a wrong type costs a field, not the entry."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any

from stories.ingest.entry import Document, Enclosure, Entry, SetAside, Unreadable, addresses
from stories.ingest.parse.dates import read_date
from stories.ingest.parse.media import duration, type_of, whole_number

_VERSIONS = {
    "https://jsonfeed.org/version/1": "json10",
    "https://jsonfeed.org/version/1.1": "json11",
}
# Python refuses to read integers over 4,300 digits; no id or size needs more than these.
_MAX_DIGITS = 40

_TEXTS = ("url", "title", "content_html", "content_text", "summary", "date_published")

Item = Mapping[str, Any]


def looks_like_json(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n").startswith(("{", "["))


def read_json_feed(text: str, *, url: str) -> Document | Unreadable:
    """The feed in ``text``; for any other JSON the reason why it is none."""
    oddities: list[str] = []
    try:
        feed = _load(text, oddities)
    except RecursionError:
        return Unreadable("not_a_feed", "JSON nested too deeply")
    except json.JSONDecodeError as error:
        return Unreadable("not_a_feed", f"JSON that cannot be read, perhaps cut off: {error.msg}")
    version = (
        _VERSIONS.get(_text(feed.get("version")).replace("http:", "https:").rstrip("/"))
        if _is_item(feed)
        else None
    )
    items = feed.get("items") if version else None
    if version is None or not isinstance(items, list):
        return Unreadable("not_a_feed", "JSON, but no JSON Feed")
    home_page = addresses.resolve(_text(feed.get("home_page_url")), base=url)
    reader = _Reader(feed, base=home_page or url)
    entries, set_aside = reader.read_all(items)
    return Document(
        entries=entries,
        title=escape(_text(feed.get("title")), quote=False),
        home_page=home_page,
        language=reader.language,
        format=version,
        warnings=tuple(dict.fromkeys(oddities)) + _wrong_types(items),
        set_aside=set_aside,
    )


def _load(text: str, oddities: list[str]) -> Any:
    def constant(name: str) -> None:
        oddities.append(f"{name} is not JSON")

    def integer(digits: str) -> int | None:
        if len(digits) > _MAX_DIGITS:
            oddities.append("a number too long to be one")
            return None
        return int(digits)

    return json.loads(text.lstrip("\ufeff"), parse_constant=constant, parse_int=integer, strict=False)


class _Reader:
    """Reads the items of one feed; holds what they inherit from it."""

    def __init__(self, feed: Item, *, base: str) -> None:
        self.base = base
        self.language = _text(feed.get("language"))
        self.author = _author(feed)

    def read_all(self, items: list[Any]) -> tuple[tuple[Entry, ...], tuple[SetAside, ...]]:
        entries: list[Entry] = []
        set_aside: list[SetAside] = []
        for position, item in enumerate(items):
            entry = self.read(item) if _is_item(item) else Entry()
            if entry.guid or entry.link or entry.title or entry.content:
                entries.append(entry)
            else:
                set_aside.append(SetAside(position, "empty" if _is_item(item) else "not an object"))
        return tuple(entries), tuple(set_aside)

    def read(self, item: Item) -> Entry:
        link = addresses.resolve(_text(item.get("url")), base=self.base)
        html = _text(item.get("content_html")) or escape(_text(item.get("content_text")), quote=False)
        language = _text(item.get("language")) or self.language
        updated = read_date(_text(item.get("date_modified")), language=language)
        return Entry(
            guid=_text(item.get("id")),
            link=link or addresses.resolve(_text(item.get("external_url")), base=self.base),
            title=escape(_text(item.get("title")), quote=False),
            content=html,
            summary=escape(_text(item.get("summary")), quote=False),
            author=_author(item) or self.author,
            author_url=_author_url(item),
            published_at=read_date(_text(item.get("date_published")), language=language) or updated,
            updated_at=updated,
            language=language,
            tags=tuple(escape(_text(tag), quote=False) for tag in _list(item.get("tags"))),
            enclosures=tuple(_attachment(one) for one in _list(item.get("attachments")) if _is_item(one)),
            image=_text(item.get("image")) or _text(item.get("banner_image")),
            base_url=link or self.base,
        )


def _wrong_types(items: list[Any]) -> tuple[str, ...]:
    values = [item.get(name) for item in items if _is_item(item) for name in _TEXTS]
    wrong = any(value is not None and not isinstance(value, str) for value in values)
    return ("some fields are not of the type the format asks for",) if wrong else ()


def _attachment(attachment: Item) -> Enclosure:
    url = _text(attachment.get("url"))
    return Enclosure(
        url=url,
        media_type=type_of(_text(attachment.get("mime_type")), url=url),
        size=whole_number(attachment.get("size_in_bytes")),
        title=escape(_text(attachment.get("title")), quote=False),
        duration=duration(_text(attachment.get("duration_in_seconds"))),
    )


def _author(item: Item) -> str:
    """The names of ``authors`` (1.1), else of ``author`` (1.0)."""
    names = dict.fromkeys(_text(author.get("name")) for author in _authors(item))
    return escape(", ".join(name for name in names if name), quote=False)


def _author_url(item: Item) -> str:
    """Where the first author who has a page keeps it."""
    return next(filter(None, (_text(author.get("url")) for author in _authors(item))), "")


def _authors(item: Item) -> list[Item]:
    return [one for one in [*_list(item.get("authors")), item.get("author")] if _is_item(one)]


def _text(value: object) -> str:
    """Ids in particular are often numbers: those are taken by their digits."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def _list(value: object) -> list[Any]:
    return value[:100] if isinstance(value, list) else []


def _is_item(value: object) -> bool:
    return isinstance(value, Mapping)
