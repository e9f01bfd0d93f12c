"""What is owed to the index, and paying it: stories that say so, everything else by comparing.

The engine writes stories in bulk and must not wait for a search index, so a story carries `search_owed` and a
sweep comes by every minute; it also sees who else tells the story (`stories.retold`). People, organisations and
pages are few: the same sweep reads them all and writes what differs. The rows are the truth; running twice, late
or not at all harms nothing but the time.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.search.models import Kind, SearchEntry, marked
from portal.search.subjects import SUBJECTS, Subject
from portal.search.words import fold
from stories import retold
from stories.models import Story

BATCH = 200  # stories per transaction
WHILE = 40.0  # seconds that one sweep pays for stories; the next one goes on

_COLUMNS = ["title", "words", "at", "digest"]


@dataclass(frozen=True)
class Swept:
    """How many entries a sweep wrote and took away."""

    written: int = 0
    gone: int = 0

    def __add__(self, other: Swept) -> Swept:
        return Swept(self.written + other.written, self.gone + other.gone)


def owe(sender: type[Story], instance: Story, **_signal: Any) -> None:
    """A story that was saved by a form or a shell is to be indexed again. Bulk writers say so themselves."""
    if not instance.search_owed:
        Story.objects.filter(pk=instance.pk).update(search_owed=True)


def sweep() -> Swept:
    """Pay what is owed for stories, and bring everything else up to date."""
    done = Swept()
    began, owed = time.monotonic(), BATCH
    while owed == BATCH and time.monotonic() - began < WHILE:
        owed, swept = _pay_stories()
        done += swept
    for kind in (Kind.PERSON, Kind.ORGANISATION, Kind.PAGE):
        done += _compare(SUBJECTS[kind])
    return done


@transaction.atomic
def _pay_stories() -> tuple[int, Swept]:
    """One batch of stories, held by their rows, so that an edit meanwhile is not lost."""
    owed = Story.objects.filter(search_owed=True).order_by("pk")
    pks = list(owed.select_for_update(skip_locked=True).values_list("pk", flat=True)[:BATCH])
    if not pks:
        return 0, Swept()
    subject = SUBJECTS[Kind.STORY]
    public = list(subject.public().filter(pk__in=pks))
    hidden = set(pks) - {story.pk for story in public}
    gone, _by_model = SearchEntry.objects.filter(story__in=hidden).delete()
    swept = Swept(_write(subject, public), gone)
    busy = retold.gather(public, now=timezone.now()) if public else set()
    Story.objects.filter(pk__in=set(pks) - busy).update(search_owed=False)
    return len(pks), swept


def _compare(subject: Subject) -> Swept:
    """Write entries for what is new or says something else, and drop those of what is public no more."""
    things = list((subject.indexed or subject.public)())
    public = {thing.pk for thing in things}
    held = SearchEntry.objects.of(subject.kind).values_list("pk", f"{subject.kind}_id")
    gone = [entry for entry, thing in held if thing not in public]
    if gone:
        SearchEntry.objects.filter(pk__in=gone).delete()
    return Swept(_write(subject, things), len(gone))


def _write(subject: Subject, things: Iterable[Any]) -> int:
    """The entries that differ from what is held, in one statement."""
    made = {thing.pk: _entry(subject, thing) for thing in things}
    column = f"{subject.kind}_id"
    held = SearchEntry.objects.filter(**{f"{column}__in": list(made)}).values_list(column, "digest")
    same = {pk for pk, digest in held if bytes(digest) == made[pk].digest}
    changed = [entry for pk, entry in made.items() if pk not in same]
    SearchEntry.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=[subject.kind], update_fields=_COLUMNS, batch_size=BATCH
    )
    return len(changed)


def _entry(subject: Subject, thing: Any) -> SearchEntry:
    text = subject.text(thing)
    title, words = (marked(subject.kind, said) for said in (fold(text.title), subject.words(thing)))
    digest = hashlib.sha256(f"{title}\0{words}\0{text.at}".encode()).digest()
    return SearchEntry(
        **{f"{subject.kind}_id": thing.pk}, title=title, words=words, at=text.at, digest=digest
    )
