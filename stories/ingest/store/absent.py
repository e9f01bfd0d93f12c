"""Entries that have gone from the middle of a feed, while older ones are there: noted, never deleted."""

from __future__ import annotations

from datetime import datetime

from stories.ingest.entry import Presence
from stories.models import Source, Story, StorySource


def note_absent(source: Source, presence: Presence, *, now: datetime) -> None:
    """Write down since when this source's stories are missing from its document. One look, if nothing is."""
    carried = StorySource.objects.filter(source=source)
    if presence.back:
        carried.filter(story__in=presence.back).update(missing_since=None)
    if presence.reaches_to is None:
        return
    expected = Story.objects.filter(
        owner_source=source, sort_at__gt=presence.reaches_to, first_seen_at__lt=now
    )
    absent = set(expected.values_list("pk", flat=True)) - presence.present
    if absent:
        carried.filter(story__in=absent, missing_since__isnull=True).update(missing_since=now)
