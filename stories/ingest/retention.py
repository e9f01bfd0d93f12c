"""How long the record of each attempt is kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from stories.models import Fetch

KEEP_FOR = timedelta(days=90)
KEEP_PER_SOURCE = 100


def purge(*, now: datetime) -> int:
    """Delete attempts older than 90 days, and beyond the newest hundred of each source; returns how many."""
    old, _per_model = Fetch.objects.filter(started_at__lt=now - KEEP_FOR).delete()
    ranked = Fetch.objects.annotate(
        rank=Window(RowNumber(), partition_by=F("source"), order_by=[F("started_at").desc(), F("pk").desc()])
    )
    beyond = list(ranked.filter(rank__gt=KEEP_PER_SOURCE).values_list("pk", flat=True)[:50_000])
    surplus, _per_model = Fetch.objects.filter(pk__in=beyond).delete()
    return old + surplus
