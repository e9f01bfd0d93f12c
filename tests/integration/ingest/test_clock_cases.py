"""Our own clock jumps, and clocks go back in October; the numbers are those of the hostile cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from celery.schedules import maybe_schedule
from django.conf import settings as portal_settings
from django.core import mail
from django.db.models import F
from django.utils import timezone

from portal.celery import app
from programmes.models import Outbox
from stories import notify, tasks
from stories.ingest import due, our_clock
from stories.models import Claim, Decision, Fetch, Host, Source, Story
from stories.publishing import TELL_WRITER
from tests.claiming import held
from tests.factories import NOON, SourceFactory, StoryFactory, UserFactory
from tests.fakeweb import FakeWeb, answer, validated
from tests.integration.ingest.conftest import Clock, Poll
from tests.integration.ingest.feeds import item, rss

Follow = Callable[..., Source]
pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
# 2026: at 01:00 UTC the clocks of Europe/London are put back from 02:00 to 01:00.
NIGHT = datetime(2026, 10, 25, 0, 0, tzinfo=UTC)


def test_c17_a_clock_put_forward_makes_everything_due_once(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    for number in range(5):
        follow(web.on(f"/{number}", validated(rss(item(number)), etag='"1"')))
    poll.all()
    clock.forward(hours=2)
    for _ in range(3):
        poll.all()
    assert Counter(seen.path for seen in web.seen) == {f"/{number}": 2 for number in range(5)}


@pytest.mark.parametrize("back", [HOUR, 2 * HOUR, timedelta(days=400)])
def test_c17_a_clock_put_back_keeps_no_source_waiting_beyond_its_interval(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock, back: timedelta
) -> None:
    source = follow(web.on("/feed", answer(rss(item(1), item(2), item(3)))))
    poll.all()
    source.refresh_from_db()
    wait = source.next_fetch_at - clock()
    clock.at -= back
    assert our_clock.mend(now=clock()) == 1
    assert our_clock.mend(now=clock()) == 0
    poll.all()
    assert web.hits() == 1
    clock.at += wait
    poll.all()
    assert web.hits() == 2


def test_c17_what_was_approved_while_the_clock_was_ahead_is_asked_now(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    new = follow(web.on("/new", answer(rss(item(1)))))
    again = follow(web.on("/again", answer(rss(item(2)))), last_fetched_at=NOON - HOUR)
    Source.objects.update(next_fetch_at=NOON + timedelta(days=400))
    assert our_clock.mend(now=clock()) == 2
    poll.all()
    assert set(Story.objects.values_list("owner_source", flat=True)) == {new.pk, again.pk}


def test_c17_a_clock_put_back_lengthens_no_dead_workers_lease_and_no_pause() -> None:
    source = SourceFactory(approved=True)
    ahead = NOON + 3 * HOUR
    due.claim(now=ahead)
    Host.objects.update(cooldown_until=NOON + timedelta(days=30))
    our_clock.mend(now=NOON)
    assert due.claim(now=NOON + MINUTE) == []
    Host.objects.update(cooldown_until=F("cooldown_until") - timedelta(days=1))
    (token,) = due.claim(now=NOON + 2 * MINUTE)
    assert held(token, now=NOON + 2 * MINUTE) == [source]


def test_c17_a_worker_at_work_while_the_clock_is_put_back_keeps_what_it_holds() -> None:
    SourceFactory(approved=True)
    (token,) = due.claim(now=NOON + 2 * HOUR)
    our_clock.mend(now=NOON)
    assert due.begin(token, now=NOON)
    assert due.renew(token, now=NOON + MINUTE)
    assert due.claim(now=NOON + 2 * MINUTE) == []


def test_c17_what_is_right_is_left_alone(web: FakeWeb, follow: Follow, poll: Poll, clock: Clock) -> None:
    follow(web.on("/feed", answer(rss(item(1)))))
    poll.all()
    SourceFactory(approved=True)
    due.claim(now=clock())
    before = [list(model.objects.order_by("pk").values()) for model in (Source, Host, Claim)]
    assert our_clock.mend(now=clock() - timedelta(seconds=30)) == 0
    assert before == [list(model.objects.order_by("pk").values()) for model in (Source, Host, Claim)]


def test_c17_every_ring_mends_what_a_jump_left() -> None:
    now = timezone.now()
    SourceFactory(approved=True, last_fetched_at=now + HOUR, next_fetch_at=now + 2 * HOUR)
    tasks.dispatch_due()
    assert Source.objects.get().next_fetch_at <= timezone.now() + HOUR


def test_c17_no_attempt_ends_before_it_begins(web: FakeWeb, follow: Follow, poll: Poll, clock: Clock) -> None:
    follow(web.on("/feed", answer(rss(item(1)))))
    for jump in (2, -2, 2, -2):
        clock.forward(hours=jump)
        our_clock.mend(now=clock())
        Source.objects.update(next_fetch_at=clock())
        poll.all()
    assert Fetch.objects.count() == 4
    assert not Fetch.objects.filter(finished_at__lt=F("started_at")).exists()


@pytest.mark.parametrize("name", sorted(portal_settings.CELERY_BEAT_SCHEDULE))
def test_c18_the_scheduler_runs_nothing_twice_when_clocks_go_back(name: str) -> None:
    """Three hours are three hours, whatever the clock on the wall shows meanwhile."""
    now = [NIGHT]
    every = maybe_schedule(portal_settings.CELERY_BEAT_SCHEDULE[name]["schedule"], app=app)
    every.nowfun = lambda: now[0]
    last, runs = NIGHT, 0
    while now[0] < NIGHT + 3 * HOUR:
        now[0] += timedelta(seconds=10)
        if every.is_due(last).is_due:
            last, runs = now[0], runs + 1
    assert runs == int(3 * HOUR / every.run_every)


def test_c18_a_visit_and_a_letter_of_the_doubled_hour_come_once(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    hourly = [item(number, at=NIGHT - number * HOUR) for number in range(1, 4)]
    follow(web.on("/feed", answer(rss(*hourly))))
    owe_a_letter(at=NIGHT + 30 * MINUTE)
    for minutes in (30, 90):  # half past one, twice
        clock.at = NIGHT + minutes * MINUTE
        poll.all()
        poll.all()
        notify.tell_owed(now=clock())
    assert [fetch.finished_at for fetch in Fetch.objects.order_by("pk")] == [
        NIGHT + 30 * MINUTE,
        NIGHT + 90 * MINUTE,
    ]
    assert len(mail.outbox) == 1


def owe_a_letter(*, at: datetime) -> None:
    story = StoryFactory(published=True, posted=True, posted_by=UserFactory())
    decision = Decision.objects.create(story=story, when=at, to_state=Story.State.PUBLISHED)
    Outbox.objects.create(topic=TELL_WRITER, dedupe_key="once", payload={"decision": decision.pk}, due_at=at)
