"""One author as feedparser reads an element that names one, or NotUnderstood."""

from __future__ import annotations

from typing import Any

from stories.ingest.parse.authors import Credit
from stories.ingest.parse.names import Names, NotUnderstood, has_meaning
from stories.ingest.parse.strict_text import address, leaf, plain

_PERSON = {"name": "name", "email": "email", "uri": "href", "url": "href"}


def credit(element: Any, names: Names, *, depth: int) -> Credit:
    """RSS and Dublin Core give a text; Atom a name, an address, a page."""
    kind = names[element.tag]
    if not len(element):
        return depth, kind, plain(element), ""
    if (element.text or "").strip():
        raise NotUnderstood("an author of words and particulars")
    found: dict[str, str] = {}
    for part in element:
        particular = _PERSON.get(names[part.tag])
        if particular is None:
            _nothing_else(part, names)
            continue
        if particular in found:
            raise NotUnderstood(f"two {particular}")
        found[particular] = plain(part) if particular == "href" else leaf(part)
    name, email = found.get("name"), found.get("email")
    both = f"{name} ({email})" if name and email else name or email or ""
    return depth, kind, both, address(found.get("href", ""))


def _nothing_else(part: Any, names: Names) -> None:
    if has_meaning(names[part.tag]) or leaf(part):
        raise NotUnderstood("author with more inside")
