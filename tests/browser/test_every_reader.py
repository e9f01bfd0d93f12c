"""A narrow window (which 400 % zoom is too), a finger, forced colours, no wish for motion, right-to-left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.network import Network
from tests.browser.pages import Who, paths

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

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
    .filter((e) => { const s = getComputedStyle(e);
        return parseFloat(s.borderTopWidth) < 1 && !s.textDecorationLine.includes("underline"); })
    .map((e) => e.outerHTML.slice(0, 100));
}"""


def walk(page: Page, network: Network, who: Who = Who.VISITOR) -> Iterator[str]:
    for path, _status in paths(network, who):
        page.goto(path)
        yield path


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_page_scrolls_sideways(full_network: Network, open_browser: Any, width: int) -> None:
    page = open_browser(width=width).new_page()
    wide = {path: by for path in walk(page, full_network) if (by := page.evaluate(SIDEWAYS)) > 0}
    assert not wide


def test_no_page_scrolls_sideways_when_signed_in(full_network: Network, open_browser: Any) -> None:
    page = open_browser(width=320, signed_in_as=full_network.staff).new_page()
    wide = {path: by for path in walk(page, full_network, Who.STAFF) if (by := page.evaluate(SIDEWAYS)) > 0}
    assert not wide


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_scrolls_sideways_from_right_to_left(
    full_network: Network, open_browser: Any, width: int
) -> None:
    page = open_browser(width=width).new_page()
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => { document.documentElement.dir = 'rtl'; })"
    )
    wide = {path: by for path in walk(page, full_network) if (by := page.evaluate(SIDEWAYS)) > 0}
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert not wide


def test_everything_to_press_is_a_finger_high(full_network: Network, open_browser: Any) -> None:
    page = open_browser(width=360, has_touch=True, signed_in_as=full_network.staff).new_page()
    small = {
        path: found for path in walk(page, full_network, Who.STAFF) if (found := page.evaluate(TOO_SMALL))
    }
    assert not small


def test_nothing_moves_for_who_wants_no_motion(full_network: Network, open_browser: Any) -> None:
    page = open_browser(reduced_motion="reduce").new_page()
    moving = {path: found for path in walk(page, full_network) if (found := page.evaluate(MOVING))}
    assert not moving


def test_every_control_has_an_edge_in_forced_colours(full_network: Network, open_browser: Any) -> None:
    page = open_browser(forced_colors="active").new_page()
    bare = {path: found for path in walk(page, full_network) if (found := page.evaluate(EDGELESS))}
    assert not bare
