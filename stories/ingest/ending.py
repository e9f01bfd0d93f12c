"""A feed whose host says that it has gone for good: believed when it is said three times over a week.

A single 410 is often a slip, and a subscription that it deletes is a blog nobody hears of again. What happens then
is a decision like any other: written down, and told to whoever keeps the source. Of a feed in doubt nothing is
decided by the way: what it told waits for a person's answer (`hands`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Count, Min, Model
from django.utils.translation import gettext as _

from programmes.models import Outbox
from stories.ingest.visit import Visit
from stories.keepers import keepers_of
from stories.models import Code, Decision, Fetch, Source

TIMES = 3
OVER = timedelta(days=7)
TELL_ENDED = "source-ended"  # the outbox's topic; the payload names the source and who is told


def is_over(visit: Visit, *, now: datetime) -> bool:
    """Whether this 410 is the third since the source last answered, and the first of them a week old."""
    if visit.failing_since is None:
        return False
    said = Fetch.objects.filter(source=visit.pk, code=Code.GONE, finished_at__gte=visit.failing_since)
    before = said.aggregate(times=Count("pk"), first=Min("finished_at"))
    if before["times"] + 1 < TIMES or now - before["first"] < OVER:
        return False
    return not Source.objects.filter(pk=visit.pk, doubted_at__isnull=False).exists()


def rows(source: Source, *, now: datetime) -> Sequence[Model]:
    """What is written down in the transaction that ends the source: the decision, and whom we owe word of it."""
    reason = _("The site has said three times in more than a week that this feed has gone for good.")
    decision = Decision(
        source=source, when=now, from_state=source.state, to_state=Source.State.ENDED, reason=reason
    )
    letters = [
        Outbox(
            topic=TELL_ENDED,
            dedupe_key=f"{TELL_ENDED}:{source.pk}:{now:%Y-%m-%d}:{user}",
            payload={"source": source.pk, "user": user},
            due_at=now,
        )
        for user in keepers_of(source)
    ]
    return [decision, *letters]
