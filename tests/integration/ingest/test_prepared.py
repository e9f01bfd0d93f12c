"""What a worker writes again and again PostgreSQL plans once a session; the rest each time anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection

from stories.models import Source, Story
from tests.fakeweb import FakeWeb, answer, in_turn
from tests.integration.ingest.conftest import Clock, Poll
from tests.integration.ingest.feeds import item, rss

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


def test_statements_about_a_document_are_planned_once(
    web: FakeWeb, follow: Callable[..., Source], poll: Poll, clock: Clock
) -> None:
    bodies = [rss(*map(item, range(number, 10))) for number in range(9, 1, -1)]
    source = follow(web.on("/feed", in_turn(*map(answer, bodies))))
    for _body in bodies:
        poll(source)
        clock.forward(hours=2)
    assert Story.objects.count() == len(bodies)
    prepared = _prepared()
    for beginning in ('INSERT INTO "stories_story"', "WITH part0 AS (INSERT", 'UPDATE "stories_source"'):
        assert any(one.startswith(beginning) for one in prepared)
    # A first document is compared with the whole of a table that may be nearly empty now, and is not for long.
    reads = [one for one in prepared if one.startswith("SELECT")]
    assert [one for one in reads if "name.source_id" not in one] == []
    assert reads


def _prepared() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [" ".join(statement.split()) for (statement,) in cursor.fetchall()]
