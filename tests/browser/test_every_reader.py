"""A narrow window (which 400 % zoom is too), a finger, forced colours, no wish for motion, right-to-left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.network import Network
from tests.browser.pages import Who, paths

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIDEWAYS = "Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)"

# Links in running words are the exception that WCAG 2.5.8 makes too.
TOO_SMALL = """() => {
    const inWords = (e) => e.matches("a") && getComputedStyle(e).display === "inline" && e.closest("p, li, dd, td");
    return [...document.querySelectorAll("a, button, summary, input:not([type=hidden]), select, textarea")]
        .filter((e) => e.checkVisibility({visibilityProperty: true}) && !e.matches(".skip") && !inWords(e))
        .map((e) => [e, [e, ...(e.labels ?? [])].map((each) => each.getBoundingClientRect())])
        .map(([e, boxes]) => [e, boxes.sort((a, b) => b.height - a.height)[0]])
        .filter(([, box]) => box.width > 1 && (box.height < 43.5 || box.width < 24))
        .map(([e, box]) => `${Math.round(box.width)} x ${Math.round(box.height)} ${e.outerHTML.slice(0, 100)}`);
}"""

MOVING = """() => [...document.querySelectorAll("*")].flatMap((e) => [null, "::before", "::after"].map((part) => {
    const style = getComputedStyle(e, part);
    const longest = (times) => Math.max(...times.split(",").map(parseFloat));
    const moves = style.animationName !== "none" && longest(style.animationDuration) > 0.01
        || longest(style.transitionDuration) > 0.01 || style.scrollBehavior === "smooth";
    return moves ? `${e.localName}.${e.className}${part ?? ""}` : null;
})).filter(Boolean)"""

# What only a background told apart is gone in forced colours: a control needs an edge or an underline.
EDGELESS = """() => {
    const drawnByTheSystem = (e) => getComputedStyle(e).appearance !== "none";
    return [...document.querySelectorAll(".btn, button, input:not([type=hidden]), select, textarea")]
    .filter((e) => e.checkVisibility() && !(e.matches("[type=checkbox], [type=radio]") && drawnByTheSystem(e)))
    .filter((e) => { const s = getComputedStyle(e, e.type === "file" ? "::file-selector-button" : null);
        return parseFloat(s.borderTopWidth) < 1 && !s.textDecorationLine.includes("underline"); })
    .map((e) => e.outerHTML.slice(0, 100));
}"""


NARROW, WIDTHS = 320, (768, 1280)
PHONE = 360

READERS = [Who.VISITOR, Who.STAFF]


@pytest.mark.first
@pytest.mark.parametrize("who", READERS)
def test_no_page_fails_any_reader(who: Who, full_network: Network, open_browser: Any) -> None:
    """Each page is loaded once, on a narrow phone; wider windows and other wishes only change its style."""
    email = full_network.staff if who == Who.STAFF else ""
    page = open_browser(width=NARROW, has_touch=True, signed_in_as=email).new_page()
    found = {}
    for path, _status in paths(full_network, who):
        page.goto(path)
        if problems := {wish: told for wish, told in asked(page) if told}:
            found[path] = problems
        page.emulate_media(reduced_motion="no-preference")
        resize(page, NARROW)
    assert not found


def asked(page: Page) -> Iterator[tuple[str, Any]]:
    """What a page is asked, and what is amiss: nothing, or 0 pixels too wide."""
    yield f"{NARROW} wide, scrolls sideways by", page.evaluate(SIDEWAYS)
    resize(page, PHONE)
    yield "smaller than a finger", page.evaluate(TOO_SMALL)
    for width in WIDTHS:
        resize(page, width)
        yield f"{width} wide, scrolls sideways by", page.evaluate(SIDEWAYS)
    page.emulate_media(forced_colors="active")
    yield "without an edge in forced colours", page.evaluate(EDGELESS)
    page.emulate_media(forced_colors="none", reduced_motion="reduce")
    yield "moves for who wants no motion", page.evaluate(MOVING)
    page.evaluate("document.documentElement.dir = 'rtl'")
    yield "does not turn", page.evaluate("getComputedStyle(document.body).direction") != "rtl"
    for width in (WIDTHS[-1], NARROW):
        resize(page, width)
        yield f"{width} wide, right to left, scrolls sideways by", page.evaluate(SIDEWAYS)


def resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
