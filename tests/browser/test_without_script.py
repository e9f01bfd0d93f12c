"""Without JavaScript everything that matters works: reading, filtering, paging, signing in."""

from __future__ import annotations

from typing import Any

import pytest

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
    page.get_by_role("button", name="Show stories").click()
    assert "programme=big-local&kind=video" in page.url
    assert page.locator("article").count() > 0
    assert page.locator("article:not(:has(b[data-thread='big-local']))").count() == 0
    # One strand is left in the cord, and the chip takes the filter away again.
    assert page.locator("body").get_attribute("data-on") == "big-local"
    page.get_by_role("link", name="Big Local remove").click()
    assert "big-local" not in page.url


def test_older_and_back_again(full_network: Network, visit_plainly: Any) -> None:
    page = visit_plainly("/stories/")
    first = page.locator("article h3").all_inner_texts()
    page.get_by_role("link", name="Older stories").click()
    second = page.locator("article h3").all_inner_texts()
    assert second and not set(first) & set(second)
    page.get_by_role("link", name="Newer stories").click()
    assert page.locator("article h3").all_inner_texts() == first


def test_a_story_is_read_from_the_stream(full_network: Network, visit_plainly: Any) -> None:
    page = visit_plainly("/stories/")
    link = page.locator("article h3 a").first
    title = link.inner_text()
    link.click()
    assert page.locator("h1").inner_text() == title
    assert page.locator("time").first.inner_text()


def test_signing_in_and_out(full_network: Network, visit_plainly: Any, mailoutbox: list[Any]) -> None:
    page = visit_plainly("/stories/")
    page.get_by_role("link", name="Sign in").first.click()
    page.get_by_label("Your e-mail address").fill(full_network.member)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("The code from the e-mail").fill(code_in(mailoutbox[0]))
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("link", name="Account", exact=True).click()
    page.get_by_role("link", name="Sign out here").click()
    page.locator("main").get_by_role("button", name="Sign out").click()
    assert page.get_by_role("link", name="Sign in").count() > 0
