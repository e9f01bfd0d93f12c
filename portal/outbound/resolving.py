"""Asking the system's resolver. Tests pass another function of the same shape."""

from __future__ import annotations

import socket


def system_resolver(host: str) -> tuple[str, ...]:
    """Every address of a name, in the order the system prefers (RFC 6724). Raises OSError for none.

    Blocks for as long as the name servers do; the engine calls it in a thread and stops waiting at its limit.
    Nothing is cached: a publisher who moves is found at once, and an outage leaves nothing stale behind.
    """
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))
