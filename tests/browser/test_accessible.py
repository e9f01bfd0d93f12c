"""axe finds nothing against WCAG 2.2 A and AA on any page, whoever looks, at a desk and on a phone."""

from __future__ import annotations

import os
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, ViewportSize

from tests.browser import network as networks
from tests.browser.pages import Who, paths

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"
EVERYTHING = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]}
# All that another colour scheme can change.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
RUN = """async (only) => (await axe.run({runOnly: only, resultTypes: ["violations"]})).violations
    .flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")}: ${n.failureSummary.split("\\n")[1]}`))"""

DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 360, "height": 800}

# Who sees what differs little on an empty network: `make check-full` looks at that too.
STATES = [("full", Who.VISITOR), ("full", Who.MEMBER), ("full", Who.STAFF), ("new", Who.VISITOR)]
if os.environ.get("LONG"):
    STATES += [("new", Who.MEMBER), ("new", Who.STAFF)]


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.exists():
        pytest.skip("axe is not installed (make dev-env)")
    return AXE.read_text(encoding="utf-8")


@pytest.mark.first
@pytest.mark.parametrize(("kind", "who"), STATES)
def test_axe_finds_nothing(kind: str, who: Who, axe: str, open_browser: Any) -> None:
    network = networks.full() if kind == "full" else networks.new()
    email = {Who.VISITOR: "", Who.MEMBER: network.member, Who.STAFF: network.staff}[who]
    page = open_browser(signed_in_as=email, reduced_motion="reduce").new_page()
    page.add_init_script(axe)  # half a megabyte, sent once and not with every page
    found = {}
    for path, status in paths(network, who):
        answer = page.goto(path)
        assert answer is not None and answer.status == status, path
        if problems := look(page):
            found[page.url] = problems
    assert not found


def look(page: Page) -> list[str]:
    """What axe finds in light, what of the colours it finds in dark, and what it finds on a phone.

    The page is loaded once: a narrower window changes the layout and nothing else. Both windows are asked
    everything, since what one hides (a drawer, a caption) only the other can be asked about.
    """
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")
    light: list[str] = page.evaluate(RUN, EVERYTHING)
    page.emulate_media(color_scheme="dark")
    dark: list[str] = page.evaluate(RUN, COLOURS)
    page.set_viewport_size(PHONE)
    phone: list[str] = page.evaluate(RUN, EVERYTHING)
    return light + [f"dark: {problem}" for problem in dark] + [f"phone, dark: {problem}" for problem in phone]
