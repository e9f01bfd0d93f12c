"""The words the ingest stages share: what a publisher sent, and what became of it.

Reading order: ``records`` (frozen data, no behaviour), ``identity`` (the names an entry is found
again by), ``decisions`` (what was known, what was decided), ``homes`` (who lives where a story does),
``addresses`` (what we do to every web address), ``text`` (what we do to every piece of text),
``alike`` (whether two texts are near-same). This is the lowest layer of ingest: every
stage imports it, and it imports none of them, nor Django.
"""

from __future__ import annotations

from stories.ingest.entry.alike import Runs, alike, bands, retold, runs
from stories.ingest.entry.decisions import (
    Before,
    Carried,
    Changed,
    Decision,
    Known,
    Namesake,
    New,
    Presence,
    Same,
    TakenDown,
)
from stories.ingest.entry.homes import Home, Nearness
from stories.ingest.entry.identity import Identified, Rung, digest, entry_hash, names_of
from stories.ingest.entry.records import (
    CleanEntry,
    Document,
    Enclosure,
    Entry,
    Kind,
    SetAside,
    Unreadable,
)

__all__ = [
    "Before",
    "Carried",
    "Changed",
    "CleanEntry",
    "Decision",
    "Document",
    "Enclosure",
    "Entry",
    "Home",
    "Identified",
    "Kind",
    "Known",
    "Namesake",
    "Nearness",
    "New",
    "Presence",
    "Rung",
    "Runs",
    "Same",
    "SetAside",
    "TakenDown",
    "Unreadable",
    "alike",
    "bands",
    "digest",
    "entry_hash",
    "names_of",
    "retold",
    "runs",
]
