"""Which sources are due, and whose turn it is to fetch them.

The table is the queue. A claim gives up to five hundred due sources one fresh lease token; whoever bears the token
may write, and only while the lease lasts. A worker that dies costs its sources one lease, nothing more.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, transaction
from django.db.models import BooleanField, ExpressionWrapper, Model, Q, QuerySet, prefetch_related_objects

from stories import bulk
from stories.ingest import claims, visit
from stories.ingest.visit import Visit
from stories.models import Code, Fetch, Host, Source

Row = TypeVar("Row", bound=Model)

# No further source of a claim is asked after this much work. An answer takes 30 s at most, so that a minute after
# its beginning all is answered, and what was not asked is given back well before the lease ends.
ASKING_TIME = timedelta(seconds=30)
# A claim that waited for less than this part of its lease has enough of it left for all of its work.
FRESH = 0.1
# Sources. What a claim costs by itself, with its bell and its worker's way to it, is about what it takes to look at
# as many that bring nothing.
WORTH_A_CLAIM = 250
# Sources looked at beside those that are wanted, because some hosts have more due than there is time to ask.
SPARE = 250
MOST_AT_ONCE = 10_000  # sources claimed by one look; the rest is still due at the next


def claim(
    *, now: datetime, size: int | None = None, only: Q | None = None, most: int | None = None
) -> list[UUID]:
    """Lease every due source, `size` to a token (FETCH_CLAIM_SIZE), and return the tokens, at most `most`.

    With `most`, a few hundred are shared out among that many. `only` narrows it further, for example to one source.
    Two claims at once never take the same source: PostgreSQL skips rows another claim holds, SQLite lets one claim
    write at a time.
    """
    size = size or settings.FETCH_CLAIM_SIZE
    look_at = MOST_AT_ONCE if most is None else min(MOST_AT_ONCE, most * size + SPARE)
    with transaction.atomic():
        # Nothing is joined to it. PostgreSQL expects one that is due, and would look through all hosts for each.
        due = Source.objects.due(now).filter(only or Q()).exclude(host__in=Host.objects.busy(now))
        overdue = _locked(due.order_by("next_fetch_at", "pk"))
        rows = bulk.tuples(overdue.values_list("pk", "host_id", "lease_token")[:look_at])
        if not rows:  # whoever begins a claim looks, and mostly there is no more
            return []
        paced = {host for _pk, host, _token in rows} - _unpaced_hosts()
        alone = _reservable(paced, now=now)
        lines = _lines(
            [(pk, host) for pk, host, _ in rows if host in alone or host not in paced], paced=paced
        )
        groups = _packed(lines, _share(sum(map(len, lines)), size=size, among=most))[:most]
        leased = {pk for group in groups for pk, _host in group}
        _record_lost([(pk, token) for pk, _host, token in rows if token and pk in leased], now=now)
        claimed = {_lease(group, paced=paced, now=now): [pk for pk, _host in group] for group in groups}
        claims.make(claimed, now=now)
        return list(claimed)


def begin(token: UUID, *, now: datetime) -> bool:
    """Take up a claim, its lease running from now; False where another worker has it, or nobody may any more."""
    # Most have just been made, and need one statement.
    if claims.begin(token, now=now, made_after=now - FRESH * claims.lease()):
        return True
    return claims.begin(token, now=now) and renew(token, now=now)


def held(token: UUID, *, now: datetime) -> list[Visit]:
    """The sources that still bear this token and whose lease has not run out, the longest overdue first."""
    # Asked for by number alone. Of those that bear a token, too, PostgreSQL expects one, as above.
    claimed = Source.objects.filter(pk__among=claims.sources(token)).order_by("next_fetch_at", "pk")
    ours = ExpressionWrapper(Q(lease_token=token, leased_until__gt=now), BooleanField())
    rows = claimed.annotate(ours=ours).values_list("ours", *visit.COLUMNS)
    return [Visit(*told) for is_ours, *told in bulk.tuples(rows) if is_ours]


def rows(pks: Collection[int]) -> dict[int, Source]:
    """These sources whole, to store what they bring; without those that were deleted meanwhile."""
    sources = {one.pk: one for one in bulk.objects(Source, pks)}
    # What a first document brings goes into these. A later one mostly brings little, and asks for its own.
    unread = [source for source in sources.values() if source.body_hash is None]
    prefetch_related_objects(unread, "former_addresses")
    return sources


def renew(token: UUID, *, now: datetime) -> bool:
    """Say that the work goes on: the lease of what is unfinished, and of its hosts, runs from now.

    False when nothing is left: all is written down, or the lease ran out and others may have it.
    """
    until = now + claims.lease()
    held = _borne_by(token).filter(leased_until__gt=now).update(leased_until=until)
    Host.objects.filter(lease_token=token, next_at__gt=now).update(next_at=until)
    if held:
        claims.renew(token, now=now)
    return bool(held)


def make_due(source: Source, *, now: datetime) -> bool:
    """Let the next look come at once, if this source is followed. One that is being looked at already stays so."""
    return bool(Source.objects.followed().filter(pk=source.pk).update(next_fetch_at=now))


def cool(host_id: int, *, until: datetime) -> None:
    """Leave everything at this host alone until then, or for longer where that was asked for already."""
    sooner = Q(cooldown_until__isnull=True) | Q(cooldown_until__lt=until)
    Host.objects.filter(sooner, pk=host_id).update(cooldown_until=until)


def unpaced() -> frozenset[str]:
    """Hosts that need not be spared: our own, on loopback, where the settings say so."""
    return frozenset() if settings.FETCH_PACE_OPEN_PAIRS else frozenset(settings.OUTBOUND_OPEN_PAIRS)


def release(token: UUID, *, now: datetime, unfinished: Collection[int] | None = None) -> int:
    """Give back what was not finished, to be claimed again at once, and the hosts; returns how many sources.

    Who knows what is `unfinished` says so; mostly that is nothing.
    """
    pause = timedelta(seconds=settings.FETCH_HOST_GAP)
    claims.end(token, now=now)
    Host.objects.filter(lease_token=token).update(lease_token=None, next_at=now + pause)
    if unfinished is None:
        unfinished = claims.sources(token)
    return _bearing(token, unfinished).update(**Source.UNLEASED) if unfinished else 0


def put_off(token: UUID, *, now: datetime) -> None:
    """What a mistake of our own cut short waits as if its worker had died: until this lease would have run out.

    Released alone it would be due at once, and meet the same mistake many times a second.
    """
    with transaction.atomic():
        held = _borne_by(token)
        _record_lost([(pk, token) for pk in held.values_list("pk", flat=True)], now=now)
        held.update(next_fetch_at=now + claims.lease())


def _unpaced_hosts() -> set[int]:
    """The numbers of the hosts that need not be spared."""
    keys = unpaced()
    return set(Host.objects.filter(key__among=keys).values_list("pk", flat=True)) if keys else set()


def _borne_by(token: UUID) -> QuerySet[Source]:
    return _bearing(token, claims.sources(token))


def _bearing(token: UUID, pks: Collection[int]) -> QuerySet[Source]:
    """Found by number: no index knows a lease token, as it would be written at every look."""
    return Source.objects.filter(pk__among=pks, lease_token=token)


def _locked(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Ours until the claim is written; SQLite lets one claim write at a time anyway."""
    if connection.features.has_select_for_update_skip_locked:
        return rows.select_for_update(skip_locked=True, of=("self",))
    return rows


def _reservable(hosts: set[int], *, now: datetime) -> set[int]:
    """Those among these that no other claim has; locked, so that none takes them before we have written."""
    if not hosts:
        return set()
    free = Host.objects.free(now).filter(pk__in=hosts).order_by("pk")
    return set(_locked(free).values_list("pk", flat=True))


def _lease(line: list[tuple[int, int]], *, paced: set[int], now: datetime) -> UUID:
    token = uuid4()
    until = now + claims.lease()
    Source.objects.filter(pk__among=[pk for pk, _host in line]).update(lease_token=token, leased_until=until)
    if hosts := {host for _pk, host in line} & paced:
        Host.objects.filter(pk__in=hosts).update(lease_token=token, next_at=until)
    return token


def _lines(rows: list[tuple[int, int]], *, paced: set[int]) -> list[list[tuple[int, int]]]:
    """The sources by host, the longest overdue first, and no more of a host than there is time to ask.

    What may be shared out between claims is a line by itself: each source of a host that need not be spared.
    """
    most = (
        max(1, int(ASKING_TIME.total_seconds() / settings.FETCH_HOST_GAP))
        if settings.FETCH_HOST_GAP
        else None
    )
    lines: dict[int, list[tuple[int, int]]] = {}
    for pk, host in rows:
        lines.setdefault(host, []).append((pk, host))
    return [
        part
        for host, line in lines.items()
        for part in ([line[:most]] if host in paced else [[one] for one in line])
    ]


def _share(count: int, *, size: int, among: int | None) -> int:
    """How many of so many sources make a claim: as many each, so that no worker is left with a remnant."""
    if among is None:
        return size
    shares = min(among, max(1, count // WORTH_A_CLAIM))
    return min(size, math.ceil(count / shares) or 1)


def _packed(lines: list[list[tuple[int, int]]], size: int) -> list[list[tuple[int, int]]]:
    """Lines put together to groups of at most `size`; no line is torn, since a host belongs to one claim alone."""
    groups: list[list[tuple[int, int]]] = []
    for whole in lines:
        line = whole[:size]
        if not groups or len(groups[-1]) + len(line) > size:
            groups.append([])
        groups[-1] += line
    return groups


def _record_lost(expired: Sequence[tuple[int, UUID]], *, now: datetime) -> None:
    """An expired lease is the record of a worker that died; whoever claims the source next writes it down."""
    if not expired:
        return
    begun = claims.begun({token for _pk, token in expired})
    Fetch.objects.bulk_create(
        Fetch(
            source_id=pk,
            lease_token=token,
            started_at=now,
            finished_at=now,
            code=Code.LOST,
            note="" if token in begun else "no worker took it up in time",
        )
        for pk, token in expired
    )
