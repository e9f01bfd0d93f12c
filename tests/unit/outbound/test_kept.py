"""Whether a connection may carry another request."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from portal.outbound import kept
from portal.outbound.kept import Kept

ENDS = ("192.0.2.1", "192.0.2.2", 80, 40000)


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def test_one_that_says_nothing_may(pair: tuple[socket.socket, socket.socket]) -> None:
    known = Kept()
    known.remember(ENDS, pair[0].fileno())
    assert known.is_quiet(ENDS)
    assert known.is_quiet(ENDS)


def test_one_that_speaks_unasked_may_not(pair: tuple[socket.socket, socket.socket]) -> None:
    known = Kept()
    known.remember(ENDS, pair[0].fileno())
    pair[1].send(b"x")
    assert not known.is_quiet(ENDS)


def test_one_that_was_hung_up_may_not(pair: tuple[socket.socket, socket.socket]) -> None:
    known = Kept()
    known.remember(ENDS, pair[0].fileno())
    pair[1].shutdown(socket.SHUT_WR)
    assert not known.is_quiet(ENDS)


def test_one_that_is_not_known_may_not() -> None:
    known = Kept()
    known.remember(ENDS, -1)  # closed already
    assert not known.is_quiet(ENDS)


def test_what_was_remembered_last_is_what_counts(pair: tuple[socket.socket, socket.socket]) -> None:
    """The system gives out the same numbers again."""
    known = Kept()
    known.remember(ENDS, pair[1].fileno())
    pair[0].send(b"x")
    known.remember(ENDS, pair[0].fileno())
    assert known.is_quiet(ENDS)


def test_it_does_not_grow_for_ever(
    pair: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_REMEMBERED", 10)
    known = Kept()
    for port in range(100):
        known.remember((*ENDS[:3], port), pair[0].fileno())
    assert sum(known.is_quiet((*ENDS[:3], port)) for port in range(100)) <= 10
    assert known.is_quiet((*ENDS[:3], 99))
