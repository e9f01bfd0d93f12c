"""The database and the list beside it brought to say the same: what either knows to be taken down is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db.models import Q

from stories.models import Story, Tombstone
from stories.takedown import kept_list, marks
from stories.takedown.removing import remove

BATCH = 500  # stories looked at together


@dataclass(frozen=True, slots=True)
class Reconciled:
    """How many marks the database and the list learned, and how many stories a backup had brought back."""

    learned: int
    written: int
    removed: int


def unknown(path: Path) -> set[bytes]:
    """What the list says and the database does not know: it is an older one, from a backup."""
    return kept_list.read(path) - _held()


def reconcile(path: Path, *, now: datetime) -> Reconciled:
    """Replay the list into the database and add what it lacks. Harmless when repeated.

    Stories are looked at only where the list says something new, as after a backup was restored.
    """
    listed = kept_list.read(path)
    held = _held()
    learned = listed - held
    removed = _remove_again(learned) if learned else 0
    Tombstone.objects.bulk_create((Tombstone(digest=mark) for mark in learned), ignore_conflicts=True)
    if held - listed:
        kept_list.append(path, held - listed, now=now)
    return Reconciled(learned=len(learned), written=len(held - listed), removed=removed)


def _held() -> set[bytes]:
    return {bytes(digest) for digest in Tombstone.objects.values_list("digest", flat=True)}


def _remove_again(learned: Collection[bytes]) -> int:
    removed = 0
    for story in _stories():
        found = marks.of_story(story)
        if not found.isdisjoint(learned):
            remove(story, found)
            removed += 1
    return removed


def _stories() -> Iterator[Story]:
    last = 0
    while True:
        rows = Story.objects.filter(Q(pk__gt=last)).order_by("pk")
        batch = marks.with_names(rows).defer("html", "text")[:BATCH]
        yield from batch
        if len(batch) < BATCH:
            return
        last = batch[len(batch) - 1].pk
