"""While hosts say nothing, what others said is written down, and the lease goes on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from portal import outbound
from portal.outbound.engine import IN_FLIGHT
from stories.ingest import claims, documents, due, pipeline, quiet
from stories.ingest.visit import Visit
from stories.models import Claim, Code, Source, Story
from tests.fakeweb import FakeWeb, answer, late
from tests.integration.ingest.conftest import Clock
from tests.integration.ingest.feeds import item, rss

Follow = Callable[..., Source]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "WAIT", 0.1)
    monkeypatch.setattr(quiet, "AFTER", 0.5)
    monkeypatch.setattr(pipeline, "RENEW_EVERY", 0.1)


def follow_silent_ones(web: FakeWeb, follow: Follow) -> None:
    """As many as there is room to ask at once. They say something in the end."""
    for number in range(IN_FLIGHT):
        follow(web.on(f"/silent/{number}", late(1.0, answer(status=500))))


def ingest(clock: Clock, *, when_one_speaks: Callable[[], None]) -> None:
    """Work off what is due, in a claim made a while ago; calls back when one that was silent says something."""
    (token,) = due.claim(now=clock())
    clock.forward(seconds=20)

    def tell(visit: Visit, words: str) -> None:
        if "/silent/" in visit.url and not words.startswith("asking"):
            when_one_speaks()

    pipeline.ingest(token, client=outbound.client(), now=clock, tell=tell)


def test_what_others_said_is_in_the_stream_while_a_host_hangs(
    web: FakeWeb, follow: Follow, clock: Clock
) -> None:
    follow(web.on("/news", answer(rss(item(1)))))
    follow_silent_ones(web, follow)
    stories: list[int] = []
    ingest(clock, when_one_speaks=lambda: stories.append(Story.objects.count()))
    assert stories[0] == 1


def test_what_came_of_others_is_in_the_log_while_a_host_hangs(
    web: FakeWeb, follow: Follow, clock: Clock
) -> None:
    broken = follow(web.on("/broken", answer(status=404)))
    follow_silent_ones(web, follow)
    logs: list[list[str]] = []
    ingest(clock, when_one_speaks=lambda: logs.append(list(broken.fetches.values_list("code", flat=True))))
    assert logs[0] == [Code.HTTP_4XX]


def test_the_lease_is_renewed_while_all_hosts_hang(web: FakeWeb, follow: Follow, clock: Clock) -> None:
    follow_silent_ones(web, follow)
    made = clock()
    ends = []
    ingest(clock, when_one_speaks=lambda: ends.append(Claim.objects.get().until))
    assert ends[0] > made + claims.lease()
