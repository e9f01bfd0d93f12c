"""The same walk through a real worker and a real broker: nothing here is called by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stories.models import Fetch, Source, Story
from tests.fakeweb import FakeWeb, answer, validated
from tests.integration.ingest.feeds import item, rss
from tests.sweeping import sweep
from tests.workers import CeleryWorker

pytestmark = [pytest.mark.worker, pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_sweep_fetches_everything_due_through_the_queue_and_says_what_came_of_it(
    web: FakeWeb, celery_worker: CeleryWorker, follow: Callable[..., Source]
) -> None:
    for number in range(3):
        follow(web.on(f"/{number}", validated(rss(item(number)), etag='"1"')))
    follow(web.on("/broken", answer(status=500)))

    first, second = sweep(), sweep("--all")

    assert first["sources"] == second["sources"] == 4
    assert first["outcomes"] == {"http_5xx": 1, "ok": 3}
    assert second["outcomes"] == {"http_5xx": 1, "not_modified": 3}
    assert [(report["new"], report["changed"]) for report in (first, second)] == [(3, 0), (0, 0)]
    assert Story.objects.published().count() == 3
    assert Source.objects.filter(lease_token__isnull=False).count() == 0


def test_a_sweep_with_nothing_due_asks_nobody(celery_worker: CeleryWorker) -> None:
    report = sweep()
    assert (report["sources"], report["outcomes"]) == (0, {})


def test_a_doubled_bell_does_the_work_once(
    web: FakeWeb, celery_worker: CeleryWorker, follow: Callable[..., Source]
) -> None:
    from stories import tasks

    follow(web.on("/feed", answer(rss(item(1)))))
    for _ in range(5):
        tasks.dispatch_due.delay()

    celery_worker.wait_until(lambda: Fetch.objects.count() == 1)

    assert (Story.objects.count(), web.hits()) == (1, 1)
