"""What one may do with one's own stories once they are sent in: follow, change, withdraw, take up again."""

from __future__ import annotations

import pytest
from django.utils import timezone

from stories import publishing
from stories.models import Decision, Story
from tests.factories import UserFactory
from tests.integration.reporter.conftest import Reporter

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(reporter: Reporter) -> Story:
    """Sent in, and waiting."""
    reporter.press(reporter.open(), "send", programme="network")
    return Story.objects.get()


def path(story: Story, *ends: str) -> str:
    return "/".join((f"/stories/mine/{story.pk}", *ends)) + "/"


def publish(story: Story) -> None:
    publishing.approve(story, by=UserFactory(), now=timezone.now())


def test_a_story_that_came_back_says_why_and_goes_in_again(reporter: Reporter, story: Story) -> None:
    reason = "Two children can be recognised. <b>Crop</b> them out."
    publishing.send_back(story, by=UserFactory(), reason=reason, now=timezone.now())
    for page in ("/stories/mine/", path(story), path(story, "change")):
        assert "Two children can be recognised. &lt;b&gt;Crop&lt;/b&gt; them out." in reporter.open(page).text
    reporter.press(reporter.open(path(story, "change")), "send", words="Cropped.")
    story.refresh_from_db()
    assert (story.state, story.text) == ("waiting", "Cropped.")


def test_a_published_story_that_is_changed_waits_again_and_keeps_what_it_said(
    reporter: Reporter, story: Story
) -> None:
    publish(story)
    page = reporter.open(path(story, "change"))
    assert "the story leaves the stream until somebody has read it again" in page.text
    reporter.press(page, "send", words="Put right.")
    story.refresh_from_db()
    assert (story.state, story.text) == ("waiting", "Put right.")
    assert "Nobody dropped it." in story.revisions.get().html
    assert not Story.objects.published().exists()
    place = story.sort_at
    publish(story)
    story.refresh_from_db()
    assert story.sort_at == place


def test_a_published_story_is_no_draft(reporter: Reporter, story: Story) -> None:
    publish(story)
    page = reporter.open(path(story, "change"))
    for do in ("keep", "preview", "add", "find"):
        reporter.press(page, do, words="Half a change")
    story.refresh_from_db()
    assert story.state == "published"
    assert "Half a change" not in story.text


def test_a_change_that_lacks_something_leaves_the_published_story_alone(
    reporter: Reporter, story: Story
) -> None:
    publish(story)
    response = reporter.press(reporter.open(path(story, "change")), "send", words="")
    assert "Say what happened" in response.content.decode()
    story.refresh_from_db()
    assert (story.state, story.revisions.count()) == ("published", 0)


def test_sending_in_no_change_at_all_leaves_a_published_story_out(reporter: Reporter, story: Story) -> None:
    publish(story)
    reporter.press(reporter.open(path(story, "change")), "send")
    story.refresh_from_db()
    assert (story.state, story.revisions.count()) == ("published", 0)


def test_withdrawing_asks_once_and_can_be_taken_back(reporter: Reporter, story: Story) -> None:
    publish(story)
    asked = reporter.open(path(story, "withdraw"))
    assert "It leaves the stream at once." in asked.text
    assert Story.objects.get().state == "published"
    reporter.client.post(path(story, "withdraw"))
    assert Story.objects.get().state == "withdrawn"
    assert not Story.objects.published().exists()
    response = reporter.client.post(path(story, "restore"))
    assert response["Location"] == path(story, "change")
    assert Story.objects.get().state == "draft"


def test_withdrawing_twice_is_told_and_harmless(reporter: Reporter, story: Story) -> None:
    for _press in range(2):
        reporter.client.post(path(story, "withdraw"))
    assert Story.objects.get().state == "withdrawn"
    assert Decision.objects.filter(to_state="withdrawn").count() == 1
    assert "cannot become" in reporter.open("/stories/mine/").text


@pytest.mark.parametrize("state", ["withdrawn", "hidden"])
def test_what_is_out_of_sight_is_not_changed(reporter: Reporter, story: Story, state: str) -> None:
    Story.objects.update(state=state)
    response = reporter.client.get(path(story, "change"))
    assert response["Location"] == path(story)
    for do in ("send", "keep"):
        reporter.client.post(path(story, "change"), {"do": do, "words": "Changed."})
    reporter.client.post(path(story, "send"))
    assert Story.objects.get().state == state
    assert "Changed." not in Story.objects.get().text


def test_only_what_was_withdrawn_can_be_taken_up_again(reporter: Reporter, story: Story) -> None:
    reporter.client.post(path(story, "restore"))
    assert Story.objects.get().state == "waiting"


def test_nothing_is_changed_by_looking(reporter: Reporter, story: Story) -> None:
    for end in ("send", "restore"):
        assert reporter.client.get(path(story, end)).status_code == 405
    before = Story.objects.values().get()
    for page in ("/stories/mine/", path(story), path(story, "change"), path(story, "withdraw")):
        reporter.open(page)
    assert Story.objects.values().get() == before


def test_every_story_has_its_own_acts(reporter: Reporter, story: Story) -> None:
    reporter.press(reporter.open(), "send", title="Another")
    reporter.client.post(path(story, "withdraw"))
    page = reporter.open("/stories/mine/").text
    assert page.count(path(story, "restore")) == 1
    assert page.count("/restore/") == 1
    assert path(story, "change") not in page


@pytest.mark.parametrize(
    "query", ["?before=0", "?before=-1", "?before=abc", "?before=" + "9" * 30, "?before=1e9"]
)
def test_an_odd_page_shows_stories_not_an_error(reporter: Reporter, story: Story, query: str) -> None:
    reporter.open(f"/stories/mine/{query}")
