"""Stories that say they are owed to the index, paid in batches: several workers at once share the work.

A batch is held by its rows, so that what is written meanwhile waits and owes again, and others pass over it. Its
lock lets be written what only refers to a story. Whatever can wait is written down for afterwards.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import transaction

from portal.search import entries
from portal.search.models import Kind, SearchEntry
from portal.search.subjects import Text, story_text
from stories.models import Afterwards, Story

BATCH = 200  # stories per transaction
WHILE = 40.0  # seconds that one sweep pays for; the next one goes on

_READ = (
    "licence", "lang", "title", "excerpt", "text", "byline", "sort_at", "owner_source__title", "owner_source__url",
)  # fmt: skip
_BELONGS = {"topics": "topics__name", "areas": "areas__name", "programmes": "programmes__name"}


def pay() -> tuple[int, int]:
    """Pay while there is something to pay, and time; returns how many entries were written and taken away."""
    written = gone = 0
    began, paid = time.monotonic(), BATCH
    while paid == BATCH and time.monotonic() - began < WHILE:
        paid, fresh, stale = _pay_batch()
        written, gone = written + fresh, gone + stale
    return written, gone


@transaction.atomic
def _pay_batch() -> tuple[int, int, int]:
    """How many stories were paid for, and how many entries written and taken away for them."""
    owed = Story.objects.filter(search_owed=True).order_by("pk").select_related("owner_source").only(*_READ)
    stories = list(owed.select_for_update(skip_locked=True, no_key=True, of=("self",))[:BATCH])
    if not stories:
        return 0, 0, 0
    pks = {story.pk for story in stories}
    shown = set(Story.objects.published().filter(pk__in=pks).values_list("pk", flat=True))
    gone, _by_model = SearchEntry.objects.filter(story__in=pks - shown).delete()
    public = [story for story in stories if story.pk in shown]
    written = entries.write(Kind.STORY, _texts(public))
    Afterwards.objects.words_changed(public)
    Story.objects.filter(pk__in=pks).update(search_owed=False)
    return len(pks), written, gone


def _texts(stories: Sequence[Story]) -> dict[int, Text]:
    names = _names([story.pk for story in stories])
    return {story.pk: story_text(story, names[story.pk]) for story in stories}


def _names(pks: Sequence[int]) -> defaultdict[int, list[str]]:
    """What each of them belongs to. Prefetching would make an object for each name of each story."""
    names: defaultdict[int, list[str]] = defaultdict(list)
    for many, name in _BELONGS.items():
        rows: Iterable[tuple[int, str]] = (
            Story.objects.filter(pk__in=pks, **{f"{many}__isnull": False})
            .order_by("pk", name)
            .values_list("pk", name)
        )
        for pk, each in rows:
            names[pk].append(each)
    return names
