"""One ``<item>`` or ``<entry>`` in the shape feedparser gives it, or NotUnderstood.

Which of two titles counts, what a second description becomes, when a guid is a link: all of it is as feedparser
decides, with the reasons where they are not plain. Depth counts from the entry; a picture's title does not
replace the story's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from stories.ingest.parse.names import Names, NotUnderstood, has_meaning
from stories.ingest.parse.strict_authors import credit
from stories.ingest.parse.strict_text import (
    ABOUT,
    CONTENT_TYPES,
    Around,
    Item,
    address,
    attributes_of,
    content,
    leaf,
    link_attributes,
    plain,
    with_href,
)
from stories.ingest.parse.taming import MAX_CATEGORIES


class _Reading:
    """One entry while it is being read."""

    def __init__(self, names: Names, around: Around) -> None:
        self.names = names
        self.around = around
        self.item: Item = {}
        self.depths: dict[str, int] = {}
        self.title_depth = -1
        self.has_content = False

    def children(self, parent: Any, depth: int) -> None:
        names = self.names
        for child in parent:
            name = names[child.tag]
            if name in _HANDLERS:
                _HANDLERS[name](self, child, depth)
            elif has_meaning(name):
                raise NotUnderstood(name)
            elif len(child):
                self.nothing_inside(child)

    def nothing_inside(self, element: Any) -> None:
        for one in element.iterdescendants():
            name = self.names[one.tag]
            if has_meaning(name):
                raise NotUnderstood(name)

    def keep(self, name: str, value: str, depth: int) -> None:
        """What stands less deep counts; of two equally deep ones the later."""
        if depth <= self.depths.get(name, depth):
            self.depths[name] = depth
            self.item[name] = value

    def title(self, element: Any, depth: int) -> None:
        value = self._titled(element, depth)
        if value:
            self.title_depth = depth

    def media_title(self, element: Any, depth: int) -> None:
        self._titled(element, depth)

    def _titled(self, element: Any, depth: int) -> str:
        value, detail = content(element, "text/plain", self.around)
        if not -1 < self.title_depth <= depth:
            self.keep("title", value, depth)
            self.item["title_detail"] = detail
        return value

    def link(self, element: Any, depth: int) -> None:
        attributes = link_attributes(element)
        links = self.item.setdefault("links", [])
        links.append(attributes)
        if "href" in attributes:
            if attributes["rel"] == "alternate" and attributes["type"] in CONTENT_TYPES["html"]:
                self.item["link"] = attributes["href"]
            return
        href = address(plain(element))
        if "&" in href:
            href = _REFERENCE.sub(r"&\1", href.replace("&amp;", "&"))
        self.item["link"] = href
        if href:
            attributes["href"] = href

    def guid(self, element: Any, depth: int) -> None:
        is_link = not element.attrib or attributes_of(element).get("ispermalink", "true") == "true"
        value = plain(element)
        if is_link:
            value = address(value)
        self.keep("id", value, depth)
        if is_link:
            self.item.setdefault("link", value)

    def description(self, element: Any, depth: int) -> None:
        self._summary(element, "text/html", depth)

    def summary(self, element: Any, depth: int) -> None:
        self._summary(element, "text/plain", depth)

    def _summary(self, element: Any, kind: str, depth: int) -> None:
        if "summary" in self.item and not self.has_content:
            self._content(element, "text/plain")  # a second one is taken for the whole text
            return
        value, detail = content(element, kind, self.around)
        self.keep("summary", value, depth)
        self.item["summary_detail"] = detail

    def spoken(self, element: Any, depth: int) -> None:
        value, detail = content(element, "text/plain", self.around)
        self.keep("itunes_summary", value, depth)
        self.item["itunes_summary_detail"] = detail

    def content(self, element: Any, depth: int) -> None:
        self._content(element, "text/plain")

    def encoded(self, element: Any, depth: int) -> None:
        self._content(element, "text/html")

    def _content(self, element: Any, kind: str) -> None:
        self.has_content = True
        value, detail = content(element, kind, self.around)
        self.item.setdefault("content", []).append(detail)
        self.item.setdefault("summary", value)

    def author(self, element: Any, depth: int) -> None:
        self.item.setdefault("credits", []).append(credit(element, self.names, depth=depth))

    def tag(self, element: Any, depth: int) -> None:
        if element.attrib:
            attributes = attributes_of(element)
            self._add_tag(
                attributes.get("term"),
                attributes.get("scheme", attributes.get("domain")),
                attributes.get("label"),
            )
        value = plain(element)
        if not value:
            return
        tags = self.item.get("tags")
        if tags and not tags[-1]["term"]:
            tags[-1]["term"] = value
        else:
            self._add_tag(value, None, None)

    def _add_tag(self, term: str | None, scheme: str | None, label: str | None) -> None:
        tags = self.item.setdefault("tags", [])
        tag = {"term": term, "scheme": scheme, "label": label}
        if (term or scheme or label) and len(tags) < MAX_CATEGORIES and tag not in tags:
            tags.append(tag)

    def keywords(self, element: Any, depth: int) -> None:
        if element.attrib:
            raise NotUnderstood("keywords with attributes")
        scheme = "http://www.itunes.com/" if self.names[element.tag].startswith("itunes") else None
        for term in plain(element).split(","):
            if term.strip():
                self._add_tag(term.strip(), scheme, None)

    def published(self, element: Any, depth: int) -> None:
        self.keep("published", plain(element), depth)

    def updated(self, element: Any, depth: int) -> None:
        self.keep("updated", plain(element), depth)

    def created(self, element: Any, depth: int) -> None:
        self.keep("created", plain(element), depth)

    def enclosure(self, element: Any, depth: int) -> None:
        leaf(element)
        self.item.setdefault("links", []).append(with_href(element) | {"rel": "enclosure"})

    def media_content(self, element: Any, depth: int) -> None:
        self.item.setdefault("media_content", []).append(attributes_of(element))
        self.children(element, depth + 1)

    def media_group(self, element: Any, depth: int) -> None:
        self.children(element, depth + 1)

    def thumbnail(self, element: Any, depth: int) -> None:
        if leaf(element):
            raise NotUnderstood("a thumbnail with text")
        self.item.setdefault("media_thumbnail", []).append(attributes_of(element))

    def cover(self, element: Any, depth: int) -> None:
        attributes = attributes_of(element)
        href = attributes.get("href") or attributes.get("url")
        if href:
            self.item["image"] = {"href": href}

    def source(self, element: Any, depth: int) -> None:
        leaf(element)
        self.title_depth = -1

    def unlisted(self, element: Any, depth: int) -> None:
        """Kept by feedparser under its own name when it has no attributes."""
        if element.attrib:
            raise NotUnderstood("attributes")
        self.keep(self.names[element.tag].replace(":", "_"), plain(element), depth)


_REFERENCE = re.compile("&([A-Za-z0-9_]+);")

_Handler = Callable[[_Reading, Any, int], None]
_HANDLERS: dict[str, _Handler] = {
    "title": _Reading.title, "dc:title": _Reading.title, "media:title": _Reading.media_title,
    "link": _Reading.link, "guid": _Reading.guid, "id": _Reading.guid,
    "description": _Reading.description, "dc:description": _Reading.description,
    "summary": _Reading.summary, "itunes:summary": _Reading.spoken,
    "content": _Reading.content, "content:encoded": _Reading.encoded,
    "author": _Reading.author, "dc:creator": _Reading.author, "dc:author": _Reading.author,
    "itunes:author": _Reading.author,
    "category": _Reading.tag, "dc:subject": _Reading.tag, "itunes:keywords": _Reading.keywords,
    "media:keywords": _Reading.keywords,
    "pubdate": _Reading.published, "published": _Reading.published, "issued": _Reading.published,
    "dcterms:issued": _Reading.published,
    "updated": _Reading.updated, "modified": _Reading.updated, "dc:date": _Reading.updated,
    "dcterms:modified": _Reading.updated, "created": _Reading.created, "dcterms:created": _Reading.created,
    "enclosure": _Reading.enclosure, "media:content": _Reading.media_content,
    "media:group": _Reading.media_group, "media:thumbnail": _Reading.thumbnail, "itunes:image": _Reading.cover,
    "source": _Reading.source, "feedburner:origlink": _Reading.unlisted, "itunes:duration": _Reading.unlisted,
    "media:text": _Reading.unlisted,
}  # fmt: skip
TEXTS = frozenset(
    [
        *("title", "dc:title", "media:title", "description", "dc:description", "summary", "itunes:summary"),
        *("content", "content:encoded"),
    ]
)


def read_item(element: Any, names: Names, around: Around) -> Item:
    reading = _Reading(names, around)
    of_feed = around.language
    if element.attrib:
        attributes = attributes_of(element)
        around.language = attributes.pop("xml:lang", of_feed).replace("_", "-")
        if attributes.keys() - {ABOUT.lower()}:
            raise NotUnderstood("an entry with attributes")
        if attributes.get(ABOUT.lower()):
            reading.item["id"] = attributes[ABOUT.lower()]
    reading.children(element, 0)
    around.language = of_feed
    return reading.item
