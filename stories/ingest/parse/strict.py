"""The fast path: RSS 2.0, RDF and Atom of which every part is understood, read with lxml.

What it yields has the shape feedparser gives the same document, so one reader (``syndication``) makes entries
of either; feedparser is the reference, a differential test holds the two together. Whatever is not plainly
right - XML that is not well-formed, xhtml inside Atom, ``xml:base``, elements with a meaning of their own in
an unusual place - is not understood here and left to feedparser.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from stories.ingest.parse.names import ATOM, DELETED, RDF, RSS10, Names, NotUnderstood, has_meaning
from stories.ingest.parse.repair import MAX_ENTRIES_READ
from stories.ingest.parse.strict_authors import credit
from stories.ingest.parse.strict_items import TEXTS, read_item
from stories.ingest.parse.strict_text import (
    CONTENT_TYPES,
    Around,
    Item,
    address,
    attributes_of,
    content,
    has_base,
    link_attributes,
    plain,
)
from stories.ingest.parse.taming import MAX_CATEGORIES

_ROOT_TAG = re.compile(r"<[^<>]*>")
_RSS_VERSIONS = {"0.91": "rss091u", "0.92": "rss092", "0.93": "rss093", "0.94": "rss094"}
# In whatever case and namespace, as feedparser reads it.
_BASES = etree.XPath("//@*[translate(local-name(), 'BASE', 'base') = 'base']")
_ITEMS = frozenset({"item", "entry"})
# Of a feed itself these are read; each may be said once, before the first entry.
_READ = frozenset({"title", "link", "language", "id"})
_PICTURE = frozenset({"title", "link", "url", "width", "height", "description"})
# Elements with a meaning inside entries, or none that is read; of a feed itself they say nothing we read.
_NAMES = """
    author category cloud copyright day description docs email generator hour icon itemsperpage items
    lastbuilddate logo managingeditor name pubdate published rating rights site skipdays skiphours startindex
    subtitle tagline totalresults ttl updated uri webmaster
    admin:errorreportsto admin:generatoragent cc:license creativecommons:license dc:creator dc:date dc:subject
    feedburner:browserfriendly itunes:author itunes:category itunes:email itunes:image itunes:keywords
    itunes:name itunes:owner itunes:summary media:category media:keywords media:thumbnail
"""
_SILENT = frozenset(_NAMES.split())


class Found:
    """A document that was understood, under the names feedparser's answer has."""

    bozo = False

    def __init__(self, version: str, feed: Item, entries: list[Item]) -> None:
        self.version = version
        self.feed = feed
        self.entries = entries


def read_strictly(text: str, *, as_sent: bool = False) -> Found | None:
    """``text``, which begins with its root element; None when it takes a reader that knows more.

    ``as_sent``: nobody has tamed it, so None as well where it might need that.
    """
    try:
        root = well_formed(text)
        start = _ROOT_TAG.match(text)
        names = Names(root.nsmap, text[start.end() :] if start else text)
        _refuse_bases(root, names)
        return _Feed(names, root, most=MAX_CATEGORIES if as_sent else None).read()
    except (NotUnderstood, etree.XMLSyntaxError):
        return None


def well_formed(text: str) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        encoding="utf-8",
    )
    return etree.fromstring(text.encode("utf-8", "replace"), parser)


def _refuse_bases(root: Any, names: Names) -> None:
    """A text of an entry may name its base; for whatever else does, feedparser knows how far it reaches."""
    for said in _BASES(root):
        one = said.getparent()
        if has_base(one):
            parent = one.getparent()
            inside = parent is not None and names[parent.tag] in _ITEMS
            if not inside or names[one.tag] not in TEXTS:
                raise NotUnderstood("a base of its own")


class _Feed:
    def __init__(self, names: Names, root: Any, *, most: int | None = None) -> None:
        """`most` children an element may have: among more, there may be too many categories."""
        self.names = names
        self.root = root
        self.most = most
        self.others = 0
        self.feed: Item = {}
        self.entries: list[Item] = []
        self.said: set[str] = set()
        self.around = Around()

    def read(self) -> Found:
        tag = self.root.tag
        if self.names[tag] == "rss":
            return Found(self._rss(), self.feed, self.entries)
        if tag == f"{{{RDF}}}RDF":
            return Found(self._rdf(), self.feed, self.entries)
        if tag == f"{{{ATOM}}}feed":
            return Found(self._atom(), self.feed, self.entries)
        raise NotUnderstood(tag)

    def _rss(self) -> str:
        version = attributes_of(self.root).get("version", "")
        self._in_language_of_root()
        channels = list(self.root)
        if len(channels) != 1 or self.names[channels[0].tag] != "channel" or channels[0].attrib:
            raise NotUnderstood("not one channel")
        self._children(channels[0])
        return _RSS_VERSIONS.get(version) or ("rss20" if version.startswith("2.") else "rss")

    def _rdf(self) -> str:
        declared = set(self.root.nsmap.values())
        if RSS10 not in declared or ATOM in declared or self.root.attrib:
            raise NotUnderstood("not plainly RSS 1.0")
        for child in self.root:
            name = self.names[child.tag]
            if name == "channel" and not self.said and not self.entries:
                self._children(child)
                self.said |= _READ
            elif name == "item":
                self._entry(child)
            elif name == "image" and all(self.names[part.tag] in _PICTURE for part in child):
                continue
            else:
                raise NotUnderstood(name)
        return "rss10"

    def _atom(self) -> str:
        if RSS10 in self.root.nsmap.values():
            raise NotUnderstood("both RSS 1.0 and Atom")
        self.around.atom = True
        self._in_language_of_root()
        self._children(self.root)
        return "atom10"

    def _in_language_of_root(self) -> None:
        attributes = attributes_of(self.root)
        if (
            "xml:base" in attributes
            or "base" in attributes
            or "lastmod" in attributes
            or "href" in attributes
        ):
            raise NotUnderstood("a base of its own")
        language = attributes.get("xml:lang", attributes.get("lang", ""))
        if language:
            self.around.language = self.feed["language"] = language.replace("_", "-")

    def _children(self, parent: Any) -> None:
        for child in parent:
            name = self.names[child.tag]
            if name in _ITEMS:
                self._entry(child)
            elif name in _READ or name == "dc:language":
                self._read(name.removeprefix("dc:"), child)
            elif name == "image":
                self._picture(child)
            elif name == "author" and self.around.atom:
                self.feed.setdefault("credits", []).append(credit(child, self.names, depth=0))
            else:
                self._no_other(child)

    def _entry(self, element: Any) -> None:
        if len(self.entries) == MAX_ENTRIES_READ or (self.most and len(element) > self.most):
            raise NotUnderstood("very many")
        self.entries.append(read_item(element, self.names, self.around))

    def _read(self, name: str, element: Any) -> None:
        if self.entries:
            raise NotUnderstood(f"{name} after an entry")
        if name == "link":
            self._link(element)
            return
        if name in self.said:
            raise NotUnderstood(f"{name} twice")
        self.said.add(name)
        if name == "title":
            value, detail = content(element, "text/plain", self.around)
            self.feed["title"], self.feed["title_detail"] = value, detail
        elif name == "language":
            self.feed["language"] = plain(element)
        else:
            self.feed.setdefault("link", address(plain(element)))

    def _link(self, element: Any) -> None:
        attributes = link_attributes(element)
        if "href" not in attributes:
            self.feed["link"] = re.sub("&([A-Za-z0-9_]+);", r"&\g<1>", address(plain(element)))
        elif attributes["rel"] == "alternate" and attributes["type"] in CONTENT_TYPES["html"]:
            self.feed["link"] = attributes["href"]

    def _picture(self, element: Any) -> None:
        if self.around.atom or any(self.names[part.tag] not in _PICTURE or len(part) for part in element):
            raise NotUnderstood("image")

    def _no_other(self, element: Any) -> None:
        """Neither it nor anything inside may say something of the feed behind our back."""
        self.others += 1
        if element.tag == DELETED or (self.most and self.others > self.most):
            raise NotUnderstood("deleted entries, or very many others")
        for one in element.iter():
            name = self.names[one.tag]
            if name not in _SILENT and has_meaning(name):
                raise NotUnderstood(name)
            if name == "author" and self.around.atom:
                raise NotUnderstood("an author somewhere in a feed")
