"""One request over one connection: everything we tell curl, and what it tells us back.

A `Carrier` is told once what is the same for every request; each `Transfer` tells it all the rest anew.

curl follows no redirect, decodes nothing, reads no environment and no file but the CA bundle. It connects
only to the addresses that were checked, which is held down three times:

- It is told a made-up name that *stands for* that set of addresses (CONNECT_TO + RESOLVE). curl keys both its
  DNS cache and its pool of kept connections by that name, so neither can hold a stale answer: another set is
  another name, and a set that fell out of the cache is a name under `.invalid`, which never resolves (RFC 6761).
- Each new socket is opened by us, after looking at where it would go.
- Before a request is sent, on a new or a kept connection, the peer is compared with the set once more.

Host header, SNI and the certificate check go by the real name all the while.
"""

from __future__ import annotations

import hashlib
import os
import select
import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address
from typing import Any

import certifi
import pycurl

from portal.outbound.codes import FailureCode, Refused
from portal.outbound.headers import Headers
from portal.outbound.inbox import Inbox
from portal.outbound.outcomes import Request
from portal.outbound.policy import Limits
from portal.outbound.urls import Target
from portal.outbound.verdicts import verdict

# Options that are the same for every request.
_ALWAYS: tuple[tuple[int, Any], ...] = (
    (pycurl.NOSIGNAL, 1),  # threads: curl must not use SIGALRM or be killed by SIGPIPE
    (pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS),
    (pycurl.FOLLOWLOCATION, 0),
    (pycurl.PROXY, ""),  # not None: the empty string also switches http_proxy & co. off
    (pycurl.NOPROXY, "*"),
    (pycurl.NETRC, pycurl.NETRC_IGNORED),
    (pycurl.COOKIEFILE, ""),  # a jar in memory; emptied by `release` when the request is over
    (pycurl.PATH_AS_IS, 1),  # what was checked is what is sent
    (pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_1_1),  # our caps count HTTP/1.1's lines and bytes
    (pycurl.SSLVERSION, pycurl.SSLVERSION_TLSv1_2),  # the lowest, not the only one
    (pycurl.SSL_VERIFYPEER, 1),
    (pycurl.SSL_VERIFYHOST, 2),
    (pycurl.BUFFERSIZE, 64 * 1024),
)


@dataclass(frozen=True, slots=True)
class Response:
    """What one hop answered, before anybody decided what it means."""

    status: int
    headers: Headers
    wire: bytes


class _Lent(socket.SocketType):
    """Of which curl takes a copy. Ours goes with the last reference, without the warning that is due to others."""

    def __del__(self) -> None:
        self.close()


class Carrier:
    """An easy handle that carries one hop after another.

    Callbacks run inside curl, so they return verdicts and never raise. They are not a subclass of curl's own type,
    because that looks up each attribute twice and slowly.
    """

    __slots__ = ("handle", "hop", "is_as_new")

    def __init__(self) -> None:
        self.handle = pycurl.Curl()
        self.hop: Transfer | None = None
        self._set_up()

    def release(self) -> None:
        """Forget everything a request left behind: `reset` keeps cookies, so they are dropped by name.

        A plain GET leaves nothing else: all that it told the handle, the next request tells it anew.
        """
        self.hop = None
        self.handle.setopt(pycurl.COOKIELIST, "ALL")
        if not self.is_as_new:
            self.handle.reset()
            self._set_up()

    def _set_up(self) -> None:
        # Whether all that it does from here on is to GET, in one hop, an answer that is whole.
        self.is_as_new = True
        for option, value in _ALWAYS:
            self.handle.setopt(option, value)
        self.handle.setopt(pycurl.CAINFO, certifi.where())
        self.handle.setopt(pycurl.OPENSOCKETFUNCTION, self._on_socket)
        self.handle.setopt(pycurl.PREREQFUNCTION, self._on_ready)
        self.handle.setopt(pycurl.HEADERFUNCTION, self._on_header)
        self.handle.setopt(pycurl.WRITEFUNCTION, self._on_body)

    def _on_socket(self, purpose: int, address: Any) -> socket.SocketType | int:
        if self.hop is None or purpose != pycurl.SOCKTYPE_IPCXN:
            return pycurl.SOCKET_BAD
        if not self.hop.is_checked(address.addr[0], address.addr[1]):
            return pycurl.SOCKET_BAD
        return _Lent(address.family, address.socktype, address.protocol)

    def _on_ready(self, peer: str, _local: str, peer_port: int, _local_port: int) -> int:
        if self.hop is None or not self.hop.is_checked(peer, peer_port):
            return pycurl.PREREQFUNC_ABORT
        self.hop.is_sent()
        return pycurl.PREREQFUNC_OK

    def _on_header(self, line: bytes) -> int:
        return len(line) if self.hop is not None and self.hop.inbox.header(line) else 0

    def _on_body(self, chunk: bytes) -> int:
        return len(chunk) if self.hop is not None and self.hop.inbox.body(chunk) else 0


class Transfer:
    """One hop on a carrier."""

    def __init__(
        self,
        carrier: Carrier,
        request: Request,
        target: Target,
        addresses: tuple[str, ...],
        *,
        headers: list[bytes],
        limits: Limits,
        remaining: float,
    ) -> None:
        self.carrier = carrier
        self.handle = handle = carrier.handle
        self.inbox = Inbox(limits)
        self._peers = frozenset(addresses)
        self._port = target.port
        self._limits = limits
        self._answer_due: float | None = None
        self._is_plain = request.method == "GET" and carrier.hop is None
        carrier.hop = self
        carrier.is_as_new = False  # until it has ended well
        handle.setopt(pycurl.URL, target.url)
        handle.setopt(pycurl.HTTPHEADER, headers)
        self._pin(target, addresses)
        self._limit_times(remaining)
        self._set_method(request)

    def is_overdue(self, now: float) -> bool:
        """True when the request was sent and not one header line came within the first-byte limit."""
        return self._answer_due is not None and not self.inbox.started and now > self._answer_due

    def result(self, error: int, *, alone: bool) -> Response | Refused:
        """What came of it; `error` is curl's number, 0 for a complete answer.

        `alone`: no other request is under way to this place. Where one is, curl may have lent it our connection
        already, and what waits there is its answer.
        """
        if error == pycurl.E_OK:
            if alone:
                self._hang_up_on_more()
            self.carrier.is_as_new = self._is_plain
            return Response(self.inbox.status, self.inbox.headers, self.inbox.wire)
        return verdict(error, self.inbox, system_error=self.handle.getinfo(pycurl.OS_ERRNO))

    def _hang_up_on_more(self) -> None:
        """Bytes behind the end of an answer are nobody's answer (RFC 9112 §9.2), and their connection is not kept.

        curl reads no further than the announced length, and would take the rest for the answer to the next request.
        """
        number = self.handle.getinfo(pycurl.ACTIVESOCKET)
        if number == -1:
            return  # closed already
        waiting = select.poll()
        waiting.register(number, select.POLLIN)
        if waiting.poll(0):
            with suppress(OSError), socket.socket(fileno=os.dup(number)) as connection:
                connection.shutdown(socket.SHUT_RDWR)

    def _pin(self, target: Target, addresses: tuple[str, ...]) -> None:
        connect_to, resolve = _pinned(target.host, target.port, addresses)
        self.handle.setopt(pycurl.CONNECT_TO, [connect_to])
        self.handle.setopt(pycurl.RESOLVE, [resolve])

    def _limit_times(self, remaining: float) -> None:
        total = max(1, int(remaining * 1000))  # 0 would mean: no limit
        self.handle.setopt(pycurl.TIMEOUT_MS, total)
        self.handle.setopt(pycurl.CONNECTTIMEOUT_MS, min(total, max(1, int(self._limits.connect * 1000))))

    def _set_method(self, request: Request) -> None:
        if request.method == "HEAD":
            self.handle.setopt(pycurl.NOBODY, 1)
        elif request.method == "POST":
            self.handle.setopt(pycurl.POSTFIELDS, request.body)

    def is_sent(self) -> None:
        """From now on an answer is due."""
        self._answer_due = time.monotonic() + self._limits.first_byte

    def is_checked(self, address: str, port: int) -> bool:
        if port == self._port and (address in self._peers or self._spells_a_peer(address)):
            return True
        self.inbox.verdict = Refused(
            FailureCode.BLOCKED_ADDRESS, "The connection led to an address that was not checked."
        )
        return False

    def _spells_a_peer(self, address: str) -> bool:
        """One address may be written in several ways; mostly it is written as we did."""
        peer = ip_address(address.partition("%")[0])
        return any(peer == ip_address(known) for known in self._peers)


@lru_cache(maxsize=1024)  # most hosts are where they were, and some have many blogs
def _pinned(host: str, port: int, addresses: tuple[str, ...]) -> tuple[str, str]:
    """The name that stands for these addresses: that it is to be asked in place of the host, and where it lives."""
    key = hashlib.blake2s("|".join(sorted(addresses)).encode(), digest_size=16).hexdigest()
    asked = f"[{host}]" if ":" in host else host
    listed = ",".join(f"[{address}]" if ":" in address else address for address in addresses)
    # The plus lets the entry fall out of the cache after a minute; without it the cache would only grow.
    return f"{asked}:{port}:{key}.invalid:{port}", f"+{key}.invalid:{port}:{listed}"
