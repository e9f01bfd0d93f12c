"""How much is claimed at once, and by whom it is worked off: no more than is begun in time, each once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone
from kombu.exceptions import OperationalError
from pytest_django import Settings

from stories import tasks
from stories.ingest import claims, due, pipeline
from stories.ingest.reading import Reader
from stories.models import Claim, Code, Fetch, Source
from tests.claiming import held
from tests.factories import NOON, HostFactory, SourceFactory
from tests.fakeweb import FakeWeb, Seen, Step, answer, in_turn, late
from tests.integration.ingest.conftest import Clock, Poll
from tests.integration.ingest.feeds import item, rss
from tests.integration.ingest.test_reading import POISONABLE
from tests.workers import CeleryWorker

Follow = Callable[..., Source]
pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def stand(*, waiting: int = 0, at_work: int = 0, done: int = 0) -> None:
    """So many claims of the last minute in each state."""
    states = [(None, None)] * waiting + [(NOON, None)] * at_work + [(NOON, NOON)] * done
    until = NOON + claims.lease()
    Claim.objects.bulk_create(
        Claim(token=uuid4(), made_at=NOON, until=until, begun_at=begun, ended_at=ended)
        for begun, ended in states
    )


@pytest.mark.parametrize(
    ("stands", "room"),
    [
        ({}, 2),  # somebody has to begin
        ({"waiting": 2}, 0),  # nobody does: no worker runs
        ({"at_work": 1}, 1),
        ({"at_work": 1, "waiting": 1}, 0),
        ({"at_work": 8}, 8),
        ({"at_work": 8, "waiting": 3}, 5),
        ({"at_work": 8, "waiting": 5}, 0),  # not one by one
        ({"at_work": 2, "done": 10}, 8),
        ({"at_work": 2, "done": 10, "waiting": 5}, 0),
        ({"at_work": 2, "done": 400}, 16),  # the next ones may be slower than all of these
        ({"done": 400}, 8),
    ],
)
def test_as_many_claims_may_wait_as_are_begun_within_a_lease(stands: dict[str, int], room: int) -> None:
    stand(**stands)
    assert claims.room(now=NOON + SECOND) == room


def test_claims_whose_lease_ran_out_count_for_nothing() -> None:
    stand(waiting=5, at_work=5, done=50)
    much_later = NOON + claims.lease() + SECOND
    assert claims.room(now=much_later) == claims.AT_FIRST
    claims.forget_old(now=much_later + claims.lease())
    assert Claim.objects.count() == 0


@pytest.fixture
def bells() -> Iterator[list[str]]:
    """The tokens that were rung for, in a queue that nobody works off."""
    rung: list[str] = []
    with patch("stories.tasks.ingest_claim.delay", side_effect=rung.append):
        yield rung


def test_a_queue_that_nobody_works_off_does_not_grow(settings: Settings, bells: list[str]) -> None:
    settings.FETCH_CLAIM_SIZE = 1
    SourceFactory.create_batch(9, approved=True)
    for _ in range(5):
        tasks.dispatch_due()
    assert len(bells) == claims.AT_FIRST
    assert Source.objects.due(timezone.now()).count() == 9 - claims.AT_FIRST


def test_the_first_claims_are_rung_for_before_the_others_are_made(settings: Settings) -> None:
    settings.FETCH_CLAIM_SIZE = 1
    SourceFactory.create_batch(9, approved=True)
    made: list[int] = []
    with (
        patch.object(claims, "room", return_value=7),
        patch(
            "stories.tasks.ingest_claim.delay", side_effect=lambda _token: made.append(Claim.objects.count())
        ),
    ):
        assert tasks.dispatch_due() == 7
    assert made[0] == tasks.HANDFUL
    assert made[-1] == 7


def test_what_somebody_waits_for_comes_before_everything_else_that_is_due(
    settings: Settings, bells: list[str]
) -> None:
    settings.FETCH_CLAIM_SIZE = 1
    SourceFactory.create_batch(9, approved=True)
    tasks.dispatch_due()
    wanted = SourceFactory(approved=True, next_fetch_at=timezone.now())
    assert tasks.fetch_one(wanted.pk) == 1
    wanted.refresh_from_db()
    assert str(wanted.lease_token) == bells[-1]
    assert tasks.fetch_one(wanted.pk) == 0  # it is being asked


def test_everything_due_is_worked_off_without_the_clock_ringing_again(
    settings: Settings, bells: list[str], web: FakeWeb, follow: Follow
) -> None:
    settings.FETCH_CLAIM_SIZE = 1
    for number in range(9):
        follow(web.on(f"/{number}", answer(rss(item(number)))))
    tasks.dispatch_due()
    while bells:
        tasks.ingest_claim(bells.pop(0))
    assert Fetch.objects.filter(code=Code.OK).count() == 9


def test_a_broker_that_is_away_costs_neither_the_claim_at_hand_nor_the_next(
    settings: Settings, web: FakeWeb, follow: Follow
) -> None:
    settings.FETCH_CLAIM_SIZE = 1
    for number in range(3):
        follow(web.on(f"/{number}", answer(rss(item(number)))))
    (token,) = due.claim(now=timezone.now(), most=1)
    with patch("stories.tasks.ingest_claim.delay", side_effect=OperationalError):
        tasks.ingest_claim(str(token))
    assert Fetch.objects.filter(code=Code.OK).count() == 1
    assert Source.objects.due(timezone.now()).count() == 2


def test_a_claim_is_no_larger_than_asked_for_and_hosts_with_much_to_do_hide_nobody(
    settings: Settings,
) -> None:
    settings.FETCH_HOST_GAP = 1.0
    SourceFactory.create_batch(60, approved=True, host=HostFactory())
    others = SourceFactory.create_batch(3, approved=True, next_fetch_at=NOON + SECOND)
    now = NOON + 2 * SECOND
    found = [
        source
        for _ in range(2)
        for token in due.claim(now=now, size=10, most=1)
        for source in held(token, now=now)
    ]
    assert set(others) <= set(found)


def test_only_one_worker_takes_up_a_claim() -> None:
    SourceFactory(approved=True)
    (token,) = due.claim(now=NOON)
    assert [due.begin(token, now=NOON) for _ in range(2)] == [True, False]


def test_a_claim_that_waited_for_too_long_is_nobodys_and_the_log_says_so() -> None:
    source = SourceFactory(approved=True)
    (token,) = due.claim(now=NOON)
    late = NOON + claims.lease() + SECOND
    assert not due.begin(token, now=late)
    due.claim(now=late)
    assert [(row.code, row.note) for row in Fetch.objects.filter(source=source)] == [
        (Code.LOST, "no worker took it up in time")
    ]


def test_a_claim_that_waited_has_a_whole_lease_from_when_it_is_taken_up() -> None:
    SourceFactory(approved=True)
    (token,) = due.claim(now=NOON)
    begun = NOON + 80 * SECOND
    assert due.begin(token, now=begun)
    assert len(held(token, now=begun + 80 * SECOND)) == 1
    assert due.claim(now=begun + 80 * SECOND) == []


def test_what_is_not_done_when_the_time_is_up_is_given_back_and_done_next_time(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "WORK_TIME", 1.0)
    hangs = follow(
        web.on("/hangs", in_turn(answer(rss(item(0, title="POISON:sleep"))), answer(rss(item(0)))))
    )
    others = [follow(web.on(f"/{n}", late(0.2, answer(rss(item(n)))))) for n in range(1, 8)]
    quiet = follow(web.on("/quiet", answer(status=304)))
    begun = time.monotonic()
    with Reader[Any](POISONABLE) as reader:
        poll.reader = reader
        poll.all()
    assert time.monotonic() - begun < 3
    assert [row.source for row in Fetch.objects.all()] == [quiet]
    assert Source.objects.filter(lease_token__isnull=False).count() == 0
    poll.reader = None
    clock.forward(seconds=1)
    poll.all()
    done = Fetch.objects.filter(code=Code.OK)
    assert {row.source for row in done} == {hangs, *others}


def test_a_worker_that_outlived_its_lease_asks_nobody_else(
    web: FakeWeb,
    follow: Follow,
    poll: Poll,
    clock: Clock,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.FETCH_PACE_OPEN_PAIRS, settings.FETCH_HOST_GAP = True, 0.2
    monkeypatch.setattr(pipeline, "RENEW_EVERY", 0.0)

    def asleep(seen: Seen) -> Iterable[Step]:
        clock.forward(minutes=5)
        return answer(rss(item(1)))(seen)

    for number in range(5):
        follow(web.on(f"/{number}", asleep))
    poll.all()
    assert web.hits() <= 2


@pytest.mark.django_db(transaction=True)
def test_c19_two_workers_with_one_token_fetch_once(web: FakeWeb, follow: Follow) -> None:
    follow(web.on("/feed", late(0.5, answer(rss(item(1))))))
    (token,) = due.claim(now=timezone.now())
    at_once(2, lambda: tasks.ingest_claim(str(token)))
    assert (web.hits(), [row.code for row in Fetch.objects.all()]) == (1, [Code.OK])


@pytest.mark.django_db(transaction=True)
def test_c19_two_schedulers_and_an_impatient_person_fetch_once(
    web: FakeWeb, follow: Follow, bells: list[str]
) -> None:
    source = follow(web.on("/feed", late(0.5, answer(rss(item(1))))))
    at_once(3, tasks.dispatch_due)
    due.make_due(source, now=timezone.now())
    tasks.dispatch_due()
    for token in bells:
        tasks.ingest_claim(token)
    assert (web.hits(), [row.code for row in Fetch.objects.all()]) == (1, [Code.OK])


@pytest.mark.worker
@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_c19_a_message_that_comes_five_times_is_worked_off_once(
    web: FakeWeb, celery_worker: CeleryWorker, follow: Follow
) -> None:
    follow(web.on("/feed", late(1, answer(rss(item(1))))))
    (token,) = due.claim(now=timezone.now())
    for _ in range(5):
        tasks.ingest_claim.delay(str(token))
    celery_worker.wait_until(lambda: Claim.objects.filter(ended_at__isnull=False).exists())
    assert (web.hits(), Fetch.objects.count()) == (1, 1)


def at_once(times: int, work: Callable[[], object]) -> None:
    """Do it in so many threads, all beginning together."""
    ready = threading.Barrier(times)

    def run() -> None:
        ready.wait()
        work()
        connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
