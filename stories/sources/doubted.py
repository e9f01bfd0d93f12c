"""A feed that may have changed hands: what a person says of it, and what becomes of the stories that it held back.

Leaves how it is noticed to `ingest.hands`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from stories import publishing
from stories.models import Decision, Source, Story, facets

if TYPE_CHECKING:
    from portal.accounts.models import User

# The next look reads the feed with nothing in mind of the publisher it had. What is being fetched at this moment
# would wait for an answer that has been given.
_ANSWERED: dict[str, Any] = {"doubted_at": None, **Source.UNSEEN, **Source.UNLEASED}


def held(source: Source) -> QuerySet[Story]:
    """Its stories that wait for the answer."""
    return Story.objects.filter(owner_source=source, origin=Story.Origin.PULLED, state=Story.State.WAITING)


@transaction.atomic
def trust(source: Source, *, by: User | None, reason: str, now: datetime) -> None:
    """It is the same publisher's, or as welcome: what waited is published, and the feed is followed as before."""
    doubted = Source.objects.filter(pk=source.pk, doubted_at__isnull=False)
    if not doubted.update(next_fetch_at=now, **_ANSWERED):
        raise publishing.NotAllowed(
            _("“%(thing)s” was changed by somebody else meanwhile.") % {"thing": source}
        )
    source.doubted_at = None
    Decision.objects.create(
        source=source, who=by, when=now, from_state=source.state, to_state=source.state, reason=reason
    )
    _settle(source, to=Story.State.PUBLISHED, by=by, reason=reason, now=now)


@transaction.atomic
def end(source: Source, *, by: User | None, reason: str, now: datetime) -> None:
    """It is somebody else's: nothing of it is ever shown. What its publisher told before stays."""
    publishing.end_source(source, by=by, reason=reason, now=now)
    Source.objects.filter(pk=source.pk).update(**_ANSWERED)
    source.doubted_at = None
    _settle(source, to=Story.State.HIDDEN, by=by, reason=reason, now=now)


def _settle(source: Source, *, to: str, by: User | None, reason: str, now: datetime) -> None:
    """Take the same step with all that waited: a feed brings hundreds, which nobody reads one by one."""
    pks: Sequence[int] = list(held(source).select_for_update().values_list("pk", flat=True))
    shown = {"visible_at": now} if to == Story.State.PUBLISHED else {}
    facets.move(pks, to, now=now, **shown)
    Decision.objects.bulk_create(
        Decision(story_id=pk, who=by, when=now, from_state=Story.State.WAITING, to_state=to, reason=reason)
        for pk in pks
    )
