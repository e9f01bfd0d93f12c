"""What every test gets: a migrated database when it asks for one, an empty cache, and no outside network.

`make test` runs the suites (`tests/suites.py`). A plain `pytest tests/...` works too: it
uses SQLite and skips what needs PostgreSQL or a broker, saying so.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from unittest import mock

import hypothesis
import pytest
from django.test import TransactionTestCase
from django.utils import translation

from tests import databases, network
from tests.databases import Database
from tests.workers import CeleryWorker

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
ON_POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")

# No test fails because the machine is busy; `make check-full` looks ten times as far.
hypothesis.settings.register_profile("usual", deadline=None)
hypothesis.settings.register_profile("long", deadline=None, max_examples=1000)
hypothesis.settings.load_profile("long" if os.environ.get("LONG") else "usual")

_database: Database | None = None


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """A request in Welsh leaves its thread in Welsh; the next test begins in the network's own language."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: pytest.FixtureRequest
) -> Iterator[None]:
    """Instead of pytest-django's: clone a migrated template rather than migrate (see `tests.databases`)."""
    global _database
    _database = databases.for_process(WORKER)
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django does not export its type
        _database.create()
    # Emptying every table, and all that follows a migration, takes half a second; `restore` wants none of it.
    with mock.patch.object(TransactionTestCase, "_fixture_teardown"):
        yield
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # as above
        _database.drop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """A test that commits leaves what it wrote, and nobody else takes it away. Make its database as new.

    Also where its own end fails, or the next one would find what it left.
    """
    try:
        return (yield)
    finally:
        if nextitem is not None and _database is not None and _commits(item):
            _database.restore()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, and skip, with the reason, what this run cannot offer."""
    items.sort(key=lambda item: item.get_closest_marker("first") is None)
    lacking = {
        "postgres": None if ON_POSTGRES else "needs PostgreSQL (make test-postgres)",
        "worker": None
        if ON_POSTGRES and os.environ.get("REDIS_URL")
        else "needs a broker (make test-postgres)",
        "corpus": None if os.environ.get("CORPUS_DIR") else "needs CORPUS_DIR",
        "faults": None if os.environ.get("FAULTS") else "restarts its servers (make faults)",
    }
    for item in items:
        for marker, reason in lacking.items():
            if reason and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(autouse=True, scope="session")
def no_outside_network() -> Iterator[None]:
    with network.loopback_only():
        yield


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Rate limits and cached fragments do not outlive their test. On Redis this empties the queues too."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def database_url(transactional_db: None) -> str:
    """This test's database, for another process to open."""
    assert _database is not None
    return _database.url


@pytest.fixture
def celery_worker(transactional_db: None, tmp_path) -> Iterator[CeleryWorker]:  # type: ignore[no-untyped-def]  # Path
    """A real worker on this test's database and broker, answering. For tests marked `worker`."""
    assert _database is not None
    worker = CeleryWorker(database_url=_database.url, log=tmp_path / "worker.log")
    worker.start()
    try:
        yield worker
    finally:
        worker.stop()


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    if marker and (marker.kwargs.get("transaction") or marker.kwargs.get("reset_sequences")):
        return True
    return not {"transactional_db", "live_server"}.isdisjoint(getattr(item, "fixturenames", ()))
