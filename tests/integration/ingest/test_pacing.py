"""Hosts are spared by all workers together; the numbers are those of the hostile cases."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from itertools import pairwise

import pytest
from pytest_django import Settings

from portal import outbound
from portal.outbound import Limits
from stories.ingest import due, pipeline
from stories.ingest.pacing import AT_ONCE
from stories.models import Code, Fetch, Host, Source
from tests.claiming import held
from tests.factories import NOON, HostFactory, SourceFactory
from tests.fakeweb import FakeWeb, Script, Seen, Step, answer, late, silent
from tests.integration.ingest.conftest import Clock, Poll
from tests.integration.ingest.feeds import item, rss

Follow = Callable[..., Source]
pytestmark = pytest.mark.django_db
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


@pytest.fixture(autouse=True)
def paced(settings: Settings) -> None:
    settings.FETCH_PACE_OPEN_PAIRS = True
    settings.FETCH_HOST_GAP = 0.2


class Busy:
    """A script that remembers how many requests it had under way at once."""

    def __init__(self, then: Script) -> None:
        self._then = then
        self._now = 0
        self.most = 0

    def __call__(self, seen: Seen) -> Iterator[Step]:
        self._now += 1
        self.most = max(self.most, self._now)
        try:
            yield from late(0.7, self._then)(seen)
        finally:  # the last step is not always asked for what comes after it
            self._now -= 1


def test_b36_many_sources_of_one_host_are_asked_one_after_the_other(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    busy = Busy(answer(status=304))
    for number in range(6):
        follow(web.on(f"/{number}", busy))
    poll.all()
    begun = sorted(seen.at for seen in web.seen)
    assert len(begun) == 6
    assert busy.most == AT_ONCE
    assert min(later - earlier for earlier, later in pairwise(begun)) > 0.15


def test_b36_a_host_is_in_one_workers_hands_and_pauses_between_two(settings: Settings) -> None:
    settings.FETCH_HOST_GAP = 1.0
    platform = HostFactory()
    SourceFactory.create_batch(2, approved=True, host=platform)
    (token,) = due.claim(now=NOON)
    late_comer = SourceFactory(approved=True, host=platform)

    assert due.claim(now=NOON) == []
    due.release(token, now=NOON)
    assert due.claim(now=NOON) == []
    (second,) = due.claim(now=NOON + SECOND)
    assert late_comer in held(second, now=NOON + SECOND)


def test_b36_no_more_of_a_host_is_claimed_than_there_is_time_to_ask(settings: Settings) -> None:
    settings.FETCH_HOST_GAP = 1.0
    SourceFactory.create_batch(40, approved=True, host=HostFactory())
    other = SourceFactory(approved=True, next_fetch_at=NOON)
    (token,) = due.claim(now=NOON)
    found = held(token, now=NOON)
    assert len(found) == 1 + due.ASKING_TIME.total_seconds()
    assert other in found


def test_a_worker_that_died_keeps_its_hosts_no_longer_than_its_lease() -> None:
    SourceFactory(approved=True)
    due.claim(now=NOON)
    assert due.claim(now=NOON + 80 * SECOND) == []
    assert len(due.claim(now=NOON + 91 * SECOND)) == 1


def test_a_late_worker_does_not_give_back_what_is_anothers() -> None:
    SourceFactory(approved=True)
    (first,) = due.claim(now=NOON)
    later = NOON + 91 * SECOND
    (second,) = due.claim(now=later)
    assert due.release(first, now=later) == 0
    due.renew(first, now=later)
    host = Host.objects.get()
    assert (host.lease_token, host.next_at) == (second, later + 90 * SECOND)


def test_a_renewed_lease_runs_from_now_for_sources_and_hosts() -> None:
    SourceFactory(approved=True)
    (token,) = due.claim(now=NOON)
    due.renew(token, now=NOON + 60 * SECOND)
    assert len(held(token, now=NOON + 140 * SECOND)) == 1
    assert due.claim(now=NOON + 140 * SECOND) == []


@pytest.mark.parametrize("headers", [{"Retry-After": "3600"}, {}])
def test_b19_a_429_stops_everything_at_that_host(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock, headers: dict[str, str]
) -> None:
    follow(web.on("/first", answer(status=429, headers=headers)))
    for number in range(3):
        follow(web.on(f"/{number}", late(0.5, answer(rss(item(number))))))
    poll.all()
    asked = web.hits()
    assert asked <= AT_ONCE
    clock.forward(minutes=10)
    poll.all()
    assert web.hits() == asked
    until = Host.objects.get().cooldown_until
    assert until is not None
    clock.at = until
    poll.all()
    assert web.hits() >= 3


def test_b19_a_second_429_that_was_under_way_shortens_no_pause(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    follow(web.on("/first", late(0.5, answer(status=429, headers={"Retry-After": "36000"}))))
    follow(web.on("/second", late(0.7, answer(status=429))))
    poll.all()
    assert web.hits() == AT_ONCE
    until = Host.objects.get().cooldown_until
    assert until is not None and until >= NOON + 10 * HOUR


def test_b19_a_429_of_one_tenant_stops_only_that_one(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    limited = follow(web.on("/first", answer(status=429, headers={"Retry-After": "3600"})))
    Host.objects.update(multi_tenant=True)
    for number in range(3):
        follow(web.on(f"/{number}", answer(rss(item(number)))))
    poll.all()
    assert Fetch.objects.filter(code=Code.OK).count() == 3
    limited.refresh_from_db()
    assert limited.next_fetch_at == NOON + HOUR


def test_b21_a_503_is_one_sources_own_trouble(web: FakeWeb, follow: Follow, poll: Poll) -> None:
    follow(web.on("/first", answer(status=503, headers={"Retry-After": "3600"})))
    follow(web.on("/second", answer(rss(item(1)))))
    poll.all()
    assert Fetch.objects.filter(code=Code.OK).count() == 1
    assert Host.objects.get().cooldown_until is None


def test_shows_7_slow_and_busy_hosts_delay_nobody_else(settings: Settings, clock: Clock) -> None:
    """Sixty sources on twenty hosts: two hosts hang, one answers 429, the others are done at once."""
    settings.OUTBOUND_OPEN_PAIRS = frozenset()
    with ExitStack() as stack:
        webs = [stack.enter_context(FakeWeb(f"127.0.0.{number}")) for number in range(2, 22)]
        settings.OUTBOUND_OPEN_PAIRS = frozenset(web.pair for web in webs)
        for number in range(60):
            web = webs[number % 20]
            script = silent() if number % 20 < 2 else answer(status=429 if number % 20 == 2 else 304)
            source = Source.at(web.on(f"/{number}", script), state=Source.State.APPROVED, next_fetch_at=NOON)
            source.save()
        client = outbound.client(Limits(total=4, first_byte=4))
        begun = time.monotonic()
        for token in due.claim(now=clock()):
            pipeline.ingest(token, client=client, now=clock)
        took = time.monotonic() - begun

    answered = [seen.at - begun for web in webs[3:] for seen in web.seen]
    assert len(answered) == 51
    assert max(answered) < 3
    assert took < 12
    assert webs[2].hits() <= AT_ONCE
    for web in webs:
        moments = sorted(seen.at for seen in web.seen)
        assert all(later - earlier > 0.15 for earlier, later in pairwise(moments))
