"""Who bears a lease token, as rows to look at."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from stories.ingest import due
from stories.models import Source


def held(token: UUID, *, now: datetime) -> list[Source]:
    """The sources that a worker with this token would look at, in its order."""
    order = [visit.pk for visit in due.held(token, now=now)]
    rows = Source.objects.select_related("host").in_bulk(order)
    return [rows[pk] for pk in order]
