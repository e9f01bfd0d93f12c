"""One's own stories, and nobody else's: to everyone else they do not exist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from stories.models import Story, Takedown
from stories.models.story import StoryQuerySet

if TYPE_CHECKING:
    from portal.accounts.models import User

State = Story.State
MAY_CHANGE = frozenset({State.DRAFT, State.SENT_BACK, State.WAITING, State.PUBLISHED})
_TONES = {State.PUBLISHED: "good", State.WAITING: "warn", State.SENT_BACK: "bad", State.HIDDEN: "bad"}


def stories_of(user: User) -> StoryQuerySet:
    return Story.objects.filter(posted_by=user, origin=Story.Origin.POSTED)


def taken_down_of(user: User) -> QuerySet[Takedown]:
    """What is left to say of stories of theirs that are gone for good."""
    return Takedown.objects.filter(posted_by=user)


def own_story(request: HttpRequest, pk: int) -> Story:
    stories = stories_of(request.user)  # type: ignore[arg-type]  # only for those who are signed in
    stories = stories.select_related("author").prefetch_related("programmes", "areas", "topics", "decisions")
    return get_object_or_404(stories, pk=pk)


@dataclass(frozen=True)
class Standing:
    """Where a story stands, for the components `my_story` and `state`."""

    story: Story
    tone: str
    state: str
    reason: str

    @property
    def may_change(self) -> bool:
        return self.story.state in MAY_CHANGE

    @property
    def may_withdraw(self) -> bool:
        return self.story.state in MAY_CHANGE

    @property
    def may_restore(self) -> bool:
        return self.story.state == State.WITHDRAWN


def standing(story: Story, *, now: datetime) -> Standing:
    """In words, with how long it has waited, or why it came back. Reads prefetched decisions."""
    last = next(iter(story.decisions.all()), None)
    words = str(story.get_state_display())
    if story.state == State.WAITING and last:
        fresh = now - last.when < timedelta(minutes=1)
        since = _("just sent in") if fresh else timesince(last.when, now, depth=1)
        words = _("Waiting, %(time)s") % {"time": since}
    told = story.state in (State.SENT_BACK, State.HIDDEN) and last
    return Standing(
        story, _TONES.get(State(story.state), "quiet"), words, last.reason if told and last else ""
    )
