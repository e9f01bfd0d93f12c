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
from stories.models import Story, StoryProgramme

REMEMBERED = 60  # seconds a count may be behind
NEWS_LIMIT = 99  # past this many, "more than" says enough

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Counts:
    """Stories per programme id and per kind, each under the other filters; those of no programme; the total."""

    programmes: dict[int, int]
    across: int
    kinds: dict[str, int]
    languages: list[str]
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
            total=stream.count(filters),
        )
        cache.set(key, found, REMEMBERED)
    return found


def programme_counts(filters: Filters) -> dict[int, int]:
    """Stories per programme id under the other filters: what ticking that programme would show."""
    rows = StoryProgramme.objects.filter(stream.matching(filters, through="story__"), visible=True)
    if filters.areas:
        rows = rows.filter(stream.in_areas(filters, "story"))
    return dict(rows.order_by().values_list("programme").annotate(stories=Count("pk")))


def kind_counts(filters: Filters) -> dict[str, int]:
    """Stories of each kind under the other filters."""
    rows, key = stream.walk(replace(filters, kinds=()))
    kind = "kind" if key == "pk" else "story__kind"
    return dict(rows.order_by().values_list(kind).annotate(stories=Count("pk")))


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
