"""A funder: from the home page to a story, to the organisation behind it, to its place on the map."""

from __future__ import annotations

from dataclasses import dataclass

from tests.browser.journeys.hands import Hand

MOST_CLICKS = 4


@dataclass(frozen=True)
class Seen:
    story: str
    organisation: str
    clicks: int


def look_around(hand: Hand) -> Seen:
    page = hand.page
    page.goto("/")
    before = hand.pressed
    # One that a group has published; what a reporter posts here has a person behind it.
    told = page.locator("main article", has=page.locator("a[href^='/organisations/']")).first
    headline = told.locator("h3 a").first
    title = headline.inner_text()
    hand.follow(headline)
    page.get_by_role("heading", level=1, name=title).wait_for()
    hand.follow(page.locator("main a[href^='/organisations/']").first)
    page.wait_for_url("**/organisations/**")
    organisation = page.get_by_role("heading", level=1).inner_text()
    hand.follow(page.get_by_role("link", name="See it among its neighbours"))
    page.locator("main").get_by_role("link", name=organisation).first.wait_for()
    return Seen(title, organisation, hand.pressed - before)
