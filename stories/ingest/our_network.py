"""When half of many hosts cannot be reached at once, it is our own network: nothing is counted against anyone.

Looks at the sources themselves, which every worker writes to, so that all workers come to the same judgement.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, DateTimeField, ExpressionWrapper, F, Q

from stories.ingest.store import Outcome
from stories.models import Code, Fetch, Source

log = logging.getLogger(__name__)

WINDOW = timedelta(minutes=5)
MANY = 10  # hosts
# What a network that is down, or lets hardly anything through, looks like from here. An answer that has come in,
# of whatever kind, is somebody's answer.
UNREACHED = frozenset({Code.DNS, Code.TIMEOUT, Code.REFUSED, Code.TLS, Code.SLOW_BODY})
NOTE = "not counted: most of the hosts we asked could not be reached, so our own network was down"


def is_down(*, now: datetime) -> bool:
    """Whether many hosts, and half of those asked within the last minutes, could not be reached.

    Who had been failing before says nothing either way: dead blogs are asked together as well.
    """
    since = now - WINDOW
    asked = Source.objects.filter(last_fetched_at__gt=since).exclude(failing_since__lte=since)
    hosts = asked.aggregate(
        asked=Count("host", distinct=True),
        unreached=Count("host", distinct=True, filter=Q(last_code__in=UNREACHED)),
    )
    return bool(hosts["unreached"] >= MANY and 2 * hosts["unreached"] >= hosts["asked"])


def forgive(outcomes: Sequence[Outcome], *, now: datetime) -> int:
    """Take back what these outcomes, just written down, and those of the last minutes counted, if it was us.

    Whoever failed for the first time is as good as before, and asked again soon; so is whoever had failed before,
    but for that. Returns for how many nothing is counted.
    """
    unreached = [outcome for outcome in outcomes if outcome.code in UNREACHED]
    if not unreached or not is_down(now=now):
        return 0
    since = now - WINDOW
    soon = ExpressionWrapper(
        F("last_fetched_at") + timedelta(seconds=settings.FETCH_BACKOFF_FLOOR), output_field=DateTimeField()
    )
    lately = Source.objects.filter(last_code__in=UNREACHED, last_fetched_at__gt=since)
    before = lately.filter(pk__in=[outcome.source_id for outcome in unreached], failing_since__lte=since)
    forgiven = before.update(failures=F("failures") - 1, next_fetch_at=soon)
    forgiven += lately.filter(failing_since__gt=since).update(
        failures=0, failing_since=None, next_fetch_at=soon
    )
    rows = Fetch.objects.filter(started_at__gt=since, code__in=UNREACHED)
    rows.filter(Q(source__failures=0) | Q(source__in=[outcome.source_id for outcome in unreached])).update(
        note=NOTE
    )
    log.warning("our network is down", extra={"forgiven": forgiven})
    return forgiven
