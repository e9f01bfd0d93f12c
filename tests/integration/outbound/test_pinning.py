"""The connection goes to the checked addresses: not to an older answer, not to a kept connection elsewhere.

The last tests take one lock off the door at a time and rattle at it.
"""

from __future__ import annotations

from pathlib import Path

import pycurl
import pytest

from portal.outbound import Answer, Client, Failure, FailureCode, Policy, Request
from portal.outbound.transfer import Transfer
from tests.fakeweb import FakeWeb, answer
from tests.integration.outbound.conftest import OTHER_PUBLIC, PUBLIC, Names


@pytest.fixture
def moving(policy: Policy) -> Client:
    """A client for which moving.example goes from one public server to the other and back."""
    return Client(policy, Names(moving_example=[[PUBLIC], [OTHER_PUBLIC], [PUBLIC]]))


def _body(outcome: Answer | Failure) -> bytes:
    assert isinstance(outcome, Answer), outcome
    return outcome.wire


def test_a_moved_name_is_followed_at_once(moving: Client, web: FakeWeb, other: FakeWeb) -> None:
    web.on("/", answer(b"old"))
    other.on("/", answer(b"new"))
    url = f"http://moving.example:{web.port}/"
    assert [_body(moving.get(url)) for _ in range(3)] == [b"old", b"new", b"old"]
    assert web.connections == 1  # its connection was kept, and found again by its address
    assert other.connections == 1


def test_a_connection_is_kept_for_the_same_place(client: Client, web: FakeWeb, other: FakeWeb) -> None:
    for server in (web, other):
        server.on("/", answer(b"here"))
    for _ in range(5):
        _body(client.get(f"http://good.example:{web.port}/"))
        _body(client.get(f"http://other.example:{web.port}/"))
    assert web.connections == other.connections == 1


def test_a_connection_is_kept_for_each_of_as_many_hosts_as_a_claim_has(policy: Policy, web: FakeWeb) -> None:
    web.on("/", answer(b"here"))
    hosts = [f"host{number}.example" for number in range(100)]
    # Each has a second address, so that none is the same place as another.
    names = {host.replace(".", "_"): [[PUBLIC, f"127.9.5.{number}"]] for number, host in enumerate(hosts)}
    client = Client(policy, Names(**names))
    for _ in range(2):
        assert all(
            _body(outcome)
            for outcome in client.get_all(Request(f"http://{host}:{web.port}/") for host in hosts)
        )
    assert web.connections == len(hosts)


def test_an_ipv6_address_is_written_as_curl_wants_it() -> None:
    with FakeWeb("::1") as server:
        server.on("/", answer(b"here"))
        pairs = frozenset({f"[::1]:{server.port}", f"localhost:{server.port}"})
        client = Client(Policy(open_pairs=pairs))
        assert _body(client.get(f"http://[::1]:{server.port}/")) == b"here"
        assert (
            _body(client.get(f"http://localhost:{server.port}/")) == b"here"
        )  # 127.0.0.1 first, where nobody is


def test_the_host_header_names_the_name(client: Client, web: FakeWeb) -> None:
    web.on("/", answer())
    client.get(f"http://GOOD.example:{web.port}/")
    assert web.seen[0].headers["host"] == f"good.example:{web.port}"


def test_a_broken_address_among_good_ones_is_passed_over(policy: Policy, web: FakeWeb) -> None:
    """B38: what is advertised first may be dead."""
    web.on("/", answer(b"here"))
    client = Client(policy, Names(half_example=[["127.9.0.77", PUBLIC]]))
    assert _body(client.get(f"http://half.example:{web.port}/")) == b"here"


def test_a_socket_to_an_unchecked_address_is_never_opened(
    client: Client, web: FakeWeb, trap: FakeWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pin_elsewhere(self: Transfer, handle: pycurl.Curl) -> None:
        handle.setopt(pycurl.CONNECT_TO, [f"::127.0.0.1:{trap.port}"])

    monkeypatch.setattr(Transfer, "_pin", pin_elsewhere)
    outcome = client.get(f"http://good.example:{web.port}/")
    assert isinstance(outcome, Failure)
    assert outcome.code == FailureCode.BLOCKED_ADDRESS
    assert trap.connections == 0


def test_a_kept_connection_to_an_unchecked_address_is_not_used(
    moving: Client, web: FakeWeb, other: FakeWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pin_for_ever(self: Transfer, handle: pycurl.Curl) -> None:
        handle.setopt(pycurl.RESOLVE, [f"{self.target.host}:{self.target.port}:{PUBLIC}"])

    monkeypatch.setattr(Transfer, "_pin", pin_for_ever)
    web.on("/", answer(b"old"))
    url = f"http://moving.example:{web.port}/"
    assert _body(moving.get(url)) == b"old"
    outcome = moving.get(url)
    assert isinstance(outcome, Failure)
    assert outcome.code == FailureCode.BLOCKED_ADDRESS
    assert web.hits() == 1


def test_the_environment_names_no_proxy(
    client: Client, web: FakeWeb, trap: FakeWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, trap.url())
    monkeypatch.setenv("no_proxy", "")
    web.on("/", answer(b"direct"))
    assert _body(client.get(f"http://good.example:{web.port}/")) == b"direct"
    assert trap.connections == 0


def test_no_netrc_is_read(
    client: Client, web: FakeWeb, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".netrc").write_text("default login me password secret")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    web.on("/", answer())
    client.get(f"http://good.example:{web.port}/")
    assert "authorization" not in web.seen[0].headers
