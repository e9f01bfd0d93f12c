"""A small web whose one host the fetcher may reach, a clock that stands still, and a way to poll once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import Q
from pytest_django import Settings

from portal import outbound
from programmes.models import Programme
from stories.ingest import due, pipeline
from stories.ingest.pipeline import Tally
from stories.ingest.reading import Reader
from stories.ingest.visit import Visit
from stories.models import Fetch, Source
from tests.factories import NOON
from tests.fakeweb import FakeWeb


@pytest.fixture
def web(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeWeb]:
    """Open to this test, and to the worker it starts."""
    with FakeWeb() as server:
        settings.OUTBOUND_OPEN_PAIRS = frozenset({server.pair})
        monkeypatch.setenv("TEST_OPEN_PAIRS", server.pair)
        yield server


@dataclass
class Clock:
    """Stands still until a test moves it."""

    at: datetime = NOON

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> datetime:
        self.at += timedelta(**by)
        return self.at


@dataclass
class Poll:
    """Polls one source now, as a worker would, and remembers what was told."""

    clock: Clock
    client: outbound.Client | None = None  # one with other limits, or another resolver
    reader: Reader[Any] | None = None  # another one than this process's own
    told: list[str] = field(default_factory=list)

    def __call__(self, source: Source) -> Fetch:
        Source.objects.filter(pk=source.pk).update(next_fetch_at=self.clock())
        self.all(Q(pk=source.pk))
        source.refresh_from_db()
        latest = source.fetches.order_by("pk").last()  # times are measured, and the clock stands
        assert latest is not None
        return latest

    def all(self, only: Q | None = None) -> Sequence[Tally]:
        return [
            pipeline.ingest(
                token,
                client=self.client or outbound.client(),
                now=self.clock,
                tell=self._tell,
                reader=self.reader,
            )
            for token in due.claim(now=self.clock(), only=only)
        ]

    def _tell(self, visit: Visit, words: str) -> None:
        self.told.append(words)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def poll(clock: Clock) -> Poll:
    return Poll(clock)


@pytest.fixture
def follow(db: None) -> Callable[..., Source]:
    """Makes an approved source of an address, in some programmes."""

    def make(url: str, *programmes: Programme, **fields: object) -> Source:
        source = Source.at(url, state=Source.State.APPROVED, next_fetch_at=NOON, **fields)
        source.save()
        source.programmes.set(programmes)
        return source

    return make
