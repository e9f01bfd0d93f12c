"""The guard that keeps every other test on this machine."""

from __future__ import annotations

import socket

import pytest

from tests.network import OutsideNetwork

DOCUMENTATION_ADDRESS = "192.0.2.1"


def test_connecting_outside_fails_at_once() -> None:
    with pytest.raises(OutsideNetwork), socket.socket() as sock:
        sock.connect((DOCUMENTATION_ADDRESS, 80))


def test_names_are_not_looked_up() -> None:
    with pytest.raises(OutsideNetwork):
        socket.create_connection(("portal.example", 80))


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass
