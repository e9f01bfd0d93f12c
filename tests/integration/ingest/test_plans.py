"""What PostgreSQL does for a claim when all is due at once, of which it has seen little: after a night's outage."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from stories.ingest import due, schedule
from stories.ingest.store import Outcome, write_back
from stories.models import Code, Source
from tests.factories import NOON, HostFactory, SourceFactory
from tests.statements import sent

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]
SOURCES = 200


@pytest.fixture(autouse=True)
def all_due_of_which_few_were() -> None:
    """Statistics from a quiet hour, and then the morning."""
    hosts = HostFactory.create_batch(SOURCES)
    sources = [
        SourceFactory.build(host=host, state=Source.State.APPROVED, next_fetch_at=NOON + timedelta(days=1))
        for host in hosts
    ]
    Source.objects.bulk_create(sources)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE stories_source, stories_host")
    Source.objects.update(next_fetch_at=NOON - timedelta(hours=8))


def test_nothing_is_done_once_for_each_source() -> None:
    assert _most_often(lambda: due.claim(now=NOON)) < SOURCES / 10
    (token,) = due.claim(now=NOON)
    assert _most_often(lambda: due.held(token, now=NOON)) < SOURCES / 10
    outcomes = [
        Outcome(visit.pk, token, Code.NOT_MODIFIED, NOON, NOON, schedule.after_nothing_new(visit, now=NOON))
        for visit in due.held(token, now=NOON)
    ]
    assert len(outcomes) == SOURCES
    assert _most_often(lambda: write_back(outcomes)) < SOURCES / 10


def _most_often(work: Callable[[], object]) -> int:
    """How often PostgreSQL begins that part of this work which it begins most often. Nothing of it stays done."""
    with sent() as everything, transaction.atomic():
        work()
        transaction.set_rollback(True)
    statements = [one for one in everything if one.sql.lstrip().startswith(("SELECT", "WITH"))]
    assert statements
    with connection.cursor() as cursor, transaction.atomic():
        plans = []
        for sql, values in statements:
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", values)
            plans += cursor.fetchone()[0]
        transaction.set_rollback(True)
    return max(loops for plan in plans for loops in _loops(plan["Plan"]))


def _loops(node: dict[str, Any]) -> Iterator[int]:
    yield int(node["Actual Loops"])
    for below in node.get("Plans", ()):
        yield from _loops(below)
