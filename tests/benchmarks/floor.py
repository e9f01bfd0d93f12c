"""The bare client that the engine is measured against: aiohttp on uvloop, one process, 64 requests in flight.

It fetches the same addresses with the same validators, unpacks what comes, and throws it away: no database, no
queue, no checks, nothing read. What it takes is about what the asking itself costs on this machine.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import aiohttp
import uvloop

from tests.benchmarks import feeds
from tests.benchmarks.helper import answer_questions

IN_FLIGHT = 64

Jobs = Iterator[tuple[str, dict[str, str]]]


class BareClient:
    """A session for each run: between two polls of a real feed no host keeps a connection open either."""

    def __init__(self) -> None:
        self._loop = uvloop.new_event_loop()

    def fetch(self, *, port: int, count: int, validators_of: int | None) -> dict[str, Any]:
        """Fetch the first `count` feeds, with the validators of that pass; seconds, and how many of each status."""
        jobs = iter([_job(number, port, validators_of) for number in range(count)])
        statuses: Counter[int] = Counter()
        began = time.perf_counter()
        self._loop.run_until_complete(self._all(jobs, statuses))
        return {"seconds": time.perf_counter() - began, "statuses": dict(statuses)}

    async def _all(self, jobs: Jobs, statuses: Counter[int]) -> None:
        connector = aiohttp.TCPConnector(limit=IN_FLIGHT)
        async with aiohttp.ClientSession(connector=connector, headers={"Accept-Encoding": "gzip"}) as session:
            await asyncio.gather(*(_some(session, jobs, statuses) for _ in range(IN_FLIGHT)))


async def _some(session: aiohttp.ClientSession, jobs: Jobs, statuses: Counter[int]) -> None:
    for url, headers in jobs:
        async with session.get(url, headers=headers) as response:
            await response.read()
            statuses[response.status] += 1


def _job(number: int, port: int, validators_of: int | None) -> tuple[str, dict[str, str]]:
    url = f"http://{feeds.address(number)}:{port}{feeds.path(number)}"
    headers = {} if validators_of is None else {"If-None-Match": feeds.etag(number, validators_of)}
    return url, headers


if __name__ == "__main__":
    client = BareClient()
    answer_questions(client.fetch)
