"""The words the ingest stages share: what a publisher sent, and what became of it.

Reading order: ``records`` (frozen data, no behaviour), ``addresses`` (what we do to every web
address), ``text`` (what we do to every piece of text). This is the lowest layer of ingest: every
stage imports it, and it imports none of them, nor Django.
"""

from __future__ import annotations

from stories.ingest.entry.records import (
    CleanEntry,
    Document,
    Enclosure,
    Entry,
    Kind,
    SetAside,
    Unreadable,
)

__all__ = ["CleanEntry", "Document", "Enclosure", "Entry", "Kind", "SetAside", "Unreadable"]
