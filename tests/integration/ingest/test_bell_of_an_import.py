"""After an import the sweep of the search is rung for, and does not wait for the clock."""

from __future__ import annotations

from collections.abc import Callable
from unittest.mock import patch

import pytest
from django.utils import timezone
from kombu.exceptions import OperationalError

from portal.search.models import SearchEntry
from portal.search.tasks import sweep_stories
from stories import signals, tasks
from stories.ingest import due
from stories.models import Source, Story
from tests.fakeweb import FakeWeb, answer
from tests.integration.ingest.feeds import item, rss

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("told", "rings"), [(3, 0), (4, 1)])
def test_an_import_rings_and_a_little_news_waits_for_the_clock(
    web: FakeWeb,
    follow: Callable[..., Source],
    monkeypatch: pytest.MonkeyPatch,
    told: int,
    rings: int,
) -> None:
    monkeypatch.setattr(tasks, "IMPORT", 4)
    follow(web.on("/feed", answer(rss(*(item(number) for number in range(told))))))
    (token,) = due.claim(now=timezone.now())
    with (
        patch("stories.tasks.copy_pictures.delay"),
        patch("portal.search.tasks.sweep_stories.delay", side_effect=sweep_stories) as bell,
    ):
        tasks.ingest_claim(str(token))
    assert (Story.objects.count(), bell.call_count) == (told, rings)
    assert SearchEntry.objects.count() == rings * told


def test_no_broker_to_ring_at_costs_nothing() -> None:
    with patch("portal.search.tasks.sweep_stories.delay", side_effect=OperationalError):
        signals.imported.send_robust(sender=None)
