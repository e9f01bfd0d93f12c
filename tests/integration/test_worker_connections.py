"""A worker's connection to the database serves one task after another, and a broken one costs nobody his task."""

from __future__ import annotations

from functools import partial

import pytest
from django.db import connection

from stories import tasks
from tests.workers import CeleryWorker

pytestmark = [pytest.mark.worker, pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

PROCESSES = 2


def sessions() -> set[int]:
    """PostgreSQL's processes that serve others than this test on its database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return {pid for (pid,) in cursor.fetchall()}


def do(count: int, worker: CeleryWorker) -> None:
    """So many tasks that ask the database, one after another."""
    first = _done(worker) + 1
    for number in range(first, first + count):
        tasks.purge_outbox.delay()
        worker.wait_until(partial(_is_done, worker, number))


def _done(worker: CeleryWorker) -> int:
    return worker.log.count("succeeded in")


def _is_done(worker: CeleryWorker, number: int) -> bool:
    return _done(worker) >= number


def test_the_next_task_finds_the_connection_of_the_last_one(celery_worker: CeleryWorker) -> None:
    do(4, celery_worker)
    before = sessions()
    do(6, celery_worker)

    after = sessions()
    assert before
    assert before <= after
    assert len(after) <= PROCESSES


def test_a_connection_that_broke_meanwhile_is_replaced_before_the_next_task_needs_it(
    celery_worker: CeleryWorker,
) -> None:
    do(4, celery_worker)
    with connection.cursor() as cursor:
        for pid in sessions():
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])

    do(4, celery_worker)

    assert "raised unexpected" not in celery_worker.log
