"""What needs a person today: what waits in the queue, sources that will not mend by themselves, quiet areas.

Decides what stands on the desk of one member of staff, from what their memberships reach. Leaves what a source
suffers from to `stories.curating.standing`, and the rows' words for what waits to `stories.curating.queue`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes import rights
from programmes.models import Area
from stories.curating import deciding, queue, standing
from stories.curating.queue import Row
from stories.curating.standing import Step
from stories.models import Source, SourceArea, StoryArea
from stories.sources import rediscovering

if TYPE_CHECKING:
    from portal.accounts.models import User

QUIET = timedelta(days=60)
SHOWN = 5  # of each; a desk with more on it is a list


@dataclass(frozen=True)
class Desk:
    """What stands on it, each part the most urgent first, and how much more there is."""

    waiting: list[Row]
    waiting_in_all: int
    troubled: list[Row]
    troubled_in_all: int
    trying: int  # sources that do not answer, and are no person's work yet
    quiet: list[Row]
    quiet_in_all: int
    unheard: int  # areas nothing has ever come from
    looked_at: int  # sources, in the last hour

    @property
    def needing(self) -> int:
        return self.waiting_in_all + self.troubled_in_all


def desk(user: User, *, now: datetime) -> Desk:
    """The desk of this member of staff."""
    sources = deciding.sources_of(user)
    troubled = standing.needing_a_person(sources, now=now).order_by("failing_since", "pk")
    areas = _areas(user)
    quiet = _quiet(areas, now=now)
    waiting = queue.count(user)
    return Desk(
        waiting=queue.rows(user, now=now, length=SHOWN) if waiting else [],
        waiting_in_all=waiting,
        troubled=[_troubled(source, now=now) for source in _with_stories(troubled)[:SHOWN]],
        troubled_in_all=troubled.count(),
        trying=standing.trying_again(sources, now=now).count(),
        quiet=[_silent(area, now=now) for area in quiet[:SHOWN]],
        quiet_in_all=quiet.count(),
        unheard=areas.filter(~Exists(_stories_of_area())).count(),
        looked_at=sources.filter(last_fetched_at__gte=now - timedelta(hours=1)).count(),
    )


def _areas(user: User) -> QuerySet[Area]:
    return rights.curating(user).narrow(Area.objects.select_related("programme"), through="programme")


def _stories_of_area() -> QuerySet[StoryArea]:
    return StoryArea.objects.filter(area=OuterRef("pk"), visible=True)


def _quiet(areas: QuerySet[Area], *, now: datetime) -> QuerySet[Area]:
    """Areas that have been heard of, and have a source we follow, but not for a long time."""
    followed = SourceArea.objects.filter(area=OuterRef("pk"), source__state=Source.State.APPROVED)
    newest = StoryArea.objects.filter(visible=True).order_by().values("area").annotate(at=Max("sort_at"))
    silent = newest.filter(at__lt=now - QUIET).values("area")
    return areas.filter(Exists(followed), pk__in=silent).order_by("name")


def _with_stories(sources: QuerySet[Source]) -> QuerySet[Any]:
    return sources.select_related("rediscovery").annotate(
        held=Count("stories", filter=Q(stories__state="published"))
    )


def _troubled(source: Source, *, now: datetime) -> Row:
    how = standing.standing(source, now=now)
    page = reverse("source:inspect", args=[source.pk])
    stay = getattr(source, "held", 0)
    kept = ngettext("The %(n)d story we hold stays.", "The %(n)d stories we hold stay.", stay) % {"n": stay}
    seek = how.helps == Step.REPLACE and not rediscovering.found(source)
    return Row(
        key=f"trouble-{source.pk}",
        tone=how.tone,
        state=how.word,
        title=str(source),
        href=page,
        action=page,
        reason=" ".join([*how.sentences, *([kept] if stay else [])]),
        seen=source.state,
        next=reverse("wagtailadmin_home"),
        link=reverse("source:look", args=[source.pk]) if seek else page,
        link_label=_("Find its new address") if seek else _("Look at it"),
        link_asks=seek,
        answers=queue.choices(source),
    )


def _silent(area: Area, *, now: datetime) -> Row:
    newest = StoryArea.objects.filter(area=area, visible=True).aggregate(at=Max("sort_at"))["at"]
    days = (now - newest).days
    since = _("Nothing has come from here since %(day)s.") % {"day": date_format(localtime(newest), "j F Y")}
    return Row(
        key=f"quiet-{area.pk}",
        tone="quiet",
        state=ngettext("Quiet for %(n)d day", "Quiet for %(n)d days", days) % {"n": days},
        title=str(area),
        href=reverse("area:inspect", args=[area.pk]),
        action="",
        reason=f"{since} {area.programme}",
        link=reverse("stories:propose"),
        link_label=_("Propose a source"),
    )
