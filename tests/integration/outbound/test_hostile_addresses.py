"""The addresses of the hostile list, A1 to A27, by number. Each would reach the trap if a guard failed."""

from __future__ import annotations

import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from portal.outbound import (
    Answer,
    Client,
    Failure,
    FailureCode,
    Policy,
    Request,
    candidates,
    check,
    without_credentials,
)
from tests.fakeweb import FakeWeb, answer, raw, redirect
from tests.integration.outbound.conftest import PUBLIC, Names

BLOCKED = FailureCode.BLOCKED_ADDRESS
BAD_URL = FailureCode.BAD_URL
BAD_SCHEME = FailureCode.BAD_SCHEME
BAD_PORT = FailureCode.BAD_PORT


@dataclass
class Guard:
    client: Client
    names: Names
    trap: FakeWeb

    def refuses(self, url: str, *codes: FailureCode) -> None:
        """A form and the client both say no, no name server is asked and nobody is connected to."""
        for outcome in (check(url, self.client.policy), self.client.get(url)):
            assert isinstance(outcome, Failure), outcome
            assert outcome.code in codes
        assert self.names.asked == []
        assert self.trap.connections == 0

    def refuses_host(self, host: str, *codes: FailureCode) -> None:
        """On the trap's port, which the policy allows: only the address can be the reason."""
        self.refuses(f"http://{host}:{self.trap.port}/", *(codes or (BLOCKED,)))


@pytest.fixture
def guard(client: Client, names: Names, trap: FakeWeb) -> Guard:
    return Guard(client, names, trap)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.1", "127.255.255.254", "localhost", "localhost.", "LOCALHOST", "a.localhost"]
)
def test_a01_this_machine_is_refused(guard: Guard, host: str) -> None:
    guard.refuses_host(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "0", "0x0"])
def test_a02_the_unspecified_address_is_refused(guard: Guard, host: str) -> None:
    guard.refuses_host(host)


@pytest.mark.parametrize("host", ["10.0.0.1", "172.16.0.1", "172.31.255.254", "192.168.0.1", "100.64.0.1"])
def test_a03_private_networks_are_refused(guard: Guard, host: str) -> None:
    guard.refuses_host(host)


@pytest.mark.parametrize(
    "host",
    [
        "169.254.169.254", "169.254.170.2", "100.100.100.200", "168.63.129.16", "192.0.0.192",
        "metadata.google.internal", "[fd00:ec2::254]",
    ],
)  # fmt: skip
def test_a04_cloud_metadata_is_refused(guard: Guard, host: str) -> None:
    guard.refuses_host(host)


@pytest.mark.parametrize(
    "host",
    [
        "192.0.0.1", "192.0.0.170", "192.0.0.255", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1",
        "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    ],
)  # fmt: skip
def test_a05_special_networks_are_refused(guard: Guard, host: str) -> None:
    guard.refuses_host(host)


@pytest.mark.parametrize(
    "host",
    [
        "2130706433", "0177.0.0.1", "0177.1", "0x7f000001", "0x7f.1", "0X7F.0.0.1", "127.0.0.1.", "1.2.3.4.5",
        "256.1.1.1", "134744072",
    ],
)  # fmt: skip
def test_a06_numeric_hosts_are_refused_without_a_request(guard: Guard, host: str) -> None:
    guard.refuses_host(host, BLOCKED, BAD_URL)


@pytest.mark.parametrize(
    "host", ["[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[fe80::1%25lo]", "[fe80::1]", "[fc00::1]", "[ff02::1]"]
)
def test_a07_inside_ipv6_is_refused(guard: Guard, host: str) -> None:
    guard.refuses_host(host)


@pytest.mark.parametrize("host", ["[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::FFFF:10.0.0.1]"])
def test_a08_mapped_ipv4_is_refused(guard: Guard, host: str) -> None:
    guard.refuses_host(host)


@pytest.mark.parametrize("host", ["[::127.0.0.1]", "[::7f00:1]", "[::10.0.0.1]"])
def test_a09_compatible_ipv4_is_refused(guard: Guard, host: str) -> None:
    guard.refuses_host(host)


@pytest.mark.parametrize(
    "host", ["[64:ff9b::7f00:1]", "[64:ff9b:1::1]", "[2002:7f00:1::]", "[2001::1]", "[2001:0:7f00:1::]"]
)
def test_a10_translated_and_tunnelled_addresses_are_refused(guard: Guard, host: str) -> None:
    guard.refuses_host(host)


@pytest.mark.parametrize(
    "host", ["①②⑦.⓪.⓪.①", "１２７.0.0.1", "127。0。0。1", "ⓛocalhost", "ｌｏｃａｌｈｏｓｔ"]
)
def test_a11_other_digits_and_stops_are_refused(guard: Guard, host: str) -> None:
    guard.refuses_host(host)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "::1", "::ffff:127.0.0.1", "fe80::1%lo"])
def test_a12_a_name_for_a_private_address_is_refused(policy: Policy, trap: FakeWeb, address: str) -> None:
    outcome = Client(policy, Names(nip_example=[[address]])).get(f"http://nip.example:{trap.port}/")
    assert isinstance(outcome, Failure)
    assert outcome.code == BLOCKED
    assert trap.connections == 0


@pytest.mark.parametrize("found", [[PUBLIC, "127.0.0.1"], ["127.0.0.1", PUBLIC], [PUBLIC, "::1"]])
def test_a13_one_private_address_spoils_the_name(
    policy: Policy, web: FakeWeb, trap: FakeWeb, found: Sequence[str]
) -> None:
    outcome = Client(policy, Names(mixed_example=[found])).get(f"http://mixed.example:{web.port}/")
    assert isinstance(outcome, Failure)
    assert outcome.code == BLOCKED
    assert trap.connections == web.connections == 0


def test_a14_rebinding_never_reaches_this_machine(policy: Policy, web: FakeWeb, trap: FakeWeb) -> None:
    web.on("/", answer(b"public"))
    names = Names(rebind_example=[[PUBLIC], ["127.0.0.1"]])
    client = Client(policy, names)

    first = client.get(f"http://rebind.example:{web.port}/")
    assert isinstance(first, Answer)
    assert first.wire == b"public"
    assert names.asked == ["rebind.example"]  # once: what was checked is what was connected to

    second = client.get(f"http://rebind.example:{web.port}/")
    assert isinstance(second, Failure)
    assert second.code == BLOCKED
    assert trap.connections == 0


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "location",
    ["http://127.0.0.1:{port}/", "//127.0.0.1:{port}/", "http://[::ffff:10.0.0.1]:{port}/", "/hop"],
)
def test_a15_redirects_inside_are_refused(
    client: Client, web: FakeWeb, trap: FakeWeb, status: int, location: str
) -> None:
    web.on("/", redirect(location.format(port=web.port), status=status))
    web.on("/hop", redirect(f"http://127.1:{web.port}/", status=status))
    outcome = client.get(f"http://good.example:{web.port}/")
    assert isinstance(outcome, Failure)
    assert outcome.code == BLOCKED
    assert outcome.hops[0].url_from == f"http://good.example:{web.port}/"
    assert trap.connections == 0


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd", "gopher://127.0.0.1:6379/_FLUSHALL", "ftp://127.0.0.1/", "dict://127.0.0.1/",
        "data:text/xml,x", "javascript:alert(1)", "jar:http://127.0.0.1!/",
    ],
)  # fmt: skip
def test_a16_redirects_to_other_schemes_are_refused(client: Client, web: FakeWeb, location: str) -> None:
    web.on("/", redirect(location))
    outcome = client.get(web.url())
    assert isinstance(outcome, Failure)
    assert outcome.code == BAD_SCHEME


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://good.example/", "gopher://good.example/", "data:,x", "javascript:alert(1)",
        "unix:/run/x.sock", "feed:javascript:alert(1)", "FILE:///etc/passwd", "feed:file:///etc/passwd",
    ],
)  # fmt: skip
def test_a17_other_schemes_are_refused(guard: Guard, url: str) -> None:
    guard.refuses(url, BAD_SCHEME)


@pytest.mark.parametrize("url", ["feed://{}/f", "webcal://{}/f", "FEED://{}/f", "feed:https://{}/f"])
def test_a18_feed_and_webcal_are_https_then_http(client: Client, web: FakeWeb, url: str) -> None:
    web.on("/f", answer(b"<rss/>"))
    pasted = url.format(f"good.example:{web.port}")
    tries = candidates(pasted)
    assert tries[0] == f"https://good.example:{web.port}/f"
    assert not isinstance(check(pasted, client.policy), Failure)
    if len(tries) > 1:
        outcomes = [client.get(one) for one in tries]  # this server speaks no TLS
        assert isinstance(outcomes[0], Failure)
        assert isinstance(outcomes[1], Answer)


@pytest.mark.parametrize(
    "url",
    [
        "http://good.example@127.0.0.1:{port}/",
        "http://127.0.0.1:{port}\\@good.example:{port}/",
        "http://good.example:{port}#@127.0.0.1:{port}/",
        "http://good.example:{port}?@127.0.0.1:{port}/",
        "http://127.0.0.1%2f@good.example:{port}/",
        "http://127.0.0.1:{port}%5c@good.example/",
        "http://a@127.0.0.1:{port}@good.example:{port}/",
        "http://good.example:{port}:80/",
        "http:\\\\127.0.0.1:{port}/",
        "http:/127.0.0.1:{port}/",
        "http:127.0.0.1:{port}/",
        "http:///127.0.0.1:{port}/",
        "http://[127.0.0.1]:{port}/",
        "http://[::1:{port}/",
    ],
)
def test_a19_no_url_means_two_hosts(guard: Guard, url: str) -> None:
    guard.refuses(url.format(port=guard.trap.port), BLOCKED, BAD_URL)


def test_a20_credentials_are_sent_and_never_shown(client: Client, web: FakeWeb) -> None:
    web.on("/private", answer(b"ok"))
    url = f"http://maria:s%40cret@good.example:{web.port}/private"
    outcome = client.get(url)
    assert isinstance(outcome, Answer)
    assert web.seen[0].headers["authorization"] == "Basic bWFyaWE6c0BjcmV0"
    missing = client.get(url.replace("good", "missing"))
    assert isinstance(missing, Failure)
    for text in (
        repr(outcome),
        repr(missing),
        outcome.url,
        missing.url,
        missing.detail,
        without_credentials(url),
    ):
        assert "cret" not in text
        assert "maria" not in text


@pytest.mark.parametrize(
    "port", [22, 25, 6379, 5432, 11211, 9200, 2375, 0, 65536, "80a", "-1", "٨٠", "9" * 5000]
)
def test_a21_other_ports_are_refused(guard: Guard, port: object) -> None:
    guard.refuses(f"http://good.example:{port}/", BAD_PORT, BAD_URL)


@pytest.mark.parametrize("mark", ["\r\n", "\0", "\t", " ", "\n", "\x85", "\u2028", "\u00a0", "\\"])
@pytest.mark.parametrize(
    "url",
    [
        "ht{}tp://good.example/",
        "http://{}good.example/",
        "http://good{}.example/",
        "http://good.example/?{}x",
    ],
)
def test_a22_control_characters_and_spaces_are_refused(guard: Guard, url: str, mark: str) -> None:
    guard.refuses(url.format(mark), BAD_URL)


@pytest.mark.parametrize("mark", [b"\r", b"\0", b"\t", b" ", b"\x0b", b"\xc2\x85", b"\\"])
def test_a22_and_so_they_are_in_a_location(client: Client, web: FakeWeb, mark: bytes) -> None:
    web.on("/", raw(b"HTTP/1.1 302 Found\r\nLocation: /a" + mark + b"b\r\nContent-Length: 0\r\n\r\n"))
    outcome = client.get(web.url())
    assert isinstance(outcome, Failure)
    assert outcome.code == BAD_URL
    assert web.hits() == 1


@pytest.mark.parametrize("host", ["portal.example", "PORTAL.example", "news.portal.example", "127.9.0.9"])
def test_a23_our_own_addresses_are_refused(web: FakeWeb, trap: FakeWeb, names: Names, host: str) -> None:
    own = frozenset({"portal.example", ".portal.example", "127.9.0.9"})
    policy = Policy(own_hosts=own, allowed_ports=frozenset({web.port}))
    Guard(Client(policy, names), names, trap).refuses_host(host)


def test_a23_a_name_for_our_own_address_is_refused(web: FakeWeb) -> None:
    policy = Policy(own_hosts=frozenset({PUBLIC}), allowed_ports=frozenset({web.port}))
    outcome = Client(policy, Names(mirror_example=[[PUBLIC]])).get(f"http://mirror.example:{web.port}/")
    assert isinstance(outcome, Failure)
    assert outcome.code == BLOCKED
    assert web.connections == 0


def test_a24_each_address_found_in_a_document_stands_alone(
    client: Client, web: FakeWeb, trap: FakeWeb
) -> None:
    web.on("/feed", answer(b"<rss/>"))
    requests = [Request(web.url("/feed"), tag="feed"), Request(trap.url("/hub"), tag="hub")]
    outcomes = {outcome.request.tag: outcome for outcome in client.get_all(requests)}
    assert isinstance(outcomes["feed"], Answer)
    hub = outcomes["hub"]
    assert isinstance(hub, Failure)
    assert hub.code == BLOCKED
    assert trap.connections == 0


@pytest.mark.parametrize(
    "url",
    [
        f"http://{'a.' * 126}example/", f"http://{'a' * 64}.example/", "http:///x", "http://", "http://./",
        "http://good.example./", "http://good..example/", "http://аpple.example/", "http://xn--pple-43d.example/",
        "http://xn--a.example/", "http://xn--.example/", "http://good.ex%61mple/", "http://g🙂od.example/",
        "http://good.example/" + "x" * 2048, "http://good.example/\ud800", "", "good.example",
    ],
)  # fmt: skip
def test_a25_malformed_names_are_refused(guard: Guard, url: str) -> None:
    outcome = guard.client.get(url)
    assert isinstance(outcome, Failure)
    assert outcome.code == BAD_URL
    assert guard.names.asked == []


def test_a26_names_that_cannot_be_looked_up(hurried: Client, web: FakeWeb) -> None:
    def slow(host: str) -> list[str]:
        time.sleep(0.6)
        return [PUBLIC]

    def servfail(host: str) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "try again")

    def unspeakable(host: str) -> list[str]:
        raise UnicodeError("label too long")

    for resolver in (slow, servfail, unspeakable, lambda host: [], lambda host: ["no address"], Names()):
        outcome = Client(hurried.policy, resolver).get(f"http://lost.example:{web.port}/")
        assert isinstance(outcome, Failure)
        assert outcome.code == FailureCode.DNS
    assert web.connections == 0


def test_a27_after_an_outage_the_next_request_works(policy: Policy) -> None:
    with FakeWeb(PUBLIC) as before:
        port = before.port
        before.on("/", answer(b"before"))
        names = Names(good_example=[[PUBLIC], [], [PUBLIC]])
        client = Client(Policy(allowed_ports=frozenset({port}), limits=policy.limits), names)
        assert isinstance(client.get(f"http://good.example:{port}/"), Answer)  # the connection is kept
    assert isinstance(client.get(f"http://good.example:{port}/"), Failure)  # no name server, no web server
    with FakeWeb(PUBLIC, port=port) as after:
        after.on("/", answer(b"after"))
        outcome = client.get(f"http://good.example:{port}/")
        assert isinstance(outcome, Answer)
        assert outcome.wire == b"after"
