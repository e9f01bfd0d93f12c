"""“Fetch now”, step by step, while somebody waits: what has happened, what happens at this moment, what is to come.

Told from the rows; what a worker says meanwhile (`watching`) is only the detail.
"""

from __future__ import annotations

from collections.abc import Sequence
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
# How long what it brought is told of as news; it stands among the last attempts, too.
JUST_NOW = timedelta(minutes=1)


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


def steps(source: Source, watch: Watch | None, looks: Sequence[Fetch], *, now: datetime) -> list[Step]:
    """None where nobody has asked lately, nor can. `looks` are the newest first."""
    if source.state != Source.State.APPROVED:
        return []
    awaited = is_awaited(source, now=now)
    answer = _answer(watch, looks) if watch else None
    if watch is None or now - watch.since > 2 * AWAITED or _is_over(answer, awaited, now):
        return _usual(source, now) if awaited else []
    answered = answer is not None
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
        _brought(answer) if answer else Step(_("What it brought"), "next"),
    ]


def _answer(watch: Watch, looks: Sequence[Fetch]) -> Fetch | None:
    """The first look that ended since somebody asked; those after it came by themselves."""
    since = [look for look in looks if look.finished_at and look.finished_at >= watch.since]
    return since[-1] if since else None


def _is_over(answer: Fetch | None, awaited: bool, now: datetime) -> bool:
    if answer is None or answer.finished_at is None:
        return False
    return awaited or now - answer.finished_at > JUST_NOW


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


def _brought(answer: Fetch) -> Step:
    told = attempts.sentence(answer)
    return Step(told, "done" if attempts.is_good(answer.code) else "failed", answer.note)


def _is_taken(source: Source, now: datetime) -> bool:
    return source.leased_until is not None and source.leased_until > now
