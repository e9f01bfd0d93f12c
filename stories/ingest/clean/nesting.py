"""Whether cleaned HTML is nested so plainly that parsing it again gives the same tree.

A parser moves things about where elements stand that may not: a paragraph in a paragraph, a link in a link, words
in a table. Most stories hold nothing of the kind, and seeing that takes a third of the time of parsing them again.
What is listed here is less than HTML allows; for the rest, a second parse decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_NAMES_INLINE = (
    "a abbr b br cite code del em i img ins kbd mark q s small span strike strong sub sup time u var"
)
_NAMES_BLOCK = "blockquote div figure h2 h3 h4 h5 h6 hr ol p pre ul"
_NAMES_OF_WORDS = "h2 h3 h4 h5 h6 p pre"

_INLINE = frozenset(_NAMES_INLINE.split())
_BLOCKS = _INLINE | frozenset(_NAMES_BLOCK.split())
_INSIDE = {
    **dict.fromkeys(_INLINE | frozenset(_NAMES_OF_WORDS.split()), _INLINE),
    **dict.fromkeys(("blockquote", "div", "figcaption", "li"), _BLOCKS),
    "figure": _BLOCKS | {"figcaption"},
    "ol": frozenset({"li"}),
    "ul": frozenset({"li"}),
}
_VOID = frozenset({"br", "hr", "img"})
_CLOSING = {name: f"/{name}" for name in _INSIDE}
_NAME = re.compile("<(/?[a-z0-9]+)")


def names_in(safe: str) -> list[str]:
    """Of all tags of ``safe``, which is as the serialiser wrote it: a "<" that begins no tag is escaped."""
    return _NAME.findall(safe)


def nest_plainly(names: Iterable[str]) -> bool:
    """Whether tags of these names do. No when in doubt."""
    around: list[tuple[str, frozenset[str]]] = []
    closing, may_stand = "", _BLOCKS
    for name in names:
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
