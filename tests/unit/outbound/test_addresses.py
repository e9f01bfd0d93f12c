"""The address rule, as properties: whatever the form, an inside address stays inside."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.outbound.addresses import is_public, unmapped

INSIDE = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4",
]  # fmt: skip
inside_v4 = st.one_of([st.ip_addresses(network=network) for network in INSIDE])
any_v4 = st.ip_addresses(v=4).map(lambda address: IPv4Address(int(address)))
any_v6 = st.ip_addresses(v=6).map(lambda address: IPv6Address(int(address)))


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.216.34", "8.8.8.8", "2606:4700::1111", "2a00:1450:4009::1"]
)
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "::", "::1", "100::1", "5f00::1", "4000::1", "1fff::1", "fc00::1", "fe80::1", "fec0::1", "ff0e::1",
        "2001:db8::1", "2001:1ff::1", "2001:20::1", "3fff:fff::1", "2002:808:808::1", "64:ff9b::808:808",
        "192.88.99.1", "168.63.129.16", "2606:4700::1%eth0", "::ffff:8.8.8.8%1", "::8.8.8.8",
    ],
)  # fmt: skip
def test_special_addresses_are_not(address: str) -> None:
    assert not is_public(ip_address(address))


@given(inside_v4)
def test_an_inside_address_stays_inside_in_every_form(address: IPv4Address) -> None:
    number = int(address)
    forms: list[IPv4Address | IPv6Address] = [
        address,
        IPv6Address(0xFFFF << 32 | number),  # mapped
        IPv6Address(number),  # compatible
        IPv6Address(0x64FF9B << 96 | number),  # NAT64
        IPv6Address(0x2002 << 112 | number << 80),  # 6to4
        IPv6Address(0x20010000 << 96 | number ^ 0xFFFFFFFF),  # Teredo
    ]
    assert not any(is_public(form) for form in forms)


@given(any_v4)
def test_mapped_is_judged_as_what_it_maps(address: IPv4Address) -> None:
    mapped = IPv6Address(0xFFFF << 32 | int(address))
    assert unmapped(mapped) == address
    assert is_public(mapped) == is_public(address)


def test_the_loopback_of_ipv6_is_itself() -> None:
    assert unmapped(IPv6Address("::1")) == IPv6Address("::1")


@given(any_v4)
def test_public_ipv4_is_global_and_unicast(address: IPv4Address) -> None:
    if is_public(address):
        assert address.is_global
        assert not address.is_multicast
        assert not any(address in IPv4Network(network) for network in INSIDE)


@given(st.one_of(any_v6, st.ip_addresses(network="2000::/3")))
def test_public_ipv6_is_global_unicast(address: IPv6Address) -> None:
    if is_public(address) and isinstance(unmapped(address), IPv6Address):
        assert address in IPv6Network("2000::/3")
        for special in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"):
            assert address not in IPv6Network(special)
