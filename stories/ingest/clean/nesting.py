"""Whether cleaned HTML is nested so plainly that parsing it again gives the same tree.

A parser moves things about where elements stand that may not: a paragraph in a paragraph, a link in a link, words
in a table. Most stories hold nothing of the kind, and seeing that takes a third of the time of parsing them again.
What is listed here is less than HTML allows; for the rest, a second parse decides.
"""

from __future__ import annotations

import re

_NAMES_INLINE = "a abbr b br cite code del em i img ins kbd mark q s small span strong sub sup time u"
_NAMES_BLOCK = "blockquote div figure h2 h3 h4 h5 h6 hr ol p ul"
_NAMES_OF_WORDS = "figcaption h2 h3 h4 h5 h6 p"

_INLINE = frozenset(_NAMES_INLINE.split())
_BLOCKS = _INLINE | frozenset(_NAMES_BLOCK.split())
_INSIDE = {
    **dict.fromkeys(_INLINE | frozenset(_NAMES_OF_WORDS.split()), _INLINE),
    **dict.fromkeys(("blockquote", "div", "li"), _BLOCKS),
    "figure": _BLOCKS | {"figcaption"},
    "ol": frozenset({"li"}),
    "ul": frozenset({"li"}),
}
_VOID = frozenset({"br", "hr", "img"})
_CLOSING = {name: f"/{name}" for name in _INSIDE}
_NAME = re.compile("<(/?[a-z0-9]+)")


def nests_plainly(safe: str) -> bool:
    """No when in doubt. ``safe`` is as the serialiser wrote it: a "<" that begins no tag is escaped."""
    if "\r" in safe:  # a newline to the next parser
        return False
    around: list[tuple[str, frozenset[str]]] = []
    closing, may_stand = "", _BLOCKS
    for name in _NAME.findall(safe):
        if name == closing:
            closing, may_stand = around.pop()
        elif name not in may_stand:
            return False
        elif name not in _VOID:
            if name == "a" and (closing == "/a" or any(one == "/a" for one, _ in around)):
                return False
            around.append((closing, may_stand))
            closing, may_stand = _CLOSING[name], _INSIDE[name]
    return not around
