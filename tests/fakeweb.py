"""A small web on loopback that answers whatever a test wants, true to the byte.

    with FakeWeb() as web:
        web.on("/feed", answer(b"<rss/>", headers={"ETag": '"1"'}))
        web.on("/old", redirect("/feed", status=301))
        ... web.url("/old") ... web.pair ...
        assert web.hits("/feed") == 1

A reply is a script: a function that takes the request seen and yields steps. `bytes` are sent as they are, a
`Pause` waits, `RESET` drops the connection rudely, `HALF_CLOSE` says that nothing more is to come and still
listens, `KEEP_OPEN` (last) waits for the next request; without it the connection is closed. The functions below
make the usual scripts; a test with an odder wish yields its own.
An unknown path is a 404. A FakeWeb without routes is a trap: `connections` says whether anybody came.
"""

from __future__ import annotations

import gzip
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Self


@dataclass(frozen=True)
class Seen:
    """One request as it arrived. Header names are in lower case; `connection` counts from 1."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    connection: int
    at: float  # time.monotonic
    version: str


@dataclass(frozen=True)
class Pause:
    seconds: float


class Mark:
    """A step that is not sent."""


KEEP_OPEN = Mark()
RESET = Mark()
HALF_CLOSE = Mark()

Step = bytes | Pause | Mark
Script = Callable[[Seen], Iterable[Step]]
Fields = Mapping[str, str] | Iterable[tuple[str, str]]


TLS_GREETING = b"\x16"  # the type of a handshake record (RFC 8446 §5.1)


class FakeWeb:
    """One server on one loopback address; use it as a context manager."""

    def __init__(self, host: str = "127.0.0.1", *, port: int = 0, tls: ssl.SSLContext | None = None) -> None:
        self.seen: list[Seen] = []
        self.connections = 0
        self._tls = tls
        self._routes: dict[str, Script] = {}
        self._open: set[socket.socket] = set()
        self._stopping = threading.Event()
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listener = socket.create_server((host, port), family=family, backlog=256)
        self.host = host
        self.port: int = self._listener.getsockname()[1]

    @property
    def pair(self) -> str:
        """`host:port`, as a policy opens it."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    def url(self, path: str = "/", *, login: str = "", host: str = "") -> str:
        """The address of a path; `host` is another name for this server, `login` is `user:password`."""
        place = f"{host}:{self.port}" if host else self.pair
        return f"{'https' if self._tls else 'http'}://{login + '@' if login else ''}{place}{path}"

    def on(self, path: str, script: Script) -> str:
        """Answer a path (without its query) so from now on; returns its URL."""
        self._routes[path] = script
        return self.url(path)

    def hits(self, path: str | None = None) -> int:
        """How many requests came, for a path (without its query) or in all."""
        return sum(path is None or seen.path.partition("?")[0] == path for seen in self.seen)

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes accept()
        self._listener.close()
        for connection in list(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self.connections += 1
                number = self.connections
                threading.Thread(target=self._serve, args=(connection, number), daemon=True).start()

    def _serve(self, connection: socket.socket, number: int) -> None:
        with suppress(OSError, ValueError):  # whoever asks may hang up, or speak no HTTP
            if self._tls:
                connection = self._tls.wrap_socket(connection, server_side=True)
            self._open.add(connection)
            if not self._tls and connection.recv(1, socket.MSG_PEEK) == TLS_GREETING:
                connection.sendall(head(400))  # as servers do; its random bytes may hold no end of a line
                connection.close()
                return
            with connection, connection.makefile("rb") as stream:
                while (seen := _read(stream, number)) and self._play(connection, seen):
                    pass
        self._open.discard(connection)

    def _play(self, connection: socket.socket, seen: Seen) -> bool:
        """Run the script for one request; True when the connection waits for another."""
        self.seen.append(seen)
        script = self._routes.get(seen.path.partition("?")[0], answer(status=404))
        for step in script(seen):
            if isinstance(step, bytes):
                connection.sendall(step)
            elif isinstance(step, Pause):
                if self._stopping.wait(step.seconds):
                    return False
            elif step is RESET:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return False
            elif step is HALF_CLOSE:
                connection.shutdown(socket.SHUT_WR)
            else:
                return step is KEEP_OPEN
        return False


def _read(stream: Iterable[bytes], number: int) -> Seen | None:
    """The next request on a connection; None when the other side is done."""
    lines = iter(stream)
    first = next(lines, b"").decode("latin-1").split()
    if len(first) != 3:
        return None
    headers: dict[str, str] = {}
    for line in lines:
        if line in (b"\r\n", b"\n"):
            break
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.lower()] = value.strip()
    body = stream.read(int(headers.get("content-length", 0)))  # type: ignore[attr-defined]  # a BufferedReader
    return Seen(first[0], first[1], headers, body, number, time.monotonic(), first[2])


def head(status: int = 200, headers: Fields = ()) -> bytes:
    """A status line and header fields, with the empty line after them."""
    phrase = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Odd"
    fields = headers.items() if isinstance(headers, Mapping) else headers
    lines = [f"HTTP/1.1 {status} {phrase}", *(f"{name}: {value}" for name, value in fields)]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def answer(body: bytes = b"", *, status: int = 200, headers: Fields = ()) -> Script:
    """A proper answer with its length, on a connection that stays open."""
    fields = list(headers.items() if isinstance(headers, Mapping) else headers)

    def script(seen: Seen) -> Iterator[Step]:
        length = [] if status in (204, 304) else [("Content-Length", str(len(body)))]
        yield head(status, [*fields, *length]) + (b"" if seen.method == "HEAD" else body)
        yield KEEP_OPEN

    return script


def redirect(location: str, *, status: int = 302, headers: Fields = ()) -> Script:
    fields = list(headers.items() if isinstance(headers, Mapping) else headers)
    return answer(status=status, headers=[("Location", location), *fields])


def validated(body: bytes, *, etag: str = "", last_modified: str = "", headers: Fields = ()) -> Script:
    """304 for whoever sends back the validator, byte for byte; the body for others."""
    validators = {"ETag": etag, "Last-Modified": last_modified}
    fields = [*dict(headers).items(), *((name, value) for name, value in validators.items() if value)]

    def script(seen: Seen) -> Iterable[Step]:
        known = (etag and seen.headers.get("if-none-match") == etag) or (
            last_modified and seen.headers.get("if-modified-since") == last_modified
        )
        return answer(b"" if known else body, status=304 if known else 200, headers=fields)(seen)

    return script


def in_turn(*scripts: Script) -> Script:
    """The first request gets the first script, and so on; the last one stays."""
    queue = list(scripts)
    return lambda seen: (queue.pop(0) if len(queue) > 1 else queue[0])(seen)


def raw(*steps: Step) -> Script:
    """Exactly these steps, then the connection is closed."""
    return lambda seen: steps


def drip(body: bytes, *, every: float, size: int = 1, headers: Fields = ()) -> Script:
    """A proper answer, `size` bytes every `every` seconds."""

    def script(seen: Seen) -> Iterator[Step]:
        yield head(200, [*dict(headers).items(), ("Content-Length", str(len(body)))])
        for start in range(0, len(body), size):
            yield body[start : start + size]
            yield Pause(every)

    return script


def late(seconds: float, then: Script) -> Script:
    """Another script, after a wait."""

    def script(seen: Seen) -> Iterator[Step]:
        yield Pause(seconds)
        yield from then(seen)

    return script


def silent(seconds: float = 60) -> Script:
    """Takes the request and says nothing."""
    return raw(Pause(seconds))


def endless(chunk: bytes = b"x" * 65536, *, headers: Fields = ()) -> Script:
    """A body without an end."""

    def script(seen: Seen) -> Iterator[Step]:
        yield head(200, headers)
        while True:
            yield chunk

    return script


def chunked(*chunks: bytes, complete: bool = True, trailers: Fields = (), headers: Fields = ()) -> Script:
    """Chunked transfer coding; cut before the last chunk unless complete."""
    coded = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)
    start = head(200, [*dict(headers).items(), ("Transfer-Encoding", "chunked")])
    end = b"0\r\n" + head(200, trailers).partition(b"\r\n")[2]
    return raw(start, coded, *([end] if complete else []))


def cut_short(body: bytes, *, missing: int = 100) -> Script:
    """Promises more than it sends."""
    return raw(head(200, {"Content-Length": str(len(body) + missing)}), body)


def many_headers(count: int = 10_000, *, size: int = 10) -> Script:
    return raw(head(200, [(f"X-{number}", "x" * size) for number in range(count)]))


def interim(count: int, *, status: int = 103, then: Script) -> Script:
    """Early hints or 100 Continue, `count` times, before the real answer."""

    def script(seen: Seen) -> Iterator[Step]:
        yield head(status) * count
        yield from then(seen)

    return script


def gzip_bomb(unpacked: int) -> Script:
    """A small answer that unpacks to that many zeros."""
    return answer(gzip.compress(bytes(unpacked), 9), headers={"Content-Encoding": "gzip"})
