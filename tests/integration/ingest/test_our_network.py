"""When it is our network that is down, nobody else is blamed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from pytest_django import Settings

from stories.ingest import our_network
from stories.models import Code, Fetch, Source
from tests.factories import NOON, SourceFactory
from tests.fakeweb import RESET, FakeWeb, answer, raw
from tests.integration.ingest.conftest import Clock, Poll
from tests.integration.ingest.feeds import item, rss

pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
HOSTS = 12


@pytest.fixture
def webs(settings: Settings) -> Iterator[list[FakeWeb]]:
    """Twelve hosts, each with an address of its own."""
    servers = [FakeWeb(f"127.0.1.{number}") for number in range(1, HOSTS + 1)]
    settings.OUTBOUND_OPEN_PAIRS = frozenset(web.pair for web in servers)
    for web in servers:
        web.__enter__()
    yield servers
    for web in servers:
        web.__exit__()


@pytest.fixture
def sources(webs: list[FakeWeb], follow: Callable[..., Source], poll: Poll, clock: Clock) -> list[Source]:
    """A blog on each host, read once an hour ago and due again now."""
    made = [follow(web.on("/feed", answer(rss(item(n))))) for n, web in enumerate(webs)]
    poll.all()
    clock.forward(hours=7)
    Source.objects.update(next_fetch_at=clock())
    return made


def down(*webs: FakeWeb) -> None:
    for web in webs:
        web.on("/feed", raw(RESET))


def test_when_most_hosts_cannot_be_reached_nothing_is_counted(
    webs: list[FakeWeb], sources: list[Source], poll: Poll, clock: Clock
) -> None:
    down(*webs)
    poll.all()
    assert set(Source.objects.values_list("failures", "failing_since", "last_code")) == {
        (0, None, Code.REFUSED)
    }
    assert set(Source.objects.values_list("next_fetch_at", flat=True)) == {clock() + 15 * MINUTE}
    notes = Fetch.objects.filter(code=Code.REFUSED).values_list("note", flat=True)
    assert list(notes) == [our_network.NOTE] * HOSTS


def test_while_it_lasts_nobody_drifts_into_longer_waits_and_after_it_all_is_as_before(
    webs: list[FakeWeb], sources: list[Source], poll: Poll, clock: Clock
) -> None:
    down(*webs)
    for _ in range(10):
        poll.all()
        clock.forward(minutes=16)
    assert Fetch.objects.filter(code=Code.REFUSED).count() == 10 * HOSTS
    for number, web in enumerate(webs):
        web.on("/feed", answer(rss(item(number), item(number + 100))))
    poll.all()
    assert Fetch.objects.filter(code=Code.OK, new=1).count() == 2 * HOSTS


def test_dead_hosts_among_more_that_answer_are_their_own_trouble(
    webs: list[FakeWeb], sources: list[Source], poll: Poll, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(our_network, "MANY", 5)
    down(*webs[:5])
    poll.all()
    assert Source.objects.filter(failures=1, failing_since__isnull=False).count() == 5


def test_few_hosts_say_nothing_about_our_network(
    webs: list[FakeWeb], sources: list[Source], poll: Poll
) -> None:
    down(*webs)
    Source.objects.exclude(pk__in=[source.pk for source in sources[:6]]).update(state=Source.State.PAUSED)
    poll.all()
    assert Source.objects.filter(failures=1).count() == 6


def test_one_platform_that_is_down_with_all_its_blogs_is_one_host(
    webs: list[FakeWeb], follow: Callable[..., Source], poll: Poll
) -> None:
    for number in range(20):
        follow(webs[0].on(f"/{number}", raw(RESET)))
    poll.all()
    assert Source.objects.filter(failures=1).count() == 20


def test_blogs_that_had_long_been_dead_say_nothing_and_lose_nothing(
    webs: list[FakeWeb], sources: list[Source], poll: Poll, clock: Clock
) -> None:
    since = clock() - 2 * DAY
    down(*webs)
    Source.objects.update(failures=4, failing_since=since)
    poll.all()
    assert set(Source.objects.values_list("failures", flat=True)) == {5}

    clock.forward(minutes=10)
    dead = sources[0]
    Source.objects.exclude(pk=dead.pk).update(failures=0, failing_since=None)
    Source.objects.update(next_fetch_at=clock())
    poll.all()
    dead.refresh_from_db()
    assert (dead.failures, dead.failing_since) == (5, since)
    assert Source.objects.filter(failures=0).count() == HOSTS - 1


def test_who_failed_just_before_it_was_clear_is_forgiven_too(
    webs: list[FakeWeb], sources: list[Source], poll: Poll, clock: Clock
) -> None:
    down(*webs)
    early = Source.objects.filter(pk__in=[source.pk for source in sources[:4]])
    Source.objects.exclude(pk__in=early).update(next_fetch_at=clock() + 2 * MINUTE)
    poll.all()
    assert set(early.values_list("failures", flat=True)) == {1}
    clock.forward(minutes=2)
    poll.all()
    assert set(Source.objects.values_list("failures", flat=True)) == {0}


def test_an_answer_is_an_answer_whatever_it_says(
    sources: list[Source], webs: list[FakeWeb], poll: Poll
) -> None:
    for web in webs:
        web.on("/feed", answer(status=500))
    poll.all()
    assert Source.objects.filter(failures=1).count() == HOSTS


def test_nothing_asked_is_no_outage() -> None:
    SourceFactory(approved=True)
    assert not our_network.is_down(now=NOON)
