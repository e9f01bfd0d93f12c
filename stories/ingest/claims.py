"""How many claims may stand at once, and that each is taken up by one worker alone.

A claim that waits in the queue for longer than its lease is work for nothing: its sources are claimed anew, and
the queue grows. So no more is claimed than the workers there are begin in time. Nobody tells us how many there
are; the claims they have begun and ended do.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q

from stories.models import Claim

# While nobody works, no more is risked: the first worker that begins one makes room for others.
AT_FIRST = 2
# For each at work, however quick the last ones were: after thousands of quiet sources may come as many new ones,
# which take forty times as long; and whoever begins a claim makes room for the next anyway.
WAIT_FOR_EACH = 8


def lease() -> timedelta:
    """How long what is claimed stays one worker's, from the last word that the work goes on."""
    return timedelta(seconds=settings.FETCH_LEASE)


def make(claimed: Mapping[UUID, Sequence[int]], *, now: datetime) -> None:
    """One claim for each token, of these sources."""
    until = now + lease()
    Claim.objects.bulk_create(
        Claim(token=token, sources=sources, made_at=now, until=until) for token, sources in claimed.items()
    )


def sources(token: UUID) -> list[int]:
    """The numbers of those it was made for, whoever has them now."""
    return Claim.objects.filter(token=token).values_list("sources", flat=True).first() or []


def begin(token: UUID, *, now: datetime, made_after: datetime | None = None) -> bool:
    """Take it up; False when somebody has, when its lease has run out, or when it is older than that."""
    waiting = Claim.objects.filter(token=token, begun_at__isnull=True, until__gt=now)
    if made_after:
        waiting = waiting.filter(made_at__gt=made_after)
    return bool(waiting.update(begun_at=now))


def renew(token: UUID, *, now: datetime) -> None:
    Claim.objects.filter(token=token).update(until=now + lease())


def end(token: UUID, *, now: datetime) -> None:
    Claim.objects.filter(token=token, ended_at__isnull=True).update(ended_at=now)


def begun(tokens: Collection[UUID]) -> set[UUID]:
    """Those among these that some worker had taken up."""
    rows = Claim.objects.filter(token__in=tokens, begun_at__isnull=False)
    return set(rows.values_list("token", flat=True))


def room(*, now: datetime) -> int:
    """How many more may be made, so that each is begun before its lease runs out.

    One may wait for every one at work, for no work takes as long as a lease. More may where more is done: as many
    as have ended within the length of a lease, those at work among them, are begun within the next; but no more
    than a few for each at work. None is made before half of those have been begun, so that claims are made by the
    handful and not one by one.
    """
    alive = Q(until__gt=now, ended_at__isnull=True)
    counts = Claim.objects.aggregate(
        waiting=Count("pk", filter=alive & Q(begun_at__isnull=True)),
        at_work=Count("pk", filter=alive & Q(begun_at__isnull=False)),
        done=Count("pk", filter=Q(ended_at__gt=now - lease())),
    )
    waiting, at_work = counts["waiting"], counts["at_work"]
    may_wait: int = max(at_work or AT_FIRST, min(counts["done"] - at_work, WAIT_FOR_EACH * max(at_work, 1)))
    return may_wait - waiting if waiting <= may_wait // 2 else 0


def forget_old(*, now: datetime) -> None:
    """Those that no longer say anything about how much is begun and ended."""
    Claim.objects.filter(until__lt=now - lease()).delete()
