"""Which stories a feed holds, and when anything in any feed last changed.

A subscriber wants what is new: the stories that became public last come first, by `visible_at`. But only among
those near the top of the stream, or ten years of a newly followed blog would push everything else out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db.models import Max, OuterRef, QuerySet, Subquery

from people.models import Organisation, Person
from stories import stream
from stories.filters import Filters
from stories.models import Decision, Revision, Story, Takedown

MOST = 30
LOOKED_AT = 200  # from the top of the stream: a story that waited for days to be approved is still among them

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def of(filters: Filters) -> list[Story]:
    """The newest stories that match."""
    rows, key = stream.walk(filters)
    return _newest(rows.order_by("-sort_at", f"-{key}").values_list(key, flat=True)[:LOOKED_AT])


def told_by(who: Person | Organisation) -> list[Story]:
    """The newest stories somebody wrote, had a hand in, or publishes at home."""
    return _newest(
        stream.stories_of(who).order_by("-sort_at", "-pk").values_list("pk", flat=True)[:LOOKED_AT]
    )


def changed_at() -> datetime:
    """When a story last came, was corrected, decided about, or taken down: the last row of each.

    Not by `visible_at`: an archive that came a minute ago was new long ago.
    """
    came = Story.objects.published().order_by("-pk").values_list("first_seen_at", flat=True).first()
    corrected = Revision.objects.order_by("-pk").values_list("at", flat=True).first()
    decided = Decision.objects.order_by("-pk").values_list("when", flat=True).first()
    taken_down = Takedown.objects.order_by("-pk").values_list("when", flat=True).first()
    return max(filter(None, (came, corrected, decided, taken_down)), default=BEGINNING)


def _newest(pks: Iterable[int]) -> list[Story]:
    """With all that a feed tells of them; `corrected_at` is when their publisher last changed them."""
    corrections = Revision.objects.filter(story=OuterRef("pk")).order_by().values("story")
    stories: QuerySet[Story] = (
        Story.objects.published()
        .filter(pk__in=list(pks))
        .annotate(corrected_at=Subquery(corrections.annotate(last=Max("at")).values("last")))
        .select_related("owner_source")
        .prefetch_related("topics", "programmes", "enclosures", "photos__image__renditions")
        .order_by("-visible_at", "-sort_at", "-pk")
    )
    return list(stories[:MOST])
