"""A visitor reads and filters, with what a small script adds."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.following import follow
from tests.browser.network import Network

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_filters_come_on_and_off(full_network: Network, visit: Any) -> None:
    page = visit("/stories/", width=360)
    page.get_by_text("Choose what you see").click()
    page.get_by_label("Big Local").check()
    follow(page.get_by_role("button", name="Show stories"))
    assert "programme=big-local" in page.url
    follow(page.get_by_role("link", name="Big Local remove"))
    assert "big-local" not in page.url


def test_a_fresh_story_tells_its_age_and_keeps_its_date(full_network: Network, visit: Any) -> None:
    story = full_network.stories[0]
    time = visit(story.get_absolute_url()).locator("time").first
    assert time.inner_text() == "3 hours ago"
    assert story.published_at
    assert str(story.published_at.year) in (time.get_attribute("title") or "")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_system(full_network: Network, visit: Any, scheme: str) -> None:
    page = visit("/stories/", color_scheme=scheme)
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == {"light": "rgb(255, 253, 248)", "dark": "rgb(20, 23, 26)"}[scheme]
