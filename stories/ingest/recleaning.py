"""Stories cleaned by an older cleaner, cleaned again by today's, so that a rule it has learnt since holds for all.

What was stored is all there is: it can lose something, and never regain what was dropped. A story's place, its
revisions and what its source is compared with stay as they are. Running it twice, or beside the engine, is
harmless.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from stories.ingest.clean import CLEANER_VERSION, clean_html, excerpt, text_of
from stories.models import Story

AT_ONCE = 200  # stories locked together


@dataclass(frozen=True, slots=True)
class Batch:
    seen: int
    changed: int


def reclean() -> Iterator[Batch]:
    """Batch by batch, each in its own transaction, until no story of an older version is left."""
    last = 0
    while True:
        with transaction.atomic():
            old = Story.objects.filter(cleaner_version__lt=CLEANER_VERSION, pk__gt=last)
            stories = list(old.select_for_update().order_by("pk")[:AT_ONCE])
            changed = [story for story in stories if _clean(story)]
            Story.objects.bulk_update(changed, ["html", "text", "excerpt", "search_owed"])
            pks = [story.pk for story in stories]
            Story.objects.filter(pk__in=pks).update(cleaner_version=CLEANER_VERSION)
        if not stories:
            return
        last = stories[-1].pk
        yield Batch(seen=len(stories), changed=len(changed))


def _clean(story: Story) -> bool:
    """Whether today's cleaner finds something to change; if so it is changed."""
    html = clean_html(story.html, base_url=story.canonical_url)
    if html == story.html:
        return False
    story.html, story.text = html, text_of(html)
    story.excerpt, story.search_owed = excerpt(story.text), True
    return True
