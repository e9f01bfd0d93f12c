"""What can be opened, what is ours, and where the settings come in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from portal.outbound import Client, Failure, FailureCode, Limits, Policy, Target, check, client


@pytest.mark.parametrize("pair", ["127.0.0.1:8001", "[::1]:8001", "localhost:8001", "127.255.0.1:1"])
def test_a_pair_names_loopback_and_a_port(pair: str) -> None:
    policy = Policy(open_pairs=frozenset({pair}))
    assert isinstance(check(f"http://{pair}/", policy), Target)
    neighbour = check(f"http://{pair}9/", policy)
    assert isinstance(neighbour, Failure)


@pytest.mark.parametrize(
    "pair",
    [
        "127.0.0.1", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536", "127.0.0.1:x", "127.0.0.1:٨٠", "10.0.0.1:80",
        "0.0.0.0:80", "8.8.8.8:80", "*:80", ":80", "127.0.0.0/8:80", "::1:80", "[127.0.0.1]:80", "blog.example:80",
        "127.1:80", "Localhost:80", "[fe80::1]:80", "",
    ],
)  # fmt: skip
def test_nothing_else_can_be_opened(pair: str) -> None:
    with pytest.raises(ValueError, match="open pair"):
        Policy(open_pairs=frozenset({pair}))


def test_localhost_and_its_address_are_two_pairs() -> None:
    policy = Policy(open_pairs=frozenset({"localhost:8001"}))
    assert isinstance(check("http://LOCALHOST:8001/", policy), Target)
    assert isinstance(check("http://127.0.0.1:8001/", policy), Failure)


def test_an_open_pair_beside_our_own_name_stays_open() -> None:
    """The demo's web shares a host name with the portal; the pair says the port."""
    policy = Policy(open_pairs=frozenset({"localhost:8001"}), own_hosts=frozenset({"localhost"}))
    assert isinstance(check("http://localhost:8001/", policy), Target)
    assert isinstance(check("http://localhost:8000/", policy), Failure)


@pytest.mark.parametrize("host", ["portal.example", "news.portal.example", "[2606:4700::1111]"])
def test_own_hosts_are_written_like_allowed_hosts(host: str) -> None:
    policy = Policy(own_hosts=frozenset({".Portal.example", "[2606:4700::1111]", "*"}))
    judged = check(f"https://{host}/", policy)
    assert isinstance(judged, Failure)
    assert judged.code == FailureCode.BLOCKED_ADDRESS
    assert isinstance(check("https://notportal.example/", policy), Target)


def test_the_limits_are_those_we_promise() -> None:
    mib = 2**20
    assert Limits() == Limits(
        connect=5, lookup=5, first_byte=10, total=30, header_bytes=65536, header_lines=100, wire=5 * mib,
        unpacked=20 * mib, ratio=100, ratio_free=mib, redirects=5,
    )  # fmt: skip


def test_the_client_is_made_from_the_settings_once(settings) -> None:  # type: ignore[no-untyped-def]  # pytest-django's
    settings.OUTBOUND_OPEN_PAIRS = frozenset({"127.0.0.1:8001"})
    settings.OUTBOUND_OWN_HOSTS = frozenset({"portal.example"})
    settings.OUTBOUND_USER_AGENT = "Portal/1 (+https://portal.example/about)"
    assert client() is client()
    assert client().policy == Policy(
        open_pairs=frozenset({"127.0.0.1:8001"}),
        own_hosts=frozenset({"portal.example"}),
        user_agent="Portal/1 (+https://portal.example/about)",
    )
    settings.OUTBOUND_OPEN_PAIRS = frozenset()
    assert client().policy.open_pairs == frozenset()


def test_a_form_check_uses_the_settings(settings) -> None:  # type: ignore[no-untyped-def]  # pytest-django's
    settings.OUTBOUND_OWN_HOSTS = frozenset({"portal.example"})
    assert isinstance(check("https://portal.example/feed"), Failure)


def test_nothing_is_made_before_it_is_needed() -> None:
    fresh = Client(replace(Policy(), user_agent="x"))
    assert fresh._shelves == {}
