"""Stories that are written here: what a reporter answers, and how it becomes a story without losing a word.

Reading order: `answers` (what was asked), `uploads` (photos, each taken or refused by itself), `saving` (one
transaction per save; an old page never writes over newer words), `limits` (how much one member may bring). Which
steps a story may take is `publishing`'s.
"""

from __future__ import annotations

from stories.posting.answers import CHANGED_IN_PLACE, Answers, Picture, answers_of
from stories.posting.limits import TooMany
from stories.posting.saving import Page, Stale, keep, send
from stories.posting.uploads import MAX_PHOTOS, Taken, read_key, take, write_key

__all__ = [
    "CHANGED_IN_PLACE",
    "MAX_PHOTOS",
    "Answers",
    "Page",
    "Picture",
    "Stale",
    "Taken",
    "TooMany",
    "answers_of",
    "keep",
    "read_key",
    "send",
    "take",
    "write_key",
]
