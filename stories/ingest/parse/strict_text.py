"""The attributes, texts and links of single elements as feedparser reads them, or NotUnderstood."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from html import entities
from typing import Any

from stories.ingest.parse.names import NotUnderstood

Item = dict[str, Any]

CONTENT_TYPES = {
    "plain": ("text/plain", "text", "plain"),
    "html": ("text/html", "html", "application/xhtml+xml", "xhtml"),
}
_XML = "{http://www.w3.org/XML/1998/namespace}"
ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"

# Attributes that are read; feedparser reads them in any namespace.
_READ_ATTRIBUTES = frozenset(
    [
        *("alt", "base", "domain", "duration", "filesize", "height", "href", "ispermalink", "label", "lang"),
        *(
            "lastmod",
            "length",
            "medium",
            "mode",
            "rel",
            "scheme",
            "src",
            "term",
            "title",
            "type",
            "uri",
            "url",
        ),
        *("version", "width"),
    ]
)
# A field that may be text or HTML is HTML when it closes a tag or refers to a character ...
_CLOSES_OR_REFERS = re.compile(r"</\w+>|&#?\w+;")
_TAG_NAME = re.compile(r"</?(\w+)")
_ENTITY_NAME = re.compile(r"&(\w+);")
# ... and holds no tags but ones such as these; others are left to feedparser's longer list.
_ELEMENTS = """
    a abbr b blockquote br cite code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q s
    small span strike strong sub sup table tbody td th thead tr tt u ul
"""
_PLAIN_HTML = frozenset(_ELEMENTS.split())
_C1 = re.compile("[\x80-\x9f]")


@dataclass(slots=True)
class Around:
    """What the elements of one document stand in, carried from each to the next."""

    language: str = ""
    atom: bool = False


def address(said: str) -> str:
    """As it was said: nothing around it names a base."""
    if ":///" in said:  # feedparser takes the extra slashes out
        raise NotUnderstood("an address of many slashes")
    return said


def attributes_of(element: Any) -> dict[str, str]:
    """Names in lower case; of namespaces only xml: and rdf:about are understood."""
    attributes: dict[str, str] = {}
    for name, value in element.items():
        if name[0] == "{":
            if name.startswith(_XML):
                name = "xml:" + name[len(_XML) :]
            elif name.rpartition("}")[2].lower() in _READ_ATTRIBUTES:
                raise NotUnderstood(name)
            elif name != ABOUT:
                continue
        name = name.lower()
        if name in attributes:
            raise NotUnderstood(name)
        attributes[name] = value.lower() if name in ("rel", "type") else value
    return attributes


def has_base(element: Any) -> bool:
    return any(name == f"{_XML}base" or name.lower() == "base" for name in element.attrib)


def leaf(element: Any) -> str:
    """The text of an element that holds nothing else."""
    if len(element):
        raise NotUnderstood(f"{element.tag} with elements inside")
    text: str | None = element.text
    return text.strip() if text else ""


def plain(element: Any) -> str:
    text = leaf(element)
    return text if text.isascii() else _mended(text)


def _mended(text: str) -> str:
    """UTF-8 that was taken for Latin-1 once, read as what it was; feedparser does it field by field."""
    with suppress(UnicodeError):
        text = text.encode("iso-8859-1").decode("utf-8")
    if _C1.search(text):
        raise NotUnderstood("windows-1252 inside Unicode")
    return text


def content(element: Any, default: str, around: Around) -> tuple[str, Item]:
    """A text construct: its value, and the detail with its type, language and base."""
    kind, language, base = default, around.language, ""
    if element.attrib:
        attributes = attributes_of(element)
        kind = attributes.get("type", default)
        if "mode" in attributes or "src" in attributes:
            raise NotUnderstood("content from elsewhere")
        base = address(attributes.get("xml:base", attributes.get("base")) or "")
        if base and not base.startswith(("http://", "https://")):
            raise NotUnderstood("a base that is no address")
        said = attributes.get("xml:lang", attributes.get("lang"))
        language = language if said is None else said.replace("_", "-")
    if kind in CONTENT_TYPES["plain"]:
        kind = "text/plain"
    elif kind in ("html", "text/html"):
        kind = "text/html"
    else:
        raise NotUnderstood(kind)
    value = leaf(element)
    if not around.atom and kind == "text/plain" and _looks_like_html(value):
        kind = "text/html"
    if not value.isascii():
        value = _mended(value)
    return value, {"type": kind, "language": language, "base": base, "value": value}


def link_attributes(element: Any) -> dict[str, str]:
    attributes = with_href(element)
    address(attributes.get("href", ""))
    attributes.setdefault("rel", "alternate")
    attributes.setdefault("type", "application/atom+xml" if attributes["rel"] == "self" else "text/html")
    return attributes


def with_href(element: Any) -> dict[str, str]:
    attributes = attributes_of(element)
    href = attributes.get("url", attributes.get("uri", attributes.get("href")))
    if href:
        attributes["href"] = href
    elif "href" in attributes:
        raise NotUnderstood("an empty href")
    return attributes


def _looks_like_html(text: str) -> bool:
    if ("&" not in text and "<" not in text) or not _CLOSES_OR_REFERS.search(text):
        return False
    if any(tag.lower() not in _PLAIN_HTML for tag in _TAG_NAME.findall(text)):
        raise NotUnderstood("is it HTML?")
    return all(name in entities.entitydefs for name in _ENTITY_NAME.findall(text))
