"""What becomes of stories while their feed goes on: hostile feeds by their numbers, polled twice and more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from stories import publishing
from stories.models import Code, Revision, Source, Story, StorySource
from tests.factories import NOON, UserFactory
from tests.fakeweb import FakeWeb, answer, in_turn
from tests.integration.ingest.conftest import Clock, Poll
from tests.integration.ingest.feeds import item, rss
from tests.statements import sent, writes

Follow = Callable[..., Source]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("again", [b"", b"<!-- served in 0.2 s -->"], ids=["same bytes", "a comment moved"])
def test_c1_the_same_feed_twice_writes_no_story_row(
    web: FakeWeb, follow: Follow, poll: Poll, again: bytes
) -> None:
    body = rss(item(1), item(2))
    source = follow(web.on("/feed", in_turn(answer(body), answer(body + again))))
    poll(source)
    with sent() as statements:
        attempt = poll(source)
    assert (attempt.code, attempt.new, attempt.changed) == (Code.NOT_MODIFIED, 0, 0)
    assert writes(statements) == []


def test_c2_an_entry_edited_in_place_keeps_its_link_and_place_and_what_it_said(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    edited = item(2, title="Put right", words="<p>Now true.</p>")
    source = follow(web.on("/feed", in_turn(answer(rss(item(1), item(2))), answer(rss(item(1), edited)))))
    poll(source)
    before = Story.objects.get(title="Story 2")
    clock.forward(hours=2)
    attempt = poll(source)
    story = Story.objects.get(pk=before.pk)
    assert (attempt.code, attempt.new, attempt.changed) == (Code.OK, 0, 1)
    assert (story.title, story.text) == ("Put right", "Now true.")
    assert (story.sort_at, story.visible_at) == (before.sort_at, before.visible_at)
    assert (story.canonical_url, story.url_hash) == (before.canonical_url, before.url_hash)
    assert Revision.objects.get().title == "Story 2"


def test_c3_an_entry_that_changes_at_every_visit_keeps_one_earlier_version_a_day(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    visits = [
        answer(rss(item(1, words=f"<p>The kettle is on. Read {number} times.</p>"))) for number in range(7)
    ]
    source = follow(web.on("/feed", in_turn(*visits)))
    poll(source)
    place = Story.objects.values_list("sort_at", "visible_at").get()
    codes = []
    for _visit in range(6):
        clock.forward(hours=10)
        codes.append(poll(source).code)
    assert Story.objects.get().text == "The kettle is on. Read 6 times."
    assert [revision.html[-12:-4] for revision in Revision.objects.order_by("pk")] == ["0 times.", "3 times."]
    assert codes[0] == Code.OK
    assert set(codes[1:3]) == {Code.OK_WITH_WARNINGS}
    assert "more than once within a day" in source.fetches.order_by("pk")[2].note
    assert Story.objects.values_list("sort_at", "visible_at").get() == place


def test_c3_a_date_that_moves_at_every_visit_is_no_edit_and_moves_no_story(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    visits = [answer(rss(item(1, at=NOON - timedelta(hours=1) + timedelta(hours=hour)))) for hour in range(3)]
    source = follow(web.on("/feed", in_turn(*visits)))
    poll(source)
    place = Story.objects.values_list("sort_at", "published_at").get()
    for _visit in visits[1:]:
        clock.forward(hours=1)
        attempt = poll(source)
        assert (attempt.code, attempt.new, attempt.changed) == (Code.OK, 0, 0)
    assert Story.objects.values_list("sort_at", "published_at").get() == place


def test_c3_what_a_person_decided_about_is_kept_whatever_was_kept_that_day(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    visits = [answer(rss(item(1, words=f"<p>The kettle, {number}.</p>"))) for number in range(3)]
    source = follow(web.on("/feed", in_turn(*visits)))
    poll(source)
    clock.forward(hours=1)
    poll(source)
    clock.forward(hours=1)
    publishing.hide(Story.objects.get(), by=UserFactory(), reason="Somebody in it.", now=clock())
    clock.forward(hours=1)
    poll(source)
    assert [revision.html for revision in Revision.objects.order_by("pk")] == [
        "<p>The kettle, 0.</p>",
        "<p>The kettle, 1.</p>",
    ]


def test_c3_a_nonce_in_the_address_of_a_picture_is_no_edit(web: FakeWeb, follow: Follow, poll: Poll) -> None:
    visits = [
        answer(rss(item(1, words=f'<p>The kettle.<img src="https://pics.example/1.jpg?nonce={number}"></p>')))
        for number in range(2)
    ]
    source = follow(web.on("/feed", in_turn(*visits)))
    poll(source)
    attempt = poll(source)
    assert (attempt.code, attempt.changed, Revision.objects.count()) == (Code.OK, 0, 0)


def test_c9_an_entry_that_drops_off_the_end_stays(web: FakeWeb, follow: Follow, poll: Poll) -> None:
    older, newer = rss(item(2), item(3)), rss(item(1), item(2))
    source = follow(web.on("/feed", in_turn(answer(older), answer(newer))))
    poll(source)
    assert poll(source).new == 1
    assert set(Story.objects.published().values_list("title", flat=True)) == {"Story 1", "Story 2", "Story 3"}


FIVE = [item(number) for number in range(1, 6)]
WITHOUT_2 = [FIVE[0], *FIVE[2:]]


def gone() -> set[str]:
    return set(StorySource.objects.gone().values_list("story__title", flat=True))


def test_c10_an_entry_taken_out_of_the_middle_stays_and_is_marked_after_three_polls(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    bodies = [answer(rss(*FIVE)), answer(rss(*WITHOUT_2)), answer(rss(*WITHOUT_2, FIVE[1]))]
    source = follow(web.on("/feed", in_turn(bodies[0], bodies[1], bodies[1], bodies[1], bodies[2])))
    poll(source)
    marks = []
    for _visit in range(4):
        clock.forward(hours=1)
        poll(source)
        marks.append(gone())
    assert marks == [set(), set(), {"Story 2"}, set()]  # and back again
    assert Story.objects.published().count() == 5


@pytest.mark.parametrize(
    "left",
    [[item(0), *FIVE[:3]], [FIVE[0], FIVE[3], FIVE[4]]],
    ids=["dropped off the end", "a few old ones are kept in it"],
)
def test_c10_what_is_not_surely_taken_out_is_not_marked(
    web: FakeWeb, follow: Follow, poll: Poll, clock: Clock, left: list[str]
) -> None:
    source = follow(web.on("/feed", in_turn(answer(rss(*FIVE)), answer(rss(*left)))))
    for _visit in range(5):
        clock.forward(hours=1)
        poll(source)
    assert (gone(), Story.objects.published().count()) == (set(), 5 + ("Story 0" in left[0]))


def test_c10_staff_see_what_was_taken_out(
    admin_client: Client, follow: Follow, poll: Poll, clock: Clock, web: FakeWeb
) -> None:
    source = follow(web.on("/feed", in_turn(answer(rss(*FIVE)), answer(rss(*WITHOUT_2)))))
    for _visit in range(4):
        clock.forward(hours=1)
        poll(source)
    story = Story.objects.get(title="Story 2")
    assert "Taken out of the feed" in admin_client.get(f"/cms/source/inspect/{source.pk}/").content.decode()
    assert "Taken out of its feed" in admin_client.get(f"/cms/story/inspect/{story.pk}/").content.decode()


def test_c11_a_feed_that_comes_back_empty_loses_no_story(web: FakeWeb, follow: Follow, poll: Poll) -> None:
    twenty = rss(*(item(number) for number in range(20)))
    source = follow(web.on("/feed", in_turn(answer(twenty), answer(rss()), answer(twenty))))
    poll(source)
    assert poll(source).code == Code.EMPTY
    assert Story.objects.published().count() == 20
    assert (poll(source).new, Story.objects.count()) == (0, 20)
