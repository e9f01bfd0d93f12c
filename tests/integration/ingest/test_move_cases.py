"""Addresses that move for good and feeds that go for good; the numbers are those of the hostile cases."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from programmes.models import Membership, Outbox
from stories import publishing
from stories.ingest import moving, tombstones
from stories.models import Code, Decision, EntryKey, Source, Story, Tombstone
from stories.sources import proposing
from tests.factories import NOON, SourceFactory, UserFactory
from tests.fakeweb import FakeWeb, answer, cut_short, in_turn, redirect, validated
from tests.integration.ingest.conftest import Clock, Poll
from tests.integration.ingest.feeds import item, rss

Follow = Callable[..., Source]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", [301, 308])
def test_b8_a_new_address_is_ours_once_it_has_brought_the_feed_three_times_over_a_day(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock, status: int
) -> None:
    old = web.on("/old", redirect("/new", status=status))
    new = web.on("/new", validated(rss(item(1)), etag='"1"'))
    source = follow(old)
    for hours in (0, 1, 22):  # three times, but not yet a day
        clock.forward(hours=hours)
        poll(source)
    assert source.url == old
    clock.forward(hours=1)
    poll(source)
    assert (source.url, source.moved_to) == (new, "")
    assert [former.url for former in source.former_addresses.all()] == [old]
    assert (Story.objects.count(), EntryKey.objects.count()) == (1, 1)


def test_b8_a_day_with_two_looks_proves_nothing(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    old = web.on("/old", redirect("/new", status=301))
    web.on("/new", answer(rss(item(1))))
    source = follow(old)
    poll(source)
    clock.forward(days=3)
    poll(source)
    assert source.url == old


def test_b8_an_address_that_points_elsewhere_meanwhile_begins_anew(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    first, second = redirect("/first", status=301), redirect("/second", status=301)
    source = follow(web.on("/old", in_turn(first, first, second, first)))
    for path in ("/first", "/second"):
        web.on(path, answer(rss(item(1))))
    for _ in range(4):
        poll(source)
        clock.forward(hours=20)
    assert (source.url, source.moved_polls) == (web.url("/old"), 1)


def test_b8_what_was_taken_down_at_the_old_address_stays_down_at_the_new_one(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    source = follow(web.on("/old", redirect("/new", status=301)))
    web.on("/new", in_turn(*(answer(rss(item(1), built=str(n))) for n in range(4))))
    for _ in range(3):
        poll(source)
        clock.forward(days=1)
    key = EntryKey.objects.get()
    Tombstone.objects.create(digest=tombstones.of_key(web.url("/old"), bytes(key.digest)))
    Story.objects.all().delete()
    web.on("/new", answer(rss(item(1), item(2))))

    poll(source)

    assert source.url == web.url("/new")
    assert [story.title for story in Story.objects.all()] == ["Story 2"]


def test_b8_the_old_address_is_known_to_whoever_proposes_it(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    source = follow(web.on("/old", redirect("/new", status=301)))
    web.on("/new", answer(rss(item(1))))
    for _ in range(3):
        poll(source)
        clock.forward(days=1)
    assert proposing.known(web.url("/old")) == source


def test_b10_an_address_that_leads_to_no_feed_is_never_ours(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    source = follow(web.on("/old", redirect("/new", status=301)))
    web.on("/new", answer(b"<!doctype html><title>For sale</title>"))
    for _ in range(5):
        assert poll(source).code == Code.NOT_A_FEED
        clock.forward(days=1)
    assert (source.url, source.moved_to) == (web.url("/old"), web.url("/new"))


def test_b11_a_move_to_what_another_source_brings_is_left_to_a_person(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    new = web.on("/new", answer(rss(item(1))))
    other, source = follow(new), follow(web.on("/old", redirect("/new", status=301)))
    poll(other)
    first = poll(source)
    for _ in range(4):
        clock.forward(days=1)
        poll(source)
    assert first.code == Code.OK_WITH_WARNINGS
    assert "followed already" in first.note
    assert (source.url, source.moved_to) == (web.url("/old"), new)
    assert Story.objects.count() == 1


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("http://blog.example/feed", "https://blog.example/feed", True),
        ("http://blog.example", "https://blog.example/", True),
        ("http://blog.example/feed", "https://www.blog.example/feed", False),
        ("http://blog.example/feed", "https://blog.example/other", False),
        ("http://blog.example/feed", "https://blog.example:8443/feed", False),
        ("https://blog.example/feed", "http://blog.example/feed", False),
    ],
)
def test_b8_the_same_host_over_tls_is_taken_at_once_and_nothing_else_is(
    old: str, new: str, same: bool
) -> None:
    source = SourceFactory(url=old, moved_to=new, moved_polls=1, moved_since=NOON)
    assert moving.adopt(source.pk, now=NOON) is same
    source.refresh_from_db()
    assert source.url == (new if same else old)


def test_b18_the_third_410_in_a_week_ends_a_source_and_somebody_is_told(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    editor = Membership.objects.create(user=UserFactory(), role=Membership.Role.NETWORK_EDITOR).user
    source = follow(web.on("/feed", in_turn(answer(rss(item(1))), answer(status=410))))
    poll(source)
    states = []
    for days in (0, 1, 1, 4, 2):
        clock.forward(days=days)
        assert poll(source).code == Code.GONE
        states.append(source.state)
    assert states == [Source.State.APPROVED] * 4 + [Source.State.ENDED]
    assert Story.objects.published().count() == 1
    decision = Decision.objects.get(source=source)
    assert (decision.to_state, decision.who) == (Source.State.ENDED, None)
    assert Outbox.objects.get().payload == {"source": source.pk, "user": editor.pk}


def test_b18_two_410s_a_fortnight_apart_end_nothing(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    source = follow(web.on("/feed", answer(status=410)))
    poll(source)
    clock.forward(days=14)
    poll(source)
    assert (source.state, Outbox.objects.count()) == (Source.State.APPROVED, 0)


def test_b18_an_answer_in_between_forgets_the_410s(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    gone = answer(status=410)
    source = follow(web.on("/feed", in_turn(gone, gone, answer(rss(item(1))), gone)))
    for _ in range(4):
        poll(source)
        clock.forward(days=4)
    assert source.state == Source.State.APPROVED


def test_b18_what_somebody_follows_again_is_not_ended_by_what_it_said_before(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    Membership.objects.create(user=UserFactory(), role=Membership.Role.NETWORK_EDITOR)
    source = follow(web.on("/feed", answer(status=410)))

    def ended() -> int:
        for visit in range(1, 9):
            poll(source)
            if source.state == Source.State.ENDED:
                return visit
            clock.forward(days=4)
        return 0

    for letters in (1, 2):
        assert (ended(), Outbox.objects.count()) == (3, letters)
        publishing.reopen_source(source, by=None, reason="He says it is back.", now=clock())
        publishing.approve_source(source, by=None, reason="", now=clock())
        assert (source.failures, source.failing_since) == (0, None)


def test_b3_a_304_nobody_asked_for_is_odd_and_no_fault(web: FakeWeb, follow: Follow, poll: Poll) -> None:
    source = follow(web.on("/feed", answer(status=304)))
    attempts = [poll(source), poll(source)]
    assert [attempt.code for attempt in attempts] == [Code.OK_WITH_WARNINGS] * 2
    assert "if-none-match" not in web.seen[-1].headers
    assert source.failures == 0


def test_b25_after_half_an_answer_the_whole_one_is_asked_for(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    whole = validated(rss(item(1)), etag='"1"')
    source = follow(web.on("/feed", in_turn(whole, cut_short(rss(item(1), item(2))), whole)))
    assert [poll(source).code for _ in range(2)] == [Code.OK, Code.TRUNCATED]
    poll(source)
    assert "if-none-match" not in web.seen[-1].headers
    assert Story.objects.published().count() == 1
