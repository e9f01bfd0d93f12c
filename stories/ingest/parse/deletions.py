"""Entries that their publisher says were deleted: `at:deleted-entry` (RFC 6721), beside the entries of a feed.

Only where the document is well-formed and says so in its own right. The words of an entry, or of whoever commented
on it, may look like it and delete nothing.
"""

from __future__ import annotations

from lxml import etree

from stories.ingest.parse.names import DELETED
from stories.ingest.parse.strict import well_formed

MOST = 5_000  # as many as entries are read


def take_out(text: str) -> tuple[str, tuple[str, ...]]:
    """``text`` without its deleted entries, and the ids they had; what stands in them is nothing of the feed's."""
    if "deleted-entry" not in text:
        return text, ()
    try:
        root = well_formed(text)
    except etree.XMLSyntaxError:
        return text, ()
    deleted = [*root.findall(DELETED), *root.findall(f"channel/{DELETED}")]
    if not deleted:
        return text, ()
    refs = [str(one.get("ref", "")) for one in deleted[:MOST]]
    for one in deleted:
        one.getparent().remove(one)
    return etree.tostring(root, encoding="unicode"), tuple(filter(None, refs))
