"""Our side of the race: sources in a real database, a broker, a Celery worker with two processes; and its traces.

Needs Django set up with `portal.settings.bench`, and the environment that a worker inherits (DATABASE_URL,
REDIS_URL, FARM_PAIRS).
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from programmes.models import Area, Programme
from stories import tasks
from stories.models import Claim, Fetch, Host, Source, SourceArea, SourceProgramme
from tests.benchmarks import feeds, processes
from tests.factories import AreaFactory, ProgrammeFactory

PATIENCE = timedelta(minutes=10)  # for one sweep
_LOOK_EVERY = 0.05  # seconds; whoever looks takes time from those who work
# Seconds. Between two polls of a real feed lies more, too, than the one after which curl rids itself of all
# connections that were hung up.
_PAUSE = 1.2
# What a sweep without news must leave alone.
STORY_TABLES = (
    "stories_story", "stories_storysource", "stories_entrykey", "stories_storyprogramme", "stories_storyarea",
    "stories_storytopic", "stories_enclosure", "stories_revision",
)  # fmt: skip


def follow(numbers: Iterable[int], *, port: int) -> None:
    """Approved sources for these feeds, in a programme and an area each, as real ones are."""
    areas = _areas()
    now = timezone.now()
    numbers = list(numbers)
    keys = {f"{feeds.address(number)}:{port}" for number in numbers}
    Host.objects.bulk_create((Host(key=key) for key in keys), ignore_conflicts=True)
    hosts = {host.key: host for host in Host.objects.filter(key__in=keys)}
    sources = Source.objects.bulk_create(
        Source(
            title=f"Blog {number}",
            url=f"http://{feeds.address(number)}:{port}{feeds.path(number)}",
            host=hosts[f"{feeds.address(number)}:{port}"],
            state=Source.State.APPROVED,
            next_fetch_at=now,
        )
        for number in numbers
    )
    placed = [(source, areas[place % len(areas)]) for place, source in enumerate(sources)]
    SourceArea.objects.bulk_create(SourceArea(source=source, area=area) for source, area in placed)
    SourceProgramme.objects.bulk_create(
        SourceProgramme(source=source, programme=area.programme) for source, area in placed
    )


def make_due(*, only_new: bool = False) -> None:
    """Let everything be due, or only what was never asked. PostgreSQL may put down what it owes the disk."""
    due = Source.objects.filter(last_fetched_at=None) if only_new else Source.objects.all()
    if only_new:
        Source.objects.exclude(last_fetched_at=None).update(next_fetch_at=timezone.now() + timedelta(days=1))
    due.update(next_fetch_at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
    time.sleep(_PAUSE)


def sweep() -> tuple[float, Counter[str]]:
    """Have all done that is due, and wait for it.

    Seconds from the first claim made to the last one ended, by what the claims say themselves, and the outcomes.
    """
    before = Fetch.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    began = timezone.now()
    while Source.objects.due(timezone.now()).exists():
        tasks.dispatch_due()
        while Claim.objects.filter(ended_at=None, until__gt=timezone.now()).exists():
            if timezone.now() - began > PATIENCE:
                raise RuntimeError(f"not done within {PATIENCE}; see the worker's log")
            time.sleep(_LOOK_EVERY)
    ended = Claim.objects.aggregate(last=Max("ended_at"))["last"]
    codes = Fetch.objects.filter(pk__gt=before).values_list("code", flat=True)
    return (ended - began).total_seconds(), Counter(codes)


def story_rows_written() -> int:
    """Rows of stories inserted, updated or deleted since the database was made, as PostgreSQL counts them.

    Sessions report what they did a little later, so this waits until two looks in a row agree.
    """
    last = -1
    while (counted := _rows_written()) != last:
        last = counted
        time.sleep(1.5)
    return counted


def memory(worker: int) -> dict[str, list[float]]:
    """MB of each process of a worker, by what it is."""
    workers = processes.children(worker)
    readers = [reader for each in workers for reader in processes.children(each)]
    pids = {"parent": [worker], "worker": workers, "reader": readers}
    return {what: [processes.megabytes(pid) for pid in each] for what, each in pids.items()}


def processor_time(worker: int) -> dict[str, float]:
    """Seconds used so far, by who used them."""
    workers = processes.children(worker)
    readers = [reader for each in workers for reader in processes.children(each)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        database = processes.parent(cursor.fetchone()[0])
    return {
        "worker": processes.seconds(worker) + sum(map(processes.seconds, workers)),
        "reader": sum(map(processes.seconds, readers)),
        "database": processes.seconds_of_all(database),
    }


def _areas() -> list[Area]:
    """Three areas in each of four programmes, made once."""
    if not Programme.objects.exists():
        for _ in range(4):
            AreaFactory.create_batch(3, programme=ProgrammeFactory())
    return list(Area.objects.select_related("programme"))


def tidy() -> None:
    """What PostgreSQL would begin within a minute of an import, and be at while the next phase is measured."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _rows_written() -> int:
    with connection.cursor() as cursor:
        # What this session did itself, as indexing, is reported at once.
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute(
            "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_user_tables WHERE relname = ANY(%s)",
            [list(STORY_TABLES)],
        )
        return int(cursor.fetchone()[0])
