"""When to look again. Pure arithmetic: times and counts in, a time out.

A source that publishes is visited at half its own rhythm; one that fails is visited less and less, but never
given up: no source dies silently.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
QUARTER = timedelta(days=90)
YEAR = timedelta(days=365)
USUAL = timedelta(hours=1)  # for a source whose rhythm is not known yet
PATIENCE = timedelta(days=14)  # after failing this long, once a week is enough
RHYTHM_ENTRIES = 10
_AFTER_SUCCESS, _AFTER_FAILURE = 0.1, 0.2  # of a wait, by which it is made longer or shorter
LONGEST = WEEK * (1 + _AFTER_FAILURE)  # that any rule here says


@dataclass(frozen=True, slots=True)
class Pace:
    """The waits this deployment allows itself."""

    shortest: timedelta = timedelta(minutes=15)
    longest: timedelta = timedelta(hours=6)  # between visits to a source that still publishes
    after_error: timedelta = timedelta(minutes=15)


def interval(
    dates: Sequence[datetime], *, now: datetime, pace: Pace, asked: timedelta | None = None
) -> timedelta:
    """How long to wait between visits to a source whose entries bear these dates.

    Half the median gap of the last ten entries, within `pace.shortest` and `pace.longest`; a day after 90 quiet
    days, a week after a quiet year. `asked` is what the publisher wishes (max-age, ttl): it only lengthens, up to
    a day.
    """
    recent = sorted((date for date in dates if date <= now), reverse=True)[:RHYTHM_ENTRIES]
    gaps = [newer - older for newer, older in pairwise(recent)]
    rhythm = median(gap.total_seconds() for gap in gaps) / 2 if gaps else USUAL.total_seconds()
    wait = min(timedelta(seconds=rhythm), pace.longest)
    if asked is not None:
        wait = max(wait, min(asked, DAY))
    return slowed(max(wait, pace.shortest), newest=recent[0] if recent else None, now=now)


def slowed(usual: timedelta, *, newest: datetime | None, now: datetime) -> timedelta:
    """The same wait, or longer for a source whose newest entry is old: it goes quiet without sending anything."""
    if newest is None:
        return usual
    quiet = now - newest
    dormant = WEEK if quiet > YEAR else DAY if quiet > QUARTER else usual
    return max(usual, dormant)


def after_success(*, now: datetime, interval: timedelta, jitter: float) -> datetime:
    """The next visit after an answer. `jitter` in [-1, 1] spreads visits by a tenth."""
    return now + interval * (1 + _AFTER_SUCCESS * jitter)


def after_failure(
    *, now: datetime, interval: timedelta, failures: int, failing_since: datetime, pace: Pace, jitter: float
) -> datetime:
    """The next visit after the `failures`-th failure in a row: doubling, up to a day, then once a week."""
    if now - failing_since > PATIENCE:
        wait = WEEK
    else:
        # Capped before it is multiplied: 2**500 seconds is no timedelta.
        doublings = min(failures - 1, 20)
        wait = min(max(pace.after_error, interval) * 2**doublings, DAY)
    return now + wait * (1 + _AFTER_FAILURE * jitter)


def asked_to_wait(seconds: float) -> timedelta:
    """What Retry-After (RFC 9110 §10.2.3) means to us: no less than a minute, no more than a day."""
    return timedelta(seconds=min(max(seconds, 60), DAY.total_seconds()))


def after_being_asked_to_wait(*, now: datetime, seconds: float, pace: Pace) -> datetime:
    """The next visit after Retry-After; it may be later than the host asked, never sooner than we ever come."""
    return now + max(asked_to_wait(seconds), pace.shortest)
