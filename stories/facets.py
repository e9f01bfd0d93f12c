"""How many stories each filter would show, and what is new: the numbers beside the stream.

Decides what is counted and how long a count may be remembered. What a filter means is `stream.py`'s.
Counting walks every story that matches, so a count is kept until something is published, at most for a minute;
the stories themselves never are.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django.core.cache import cache
from django.db.models import Count

from stories import stream
from stories.filters import Filters
from stories.models import Story, StoryProgramme, StoryTopic

REMEMBERED = 60  # seconds a count may be behind
TOPICS_SHOWN = 12  # the most used ones; a list of thousands helps nobody choose
TOPICS_LOOKED_AT = 500  # of the newest stories in view, so that the answer costs the same in ten years
NEWS_LIMIT = 99  # past this many, "more than" says enough

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Counts:
    """Stories per programme id and per kind, each under the other filters; those of no programme; the total."""

    programmes: dict[int, int]
    across: int
    kinds: dict[str, int]
    languages: list[str]
    topics: list[tuple[str, str]]  # slug and name, the most used first
    total: int  # counted no further than one past `stream.COUNT_LIMIT`


def counts(filters: Filters) -> Counts:
    """The numbers beside the filters: told anew with every new story, and at most a minute behind a withdrawal."""
    key = f"stream-counts:{newest_visible()}:{hashlib.sha256(filters.query().encode()).hexdigest()}"
    found: Counts | None = cache.get(key)
    if found is None:
        anywhere = replace(filters, programmes=(), across=False)
        found = Counts(
            programmes=programme_counts(anywhere),
            across=stream.count(replace(anywhere, across=True)),
            kinds=kind_counts(filters),
            languages=languages(),
            topics=topics_in_view(filters),
            total=stream.count(filters),
        )
        cache.set(key, found, REMEMBERED)
    return found


def programme_counts(filters: Filters) -> dict[int, int]:
    """Stories per programme id under the other filters: what ticking that programme would show."""
    rows = StoryProgramme.objects.filter(stream.matching(filters, through="story__"), visible=True)
    rows = rows.filter(stream.placed(filters, "story"))
    return dict(rows.order_by().values_list("programme").annotate(stories=Count("pk")))


def kind_counts(filters: Filters) -> dict[str, int]:
    """Stories of each kind under the other filters."""
    rows, key = stream.walk(replace(filters, kinds=()))
    kind = "kind" if key == "pk" else "story__kind"
    return dict(rows.order_by().values_list(kind).annotate(stories=Count("pk")))


def topics_in_view(filters: Filters) -> list[tuple[str, str]]:
    """What the newest stories under the other filters are most about. What only one is about is no filter."""
    rows, key = stream.walk(replace(filters, topics=()))
    newest = rows.order_by("-sort_at", f"-{key}").values(key)[:TOPICS_LOOKED_AT]
    about = StoryTopic.objects.filter(story__in=newest, visible=True).order_by()
    used = about.values_list("topic__slug", "topic__name").annotate(stories=Count("pk")).filter(stories__gt=1)
    return [(slug, name) for slug, name, _n in used.order_by("-stories", "topic__name")[:TOPICS_SHOWN]]


def languages() -> list[str]:
    """Every language something public is in, without its regions: `en` for en-GB and en-US."""
    tags = Story.objects.published().exclude(lang="").order_by().values_list("lang", flat=True).distinct()
    return sorted({tag.split("-")[0].lower() for tag in tags})


# --- what has come since ------------------------------------------------------------------------------------


def newest_visible() -> int:
    """When something last became public, in microseconds since 1970: one row of one index, cheap to ask often."""
    newest = Story.objects.published().order_by("-visible_at").values_list("visible_at", flat=True).first()
    return (newest - _EPOCH) // timedelta(microseconds=1) if newest else 0


def new_since(filters: Filters, micros: int, *, down_to: stream.Cursor | None = None) -> int:
    """How many matching stories became public after this moment and belong on the page that ends at `down_to`.

    An old story of a newly followed blog is new too, but would be found nowhere near the top: it is not counted.
    """
    rows, key = stream.walk(filters)
    visible = "visible_at" if key == "pk" else "story__visible_at"
    rows = rows.order_by().filter(**{f"{visible}__gt": _EPOCH + timedelta(microseconds=micros)})
    if down_to is not None:
        rows = rows.filter(sort_at__gte=down_to.sort_at)
    return rows[: NEWS_LIMIT + 1].count()
