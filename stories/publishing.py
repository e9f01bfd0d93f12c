"""The verbs that change what is public. The steps that a person may take are a table; each is kept as a Decision.

Whether somebody may take a step is asked before (`programmes.rights`); here only whether the step exists. Not in
the table are the steps of the engine: it pauses a source whose address is at fault, ends one that its host says is
gone, hides what its publisher has deleted (`stories.ingest`); nor is what becomes of all that a feed in doubt kept
waiting (`stories.sources.doubted`).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from programmes.models import Outbox
from stories import licences, takedown
from stories.models import Decision, Source, Story, Takedown, facets
from stories.takedown import kept_list, marks

if TYPE_CHECKING:
    from portal.accounts.models import User

SOURCE_STEPS: dict[str, frozenset[str]] = {
    Source.State.PROPOSED: frozenset({Source.State.APPROVED, Source.State.ENDED}),
    # To the proposals where its address, licence or publisher was changed (stories.sources.changing).
    Source.State.APPROVED: frozenset({Source.State.PROPOSED, Source.State.PAUSED, Source.State.ENDED}),
    Source.State.PAUSED: frozenset({Source.State.PROPOSED, Source.State.APPROVED, Source.State.ENDED}),
    Source.State.ENDED: frozenset({Source.State.PROPOSED}),
}
STORY_STEPS: dict[str, frozenset[str]] = {
    Story.State.DRAFT: frozenset({Story.State.WAITING, Story.State.WITHDRAWN}),
    Story.State.WAITING: frozenset({Story.State.PUBLISHED, Story.State.SENT_BACK, Story.State.WITHDRAWN}),
    Story.State.SENT_BACK: frozenset({Story.State.WAITING, Story.State.WITHDRAWN}),
    Story.State.PUBLISHED: frozenset({Story.State.WAITING, Story.State.WITHDRAWN, Story.State.HIDDEN}),
    Story.State.HIDDEN: frozenset({Story.State.PUBLISHED}),
    Story.State.WITHDRAWN: frozenset({Story.State.DRAFT}),
}
# What was public can be taken down for good; what never was needs no tombstone.
TAKEN_DOWN_FROM = frozenset({Story.State.PUBLISHED, Story.State.HIDDEN})

# Steps somebody else took with a posted story, of which its writer hears by e-mail (stories.notify).
TOLD_TO_WRITER = frozenset({Story.State.PUBLISHED, Story.State.SENT_BACK, Story.State.HIDDEN})
TELL_WRITER = "tell-writer"  # the outbox's topic; the payload names the decision
TELL_TAKEN_DOWN = "tell-taken-down"  # the payload says all there is left to say


class NotAllowed(Exception):
    """This step cannot be taken from where the thing stands; says so in plain words."""


class ReasonMissing(NotAllowed):
    """Who says no owes the other a reason."""


# --- sources ------------------------------------------------------------------------------------------------


def approve_source(source: Source, *, by: User | None, reason: str, now: datetime) -> None:
    """Follow a source from now on, and show of its stories as much as its licence lets.

    Failures of before count for nothing. `by` is None where a command did it; the reason says which.
    """
    afresh = {"next_fetch_at": now, "failures": 0, "failing_since": None}
    with transaction.atomic():
        _step(source, to=Source.State.APPROVED, by=by, reason=reason, now=now)
        Source.objects.filter(pk=source.pk).update(**afresh)
        licences.follow(source, now=now)
    for name, value in afresh.items():
        setattr(source, name, value)


def pause_source(source: Source, *, by: User | None, reason: str, now: datetime) -> None:
    """Fetch no more until somebody approves it again; its stories stay, and what is being fetched is not stored."""
    _step(source, to=Source.State.PAUSED, by=by, reason=_given(reason), now=now)


def end_source(source: Source, *, by: User | None, reason: str, now: datetime) -> None:
    """Turn a proposal down, or stop following for good; its stories stay."""
    _step(source, to=Source.State.ENDED, by=by, reason=_given(reason), now=now)


def reopen_source(source: Source, *, by: User | None, reason: str, now: datetime) -> None:
    """Back to the proposals: what had ended, or is not what was approved, is decided about anew."""
    _step(source, to=Source.State.PROPOSED, by=by, reason=_given(reason), now=now)


# --- stories ------------------------------------------------------------------------------------------------


@transaction.atomic
def submit(story: Story, *, by: User, now: datetime) -> None:
    """Hand a draft, or one that was sent back, to those who look after its programmes.

    The first time is when the story was told: that is its date, and its place in the stream.
    """
    if story.published_at is None:
        story.published_at = story.sort_at = now
        Story.objects.filter(pk=story.pk).update(published_at=now, sort_at=now)
        for row in facets.FACETS:
            row._default_manager.filter(story=story).update(sort_at=now)
    _step(story, to=Story.State.WAITING, by=by, reason="", now=now)


def approve(story: Story, *, by: User, now: datetime, reason: str = "") -> None:
    """Make it public: new by `visible_at`, and in its own place by `sort_at`, which was set when it was told."""
    with transaction.atomic():
        if story.visible_at is None:
            Story.objects.filter(pk=story.pk).update(visible_at=now)
            story.visible_at = now
        _step(story, to=Story.State.PUBLISHED, by=by, reason=reason, now=now)


def send_back(story: Story, *, by: User, reason: str, now: datetime) -> None:
    """Back to who wrote it, with what to change."""
    _step(story, to=Story.State.SENT_BACK, by=by, reason=_given(reason), now=now)


def withdraw(story: Story, *, by: User, now: datetime, reason: str = "") -> None:
    """Its writer takes it out of sight; nothing is deleted."""
    _step(story, to=Story.State.WITHDRAWN, by=by, reason=reason, now=now)


def restore(story: Story, *, by: User, now: datetime) -> None:
    """Its writer takes it up again, as a draft."""
    _step(story, to=Story.State.DRAFT, by=by, reason="", now=now)


def hide(story: Story, *, by: User, reason: str, now: datetime) -> None:
    """A moderator takes a public story out of sight; an edit at its source does not bring it back."""
    _step(story, to=Story.State.HIDDEN, by=by, reason=_given(reason), now=now)


def take_down(story: Story, *, by: User, reason: str, now: datetime) -> None:
    """Delete it for good: nothing is kept but marks that let no feed and no backup bring it back.

    Who, when and why is written down, and told to whoever posted it; what it said is not.
    """
    reason = _given(reason)
    with transaction.atomic():
        held = Story.objects.select_for_update().filter(pk=story.pk, state__in=TAKEN_DOWN_FROM).first()
        if held is None:
            raise NotAllowed(_("“%(thing)s” is not public any more, or gone already.") % {"thing": story})
        taken = Takedown.objects.write_down(held, who=by, when=now, reason=reason)
        if held.posted_by_id not in (None, by.pk):
            told = {"user": held.posted_by_id, "headline": held.headline, "reason": reason}
            key = f"{TELL_TAKEN_DOWN}:{taken.pk}"
            Outbox.objects.create(topic=TELL_TAKEN_DOWN, dedupe_key=key, payload=told, due_at=now)
        found = marks.of_story(held)
        takedown.remove(held, found)
        kept_list.append_on_commit(found, now=now)
    story.pk = None  # as after `delete`


def _given(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing(_("Please give a reason: it is kept with the decision."))
    return reason.strip()


@transaction.atomic
def _step(thing: Source | Story, *, to: str, by: User | None, reason: str, now: datetime) -> None:
    """Take one step, if it is allowed and nobody was faster: nor whoever changed what was looked at."""
    model = type(thing)
    steps = SOURCE_STEPS if isinstance(thing, Source) else STORY_STEPS
    if to not in steps[thing.state]:
        raise NotAllowed(
            _("“%(thing)s” is %(state)s and cannot become %(to)s.")
            % {
                "thing": thing,
                "state": thing.get_state_display().lower(),
                "to": str(model.State(to).label).lower(),
            }
        )
    # Whoever is fetching a source while it is stopped stores nothing more of it.
    columns: dict[str, object] = (
        facets.moved(to, now=now) if isinstance(thing, Story) else {"state": to, **Source.UNLEASED}
    )
    looked_at = ("version",) if isinstance(thing, Story) else (*Source.REVIEWED, "doubted_at")
    as_seen = {name: getattr(thing, name) for name in looked_at}
    if not model._default_manager.filter(pk=thing.pk, state=thing.state, **as_seen).update(**columns):
        raise NotAllowed(_("“%(thing)s” was changed by somebody else meanwhile.") % {"thing": thing})
    about = {"source": thing} if isinstance(thing, Source) else {"story": thing}
    decision = Decision.objects.create(
        **about, who=by, when=now, from_state=thing.state, to_state=to, reason=reason
    )
    thing.state = to
    if isinstance(thing, Story):
        facets.follow([thing.pk], to)
        _owe_word(thing, decision, now=now)


def _owe_word(story: Story, decision: Decision, *, now: datetime) -> None:
    """Whoever posted it is owed the news of what somebody else decided, in the same transaction."""
    writer = story.posted_by_id
    if writer is None or writer == decision.who_id or decision.to_state not in TOLD_TO_WRITER:
        return
    key = f"{TELL_WRITER}:{decision.pk}"
    Outbox.objects.create(topic=TELL_WRITER, dedupe_key=key, payload={"decision": decision.pk}, due_at=now)
