"""By keyboard alone: read, filter, page and sign in; the focus is always seen and never lies under anything."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.network import Network
from tests.browser.pages import Who, paths
from tests.signing_in import code_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_STOPS = 200  # a page with more is a trap, or wants one

# Where the focus is, and what is wrong with how it shows.
FOCUS = """() => {
    const e = document.activeElement;
    if (!e || e === document.body) return null;
    const box = e.getClientRects()[0], style = getComputedStyle(e);
    const problems = [];
    // A checkbox may let its label show the focus, a field its frame.
    const shows = [e, e.closest("label")].filter(Boolean).map((each) => getComputedStyle(each)).some((s) =>
        (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== "none");
    if (!shows) problems.push("no focus ring");
    if (!box || box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth)
        problems.push("outside the window");
    else {
        const x = Math.min(Math.max((box.left + box.right) / 2, 1), innerWidth - 2);
        const y = Math.min(Math.max((box.top + box.bottom) / 2, 1), innerHeight - 2);
        const top = document.elementFromPoint(x, y);
        if (!top || !(e.contains(top) || top.contains(e) || e.closest("label")?.contains(top)))
            problems.push(`under ${top?.outerHTML.slice(0, 80)}`);
    }
    return {name: (e.ariaLabel || e.labels?.[0]?.textContent || e.textContent || "").replace(/\\s+/g, " ").trim(),
            at: e.outerHTML.slice(0, 100), problems};
}"""


def stops(page: Page) -> Any:
    """Press Tab until the focus leaves the page's end; each place it stops at."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            return
        yield focus
    raise AssertionError(f"Tab does not find the end of {page.url}")


def tab_to(page: Page, name: str) -> None:
    passed = []
    for focus in stops(page):
        assert not focus["problems"], focus
        if name in focus["name"]:
            return
        passed.append(focus["name"][:30])
    raise AssertionError(f"Tab never came to {name!r}, but to {passed}")


@pytest.mark.first
def test_the_focus_is_seen_on_every_page(full_network: Network, open_browser: Any) -> None:
    page = open_browser(width=360, reduced_motion="reduce").new_page()
    unseen = {}
    for path, _status in paths(full_network, Who.VISITOR):
        page.goto(path)
        if lost := [focus for focus in stops(page) if focus["problems"]]:
            unseen[path] = lost
    assert not unseen


def test_the_first_tab_skips_to_the_page(full_network: Network, visit: Any) -> None:
    page = visit("/stories/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_filtering_by_keyboard_alone(full_network: Network, visit: Any) -> None:
    page = visit("/stories/", width=360)
    tab_to(page, "Choose what you see")
    page.keyboard.press("Enter")
    tab_to(page, "Big Local")
    page.keyboard.press("Space")
    tab_to(page, "Show stories")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "programme=big-local" in page.url
    assert page.locator("article").count() > 0


def test_paging_and_reading_by_keyboard_alone(full_network: Network, visit: Any) -> None:
    page = visit("/stories/")
    first = page.locator("article h3").first.inner_text()
    tab_to(page, "Older stories")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    title = page.locator("article h3").first.inner_text()
    assert title != first
    tab_to(page, title)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("h1").inner_text() == title


def test_signing_in_by_keyboard_alone(full_network: Network, visit: Any, mailoutbox: list[Any]) -> None:
    page = visit("/stories/")
    tab_to(page, "Sign in")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "Your e-mail address")
    page.keyboard.type(full_network.member)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "The code from the e-mail")
    page.keyboard.type(code_in(mailoutbox[0]))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_role("button", name="Sign out").count() == 1
