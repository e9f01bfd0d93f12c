"""Kill -9 of anybody at any moment, again and again: the same stories as in peace."""

from __future__ import annotations

import os
import random
import signal
import time
from contextlib import suppress

import pytest

from stories.models import Code, Fetch
from tests.faults import oracle
from tests.faults.fault import Begin, Fault
from tests.faults.playing import Play

pytestmark = [pytest.mark.faults, pytest.mark.postgres, pytest.mark.worker]

SEED = 20261128


def killings(run: Play, *, kills: int, polls: int, seed: int = SEED) -> dict[str, int]:
    """Kill somebody every moment until both counts are full; says who died and how often feeds were read."""
    dice, died = random.Random(seed), dict.fromkeys(["reader", "child", "worker", "scheduler"], 0)
    rounds = 0
    while sum(died.values()) < kills or rounds * len(run.sources) < polls:
        run.turn()
        rounds += 1
        share = -(-kills * len(run.sources) // max(polls, len(run.sources)))  # of this round, rounded up
        for _ in range(min(share, kills - sum(died.values()))):
            time.sleep(dice.uniform(0, 0.6))
            died[kill(run, dice)] += 1
        run.heal()
    return died | {"rounds": rounds}


def kill(run: Play, dice: random.Random) -> str:
    """One of them, and what has ended is started again."""
    run.engine.revive()
    who = dice.choices(["reader", "child", "worker", "scheduler"], weights=[40, 45, 10, 5])[0]
    if who == "worker":
        run.engine.worker.kill()
    elif who == "scheduler":
        run.engine.scheduler.kill()
    else:
        victims = run.engine.worker.readers if who == "reader" else run.engine.worker.children
        deadline = time.monotonic() + 5
        while not victims and time.monotonic() < deadline:
            time.sleep(0.02)
            victims = run.engine.worker.readers if who == "reader" else run.engine.worker.children
        if not victims:  # all is read, or everybody died at once
            run.engine.worker.kill()
            return "worker"
        with suppress(ProcessLookupError):
            os.kill(dice.choice(victims), signal.SIGKILL)
    return who


def some(run: Play) -> None:
    killings(run, kills=12, polls=32)


SOME = Fault("12 kills", some, "the validators are saved before the entries", "lost")


def test_twelve_deaths_at_random(play: Begin) -> None:
    SOME.must_heal(play)


@pytest.mark.long
def test_the_classic_mistake_is_seen_at_random_too(play: Begin) -> None:
    """Whoever saves validators before the entries loses those of a worker killed between the two."""
    Fault("10 kills at a time", _until_seen, SOME.defect, "lost").must_be_seen(play)


def _until_seen(run: Play) -> None:
    """Whether a death falls between the two is chance, and what is lost the next version may bring: one by one."""
    for seed in range(SEED, SEED + 10):
        killings(run, kills=10, polls=len(run.sources), seed=seed)
        oracle.check(run.farm, run.sources)


@pytest.mark.long
def test_five_hundred_deaths_in_three_thousand_polls(play: Begin, capsys: pytest.CaptureFixture[str]) -> None:
    began = time.monotonic()
    with play(feeds=59) as run:
        died = killings(run, kills=500, polls=3000)
        run.check()
        read = Fetch.objects.filter(source__in=run.sources).exclude(code=Code.LOST).count()
        lost = Fetch.objects.filter(source__in=run.sources, code=Code.LOST).count()
        told = sum(run.farm.told().values())
    assert read >= 3000
    assert sum(died.values()) - died["rounds"] == 500
    assert run.slowest < 120
    with capsys.disabled():
        print(  # noqa: T201  # the figure for the note
            f"\n{died}; {read} polls written down, {lost} lost with their worker; slowest healing"
            f" {run.slowest:.1f} s; {told} stories as in peace; {time.monotonic() - began:.0f} s in all"
        )
