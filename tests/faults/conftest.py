"""One engine for all fault runs, on a database and a broker of its own; a farm for each run."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from django.db import connection

from tests import databases, services
from tests.fakeweb import FakeWeb
from tests.faults.engine import Engine
from tests.faults.farm import Farm
from tests.faults.fault import Begin
from tests.faults.playing import HEALS_WITHIN, Play

HOSTS = 8
numbers = itertools.count(1)
# Kept until the next run: the logs tell what happened.
FOLDER = databases.TEMPLATES / "faults"


@pytest.fixture(scope="session")
def webs() -> Iterator[list[FakeWeb]]:
    with ExitStack() as stack:
        yield [stack.enter_context(FakeWeb(f"127.0.1.{number + 1}")) for number in range(HOSTS)]


@pytest.fixture(scope="session")
def engine(
    django_db_setup: None,
    django_db_blocker: pytest.FixtureRequest,
    webs: list[FakeWeb],
) -> Iterator[Engine]:
    """Running from the first test to the last: starting it takes longer than most of what befalls it.

    The tests commit to one database, each with sources of its own, and leave them paused.
    """
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with django_db_blocker.unblock(), services.own_broker() as broker:  # type: ignore[attr-defined]  # not exported
        url = databases.with_name(os.environ["DATABASE_URL"], str(connection.settings_dict["NAME"]))
        one = Engine(FOLDER, database_url=url, broker=broker, pairs=[web.pair for web in webs])
        try:
            one.start()
            yield one
        finally:
            one.stop()


@pytest.fixture
def play(engine: Engine, webs: list[FakeWeb]) -> Iterator[Begin]:
    """Starts a run: a farm of its own, that was read once in peace."""
    runs: list[Play] = []

    @contextmanager
    def begin(*, feeds: int = 11, patience: float = HEALS_WITHIN) -> Iterator[Play]:
        run = Play(Farm(f"run{next(numbers)}", webs, feeds=feeds), engine)
        runs.append(run)
        run.follow()
        run.patience = patience
        yield run

    yield begin
    engine.disarm()
    for run in runs:
        run.leave()
    engine.revive()
