"""To whoever posted a story, about what somebody else decided."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import User
from stories.models import Decision, Story
from stories.notify.letter import address, letter


def told_writer(payload: dict[str, Any], now: datetime) -> EmailMultiAlternatives | None:
    """The letter about a decision; none when it has been decided otherwise meanwhile."""
    decisions = Decision.objects.select_related("story__posted_by")
    decision = decisions.filter(pk=payload["decision"], story__posted_by__is_active=True).first()
    story = decision.story if decision else None
    if decision is None or story is None or story.posted_by is None or story.state != decision.to_state:
        return None
    out = decision.to_state == Story.State.PUBLISHED
    path = story.get_absolute_url() if out else reverse("stories:mine_story", args=[story.pk])
    return letter(
        story.posted_by.email,
        subject=_SUBJECTS[Story.State(decision.to_state)](),
        template="stories/email/told_writer.txt",
        about={"story": story, "decision": decision, "address": address(path)},
    )


def told_taken_down(payload: dict[str, Any], now: datetime) -> EmailMultiAlternatives | None:
    """The letter about a story that is no more: what it says was kept for this letter alone."""
    user = User.objects.filter(pk=payload["user"], is_active=True).first()
    if user is None:
        return None
    return letter(
        user.email,
        subject=_("Your story was taken down"),
        template="stories/email/taken_down.txt",
        about={"headline": payload["headline"], "reason": payload["reason"]},
    )


_SUBJECTS = {
    Story.State.PUBLISHED: lambda: _("Your story is out"),
    Story.State.SENT_BACK: lambda: _("Your story came back"),
    Story.State.HIDDEN: lambda: _("Your story was taken out of sight"),
}
