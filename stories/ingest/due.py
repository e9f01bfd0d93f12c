"""Which sources are due, and whose turn it is to fetch them.

The table is the queue. A claim gives up to a hundred due sources one fresh lease token; whoever bears the token
may write, and only while the lease lasts. A worker that dies costs its sources one lease, nothing more.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from stories.models import Code, Fetch, Source

MOST_AT_ONCE = 10_000  # sources claimed by one look; the rest is still due at the next


def claim(*, now: datetime, size: int | None = None, only: Q | None = None) -> list[UUID]:
    """Lease every due source, `size` to a token (FETCH_CLAIM_SIZE), and return the tokens.

    `only` narrows it further, for example to one source. Two claims at once never take the same source:
    PostgreSQL skips rows another claim holds, SQLite lets one claim write at a time.
    """
    size = size or settings.FETCH_CLAIM_SIZE
    with transaction.atomic():
        due = Source.objects.due(now).filter(only or Q()).order_by("next_fetch_at", "pk")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True, of=("self",))
        rows = list(due.values_list("pk", "host_id", "lease_token")[:MOST_AT_ONCE])
        _record_lost([(pk, token) for pk, _host, token in rows if token], now=now)
        return [_lease(group, now=now) for group in _spread(rows, size)]


def held(token: UUID, *, now: datetime) -> list[Source]:
    """The sources that still bear this token and whose lease has not run out."""
    return list(
        Source.objects.filter(lease_token=token, leased_until__gt=now).prefetch_related("programmes", "areas")
    )


def make_due(source: Source, *, now: datetime) -> bool:
    """Let the next look come at once, if this source is followed. One that is being looked at already stays so."""
    return bool(Source.objects.followed().filter(pk=source.pk).update(next_fetch_at=now))


def release(token: UUID) -> int:
    """Give back what was not finished, to be claimed again at once; returns how many."""
    return Source.objects.filter(lease_token=token).update(lease_token=None, leased_until=None)


def _lease(pks: list[int], *, now: datetime) -> UUID:
    token = uuid4()
    until = now + timedelta(seconds=settings.FETCH_LEASE)
    Source.objects.filter(pk__in=pks).update(lease_token=token, leased_until=until)
    return token


def _spread(rows: list[tuple[int, int, UUID | None]], size: int) -> list[list[int]]:
    """Groups of at most `size`, neighbours on different hosts, so that no group waits for one host alone."""
    turns: dict[int, int] = {}
    ordered: list[tuple[int, int]] = []
    for pk, host, _token in rows:
        turns[host] = turns.get(host, -1) + 1
        ordered.append((turns[host], pk))
    ordered.sort(key=lambda turn: turn[0])  # stable: within a turn, the longest overdue first
    return [[pk for _turn, pk in ordered[start : start + size]] for start in range(0, len(ordered), size)]


def _record_lost(expired: list[tuple[int, UUID]], *, now: datetime) -> None:
    """An expired lease is the record of a worker that died; whoever claims the source next writes it down."""
    Fetch.objects.bulk_create(
        Fetch(source_id=pk, lease_token=token, started_at=now, finished_at=now, code=Code.LOST)
        for pk, token in expired
    )
