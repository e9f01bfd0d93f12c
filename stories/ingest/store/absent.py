"""Entries that have gone from the middle of a feed, while older ones are there: noted, never deleted."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from stories.bulk import among
from stories.ingest.entry import Presence
from stories.models import Source, StorySource

# Asked of every document that changed, so it is written out: building it takes longer than its answer.
_ABSENT = """
    SELECT id FROM stories_story
    WHERE owner_source_id = %s AND sort_at > %s AND first_seen_at < %s AND NOT id {present}
"""


def note_absent(source: Source, presence: Presence, *, now: datetime) -> None:
    """Write down since when this source's stories are missing from its document. One look, if nothing is."""
    if presence.back:
        _carried(source, presence.back).update(missing_since=None)
    absent = _absent(source, presence, now=now)
    if absent:
        _carried(source, absent).filter(missing_since__isnull=True).update(missing_since=now)


def _carried(source: Source, stories: Collection[int]) -> QuerySet[StorySource]:
    return StorySource.objects.filter(source=source, story__in=stories)


def _absent(source: Source, presence: Presence, *, now: datetime) -> list[int]:
    if presence.reaches_to is None:
        return []
    present = among(presence.present)
    moments = map(connection.ops.adapt_datetimefield_value, (presence.reaches_to, now))
    with connection.cursor() as cursor:
        cursor.execute(_ABSENT.format(present=present.sql), [source.pk, *moments, *present.values])
        return [pk for (pk,) in cursor.fetchall()]
