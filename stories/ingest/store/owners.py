"""How near the sources that hold stories live to them."""

from __future__ import annotations

from stories.ingest.entry import Home, Nearness
from stories.models import Source, Story


def home(source: Source) -> Home:
    return Home.at(source.url, source.home_page)


def owner_at(story: Story) -> Nearness:
    """How near its owner lives to a story; to what was written here, nobody lives nearer than its writer.

    One that has ended counts for a step less: what replaces it on the same host takes its stories over, and what
    only names that host as its home does not.
    """
    if story.origin == Story.Origin.POSTED:
        return Nearness.AT_HOME
    owner = story.owner_source
    near = home(owner).nearness(story.canonical_url) if owner else Nearness.ELSEWHERE
    if owner and owner.state == Source.State.ENDED:
        return Nearness(max(near - 1, Nearness.ELSEWHERE))
    return near
