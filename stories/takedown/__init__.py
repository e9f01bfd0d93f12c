"""Taking something down for good, so that no feed, no other source and no restored backup brings it back.

Reading order: `marks` (the names by which a story would come back), `removing` (the marks are written, the story
goes), `kept_list` (the marks once more, in a file beside the database), `reconciling` (the two brought together, as
after a backup was restored). Who may do it, and why, is for `publishing.take_down`; that an entry stays out is for
`ingest`, which asks for the marks of each entry (`ingest.tombstones`).
"""

from __future__ import annotations

from stories.takedown.reconciling import Reconciled, reconcile, unknown
from stories.takedown.removing import forget, keep_out, remove

__all__ = ["Reconciled", "forget", "keep_out", "reconcile", "remove", "unknown"]
