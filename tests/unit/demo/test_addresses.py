"""A demo blog keeps its address and its dates for as long as the demo is kept."""

from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from portal.demo import addresses

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


def test_what_was_chosen_at_the_first_start_is_kept(tmp_path: Path) -> None:
    first = addresses.load_or_choose(tmp_path, ["a", "b"], now=NOW)
    assert addresses.load_or_choose(tmp_path, ["a", "b"], now=NOW + timedelta(days=1)) == first
    assert addresses.load(tmp_path) == first


def test_before_the_first_start_nothing_is_open(tmp_path: Path) -> None:
    assert addresses.load(tmp_path) is None


def test_each_blog_has_a_port_of_its_own_and_none_that_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as other:
        other.bind((addresses.LOOPBACK, 0))
        other.listen()
        taken = other.getsockname()[1]
        monkeypatch.setattr(addresses, "FIRST_PORT", taken)
        monkeypatch.setattr(addresses, "_HIGHEST_PORT", 65536)
        ports = addresses.load_or_choose(tmp_path, ["a", "b", "c"], now=NOW).ports
    assert len(set(ports.values())) == 3
    assert taken not in ports.values()


def test_the_portal_s_own_port_is_left_to_it(tmp_path: Path) -> None:
    usual = addresses.load_or_choose(tmp_path / "usual", ["a"], now=NOW).ports["a"]
    assert addresses.load_or_choose(tmp_path / "other", ["a"], now=NOW, avoid=usual).ports["a"] != usual


def test_a_blog_that_joins_later_does_not_move_the_others(tmp_path: Path) -> None:
    before = addresses.load_or_choose(tmp_path, ["a"], now=NOW)
    after = addresses.load_or_choose(tmp_path, ["a", "b"], now=NOW)
    assert after.ports["a"] == before.ports["a"]
    assert after.ports["b"] != before.ports["a"]
