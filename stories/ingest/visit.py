"""What a look at a source has to know of it: where to ask, what it said last, and its rhythm.

Most looks need no more, so that no row is made an object of until its document has changed.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime


@dataclass(slots=True)
class Visit:
    """One claimed source. Most of it is named as the columns of `Source` that it comes from."""

    pk: int
    url: str
    host_id: int
    host_key: str
    multi_tenant: bool
    etag: str = ""
    last_modified: str = ""
    wire_hash: bytes | None = None
    body_hash: bytes | None = None  # None where no document has been read yet
    interval: int = 0
    newest_at: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    moved_to: str = ""
    moved_polls: int = 0
    moved_since: datetime | None = None


_OF_HOST = {"host_key": "host__key", "multi_tenant": "host__multi_tenant"}
# What to ask the table for, in this order.
COLUMNS = tuple(_OF_HOST.get(field.name, field.name) for field in fields(Visit))
