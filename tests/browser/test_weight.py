"""What a first visit costs: the budget of the stream, over the wire, as a deployment serves it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Browser

from tests import services
from tests.browser import serving
from tests.browser.network import Network

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WHOLE_BUDGET, SCRIPT_BUDGET = 150_000, 30_000  # bytes
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture
def portal(full_network: Network, database_url: str, tmp_path: Path) -> Iterator[str]:
    with (
        services.broker() as broker,
        serving.production(
            database=database_url, broker=broker.url, folder=tmp_path, port=serving.free_port()
        ) as address,
    ):
        yield address


def test_a_first_visit_to_the_stream_stays_within_its_budget(portal: str, chromium: Browser) -> None:
    for language in LANGUAGES:
        with translation.override(language):
            received = first_visit(chromium, portal + reverse("stories:stream"))
        told = "\n".join(f"{size:>8} {kind:<11} {url}" for url, (kind, size) in received.items())
        assert any(kind == "Font" for kind, _ in received.values()), told
        assert sum(size for _, size in received.values()) <= WHOLE_BUDGET, told
        assert sum(size for kind, size in received.values() if kind == "Script") <= SCRIPT_BUDGET, told
        assert not [url for url in received if "map" in url.rpartition("/")[2].lower()], told
        assert all(url.startswith(portal) for url in received), told


def first_visit(chromium: Browser, url: str) -> dict[str, tuple[str, int]]:
    """Every address a browser with an empty cache asks for: what it is, and its bytes with headers."""
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    session = context.new_cdp_session(page)
    asked: dict[str, tuple[str, str]] = {}
    received: dict[str, tuple[str, int]] = {}

    def answered(event: dict[str, Any]) -> None:
        asked[event["requestId"]] = (event["response"]["url"], event["type"])

    def finished(event: dict[str, Any]) -> None:
        address, kind = asked[event["requestId"]]
        if not address.startswith("data:"):
            received[address] = (kind, int(event["encodedDataLength"]))

    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", finished)
    session.send("Network.enable")
    answer = page.goto(url, wait_until="networkidle")
    assert answer is not None and answer.status == 200
    context.close()
    return received
