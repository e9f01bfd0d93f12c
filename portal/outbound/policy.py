"""How far the client may go: limits, ports, our own names, and the loopback pairs that are open.

Production settings open no pair and read none from the environment; demo, test and bench settings name each
pair, so a request can reach the little demo web and still nothing else on this machine.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from ipaddress import ip_address

from django.conf import settings

# An allow-list: what blogs, calendars and self-hosted sites are really served on. A block-list would have to
# know every service that listens somewhere, and a mail or Redis server understands enough of HTTP to be abused.
WEB_PORTS = frozenset({80, 443, 8000, 8008, 8080, 8081, 8443, 8888})

KIB = 1024
MIB = 1024 * KIB


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps on one request with all its redirects. Times in seconds, sizes in bytes."""

    connect: float = 5.0  # per hop, TLS included
    lookup: float = 5.0  # per hop
    first_byte: float = 10.0  # per hop, from the moment the request is sent
    total: float = 30.0  # wall clock across all hops
    header_bytes: int = 64 * KIB  # per hop, interim answers and trailers included
    header_lines: int = 100
    wire: int = 5 * MIB
    unpacked: int = 20 * MIB
    ratio: int = 100  # unpacked : wire ...
    ratio_free: int = 1 * MIB  # ... once this much is unpacked
    redirects: int = 5


@dataclass(frozen=True)
class Policy:
    """What may be asked. Raises ValueError at construction for a pair that is not on loopback.

    `own_hosts` are the names and addresses this portal answers to: fetching our own merged stream would
    feed it to itself. As in ALLOWED_HOSTS, `.example.org` stands for a domain and all below it.
    """

    open_pairs: frozenset[str] = frozenset()
    own_hosts: frozenset[str] = frozenset()
    user_agent: str = "CommonThread"
    limits: Limits = field(default_factory=Limits)
    allowed_ports: frozenset[int] = WEB_PORTS

    def __post_init__(self) -> None:
        self._pairs  # noqa: B018  # parsed now, so that a bad pair raises here

    @cached_property
    def _pairs(self) -> frozenset[tuple[str, int]]:
        return _parse_pairs(self.open_pairs)

    @cached_property
    def greeting(self) -> tuple[bytes, ...]:
        """The header lines that are the same for everybody."""
        return f"User-Agent: {self.user_agent}".encode("latin-1"), b"Accept-Encoding: gzip"

    @classmethod
    def from_settings(cls) -> Policy:
        return cls(
            open_pairs=frozenset(settings.OUTBOUND_OPEN_PAIRS),
            own_hosts=frozenset(settings.OUTBOUND_OWN_HOSTS),
            user_agent=settings.OUTBOUND_USER_AGENT,
        )

    def opens(self, host: str, port: int) -> bool:
        """True for a loopback pair that was opened by name; `host` in its canonical form."""
        return (host, port) in self._pairs

    def owns(self, host: str) -> bool:
        """True for a name or address of our own; `host` in its canonical form."""
        names, domains = self._own
        return host in names or host.endswith(domains)

    @cached_property
    def _own(self) -> tuple[frozenset[str], tuple[str, ...]]:
        """Our names, and the ends of all names that are below one of ours."""
        own = [name.lower().strip("[]") for name in self.own_hosts]
        domains = tuple(name for name in own if name.startswith("."))
        return frozenset(name.lstrip(".") for name in own), domains


@lru_cache(maxsize=8)  # a policy is made for each task, of the same settings
def _parse_pairs(pairs: frozenset[str]) -> frozenset[tuple[str, int]]:
    return frozenset(_parse_pair(pair) for pair in pairs)


def _parse_pair(pair: str) -> tuple[str, int]:
    """`127.0.0.1:8001`, `[::1]:8001` or `localhost:8001` -> host and port. Raises ValueError for all else."""
    host, colon, digits = pair.rpartition(":")
    if not colon or not digits.isascii() or not digits.isdigit() or not 0 < int(digits) < 65536:
        raise ValueError(f"open pair {pair!r} needs a host and a port")
    if host == "localhost":
        return host, int(digits)
    bracketed = host.startswith("[") and host.endswith("]")
    try:
        address = ip_address(host[1:-1] if bracketed else host)
    except ValueError:
        raise ValueError(f"open pair {pair!r} is neither localhost nor an address") from None
    if not address.is_loopback or bracketed != (address.version == 6):
        raise ValueError(f"open pair {pair!r} is not on loopback")
    return str(address), int(digits)
