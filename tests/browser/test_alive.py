"""What moves on a page, and what does not: news is offered and never put in, colours change where one stands."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.browser.following import follow
from tests.factories import StoryFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def come_back(page: Any, *, seconds: int) -> None:
    """Somebody returns to the tab, and time goes on: the clock is the test's own from here."""
    page.clock.install()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    with page.expect_response("**/stories/news/**"):
        page.clock.fast_forward(seconds * 1000)


@pytest.mark.parametrize("width", [360, 1280])
def test_news_is_offered_as_a_link_and_moves_nothing(visit: Any, width: int) -> None:
    StoryFactory.create_batch(3, published=True)
    page = visit("/stories/", width=width)
    first = page.locator("article").first
    before = first.bounding_box()
    now = timezone.now()
    StoryFactory(published=True, title="Just in", sort_at=now, visible_at=now + timedelta(seconds=1))
    come_back(page, seconds=31)
    link = page.get_by_role("status").get_by_role("link", name="1 new story")
    link.wait_for()
    assert page.title().startswith("(1) ")
    assert page.locator("article").count() == 3
    assert first.bounding_box() == before
    follow(link)
    page.get_by_role("link", name="Just in").wait_for()


def test_no_news_is_shown_as_nothing(visit: Any) -> None:
    StoryFactory(published=True)
    page = visit("/stories/")
    come_back(page, seconds=31)
    assert page.get_by_role("status").inner_text() == ""


@pytest.mark.parametrize("script", [True, False])
def test_colours_change_where_one_stands_and_are_remembered(visit: Any, script: bool) -> None:
    page = visit("/stories/", java_script_enabled=script)
    with page.expect_response("**/colours/"):
        page.get_by_role("button", name="Dark").click()
    page.locator("html[data-scheme='dark']").wait_for()
    assert page.url.endswith("/stories/")
    with page.expect_navigation():
        page.reload()
    assert page.locator("html").get_attribute("data-scheme") == "dark"
    assert page.get_by_role("button", name="Dark").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="As my device").click()
    page.locator("html:not([data-scheme])").wait_for()
