"""How a source is doing, in words: what is wrong, since when, and which step helps.

Decides what a person is told about one row of `Source`. Leaves how it is shown to the templates, and what the
steps do to `publishing`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from stories.ingest.moving import PROVEN_POLLS
from stories.models import Code, Decision, Source
from stories.sources import merging, rediscovering

# A host may be down for a night, and a platform's 404 spell can last days: nobody is called before this.
PATIENCE = timedelta(days=3)


class Tone(StrEnum):
    """How a state is drawn: components/state.html."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    QUIET = "quiet"


class Step(StrEnum):
    """What a person can do about a source; the page draws a button for each."""

    APPROVE = "approve"
    TURN_DOWN = "turn_down"
    FETCH = "fetch"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"
    REPLACE = "replace"  # propose the address it has moved to


@dataclass(frozen=True)
class Standing:
    """What to say of a source. `helps` is the step that answers what is wrong, if one does."""

    tone: Tone
    word: str
    sentences: list[str] = field(default_factory=list)
    helps: Step | None = None


_REMEDIES: dict[str, Any] = {
    Code.NOT_A_FEED: gettext_lazy(
        "It answers, but with a page instead of a feed. The feed may have another address by now: look at "
        "its home page, and propose the new address."
    ),
    Code.GONE: gettext_lazy(
        "The site says that the feed has gone for good. Ask its steward where it lives now, or end the source."
    ),
    Code.HTTP_4XX: gettext_lazy(
        "The site answers that there is nothing at this address. It may have moved: look at its home page, "
        "and propose the new address."
    ),
    Code.AUTH_REQUIRED: gettext_lazy(
        "The site wants a password, or turns our fetcher away. Ask its steward to let us in."
    ),
    Code.DNS: gettext_lazy(
        "The name of the host is not known any more. The domain may have lapsed: ask its steward."
    ),
    Code.TLS: gettext_lazy(
        "The site’s security certificate is not valid. Its steward can renew it; nothing helps from here."
    ),
    Code.BLOCKED_ADDRESS: gettext_lazy("The address is not on the public internet, so we do not ask it."),
    Code.RATE_LIMITED: gettext_lazy(
        "The site asked us to come less often, and so we do. Nothing to be done."
    ),
    Code.HTTP_5XX: gettext_lazy("The site has a fault of its own. We try again by ourselves."),
    Code.EMPTY: gettext_lazy("The feed was there and held nothing. The stories we have stay."),
    Code.LOST: gettext_lazy("Our own worker stopped before it was done. We try again by ourselves."),
}
_PATIENCE = gettext_lazy("We try again by ourselves, later and later. “Fetch now” tries at once.")


def standing(source: Source, *, now: datetime, last_step: Decision | None = None) -> Standing:
    """What to say of this source. `last_step` is the newest decision about it, where one is known."""
    if source.state == Source.State.PROPOSED:
        again = last_step is not None and last_step.to_state == Source.State.PROPOSED
        since = last_step.when if again and last_step else source.created_at
        waits = _("Proposed on %(day)s. Nothing is fetched before somebody approves it.") % {
            "day": _day(since)
        }
        return Standing(Tone.WARN, _("Waits for a decision"), [waits], Step.APPROVE)
    if source.state == Source.State.ENDED:
        return Standing(Tone.QUIET, _("Ended"), [*_who_said(last_step), _("Its stories stay.")])
    if source.state == Source.State.PAUSED:
        return _paused(source, last_step)
    if source.is_doubted:
        return _doubted(source)
    if source.failures:
        return _failing(source, now=now)
    if source.moved_to and source.moved_to != source.url:
        still = _("We still reach it through the old one.")
        return Standing(Tone.WARN, _("Moved"), [_moved(source), *(_twice(source) or [still])])
    if not source.last_fetched_at:
        return Standing(Tone.QUIET, _("Not looked at yet"), [_("It is asked for the first time shortly.")])
    return Standing(Tone.GOOD, _("Working"), [])


def needing_a_person(sources: QuerySet[Source], *, now: datetime) -> QuerySet[Source]:
    """Those that will not mend by themselves: failing for days, stopped by the engine itself, or followed twice.

    Who pauses a source on purpose writes down why; a pause without that is the engine's.
    """
    failing = Q(state=Source.State.APPROVED, failing_since__lt=now - PATIENCE)
    followed = Source.objects.filter(url=OuterRef("moved_to"), state=Source.State.APPROVED)
    doubled = Q(Exists(followed), state=Source.State.APPROVED, moved_polls__gte=PROVEN_POLLS)
    steps = Decision.objects.filter(source=OuterRef("pk")).order_by("-when", "-pk")
    last = Coalesce(Subquery(steps.values("to_state")[:1]), Value(""))
    stopped = Q(state=Source.State.PAUSED, failures__gt=0) & ~Q(last_step=Source.State.PAUSED)
    return sources.annotate(last_step=last).filter(failing | stopped | doubled)


def trying_again(sources: QuerySet[Source], *, now: datetime) -> QuerySet[Source]:
    """Those that do not answer, and of which nobody has to be called yet."""
    return sources.filter(state=Source.State.APPROVED, failing_since__gte=now - PATIENCE)


def attempt(code: str) -> str:
    """How the last look at a source ended, as a sentence."""
    return f"{Code(code).label if code in Code.values else code}."


def _paused(source: Source, last_step: Decision | None) -> Standing:
    by_hand = last_step is not None and last_step.to_state == Source.State.PAUSED
    if by_hand or not source.failures:
        return Standing(Tone.QUIET, _("Paused"), [*_who_said(last_step), _("Its stories stay.")], Step.RESUME)
    stopped = _("We stopped asking, because asking again cannot help.")
    return Standing(Tone.BAD, _("Stopped"), [stopped, *_what_is_wrong(source)], Step.END)


def _doubted(source: Source) -> Standing:
    since = _("Since %(day)s nothing in it is known to us.") % {"day": _day(source.doubted_at)}
    name = (
        _("It used to call itself “%(title)s”.") % {"title": source.feed_title} if source.feed_title else ""
    )
    perhaps = _(
        "A blog that has moved house looks like that, and so does a lapsed domain that somebody bought. "
        "Its new stories wait until you have looked at it."
    )
    return Standing(Tone.BAD, _("Perhaps another feed"), [*filter(None, [since, name]), perhaps])


def _failing(source: Source, *, now: datetime) -> Standing:
    since = source.failing_since or now
    times = ngettext(
        "%(n)d attempt since %(day)s brought nothing.",
        "%(n)d attempts since %(day)s brought nothing.",
        source.failures,
    ) % {"n": source.failures, "day": _day(since)}
    long = now - since > PATIENCE
    helps = Step.REPLACE if source.last_code in rediscovering.VANISHED or source.moved_to else Step.FETCH
    word = _("Needs a person") if long else _("Not answering as it should")
    return Standing(Tone.BAD if long else Tone.WARN, word, [times, *_what_is_wrong(source)], helps)


def _what_is_wrong(source: Source) -> list[str]:
    remedy = str(_REMEDIES.get(source.last_code, ""))
    label = f"{Code(source.last_code).label}." if source.last_code in Code.values else ""
    moved = [_moved(source), *_twice(source)] if source.moved_to else []
    return [*moved, remedy or label, *([] if remedy else [str(_PATIENCE)])]


def _twice(source: Source) -> list[str]:
    other = merging.same_as(source)
    if other is None:
        return []
    words = _(
        "We follow that address already, as “%(other)s”. If the two are one, merge them: its stories stay, and "
        "the other one keeps them up to date."
    )
    return [words % {"other": other}]


def _moved(source: Source) -> str:
    return _("Moved permanently to %(address)s.") % {"address": source.moved_to}


def _who_said(step: Decision | None) -> list[str]:
    if step is None:
        return []
    said = _("%(who)s, on %(day)s: “%(reason)s”") if step.reason else _("%(who)s, on %(day)s.")
    return [said % {"who": step.taken_by, "day": _day(step.when), "reason": step.reason}]


def _day(moment: datetime | None) -> str:
    return date_format(localtime(moment), "j F")
