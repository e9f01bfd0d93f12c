"""Stories that staff put first on a programme's page: which, in which order, from when until when.

Decides what stands there now and how the order changes. What the public sees passes `published()` here as
everywhere: a featured story that is hidden leaves the page by itself, and comes back with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from programmes.models import Programme
from stories.models import Placement, Story

# More than these, and nothing is first any more.
MOST = 6


def current(programme: Programme, *, now: datetime) -> list[Story]:
    """What stands first on the programme's page at this moment, in its order."""
    placed = {row.story_id: row.rank for row in _open(programme, now)}
    stories = Story.objects.published().for_cards().filter(pk__in=placed)
    return sorted(stories, key=lambda story: placed[story.pk])[:MOST]


def placements(programme: Programme) -> QuerySet[Placement]:
    """Everything that is placed, in its order, whether it can be seen now or not."""
    return programme.placements.select_related("story").order_by("rank", "pk")


@transaction.atomic
def feature(
    story: Story, programme: Programme, *, starts_at: datetime | None = None, ends_at: datetime | None = None
) -> Placement:
    """Put a story at the end of the row; one that stands there already keeps its place."""
    last = programme.placements.aggregate(last=Max("rank"))["last"]
    placement, _is_new = Placement.objects.get_or_create(
        programme=programme,
        story=story,
        defaults={"rank": 0 if last is None else last + 1, "starts_at": starts_at, "ends_at": ends_at},
    )
    return placement


@transaction.atomic
def move(placement: Placement, *, by: int) -> None:
    """One place up (-1) or down (+1); at either end it stays. Ranks are counted anew, without gaps."""
    row = list(Placement.objects.select_for_update().filter(programme=placement.programme_id))
    row.sort(key=lambda each: (each.rank, each.pk))
    here = next(place for place, each in enumerate(row) if each.pk == placement.pk)
    there = min(max(here + by, 0), len(row) - 1)
    row.insert(there, row.pop(here))
    _renumber(row)


def _renumber(row: Sequence[Placement]) -> None:
    for rank, each in enumerate(row):
        each.rank = rank
    Placement.objects.bulk_update(row, ["rank"])


def _open(programme: Programme, now: datetime) -> QuerySet[Placement]:
    begun = Q(starts_at__isnull=True) | Q(starts_at__lte=now)
    going_on = Q(ends_at__isnull=True) | Q(ends_at__gt=now)
    return Placement.objects.filter(begun, going_on, programme=programme)
