"""What the workers stand on breaks, or is there twice, or they are told to stop: it costs time and nothing else."""

from __future__ import annotations

import os
import time

import redis
from django.db import connections

from tests import services
from tests.faults import oracle
from tests.faults.fault import Fault
from tests.faults.playing import Play

LONGER_THAN_A_LEASE = 6.0  # seconds
MOMENT = "an answer came"  # in the middle of the work


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
    run.pass_by("something was claimed")
    run.engine.broker.freeze()
    try:
        time.sleep(LONGER_THAN_A_LEASE)
    finally:
        run.engine.broker.thaw()
    run.heal()


def database_restarted(mode: str) -> Fault:
    def restart(run: Play) -> None:
        run.pass_by(MOMENT)
        services.restart_postgres(os.environ["DATABASE_URL"], mode)
        connections["default"].close()
        run.heal()

    return Fault(f"PostgreSQL restarted, {mode}", restart, "connections are kept for ever", "unhealed")


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
    """SIGTERM in the middle of a claim, and no patience; then it starts again."""
    run.farm.delay = 0.3
    run.pass_by(MOMENT)
    run.engine.worker.terminate(grace=0.3)
    run.heal()


def told_to_stop_in_peace(run: Play) -> None:
    """SIGTERM, and all the time it wants: it ends what it has begun."""
    run.farm.delay = 0.3
    run.pass_by(MOMENT)
    run.engine.worker.terminate(grace=30)
    run.heal()
    oracle.asked_twice(run.farm, run.sources)


def stopped_past_the_lease(run: Play) -> None:
    """A worker stands still about to save what others have read four times since; then it goes on where it was.

    Every entry is edited once in three versions: what it holds is old whichever source it is of.
    """
    run.pass_by("save begins", "stop child")
    run.heal()
    for _ in range(3):
        run.turn()
        run.heal()
    # Nobody else has anything to save now.
    run.engine.arm("save is over", "go on")
    run.engine.wake()
    run.until(lambda: run.engine.obeyed("save is over"), "the late worker's end")
    oracle.check(run.farm, run.sources)


def scheduler_killed(run: Play) -> None:
    run.engine.scheduler.kill()
    run.turn()
    run.heal()


SHORT = [
    Fault("broker wiped", broker_wiped, "sent out is done", "unhealed"),
]
# Their controls take longer than the short set has.
SHORT_ALONE = [
    database_restarted("immediate"),
    Fault(
        "SIGSTOP past the lease",
        stopped_past_the_lease,
        "whoever comes late may write",
        "stale, doubled, lost",
        25,
    ),
]
LONG = [
    Fault("two schedulers", two_schedulers, "leases are not looked at", "asked twice, unhealed"),
    Fault("broker killed", broker_killed, "sent out is done", "unhealed"),
    Fault("broker frozen", broker_frozen, "sent out is done", "unhealed"),
    database_restarted("fast"),
    Fault("SIGTERM, then killed", told_to_stop, "a lease has no end", "unhealed"),
    Fault("SIGTERM", told_to_stop_in_peace, "a claim is dropped at SIGTERM", "asked twice", 60),
    Fault("scheduler killed", scheduler_killed, "nobody starts it again", "unhealed"),
]
