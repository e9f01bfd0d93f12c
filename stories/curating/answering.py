"""What a person answers to a source or a story on its page or in the queue: a word, and the verb behind it.

Decides which answers there are, and that nobody answers for a state they have not seen. Leaves who may answer
to `deciding`, and what an answer does to `publishing`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from stories import publishing
from stories.models import Source, Story
from stories.publishing import NotAllowed
from stories.sources import doubted, merging

if TYPE_CHECKING:
    from portal.accounts.models import User

Thing = Source | Story


class Answer(StrEnum):
    """The words that buttons send."""

    APPROVE = "approve"
    SEND_BACK = "send_back"
    HIDE = "hide"
    SHOW = "show"
    TAKE_DOWN = "take_down"
    TURN_DOWN = "turn_down"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"
    REOPEN = "reopen"
    TRUST = "trust"
    MERGE = "merge"


# By the state that a thing is in; the first of each is the one that is usually meant.
_FOR_STORIES: dict[str, dict[Answer, Callable[..., None]]] = {
    Story.State.WAITING: {Answer.APPROVE: publishing.approve, Answer.SEND_BACK: publishing.send_back},
    Story.State.PUBLISHED: {Answer.HIDE: publishing.hide, Answer.TAKE_DOWN: publishing.take_down},
    Story.State.HIDDEN: {Answer.SHOW: publishing.approve, Answer.TAKE_DOWN: publishing.take_down},
}
_FOR_SOURCES: dict[str, dict[Answer, Callable[..., None]]] = {
    Source.State.PROPOSED: {
        Answer.APPROVE: publishing.approve_source,
        Answer.TURN_DOWN: publishing.end_source,
    },
    Source.State.APPROVED: {Answer.PAUSE: publishing.pause_source, Answer.END: publishing.end_source},
    Source.State.PAUSED: {Answer.RESUME: publishing.approve_source, Answer.END: publishing.end_source},
    Source.State.ENDED: {Answer.REOPEN: publishing.reopen_source},
}
# A feed that may have changed hands. None is left without an answer: what it told meanwhile waits for one.
_FOR_DOUBTED: dict[str, dict[Answer, Callable[..., None]]] = {
    Source.State.PROPOSED: {Answer.APPROVE: publishing.approve_source, Answer.TURN_DOWN: doubted.end},
    Source.State.APPROVED: {
        Answer.TRUST: doubted.trust,
        Answer.PAUSE: publishing.pause_source,
        Answer.END: doubted.end,
    },
    Source.State.PAUSED: {Answer.RESUME: publishing.approve_source, Answer.END: doubted.end},
    Source.State.ENDED: {Answer.REOPEN: publishing.reopen_source},
}
# Whoever says no owes a reason, and whoever takes a no back; saying yes explains itself.
OWES_A_REASON = frozenset(
    {
        Answer.SEND_BACK,
        Answer.HIDE,
        Answer.TAKE_DOWN,
        Answer.TURN_DOWN,
        Answer.PAUSE,
        Answer.END,
        Answer.REOPEN,
    }
)


def answers(thing: Thing) -> list[Answer]:
    """What can be answered to it as it stands, the usual answer first."""
    return list(_verbs(thing))


def give(thing: Thing, answer: str, *, seen: str, by: User, reason: str, now: datetime) -> None:
    """Do what was answered. `seen` is what its person was looking at; raises NotAllowed if it has moved on.

    That is its edition: what was changed while it waits is not published unread, nor followed unseen.
    """
    verb = _verbs(thing).get(answer)  # type: ignore[call-overload]  # a StrEnum's members are their words
    if seen.rpartition(".")[2] != thing.state or verb is None:
        raise NotAllowed(faster(thing))
    if "." in seen and seen != thing.edition:
        raise NotAllowed(_changed(thing))
    verb(thing, by=by, reason=reason, now=now)


def _changed(thing: Thing) -> str:
    if isinstance(thing, Story):
        words = _(
            "Nothing was changed: “%(thing)s” was changed by its writer meanwhile. Please read it again."
        )
    else:
        words = _("Nothing was changed: somebody has changed “%(thing)s” meanwhile. Please look at it again.")
    return words % {"thing": thing}


def faster(thing: Thing) -> str:
    """Tells who decided before: two people may have one queue open."""
    step = thing.decisions.select_related("who").first()
    words = {"thing": str(thing), "state": thing.get_state_display().lower()}
    if step is None or step.to_state != thing.state:
        return _("Nothing was changed: “%(thing)s” is %(state)s by now.") % words
    at = date_format(localtime(step.when), "j F, H:i")
    words |= {"who": step.taken_by, "at": at}
    return _("%(who)s was faster: “%(thing)s” is %(state)s since %(at)s. Nothing was changed.") % words


def label(answer: Answer, thing: Thing) -> str:
    """What its button says."""
    words: dict[Answer, Any] = {
        Answer.APPROVE: _("Follow it") if isinstance(thing, Source) else pgettext("button", "Publish"),
        Answer.SEND_BACK: _("Send back"),
        Answer.HIDE: pgettext("button", "Hide"),
        Answer.SHOW: _("Show again"),
        Answer.TAKE_DOWN: _("Take down for good"),
        Answer.TURN_DOWN: _("Turn down"),
        Answer.PAUSE: pgettext("button", "Pause"),
        Answer.RESUME: _("Resume"),
        Answer.END: _("End for good"),
        Answer.REOPEN: _("Propose it again"),
        Answer.TRUST: _("It is still welcome"),
        Answer.MERGE: _("Merge it into that one"),
    }
    return str(words[answer])


def warning(answer: Answer, thing: Thing) -> str:
    """What is to be known before something that nobody can take back."""
    if answer != Answer.TAKE_DOWN:
        return ""
    gone = _(
        "The story is deleted with its pictures, and kept out: no feed and no backup brings it back. This cannot "
        "be undone."
    )
    hidden = thing.state == Story.State.HIDDEN
    instead = (
        _("It is hidden as it is: readers do not see it.")
        if hidden
        else _("If it is to be out of sight for now, choose “Hide” instead.")
    )
    return f"{gone} {instead}"


def is_read(answer: Answer, thing: Thing) -> bool:
    """Whether somebody outside the staff is sent the reason: whoever posted the story."""
    told = {Answer.SEND_BACK, Answer.HIDE, Answer.TAKE_DOWN}
    return isinstance(thing, Story) and thing.posted_by_id is not None and answer in told


def ready_made(answer: Answer, thing: Thing) -> list[str]:
    """Reasons that come up again and again, ready to be chosen; one's own words may follow."""
    if answer == Answer.SEND_BACK:
        return [
            _("Please say where and when this was."),
            _("Please check with the people in the photograph that they agree to be shown."),
            _("Please describe the photograph for those who cannot see it."),
            _("It names somebody who may not want to be named."),
            _("It reads like an advertisement: tell us what happened instead."),
        ]
    if answer == Answer.TURN_DOWN:
        return [
            _("It is not about one of our programmes."),
            _("Its publisher has not agreed to be followed."),
            _("Nothing new has come from it for a long time."),
        ]
    if answer == Answer.HIDE:
        return [
            _("Somebody in it asked not to be shown."),
            _("Something in it is wrong."),
            _("It is not about one of our programmes."),
        ]
    if answer == Answer.TAKE_DOWN:
        return [
            _("Somebody in it asked not to be shown."),
            _("Its publisher asked us to take it down."),
            _("It is against the law."),
        ]
    if answer == Answer.PAUSE:
        return [_("Its publisher asked us to pause."), _("It is being moved to another address.")]
    if answer == Answer.END:
        return [_("Its publisher asked us to stop."), _("It has come to an end.")]
    return []


def _verbs(thing: Thing) -> dict[Answer, Callable[..., None]]:
    if isinstance(thing, Story):
        return _FOR_STORIES.get(thing.state, {})
    if thing.doubted_at:
        return _FOR_DOUBTED.get(thing.state, {})
    verbs = _FOR_SOURCES.get(thing.state, {})
    return {Answer.MERGE: merging.merge, **verbs} if merging.same_as(thing) else verbs
