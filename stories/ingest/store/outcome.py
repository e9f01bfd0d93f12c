"""What is written down about one attempt, whatever came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from stories.ingest.entry.text import scrub
from stories.models import Code, Fetch, Source


@dataclass(frozen=True, slots=True)
class Outcome:
    """One attempt at one source: its fetch row, and the columns of the source that change with it."""

    source_id: int
    lease_token: UUID
    code: Code
    started_at: datetime
    finished_at: datetime
    columns: dict[str, Any] = field(default_factory=dict)  # of Source: schedule, validators, hashes
    status: int | None = None
    size: int = 0  # bytes on the wire
    ms: int = 0
    note: str = ""
    with_it: Sequence[Model] = ()  # rows to be written in the same transaction, or not at all

    def noting(self, note: str, *, code: Code | None = None) -> Outcome:
        """With this before what is noted already, and under this code where it counts for more."""
        return replace(self, code=code or self.code, note="; ".join(filter(None, [note, self.note])))

    def source_columns(self) -> dict[str, Any]:
        """What the source row is set to; the lease ends with the attempt."""
        return self.columns | {
            "last_code": self.code,
            "last_fetched_at": self.finished_at,
            **Source.UNLEASED,
        }

    def fetch_columns(self, *, new: int = 0, changed: int = 0) -> dict[str, Any]:
        return {
            "source_id": self.source_id,
            "lease_token": self.lease_token,
            "started_at": self.started_at,
            "finished_at": self.finished_at,
            "code": self.code,
            "status": self.status,
            "bytes": self.size,
            "ms": self.ms,
            "new": new,
            "changed": changed,
            "note": scrub(self.note, limit=500),  # it may quote what a document did to a parser
        }

    def fetch_row(self, *, new: int = 0, changed: int = 0) -> Fetch:
        return Fetch(**self.fetch_columns(new=new, changed=changed))
