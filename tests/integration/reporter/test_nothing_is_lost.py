"""The same form twice, an old tab, an answer that got lost, a session that ended: one story, every word of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from portal.accounts.models import User
from stories import publishing
from stories.models import Decision, Story
from tests.factories import UserFactory
from tests.integration.reporter.conftest import WORDS, Page, Reporter

pytestmark = pytest.mark.django_db

DRAFT = "/stories/post/draft/"


def autosave(reporter: Reporter, page: Page, **answers: Any) -> Any:
    given = {"title": "The sofa", "words": WORDS, "programme": "network", "area": ""}
    return reporter.client.post(DRAFT, given | page.hidden | answers)


class TestTheSameFormTwice:
    def test_sent_twice_it_is_one_story(self, reporter: Reporter) -> None:
        page = reporter.open()
        first, second = reporter.press(page, "send"), reporter.press(page, "send")
        story = Story.objects.get()
        assert first["Location"] == second["Location"] == f"/stories/mine/{story.pk}/"
        assert Decision.objects.count() == 1
        assert story.version == 1

    def test_kept_twice_it_is_one_draft(self, reporter: Reporter) -> None:
        page = reporter.open()
        for _press in range(3):
            assert reporter.press(page, "keep").status_code == 302
        assert Story.objects.get().version == 1

    def test_sent_again_by_the_back_button_after_it_was_published_it_changes_nothing(
        self, reporter: Reporter
    ) -> None:
        page = reporter.open()
        reporter.press(page, "send")
        story = Story.objects.get()
        publishing.approve(story, by=UserFactory(), now=timezone.now())
        reporter.press(page, "send")
        assert Story.objects.get().state == "published"

    def test_two_forms_are_two_stories(self, reporter: Reporter) -> None:
        for _form in range(2):
            reporter.press(reporter.open(), "send")
        assert Story.objects.count() == 2

    def test_a_key_is_nobody_elses(self, reporter: Reporter) -> None:
        page = reporter.open()
        reporter.press(page, "keep")
        other = Reporter()
        other.client.force_login(UserFactory())
        other.press(page, "keep", words="Somebody else’s words.")
        assert Story.objects.count() == 2
        assert Story.objects.order_by("pk")[0].text.startswith("It went down")


class TestAnOldTab:
    """E10: nothing newer is written over, and nothing typed is thrown away."""

    def test_it_does_not_write_over_newer_words(self, reporter: Reporter) -> None:
        reporter.press(reporter.open(), "keep")
        change = f"/stories/mine/{Story.objects.get().pk}/change/"
        old, new = reporter.open(change), reporter.open(change)
        assert reporter.press(new, "keep", words="Newer words.").status_code == 302
        response = reporter.press(old, "keep", words="Older words.")
        assert response.status_code == 409
        page = Page(response)
        assert "This story has changed while this page was open" in page.text
        assert "Older words.</textarea>" in page.text
        assert Story.objects.get().text == "Newer words."
        assert reporter.press(page, "keep", words="Older words.").status_code == 302  # knowing it now
        assert Story.objects.get().text == "Older words."

    def test_it_does_not_autosave_over_newer_words(self, reporter: Reporter) -> None:
        old = reporter.open()
        reporter.press(old, "keep")
        new = reporter.open(f"/stories/mine/{Story.objects.get().pk}/change/")
        assert autosave(reporter, new, words="Newer.").status_code == 200
        response = autosave(reporter, old, words="Older.")
        assert response.status_code == 409
        assert "stays on this device" in response.json()["words"]
        assert Story.objects.get().text == "Newer."

    def test_a_decision_meanwhile_is_told(self, reporter: Reporter) -> None:
        reporter.press(reporter.open(), "send")
        story = Story.objects.get()
        page = reporter.open(f"/stories/mine/{story.pk}/change/")
        publishing.approve(story, by=UserFactory(), now=timezone.now())
        response = reporter.press(page, "send", words="Changed.")
        assert response.status_code == 409
        assert Story.objects.get().state == "published"
        assert "Changed." not in Story.objects.get().text


class TestAutosave:
    def test_it_makes_one_draft_and_follows_what_is_typed(self, reporter: Reporter) -> None:
        page = reporter.open()
        first = autosave(reporter, page, words="One.").json()
        story = Story.objects.get()
        assert first == {"words": "", "edition": "1.draft", "action": f"/stories/mine/{story.pk}/change/"}
        second = autosave(reporter, page, words="One. Two.", edition=first["edition"]).json()
        assert second["edition"] == "2.draft"
        assert Story.objects.get().text == "One. Two."

    def test_an_answer_that_got_lost_is_no_conflict(self, reporter: Reporter) -> None:
        page = reporter.open()
        for words in ("One.", "One. Two.", "One. Two. Three."):
            assert autosave(reporter, page, words=words).status_code == 200
        assert reporter.press(page, "send", words="One. Two. Three. Four.").status_code == 302
        story = Story.objects.get()
        assert (story.text, story.state) == ("One. Two. Three. Four.", "waiting")

    def test_an_empty_form_makes_no_draft(self, reporter: Reporter) -> None:
        response = autosave(reporter, reporter.open(), title="", words=" \n ")
        assert (response.status_code, response.json()) == (200, {"words": ""})
        assert not Story.objects.exists()

    @pytest.mark.parametrize("state", ["waiting", "published", "withdrawn", "hidden"])
    def test_what_others_may_see_is_not_changed_by_typing(self, reporter: Reporter, state: str) -> None:
        page = reporter.open()
        autosave(reporter, page, words="As it is.")
        Story.objects.update(state=state, visible_at=timezone.now())
        edition = Story.objects.get().edition
        assert autosave(reporter, page, words="Half a chan", edition=edition).status_code == 409
        assert Story.objects.get().text == "As it is."

    def test_signed_out_it_says_so(self, reporter: Reporter) -> None:
        page = reporter.open()
        reporter.client.logout()
        response = autosave(reporter, page)
        assert response.status_code == 401
        assert response.json()["sign_in"] is True
        assert not Story.objects.exists()

    @pytest.mark.parametrize("key", ["", "x", "0" * 400, "\x00"])
    def test_a_made_up_key_is_only_a_new_draft(self, reporter: Reporter, key: str) -> None:
        assert autosave(reporter, reporter.open(), key=key).status_code == 200
        assert Story.objects.count() == 1

    @pytest.mark.parametrize(
        "answers",
        [
            {"area": "999999999999999999999999"}, {"area": "x"}, {"programme": "nowhere"},
            {"credits": ["-1", "9" * 40]}, {"words": "\x00\ud7ff\u202e"}, {"edition": "9" * 99},
            {"photos-key": ["forged", ""], "photos-alt": ["a"]}, {"topics": "," * 400}, {"find": "%_\\'" * 20},
        ],
    )  # fmt: skip
    def test_whatever_comes_nothing_falls_over(self, reporter: Reporter, answers: dict[str, Any]) -> None:
        assert autosave(reporter, reporter.open(), **answers).status_code in (200, 409)


class TestASessionThatEnded:
    """E4, without JavaScript: what was typed waits for who typed it to sign in again."""

    def typed_signed_out(self, reporter: Reporter, page: Page | None = None, **more: Any) -> Page:
        page = page or reporter.open()
        reporter.client.cookies.clear()
        response = reporter.press(page, "send", title="Typed in vain?", topics="sofas", **more)
        assert response.status_code == 302
        assert response["Location"] == "/accounts/login/?next=/stories/post/"
        return page

    def test_everything_is_back_after_signing_in(self, reporter: Reporter, writer: User) -> None:
        before = self.typed_signed_out(reporter)
        assert not Story.objects.exists()
        reporter.client.force_login(writer)
        page = reporter.open()
        assert "Everything you typed is back." in page.text
        assert 'value="Typed in vain?"' in page.text and 'value="sofas"' in page.text
        assert "Nobody dropped it.</textarea>" in page.text
        assert page.hidden["key"] == before.hidden["key"]
        reporter.press(page, "send", title="Typed in vain?")
        assert Story.objects.get().state == "waiting"
        assert 'value="Typed in vain?"' not in reporter.open().text

    def test_the_page_to_sign_in_at_says_that_it_is_kept(self, reporter: Reporter) -> None:
        kept = "What you typed is kept for two hours: sign in, and it is back."
        page = reporter.open()
        reporter.client.cookies.clear()
        response = reporter.client.get(page.action)
        assert kept not in reporter.open(response["Location"]).text
        self.typed_signed_out(reporter, page)
        text = reporter.open(response["Location"]).text
        assert kept in text and "Photos have to be chosen again." not in text
        self.typed_signed_out(reporter, page, photos=SimpleUploadedFile("sofa.jpg", b"a photo", "image/jpeg"))
        assert f"{kept} Photos have to be chosen again." in reporter.open(response["Location"]).text

    def test_it_is_still_there_when_the_page_is_opened_again(self, reporter: Reporter, writer: User) -> None:
        self.typed_signed_out(reporter)
        reporter.client.force_login(writer)
        for _time in range(2):
            assert 'value="Typed in vain?"' in reporter.open().text

    def test_it_is_not_shown_to_whoever_signs_in_instead(self, reporter: Reporter) -> None:
        self.typed_signed_out(reporter)
        reporter.client.force_login(UserFactory())
        assert "Typed in vain?" not in reporter.open().text

    def test_after_two_hours_it_is_gone(
        self, reporter: Reporter, writer: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.typed_signed_out(reporter)
        reporter.client.force_login(writer)
        later = timezone.now() + timedelta(hours=3)
        monkeypatch.setattr("django.utils.timezone.now", lambda: later)
        assert "Typed in vain?" not in reporter.open().text

    def test_a_change_to_a_story_comes_back_to_that_story(self, reporter: Reporter, writer: User) -> None:
        reporter.press(reporter.open(), "send")
        path = f"/stories/mine/{Story.objects.get().pk}/change/"
        page = reporter.open(path)
        reporter.client.cookies.clear()
        response = reporter.press(page, "send", words="Changed in vain?")
        assert response["Location"] == f"/accounts/login/?next={path}"
        reporter.client.force_login(writer)
        assert "Changed in vain?</textarea>" in reporter.open(path).text
        assert "Changed in vain?" not in reporter.open().text

    def test_it_never_leads_off_the_site(self, client: Client) -> None:
        response = client.post("/stories/post/?next=//evil.example", {"words": "x"})
        assert response["Location"] == "/accounts/login/?next=/stories/post/"

    def test_a_flood_of_words_is_not_kept(self, client: Client) -> None:
        client.post("/stories/post/", {"words": "ü" * 500_000})
        assert "post_typed_signed_out" not in client.session
