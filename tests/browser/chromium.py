"""Where this machine's Chromium is, and how it is started."""

from __future__ import annotations

import shutil

from playwright.sync_api import Browser, Playwright

PATH = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# No sandbox: in a container the tests run as root, and only our own pages are opened.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=PATH, args=ARGUMENTS)
