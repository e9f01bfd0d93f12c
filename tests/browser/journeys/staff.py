"""Programme staff: approve what waits, build and publish a programme page, feature the story on it."""

from __future__ import annotations

import re
import time

from playwright.sync_api import Page, expect

from tests.browser.journeys.coming_in import send_code
from tests.browser.journeys.hands import Hand

PERIOD, LONGEST_TYPING = 30, 8  # seconds: of a code, and of typing it
# Five kinds of block by the names the editor gives them, and what is written into their fields.
BLOCKS: dict[str, dict[str, str]] = {
    "Text": {"": "Residents decide, and it is written down here."},
    "Quote": {"words": "I came for the kettle and stayed for the company.", "who": "A neighbour (made up)"},
    "Facts": {"figure": "11", "label": "people with a key", "source": "The list on the door"},
    "Newest stories": {"title": "Newest from here"},
    "Call to action": {
        "title": "Do you write?",
        "button": "Propose your blog",
        "address": "/stories/sources/propose/",
    },
}


def curate(hand: Hand, *, email: str, title: str, programme: str) -> None:
    come_into_the_cms(hand, email)
    hand.follow(hand.page.get_by_role("link", name="Queue").first)
    approve(hand, title)
    build_the_page(hand)
    feature(hand, title, programme=programme)
    see_it_as_readers_do(hand, title, programme=programme)


def come_into_the_cms(hand: Hand, email: str, *, at: str = "/cms/") -> None:
    """The code from the mailbox, then the one that an app would show, and on to where one was going."""
    page = hand.page
    page.goto(at)
    send_code(hand, email)
    hand.write(page.get_by_label("The code from your app"), _code_of_the_app(page, email))
    hand.follow(page.locator("main").get_by_role("button", name="Go on"))
    page.wait_for_url(f"**{at}")


def approve(hand: Hand, title: str) -> None:
    """In the queue, which is open."""
    page = hand.page
    button = page.get_by_role("button", name=_about("Publish", title))
    hand.follow(button)
    expect(button).to_have_count(0)


def build_the_page(hand: Hand) -> None:
    """Adds to the page of the officer's own programme, which is where their list of pages begins."""
    page = hand.page
    page.goto("/cms/pages/")
    page.goto(page.url.rstrip("/") + "/edit/")
    for name, fields in BLOCKS.items():
        _insert(hand, name)
        for field, words in fields.items():
            if field:
                hand.write(page.locator(f"[name^='body-'][name$='-value-{field}']").last, words)
            else:  # rich text, where the cursor is already
                expect(page.locator("[contenteditable=true]").last).to_be_focused()
                page.keyboard.type(words)
                # The editor hands over what was typed a moment later.
                expect(page.locator("[name^='body-'][name$='-value']").last).to_have_value(re.compile(words))
    hand.press(page.get_by_role("button", name="More actions").last)
    hand.follow(page.get_by_role("button", name="Publish", exact=True))
    page.get_by_text("published").first.wait_for()


def feature(hand: Hand, title: str, *, programme: str) -> None:
    page = hand.page
    hand.follow(page.get_by_role("link", name="Featured stories").first)
    hand.follow(page.locator("main").get_by_role("link", name=programme))
    hand.follow(page.get_by_role("button", name=_about("Feature it", title)))
    expect(page.locator("ol li", has_text=title)).to_contain_text("On the page now")


def see_it_as_readers_do(hand: Hand, title: str, *, programme: str) -> None:
    page = hand.page
    page.goto("/programmes/")
    hand.follow(page.locator("main").get_by_role("link", name=programme).first)
    main = page.locator("main")
    for words in (title, *(words for fields in BLOCKS.values() for words in fields.values())):
        if not words.startswith("/"):
            expect(main).to_contain_text(words)


def _code_of_the_app(page: Page, email: str) -> str:
    """From the demo's page in place of a phone; not one that is about to change before it can be typed."""
    left = PERIOD - time.time() % PERIOD
    if left < LONGEST_TYPING:
        page.wait_for_timeout((left + 1) * 1000)
    tab = page.context.new_page()
    tab.goto("/demo/codes/")
    shown = tab.locator("main").inner_text().partition(email)[2]
    tab.close()
    code = re.search(r"\b\d{6}\b", shown)
    assert code, shown
    return code[0]


def _about(button: str, title: str) -> re.Pattern[str]:
    """The name of a button that says, to those who hear it, what it is about."""
    return re.compile(rf"^{button}\s*: {re.escape(title)}")


def _insert(hand: Hand, name: str) -> None:
    """At the end of the body: the list of blocks opens, is narrowed by typing, and Enter takes what is left."""
    page = hand.page
    hand.press(page.get_by_role("button", name="Insert a block").last)
    hand.write(page.get_by_placeholder("Search options").last, name)
    expect(page.get_by_role("option", name=name)).to_be_visible()
    page.keyboard.press("Enter")
