"""Two sources that turn out to be one: a blog that moved to an address which is followed already.

Nobody but a person can say so: a redirect may lead from a village's blog to the platform's own. What the first one
brought becomes the other's, and the first one ends; no story is told twice, and none is lost.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from programmes import rights
from stories import licences, publishing
from stories.models import Decision, FormerAddress, Source, Story, StorySource
from stories.publishing import NotAllowed
from stories.sources import folding, placing

if TYPE_CHECKING:
    from portal.accounts.models import User

_FOLLOWED = frozenset({Source.State.APPROVED, Source.State.PAUSED})


def same_as(source: Source) -> Source | None:
    """The source we follow at the address this one has moved to, if there is one."""
    if not source.moved_to or source.state not in _FOLLOWED or source.doubted_at:
        return None
    others = Source.objects.exclude(pk=source.pk).filter(state__in=_FOLLOWED, doubted_at__isnull=True)
    return others.filter(url=source.moved_to).first()


def merge(source: Source, *, by: User | None, reason: str, now: datetime) -> None:
    """Hand what this source brought to the one at its new address, and end it.

    Raises NotAllowed where the other one is gone by now, or somebody else's to decide about.
    """
    with transaction.atomic():
        other = _held_together(source)
        if other is None:
            raise NotAllowed(_("“%(thing)s” was changed by somebody else meanwhile.") % {"thing": source})
        if by is not None and not rights.curating(by).covers(other.programmes.all()):
            raise NotAllowed(
                _("“%(other)s” belongs to a programme that others look after: please ask them.")
                % {"other": other}
            )
        why = reason or _("It is the same as “%(other)s”, and was merged into it.") % {"other": other}
        publishing.end_source(source, by=by, reason=why, now=now)
        folding.fold(source, other, now=now)
        _hand_over(source, other)
        # The other one belongs where both belonged, and so does every story it carries now.
        for places in (placing.PROGRAMMES, placing.AREAS):
            places.add(other, places.held(source, other))
        licences.narrow(other, now=now)
        _keep_addresses(source, other, now=now)
        told = _("“%(source)s” was merged into it.") % {"source": source}
        Decision.objects.create(
            source=other, who=by, when=now, from_state=other.state, to_state=other.state, reason=told
        )


def _held_together(source: Source) -> Source | None:
    """The other one, if it still is the same once nobody else can change either of them."""
    other = same_as(source)
    if other is None:
        return None
    # In one order, whoever merges what at the same moment.
    rows = Source.objects.select_for_update().filter(pk__in=[source.pk, other.pk]).order_by("pk")
    held = {row.pk: row for row in rows}
    ours = held.get(source.pk)
    return held.get(other.pk) if ours is not None and same_as(ours) == other else None


def _hand_over(source: Source, other: Source) -> None:
    """Stories and who carries them. Keys stay behind: they are made with the number of their source."""
    both = StorySource.objects.filter(source=other).values("story")
    StorySource.objects.filter(source=source, story__in=both).delete()
    StorySource.objects.filter(source=source).update(source=other, missing_since=None)
    Story.objects.filter(owner_source=source).update(owner_source=other, search_owed=True)


def _keep_addresses(source: Source, other: Source, *, now: datetime) -> None:
    """What was taken down under the addresses of one stays down under the other."""
    FormerAddress.objects.filter(source=source).update(source=other)
    FormerAddress.objects.create(source=other, url=source.url, until=now)
