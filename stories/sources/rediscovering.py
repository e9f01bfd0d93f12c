"""A feed that is no longer where it was: a look at its home page, and what is found there, for a person to choose.

Decides when to look, and asks in the background as politely as the engine: one request at a time, no faster than
its host is paced, and not while a claim has that host. Nothing is followed because it was found: anybody may have
the page by now (`changing.follow_at`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin
from uuid import uuid4

from django.conf import settings
from django.db.models import F, Q, QuerySet

from portal.outbound import Client, Policy, Request
from portal.outbound.engine import Outcome
from stories.ingest import discovery
from stories.ingest.discovery import Feed, Nothing
from stories.ingest.identify import canonical_url
from stories.models import Code, Host, Rediscovery, Source
from stories.sources import proposing

VANISHED = (Code.NOT_A_FEED, Code.HTTP_4XX, Code.GONE, Code.DNS)
SURE = 2  # failures in a row: a single one is often a site being mended
AGAIN = timedelta(days=7)
AT_ONCE = 5  # sources in one round
RESERVED = timedelta(minutes=2)  # more than one look takes

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Found:
    """A feed on the home page of a source that has lost its own."""

    url: str
    title: str
    total: int
    newest: datetime | None


def rediscover_owed(*, now: Clock) -> int:
    """Look at the home pages of some sources whose feed has vanished; returns how many were looked at."""
    client = _OneByOne(discovery.patient_client().policy, gap=settings.FETCH_HOST_GAP)
    return sum(_look(source, client, now=now) for source in owed(now=now())[:AT_ONCE])


def look_now(source: Source, *, now: Clock) -> bool:
    """The same for somebody who waits; False where its host is being asked at this moment."""
    return _look(source, discovery.patient_client(), now=now)


def owed(*, now: datetime) -> QuerySet[Source]:
    """Once an outage, and once a week while it lasts: the page may have been mended."""
    lost = Source.objects.filter(
        state__in=[Source.State.APPROVED, Source.State.PAUSED], last_code__in=VANISHED, failures__gte=SURE
    )
    never, before = Q(rediscovery=None), Q(rediscovery__looked_at__lt=F("failing_since"))
    again = Q(rediscovery__looked_at__lt=now - AGAIN)
    return lost.filter(never | before | again).select_related("rediscovery").order_by("failing_since", "pk")


def found(source: Source) -> list[Found] | None:
    """What the last look brought, while the feed is still lost; None where there was no look."""
    look = getattr(source, "rediscovery", None)
    if (
        look is None
        or not source.failures
        or (source.failing_since and look.looked_at < source.failing_since)
    ):
        return None
    return [_read(row) for row in look.feeds if row["url"] != source.url]


def _look(source: Source, client: Client, *, now: Clock) -> bool:
    home = source.home_page or urljoin(source.url, "/")
    host = Source.at(home).host
    token = uuid4()
    free = Host.objects.free(now()).filter(pk=host.pk)
    if not free.update(lease_token=token, next_at=now() + RESERVED):
        return False  # somebody asks it at this moment; the next round looks
    try:
        if not _taken(source, now=now()):
            return False
        feeds = discovery.discover(home, client=client)
    finally:
        pause = timedelta(seconds=settings.FETCH_HOST_GAP)
        Host.objects.filter(pk=host.pk, lease_token=token).update(lease_token=None, next_at=now() + pause)
    rows = [] if isinstance(feeds, Nothing) else [_write(feed) for feed in feeds if _is_news(feed, source)]
    Rediscovery.objects.filter(source=source).update(feeds=rows)
    return True


def _taken(source: Source, *, now: datetime) -> bool:
    """Nobody else looks at it: two workers may have read the same list."""
    before = getattr(source, "rediscovery", None)
    if before is not None:
        mine = Rediscovery.objects.filter(pk=before.pk, looked_at=before.looked_at)
        return bool(mine.update(looked_at=now, feeds=[]))
    return Rediscovery.objects.get_or_create(source=source, defaults={"looked_at": now})[1]


def _is_news(feed: Feed, source: Source) -> bool:
    """Not what we ask already, nor what another source of ours brings."""
    other = proposing.known(feed.url)
    return canonical_url(feed.url) != canonical_url(source.url) and (other is None or other.pk == source.pk)


def _write(feed: Feed) -> dict[str, Any]:
    dates = [entry.published_at for entry in feed.entries if entry.published_at]
    newest = max(dates).isoformat() if dates else ""
    return {"url": feed.url, "title": feed.title, "total": feed.total, "newest": newest}


def _read(row: dict[str, Any]) -> Found:
    newest = datetime.fromisoformat(row["newest"]) if row["newest"] else None
    return Found(row["url"], row["title"], row["total"], newest)


class _OneByOne(Client):
    """Asks one question after another, with a pause between: nobody waits for the answers."""

    def __init__(self, policy: Policy, *, gap: float) -> None:
        super().__init__(policy)
        self._gap = gap
        self._asked_at = 0.0

    def get_all(
        self, requests: Iterable[Request | None], *, meanwhile: Callable[[], None] | None = None
    ) -> Iterator[Outcome]:
        for request in requests:
            if request is not None:
                time.sleep(max(0.0, self._asked_at + self._gap - time.monotonic()))
                yield from super().get_all([request], meanwhile=meanwhile)
                self._asked_at = time.monotonic()
