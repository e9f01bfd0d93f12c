"""A real Chromium against a live server of this test's database. Skipped, saying so, where there is none."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from portal.accounts.models import User
from tests.browser import chromium as launching
from tests.browser import network as networks
from tests.browser.network import Network

PATIENCE = 20_000  # milliseconds for what is to be seen: two browsers share this machine


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
    if launching.PATH is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    if not Path(settings.BASE_DIR, "static", "dist", "main.css").exists():
        pytest.skip("the front end is not built (make dev-env)")
    with sync_playwright() as playwright:
        browser = launching.launch(playwright)
        expect.set_options(timeout=PATIENCE)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Path) -> None:
    """Pictures of this test only."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def full_network(transactional_db: None) -> Network:
    return networks.full()


@pytest.fixture
def new_network(transactional_db: None) -> Network:
    return networks.new()


@pytest.fixture
def open_browser(chromium: Browser, live_server: Any, settings: Any, tmp_path: Path) -> Iterator[Any]:
    """`open_browser(signed_in_as="member@example.org", width=320)`: a browser with its own cookies."""
    settings.ROOT_URLCONF = "tests.browser.urls"
    settings.MAILBOX_DIR = tmp_path / "mail"
    contexts: list[BrowserContext] = []

    def open_one(*, signed_in_as: str = "", width: int = 1280, **options: Any) -> BrowserContext:
        options = {"viewport": {"width": width, "height": 800}, "base_url": live_server.url} | options
        context = chromium.new_context(**options)
        contexts.append(context)
        if signed_in_as:
            client = Client()
            client.force_login(User.objects.get(email=signed_in_as), settings.AUTHENTICATION_BACKENDS[0])
            value = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]
            )
        return context

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def visit(open_browser: Any) -> Iterator[Any]:
    """`visit("/stories/", width=320)`: an open page. Whatever the console complains of fails the test."""
    complaints: list[str] = []

    def open_page(path: str, *, status: int = 200, **options: Any) -> Any:
        page = open_browser(**options).new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        response = page.goto(path)
        assert response is not None and response.status == status
        return page

    yield open_page
    assert not complaints
