"""What the workers stand on breaks, or is there twice, or they are told to stop: it costs time and nothing else."""

from __future__ import annotations

import os
import time

import redis
from django.db import connections
from django.db.models.functions import Now

from stories.models import Source
from tests import services
from tests.faults import oracle, parts
from tests.faults.fault import Fault
from tests.faults.playing import Play

MOMENT = "an answer came"  # in the middle of the work
BELLS_IN_HAND = 4  # at most: two processes answer one each, and one waits for each of them


def broker_killed(run: Play) -> None:
    bells_wait(run)
    run.engine.broker.kill()
    run.engine.wake()
    time.sleep(2)
    run.engine.broker.start()
    run.heal()


def broker_wiped(run: Play) -> None:
    bells_wait(run)
    run.engine.broker.wipe()
    run.engine.wake()
    run.heal()


def bells_wait(run: Play) -> None:
    """Claims were made, and the bells that tell of them are in the broker alone."""
    run.pass_by("claim, update stories_source", "stop parent")
    bells = redis.Redis.from_url(run.engine.broker.url)
    run.until(lambda: bool(bells.llen("fetch")), "a bell for a claim")


def broker_frozen(run: Play) -> None:
    """The bells come when the leases of what they tell of have run out."""
    bells_wait(run)
    run.engine.broker.freeze()
    try:
        run.engine.wake()
        leased = Source.objects.filter(pk__in=[source.pk for source in run.sources], leased_until__gt=Now())
        run.until(lambda: not leased.exists(), "the end of the leases")
    finally:
        run.engine.broker.thaw()
    run.heal()


def database_restarted(mode: str) -> Fault:
    def restart(run: Play) -> None:
        run.until(lambda: _at_the_database() >= len(run.engine.worker.children), "everybody at the database")
        run.stand_still(MOMENT)
        services.restart_postgres(os.environ["DATABASE_URL"], mode)
        connections["default"].close()
        run.engine.wake()
        run.heal()

    kept = "connections are kept for ever"  # and so is the transaction that a process believes it is in
    return Fault(f"PostgreSQL restarted, {mode}", restart, kept, "unhealed", lasting=True)


def _at_the_database() -> int:
    """How many others have a connection to it: who has none yet would not feel that it went away."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return int(cursor.fetchone()[0])


def two_schedulers(run: Play) -> None:
    run.farm.delay = 0.4
    try:
        with run.engine.another_scheduler():
            for _ in range(3):
                run.turn()
                run.heal()
    finally:
        oracle.asked_twice(run.farm, run.sources)


def told_to_stop(run: Play) -> None:
    """SIGTERM in the middle of a claim that does not end in time; then it starts again."""
    run.stand_still(MOMENT)
    run.engine.worker.ask_to_end()
    run.engine.worker.end(grace=0.3)
    run.heal()


def told_to_stop_in_peace(run: Play) -> None:
    """SIGTERM in the middle of a claim, and all the time it wants: it ends what it has begun."""
    run.stand_still(MOMENT)
    run.engine.worker.ask_to_end()
    run.engine.wake()
    run.engine.worker.end(grace=30)
    run.heal()
    oracle.asked_twice(run.farm, run.sources)


def stopped_past_the_lease(run: Play) -> None:
    """A worker stands still about to save what others have read four times since; then it goes on where it was.

    The document in its hand brings a post without an address: saved late, it is told twice, whichever feed's it is.
    """
    late = run.stand_still("save begins")
    run.heal()  # nobody holds anything any more: what it was about to save was leased to others, who saved it
    for _ in range(3):
        run.turn()
        run.heal()
    assert late in run.engine.standing(), "it was ended before it could come late"
    its_end = f"ingest is over, {late}"
    run.engine.arm(its_end, "go on")
    run.engine.wake()
    run.until(lambda: run.engine.obeyed(its_end), "the late worker's end")
    oracle.check(run.farm, run.sources)


def scheduler_killed(run: Play) -> None:
    """Bells it rang before would do its work for a while: none is in a queue, and few are in the worker's hands."""
    run.engine.scheduler.kill()
    broker = redis.Redis.from_url(run.engine.broker.url)
    run.until(lambda: not any(broker.llen(queue) for queue in parts.QUEUES.split(",")), "its last bells")
    for _ in range(1 + BELLS_IN_HAND):
        run.turn()
        run.heal()


SHORT = [
    Fault("broker wiped", broker_wiped, "sent out is done", "unhealed"),
]
# Their controls take longer than the short set has.
SHORT_ALONE = [
    database_restarted("immediate"),
    Fault("SIGSTOP past the lease", stopped_past_the_lease, "whoever comes late may write", "doubled"),
]
LONG = [
    Fault("two schedulers", two_schedulers, "leases are not looked at", "asked twice, unhealed"),
    Fault("broker killed", broker_killed, "sent out is done", "unhealed"),
    Fault("broker frozen", broker_frozen, "sent out is done", "unhealed"),
    database_restarted("fast"),
    Fault("SIGTERM, then killed", told_to_stop, "a lease has no end", "unhealed"),
    Fault("SIGTERM", told_to_stop_in_peace, "a claim is dropped at SIGTERM", "asked twice"),
    Fault("scheduler killed", scheduler_killed, "nobody starts it again", "unhealed"),
]
