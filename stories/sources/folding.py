"""Stories that two sources told and no address tells apart: once the two are one, each of them is told once.

Decides which those are. An entry that has no page of its own is known by its source's names alone, so that the same
one of another source is another story (`ingest.identify`).
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db.models.functions import Coalesce

from stories.models import (
    Decision,
    EntryKey,
    Flag,
    Placement,
    Source,
    Story,
    StoryCredit,
    StorySource,
    facets,
)

# What hangs on a story and is worth keeping, each with what a story has only once beside it.
_WORTH_KEEPING: tuple[tuple[Any, str], ...] = (
    (EntryKey, ""),
    (StorySource, "source_id"),
    (Decision, ""),
    (Flag, ""),
    (StoryCredit, "person_id"),
    (Placement, "programme_id"),
)


def fold(source: Source, other: Source, *, now: datetime) -> int:
    """Make one of each two that are the same but for their source, the other's; returns how many there were.

    What is hidden stays hidden, and why.
    """
    into = _the_same(source, other)
    if not into:
        return 0
    hidden = Story.objects.filter(pk__in=into, state=Story.State.HIDDEN).values_list("pk", flat=True)
    facets.move([into[pk] for pk in hidden], Story.State.HIDDEN, now=now)
    for model, once in _WORTH_KEEPING:
        _carry_over(model, into, once=once)
    Story.objects.filter(pk__in=into).delete()
    return len(into)


def _the_same(source: Source, other: Source) -> dict[int, int]:
    """Of this source's stories without a page of their own, those that say what one of the other's says, and when.

    A feed may say the same twice: then each is another one of them.
    """
    theirs: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for pk, *marks in _marks(other):
        theirs[tuple(marks)].append(pk)
    into: dict[int, int] = {}
    for pk, *marks in _marks(source):
        if same := theirs[tuple(marks)]:
            into[pk] = same.pop(0)
    return into


def _marks(source: Source) -> list[tuple[Any, ...]]:
    rows = Story.objects.filter(
        owner_source=source,
        origin=Story.Origin.PULLED,
        state__in=[Story.State.PUBLISHED, Story.State.HIDDEN],
        url_hash=None,
        published_at__isnull=False,
        content_hash__isnull=False,
    ).order_by("pk")
    # As they said it: what lies ahead bears the day on which each source was read.
    said = Coalesce("dated_ahead", "published_at")
    hashed = rows.values_list("pk", said, "title_hash", "content_hash")
    return [(pk, at, title and bytes(title), content and bytes(content)) for pk, at, title, content in hashed]


def _carry_over(model: Any, into: dict[int, int], *, once: str) -> None:
    """These rows hang on the other story from now on, but for what it has already."""
    has = set(model.objects.filter(story__in=into.values()).values_list("story", once)) if once else set()
    rows = list(model.objects.filter(story__in=into))
    for row in rows:
        row.story_id = into[row.story_id]
    new = [row for row in rows if not once or (row.story_id, getattr(row, once)) not in has]
    model.objects.bulk_update(new, ["story"], batch_size=500)
