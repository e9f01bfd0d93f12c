"""From a pasted address to the feed behind it: asked through the vetted client, read as the engine reads."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django import Settings

from portal.outbound import Client
from stories.ingest import discovery
from stories.ingest.discovery import Feed, Nothing
from stories.models import Code
from tests.fakeweb import FakeWeb, answer, late, redirect, silent
from tests.integration.ingest.feeds import item, rss

PAGE = b'<!doctype html><title>A blog</title><link rel="alternate" type="application/rss+xml" href="%s">'


@pytest.fixture
def web(settings: Settings) -> Iterator[FakeWeb]:
    with FakeWeb() as server:
        settings.OUTBOUND_OPEN_PAIRS = frozenset({server.pair})
        yield server


@pytest.fixture
def client(web: FakeWeb) -> Client:
    return discovery.patient_client()


def the_feed(found: Any) -> Feed:
    assert not isinstance(found, Nothing), found
    feed: Feed
    (feed,) = found
    return feed


def test_a_feeds_own_address_is_found_at_once(web: FakeWeb, client: Client) -> None:
    url = web.on("/feed", answer(rss(*(item(number) for number in range(8)))))
    feed = the_feed(discovery.discover(url, client=client))
    assert (feed.url, feed.title, feed.home_page) == (url, "The Allotment", "https://allotment.example/")
    assert feed.total == 8
    assert [entry.title for entry in feed.entries] == [f"Story {number}" for number in range(5)]
    assert web.hits() == 1


def test_a_page_leads_to_the_feed_it_names(web: FakeWeb, client: Client) -> None:
    web.on("/blog/", answer(PAGE % b"/posts.xml"))
    feed = web.on("/posts.xml", answer(rss(item(1))))
    assert the_feed(discovery.discover(web.url("/blog/"), client=client)).url == feed


def test_a_page_that_names_none_is_tried_in_the_usual_places(web: FakeWeb, client: Client) -> None:
    web.on("/", answer(b"<!doctype html><title>A blog</title>"))
    feed = web.on("/feed/", answer(rss(item(1))))
    assert the_feed(discovery.discover(web.url("/"), client=client)).url == feed


def test_a_profile_leads_to_its_rss(web: FakeWeb, client: Client) -> None:
    web.on("/@ada", answer(b"<!doctype html><title>Ada</title>"))
    feed = web.on("/@ada.rss", answer(rss(item(1))))
    assert the_feed(discovery.discover(web.url("/@ada"), client=client)).url == feed


def test_a_feed_that_has_moved_for_good_is_proposed_where_it_is_now(web: FakeWeb, client: Client) -> None:
    new = web.on("/new", answer(rss(item(1))))
    old = web.on("/old", redirect("/new", status=301))
    assert the_feed(discovery.discover(old, client=client)).url == new
    passing = web.on("/passing", redirect("/new", status=302))
    assert the_feed(discovery.discover(passing, client=client)).url == passing


def test_items_are_cleaned_before_anybody_sees_them(web: FakeWeb, client: Client) -> None:
    url = web.on("/feed", answer(rss(item(1, title="Beans", words="<p>Hi<script>alert(1)</script></p>"))))
    (entry,) = the_feed(discovery.discover(url, client=client)).entries
    assert "script" not in entry.html
    assert entry.excerpt == "Hi"


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "http://10.0.0.1/feed", "http://localhost/", "http://169.254.169.254/", "file:///etc/passwd",
     "javascript:alert(1)", "http://router/", "http://127.0.0.1:6379/", "nonsense", "@name@localhost.localdomain"],
)  # fmt: skip
def test_what_is_not_the_public_web_is_refused_and_never_asked(
    address: str, web: FakeWeb, client: Client
) -> None:
    found = discovery.discover(address, client=client)
    assert isinstance(found, Nothing)
    assert found.code in {Code.BLOCKED_ADDRESS, Code.BAD_SCHEME, Code.BAD_PORT, Code.BAD_URL}
    assert web.connections == 0


def test_our_own_site_is_no_source(settings: Settings) -> None:
    settings.OUTBOUND_OWN_HOSTS = frozenset({"portal.example"})
    found = discovery.discover("https://portal.example/stories/feed.atom", client=discovery.patient_client())
    assert isinstance(found, Nothing)
    assert found.code == Code.BLOCKED_ADDRESS


def test_a_page_cannot_send_us_to_an_inside_address(web: FakeWeb, client: Client) -> None:
    with FakeWeb() as inside:
        inside.on("/feed", answer(rss(item(1))))
        web.on("/", answer(PAGE % inside.url("/feed").encode()))
        found = discovery.discover(web.url("/"), client=client)
        assert isinstance(found, Nothing)
        assert inside.connections == 0


def test_a_site_that_says_no_is_quoted(web: FakeWeb, client: Client) -> None:
    found = discovery.discover(web.on("/", answer(status=404)), client=client)
    assert isinstance(found, Nothing)
    assert found.code == "http_4xx"


def test_nobody_waits_long_for_a_site_that_says_nothing(web: FakeWeb, client: Client) -> None:
    started = time.monotonic()
    found = discovery.discover(web.on("/", silent()), client=client)
    assert isinstance(found, Nothing)
    assert found.code == "timeout"
    assert time.monotonic() - started < 6


POISONABLE = (sys.executable, "-m", "tests.poisonable_child")


@pytest.mark.parametrize(
    "poison", [b"POISON:segfault", b"POISON:memory", b"POISON:leave", b"POISON:nonsense"]
)
def test_a_page_that_kills_its_reader_hides_no_feed_and_hurts_nobody(
    web: FakeWeb, client: Client, poison: bytes
) -> None:
    web.on("/@ada", answer(b"<!doctype html><title>" + poison))
    feed = web.on("/@ada.rss", answer(rss(item(1))))

    assert the_feed(discovery.discover(web.url("/@ada"), client=client, looking=POISONABLE)).url == feed


def test_a_page_that_takes_for_ever_keeps_nobody_at_the_form(
    web: FakeWeb, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discovery, "READING_TIME", 2.0)
    web.on("/", answer(b"<!doctype html><title>POISON:sleep"))
    began = time.monotonic()

    found = discovery.discover(web.url("/"), client=client, looking=POISONABLE)

    assert isinstance(found, Nothing) and found.code == "not_a_feed"
    assert time.monotonic() - began < 8


def test_a_site_that_answers_slowly_is_read_as_any_other(
    web: FakeWeb, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discovery, "READING_TIME", 2.0)
    web.on("/", answer(b"<!doctype html><title>A blog</title>"))
    feed = web.on("/feed/", late(2.1, answer(rss(item(1)))))

    assert the_feed(discovery.discover(web.url("/"), client=client)).url == feed


def test_nothing_foreign_is_parsed_in_the_process_that_serves_pages(
    web: FakeWeb, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("stories.ingest.leads.BeautifulSoup", "stories.ingest.parse.parse"):
        monkeypatch.setattr(name, _not_here)
    web.on("/blog/", answer(PAGE % b"/posts.xml"))
    web.on("/posts.xml", answer(rss(item(1))))

    assert the_feed(discovery.discover(web.url("/blog/"), client=client)).total == 1


def _not_here(*_args: object, **_options: object) -> None:
    raise AssertionError("that is the child's work")
