"""A piece of loopback that passes for the public internet, so that names and redirects can be played.

127.9.0.0/16 counts as public here; 127.0.0.1 stays what it is. A trap listens there on the same port: whatever
slips past a check lands in it and is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from ipaddress import ip_network

import pytest

from portal.outbound import Client, Limits, Policy, addresses
from tests.fakeweb import FakeWeb

PUBLIC = "127.9.0.1"
OTHER_PUBLIC = "127.9.0.2"
_PRETENDED = ip_network("127.9.0.0/16")

# Waiting for nothing but a dead connection, so that a busy machine fails no test.
PATIENT = Limits(connect=2)
# For tests that wait until a limit is reached.
HURRIED = Limits(connect=1, lookup=0.3, first_byte=0.3, total=1.2)


class Names:
    """A resolver with a script: each name has answers, the last of which stays."""

    def __init__(self, **answers: Sequence[Sequence[str]]) -> None:
        self.answers = {name.replace("_", "."): list(turns) for name, turns in answers.items()}
        self.asked: list[str] = []

    def __call__(self, host: str) -> Sequence[str]:
        self.asked.append(host)
        turns = self.answers.get(host)
        if not turns:
            raise OSError("no such name")
        return turns.pop(0) if len(turns) > 1 else turns[0]


@pytest.fixture(autouse=True)
def pretended_internet(monkeypatch: pytest.MonkeyPatch) -> None:
    real = addresses.is_public
    monkeypatch.setattr(
        addresses, "is_public", lambda found: addresses.unmapped(found) in _PRETENDED or real(found)
    )


@pytest.fixture
def web() -> Iterator[FakeWeb]:
    """A public web server."""
    with FakeWeb(PUBLIC) as server:
        yield server


@pytest.fixture
def trap(web: FakeWeb) -> Iterator[FakeWeb]:
    """What must never be reached: 127.0.0.1, on the port of the public server."""
    with FakeWeb("127.0.0.1", port=web.port) as server:
        yield server


@pytest.fixture
def other(web: FakeWeb) -> Iterator[FakeWeb]:
    """A second public server, on the same port."""
    with FakeWeb(OTHER_PUBLIC, port=web.port) as server:
        yield server


@pytest.fixture
def names() -> Names:
    return Names(good_example=[[PUBLIC]], other_example=[[OTHER_PUBLIC]])


@pytest.fixture
def policy(web: FakeWeb) -> Policy:
    return Policy(user_agent="Tests", allowed_ports=frozenset({web.port}), limits=PATIENT)


@pytest.fixture
def client(policy: Policy, names: Names) -> Client:
    return Client(policy, resolver=names)


@pytest.fixture
def hurried(policy: Policy, names: Names) -> Client:
    return Client(replace(policy, limits=HURRIED), resolver=names)


def with_limits(client: Client, **limits: float) -> Client:
    """The same client under other limits."""
    changed = replace(client.policy.limits, **limits)  # type: ignore[arg-type]  # ints and floats by name
    return Client(replace(client.policy, limits=changed), resolver=client._resolver)
