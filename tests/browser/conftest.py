"""A real Chromium against a live server of this test's database. Skipped, saying so, where there is none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session", autouse=True)
def sync_calls_beside_a_loop() -> Iterator[None]:
    """Playwright's sync API runs a loop in this thread; Django would refuse the database beside it."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    if not Path(settings.BASE_DIR, "static", "dist", "main.css").exists():
        pytest.skip("the front end is not built (npm ci && npm run build)")
    with sync_playwright() as playwright:
        # No sandbox: in a container the tests run as root, and only our own pages are opened.
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, live_server: Any) -> Iterator[Any]:
    """`visit("/stories/", width=320)`: an open page. Whatever the console complains of fails the test."""
    contexts, complaints = [], []

    def open_page(path: str, *, width: int = 1280, status: int = 200, **options: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        response = page.goto(live_server.url + path)
        assert response is not None and response.status == status
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints
