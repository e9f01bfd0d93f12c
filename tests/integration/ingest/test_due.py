"""Whose turn it is: claims, leases and tokens."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.db.models import Q

from stories.ingest import due
from stories.models import Code, Fetch, Source
from tests.claiming import held
from tests.factories import NOON, HostFactory, SourceFactory

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


def test_only_approved_sources_whose_time_has_come_are_claimed() -> None:
    ready = SourceFactory(approved=True)
    SourceFactory(approved=True, next_fetch_at=LATER)
    for state in ("proposed", "paused", "ended"):
        SourceFactory(state=state)

    (token,) = due.claim(now=NOON)

    assert held(token, now=NOON) == [ready]


def test_a_source_under_a_live_lease_is_nobody_elses() -> None:
    SourceFactory(approved=True)
    assert len(due.claim(now=NOON)) == 1
    assert due.claim(now=NOON) == []


def test_a_source_whose_worker_died_is_claimed_again_and_the_loss_is_written_down() -> None:
    source = SourceFactory(approved=True)
    (first,) = due.claim(now=NOON)

    (second,) = due.claim(now=LATER)

    assert held(first, now=LATER) == []
    assert held(second, now=LATER) == [source]
    lost = Fetch.objects.get()
    assert (lost.code, lost.lease_token) == (Code.LOST, first)


def test_a_lease_that_ran_out_holds_nothing_even_before_somebody_else_claims() -> None:
    SourceFactory(approved=True)
    (token,) = due.claim(now=NOON)
    assert held(token, now=LATER) == []


def test_what_is_released_can_be_claimed_at_once() -> None:
    SourceFactory(approved=True)
    (token,) = due.claim(now=NOON)
    assert due.release(token, now=NOON) == 1
    assert len(due.claim(now=NOON + timedelta(seconds=1))) == 1


def test_a_token_holds_no_more_sources_than_asked_for() -> None:
    SourceFactory.create_batch(5, approved=True)
    sizes = [len(held(token, now=NOON)) for token in due.claim(now=NOON, size=2)]
    assert sorted(sizes) == [1, 2, 2]


@pytest.mark.parametrize(
    ("sources", "sizes"), [(9, [9]), (19, [19]), (25, [13, 12]), (33, [11, 11, 11]), (70, [20, 20, 20])]
)
def test_what_makes_a_few_claims_is_shared_out_evenly_so_that_no_worker_stands_idle(
    monkeypatch: pytest.MonkeyPatch, sources: int, sizes: list[int]
) -> None:
    monkeypatch.setattr(due, "WORTH_A_CLAIM", 10)
    SourceFactory.create_batch(sources, approved=True)
    assert [len(held(token, now=NOON)) for token in due.claim(now=NOON, size=20, most=3)] == sizes


def test_a_host_belongs_to_one_token_alone() -> None:
    platform = HostFactory()
    for _ in range(3):
        SourceFactory(approved=True, host=platform)
        SourceFactory(approved=True)
    tokens = due.claim(now=NOON, size=4)
    counts = [sum(source.host == platform for source in held(token, now=NOON)) for token in tokens]
    assert sorted(counts) == [0, 3]


def test_a_claim_can_be_narrowed_to_one_source() -> None:
    SourceFactory(approved=True)
    wanted = SourceFactory(approved=True)
    (token,) = due.claim(now=NOON, only=Q(pk=wanted.pk))
    assert held(token, now=NOON) == [wanted]


@pytest.mark.django_db(transaction=True)
def test_two_claims_at_once_never_take_the_same_source() -> None:
    SourceFactory.create_batch(30, approved=True)
    tokens: list[object] = []
    ready = threading.Barrier(4)

    def claim() -> None:
        ready.wait()
        tokens.extend(due.claim(now=NOON, size=5))
        connections.close_all()

    threads = [threading.Thread(target=claim) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    found = [source.pk for token in tokens for source in held(token, now=NOON)]  # type: ignore[arg-type]
    assert len(found) == len(set(found)) == 30
    assert Source.objects.filter(lease_token__isnull=True).count() == 0


def test_claiming_costs_the_same_number_of_queries_for_ten_sources_as_for_fifty(
    django_assert_num_queries: object,
) -> None:
    from django.test.utils import CaptureQueriesContext

    costs = []
    for _ in range(2):
        SourceFactory.create_batch(25, approved=True)
        with CaptureQueriesContext(connection) as captured:
            due.claim(now=NOON)
        costs.append(len(captured))
        Source.objects.update(lease_token=None, leased_until=None)
    assert costs[0] == costs[1]
