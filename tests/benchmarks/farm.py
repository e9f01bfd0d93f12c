"""One process that serves thousands of feeds on 250 loopback addresses, as fast as a server written in Python can.

Every answer is made before it is asked for, so that what is measured is the asking. It is told how to behave:

    conditional   validators on every answer, and 304 for whoever sends the current ETag
    plain         no validators: the same bytes at every request
    built         no validators, and a build date in the head that differs from the last time
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, cast

import uvloop

from tests.benchmarks import feeds
from tests.benchmarks.helper import answer_questions

_END = b"\r\n\r\n"


class Farm:
    """What is answered at this moment, by the number of the feed."""

    def __init__(self) -> None:
        self.answers: dict[int, bytes] = {}
        self.unchanged: dict[int, tuple[bytes, bytes]] = {}  # an ETag, and the answer to whoever sends it
        self._packed: dict[tuple[int, int], bytes] = {}
        self._built = 0
        self.callers: set[asyncio.WriteTransport] = set()

    async def hang_up(self) -> None:
        """Between two polls of a real feed no connection stays open, so nobody shall gain by one here."""
        for caller in self.callers:
            caller.close()

    def prepare(self, *, mode: str, count: int, passes: int) -> None:
        """Make the answers of `count` feeds after that many passes."""
        self._built += mode == "built"
        self.answers, self.unchanged = {}, {}
        for number in range(count):
            if mode == "built":
                self.answers[number] = _ok(feeds.packed(number, passes=passes, built=self._built))
                continue
            added = feeds.added_by(number, passes)
            if (number, added) not in self._packed:
                self._packed[number, added] = feeds.packed(number, passes=passes)
            body, tag = self._packed[number, added], feeds.etag(number, passes)
            self.answers[number] = _ok(body, etag=tag if mode == "conditional" else "")
            if mode == "conditional":
                self.unchanged[number] = tag.encode(), _head(304, [("ETag", tag)])

    def answer(self, head: bytes) -> bytes:
        number = int(head[len(b"GET /") : head.index(b".xml")])
        tag, not_modified = self.unchanged.get(number, (b"", b""))
        return not_modified if tag and tag in head else self.answers[number]


class Connection(asyncio.Protocol):
    """One client, asked and answered for as long as it stays."""

    def __init__(self, farm: Farm) -> None:
        self._farm = farm
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.WriteTransport, transport)  # uvloop's is none of asyncio's by name
        self._farm.callers.add(self._transport)

    def connection_lost(self, _error: Exception | None) -> None:
        self._farm.callers.discard(self._transport)

    def data_received(self, data: bytes) -> None:
        self._received += data
        while (end := self._received.find(_END)) >= 0:
            head, self._received = self._received[:end], self._received[end + len(_END) :]
            self._transport.write(self._farm.answer(head))


def _ok(body: bytes, *, etag: str = "") -> bytes:
    fields = [
        ("Content-Type", "application/xml; charset=utf-8"),
        ("Content-Encoding", "gzip"),
        ("Content-Length", str(len(body))),
    ]
    if etag:
        fields += [("ETag", etag), ("Last-Modified", "Sat, 28 Feb 2026 09:30:00 GMT")]
    return _head(200, fields) + body


def _head(status: int, fields: Iterable[tuple[str, str]]) -> bytes:
    lines = [
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
        *(f"{name}: {value}" for name, value in fields),
    ]
    return ("\r\n".join(lines)).encode() + _END


async def _listen(farm: Farm) -> int:
    """On the first address with any free port, on the others with the same one."""
    loop = asyncio.get_running_loop()
    port = 0
    for number in range(feeds.HOSTS):
        server = await loop.create_server(lambda: Connection(farm), feeds.address(number), port, backlog=1024)
        port = server.sockets[0].getsockname()[1]
    return port


def main() -> None:
    farm = Farm()
    loop = uvloop.new_event_loop()
    port = loop.run_until_complete(_listen(farm))
    threading.Thread(target=loop.run_forever, daemon=True).start()

    def behave(**how: Any) -> dict[str, Any]:
        farm.prepare(**how)
        asyncio.run_coroutine_threadsafe(farm.hang_up(), loop).result()
        return {"port": port}

    answer_questions(behave)


if __name__ == "__main__":
    main()
