"""Whose turn it is: hosts are spared, and none keeps the others waiting."""

from __future__ import annotations

from dataclasses import dataclass

from stories.ingest.pacing import AT_ONCE, Turns
from stories.ingest.visit import Visit


@dataclass
class Clock:
    at: float = 0.0

    def __call__(self) -> float:
        return self.at


def sources(*hosts: int) -> list[Visit]:
    return [
        Visit(
            number,
            f"https://host{host}.example/{number}",
            host,
            f"host{host}.example:443",
            multi_tenant=False,
        )
        for number, host in enumerate(hosts, start=1)
    ]


def test_b36_no_more_than_two_requests_to_a_host_are_under_way() -> None:
    turns = Turns(sources(1, 1, 1), gap=0)
    taken = [turns.take() for _ in range(3)]
    assert [source is not None for source in taken] == [True] * AT_ONCE + [False]
    assert taken[0] is not None
    turns.answered(taken[0])
    assert turns.take() is not None
    assert not turns


def test_b36_a_second_passes_between_two_requests_to_a_host() -> None:
    clock = Clock()
    turns = Turns(sources(1, 1), gap=1.0, clock=clock)
    assert turns.take() is not None
    clock.at = 0.02  # it is sent
    assert turns.take() is None
    clock.at = 1.0
    assert turns.take() is None
    clock.at = 1.02
    assert turns.take() is not None


def test_b36_the_second_counts_from_when_the_request_can_have_been_sent() -> None:
    clock = Clock()
    turns = Turns(sources(1, 1), gap=1.0, clock=clock)
    assert turns.take() is not None
    clock.at = 0.7  # whoever took it had a hundred stories to store first
    assert turns.take() is None
    clock.at = 1.6
    assert turns.take() is None
    clock.at = 1.7
    assert turns.take() is not None


def test_b39_a_host_that_waits_does_not_hold_up_the_others() -> None:
    turns = Turns(sources(1, 1, 1, 2, 3), gap=60, clock=Clock())
    taken = [turns.take() for _ in range(4)]
    assert [source and source.host_id for source in taken] == [1, 2, 3, None]


def test_nobody_at_a_host_that_wants_to_be_left_alone_is_asked_any_more() -> None:
    turns = Turns(sources(1, 1, 2), gap=0)
    turns.drop(1)
    assert [source and source.host_id for source in (turns.take(), turns.take())] == [2, None]
    assert not turns


def test_a_host_of_our_own_is_not_paced_but_can_be_left_alone() -> None:
    turns = Turns(sources(1, 1, 1, 1), gap=60, unpaced={"host1.example:443"}, clock=Clock())
    assert [turns.take() is not None for _ in range(3)] == [True] * 3
    turns.drop(1)
    assert not turns
