"""A feed that has vanished is looked for on its home page, politely; what is found is for a person to choose."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from programmes.models import Programme
from stories.models import Code, FormerAddress, Host, Rediscovery, Source
from stories.sources import rediscovering
from tests.factories import SourceFactory
from tests.fakeweb import FakeWeb, answer
from tests.integration.ingest.feeds import item, rss

pytestmark = pytest.mark.django_db
PAGE = b'<!doctype html><title>A blog</title><link rel="alternate" type="application/rss+xml" href="%s">'


@pytest.fixture
def web(settings: Settings) -> Iterator[FakeWeb]:
    with FakeWeb() as server:
        settings.OUTBOUND_OPEN_PAIRS = frozenset({server.pair})
        settings.FETCH_HOST_GAP = 0.02
        yield server


@pytest.fixture
def lost(web: FakeWeb, ours: Programme) -> Source:
    """A source whose feed is gone, at a host whose home page names another."""
    web.on("/", answer(PAGE % b"/posts.xml"))
    web.on("/posts.xml", answer(rss(item(1), item(2))))
    source = Source.at(
        web.url("/feed"),
        title="Kesterfield Corner",
        home_page=web.url("/"),
        state=Source.State.APPROVED,
        next_fetch_at=timezone.now(),
        last_code=Code.HTTP_4XX,
        failures=2,
        failing_since=timezone.now() - timedelta(hours=1),
    )
    source.save()
    source.programmes.add(ours)
    return source


def look() -> int:
    return rediscovering.rediscover_owed(now=timezone.now)


def page(client: Client, source: Source) -> str:
    return str(client.get(f"/cms/source/inspect/{source.pk}/").content.decode())


def test_the_feeds_of_its_home_page_are_offered_to_staff(web: FakeWeb, lost: Source, officer: Client) -> None:
    assert look() == 1
    words = page(officer, lost)
    assert web.url("/posts.xml") in words
    assert "2 entries" in words
    assert "Ask here from now on" in words
    lost.refresh_from_db()
    assert lost.url == web.url("/feed")  # nothing is followed because it was found


def test_a_home_page_without_a_feed_is_said_so(web: FakeWeb, lost: Source, officer: Client) -> None:
    web.on("/", answer(b"<!doctype html><title>A blog</title>"))
    web.on("/posts.xml", answer(b"gone", status=404))
    look()
    assert "its home page named no other feed" in page(officer, lost)


def test_choosing_one_changes_the_address_and_asks_for_a_decision(
    web: FakeWeb, lost: Source, officer: Client
) -> None:
    look()
    data = {"url": web.url("/posts.xml"), "seen": lost.edition}
    words = officer.post(f"/cms/source/follow/{lost.pk}/", data, follow=True).content.decode()
    assert "waits for a decision again" in words
    old = lost.url
    lost.refresh_from_db()
    assert (lost.url, lost.state, lost.failures) == (web.url("/posts.xml"), "proposed", 0)
    assert FormerAddress.objects.get().url == old
    assert not Rediscovery.objects.exists()


def test_staff_look_for_it_at_once_and_find_it_on_the_page_of_the_source(
    web: FakeWeb, lost: Source, officer: Client
) -> None:
    Source.objects.update(failures=1)  # before the portal looks by itself
    assert f'action="/cms/source/look/{lost.pk}/"' in page(officer, lost)
    answer = officer.post(f"/cms/source/look/{lost.pk}/", follow=True)
    assert answer.request["PATH_INFO"] == f"/cms/source/inspect/{lost.pk}/"
    words = answer.content.decode()
    assert web.url("/posts.xml") in words
    assert "Ask here from now on" in words
    assert "Find its new address" not in words


def test_staff_ask_no_host_that_is_being_asked(web: FakeWeb, lost: Source, officer: Client) -> None:
    Host.objects.filter(pk=lost.host_id).update(next_at=timezone.now() + timedelta(minutes=1))
    words = officer.post(f"/cms/source/look/{lost.pk}/", follow=True).content.decode()
    assert "Its site is being asked at this moment." in words
    Host.objects.update(next_at=None)
    Source.objects.update(failures=0, failing_since=None)
    words = officer.post(f"/cms/source/look/{lost.pk}/", follow=True).content.decode()
    assert "there is nothing to look for" in words
    assert web.hits() == 0


def test_only_what_was_found_can_be_chosen(lost: Source, officer: Client) -> None:
    look()
    data = {"url": "https://evil.example/feed", "seen": lost.edition}
    officer.post(f"/cms/source/follow/{lost.pk}/", data)
    assert Source.objects.get(pk=lost.pk).url == lost.url


def test_what_another_source_brings_is_not_offered(web: FakeWeb, lost: Source) -> None:
    SourceFactory(url=web.url("/posts.xml"))
    look()
    assert rediscovering.found(Source.objects.get(pk=lost.pk)) == []


# --- when ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        {"failures": 1},
        {"last_code": Code.TIMEOUT},
        {"last_code": Code.HTTP_5XX},
        {"state": "ended"},
        {"failures": 0},
    ],
)
def test_what_may_mend_by_itself_is_left_alone(web: FakeWeb, lost: Source, fields: dict[str, Any]) -> None:
    Source.objects.filter(pk=lost.pk).update(**fields)
    assert look() == 0
    assert web.hits() == 0


def test_it_is_looked_for_once_an_outage_and_once_a_week(lost: Source) -> None:
    assert [look(), look()] == [1, 0]
    Rediscovery.objects.update(looked_at=timezone.now() - timedelta(days=8))
    Source.objects.update(failing_since=timezone.now() - timedelta(days=9))
    Host.objects.update(next_at=None)  # long since left in peace
    assert [look(), look()] == [1, 0]
    # It came back, and broke again.
    Source.objects.update(failing_since=timezone.now() + timedelta(seconds=1))
    Host.objects.update(next_at=None)
    assert look() == 1


def test_what_was_found_in_an_earlier_outage_is_not_shown(lost: Source) -> None:
    look()
    Source.objects.update(failing_since=timezone.now() + timedelta(seconds=1))
    assert rediscovering.found(Source.objects.get(pk=lost.pk)) is None
    Source.objects.update(failing_since=None, failures=0)
    assert rediscovering.found(Source.objects.get(pk=lost.pk)) is None


# --- how politely -------------------------------------------------------------------------------------------


def test_one_request_at_a_time_with_the_pause_of_the_engine(
    web: FakeWeb, lost: Source, settings: Settings
) -> None:
    settings.FETCH_HOST_GAP = 0.2
    web.on("/", answer(b"<!doctype html><title>A blog</title>"))
    began = timezone.now()
    look()
    asked = web.hits()
    assert asked > 3
    assert (timezone.now() - began).total_seconds() >= 0.2 * (asked - 1)


def test_a_host_somebody_asks_at_this_moment_is_left_alone(web: FakeWeb, lost: Source) -> None:
    Host.objects.filter(pk=lost.host_id).update(next_at=timezone.now() + timedelta(minutes=1))
    assert look() == 0
    assert web.hits() == 0
    Host.objects.update(next_at=None)
    assert look() == 1
    host = Host.objects.get(pk=lost.host_id)
    assert host.lease_token is None
    assert host.next_at is not None and host.next_at <= timezone.now() + timedelta(seconds=2)
