"""Shows 2: 320 hostile payloads, fetched from a feed as any story is, do nothing in a reader's browser.

Without the content security policy, which would stop most of them: the cleaner alone has to be enough.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from portal import outbound
from stories.ingest import due, pipeline
from stories.models import Source, Story
from tests.browser.network import Network
from tests.browser.watching import Watched, watch
from tests.factories import ProgrammeFactory, StoryFactory
from tests.fakeweb import FakeWeb, answer

pytestmark = [pytest.mark.browser, pytest.mark.corpus, pytest.mark.django_db(transaction=True)]

CORPUS = Path(os.environ.get("CORPUS_DIR", "corpus-dir-is-not-set"))
ON_A_PAGE = 40
# What the watching has to find when nothing is cleaned: one for each thing that is watched for.
SEEN_TO_WORK = {
    "script": "<img src=/static/none.png onerror='alert(1)'>",
    "touch": "<p onmouseover='alert(1)'>words</p>",
    "request": "<img src='http://elsewhere.example/pixel.png'>",
    "request of ours": "<img src='/accounts/logout/'>",
    "navigation": "<meta http-equiv=refresh content='0;url=/people/'>",
    "frame": "<iframe srcdoc='words'></iframe>",
    "address": "<a href='javascript:alert(1)'>words</a>",
    "form": "<form action=/accounts/logout/><input name=q></form>",
    "leak": "<div>words",
    "window": "<img src=/static/none.png onerror='window.open(1)'>",
}


def payloads() -> list[dict[str, str]]:
    cases: list[dict[str, str]] = json.loads((CORPUS / "xss.json").read_text(encoding="utf-8"))["cases"]
    return cases


def feed(cases: Sequence[dict[str, str]]) -> bytes:
    """A JSON Feed, which alters no character of a payload, with each of them in every field of an item."""
    items = [
        {
            "id": case["id"],
            "url": f"https://hill.example/{case['id']}",
            "title": f"{case['id']} {case['payload']}",
            "content_html": case["payload"],
            "summary": case["payload"],
            "image": case["payload"],
            "tags": [case["payload"]],
            "language": case["payload"],
            "authors": [{"name": case["payload"], "url": case["payload"]}],
            "attachments": [{"url": case["payload"], "mime_type": case["payload"], "title": case["payload"]}],
        }
        for case in cases
    ]
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "Hill", "items": items}
    ).encode()


@pytest.fixture
def stories(new_network: Network, settings: Any) -> list[Story]:
    """One of each payload, after one poll by the engine; its words are shown whole."""
    with FakeWeb() as web:
        settings.OUTBOUND_OPEN_PAIRS = frozenset({web.pair})
        url = web.on("/feed", answer(feed(payloads())))
        source = Source.at(url, state=Source.State.APPROVED, licence="full", next_fetch_at=timezone.now())
        source.save()
        source.programmes.add(ProgrammeFactory())
        for token in due.claim(now=timezone.now()):
            pipeline.ingest(token, client=outbound.client())
    return list(Story.objects.published().order_by("pk"))


@pytest.fixture
def watched(open_browser: Any, live_server: Any) -> Iterator[Watched]:
    yield watch(open_browser(bypass_csp=True), own=live_server.url)


def together(stories: Sequence[Story]) -> Story:
    """A story whose words are the cleaned words of all of these, each in its place."""
    html = "".join(f"<p>{story.pk}</p>{story.html}" for story in stories)
    return StoryFactory(title=stories[0].title, html=html, licence="full", published=True)


def test_no_payload_does_anything_on_the_page_of_its_story(stories: list[Story], watched: Watched) -> None:
    assert len(stories) == 320

    for first in range(0, len(stories), ON_A_PAGE):
        some = stories[first : first + ON_A_PAGE]
        watched.visit(together(some).get_absolute_url())
        words = watched.page.locator(".prose").text_content() or ""
        assert [story.pk for story in some if str(story.pk) not in words] == []
    for story in stories[::16]:  # with all that stands around the words, too
        watched.visit(story.get_absolute_url())

    assert watched.done == []


def test_no_payload_does_anything_in_the_stream(stories: list[Story], watched: Watched) -> None:
    """Titles, excerpts, bylines, topics and sources, where nothing is HTML."""
    path: str | None = "/stories/"
    shown = 0
    while path:
        watched.visit(path)
        shown += watched.page.locator("main article").count()
        more = watched.page.locator("head link[rel=next]")
        path = "/stories/" + (more.get_attribute("href") or "") if more.count() else None

    assert watched.done == []
    assert shown >= len(stories)


@pytest.mark.parametrize("what", SEEN_TO_WORK)
def test_what_is_watched_for_is_seen_where_nothing_is_cleaned(
    new_network: Network, watched: Watched, what: str
) -> None:
    story = StoryFactory(html=SEEN_TO_WORK[what], licence="full", published=True)

    watched.visit(story.get_absolute_url())

    assert watched.done
