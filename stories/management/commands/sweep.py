"""`manage.py sweep`: everything that is due, through the task queue, until it is done."""

from __future__ import annotations

import json
import time
from argparse import ArgumentParser
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count, Sum
from django.utils import timezone

from stories import tasks
from stories.models import Fetch, Source

LOOK_EVERY = 0.25  # seconds
RING_AGAIN_AFTER = timedelta(seconds=30)  # a bell may be lost; the table is what counts


class Command(BaseCommand):
    help = "Fetch every source that is due through the task queue, wait, and print one JSON line."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="make every source due first")
        parser.add_argument(
            "--timeout", type=int, default=900, metavar="SECONDS", help="give up after this long"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        started, clock = timezone.now(), time.monotonic()
        if options["all"]:
            Source.objects.followed().update(next_fetch_at=started)
        waiting = set(
            Source.objects.followed().filter(next_fetch_at__lte=started).values_list("pk", flat=True)
        )
        self.stderr.write(f"{len(waiting)} sources are due")
        self._wait(waiting, started=started, timeout=timedelta(seconds=options["timeout"]))
        self.stdout.write(json.dumps(self._report(waiting, started, time.monotonic() - clock)))

    def _wait(self, waiting: set[int], *, started: datetime, timeout: timedelta) -> None:
        rung: datetime | None = None
        left, told = set(waiting), len(waiting)
        while left:
            now = timezone.now()
            if now - started > timeout:
                raise CommandError(
                    f"{len(left)} sources were still waiting. Is a worker running (`make worker`)?"
                )
            if rung is None or now - rung > RING_AGAIN_AFTER:
                tasks.dispatch_due.delay()
                rung = now
            time.sleep(LOOK_EVERY)
            done = Source.objects.filter(pk__in=left, last_fetched_at__gte=started, lease_token__isnull=True)
            left -= set(done.values_list("pk", flat=True))
            asked = Source.objects.followed().exclude(host__cooldown_until__gt=now)
            left &= set(asked.filter(pk__in=left).values_list("pk", flat=True))
            if told - len(left) >= 50:
                self.stderr.write(f"{len(waiting) - len(left)} of {len(waiting)} done")
                told = len(left)

    def _report(self, sources: set[int], started: datetime, seconds: float) -> dict[str, Any]:
        attempts = Fetch.objects.filter(source__in=sources, finished_at__gte=started)
        totals = attempts.aggregate(new=Sum("new"), changed=Sum("changed"))
        codes = attempts.values_list("code").annotate(times=Count("pk")).order_by("code")
        return {
            "sources": len(sources),
            "outcomes": dict(codes),
            "new": totals["new"] or 0,
            "changed": totals["changed"] or 0,
            "seconds": round(seconds, 1),
        }
