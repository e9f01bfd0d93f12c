"""How long each journey takes on a fresh `make run`: `python -m tests.browser.journeys.timed`.

With the address of a portal that is running already, `... timed http://127.0.0.1:8000`, it is walked there.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from time import monotonic

from playwright.sync_api import Browser, expect, sync_playwright

from portal.demo.logins import LOGINS
from tests.browser import demo, serving
from tests.browser.chromium import launch
from tests.browser.journeys import funder, reporter, staff
from tests.browser.journeys.hands import Hand, Keyboard, Mouse
from tests.browser.journeys.photos import draw

PATIENCE = 30_000  # milliseconds for one step: the demo's worker is busy beside it
REPORTER = next(login for login in LOGINS if login.role == "reporter")
OFFICER = next(login for login in LOGINS if login.role == "officer" and login.programme == REPORTER.programme)


def main() -> None:
    given = sys.argv[1:]
    with (
        tempfile.TemporaryDirectory(prefix="journeys-") as folder,
        _portal(Path(folder), given) as address,
        sync_playwright() as playwright,
    ):
        expect.set_options(timeout=PATIENCE)
        browser = launch(playwright)
        for way in (Mouse, Keyboard):
            _walk(browser, address, way, Path(folder))
        browser.close()


def _walk(browser: Browser, address: str, way: type[Hand], folder: Path) -> None:
    # The network may have been walked before, and is walked twice here.
    title = f"{reporter.TITLE}, {way.__name__.lower()}, {datetime.now():%H:%M:%S}"
    journeys: dict[str, Callable[[Hand], object]] = {
        "a reporter posts": lambda hand: reporter.post_a_story(
            hand,
            email=REPORTER.email,
            photos=draw(folder),
            programme="Big Local",
            area="Kesterfield (made up)",
            title=title,
        ),
        "staff curate": lambda hand: staff.curate(
            hand, email=OFFICER.email, title=title, programme="Big Local"
        ),
        "a funder explores": funder.look_around,
    }
    for name, journey in journeys.items():
        context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 800})
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        hand, started = way(page), monotonic()
        journey(hand)
        seconds = monotonic() - started
        sys.stdout.write(
            f"{name:<18} {way.__name__.lower():<9} {seconds:5.1f} s  {hand.pressed} presses" + "\n"
        )
        context.close()


@contextmanager
def _portal(folder: Path, given: list[str]) -> Iterator[str]:
    if given:
        yield given[0].rstrip("/")
        return
    with demo.network(folder / "var", port=serving.free_port()) as address:
        yield address


if __name__ == "__main__":
    main()
