"""Read what is known before a decision, and write what was decided.

Reading order: `before` (what we hold already), `save` (one changed source, one transaction), `write_back` (all
sources of a claim that brought nothing, together). Both writers check the lease first: a worker that outlived
its lease writes nothing.
"""

from __future__ import annotations

from stories.ingest.store.before import before
from stories.ingest.store.outcome import Outcome
from stories.ingest.store.save import LeaseLost, save
from stories.ingest.store.write_back import write_back

__all__ = ["LeaseLost", "Outcome", "before", "save", "write_back"]
