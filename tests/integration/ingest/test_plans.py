"""What PostgreSQL does for a claim when all is due at once, of which it has seen little: after a night's outage."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from stories.ingest import due, schedule
from stories.ingest.store import Outcome, before, write_back
from stories.models import Code, Source
from tests.factories import NOON, HostFactory, SourceFactory, StoryFactory
from tests.statements import sent

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]
SOURCES = 200
TOGETHER = 10  # written back
ASKED_ABOUT = 25  # entries of one document


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
    outcomes = _nothing_new(token)
    assert len(outcomes) == SOURCES
    assert _most_often(lambda: write_back(outcomes)) < SOURCES / 10


def test_what_is_planned_once_reads_no_more_than_it_has_to(all_values_alike: None) -> None:
    """The plan that a worker keeps was made without knowing how many sources or keys are asked about."""
    (token,) = due.claim(now=NOON)
    outcomes = _nothing_new(token)[:TOGETHER]
    assert _rows_read("stories_source", lambda: write_back(outcomes)) <= 3 * TOGETHER
    source = Source.objects.all()[0]
    _names_of(source, 1000 * ASKED_ABOUT)
    asked = [_digest(number) for number in range(1, ASKED_ABOUT + 1)]
    assert _rows_read("stories_entrykey", lambda: before(source, [], besides=asked)) <= 3 * ASKED_ABOUT


def _nothing_new(token: UUID) -> list[Outcome]:
    return [
        Outcome(visit.pk, token, Code.NOT_MODIFIED, NOON, NOON, schedule.after_nothing_new(visit, now=NOON))
        for visit in due.held(token, now=NOON)
    ]


@pytest.fixture
def all_values_alike() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")


def _names_of(source: Source, number: int) -> None:
    """What a blog that was read for years calls its stories."""
    story = StoryFactory(owner_source=source)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO stories_entrykey (source_id, story_id, digest, rung)"
            " SELECT %s, %s, sha256(number::text::bytea), 'guid' FROM generate_series(1, %s) AS number",
            [source.pk, story.pk, number],
        )
        cursor.execute("ANALYZE stories_story, stories_entrykey")
    source.body_hash = b"read before"


def _digest(number: int) -> bytes:
    return sha256(b"%d" % number).digest()


def _rows_read(table: str, work: Callable[[], object]) -> int:
    """How many rows of a table PostgreSQL looks at for this."""

    def counted() -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = %s",
                [table],
            )
            return int(cursor.fetchone()[0])

    at_first = counted()
    work()
    return counted() - at_first


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
