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
