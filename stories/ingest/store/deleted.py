"""Stories that their publisher has deleted, and says so: out of sight, by a decision nobody here took."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import cache

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from stories.models import Decision, EntryKey, Source, Story, facets


def hide_deleted(source: Source, keys: Collection[bytes], *, now: datetime) -> int:
    """Hide those of this source's own stories that bear these keys; returns how many. Staff may show them again.

    One that staff showed again although it was deleted stays in sight: they have decided.
    """
    if not keys:
        return 0
    named = EntryKey.objects.filter(source=source, digest__in=list(keys)).values("story")
    public = Story.objects.published().filter(pk__in=named, owner_source=source)
    ours = Decision.objects.filter(who=None, to_state=Story.State.HIDDEN, reason__in=_reasons())
    decided = ours.filter(story__in=public).values("story")
    pks = list(public.exclude(pk__in=decided).select_for_update().values_list("pk", flat=True))
    if not pks:
        return 0
    facets.move(pks, Story.State.HIDDEN, now=now)
    Decision.objects.bulk_create(
        Decision(
            story_id=pk,
            when=now,
            from_state=Story.State.PUBLISHED,
            to_state=Story.State.HIDDEN,
            reason=_reason(),
        )
        for pk in pks
    )
    return len(pks)


def _reason() -> str:
    return _("Its publisher has deleted it.")


@cache
def _reasons() -> frozenset[str]:
    """In whatever language it was written down; a moderator's step is nobody's too, once their account is gone."""
    found = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            found.add(_reason())
    return frozenset(found)
