"""Taking down for good: the button, who may press it, who hears of it, and what subscribers are told."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from programmes.models import CustomImage, Programme
from programmes.pictures import keep
from stories import notify, publishing
from stories.models import Photo, Story, Takedown, Tombstone
from stories.views import taken_down
from tests.factories import SourceFactory, StoryFactory, UserFactory
from tests.integration.staff.conftest import signed_in
from tests.pictures import picture

pytestmark = pytest.mark.django_db


def press(client: Client, story: Story, word: str, **more: str) -> Any:
    data = {"answer": word, "seen": story.state, "reason": "She asked not to be shown."} | more
    return client.post(f"/cms/story/inspect/{story.pk}/", data, follow=True)


def test_a_moderator_takes_a_story_down_with_a_reason(moderator: Client, ours: Programme) -> None:
    story = StoryFactory(published=True, programmes=[ours], title="Bus petition")
    assert "Take down for good" in moderator.get(f"/cms/story/inspect/{story.pk}/").content.decode()
    page = press(moderator, story, "take_down")
    assert "“Bus petition” is taken down for good" in page.content.decode()
    assert page.request["PATH_INFO"] == "/cms/story/"
    assert not Story.objects.exists()
    taken = Takedown.objects.get()
    assert (str(taken.who), taken.reason) == ("Mo Moderator", "She asked not to be shown.")
    assert taken.source == story.owner_source


@pytest.mark.parametrize(
    ("state", "instead"), [("published", "choose “Hide” instead"), ("hidden", "It is hidden as it is")]
)
def test_before_it_is_pressed_it_says_that_it_cannot_be_undone_and_what_can(
    state: str, instead: str, moderator: Client, ours: Programme
) -> None:
    story = StoryFactory(state=state, visible_at=timezone.now(), programmes=[ours])
    page = moderator.get(f"/cms/story/inspect/{story.pk}/").content.decode()
    said, _button, after = page.partition('value="take_down"')
    assert "This cannot be undone." in said and instead in said
    assert after.startswith(f' aria-describedby="story-{story.pk}-take_down-warning"')
    assert page.count("This cannot be undone.") == 1


@pytest.mark.parametrize("is_posted", [True, False])
def test_that_somebody_reads_the_reason_is_said_where_somebody_does(
    is_posted: bool, moderator: Client, ours: Programme
) -> None:
    posted = {"posted": True, "posted_by": UserFactory()} if is_posted else {}
    story = StoryFactory(published=True, programmes=[ours], **posted)
    page = moderator.get(f"/cms/story/inspect/{story.pk}/").content.decode()
    assert ("the other person reads this" in page) == is_posted
    assert ("it is kept with the decision" in page) != is_posted


def test_the_page_of_its_source_says_who_took_something_down_and_why(
    officer: Client, ours: Programme
) -> None:
    source = SourceFactory(approved=True, programmes=[ours])
    story = StoryFactory(published=True, programmes=[ours], title="Bus petition", owner_source=source)
    press(officer, story, "take_down")
    page = officer.get(f"/cms/source/inspect/{source.pk}/").content.decode()
    assert "Olu Officer: She asked not to be shown." in page
    assert "Bus petition" not in page


def test_without_a_reason_nothing_is_taken_down(moderator: Client, ours: Programme) -> None:
    story = StoryFactory(published=True, programmes=[ours])
    assert "Please give a reason" in press(moderator, story, "take_down", reason=" ").content.decode()
    assert Story.objects.exists()
    assert not Tombstone.objects.exists()


def test_what_is_hidden_can_be_taken_down_and_what_waits_cannot(moderator: Client, ours: Programme) -> None:
    hidden = StoryFactory(state=Story.State.HIDDEN, programmes=[ours])
    waiting = StoryFactory(programmes=[ours])
    press(moderator, hidden, "take_down")
    press(moderator, waiting, "take_down")
    assert list(Story.objects.all()) == [waiting]


@pytest.mark.parametrize("who", ["reporter", "officer"])
def test_others_cannot(who: str, request: pytest.FixtureRequest, theirs: Programme) -> None:
    """A reporter is no moderator, and an officer is none of another programme's stories."""
    story = StoryFactory(published=True, programmes=[theirs])
    press(request.getfixturevalue(who), story, "take_down")
    assert Story.objects.exists()


def test_who_posted_it_is_told_and_their_photos_go_with_it(ours: Programme) -> None:
    writer, staff = UserFactory(email="reporter@example.org"), UserFactory()
    story = StoryFactory(
        published=True, posted=True, title="Bus petition", posted_by=writer, programmes=[ours]
    )
    image = keep(picture(), title="At the bus stop", origin=CustomImage.Origin.REPORTER)
    Photo.objects.create(story=story, image=image)
    publishing.take_down(story, by=staff, reason="The child in it did not agree.", now=timezone.now())

    assert not CustomImage.objects.exists()
    assert notify.tell_owed(now=timezone.now()) == 1
    letter = mail.outbox[0]
    assert letter.to == ["reporter@example.org"]
    assert "Bus petition" in str(letter.body)
    assert "The child in it did not agree." in str(letter.body)


def test_who_posted_it_sees_among_their_stories_that_it_is_gone_and_why(ours: Programme) -> None:
    writer, staff = UserFactory(), UserFactory()
    told = datetime(2026, 6, 3, 12, tzinfo=UTC)
    fields = {"published": True, "posted": True, "posted_by": writer, "published_at": told}
    story = StoryFactory(title="Bus petition", programmes=[ours], **fields)
    publishing.take_down(story, by=staff, reason="The child in it did not agree.", now=timezone.now())
    page = signed_in(writer).get("/stories/mine/").content.decode()
    assert "Your story of 3 June 2026" in page
    assert "The child in it did not agree." in page
    assert "Bus petition" not in page
    assert "did not agree" not in signed_in(UserFactory()).get("/stories/mine/").content.decode()


def test_staff_read_what_was_taken_down_of_their_programmes_and_can_undo_nothing(
    officer: Client, moderator: Client, editor: Client, ours: Programme, theirs: Programme
) -> None:
    writer = UserFactory(name="Rosa Reporter")
    posted = {"published": True, "posted": True, "posted_by": writer}
    for programme, reason in ((ours, "It names a child."), (theirs, "It is against the law.")):
        story = StoryFactory(title="Bus petition", programmes=[programme], **posted)
        publishing.take_down(story, by=UserFactory(name="Mo Moderator"), reason=reason, now=timezone.now())
    for client in (officer, moderator):
        page = client.get("/cms/taken-down/").content.decode()
        assert "Mo Moderator" in page and "It names a child." in page and "Rosa Reporter" in page
        assert "against the law" not in page
        assert "Bus petition" not in page
        assert "<button" not in page.partition('<div class="desk">')[2].partition("</main>")[0]
    assert "against the law" in editor.get("/cms/taken-down/").content.decode()
    assert "/cms/taken-down/" in editor.get("/cms/").content.decode()


def test_old_takedowns_are_reached_page_by_page(editor: Client) -> None:
    for at in range(taken_down.PAGE_SIZE + 2):
        Takedown.objects.create(who=None, when=timezone.now(), reason=f"Reason {at:02}.")
    page = editor.get("/cms/taken-down/").content.decode()
    assert "Reason 31." in page and "Reason 01." not in page
    older = page.partition('href="?before=')[2].partition('"')[0]
    page = editor.get(f"/cms/taken-down/?before={older}").content.decode()
    assert "Reason 01." in page and "Reason 00." in page and "Reason 02." not in page
    assert "?before=" not in page


def test_a_photo_that_is_shown_elsewhere_stays(ours: Programme) -> None:
    image = keep(picture(), title="At the bus stop", origin=CustomImage.Origin.REPORTER)
    one, other = StoryFactory.create_batch(2, published=True, posted=True, programmes=[ours])
    for story in (one, other):
        Photo.objects.create(story=story, image=image)
    publishing.take_down(one, by=UserFactory(), reason="x", now=timezone.now())
    assert list(CustomImage.objects.all()) == [image]


def test_a_subscriber_who_has_the_feed_already_is_told_that_it_changed(
    client: Client, ours: Programme
) -> None:
    stories = [StoryFactory(published=True, programmes=[ours]) for _ in range(2)]
    feed = client.get("/stories/feed.atom")
    tag = {"If-None-Match": feed["ETag"]}
    assert client.get("/stories/feed.atom", headers=tag).status_code == 304
    publishing.take_down(stories[1], by=UserFactory(), reason="x", now=timezone.now())
    again = client.get("/stories/feed.atom", headers=tag)
    assert again.status_code == 200
    assert stories[1].title not in again.content.decode()
