"""The map in a browser: drawn from our own files, usable by keyboard, and missed by nobody who cannot see it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.network import Network
from tests.factories import AreaFactory, OrganisationFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MAP = "/people/?view=map"


@pytest.fixture
def places() -> None:
    """Two that stand alone, and two in one place that no zoom parts."""
    OrganisationFactory(name="Northmere Kitchen", latitude=53.5, longitude=-2.2)
    AreaFactory(name="Saltmarsh", latitude=50.8, longitude=-1.1)
    OrganisationFactory(name="Front Room", latitude=51.5, longitude=0.1)
    OrganisationFactory(name="Back Room", latitude=51.5, longitude=0.1)


def test_marks_are_drawn_from_our_own_files_and_nothing_else(
    full_network: Network, places: None, open_browser: Any
) -> None:
    page = open_browser().new_page()
    asked: list[str] = []
    told: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    page.goto(MAP)
    page.locator(".map__mark").first.wait_for()
    here = page.url.partition("/people/")[0]
    assert [url for url in asked if not url.startswith((here, "data:"))] == []
    assert told == []  # nor does the security policy refuse anything


def test_a_mark_is_opened_and_left_by_keyboard(
    full_network: Network, places: None, open_browser: Any
) -> None:
    page = open_browser(reduced_motion="reduce").new_page()
    page.goto(MAP)
    mark = page.get_by_role("button", name="Northmere Kitchen")
    mark.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Northmere Kitchen"
    page.keyboard.press("Escape")
    assert page.locator(".map__card").count() == 0
    assert "Northmere Kitchen" in page.evaluate("document.activeElement.ariaLabel")
    mark.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/organisations/**")


def test_whoever_walks_by_keyboard_comes_past_a_map(
    full_network: Network, places: None, open_browser: Any
) -> None:
    """Also where there are marks beyond its edges, which a map would like to move for."""
    here = OrganisationFactory(name="Middle Room", latitude=53, longitude=-2)
    for east, north in ((-2.2, 0), (-1.9, 0.5), (2.2, 0), (1.9, -0.5), (0, 1.4), (0, -1.4), (0.4, 0.4)):
        OrganisationFactory(latitude=53 + north, longitude=-2 + east)
    page = open_browser().new_page()
    page.goto(here.get_absolute_url())
    beyond = page.get_by_role("link", name="See it among its neighbours")
    beyond.scroll_into_view_if_needed()
    page.locator(".map__mark").nth(3).wait_for()
    page.locator(".map__pane").focus()
    for _stop in range(15):
        page.keyboard.press("Tab")
        page.wait_for_timeout(400)  # as long as a map takes to move, if it does
        if beyond.evaluate("link => link === document.activeElement"):
            return
    raise AssertionError(
        f"never past the map, but on {page.evaluate('document.activeElement.outerHTML')[:90]}"
    )


def test_two_in_one_place_are_listed_together(full_network: Network, places: None, open_browser: Any) -> None:
    page = open_browser(reduced_motion="reduce").new_page()
    page.goto(f"{MAP}&q=room")
    page.get_by_role("button", name="2 here").press("Enter")
    while not page.locator(".map__card").count():
        page.get_by_role("button", name="2 here").press("Enter")
    assert sorted(page.locator(".map__card a").all_inner_texts()) == ["Back Room", "Front Room"]


def test_without_a_script_the_list_says_it_all_and_no_empty_box_stands_there(
    full_network: Network, places: None, open_browser: Any
) -> None:
    page = open_browser(java_script_enabled=False, width=360).new_page()
    page.goto(MAP)
    assert page.locator(".map").is_hidden()
    for name in ("Northmere Kitchen", "Saltmarsh", "Front Room", "Back Room"):
        assert page.get_by_role("link", name=name, exact=True).is_visible()
