"""A visitor reads, filters and goes on: on a small phone, without script, by keyboard."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from stories.models import Story
from tests.factories import AreaFactory, InvolvementFactory, ProgrammeFactory, SourceFactory, StoryFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Minutes, photographs, the rota and everything else from the third open meeting " * 3
UNBROKEN = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"


@pytest.fixture
def network() -> Story:
    programmes = [
        ProgrammeFactory(name=name, slug=slug)
        for name, slug in [("Community Organisers", "community-organisers"), ("Big Local", "big-local")]
    ]
    area = AreaFactory(programme=programmes[1], name=UNBROKEN)
    source = SourceFactory(approved=True, title=UNBROKEN)
    common = {"published": True, "owner_source": source, "areas": [area]}
    for n in range(22):
        StoryFactory(programmes=[programmes[n % 2]], kind="video" if n % 3 else "post", **common)
    StoryFactory(title=LONG, programmes=programmes, byline=UNBROKEN, **common)
    StoryFactory(title="ہمارا لنچ کلب اب ہر جمعے کو کھلا ہے", lang="ur", **common)
    InvolvementFactory(programme=programmes[1], person__display_name=UNBROKEN, role=LONG[:150])
    table = "<table><tr>" + f"<td>{UNBROKEN}</td>" * 5 + "</tr></table>"
    story: Story = StoryFactory(
        title=f"{UNBROKEN} {UNBROKEN}",
        licence="full",
        html=f"<p>{UNBROKEN}</p>{table}<pre>{UNBROKEN * 3}</pre>",
        canonical_url=f"https://{UNBROKEN.lower()}.example/x",
        published_at=timezone.now() - timedelta(hours=3),
        programmes=programmes,
        **common,
    )
    return story


WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_page_scrolls_sideways(network: Story, visit: Any, width: int) -> None:
    for path in (
        "/stories/",
        network.get_absolute_url(),
        "/people/",
        "/accounts/login/",
        "/accounts/signup/",
    ):
        assert visit(path, width=width).evaluate(WIDE) <= 0, path


def test_everything_to_press_is_a_finger_high(network: Story, visit: Any) -> None:
    """Links within a sentence are the exception the guidelines make too."""
    page = visit("/stories/", width=360)
    small = page.evaluate(
        """() => [...document.querySelectorAll("a, button, summary, input:not([type=hidden]), select")]
            .filter((e) => !e.matches(".skip, .story__by a:not(.home), p > a:not([class])"))
            .map((e) => [e.outerHTML.slice(0, 90), (e.closest("label") || e).getBoundingClientRect().height])
            .filter(([, height]) => height > 0 && height < 43.5)"""
    )
    assert small == []


@pytest.mark.parametrize("script", [True, False])
def test_filters_work_with_and_without_script(network: Story, visit: Any, script: bool) -> None:
    page = visit("/stories/", width=360, java_script_enabled=script)
    page.get_by_text("Choose what you see").click()
    page.get_by_label("Big Local").check()
    page.get_by_label("Video").check()
    page.get_by_role("button", name="Show stories").click()
    assert "programme=big-local&kind=video" in page.url
    assert page.locator("article").count() > 0
    assert page.locator("article:not(:has(b[data-thread='big-local']))").count() == 0
    # One strand is left in the cord, and the chip takes the filter away again.
    assert page.locator("body").get_attribute("data-on") == "big-local"
    page.get_by_role("link", name="Big Local remove").click()
    assert "big-local" not in page.url


def test_older_and_back_again_without_script(network: Story, visit: Any) -> None:
    page = visit("/stories/", java_script_enabled=False)
    first = page.locator("article h3").all_inner_texts()
    page.get_by_role("link", name="Older stories").click()
    second = page.locator("article h3").all_inner_texts()
    assert second and not set(first) & set(second)
    page.get_by_role("link", name="Newer stories").click()
    assert page.locator("article h3").all_inner_texts() == first


def test_the_first_tab_skips_to_the_page(network: Story, visit: Any) -> None:
    page = visit("/stories/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the page"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_fresh_story_tells_its_age_and_keeps_its_date(network: Story, visit: Any) -> None:
    time = visit(network.get_absolute_url()).locator("time").first
    assert time.inner_text() == "3 hours ago"
    assert network.published_at
    assert str(network.published_at.year) in (time.get_attribute("title") or "")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_system(network: Story, visit: Any, scheme: str) -> None:
    page = visit("/stories/", color_scheme=scheme)
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == {"light": "rgb(255, 253, 248)", "dark": "rgb(20, 23, 26)"}[scheme]
