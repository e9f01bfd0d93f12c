"""How much one member may bring in a while: enough for the busiest day of a festival, too little for a machine.

Counted on the rows themselves: a cache that forgets would forget the limit too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from programmes.models import CustomImage
from stories.models import Decision, Story

if TYPE_CHECKING:
    from portal.accounts.models import User


@dataclass(frozen=True)
class Limit:
    """So many within so long."""

    most: int
    within: timedelta


SENT_IN = Limit(10, timedelta(hours=1))
BEGUN = Limit(40, timedelta(days=1))
PHOTOS = Limit(300, timedelta(days=1))


class TooMany(Exception):
    """As many as may be, for now. `until` is when the next one may come."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


def mind_sending(by: User, *, now: datetime) -> None:
    """Raises TooMany where this member has sent in as many as they may."""
    sent = Decision.objects.filter(who=by, story__posted_by=by, to_state=Story.State.WAITING)
    _mind(SENT_IN, sent, "when", now=now)


def mind_beginning(by: User, *, now: datetime) -> None:
    """Raises TooMany where this member has begun as many stories as they may."""
    _mind(BEGUN, Story.objects.filter(posted_by=by), "first_seen_at", now=now)


def room_for_photos(by: User, *, now: datetime) -> int:
    """How many photos this member may still bring."""
    kept = CustomImage.objects.filter(uploaded_by_user=by, origin=CustomImage.Origin.REPORTER)
    lately: int = kept.filter(created_at__gt=now - PHOTOS.within).count()
    return max(0, PHOTOS.most - lately)


def _mind(limit: Limit, rows: QuerySet[Decision] | QuerySet[Story], time: str, *, now: datetime) -> None:
    lately = rows.filter(**{f"{time}__gt": now - limit.within, f"{time}__lte": now})
    times = list(lately.order_by(f"-{time}").values_list(time, flat=True)[: limit.most])
    if len(times) == limit.most:
        raise TooMany(times[-1] + limit.within)
