"""Signing in the way everybody does: an e-mail address, a code from the mailbox, and for staff a second step."""

from __future__ import annotations

import re

from playwright.sync_api import Page

from tests.browser.journeys.hands import Hand

_CODE = re.compile(r"\b\d{4}-\d{4}\b")


def come_in(hand: Hand, email: str) -> None:
    """From any public page, back to where it was left."""
    page = hand.page
    hand.follow(page.get_by_role("banner").get_by_role("link", name="Sign in"))
    send_code(hand, email)
    page.wait_for_url(lambda url: "/accounts/" not in url)


def send_code(hand: Hand, email: str) -> None:
    page = hand.page
    hand.write(page.get_by_role("textbox", name=re.compile("e-?mail", re.IGNORECASE)), email)
    hand.follow(page.get_by_role("button", name="Send me a code"))
    page.wait_for_url("**/code/**")
    hand.write(page.get_by_label("The code from the e-mail"), code_from_the_mailbox(page, email))
    hand.follow(page.locator("main").get_by_role("button", name="Go on"))


def code_from_the_mailbox(page: Page, email: str) -> str:
    """Read in a tab of its own, as one would."""
    tab = page.context.new_page()
    tab.goto("/mailbox/")
    letter = tab.locator("li", has_text=email).first.inner_text()
    tab.close()
    code = _CODE.search(letter)
    assert code, letter
    return code[0]
