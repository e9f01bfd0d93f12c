"""No test talks to the outside: whatever connects from Python beyond this machine fails at once, by name.

libcurl opens its own sockets; there the outbound client's own policy holds (see `portal.outbound`).
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock


class OutsideNetwork(AssertionError):
    """A test tried to leave this machine."""


@contextmanager
def loopback_only() -> Iterator[None]:
    """Refuse every connection of this process but to loopback addresses and Unix sockets."""
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        _refuse_outside(self, address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        _refuse_outside(self, address)
        return connect_ex(self, address)

    def guarded_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        if host is not None and not _is_address(host) and not _is_loopback(host):
            raise OutsideNetwork(f"a test asked for the address of {host!r}")
        return getaddrinfo(host, *args, **kwargs)

    with (
        mock.patch.object(socket.socket, "connect", guarded_connect),
        mock.patch.object(socket.socket, "connect_ex", guarded_connect_ex),
        mock.patch.object(socket, "getaddrinfo", guarded_getaddrinfo),
    ):
        yield


def _refuse_outside(sock: socket.socket, address: Any) -> None:
    if sock.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
        raise OutsideNetwork(f"a test tried to connect to {address!r}")


def _is_loopback(host: str | bytes) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    return name in ("", "localhost") or (_is_address(name) and ipaddress.ip_address(name).is_loopback)


def _is_address(host: str | bytes) -> bool:
    try:
        ipaddress.ip_address(host.decode() if isinstance(host, bytes) else host)
    except ValueError:
        return False
    return True
