"""Staff at a real browser, on a phone: a source is changed, and two that are one are merged; nothing is cut off."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from programmes.models import Programme
from stories.models import Source, Story, StorySource
from tests.browser.following import follow
from tests.browser.network import UNBROKEN, Network
from tests.factories import SourceFactory, StoryFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The CMS hides what is too wide instead of scrolling: nobody would know that there is more.
CUT_OFF = """() => [...document.querySelectorAll(".desk :not(select *, .hide, .w-sr-only, .desk__table *)")]
    .filter(each => each.checkVisibility())
    .filter(each => each.getBoundingClientRect().right > document.documentElement.clientWidth
        || each.matches("h2, h3, p, li, dd") && each.scrollWidth > each.clientWidth + 1)
    .map(each => each.outerHTML.slice(0, 80))"""


def test_changing_a_source_sends_it_back_to_the_queue(full_network: Network, visit: Any) -> None:
    source = SourceFactory(approved=True, title=UNBROKEN, programmes=[Programme.objects.first()])
    page: Page = visit(f"/cms/source/inspect/{source.pk}/", signed_in_as=full_network.staff, width=360)
    assert page.evaluate(CUT_OFF) == []
    follow(page.get_by_role("link", name="Change it"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Change a source")
    assert page.evaluate(CUT_OFF) == []
    page.get_by_label("Title").fill("Kesterfield Corner")
    page.get_by_label("Feed address").fill("https://corner.example/feed.xml")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("“Kesterfield Corner” waits for a decision again")).to_be_visible()
    page.goto("/cms/queue/")
    assert page.evaluate(CUT_OFF) == []
    row = page.locator("article", has_text="Kesterfield Corner")
    expect(row.get_by_role("link", name="https://corner.example/feed.xml")).to_be_visible()
    row.get_by_role("button", name="Follow it").click()
    expect(page.get_by_text("“Kesterfield Corner” is followed from now on.")).to_be_visible()
    source.refresh_from_db()
    assert (source.state, source.url) == (Source.State.APPROVED, "https://corner.example/feed.xml")


def test_a_reason_is_written_within_the_page(full_network: Network, visit: Any) -> None:
    story = StoryFactory(published=True, title=f"Eleven keys of {UNBROKEN}")
    page: Page = visit(f"/cms/story/inspect/{story.pk}/", signed_in_as=full_network.staff, width=360)
    page.locator("summary", has_text="Take down for good").click()
    expect(page.get_by_role("button", name="Take down for good")).to_be_visible()
    assert page.evaluate(CUT_OFF) == []


def test_two_sources_that_are_one_are_merged(full_network: Network, visit: Any) -> None:
    other = SourceFactory(approved=True, title="The Corner, new home")
    moved = SourceFactory(approved=True, title=f"The Corner of {UNBROKEN}", moved_to=other.url, moved_polls=3)
    story = StoryFactory(published=True, title="Eleven keys", owner_source=moved)
    StorySource.objects.get_or_create(story=story, source=moved, defaults={"last_seen_at": story.sort_at})
    page: Page = visit("/cms/", signed_in_as=full_network.staff, width=360)
    follow(page.get_by_role("link", name="Look at it"))
    expect(page.get_by_text("We follow that address already, as “The Corner, new home”.")).to_be_visible()
    assert page.evaluate(CUT_OFF) == []
    page.get_by_role("button", name="Merge it into that one").click()
    expect(page.get_by_text("is merged. Its stories stay, with the other one.")).to_be_visible()
    expect(page.get_by_text("Ended", exact=True).first).to_be_visible()
    assert Story.objects.get(pk=story.pk).owner_source == other
