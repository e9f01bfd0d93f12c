"""When our clock was put back: what was written while it was ahead must keep nobody waiting.

Put forward, it does no harm that pacing and leases do not contain: everything is due at once, and a worker whose
lease seems over stops asking. Put back, leases, pauses and next visits lie further ahead than any rule puts them.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db.models import DateTimeField, ExpressionWrapper, F, Q, Value

from stories.ingest import claims
from stories.ingest.backoff import DAY, LONGEST
from stories.models import Claim, Host, Source

log = logging.getLogger(__name__)

SLACK = timedelta(minutes=1)  # clocks of several machines may differ by so much, and by less all the time


def mend(*, now: datetime) -> int:
    """Bring back what lies further ahead than it can; returns for how many sources. Harmless when repeated.

    A source that seems to have been looked at in the future is waited for as long as was meant then.
    """
    lease_ends, latest = now + claims.lease(), now + claims.lease() + SLACK
    leased = Source.objects.filter(lease_token__isnull=False, leased_until__gt=latest)
    leased.update(leased_until=lease_ends)
    Claim.objects.filter(until__gt=latest).update(until=lease_ends)
    Host.objects.filter(next_at__gt=latest).update(next_at=lease_ends)
    Host.objects.filter(cooldown_until__gt=now + DAY + SLACK).update(cooldown_until=now + DAY)
    wait = F("next_fetch_at") - F("last_fetched_at")
    ahead = Source.objects.filter(last_fetched_at__gt=now + SLACK, next_fetch_at__gte=F("last_fetched_at"))
    mended = ahead.update(
        next_fetch_at=ExpressionWrapper(
            Value(now, output_field=DateTimeField()) + wait, output_field=DateTimeField()
        ),
        last_fetched_at=now,
    )
    # Approved, or to be asked at once, at a moment that is yet to come.
    unasked = Q(last_fetched_at__isnull=True, next_fetch_at__gt=latest)
    beyond = Q(next_fetch_at__gt=now + LONGEST + SLACK)
    mended += Source.objects.filter(unasked | beyond).update(next_fetch_at=now)
    if mended:
        log.warning("our clock was put back", extra={"sources": mended})
    return mended
