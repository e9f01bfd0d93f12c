"""What a worker says about a source while somebody in the CMS watches: kept in the cache, for minutes.

The rows know when it was asked and what it brought; this is only the words in between. While nobody watches, a
worker asks the cache once a claim and says nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache

from stories.ingest.visit import Visit
from stories.models import Fetch, Source

KEPT = 5 * 60  # seconds
LAST_WORDS = 8
_ANYBODY = "watched"


@dataclass(frozen=True)
class Watch:
    """Since when somebody watches, and what was said meanwhile."""

    since: datetime
    words: tuple[str, ...] = ()


def watch(source: Source, *, now: datetime) -> None:
    cache.set(_ANYBODY, True, KEPT)
    cache.set(_key(source), Watch(now), KEPT)


def watched(source: Source | Visit) -> Watch | None:
    found: Watch | None = cache.get(_key(source))
    return found


def telling() -> Callable[[Source | Visit, str], None] | None:
    """For a worker that begins: whom to tell, if anybody watches anything."""
    return _tell if cache.get(_ANYBODY) else None


def _tell(visit: Source | Visit, words: str) -> None:
    if (watch := watched(visit)) is not None and not _is_answered(visit, watch):
        cache.set(_key(visit), Watch(watch.since, (*watch.words, words)[-LAST_WORDS:]), KEPT)


def _is_answered(visit: Source | Visit, watch: Watch) -> bool:
    """What was asked for has come: what is said from then on is of a later look, which nobody asked for."""
    return Fetch.objects.filter(source=visit.pk, finished_at__gte=watch.since).exists()


def _key(source: Source | Visit) -> str:
    return f"watched:{source.pk}"
