"""One story in several feeds: whose it is, who else carries it, and what stays when one of them goes (C8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytest_django import Settings

from stories import publishing
from stories.ingest.entry import New
from stories.models import Revision, Source, Story, StorySource
from stories.models.source import Licence
from stories.views.story import also_at
from tests.factories import UserFactory
from tests.fakeweb import FakeWeb, answer, in_turn
from tests.integration.ingest.conftest import Clock, Poll
from tests.integration.ingest.feeds import item, rss

Follow = Callable[..., Source]
pytestmark = pytest.mark.django_db

HOME = "https://allotment.example/"
ELSEWHERE = "https://planet.example/"


@pytest.fixture
def far(settings: Settings, web: FakeWeb) -> Iterator[FakeWeb]:
    """A second host."""
    with FakeWeb("127.0.0.2") as server:
        settings.OUTBOUND_OPEN_PAIRS = frozenset({web.pair, server.pair})
        yield server


def copied(number: int, *, title: str = "Copied", link: str | None = None) -> str:
    """The item as a planet tells it."""
    return item(number, guid=f"planet-{number}", title=title, link=link)


def test_c8_one_story_in_three_feeds_has_two_marks_and_stays_when_its_source_is_deleted(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    blog = follow(web.on("/blog", answer(rss(item(1)))))
    planet = follow(web.on("/planet", answer(rss(copied(1), home=ELSEWHERE))))
    letter = follow(web.on("/letter", answer(rss(copied(1), home="https://letter.example/"))))
    for source in (blog, planet, letter):
        poll(source)

    story = Story.objects.get()
    assert story.owner_source == blog
    assert [row.source for row in also_at(story)] == [planet, letter]

    blog.delete()
    story.refresh_from_db()
    assert story.state == Story.State.PUBLISHED
    assert [row.source for row in also_at(story)] == [planet, letter]


def test_the_source_on_the_links_own_host_takes_over_what_a_planet_told_first(
    web: FakeWeb, far: FakeWeb, follow: Follow, poll: Poll, clock: Clock
) -> None:
    link = web.url("/posts/1")
    planet = follow(
        far.on("/planet", answer(rss(copied(1, link=link), home=ELSEWHERE))), licence=Licence.FULL
    )
    blog = follow(web.on("/blog", answer(rss(item(1, link=link)))), licence=Licence.LINK)
    poll(planet)
    first = Story.objects.get()
    clock.forward(hours=1)
    assert (poll(blog).new, Story.objects.count()) == (0, 1)

    story = Story.objects.get()
    assert (story.owner_source, story.title, story.licence) == (blog, "Story 1", Licence.LINK)
    assert (story.pk, story.sort_at, story.visible_at) == (first.pk, first.sort_at, first.visible_at)
    assert Revision.objects.get().title == "Copied"
    assert [row.source for row in also_at(story)] == [planet]


def test_a_home_page_that_a_feed_names_counts_for_less_than_where_it_comes_from(
    web: FakeWeb, far: FakeWeb, follow: Follow, poll: Poll
) -> None:
    link = web.url("/posts/1")
    blog = follow(web.on("/blog", answer(rss(item(1, link=link)))))
    pretender = follow(far.on("/feed", answer(rss(copied(1, link=link), home=web.url("/")))))
    poll(pretender)
    poll(blog)
    assert Story.objects.get().owner_source == blog
    again = follow(far.on("/again", answer(rss(copied(1, link=link, title="Mine"), home=web.url("/")))))
    poll(again)
    assert (Story.objects.get().owner_source, Story.objects.get().title) == (blog, "Story 1")


@pytest.mark.parametrize("ended", [True, False])
def test_a_feed_that_replaces_one_that_has_ended_on_its_host_goes_on_with_its_stories(
    web: FakeWeb, far: FakeWeb, follow: Follow, poll: Poll, ended: bool
) -> None:
    link = web.url("/posts/1")
    first = follow(web.on("/rss", answer(rss(item(1, link=link)))))
    poll(first)
    if ended:
        publishing.end_source(first, by=UserFactory(), reason="It has another feed.", now=poll.clock())
    claims = follow(far.on("/feed", answer(rss(copied(1, link=link, title="Mine"), home=web.url("/")))))
    poll(claims)
    assert (Story.objects.get().owner_source, Story.objects.get().title) == (first, "Story 1")

    right = item(1, link=link, title="Put right")
    second = follow(web.on("/atom", in_turn(answer(rss(item(1, link=link))), answer(rss(right)))))
    poll(second)
    poll(second)
    told = Story.objects.get()
    assert (told.owner_source, told.title) == ((second, "Put right") if ended else (first, "Story 1"))


def test_what_only_named_a_home_is_followed_by_whoever_names_it_once_it_has_ended(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    """The blog's own host is in no feed: both come from a service that makes them."""
    first = follow(web.on("/old", answer(rss(item(1)))))
    poll(first)
    publishing.end_source(first, by=UserFactory(), reason="It has another feed.", now=poll.clock())
    second = follow(web.on("/new", answer(rss(item(1)))))
    poll(second)
    assert Story.objects.get().owner_source == second


def test_a_planet_that_has_lost_a_story_to_its_blog_cannot_change_it_any_more(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    bodies = [answer(rss(copied(1, title=title), home=ELSEWHERE)) for title in ("Copied", "Twisted")]
    planet, blog = follow(web.on("/planet", in_turn(*bodies))), follow(web.on("/blog", answer(rss(item(1)))))
    for source in (planet, blog, planet):
        poll(source)
    assert Story.objects.get().title == "Story 1"


def test_what_is_written_here_is_nobody_elses(web: FakeWeb, follow: Follow, poll: Poll) -> None:
    poll(follow(web.on("/planet", answer(rss(copied(1), home=ELSEWHERE)))))
    Story.objects.update(origin=Story.Origin.POSTED, owner_source=None)
    poll(follow(web.on("/blog", answer(rss(item(1))))))
    assert (Story.objects.get().title, Story.objects.get().owner_source) == ("Copied", None)


def test_whoever_stores_an_address_a_moment_too_late_still_takes_home_what_lives_there(
    web: FakeWeb, follow: Follow, poll: Poll, monkeypatch: pytest.MonkeyPatch
) -> None:
    planet = follow(web.on("/planet", answer(rss(copied(1), home=ELSEWHERE))))
    blog = follow(web.on("/blog", answer(rss(item(1)))))
    poll(planet)
    # The look before the decision saw nothing of it.
    monkeypatch.setattr(
        "stories.ingest.judging.decide", lambda entries, before, besides: [New(found) for found in entries]
    )
    poll(blog)
    assert (Story.objects.get().title, Story.objects.get().owner_source) == ("Story 1", blog)
    assert StorySource.objects.count() == 2
