"""Is this HTML fit to be shown? Says what is wrong, in words; shared by unit, property and corpus tests.

It knows nothing of how cleaning is done: it reads the output with another parser and a list of its own.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

_ELEMENTS = """
    script style template iframe frame object embed applet svg math form input button select textarea
    link meta base video audio source canvas marquee dialog portal noscript h1
"""
_ATTRIBUTES = """
    href src alt title width height lang dir rel cite start reversed colspan rowspan scope datetime
"""
SCRIPT_CAPABLE = set(_ELEMENTS.split())
ALLOWED_ATTRIBUTES = set(_ATTRIBUTES.split())
ADDRESSES = {"href", "src", "cite"}


class _Inspector(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.complaints: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SCRIPT_CAPABLE:
            self.complaints.append(f"element <{tag}>")
        for name, value in attrs:
            if name not in ALLOWED_ATTRIBUTES:
                self.complaints.append(f"attribute {name} on <{tag}>")
            if name in ADDRESSES and not re.match(r"(?:https?://|mailto:)", value or ""):
                self.complaints.append(f"address {value!r} on <{tag}>")

    handle_startendtag = handle_starttag

    def handle_comment(self, data: str) -> None:
        self.complaints.append("a comment")

    def handle_decl(self, decl: str) -> None:
        self.complaints.append("a declaration")

    def handle_pi(self, data: str) -> None:
        self.complaints.append("a processing instruction")


def complaints(html: str) -> list[str]:
    """Everything in ``html`` that must never reach a page; empty when it is harmless."""
    inspector = _Inspector()
    inspector.feed(html)
    inspector.close()
    if re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", html):
        inspector.complaints.append("a character that cannot be stored")
    return inspector.complaints
