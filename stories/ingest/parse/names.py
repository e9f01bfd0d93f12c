"""The names of elements as feedparser tells them apart: by what their namespace stands for, in lower case.

Publishers bind the same namespace to all kinds of prefixes, and a well-known prefix to all kinds of namespaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

ATOM = "http://www.w3.org/2005/Atom"
RSS10 = "http://purl.org/rss/1.0/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DELETED = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"

# What each namespace stands for; "" is the vocabulary of RSS and Atom themselves.
_MEANING = {
    "": "",
    ATOM.lower(): "",
    RSS10: "",
    "http://backend.userland.com/rss2": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    RDF: "rdf",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://search.yahoo.com/mrss": "media",
    "http://search.yahoo.com/mrss/": "media",
    "http://webns.net/mvcb/": "admin",
    "http://www.georss.org/georss": "georss",
    "http://www.opengis.net/gml": "gml",
    "http://creativecommons.org/ns#license": "cc",
    "http://web.resource.org/cc/": "cc",
    "http://backend.userland.com/creativecommonsrssmodule": "creativecommons",
    "http://cyber.law.harvard.edu/rss/creativecommonsrssmodule.html": "creativecommons",
    "http://podlove.org/simple-chapters": "psc",
    "http://www.w3.org/1999/xhtml": "xhtml",
}
_MEANINGS = frozenset(_MEANING.values()) - {""}
# That it begins a word is asked behind it: plain letters in front are found at many times the speed.
_DECLARED_LATER = re.compile(r"""xmlns(?<=\bxmlns):([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")

# Without a prefix every element may mean something, except these ...
_HARMLESS = frozenset({"comments", "post-id", "rights"})
# ... with one, nothing does but these; other names are kept by feedparser as they are, and read by nobody.
_MEANINGFUL = {
    "dc": "author contributor creator date description subject title",
    "dcterms": "created issued modified valid",
    "media": "category content description group keywords text restriction license thumbnail title",
    "itunes": "author category duration email image keywords link name owner summary",
    "georss": "line polygon box where",
    "feedburner": "browserfriendly origlink",
    "content": "encoded",
    "cc": "license",
    "creativecommons": "license",
}
_NAMES_WITH_MEANING = frozenset(
    f"{prefix}:{name}" for prefix, names in _MEANINGFUL.items() for name in names.split()
)
_ALL_MEANING = frozenset({"xhtml", "gml", "psc", "admin"})


class NotUnderstood(Exception):
    """This document takes a reader that knows more: nothing is wrong with it."""


class Names(dict[str, str]):
    """What each tag of one document is called: ``pubdate``, ``dc:creator``, as an element is looked up by."""

    def __init__(self, bound: Mapping[str | None, str], later: str) -> None:
        """`bound` are the root's; `later` is the text after its start tag, in which more may be declared."""
        pairs = [(prefix or "", uri) for prefix, uri in bound.items()]
        pairs += [(prefix, double or single) for prefix, double, single in _DECLARED_LATER.findall(later)]
        self._prefixes = _one_meaning_each(pairs)

    def __missing__(self, tag: str) -> str:
        name = self[tag] = self._name(tag)
        return name

    def _name(self, tag: str) -> str:
        uri, _, local = tag.rpartition("}")
        uri = uri[1:]
        meaning = _MEANING.get(uri.lower())
        if meaning is None:
            meaning = self._prefixes.get(uri, "")
        return f"{meaning}:{local}".lower() if meaning else local.lower()


def _one_meaning_each(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The prefix of every namespace nobody knows; documents that play with well-known prefixes are refused."""
    bound: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    for prefix, uri in pairs:
        if not prefix:
            continue
        meaning = _MEANING.get(uri.lower())
        if bound.setdefault(prefix, uri) != uri or (
            prefix.lower() in _MEANINGS and meaning not in (prefix.lower(), None)
        ):
            raise NotUnderstood(f"prefix {prefix}")
        prefixes.setdefault(uri, prefix)
    return prefixes


def has_meaning(name: str) -> bool:
    """Whether an element we do not list might mean something to feedparser."""
    prefix, colon, _ = name.rpartition(":")
    if not colon:
        return name not in _HARMLESS
    return name in _NAMES_WITH_MEANING or prefix in _ALL_MEANING
