"""“Fetch now”, step by step, while somebody waits: what has happened, what happens at this moment, what is to come.

Told from the rows; what a worker says meanwhile (`watching`) is only the detail.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from stories.curating import attempts
from stories.models import Fetch, Source
from stories.sources.watching import Watch

# After this long without a result the worker is late, and a page that still waits would mislead.
AWAITED = timedelta(minutes=2)


@dataclass(frozen=True)
class Step:
    """As components/progress.html draws it; the state is done, now, next or failed."""

    label: str
    state: str
    detail: str = ""


def is_awaited(source: Source, *, now: datetime) -> bool:
    """Somebody asked, or the time has come, and the worker has not answered yet."""
    if source.state != Source.State.APPROVED:
        return False
    return _is_taken(source, now) or now - AWAITED < source.next_fetch_at <= now


def steps(source: Source, watch: Watch | None, newest: Fetch | None, *, now: datetime) -> list[Step]:
    """None where nobody has asked lately."""
    awaited = is_awaited(source, now=now)
    if watch is None or now - watch.since > 2 * AWAITED:
        return _usual(source, now) if awaited else []
    answered = newest is not None and newest.finished_at is not None and newest.finished_at >= watch.since
    begun = answered or bool(watch.words) or _is_taken(source, now)
    late = not begun and now - watch.since > AWAITED
    at = date_format(localtime(watch.since), "H:i:s")
    return [
        Step(_("Asked for at %(time)s") % {"time": at}, "done"),
        _taken_up(begun, late),
        Step(
            _("The site answers"),
            "done" if answered else "now" if begun else "next",
            " · ".join(watch.words),
        ),
        _brought(newest) if answered and newest else Step(_("What it brought"), "next"),
    ]


def _usual(source: Source, now: datetime) -> list[Step]:
    """Its time has come by itself."""
    taken = _is_taken(source, now)
    return [_taken_up(taken, late=False), Step(_("The site answers"), "now" if taken else "next")]


def _taken_up(begun: bool, late: bool) -> Step:
    if begun:
        return Step(_("A worker has taken it up"), "done")
    if late:
        words = _("Its time has come, so the next worker that is free takes it up. Is one running?")
        return Step(_("No worker has taken it up yet"), "failed", words)
    return Step(_("Waits for a worker"), "now")


def _brought(newest: Fetch) -> Step:
    told = attempts.sentence(newest)
    return Step(told, "done" if attempts.is_good(newest.code) else "failed", newest.note)


def _is_taken(source: Source, now: datetime) -> bool:
    return source.leased_until is not None and source.leased_until > now
