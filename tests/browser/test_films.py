"""A film is a still until a reader presses play; only then is its provider asked, and only for what was pressed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Route

from tests.browser.network import FILM, Network

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WITH_MEDIA = 4  # of the full network's stories


def opened(network: Network, context: BrowserContext) -> tuple[Page, Callable[[], set[str]]]:
    """The story's page, and the hosts that were asked for something since; the world outside is played by us."""
    asked: list[str] = []
    own = urlsplit(network.stories[WITH_MEDIA].get_absolute_url()).netloc

    def outside(route: Route) -> None:
        host = urlsplit(route.request.url).hostname or ""
        if host in {"localhost", "127.0.0.1", own}:
            route.continue_()
            return
        asked.append(host)
        route.fulfill(body="<!doctype html><title>Film</title><p>A film", content_type="text/html")

    context.route("**/*", outside)
    page = context.new_page()
    page.goto(network.stories[WITH_MEDIA].get_absolute_url())
    page.mouse.wheel(0, 5000)
    page.wait_for_load_state("networkidle")
    return page, lambda: set(asked)


def test_nobody_else_is_asked_before_the_click_and_the_player_alone_after_it(
    full_network: Network, open_browser: Any
) -> None:
    page, asked = opened(full_network, open_browser(width=360))
    assert asked() == set()
    page.locator(".embed__play").click()
    frame = page.frame_locator(".embed__player")
    frame.get_by_text("A film").wait_for()
    assert asked() == {"www.youtube-nocookie.com"}
    player = page.locator(".embed__player")
    assert player.get_attribute("title") == "Chairs"
    assert page.evaluate("document.activeElement.className") == "embed__player"
    assert page.locator(".embed__still").count() == 0


def test_a_film_is_played_by_keyboard(full_network: Network, open_browser: Any) -> None:
    page, asked = opened(full_network, open_browser())
    page.locator(".embed__play").press("Enter")
    page.frame_locator(".embed__player").get_by_text("A film").wait_for()
    assert asked() == {"www.youtube-nocookie.com"}


def test_without_script_the_button_leads_to_the_films_home(full_network: Network, open_browser: Any) -> None:
    page, asked = opened(full_network, open_browser(java_script_enabled=False))
    assert asked() == set()
    page.locator(".embed__play").click()
    page.wait_for_url(FILM)


def test_a_picture_takes_its_place_before_it_has_come(full_network: Network, open_browser: Any) -> None:
    context = open_browser()
    context.route("**/media/images/**", lambda route: route.abort())
    page = context.new_page()
    page.goto(full_network.stories[WITH_MEDIA].get_absolute_url())
    box = page.locator(".prose .picture").bounding_box()
    assert box is not None
    assert box["width"] / box["height"] == pytest.approx(16 / 9, rel=0.01)
    assert page.locator(".prose .picture rect").get_attribute("fill") == "#b04650"
