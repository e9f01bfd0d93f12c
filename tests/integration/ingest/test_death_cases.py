"""Killed, deleted, poisoned in the middle of the work: C20, C21, C22 and C24 by their numbers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DataError, IntegrityError

from portal import outbound
from stories.ingest import due, pipeline
from stories.ingest.entry import Identified
from stories.ingest.store.rows import Added, Writer
from stories.ingest.visit import Visit
from stories.models import Code, EntryKey, Fetch, Source, Story, StorySource
from tests.factories import NOON
from tests.fakeweb import FakeWeb, Script, answer, redirect, validated
from tests.integration.ingest.conftest import Clock, Poll
from tests.integration.ingest.feeds import item, rss

Follow = Callable[..., Source]
FEED = rss(item(1), item(2), item(3))


def killed(point: str, *, database_url: str, web: FakeWeb, now: datetime = NOON) -> int:
    """Let a worker of its own process do what is due until it is killed at this point; what it ended with."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        "DATABASE_URL": database_url,
        "TEST_OPEN_PAIRS": web.pair,
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.mortal_worker", point, now.isoformat()],
        cwd=Path(settings.BASE_DIR),
        env=os.environ | environment,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    return done.returncode


def stored() -> tuple[int, int, int]:
    return Story.objects.count(), EntryKey.objects.count(), StorySource.objects.count()


def codes(source: Source) -> list[str]:
    return list(source.fetches.order_by("pk").values_list("code", flat=True))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("point", ["after the fetch", "half-way through the rows", "before the commit"])
def test_c20_a_worker_killed_before_the_commit_leaves_nothing_half_stored(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock, database_url: str, point: str
) -> None:
    source = follow(web.on("/feed", validated(FEED, etag='"1"')))
    killed(point, database_url=database_url, web=web)

    source.refresh_from_db()
    assert stored() == (0, 0, 0)
    assert (source.etag, source.last_fetched_at, codes(source)) == ("", None, [])
    assert due.claim(now=clock()) == []  # its lease is not over

    clock.forward(seconds=settings.FETCH_LEASE + 1)
    poll.all()
    assert codes(source) == [Code.LOST, Code.OK]
    assert stored() == (3, 3, 3)
    source.refresh_from_db()
    assert source.etag == '"1"'


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_c21_a_worker_killed_after_the_commit_has_done_its_work_once(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock, database_url: str
) -> None:
    source = follow(web.on("/feed", validated(FEED, etag='"1"')))
    killed("after the commit", database_url=database_url, web=web)

    assert stored() == (3, 3, 3)
    token = Fetch.objects.get().lease_token
    assert token
    # The message comes again, since nobody said that it was worked off.
    pipeline.ingest(token, client=outbound.client(), now=clock)
    assert (web.hits(), codes(source)) == (1, [Code.OK])
    clock.forward(hours=7)
    poll.all()
    assert (stored(), codes(source)) == ((3, 3, 3), [Code.OK, Code.NOT_MODIFIED])


POISON = (
    "<item><title>Poison&#0; &#xD800;</title><guid>{guid}</guid><link>https://allotment.example/poison</link>"
    '<enclosure url="https://allotment.example/a.mp3" length="99999999999999999999" type="audio/mpeg"/>'
    "<itunes:duration>99999999999999999999</itunes:duration>"
    "<pubDate>Mon, 01 Jun 2026 12:00:00 GMT</pubDate><description>NUL \0 and all.</description></item>"
)


@pytest.mark.django_db
def test_c22_one_poisoned_entry_among_fifty_takes_none_of_its_neighbours_along(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    poison = POISON.format(guid="g" * 5_000)
    items = [item(number) for number in range(1, 50)]
    body = rss(*items[:25], poison, *items[25:])
    source = follow(web.on("/feed", answer(body)))

    attempt = poll(source)

    assert (attempt.code, attempt.new) == (Code.OK_WITH_WARNINGS, 50)
    story = Story.objects.get(canonical_url="https://allotment.example/poison")
    assert story.title.startswith("Poison")
    assert "\0" not in story.html + story.title + story.text
    sound = story.enclosures.get()
    assert (sound.size, sound.duration) == (None, None)
    clock.forward(hours=2)
    web.on("/feed", answer(body.replace(b"What happened", b"What really happened")))
    assert (poll(source).new, Story.objects.count()) == (0, 50)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("trouble", [DataError("value out of range"), IntegrityError("fk"), ValueError("x")])
def test_c22_what_cannot_be_stored_takes_no_other_source_along_and_is_not_tried_for_ever(
    web: FakeWeb,
    follow: Follow,
    poll: Poll,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    trouble: Exception,
) -> None:
    """Whatever a document makes our own code or the database do, it is that document's own business."""
    sources = [follow(web.on(f"/{number}", answer(rss(item(number))))) for number in range(3)]
    add = Writer.add

    def refused(writer: Writer, entries: Sequence[Identified]) -> Added:
        stories = add(writer, entries)
        if writer.source == sources[1]:
            raise trouble
        return stories

    monkeypatch.setattr(Writer, "add", refused)
    poll.all()

    assert set(Story.objects.values_list("title", flat=True)) == {"Story 0", "Story 2"}
    bad = Source.objects.get(pk=sources[1].pk)
    assert (bad.etag, bad.body_hash, bad.lease_token) == ("", None, None)
    assert bad.next_fetch_at > clock()
    assert type(trouble).__name__ in bad.fetches.get().note
    monkeypatch.undo()
    assert poll(bad).new == 1  # nothing was lost: it is read again from the start


MOVED = redirect("/moved", status=301)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "script, when",
    [
        *((script, when) for script in (answer(FEED), MOVED) for when in ("asking", "HTTP 200", "rss20")),
        *((answer(status=404), when) for when in ("asking", "The site")),
        *((answer(status=410), when) for when in ("asking", "The site")),
        (answer(status=304), "HTTP 304"),
    ],
)
def test_c24_a_source_deleted_while_it_is_read_leaves_nothing_and_is_not_brought_back(
    web: FakeWeb, follow: Follow, clock: Clock, script: Script, when: str
) -> None:
    web.on("/moved", answer(FEED))
    source = follow(web.on("/feed", script))
    other = follow(web.on("/other", answer(rss(item(9, guid="other")))))

    def tell(asked: Visit, words: str) -> None:
        if asked.pk == source.pk and words.startswith(when):
            Source.objects.filter(pk=source.pk).delete()

    for token in due.claim(now=clock()):
        pipeline.ingest(token, client=outbound.client(), now=clock, tell=tell)

    assert list(Source.objects.all()) == [other]
    assert stored() == (1, 1, 1)
    assert list(Fetch.objects.values_list("source", "code")) == [(other.pk, Code.OK)]
