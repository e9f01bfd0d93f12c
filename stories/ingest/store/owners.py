"""How near the sources that hold stories live to them."""

from __future__ import annotations

from stories.ingest.entry import Home, Nearness
from stories.models import Source, Story


def home(source: Source) -> Home:
    return Home.at(source.url, source.home_page)


def owner_at(story: Story) -> Nearness:
    """How near its owner lives to a story; to what was written here, nobody lives nearer than its writer."""
    if story.origin == Story.Origin.POSTED:
        return Nearness.AT_HOME
    return (
        home(story.owner_source).nearness(story.canonical_url) if story.owner_source else Nearness.ELSEWHERE
    )
