"""What brought nothing new is written down for many sources at once, each value as it was given."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from programmes.models import Outbox
from stories.ingest import due, ending, schedule
from stories.ingest.store import Outcome, write_back
from stories.models import Code, Fetch, Source
from tests.claiming import held
from tests.factories import NOON, SourceFactory
from tests.statements import sent

pytestmark = pytest.mark.django_db
SOON = NOON + timedelta(hours=3, microseconds=7)


def outcome(source: Source, code: Code, columns: dict[str, Any], **fields: Any) -> Outcome:
    assert source.lease_token
    return Outcome(source.pk, source.lease_token, code, NOON, SOON, columns, **fields)


def claimed(count: int) -> list[Source]:
    SourceFactory.create_batch(count, approved=True)
    (token,) = due.claim(now=NOON)
    return held(token, now=NOON)


def test_every_kind_of_value_arrives_as_it_was_given() -> None:
    quiet, moved = claimed(2)
    validators = {"etag": 'W/"ü\\"', "last_modified": "", "wire_hash": bytes(range(32)), "body_hash": None}
    outcomes = [
        outcome(quiet, Code.NOT_MODIFIED, validators | {"next_fetch_at": SOON, "failing_since": None}),
        outcome(
            moved,
            Code.GONE,
            {"failures": 3, "failing_since": NOON, "moved_to": "https://new.example/%C3%BC"},
            status=410,
            size=12,
            ms=345,
            note="the site said “gone” \x00 and \ud800 more",
        ),
    ]

    assert write_back(outcomes) == 2

    quiet, moved = Source.objects.get(pk=quiet.pk), Source.objects.get(pk=moved.pk)
    assert (quiet.etag, quiet.next_fetch_at, quiet.failing_since) == ('W/"ü\\"', SOON, None)
    assert (bytes(quiet.wire_hash or b""), quiet.body_hash) == (bytes(range(32)), None)
    assert (quiet.lease_token, quiet.leased_until, quiet.last_fetched_at) == (None, None, SOON)
    assert (moved.failures, moved.failing_since, moved.last_code) == (3, NOON, Code.GONE)
    assert moved.moved_to == "https://new.example/%C3%BC"
    attempt = Fetch.objects.get(source=moved)
    assert (attempt.code, attempt.status, attempt.bytes, attempt.ms) == (Code.GONE, 410, 12, 345)
    assert (attempt.started_at, attempt.finished_at) == (NOON, SOON)
    assert attempt.note == "the site said “gone”  and  more"
    assert Fetch.objects.get(source=quiet).status is None


@pytest.mark.postgres
def test_fifty_quiet_sources_cost_one_statement() -> None:
    sources = claimed(50)
    outcomes = [outcome(source, Code.NOT_MODIFIED, {"next_fetch_at": SOON}) for source in sources]

    with sent() as statements:
        assert write_back(outcomes) == 50

    assert len([one for one in statements if "SAVEPOINT" not in one.sql]) == 1
    assert Fetch.objects.count() == 50


def test_no_index_of_a_source_holds_what_changes_at_every_look() -> None:
    """So that PostgreSQL writes the row alone, and no index at all."""
    quiet = schedule.after_nothing_new(Source(), now=NOON)
    changing = set(Outcome(1, uuid4(), Code.NOT_MODIFIED, NOON, SOON, quiet).source_columns())
    indexed = {name for index in Source._meta.indexes for name in index.fields}
    indexed |= {
        field.name for field in Source._meta.fields if getattr(field, "db_index", False) or field.unique
    }

    assert {"next_fetch_at", "lease_token", "leased_until"} <= changing
    assert not changing & indexed


def test_a_letter_that_is_owed_already_is_owed_once() -> None:
    (over,) = claimed(1)
    owed = {"topic": ending.TELL_ENDED, "dedupe_key": "one", "due_at": NOON}
    Outbox.objects.create(**owed)
    (decision,) = ending.rows(over, now=NOON)
    ended = outcome(over, Code.GONE, {"state": "ended"}, with_it=[decision, Outbox(**owed), Outbox(**owed)])

    assert write_back([ended]) == 1

    over.refresh_from_db()
    assert (over.state, over.decisions.count(), Outbox.objects.count()) == ("ended", 1, 1)
