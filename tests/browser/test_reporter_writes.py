"""A reporter at a real browser: by keyboard, without a script, on a phone; and nothing typed is ever lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django import Settings

from stories import publishing
from stories.models import Story
from tests.browser.following import follow
from tests.browser.network import Network
from tests.browser.test_keyboard import tab_to
from tests.factories import UserFactory
from tests.pictures import picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "It went down three flights and across the green, and nobody dropped it."
SAVES = 15_000  # milliseconds; the page waits 2.5 s after the last key, and the machine may be busy


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def photos(tmp_path: Path, *names: str) -> list[str]:
    for at, name in enumerate(names):
        (tmp_path / name).write_bytes(picture(300, 200, colour=(60 * at, 120, 90)))
    return [str(tmp_path / name) for name in names]


def posted() -> Story:
    return Story.objects.filter(posted_by__isnull=False).latest("pk")


def test_posting_by_keyboard_alone(new_network: Network, open_browser: Any) -> None:
    page: Page = open_browser(signed_in_as=new_network.member).new_page()
    page.goto("/")
    tab_to(page, "Post")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Post a story")
    tab_to(page, "What happened?")
    page.keyboard.type("The sofa has found a home")
    tab_to(page, "Tell us more")
    page.keyboard.type(WORDS)
    tab_to(page, "Across the network")
    page.keyboard.press("ArrowUp")  # to the programme before it
    tab_to(page, "See how it will look")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("How it will look")
    expect(page.locator("article.story h3")).to_have_text("The sofa has found a home")
    tab_to(page, "Send it in")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your story is in, and waiting to be read")
    expect(page.get_by_text("Someone who looks after Big Local reads it next.")).to_be_visible()
    assert posted().state == "waiting"


def test_enter_in_a_line_keeps_a_draft_and_sends_nothing_in(new_network: Network, open_browser: Any) -> None:
    page: Page = open_browser(signed_in_as=new_network.member, java_script_enabled=False).new_page()
    page.goto("/stories/post/")
    page.get_by_label("What happened?").fill("Half a thought")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Kept as a draft. It waits for you here.")).to_be_visible()
    assert posted().state == "draft"


def test_posting_two_photos_without_a_script(new_network: Network, open_browser: Any, tmp_path: Path) -> None:
    page: Page = open_browser(
        signed_in_as=new_network.member, width=360, java_script_enabled=False
    ).new_page()
    page.goto("/stories/post/")
    page.get_by_label("Tell us more").fill(WORDS)
    page.locator("input[type=file]").set_input_files(photos(tmp_path, "lunch.jpg", "table.jpg"))
    page.get_by_role("button", name="Add what I picked").click()
    expect(page.locator("img.photo__picture")).to_have_count(2)
    for at, alt in enumerate(("Five people at a table.", "A sofa on a green.")):
        page.get_by_label("What is in the picture").nth(at).fill(alt)
    page.get_by_label("People, and every one of them said yes").check()
    page.get_by_role("button", name="Send it in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your story is in, and waiting to be read")
    assert [photo.image.description for photo in posted().photos.all()] == [
        "Five people at a table.",
        "A sofa on a green.",
    ]


def test_photos_picked_one_after_the_other_are_all_sent_with_their_words(
    new_network: Network, visit: Any, tmp_path: Path
) -> None:
    page: Page = visit("/stories/post/", signed_in_as=new_network.member)
    page.get_by_label("Tell us more").fill(WORDS)
    for at, path in enumerate(photos(tmp_path, "lunch.jpg", "table.jpg")):
        page.locator("input[type=file]").set_input_files(path)
        expect(page.locator("canvas.photo__picture")).to_have_count(at + 1)
        page.get_by_label("What is in the picture").nth(at).fill(f"Photo {at}")
    page.get_by_label("Nobody", exact=True).check()
    page.get_by_role("button", name="Send it in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your story is in, and waiting to be read")
    assert [photo.image.description for photo in posted().photos.all()] == ["Photo 0", "Photo 1"]


class TestDrafts:
    def typing(self, context: BrowserContext, words: str) -> Page:
        page = context.new_page()
        page.goto("/stories/post/")
        page.get_by_label("Tell us more").press_sequentially(words)
        return page

    def test_what_is_typed_is_a_draft_on_the_server_soon_after(
        self, new_network: Network, open_browser: Any
    ) -> None:
        page = self.typing(open_browser(signed_in_as=new_network.member), "One.")
        expect(page.get_by_text("Saved on this device")).to_be_visible()
        expect(page.get_by_text("Saved in your drafts")).to_be_visible(timeout=SAVES)
        assert posted().text == "One."
        assert page.evaluate("Object.keys(localStorage).length") == 0
        page.get_by_label("Tell us more").press_sequentially(" Two.")
        expect(page.get_by_text("Saved on this device")).to_be_visible()
        expect(page.get_by_text("Saved in your drafts")).to_be_visible(timeout=SAVES)
        assert (posted().text, Story.objects.filter(posted_by__isnull=False).count()) == ("One. Two.", 1)
        page.reload()
        expect(page.get_by_label("Tell us more")).to_have_value("One. Two.")

    def test_an_ended_session_loses_nothing(self, new_network: Network, open_browser: Any) -> None:
        context = open_browser(signed_in_as=new_network.member)
        cookies = context.cookies()
        page = self.typing(context, "One.")
        expect(page.get_by_text("Saved in your drafts")).to_be_visible(timeout=SAVES)
        context.clear_cookies(name="sessionid")
        page.get_by_label("Tell us more").press_sequentially(" Two.")
        expect(page.get_by_text("You are no longer signed in.")).to_be_visible(timeout=SAVES)
        expect(page.get_by_role("link", name="Sign in again")).to_be_visible()
        page.close()
        context.add_cookies(cookies)
        page = context.new_page()
        page.goto(f"/stories/mine/{posted().pk}/change/")
        expect(page.get_by_label("Tell us more")).to_have_value("One. Two.")
        expect(page.get_by_text("What you typed on this device is back.")).to_be_visible()
        expect(page.get_by_text("Saved in your drafts")).to_be_visible(timeout=SAVES)
        assert posted().text == "One. Two."

    def test_without_a_line_the_device_keeps_it_and_the_server_gets_it_later(
        self, new_network: Network, open_browser: Any
    ) -> None:
        context = open_browser(signed_in_as=new_network.member)
        page = context.new_page()
        page.goto("/stories/post/")
        context.set_offline(True)
        page.get_by_label("Tell us more").press_sequentially("Typed in a tunnel.")
        expect(page.get_by_text("We cannot reach the portal.")).to_be_visible(timeout=SAVES)
        page.close()
        context.set_offline(False)
        page = context.new_page()
        page.goto("/stories/post/")
        expect(page.get_by_label("Tell us more")).to_have_value("Typed in a tunnel.")
        expect(page.get_by_text("Saved in your drafts")).to_be_visible(timeout=SAVES)
        assert posted().text == "Typed in a tunnel."

    def test_the_next_one_at_this_device_sees_nothing_of_it(
        self, new_network: Network, open_browser: Any
    ) -> None:
        context = open_browser(signed_in_as=new_network.member)
        page = self.typing(context, "For nobody else.")
        expect(page.get_by_text("Saved on this device")).to_be_visible()
        page.evaluate("Object.keys(localStorage).length")
        other = open_browser(signed_in_as=new_network.staff)
        context.clear_cookies()
        context.add_cookies(other.cookies())
        page = context.new_page()
        page.goto("/stories/post/")
        expect(page.get_by_label("Tell us more")).to_have_value("")

    def test_words_on_the_device_do_not_write_over_newer_ones(
        self, new_network: Network, open_browser: Any
    ) -> None:
        context = open_browser(signed_in_as=new_network.member)
        page = self.typing(context, "One.")
        expect(page.get_by_text("Saved in your drafts")).to_be_visible(timeout=SAVES)
        context.set_offline(True)
        page.get_by_label("Tell us more").press_sequentially(" Left here.")
        expect(page.get_by_text("We cannot reach the portal.")).to_be_visible(timeout=SAVES)
        page.close()
        Story.objects.filter(pk=posted().pk).update(html="<p>Newer.</p>", version=9, saved_from=None)
        context.set_offline(False)
        page = context.new_page()
        page.goto(f"/stories/mine/{posted().pk}/change/")
        expect(page.get_by_label("Tell us more")).to_have_value("Newer.")
        page.get_by_role("button", name="Put them in").click()
        expect(page.get_by_label("Tell us more")).to_have_value("One. Left here.")


def test_changing_withdrawing_and_taking_up_again_on_a_phone(new_network: Network, visit: Any) -> None:
    page: Page = visit("/stories/post/", signed_in_as=new_network.member, width=360)
    page.get_by_label("Tell us more").fill(WORDS)
    page.get_by_role("button", name="Send it in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your story is in, and waiting to be read")
    publishing.approve(posted(), by=UserFactory(), now=timezone.now())
    follow(page.get_by_role("link", name="Change it"))
    page.reload()
    expect(page.get_by_text("the story leaves the stream until somebody has read it again")).to_be_visible()
    page.get_by_label("Tell us more").fill(f"{WORDS} Twice.")
    page.get_by_role("button", name="Send the change in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your story is in, and waiting to be read")
    assert (posted().state, posted().revisions.count()) == ("waiting", 1)
    page.get_by_role("link", name="Withdraw").click()
    page.get_by_role("button", name="Yes, withdraw it").click()
    expect(page.get_by_text("Withdrawn. You can take it up again whenever you like.")).to_be_visible()
    follow(page.get_by_role("button", name="Take it up again"))
    expect(page.get_by_label("Tell us more")).to_have_value(f"{WORDS} Twice.")
    assert posted().state == "draft"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
