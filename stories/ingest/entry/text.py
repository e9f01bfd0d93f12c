"""What we do to every piece of text from outside before it may be stored or shown."""

from __future__ import annotations

import re

# NUL and lone surrogates are refused by PostgreSQL and psycopg; C0/C1 controls can drive terminals
# that show logs; the overrides and isolates (UAX #9) turn the rest of a page's line around; the
# noncharacters are not for interchange. ZWJ, ZWNJ, LRM and RLM stay: emoji and Urdu need them.
_DROPPED = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff"
_UNWANTED = re.compile(f"[{_DROPPED}]")
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_COMBINING = f"[{_MARKS}]"
# One class is searched at three times the speed of a pattern, and most text holds neither.
_NOT_PLAIN = re.compile(f"[{_DROPPED}{_MARKS}]")
# Bytes that are themselves in UTF-8 and never looked for: taking them out leaves a few characters to search.
_ORDINARY = bytes([*b"\t\n\r", *range(0x20, 0x7F)])
# Four is more than any living orthography stacks; beyond that it climbs over the neighbours.
_STACKED = re.compile(f"({_COMBINING}{{4}}){_COMBINING}+")
_ATTACHING = re.compile(f"{_COMBINING}|[\u200c\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")
_ODD_SPACE = re.compile(r"[^\S ]")
_SHORT = 200  # characters: up to so many, looking at each is what costs least
_ODD_ASCII_SPACE = "\t\r\x0b\x0c\x1c\x1d\x1e\x1f"
_SPACES = re.compile(r"  +")

# Where a capped text may end: not so far back that half of it is lost to one long word.
_WORD_SEARCH = 60


def scrub(text: str, *, limit: int) -> str:
    """Drop what cannot be stored or would break out of its place; keep at most ``limit`` characters."""
    # Cut first, so that a 20 MB field costs no more than a long one.
    text = text[: limit * 2]
    if not _NOT_PLAIN.search(_unusual(text) if len(text) > _SHORT else text):
        return text[:limit]
    return _STACKED.sub(r"\1", _UNWANTED.sub("", text))[:limit]


def _unusual(text: str) -> str:
    """The characters of ``text`` that are no printable ASCII; found at a tenth of what a pattern takes."""
    raw = text.encode("utf-8", "surrogatepass").translate(None, _ORDINARY)
    return raw.decode("utf-8", "surrogatepass")


def single_spaced(text: str) -> str:
    """Each run of white space, of whatever kinds, as one space; at the ends too."""
    # As ``re.sub(r"\s+", " ", text)``, at a fraction of the cost: no white space but the space is printable.
    text = text.replace("\n", " ")
    if _may_hold_odd_space(text):
        text = _ODD_SPACE.sub(" ", text)
    return _SPACES.sub(" ", text) if "  " in text else text


def _may_hold_odd_space(text: str) -> bool:
    if len(text) > _SHORT and text.isascii():
        return any(space in text for space in _ODD_ASCII_SPACE)
    return not text.isprintable()


def is_plain_line(text: str, *, limit: int) -> bool:
    """Whether ``one_line`` would do nothing but strip it, as with most titles, names and tags."""
    return len(text) <= limit and text.isascii() and text.isprintable() and "  " not in text


def one_line(text: str, *, limit: int) -> str:
    """``scrub`` for titles and names: white space collapsed, cut at a word."""
    line = single_spaced(scrub(text, limit=max(limit * 4, 2_000))).strip()
    return cut(line, limit=limit)


def cut(text: str, *, limit: int) -> str:
    """At most ``limit`` characters, ending at a word and an ellipsis when something was left out."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    if not text[limit - 1].isspace():
        space = head.rfind(" ", max(0, limit - _WORD_SEARCH))
        head = head[:space] if space > 0 else _whole_characters(head, following=text[limit - 1])
    return head.rstrip(" .,;:-–—…") + "…"


def _whole_characters(head: str, *, following: str) -> str:
    """Step back so that no accent, emoji modifier or ZWJ family is cut in two (UAX #29, in brief)."""
    while head and (_ATTACHING.match(following) or head[-1] == "\u200d"):
        following, head = head[-1], head[:-1]
    return head
