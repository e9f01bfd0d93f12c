"""Ten defects seen in admired readers, D1 to D10: none of them here. Each test bears the number of its defect."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.test import Client
from pytest_django import Settings

from portal import outbound
from portal.outbound import Limits
from stories.ingest import claims, due, pipeline
from stories.ingest.entry import CleanEntry
from stories.ingest.identify import identify
from stories.ingest.visit import Visit
from stories.models import Code, EntryKey, FormerAddress, Source, Story
from stories.sources import changing
from tests.factories import NOON, PersonFactory, ProgrammeFactory, SourceFactory, StoryFactory, UserFactory
from tests.fakeweb import FakeWeb, answer, endless, in_turn, validated
from tests.integration.ingest.conftest import Clock, Poll
from tests.integration.ingest.feeds import item, rss

Follow = Callable[..., Source]
pytestmark = pytest.mark.django_db

MAY = datetime(2026, 5, 4, 10, tzinfo=UTC)


def test_d1_a_body_over_the_limit_is_not_downloaded_again_at_every_tick(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    poll.client = outbound.client(Limits(wire=100_000))
    source = follow(web.on("/feed", endless()))
    waits = []
    for visit in range(1, 4):
        assert poll(source).code == Code.TOO_LARGE
        assert web.hits() == visit
        waits.append(source.next_fetch_at - clock())
        for _tick in range(10):
            clock.forward(seconds=30)
            poll.all()
        assert web.hits() == visit
        clock.at = source.next_fetch_at
    assert waits[0] < waits[1] < waits[2]


@contextmanager
def stories_locked() -> Iterator[None]:
    """Somebody else's long transaction: nobody can write a story, and nobody waits for more than a moment."""
    locked, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic(), connections["default"].cursor() as cursor:
            cursor.execute("LOCK TABLE stories_story IN SHARE MODE")
            locked.set()
            done.wait(30)
        connections["default"].close()

    holder = threading.Thread(target=hold)
    holder.start()
    assert locked.wait(10)
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '200ms'")
        yield
        done.set()
        holder.join()
        cursor.execute("SET lock_timeout = 0")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_d2_a_lock_that_is_not_had_in_time_loses_no_story(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    """Not the entries without their ETag, nor the ETag without its entries: or a 304 would lose them for good."""
    source = follow(web.on("/feed", validated(rss(item(1), item(2)), etag='"new"')))
    with stories_locked(), pytest.raises(OperationalError):
        poll(source)

    source.refresh_from_db()
    assert (source.etag, source.body_hash, Story.objects.count()) == ("", None, 0)
    # Given back, and asked again once this lease would have run out.
    assert (source.lease_token, source.next_fetch_at) == (None, clock() + claims.lease())
    clock.at = source.next_fetch_at
    assert (poll(source).new, source.etag) == (2, '"new"')


def test_d3_a_date_that_is_not_newer_hides_neither_an_edit_nor_a_late_entry(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    first = item(1, at=MAY)
    edited, late = (
        item(1, at=MAY, words="Corrected."),
        item(2, at=MAY - timedelta(days=20), title="Told late"),
    )
    backdated = item(1, at=MAY - timedelta(days=1), words="Corrected again.")
    bodies = [rss(first), rss(edited, late), rss(backdated, late)]
    source = follow(web.on("/feed", in_turn(*map(answer, bodies))))
    assert (poll(source).new, poll(source).changed, poll(source).changed) == (1, 1, 1)
    assert set(Story.objects.values_list("title", "text")) == {
        ("Story 1", "Corrected again."),
        ("Told late", "What happened, part 2."),
    }


def test_d4_no_two_of_many_entries_share_a_key() -> None:
    cleaned = [CleanEntry(guid=f"urn:post:{number}") for number in range(20_000)]
    keys = [found.key for found in identify(cleaned, source_id=1)]
    assert len(set(keys)) == 20_000
    assert {len(key) for key in keys} == {32}
    assert len({key[:3] for key in keys}) < 20_000  # with 24 bits a dozen of them would be swallowed


def test_d4_a_key_is_kept_and_looked_up_whole(web: FakeWeb, follow: Follow, poll: Poll) -> None:
    source = follow(web.on("/feed", in_turn(answer(rss(item(1))), answer(rss(item(2), item(1))))))
    poll(source)
    held = EntryKey.objects.get()
    # Another story of the same source, whose key differs in the last byte alone.
    near = bytes(held.digest)[:-1] + bytes([bytes(held.digest)[-1] ^ 1])
    EntryKey.objects.create(source=source, digest=near, rung="guid", story=StoryFactory(title="Neighbour"))
    assert poll(source).new == 1
    assert set(Story.objects.values_list("title", flat=True)) == {"Story 1", "Story 2", "Neighbour"}


def test_d5_a_host_that_answered_429_is_asked_by_nobody_until_it_said(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock, settings: Settings
) -> None:
    settings.FETCH_PACE_OPEN_PAIRS, settings.FETCH_HOST_GAP = True, 0.05
    tired = answer(status=429, headers={"Retry-After": "7200"})
    for number in range(5):
        follow(web.on(f"/{number}", tired))
    poll.all()
    asked = web.hits()
    assert asked <= 2  # those that were under way already
    for _tick in range(11):
        clock.forward(minutes=10)
        poll.all()
    assert web.hits() == asked
    clock.forward(minutes=11)
    poll.all()
    assert web.hits() > asked


def test_d6_one_feed_never_writes_over_a_story_of_another_with_the_same_guid(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    mine = item(1, guid="1", link="https://allotment.example/1", title="Ours", words="By the allotment.")
    theirs = item(1, guid="1", link="https://canal.example/1", title="Theirs", words="By the canal.")
    ours, others = follow(web.on("/ours", answer(rss(mine)))), follow(web.on("/theirs", answer(rss(theirs))))
    assert (poll(ours).new, poll(others).new) == (1, 1)
    told = {story.title: (story.owner_source, story.text) for story in Story.objects.all()}
    assert told == {"Ours": (ours, "By the allotment."), "Theirs": (others, "By the canal.")}


def test_d7_a_changed_address_is_not_followed_before_somebody_has_looked(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    source = follow(web.on("/feed", answer(rss(item(1)))))
    poll(source)
    elsewhere = web.on("/casino", answer(rss(item(7, title="Play now"))))
    changing.follow_at(source, elsewhere, seen=source.edition, by=UserFactory(), now=clock())

    clock.forward(days=2)
    poll.all()

    source.refresh_from_db()
    assert (source.state, source.url) == (Source.State.PROPOSED, elsewhere)
    assert web.hits("/casino") == 0
    assert [story.title for story in Story.objects.all()] == ["Story 1"]
    assert FormerAddress.objects.get().source == source


def test_d7_a_lease_taken_before_the_address_was_changed_writes_nothing(
    web: FakeWeb, follow: Follow, clock: Clock
) -> None:
    source = follow(web.on("/feed", answer(rss(item(1)))))

    def change(asked: Visit, words: str) -> None:
        if words.startswith("HTTP"):
            now = Source.objects.get(pk=source.pk)
            changing.follow_at(now, web.url("/other"), seen=now.edition, by=UserFactory(), now=clock())

    (token,) = due.claim(now=clock())
    pipeline.ingest(token, client=outbound.client(), now=clock, tell=change)
    assert not Story.objects.exists()


def test_d8_an_entry_without_a_link_leaves_its_neighbours_theirs(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    bare = item(2, guid="", link="", words="No link, no guid.")
    source = follow(web.on("/feed", answer(rss(item(1), bare, item(3)))))
    assert poll(source).new == 3
    told = {story.title: (story.canonical_url, story.text) for story in Story.objects.all()}
    assert told == {
        "Story 1": ("https://allotment.example/1", "What happened, part 1."),
        "Story 2": ("", "No link, no guid."),
        "Story 3": ("https://allotment.example/3", "What happened, part 3."),
    }
    web.on("/feed", answer(rss(item(1), bare, item(3, words="Now three."))))
    assert (poll(source).new, Story.objects.get(title="Story 2").text) == (0, "No link, no guid.")


OUTPUTS = (
    "/", "/stories/", "/stories/feed.{form}", "/stories/programmes/ours/feed.{form}", "/search/?q=secret",
    "/stories/people/joan/feed.{form}", "/people/joan/", "/sitemap.xml", "/sitemap-stories.xml",
    "/stories/sources.opml",
)  # fmt: skip


def every(paths: Iterable[str]) -> list[str]:
    return sorted({path.format(form=form) for path in paths for form in ("atom", "rss", "json")})


@pytest.mark.parametrize("path", every(OUTPUTS))
def test_d9_no_output_tells_of_what_is_not_public(client: Client, path: str) -> None:
    programme, joan = ProgrammeFactory(slug="ours"), PersonFactory(slug="joan")
    about = {"programmes": [programme], "author": joan, "visible_at": NOON}
    StoryFactory(title="Quite public", state=Story.State.PUBLISHED, **about)
    secret = [
        StoryFactory(state=state, title=f"Secret {state}", excerpt=f"secret words {state}", **about)
        for state in Story.State
        if state != Story.State.PUBLISHED
    ]
    SourceFactory(title="Secret source", url="https://secret.example/feed")

    page = client.get(path)

    assert page.status_code == 200
    words = page.getvalue()
    assert b"secret source" not in words.lower() and b"secret.example" not in words
    assert not [story for story in secret if story.title.encode() in words]
    assert not [story for story in secret if story.get_absolute_url().encode() in words]


def test_d10_one_410_ends_nothing(web: FakeWeb, follow: Follow, poll: Poll, clock: Clock) -> None:
    body = answer(rss(item(1)))
    source = follow(web.on("/feed", in_turn(body, answer(status=410), answer(rss(item(2), item(1))))))
    poll(source)
    assert poll(source).code == Code.GONE
    assert source.state == Source.State.APPROVED
    assert clock() < source.next_fetch_at < clock() + timedelta(days=1)
    assert Story.objects.published().count() == 1
    clock.at = source.next_fetch_at
    poll.all()
    source.refresh_from_db()
    assert (source.failures, Story.objects.published().count()) == (0, 2)


def test_every_defect_is_played() -> None:
    numbers = {name.split("_")[1] for name in globals() if name.startswith("test_d")}
    assert numbers == {f"d{number}" for number in range(1, 11)}
