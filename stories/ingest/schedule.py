"""When a source is looked at again, as the columns of its row: `backoff` does the sums, settings set the pace."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from stories.ingest import backoff
from stories.ingest.visit import Visit
from stories.models import Source

Columns = dict[str, Any]


def pace() -> backoff.Pace:
    return backoff.Pace(
        shortest=timedelta(seconds=settings.FETCH_MIN_INTERVAL),
        longest=timedelta(seconds=settings.FETCH_MAX_INTERVAL),
        after_error=timedelta(seconds=settings.FETCH_BACKOFF_FLOOR),
    )


def after_document(source: Source, *, dates: Sequence[datetime], asked: int | None, now: datetime) -> Columns:
    """After entries were read: the source's rhythm is worked out anew.

    A feed without entries, or whose entries bear no date, says nothing about its rhythm.
    """
    past = [date for date in dates if date <= now]
    if not past and source.interval:
        return after_nothing_new(source, now=now)
    wish = None if asked is None else timedelta(seconds=asked)
    usual = backoff.interval(past, now=now, pace=pace(), asked=wish)
    rhythm = {"interval": round(usual.total_seconds()), "newest_at": max(past, default=None)}
    return rhythm | _answered(usual, now=now)


def after_nothing_new(source: Source | Visit, *, now: datetime) -> Columns:
    """After the same document as last time: the rhythm known so far goes on, slower the longer nothing comes."""
    return _answered(backoff.slowed(_usual(source), newest=source.newest_at, now=now), now=now)


def after_failure(source: Source | Visit, *, retry_after: float | None, now: datetime) -> Columns:
    """After no usable answer: later and later, but never given up. A wish to wait is honoured."""
    failures, since = source.failures + 1, source.failing_since or now
    if retry_after is not None:
        at = backoff.after_being_asked_to_wait(now=now, seconds=retry_after, pace=pace())
    else:
        at = backoff.after_failure(
            now=now,
            interval=_usual(source),
            failures=failures,
            failing_since=since,
            pace=pace(),
            jitter=_jitter(),
        )
    return {"failures": failures, "failing_since": since, "next_fetch_at": at}


def _answered(usual: timedelta, *, now: datetime) -> Columns:
    at = backoff.after_success(now=now, interval=usual, jitter=_jitter())
    return {"failures": 0, "failing_since": None, "next_fetch_at": at}


def _usual(source: Source | Visit) -> timedelta:
    known = timedelta(seconds=source.interval) if source.interval else backoff.USUAL
    return max(known, timedelta(seconds=settings.FETCH_MIN_INTERVAL))


def _jitter() -> float:
    return random.uniform(-1, 1)  # noqa: S311  # spreads visits, guards nothing
