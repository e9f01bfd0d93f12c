"""Write down the attempts that brought nothing new: all of a claim together, never one commit per source."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from stories.ingest.store.outcome import Outcome
from stories.models import Fetch, Source


def write_back(token: UUID, outcomes: Sequence[Outcome]) -> int:
    """Update the sources that still bear this token, with a fetch row each; returns how many there were.

    A source whose lease another worker has taken over is left alone, and so is its log.
    """
    if not outcomes:
        return 0
    with transaction.atomic():
        ours = Source.objects.filter(lease_token=token)
        rows = {
            row.pk: row for row in ours.select_for_update().filter(pk__in=[o.source_id for o in outcomes])
        }
        written = [outcome for outcome in outcomes if outcome.source_id in rows]
        for outcome in written:
            for column, value in outcome.source_columns().items():
                setattr(rows[outcome.source_id], column, value)
        changing = sorted({column for outcome in written for column in outcome.source_columns()})
        if written:
            ours.bulk_update(list(rows.values()), changing)
        Fetch.objects.bulk_create(outcome.fetch_row() for outcome in written)
        for outcome in written:
            for row in outcome.with_it:
                row.save(force_insert=True)
    return len(written)
