"""Who wrote an entry: one line of the names it gives, without the mail addresses that often come with them."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MAX_READ = 100
_MAX_NAME = 500
_MAIL_ADDRESS = re.compile(r"(?:mailto:)?[^\s<>()]{1,100}@[^\s<>()]{1,200}")
_BRACKETED = re.compile(r"\((.*)\)")


# How deep it stands in the entry, the element that says it (``author``, ``dc:creator``), a name, a page.
Credit = tuple[int, str, str, str]
# Names and a page.
Byline = tuple[str, str]
NOBODY = ("", "")


def byline(credited: Sequence[Credit], *, kind: str = "") -> Byline:
    """The authors of one ``kind``: the last that names any, unless one is asked for.

    Two kinds tell the same in other words (a podcast's maker and its station). Those inside a picture or a film
    made that; they count where nobody else is named.
    """
    if len(credited) == 1 and not kind:
        return _name(credited[0][2]), credited[0][3]
    near = _nearest(credited[:_MAX_READ])
    kind = kind or next((said for said, name, _ in reversed(near) if name), "")
    names = dict.fromkeys(name for said, name, _ in near if said == kind and name)
    return ", ".join(names), next((page for said, _, page in near if said == kind and page), "")


def _nearest(credited: Sequence[Credit]) -> list[tuple[str, str, str]]:
    least = min((depth for depth, *_ in credited), default=0)
    return [(kind, _name(name), page) for depth, kind, name, page in credited if depth == least]


def _name(said: str) -> str:
    """A name. Mail addresses are personal data nobody asked us to publish.

    feedparser's own split leaves "ple" of ``chair@hill.example``: it knows no long top-level domains.
    """
    name = said[:_MAX_NAME]
    if "@" not in name:
        return name.strip(" ,;")
    # "jo@hill.example (Jo)", "Jo <jo@hill.example>": what held the address, or the name beside it, goes with it.
    name = _MAIL_ADDRESS.sub("", name).replace("()", "").strip(" <>,;")
    bracketed = _BRACKETED.fullmatch(name)
    name = bracketed[1] if bracketed else name
    return name if name.count("(") == name.count(")") else name.strip(" ()<>,;")
