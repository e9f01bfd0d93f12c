"""The stream as readers see it: which stories, in which order, a page at a time.

Decides what a filter means and where a page begins and ends. Leaves what a story looks like to the
templates, and what is public to `Story.objects.published()`: nothing is shown that did not pass it.
Pages follow a key, (`sort_at`, id), not an offset: a story that arrives meanwhile moves nobody's page.
"""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from people.models import Organisation, Person
from programmes.models import Area, Programme
from stories.filters import Filters
from stories.models import Story, StoryArea, StoryCredit, StoryProgramme, StoryTopic

__all__ = [
    "Cursor",
    "Day",
    "Filters",
    "Page",
    "by_day",
    "count",
    "latest",
    "matching",
    "neighbours",
    "page",
    "placed",
    "walk",
]

PAGE_SIZE = 20
# Counting on is a walk along an index; past this many, "more than" says enough.
COUNT_LIMIT = 1000

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_KEY = struct.Struct(">qq")  # microseconds since the epoch, story id


@dataclass(frozen=True)
class Cursor:
    """A place between two stories: the sort key of the story on its edge."""

    sort_at: datetime
    pk: int

    @classmethod
    def of(cls, story: Story) -> Self:
        return cls(story.sort_at, story.pk)

    @classmethod
    def parse(cls, token: str | None) -> Self | None:
        """What `str()` wrote; None for anything else, so that a mangled link shows the first page."""
        try:
            micros, pk = _KEY.unpack(base64.b64decode(f"{token or ''}==", altchars=b"-_", validate=True))
            return cls(_EPOCH + timedelta(microseconds=micros), pk) if pk > 0 else None
        except (ValueError, struct.error, OverflowError):
            return None

    def __str__(self) -> str:
        micros = (self.sort_at - _EPOCH) // timedelta(microseconds=1)
        return base64.urlsafe_b64encode(_KEY.pack(micros, self.pk)).rstrip(b"=").decode()


@dataclass(frozen=True)
class Page:
    """Some stories, newest first, and where the pages on either side begin."""

    stories: list[Story]
    older: Cursor | None = None
    newer: Cursor | None = None


@dataclass(frozen=True)
class Day:
    """The stories of one calendar day, in the site's time zone."""

    date: date
    stories: list[Story]


def page(
    filters: Filters,
    *,
    after: Cursor | None = None,
    before: Cursor | None = None,
    size: int = PAGE_SIZE,
) -> Page:
    """Older stories than `after`, or newer ones than `before`, or the newest. The queries do not grow with it."""
    if before is not None:
        newer = _ids(filters, size + 1, before=before)
        if len(newer) > size:
            stories = _cards(newer[:size])
            return Page(stories, older=_edge(stories[-1:]), newer=_edge(stories[:1]))
        # The top is nearer than a page: show the first page whole rather than a stub of it.
        after = None
    found = _ids(filters, size + 1, after=after)
    stories = _cards(found[:size])
    return Page(
        stories,
        older=_edge(stories[-1:]) if len(found) > size else None,
        newer=_edge(stories[:1]) if after is not None else None,
    )


def latest(*, about: Programme | Area | None = None, limit: int = PAGE_SIZE) -> list[Story]:
    """The newest stories of a programme, of an area, or of the whole network."""
    filters = Filters(
        programmes=(about,) if isinstance(about, Programme) else (),
        areas=(about,) if isinstance(about, Area) else (),
    )
    return _cards(_ids(filters, limit))


def told_by(who: Person | Organisation, *, limit: int = PAGE_SIZE) -> list[Story]:
    """The newest stories somebody tells."""
    return _cards(list(stories_of(who).order_by("-sort_at", "-pk").values_list("pk", flat=True)[:limit]))


def stories_of(who: Person | Organisation) -> QuerySet[Story]:
    """The stories somebody wrote, had a hand in, or publishes at home."""
    if isinstance(who, Person):
        theirs = Q(author=who) | Q(owner_source__steward=who)
        theirs |= Q(Exists(StoryCredit.objects.filter(story=OuterRef("pk"), person=who)))
    else:
        theirs = Q(owner_source__publisher=who)
    return Story.objects.published().filter(theirs)


def count(filters: Filters, *, limit: int = COUNT_LIMIT) -> int:
    """How many stories match, counted no further than one past `limit`."""
    rows, _ = walk(filters)
    return rows.order_by()[: limit + 1].count()


def by_day(stories: Iterable[Story]) -> list[Day]:
    """The same stories in the same order, parted where the date changes."""
    days = groupby(stories, key=lambda story: timezone.localdate(story.sort_at))
    return [Day(day, list(theirs)) for day, theirs in days]


def neighbours(story: Story) -> tuple[Story | None, Story | None]:
    """The story next above this one in the whole stream, and the one next below: only what a link says."""
    here = Cursor.of(story)
    newer, older = _ids(Filters(), 1, before=here), _ids(Filters(), 1, after=here)
    linked = Story.objects.published().only("title", "excerpt", "lang", "licence").in_bulk([*newer, *older])
    return linked.get(newer[0]) if newer else None, linked.get(older[0]) if older else None


# --- how a page is found ------------------------------------------------------------------------------------


def _edge(stories: list[Story]) -> Cursor | None:
    return Cursor.of(stories[0]) if stories else None


def walk(filters: Filters) -> tuple[QuerySet[Any], str]:
    """The rows to walk along, and the name of the story's id in them.

    One programme, one area or one topic has its own index in stream order, and the walk is along that; for
    several the walk is along the stories, asking of each whether it belongs, so that none comes twice.
    """
    asked = matching(filters, through="story__")
    if len(filters.programmes) == 1 and not filters.across:
        rows = StoryProgramme.objects.filter(asked, programme=filters.programmes[0], visible=True)
        return rows.filter(placed(filters, "story")), "story_id"
    if filters.programmes or filters.across:
        stories = Story.objects.published().filter(matching(filters), _in_programmes(filters))
        return stories.filter(placed(filters, "pk")), "pk"
    if len(filters.areas) == 1:
        in_area = StoryArea.objects.filter(asked, area=filters.areas[0], visible=True)
        return in_area.filter(placed(replace(filters, areas=()), "story")), "story_id"
    if len(filters.topics) == 1 and not filters.areas:
        return StoryTopic.objects.filter(asked, topic=filters.topics[0], visible=True), "story_id"
    return Story.objects.published().filter(matching(filters), placed(filters, "pk")), "pk"


def matching(filters: Filters, *, through: str = "") -> Q:
    """What the filters ask of the story itself; `through` is the way to it from the rows being walked."""
    asked = Q()
    if filters.kinds:
        asked &= Q(**{f"{through}kind__in": filters.kinds})
    if filters.language:
        exact = Q(**{f"{through}lang__iexact": filters.language})
        asked &= exact | Q(**{f"{through}lang__istartswith": f"{filters.language}-"})
    if filters.source:
        asked &= Q(**{f"{through}owner_source": filters.source})
    return asked


def _in_programmes(filters: Filters) -> Q:
    """Belongs to one of the chosen programmes, or, across the network, to none at all."""
    memberships = StoryProgramme.objects.filter(story=OuterRef("pk"))
    asked = Q()
    if filters.programmes:
        asked |= Q(Exists(memberships.filter(programme__in=filters.programmes, visible=True)))
    if filters.across:
        asked |= ~Q(Exists(memberships))
    return asked


def placed(filters: Filters, story: str) -> Q:
    """In one of the areas asked for, and about one of the topics; `story` names the id in the rows walked."""
    asked = Q()
    if filters.areas:
        rows = StoryArea.objects.filter(area__in=filters.areas, visible=True, story=OuterRef(story))
        asked &= Q(Exists(rows))
    if filters.topics:
        about = StoryTopic.objects.filter(topic__in=filters.topics, visible=True, story=OuterRef(story))
        asked &= Q(Exists(about))
    return asked


def _ids(
    filters: Filters, limit: int, *, after: Cursor | None = None, before: Cursor | None = None
) -> list[int]:
    """The ids of the next stories, newest first.

    `sort_at <= x AND (sort_at < x OR id < y)`: the first half lets the database start in the index at x.
    """
    rows, key = walk(filters)
    if before is not None:
        beyond = Q(sort_at__gt=before.sort_at) | Q(**{f"{key}__gt": before.pk})
        rows = rows.filter(beyond, sort_at__gte=before.sort_at).order_by("sort_at", key)
        return list(rows.values_list(key, flat=True)[:limit])
    if after is not None:
        beyond = Q(sort_at__lt=after.sort_at) | Q(**{f"{key}__lt": after.pk})
        rows = rows.filter(beyond, sort_at__lte=after.sort_at)
    return list(rows.order_by("-sort_at", f"-{key}").values_list(key, flat=True)[:limit])


def _cards(pks: list[int]) -> list[Story]:
    """The published ones among these, newest first, with all a card shows."""
    return list(Story.objects.published().for_cards().filter(pk__in=pks).newest_first())
