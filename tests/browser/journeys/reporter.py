"""A community reporter: signs in by a code from the mailbox, posts a story with two photos, sees that it waits."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.journeys.coming_in import come_in
from tests.browser.journeys.hands import Hand

TITLE = "The sofa is out of the lift"
WORDS = "It went down three flights and across the green.\n\nNobody dropped it."
PICTURES = ("Four people carrying a green sofa.", "A sofa on the grass with a dog on it.")


def post_a_story(
    hand: Hand, *, email: str, photos: Sequence[Path], programme: str, area: str, title: str = TITLE
) -> None:
    page = hand.page
    page.goto("/stories/")
    come_in(hand, email)
    page.goto("/stories/post/")
    hand.write(page.get_by_label("What happened?"), title)
    hand.write(page.get_by_label("Tell us more"), WORDS)
    _add_photos(hand, photos)
    hand.choose(page.get_by_label("Where?"), area)
    hand.tick(page.get_by_label(programme, exact=True))
    hand.follow(page.get_by_role("button", name="Send it in"))
    see_it_wait(hand, title)


def see_it_wait(hand: Hand, title: str = TITLE) -> None:
    page = hand.page
    expect(page.locator("main")).to_contain_text("reads it next")
    hand.follow(page.locator("main").get_by_role("link", name="All your stories"))
    mine = page.locator("article", has_text=title)
    expect(mine).to_contain_text("Waiting")


def _add_photos(hand: Hand, photos: Sequence[Path]) -> None:
    """Without JavaScript the photos go first, and are asked about on the page that comes back."""
    page = hand.page
    hand.hand_in(page.locator("input[type=file]"), photos)
    words = page.get_by_label("What is in the picture")
    if words.count() < len(photos):
        hand.follow(page.get_by_role("button", name="Add what I picked"))
        expect(words).to_have_count(len(photos))
    for number, said in enumerate(PICTURES):
        hand.write(words.nth(number), said)
    hand.tick(page.get_by_label("Nobody", exact=True))
