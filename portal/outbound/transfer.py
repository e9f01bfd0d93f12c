"""One request over one connection: everything we tell curl, and what it tells us back.

A `Carrier` is told once what is the same for every request; each `Transfer` tells it all the rest anew.

curl follows no redirect, decodes nothing, reads no environment and no file but the CA bundle. It connects
only to the addresses that were checked, which is held down three times:

- It is told what to connect to in place of the host: the one checked address, or a made-up name that *stands for*
  a set of several (CONNECT_TO + RESOLVE). curl keys its pool of kept connections and its DNS cache by that, so
  neither can hold a stale answer: another set is another name, and a set that fell out of the cache is a name under
  `.invalid`, which never resolves (RFC 6761).
- Each new socket is opened by us, after looking at where it would go.
- Before a request is sent, on a new or a kept connection, the peer is compared with the set once more.

Host header, SNI and the certificate check go by the real name all the while.
"""

from __future__ import annotations

import hashlib
import socket
import time
from functools import lru_cache
from ipaddress import ip_address
from typing import Any, NamedTuple

import certifi
import pycurl

from portal.outbound.codes import FailureCode, Refused
from portal.outbound.inbox import Inbox
from portal.outbound.journey import Journey
from portal.outbound.kept import Ends, Kept
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


class _Lent(socket.SocketType):
    """Of which curl takes a copy. Ours goes with the last reference, without the warning that is due to others."""

    def __del__(self) -> None:
        self.close()


class Carrier:
    """An easy handle that carries one hop after another.

    Callbacks run inside curl, so they return verdicts and never raise. They are not a subclass of curl's own type,
    because that looks up each attribute twice and slowly.
    """

    __slots__ = ("_tidies", "handle", "hop", "is_as_new", "kept")

    def __init__(self, kept: Kept, *, tidies: bool = False) -> None:
        """`tidies`: whenever this one is done with a request, curl's DNS cache is rid of what is a minute old."""
        self.handle = pycurl.Curl()
        self.kept = kept
        self._tidies = tidies
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
        if not self._tidies:
            # Or all of the cache, which is everybody's, is looked through after each request. No entry goes bad.
            self.handle.setopt(pycurl.DNS_CACHE_TIMEOUT, -1)
        self.handle.setopt(pycurl.CAINFO, certifi.where())
        self.handle.setopt(pycurl.OPENSOCKETFUNCTION, self._on_socket)
        self.handle.setopt(pycurl.PREREQFUNCTION, self._on_ready)
        self.handle.setopt(pycurl.HEADERFUNCTION, self._on_header)
        self.handle.setopt(pycurl.WRITEFUNCTION, self._on_body)

    def _on_socket(self, purpose: int, address: Any) -> socket.SocketType | int:
        if self.hop is None or purpose != pycurl.SOCKTYPE_IPCXN:
            return pycurl.SOCKET_BAD
        if not self.hop.may_open(address.addr[0], address.addr[1]):
            return pycurl.SOCKET_BAD
        return _Lent(address.family, address.socktype, address.protocol)

    def _on_ready(self, *ends: Any) -> int:
        may_send = self.hop is not None and self.hop.may_send(ends)
        return pycurl.PREREQFUNC_OK if may_send else pycurl.PREREQFUNC_ABORT

    def _on_header(self, line: bytes) -> int:
        return len(line) if self.hop is not None and self.hop.inbox.header(line) else 0

    def _on_body(self, chunk: bytes) -> int:
        return len(chunk) if self.hop is not None and self.hop.inbox.body(chunk) else 0


class Transfer:
    """One hop of a journey, on a carrier."""

    __slots__ = (
        "_answer_due", "_ends", "_is_plain", "_on_new_connection", "_place", "addresses", "carrier", "inbox",
        "is_unsent", "journey", "target",
    )  # fmt: skip

    def __init__(
        self,
        carrier: Carrier,
        journey: Journey,
        target: Target,
        addresses: tuple[str, ...],
        *,
        anew: bool = False,
    ) -> None:
        """`anew`: on a connection of its own, because a kept one could not be used."""
        self.carrier = carrier
        self.journey = journey
        self.target = target
        self.addresses = addresses
        self.inbox = Inbox(journey.policy.limits)
        self.is_unsent = False  # because the connection that was kept for it would not do
        self._place = _place(target.host, target.port, addresses)
        self._ends: Ends | None = None
        self._on_new_connection = False
        self._answer_due: float | None = None
        self._is_plain = journey.request.method == "GET" and carrier.hop is None
        carrier.hop = self
        carrier.is_as_new = False  # until it has ended well
        handle = carrier.handle
        handle.setopt(pycurl.URL, target.url)
        handle.setopt(pycurl.HTTPHEADER, journey.headers_for(target))
        self._pin(handle)
        self._limit_times(handle)
        self._set_method(handle)
        if anew:
            handle.setopt(pycurl.FRESH_CONNECT, 1)

    def is_overdue(self, now: float) -> bool:
        """True when the request was sent and not one header line came within the first-byte limit."""
        return self._answer_due is not None and not self.inbox.started and now > self._answer_due

    def result(self, error: int) -> Refused | None:
        """Why there is no answer, or None where there is; `error` is curl's number, 0 for a complete answer."""
        handle = self.carrier.handle
        if error != pycurl.E_OK:
            return verdict(error, self.inbox, system_error=handle.getinfo(pycurl.OS_ERRNO))
        if self._on_new_connection and self._ends is not None:
            self.carrier.kept.remember(self._ends, handle.getinfo(pycurl.ACTIVESOCKET))
        self.carrier.is_as_new = self._is_plain
        return None

    def _pin(self, handle: pycurl.Curl) -> None:
        handle.setopt(pycurl.CONNECT_TO, self._place.connect_to)
        handle.setopt(pycurl.RESOLVE, self._place.resolve)

    def _limit_times(self, handle: pycurl.Curl) -> None:
        """In milliseconds; 0 would mean: no limit. To connect, too, no more than the total is left."""
        handle.setopt(pycurl.TIMEOUT_MS, int(self.journey.remaining() * 1000) or 1)
        handle.setopt(pycurl.CONNECTTIMEOUT_MS, int(self.journey.policy.limits.connect * 1000) or 1)

    def _set_method(self, handle: pycurl.Curl) -> None:
        request = self.journey.request
        if request.method == "HEAD":
            handle.setopt(pycurl.NOBODY, 1)
        elif request.method == "POST":
            handle.setopt(pycurl.POSTFIELDS, request.body)

    def may_open(self, address: str, port: int) -> bool:
        """Whether a new connection may go there."""
        self._on_new_connection = True
        return self._is_checked(address, port)

    def may_send(self, ends: Ends) -> bool:
        """Whether the request may go out on this connection. From then on an answer is due."""
        peer, _ours, port, _our_port = ends
        if not self._is_checked(peer, port):
            return False
        if not self._on_new_connection and not self.carrier.kept.is_quiet(ends):
            self.is_unsent = True
            return False
        self._ends = ends
        self._answer_due = time.monotonic() + self.journey.policy.limits.first_byte
        return True

    def _is_checked(self, address: str, port: int) -> bool:
        if port == self.target.port and (address in self._place.peers or self._spells_a_peer(address)):
            return True
        self.inbox.verdict = Refused(
            FailureCode.BLOCKED_ADDRESS, "The connection led to an address that was not checked."
        )
        return False

    def _spells_a_peer(self, address: str) -> bool:
        """One address may be written in several ways; mostly it is written as we did."""
        peer = ip_address(address.partition("%")[0])
        return any(peer == ip_address(known) for known in self._place.peers)


class _Place(NamedTuple):
    """Checked addresses, and how curl is told of them."""

    peers: frozenset[str]
    connect_to: list[str]
    resolve: list[str]


@lru_cache(maxsize=4096)  # most hosts are where they were, and some have many blogs
def _place(host: str, port: int, addresses: tuple[str, ...]) -> _Place:
    """One address stands for itself; for several, and for no others, stands a made-up name that lives at them."""
    asked = f"[{host}]" if ":" in host else host
    written = [f"[{address}]" if ":" in address else address for address in addresses]
    if len(addresses) == 1:
        return _Place(frozenset(addresses), [f"{asked}:{port}:{written[0]}:{port}"], [])
    key = hashlib.blake2s("|".join(sorted(addresses)).encode(), digest_size=16).hexdigest()
    return _Place(
        frozenset(addresses),
        [f"{asked}:{port}:{key}.invalid:{port}"],
        # The plus lets the entry fall out of the cache in time; without it the cache would only grow.
        [f"+{key}.invalid:{port}:{','.join(written)}"],
    )
