"""Without JavaScript everything that matters works: reading, filtering, paging, signing in."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.following import follow
from tests.browser.network import Network
from tests.signing_in import code_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def visit_plainly(visit: Any) -> Any:
    return lambda path: visit(path, width=360, java_script_enabled=False)


def test_filters_come_on_and_off(full_network: Network, visit_plainly: Any) -> None:
    page = visit_plainly("/stories/")
    page.get_by_text("Choose what you see").click()
    page.get_by_label("Big Local").check()
    page.get_by_label("Video").check()
    follow(page.get_by_role("button", name="Show stories"))
    assert "programme=big-local&kind=video" in page.url
    assert page.locator("article").count() > 0
    assert page.locator("article:not(:has(b[data-thread='big-local']))").count() == 0
    # One strand is left in the cord, and the chip takes the filter away again.
    assert page.locator("body").get_attribute("data-on") == "big-local"
    follow(page.get_by_role("link", name="Big Local remove"))
    assert "big-local" not in page.url


def test_older_and_back_again(full_network: Network, visit_plainly: Any) -> None:
    page = visit_plainly("/stories/")
    first = page.locator("article h3").all_inner_texts()
    follow(page.get_by_role("link", name="Older stories"))
    second = page.locator("article h3").all_inner_texts()
    assert second and not set(first) & set(second)
    follow(page.get_by_role("link", name="Newer stories"))
    assert page.locator("article h3").all_inner_texts() == first


def test_a_story_is_read_from_the_stream(full_network: Network, visit_plainly: Any) -> None:
    page = visit_plainly("/stories/")
    link = page.locator("article h3 a").first
    title = link.inner_text()
    follow(link)
    assert page.locator("h1").inner_text() == title
    assert page.locator("time").first.inner_text()


def test_signing_in_and_out(full_network: Network, visit_plainly: Any, mailoutbox: list[Any]) -> None:
    page = visit_plainly("/stories/")
    follow(page.get_by_role("link", name="Sign in").first)
    page.get_by_label("Your e-mail address").fill(full_network.member)
    follow(page.get_by_role("button", name="Send me a code"))
    page.get_by_label("The code from the e-mail").fill(code_in(mailoutbox[0]))
    follow(page.get_by_role("button", name="Go on"))
    follow(page.get_by_role("link", name="Account", exact=True))
    follow(page.get_by_role("link", name="Sign out here"))
    follow(page.locator("main").get_by_role("button", name="Sign out"))
    assert page.get_by_role("link", name="Sign in").count() > 0
