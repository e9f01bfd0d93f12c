"""E-mail to whoever posted a story, about what somebody else decided. The outbox's rows say what is owed.

A row is taken by moving its time on, so that two workers never send it and a mail server that is away is asked
again, each time later. What has been decided otherwise meanwhile is not told any more.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from portal.accounts.adapter import parts_of
from programmes.models import Outbox
from stories.models import Decision, Story
from stories.publishing import TELL_WRITER

log = logging.getLogger(__name__)

FIRST_WAIT = timedelta(minutes=2)
MOST_ATTEMPTS = 10  # the last of them a day after the first
AT_ONCE = 100


def tell_owed(*, now: datetime) -> int:
    """Send what is owed; returns how many writers were told."""
    owed = Outbox.objects.filter(
        topic=TELL_WRITER, done_at__isnull=True, due_at__lte=now, attempts__lt=MOST_ATTEMPTS
    )
    return sum(_tell(row, now=now) for row in owed.order_by("due_at", "pk")[:AT_ONCE])


def _tell(row: Outbox, *, now: datetime) -> bool:
    if not _taken(row, now=now):
        return False
    decisions = Decision.objects.select_related("story__posted_by")
    decision = decisions.filter(pk=row.payload["decision"], story__posted_by__is_active=True).first()
    holds = decision is not None and decision.story is not None and decision.story.state == decision.to_state
    if decision is not None and holds:
        try:
            message_about(decision).send()
        except (SMTPException, OSError) as error:
            log.warning("mail not sent", extra={"outbox": row.pk, "error": type(error).__name__})
            return False
    Outbox.objects.filter(pk=row.pk).update(done_at=now)
    return holds


def _taken(row: Outbox, *, now: datetime) -> bool:
    """Nobody else sends it until its next time, which is twice as far as the last."""
    later = now + FIRST_WAIT * 2**row.attempts
    mine = Outbox.objects.filter(pk=row.pk, due_at=row.due_at, done_at__isnull=True)
    return bool(mine.update(due_at=later, attempts=F("attempts") + 1))


def message_about(decision: Decision) -> EmailMultiAlternatives:
    """The mail, as text and in the portal's frame."""
    story = decision.story
    assert story is not None and story.posted_by is not None  # noqa: S101  # the caller asked; for the types
    with translation.override(settings.LANGUAGE_CODE):
        out = decision.to_state == Story.State.PUBLISHED
        address = story.get_absolute_url() if out else reverse("stories:mine_story", args=[story.pk])
        frame = {"site_name": settings.SITE_NAME, "site_address": settings.PUBLIC_ADDRESS}
        about = {"story": story, "decision": decision, "address": f"{settings.PUBLIC_ADDRESS}{address}"}
        words = render_to_string("stories/email/told_writer.txt", frame | about)
        subject = _SUBJECTS[Story.State(decision.to_state)]()
        page = render_to_string("email/message.html", frame | {"subject": subject, "parts": parts_of(words)})
    mail = EmailMultiAlternatives(f"{settings.SITE_NAME}: {subject}", words, to=[story.posted_by.email])
    mail.attach_alternative(page, "text/html")
    return mail


_SUBJECTS = {
    Story.State.PUBLISHED: lambda: _("Your story is out"),
    Story.State.SENT_BACK: lambda: _("Your story came back"),
    Story.State.HIDDEN: lambda: _("Your story was taken out of sight"),
}
