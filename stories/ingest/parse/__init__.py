"""Bytes in, entries out: RSS, Atom, RDF and JSON Feed, as forgiving as can be and never raising.

Reading order: ``document`` (the whole walk), ``unpacking`` (gzip), ``decoding`` (bytes to text),
``repair`` (what an XML parser must never see), ``taming`` (what feedparser cannot cope with) and ``deletions``,
three that most documents need not go through, ``syndication`` (RSS, Atom and RDF) with ``strict`` (the fast
reader, its ``names``, ``strict_items``, ``strict_authors`` and ``strict_text``) or ``reference`` (feedparser),
``texts``, ``authors``, ``media`` and ``dates``, ``json_feed``, ``remarks`` (warnings about entries that were
read). Nothing here is made safe to show: that is for ``clean``.
"""

from __future__ import annotations

from stories.ingest.parse.document import MAX_ENTRIES, parse

__all__ = ["MAX_ENTRIES", "parse"]
