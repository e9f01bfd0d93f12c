"""Stories come into the public's sight, or leave it: their state, the facets that copy it, what others then owe.

Whether a step may be taken is for others to say, and to write down (`stories.publishing`).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from stories.models.story import Story, StoryArea, StoryProgramme
from stories.models.topic import StoryTopic

FACETS = (StoryProgramme, StoryArea, StoryTopic)


def move(stories: Collection[int], to: str, *, now: datetime, **columns: Any) -> None:
    """Put these stories into this state, with other columns of theirs; they stand in no other place for it."""
    Story.objects.filter(pk__in=stories).update(**moved(to, now=now), **columns)
    follow(stories, to)


def moved(to: str, *, now: datetime) -> dict[str, Any]:
    """The columns of a story that change with its state. `follow` has to be called when they are written."""
    # Pictures are copied once it is public, and gone when it no longer is.
    return {"state": to, "pictures_due_at": now, "search_owed": True}


def follow(stories: Collection[int], to: str) -> None:
    """What stands under a programme, an area or a topic is what the public sees."""
    for row in FACETS:
        row._default_manager.filter(story__in=stories).update(visible=to == Story.State.PUBLISHED)
