"""How long the outbox remembers: a letter that went out for a month, one that was given up for three.

A row says who was written to about what, which is nobody's business for ever. But the row that says that an outage
has been told of stays as long as the outage: without it everybody would hear of it once more.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from programmes.models import Outbox
from stories.models import Source
from stories.notify.failing import OUTAGE, outage
from stories.notify.sending import GIVEN_UP

DONE_FOR = timedelta(days=30)
GIVEN_UP_FOR = timedelta(days=90)


def purge(*, now: datetime) -> int:
    """Forget what is over; returns how many rows."""
    failing = Source.objects.filter(failing_since__isnull=False)
    going_on = [outage(source) for source in failing.only("pk", "failing_since")]
    done = Outbox.objects.filter(done_at__lt=now - DONE_FOR)
    letters, _per_model = done.exclude(topic=OUTAGE).delete()
    outages, _per_model = done.filter(topic=OUTAGE).exclude(dedupe_key__in=going_on).delete()
    given_up, _per_model = Outbox.objects.filter(GIVEN_UP, due_at__lt=now - GIVEN_UP_FOR).delete()
    return letters + outages + given_up
