"""What goes in and what comes out: Request, and then either an Answer or a Failure.

Plain frozen records without behaviour. Failures that the network can cause are values, not exceptions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from portal.outbound.codes import FailureCode
from portal.outbound.headers import Headers, refuse_name, refuse_value
from portal.outbound.urls import without_credentials

METHODS = frozenset({"GET", "HEAD", "POST"})

# Ours to say: who we are, whom we talk to, how the message is framed, which codings we unpack, and cookies
# (a jar lives for one request and its redirects).
RESERVED_HEADERS = frozenset(
    {
        "accept-encoding", "connection", "content-length", "cookie", "expect", "host", "te",
        "trailer", "transfer-encoding", "upgrade", "user-agent",
    }
)  # fmt: skip


@lru_cache(maxsize=64)  # the few names that our own code sends
def _refuse_name(name: str) -> None:
    refuse_name(name)
    if name.lower() in RESERVED_HEADERS:
        raise ValueError(f"{name} is set by the client")


@dataclass(frozen=True, slots=True)
class Request:
    """One thing to fetch. `tag` is the caller's own and comes back untouched with the outcome.

    `url` may carry `user:password@`; they are sent as Basic authentication to that origin only, and the
    repr shows neither them nor any header's value. A POST is never redirected: its 3xx is the answer.
    Raises ValueError for a method or header that cannot be sent: that is a bug of the caller, not of the net.
    """

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "GET"
    tag: object = None
    body: bytes = b""

    def __post_init__(self) -> None:
        if self.method not in METHODS:
            raise ValueError(f"method must be one of {', '.join(sorted(METHODS))}")
        if self.body and self.method != "POST":
            raise ValueError("only a POST has a body")
        for name, value in self.headers.items():
            _refuse_name(name)
            refuse_value(name, value)

    def __repr__(self) -> str:
        return f"Request({self.method} {without_credentials(self.url)!r}, headers={sorted(self.headers)})"


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect. The last one of a Failure may be the one that was not followed."""

    status: int
    url_from: str
    url_to: str


class Answer(NamedTuple):
    """A complete HTTP answer with any status at all: what a 404 means is the caller's to judge.

    `url` is the last one asked, without credentials. `wire` is the body as it came, still content-encoded
    (see `unpack`); `wire_digest` is its SHA-256, so an unchanged body is known before it is unpacked.
    """

    request: Request
    status: int
    url: str
    headers: Headers
    wire: bytes
    wire_digest: bytes
    hops: tuple[Hop, ...]
    elapsed_ms: int

    def __repr__(self) -> str:
        return f"Answer({self.status} from {self.url!r}, {len(self.wire)} bytes, {self.headers!r})"


@dataclass(frozen=True, slots=True)
class Failure:
    """No answer, and why. `url` is the address that failed, which after a redirect is not the one asked for."""

    request: Request
    code: FailureCode
    detail: str
    url: str
    hops: tuple[Hop, ...] = ()
    elapsed_ms: int = 0
