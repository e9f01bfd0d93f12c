"""How much one member may bring in a while; whoever has brought that much loses nothing they typed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.accounts.models import User
from stories import publishing
from stories.models import Decision, Story
from stories.posting import limits
from stories.posting.limits import Limit
from tests.factories import UserFactory
from tests.integration.reporter.conftest import Page, Reporter
from tests.pictures import picture

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def two_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SENT_IN", Limit(2, HOUR))


@pytest.fixture
def two_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BEGUN", Limit(2, DAY))


def send(reporter: Reporter, **answers: Any) -> Any:
    return reporter.press(reporter.open(), "send", **answers)


@pytest.mark.usefixtures("two_an_hour")
class TestSendingIn:
    def test_one_too_many_is_kept_as_a_draft_and_goes_in_later(self, reporter: Reporter) -> None:
        assert [send(reporter).status_code for _story in range(2)] == [302, 302]
        response = send(reporter, title="The third", words="Every word of it.")
        assert response.status_code == 429
        page = Page(response)
        assert "This one is kept as a draft. Please come back to it after" in page.text
        assert "Every word of it.</textarea>" in page.text
        third = Story.objects.get(title="The third")
        assert (third.state, third.text) == ("draft", "Every word of it.")
        Decision.objects.update(when=timezone.now() - HOUR)
        assert reporter.press(page, "send", title="The third", words="Every word of it.").status_code == 302
        third.refresh_from_db()
        assert third.state == "waiting"

    def test_from_its_preview_too(self, reporter: Reporter) -> None:
        for _story in range(2):
            send(reporter)
        reporter.press(reporter.open(), "keep", title="The third")
        story = Story.objects.get(title="The third")
        response = reporter.client.post(f"/stories/mine/{story.pk}/send/")
        assert response.status_code == 429
        assert "kept as a draft" in response.content.decode()
        story.refresh_from_db()
        assert story.state == "draft"

    def test_a_published_story_stays_as_it_is_and_the_change_stays_on_the_page(
        self, reporter: Reporter
    ) -> None:
        for _story in range(2):
            send(reporter)
        story = Story.objects.earliest("pk")
        publishing.approve(story, by=UserFactory(), now=timezone.now())
        page = reporter.open(f"/stories/mine/{story.pk}/change/")
        response = reporter.press(page, "send", words="Better words.")
        assert response.status_code == 429
        text = response.content.decode()
        assert "Better words.</textarea>" in text and "kept as a draft" not in text
        assert Story.objects.get(pk=story.pk, state="published").text != "Better words."

    def test_what_waits_already_may_be_put_right(self, reporter: Reporter) -> None:
        for _story in range(2):
            send(reporter)
        story = Story.objects.earliest("pk")
        page = reporter.open(f"/stories/mine/{story.pk}/change/")
        assert reporter.press(page, "send", words="Better words.").status_code == 302
        assert Story.objects.get(pk=story.pk).text == "Better words."

    def test_each_member_has_their_own(self, reporter: Reporter) -> None:
        for _story in range(2):
            send(reporter)
        other = Reporter()
        other.client.force_login(UserFactory(name="Sam"))
        assert send(other).status_code == 302


@pytest.mark.usefixtures("two_a_day")
class TestBeginning:
    def test_a_story_too_many_stays_on_the_page(self, reporter: Reporter) -> None:
        for _story in range(2):
            reporter.press(reporter.open(), "keep")
        response = reporter.press(reporter.open(), "keep", words="Every word of it.")
        assert response.status_code == 429
        assert "Every word of it.</textarea>" in response.content.decode()
        assert Story.objects.count() == 2

    def test_typing_is_told_that_it_stays_on_the_device(self, reporter: Reporter) -> None:
        pages = [reporter.open() for _story in range(3)]
        answers = [
            reporter.client.post("/stories/post/draft/", {"title": "A", "words": "B"} | page.hidden)
            for page in pages
        ]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert "stays on this device" in answers[-1].json()["words"]

    def test_a_draft_goes_on(self, reporter: Reporter) -> None:
        for _story in range(2):
            reporter.press(reporter.open(), "keep")
        page = reporter.open(f"/stories/mine/{Story.objects.earliest('pk').pk}/change/")
        assert reporter.press(page, "keep", words="More words.").status_code == 302


def test_photos_beyond_a_days_worth_are_left_out_one_by_one(
    reporter: Reporter, writer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PHOTOS", Limit(2, DAY))
    files = [
        SimpleUploadedFile(f"{name}.jpg", picture(colour=(80 * at, 0, 0)), "image/jpeg")
        for at, name in enumerate(("one", "two", "three"))
    ]
    response = reporter.press(reporter.open(), "add", photos=files)
    text = response.content.decode()
    assert "“three.jpg” was left out: those were many photos for one day." in text
    assert "“two.jpg” was left out" not in text
    assert limits.room_for_photos(writer, now=timezone.now()) == 0
