"""How much of a source's stories is shown, when its publisher thinks of it anew.

Each story bears its own licence, so that no list has to ask its source. Less holds at once; more holds once it has
been approved (`publishing.approve_source`).
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from stories.models import Source, Story
from stories.models.source import Licence

_FROM_LEAST = (Licence.LINK, Licence.EXCERPT, Licence.FULL)


def narrow(source: Source, *, now: datetime) -> int:
    """Show no more than this of any story; returns of how many less is shown from now on."""
    wider = _FROM_LEAST[_FROM_LEAST.index(Licence(source.licence)) + 1 :]
    return _set(_own(source).filter(licence__in=wider), source, now=now)


def follow(source: Source, *, now: datetime) -> int:
    """Show as much as this of every story."""
    return _set(_own(source).exclude(licence=source.licence), source, now=now)


def _own(source: Source) -> QuerySet[Story]:
    return Story.objects.filter(owner_source=source, origin=Story.Origin.PULLED)


def _set(stories: QuerySet[Story], source: Source, *, now: datetime) -> int:
    """Which pictures are ours to show, and which words are to be found, follow from it."""
    return stories.update(licence=source.licence, pictures_due_at=now, search_owed=True)
