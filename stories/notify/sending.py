"""Work off what the outbox says is owed.

A row is taken by moving its time on, so that two workers never send it and a mail server that is away is asked
again, each time later. What does not hold any more is not told.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F, Q
from django.utils import translation

from programmes.inviting import TELL_OF_ROLE
from programmes.models import Outbox
from stories.ingest.ending import TELL_ENDED
from stories.notify.ended import told_of_end
from stories.notify.failing import TELL_OF_FAILING, told_of_failing
from stories.notify.roles import told_of_role
from stories.notify.writers import told_taken_down, told_writer
from stories.publishing import TELL_TAKEN_DOWN, TELL_WRITER

log = logging.getLogger(__name__)

FIRST_WAIT = timedelta(minutes=2)
MOST_ATTEMPTS = 10  # the last of them 17 hours after the first
AT_ONCE = 100

# What has not gone out, and whether it is tried again.
STILL_TRIED = Q(done_at__isnull=True, attempts__lt=MOST_ATTEMPTS)
GIVEN_UP = Q(done_at__isnull=True, attempts__gte=MOST_ATTEMPTS)

# What each topic's payload is made into; nothing, when it does not hold any more.
_LETTERS: dict[str, Callable[[dict[str, Any], datetime], EmailMultiAlternatives | None]] = {
    TELL_WRITER: told_writer,
    TELL_TAKEN_DOWN: told_taken_down,
    TELL_OF_FAILING: told_of_failing,
    TELL_ENDED: told_of_end,
    TELL_OF_ROLE: told_of_role,
}


def tell_owed(*, now: datetime) -> int:
    """Send what is owed; returns how many letters went out."""
    owed = Outbox.objects.filter(STILL_TRIED, topic__in=_LETTERS, due_at__lte=now)
    return sum(_tell(row, now=now) for row in owed.order_by("due_at", "pk")[:AT_ONCE])


def _tell(row: Outbox, *, now: datetime) -> bool:
    if not _taken(row, now=now):
        return False
    with translation.override(settings.LANGUAGE_CODE):
        mail = _LETTERS[row.topic](row.payload, now)
    if mail is not None:
        try:
            mail.send()
        except (SMTPException, OSError) as error:
            log.warning("mail not sent", extra={"outbox": row.pk, "error": type(error).__name__})
            return False
    Outbox.objects.filter(pk=row.pk).update(done_at=now)
    return mail is not None


def _taken(row: Outbox, *, now: datetime) -> bool:
    """Nobody else sends it until its next time, which is twice as far as the last."""
    later = now + FIRST_WAIT * 2**row.attempts
    mine = Outbox.objects.filter(pk=row.pk, due_at=row.due_at, done_at__isnull=True)
    return bool(mine.update(due_at=later, attempts=F("attempts") + 1))
