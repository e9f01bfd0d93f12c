"""What is owed to the index, and paying it: stories that say so, everything else by comparing.

The engine writes stories in bulk and must not wait for a search index, so a story carries `search_owed`, and a
sweep is rung for after an import and comes by the clock in any case. People, organisations and pages are few: the
sweep of every minute reads them all and writes what differs. The rows are the truth; running twice, at once, late
or not at all harms nothing but the time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portal.search import entries, owed
from portal.search.models import Kind, SearchEntry
from portal.search.subjects import SUBJECTS, Subject
from stories.models import Story


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
    done = sweep_stories()
    for kind in (Kind.PERSON, Kind.ORGANISATION, Kind.PAGE):
        done += _compare(SUBJECTS[kind])
    return done


def sweep_stories() -> Swept:
    """Pay what is owed for stories. Nothing owed costs one look at an index of what is."""
    return Swept(*owed.pay())


def _compare(subject: Subject) -> Swept:
    """Write entries for what is new or says something else, and drop those of what is public no more."""
    texts = {thing.pk: subject.text(thing) for thing in (subject.indexed or subject.public)()}
    held = SearchEntry.objects.of(subject.kind).values_list("pk", f"{subject.kind}_id")
    gone = [entry for entry, thing in held if thing not in texts]
    if gone:
        SearchEntry.objects.filter(pk__in=gone).delete()
    return Swept(entries.write(subject.kind, texts), len(gone))
