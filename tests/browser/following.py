"""From one page to the next.

A click returns when the next page begins to arrive: its address is there, and nothing of what it says. Whatever
does not wait by itself (a count, texts, a script) would look at that.
"""

from __future__ import annotations

from playwright.sync_api import Locator


def follow(what: Locator) -> None:
    """Click a link or a button that leads to another page, and wait until that page is loaded."""
    with what.page.expect_navigation():
        what.click()
