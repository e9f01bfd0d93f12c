"""To a source's steward and the programme's staff, when the engine has ended it because its host says it is gone.

Whom a letter is owed is written down with the end itself (`ingest.ending`).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import User
from stories.curating import deciding
from stories.models import Source
from stories.notify.letter import address, letter


def told_of_end(payload: dict[str, Any], now: datetime) -> EmailMultiAlternatives | None:
    """The letter about an end; none when somebody has taken the source up again meanwhile."""
    source = Source.objects.filter(pk=payload["source"], state=Source.State.ENDED).first()
    user = User.objects.filter(pk=payload.get("user", 0), is_active=True).first()
    if source is None or user is None:
        return None
    subject = _("“%(source)s” has ended") % {"source": source}
    if deciding.on_source(user, source):
        words = {"address": address(reverse("source:inspect", args=[source.pk]))}
        return letter(user.email, subject=subject, template=_TO_STAFF, about={"source": source} | words)
    propose = f"{reverse('stories:propose')}?{urlencode({'address': source.home_page})}"
    words = {"address": address(propose)}
    return letter(user.email, subject=subject, template=_TO_STEWARD, about={"source": source} | words)


_TO_STAFF = "stories/email/source_ended_staff.txt"
_TO_STEWARD = "stories/email/source_ended_steward.txt"
