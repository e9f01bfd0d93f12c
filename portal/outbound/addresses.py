"""The address rule: we talk to global unicast addresses and to nothing else.

`ipaddress.is_global` alone is not enough. It says yes to `::127.0.0.1`, to NAT64, 6to4 and multicast, and its
tables differ between Python releases, so the special networks are named here as well (IANA special-purpose
address registries, RFC 6890).
"""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address

_V4_SPECIAL = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier NAT; 100.100.100.200 is a cloud's metadata service
        "127.0.0.0/8",
        "168.63.129.16/32",  # public on paper; inside Azure it is the host's own control channel
        "169.254.0.0/16",  # link-local, and with it most clouds' metadata
        "172.16.0.0/12",
        "192.0.0.0/24",  # protocol assignments; 192.0.0.192 is a cloud's metadata service
        "192.0.2.0/24",
        "192.88.99.0/24",  # 6to4 relays, retired (RFC 7526)
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",
    )
)
_V6_GLOBAL_UNICAST = IPv6Network("2000::/3")
_V6_SPECIAL = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",
        "2002::/16",  # 6to4: carries any IPv4 address inside
        "3fff::/20",  # documentation (RFC 9637)
    )
)


def unmapped(address: Address) -> Address:
    """The IPv4 address inside an IPv4-mapped one (RFC 4291 §2.5.5.2); others, and those with a zone, as they are.

    Every other form that carries an IPv4 address inside - compatible, NAT64, 6to4, Teredo - is refused whole.
    """
    if isinstance(address, IPv4Address) or address.scope_id is not None:
        return address
    return address.ipv4_mapped or address


@lru_cache(maxsize=4096)  # to take one apart and put it together again takes as long as to send a request
def read(text: str) -> tuple[Address, str]:
    """The address that a name server's text means, and how it is written here. Raises ValueError for none."""
    address = unmapped(ip_address(text))
    return address, str(address)


@lru_cache(maxsize=4096)  # to look through all these takes longer than most else about a request
def is_public(address: Address) -> bool:
    """True for an address that anyone on the internet could reach as one host."""
    inner = unmapped(address)
    if isinstance(inner, IPv4Address):
        return inner.is_global and not any(inner in network for network in _V4_SPECIAL)
    if inner.scope_id is not None:
        return False
    return inner in _V6_GLOBAL_UNICAST and not any(inner in network for network in _V6_SPECIAL)
