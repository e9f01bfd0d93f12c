"""The numbers for Prometheus: only for whoever bears the token, right, and cheap however much there is."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from portal.metrics import Tables
from programmes.models import Outbox
from stories.ingest import due
from stories.models import Afterwards, Code, Fetch, Source, Story
from stories.notify.sending import MOST_ATTEMPTS
from tests.factories import NOON, HostFactory, SourceFactory, StoryFactory

pytestmark = pytest.mark.django_db

TOKEN = "let-me-look-ÿ"


@pytest.fixture
def token(settings: Settings) -> str:
    settings.METRICS_TOKEN = TOKEN
    return TOKEN


def numbers(*, now: datetime = NOON) -> dict[str, float]:
    """What the tables say at that moment, by name and label."""
    return {
        " ".join([sample.name.removeprefix("portal_"), *sample.labels.values()]): sample.value
        for family in Tables(now=now).collect()
        for sample in family.samples
    }


def looked_at(source: Source, code: Code, *, ago: timedelta = timedelta(minutes=5), **other: int) -> None:
    Fetch.objects.create(source=source, started_at=NOON - ago, finished_at=NOON - ago, code=code, **other)


def test_without_a_token_in_the_settings_there_is_no_such_page(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = ""
    for sent in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer x"}):
        assert client.get("/metrics", headers=sent).status_code == 404


@pytest.mark.parametrize(
    "sent", ["", "Bearer", "Bearer wrong", "Bearer let-me-look", f"Basic {TOKEN}", TOKEN]
)
def test_without_the_right_token_nothing_is_told(client: Client, token: str, sent: str) -> None:
    answer = client.get("/metrics", headers={"Authorization": sent} if sent else {})
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert b"portal_" not in answer.content


def test_whoever_bears_the_token_reads_what_prometheus_reads(client: Client, token: str) -> None:
    SourceFactory(approved=True, next_fetch_at=timezone.now() - timedelta(minutes=10))
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain")
    assert "no-store" in answer["Cache-Control"]
    families = {family.name: family for family in text_string_to_metric_families(answer.content.decode())}
    assert families["portal_oldest_overdue_seconds"].samples[0].value == pytest.approx(600, abs=30)


def test_how_far_behind_the_engine_is() -> None:
    assert numbers()["oldest_overdue_seconds"] == 0
    for minutes in (2, 7, -5):
        SourceFactory(approved=True, next_fetch_at=NOON - timedelta(minutes=minutes))
    lease = {"lease_token": uuid4(), "next_fetch_at": NOON - timedelta(hours=1)}
    SourceFactory(approved=True, leased_until=NOON + timedelta(minutes=1), **lease)
    SourceFactory(state=Source.State.PAUSED, next_fetch_at=NOON - timedelta(days=9))
    found = numbers()
    assert found["oldest_overdue_seconds"] == 7 * 60
    assert found["sources_due"] == 2
    assert found["sources_leased"] == 1
    assert found["claims_waiting"] == 0
    assert found["leases_run_out"] == 0
    assert (found["sources approved"], found["sources paused"], found["sources ended"]) == (4, 1, 0)
    assert numbers(now=NOON + timedelta(minutes=2))["leases_run_out"] == 1
    due.claim(now=NOON)
    assert numbers()["claims_waiting"] == 1


def test_what_came_of_the_last_hour() -> None:
    source = SourceFactory(approved=True)
    for _ in range(3):
        looked_at(source, Code.NOT_MODIFIED)
    looked_at(source, Code.OK, new=4, changed=2)
    looked_at(source, Code.LOST)
    looked_at(source, Code.OK, ago=timedelta(hours=2), new=50)
    found = numbers()
    assert found["fetches_last_hour not_modified"] == 3
    assert found["fetches_last_hour ok"] == 1
    assert found["fetches_last_hour gone"] == 0
    assert found["fetches_not_modified_share"] == pytest.approx(0.6)
    assert found["leases_lost_last_hour"] == 1
    assert (found["stories_new_last_hour"], found["stories_changed_last_hour"]) == (4, 2)


def test_what_is_owed() -> None:
    Outbox.objects.create(topic="a", dedupe_key="a", due_at=NOON)
    Outbox.objects.create(topic="a", dedupe_key="b", due_at=NOON, done_at=NOON)
    StoryFactory.create_batch(3, pictures_due_at=NOON - timedelta(minutes=1))
    Story.objects.update(search_owed=False)
    StoryFactory(pictures_due_at=NOON + timedelta(hours=1))
    Afterwards.objects.words_changed(Story.objects.all())
    HostFactory(cooldown_until=NOON + timedelta(minutes=1))
    HostFactory(cooldown_until=NOON - timedelta(minutes=1))
    found = numbers()
    assert found["outbox_owed"] == 1
    assert found["pictures_owed"] == 3
    assert found["search_owed"] == 1
    assert found["afterwards_owed"] == 4
    assert found["hosts_cooling_down"] == 1


def test_a_letter_that_was_given_up_is_owed_no_more_and_counted_by_itself() -> None:
    """It is kept for three months, and must not call somebody for as long."""
    letter = {"topic": "a", "due_at": NOON}
    Outbox.objects.create(dedupe_key="tried again", attempts=MOST_ATTEMPTS - 1, **letter)
    Outbox.objects.create(dedupe_key="given up", attempts=MOST_ATTEMPTS, **letter)
    Outbox.objects.create(dedupe_key="went out at last", attempts=MOST_ATTEMPTS, done_at=NOON, **letter)
    found = numbers()
    assert (found["outbox_owed"], found["outbox_given_up"]) == (1, 1)


def test_who_needs_a_person() -> None:
    SourceFactory(approved=True, failures=9, failing_since=NOON - timedelta(days=4), last_code=Code.DNS)
    SourceFactory(approved=True, failures=9, failing_since=NOON - timedelta(days=2), last_code=Code.DNS)
    assert numbers()["sources_needing_a_person"] == 1


@pytest.mark.parametrize("many", [0, 12])
def test_asking_costs_the_same_however_much_there_is(
    many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for source in SourceFactory.create_batch(many, approved=True):
        looked_at(source, Code.OK, new=1)
        StoryFactory(owner_source=source)
    with django_assert_num_queries(10):
        numbers()


def test_no_label_names_a_source_or_a_host(client: Client, token: str) -> None:
    source = SourceFactory(approved=True, title="Bandstand", url="https://bandstand.example/feed")
    looked_at(source, Code.DNS)
    words = client.get("/metrics", headers={"Authorization": f"Bearer {token}"}).content.decode()
    assert "andstand" not in words
    assert source.host.key not in words
