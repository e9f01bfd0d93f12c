"""To a source's steward and the programme's staff, when it has brought nothing for days: once per outage.

An outage is a source and the moment it began. Two kinds of row: one that says this outage has been told of, done
from the start, and one per person, which `sending` works off. Decides who hears and whether it still holds;
leaves what is wrong, in words, to `curating.standing`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from portal.accounts.models import User
from programmes.models import Outbox
from stories.curating import deciding, standing
from stories.curating.standing import Step
from stories.keepers import keepers_of
from stories.models import Code, Source
from stories.notify.letter import address, letter
from stories.sources import rediscovering

OUTAGE = "source-outage"
TELL_OF_FAILING = "tell-of-failing"


def owe_word_of_failing(*, now: datetime) -> int:
    """Write down who is to hear of which outage; returns how many letters are owed. Harmless when repeated."""
    failing = Source.objects.followed().filter(failing_since__lt=now - standing.PATIENCE)
    outages = {outage(source): source for source in failing.select_related("steward__user")}
    known = Outbox.objects.filter(dedupe_key__in=outages).values_list("dedupe_key", flat=True)
    return sum(_owe(outages[key], key, now=now) for key in outages.keys() - set(known))


def told_of_failing(payload: dict[str, Any], now: datetime) -> EmailMultiAlternatives | None:
    """The letter about an outage; none when it is over, or nobody asks the source any more."""
    source = Source.objects.followed().filter(pk=payload["source"]).select_related("steward").first()
    user = User.objects.filter(pk=payload["user"], is_active=True).first()
    if source is None or user is None or _since(source) != payload["since"]:
        return None
    how = standing.standing(source, now=now)
    subject = _("We cannot read “%(source)s”") % {"source": source}
    told = {
        "source": source,
        "since": date_format(localtime(source.failing_since or now), "j F"),
        "label": Code(source.last_code).label if source.last_code in Code.values else "",
        "sentences": [*how.sentences, *_found(source)],
    }
    if deciding.on_source(user, source):
        page = reverse("source:inspect", args=[source.pk])
        words = {"address": address(page)}
        return letter(user.email, subject=subject, template=_TO_STAFF, about=told | words)
    elsewhere = source.moved_to or source.home_page
    propose = f"{reverse('stories:propose')}?{urlencode({'address': elsewhere})}"
    words = {"address": address(propose) if how.helps == Step.REPLACE else ""}
    return letter(user.email, subject=subject, template=_TO_STEWARD, about=told | words)


def _found(source: Source) -> list[str]:
    """The feeds on its home page, where it is only the address that is lost."""
    urls = [feed.url for feed in rediscovering.found(source) or ()]
    return [_("On its home page we found: %(addresses)s.") % {"addresses": ", ".join(urls)}] if urls else []


_TO_STAFF = "stories/email/source_failing_staff.txt"
_TO_STEWARD = "stories/email/source_failing_steward.txt"


@transaction.atomic
def _owe(source: Source, key: str, *, now: datetime) -> int:
    """The outage is told of and everybody's letter is owed, both or neither."""
    _row, is_new = Outbox.objects.get_or_create(
        dedupe_key=key, defaults={"topic": OUTAGE, "due_at": now, "done_at": now}
    )
    if not is_new:
        return 0
    users = keepers_of(source)
    Outbox.objects.bulk_create(
        Outbox(
            topic=TELL_OF_FAILING,
            dedupe_key=f"{key}:{user}",
            payload={"source": source.pk, "since": _since(source), "user": user},
            due_at=now,
        )
        for user in users
    )
    return len(users)


def outage(source: Source) -> str:
    """The key of the row that says that this outage has been told of."""
    return f"{OUTAGE}:{source.pk}:{_since(source)}"


def _since(source: Source) -> str:
    return source.failing_since.isoformat() if source.failing_since else ""
