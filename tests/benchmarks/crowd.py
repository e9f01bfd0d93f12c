"""One process that plays thousands of hosts of which some are slow, some hang and some want to be left alone.

It is asked what it saw: how many requests each host had under way at once, and how far apart they began. The path
says how an address behaves: /good/7, /hanging/7, /limited/7.
"""

from __future__ import annotations

import asyncio
import threading
import time
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from tests.benchmarks.helper import answer_questions

ANSWERS_AFTER = 0.2  # seconds, as from a host that is neither near nor far
_END = b"\r\n\r\n"


def address(host: int) -> str:
    """Of that host, on loopback; the first 256 addresses are others' business."""
    return f"127.{1 + host // 62_500}.{host // 250 % 250}.{1 + host % 250}"


@dataclass
class Host:
    """What one host saw."""

    begun: list[float] = field(default_factory=list)
    under_way: int = 0
    most_at_once: int = 0


class Crowd:
    def __init__(self) -> None:
        self._hosts: dict[str, Host] = {}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection for as long as it stays."""
        host = self._hosts.setdefault(writer.get_extra_info("sockname")[0], Host())
        try:
            while True:
                request = await reader.readuntil(_END)
                await self._answer(host, request.split(b" ", 2)[1].decode(), reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(
        self, host: Host, path: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        host.begun.append(time.monotonic())
        host.under_way += 1
        host.most_at_once = max(host.most_at_once, host.under_way)
        try:
            _, kind, number = path.split("/")
            if kind == "hanging":
                await reader.read(1)  # until the other side gives up
                raise ConnectionResetError
            await asyncio.sleep(ANSWERS_AFTER)
            writer.write(_limited() if kind == "limited" else _good(int(number)))
            await writer.drain()
        finally:
            host.under_way -= 1

    def seen(self) -> dict[str, Any]:
        gaps = [later - earlier for host in self._hosts.values() for earlier, later in pairwise(host.begun)]
        return {
            "hosts": len(self._hosts),
            "requests": sum(len(host.begun) for host in self._hosts.values()),
            "most_at_once": max((host.most_at_once for host in self._hosts.values()), default=0),
            "shortest_gap": min(gaps, default=None),
            "gaps_below": {limit: sum(gap < float(limit) for gap in gaps) for limit in ("1.0", "0.9", "0.5")},
        }


def _good(number: int) -> bytes:
    items = "".join(
        f"<item><title>Story {entry} of blog {number}</title><link>https://blog{number}.example/{entry}</link>"
        f"<guid>https://blog{number}.example/{entry}</guid><pubDate>Sat, 28 Feb 2026 09:{entry:02}:00 GMT</pubDate>"
        f"<description>&lt;p&gt;What happened, part {entry}.&lt;/p&gt;</description></item>"
        for entry in range(5)
    )
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Blog {number}</title>{items}</channel></rss>'
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: {len(body)}"
    return head.encode() + _END + body.encode()


def _limited() -> bytes:
    return b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3600\r\nContent-Length: 0" + _END


def main() -> None:
    crowd = Crowd()
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()

    async def listen(hosts: int) -> int:
        port = 0
        for host in range(hosts):
            server = await asyncio.start_server(crowd.serve, address(host), port, backlog=64)
            port = server.sockets[0].getsockname()[1]
        return port

    def answer(hosts: int = 0) -> dict[str, Any]:
        if hosts:
            return {"port": asyncio.run_coroutine_threadsafe(listen(hosts), loop).result()}
        return crowd.seen()

    answer_questions(answer)


if __name__ == "__main__":
    main()
