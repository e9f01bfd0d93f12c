"""Store one changed source: lease check, validators, hashes, stories and log, in one transaction or not at all."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count

from stories import bulk
from stories.bulk import Insert, Row
from stories.ingest.entry import Carried, Changed, Decision, New, Presence, Rung
from stories.ingest.store.absent import note_absent
from stories.ingest.store.arrival import Arrival
from stories.ingest.store.deleted import hide_deleted
from stories.ingest.store.outcome import Outcome
from stories.ingest.store.rows import Writer
from stories.models import Code, EntryKey, Fetch, LastDocument, Source, Story

GUIDS_BELIEVED = 2  # for one story: the one it had, and the one it has since the blog moved


class LeaseLost(Exception):
    """Another worker holds this source now; nothing was written."""


@dataclass(frozen=True, slots=True)
class Saved:
    """How many stories a document brought and how many it changed."""

    new: int
    changed: int
    code: Code


def save(
    source: Source,
    decisions: Sequence[Decision],
    outcome: Outcome,
    presence: Presence | None = None,
    deleted: Collection[bytes] = frozenset(),
    last_document: Row | None = None,
) -> Saved:
    """Write what was decided about one source's document; `last_document` is what is to be known of it next time.

    The validators are saved in the transaction that saves the entries: an ETag kept without its entries would
    lose them for good. Raises LeaseLost, having written nothing, when the token no longer holds.
    """
    with transaction.atomic():
        held = {"id": source.pk, "lease_token": outcome.lease_token}
        if not bulk.update(Source, outcome.source_columns(), where=held):
            raise LeaseLost(f"source {source.pk}")
        decisions = _about_what_is_left(decisions)
        added = [decision.found for decision in decisions if isinstance(decision, New)]
        arrival = Arrival.of(added, source=source, now=outcome.finished_at)
        writer = Writer(source, claim=outcome.lease_token, now=outcome.finished_at, arrival=arrival)
        new = writer.add(added)
        changed = writer.change([d for d in decisions if isinstance(d, Changed)])
        writer.attach([(d.story_id, d.found) for d in decisions if isinstance(d, Carried | Changed)])
        hide_deleted(source, deleted, now=outcome.finished_at)
        note_absent(source, presence or Presence(), now=outcome.finished_at)
        outcome = _flooded(outcome, arrival)
        outcome = _restless(_distrusting(source, decisions, outcome), changed.restless)
        fetch = outcome.fetch_columns(new=new.stories, changed=changed.stories)
        bulk.insert_all(*new.rows, _last(last_document), Insert(Fetch, [fetch]))
    return Saved(new.stories, changed.stories, outcome.code)


def _last(document: Row | None) -> Insert:
    rows = [document] if document else []
    return Insert(LastDocument, rows, unique=("source_id",), update=("context", "entries"))


def _flooded(outcome: Outcome, arrival: Arrival) -> Outcome:
    """Say that much came at once: a feed that was moved to another system, most often."""
    if not arrival.is_flood:
        return outcome
    note = f"{arrival.entries} at once: they stand at their own dates, and nobody is told of them"
    return outcome.noting(note, code=Code.OK_WITH_WARNINGS)


def _restless(outcome: Outcome, stories: int) -> Outcome:
    """Say which stories change again and again: a counter or an advertisement in them, most often."""
    if not stories:
        return outcome
    note = f"{stories} changed more than once within a day: one earlier version a day is kept"
    return outcome.noting(note, code=Code.OK_WITH_WARNINGS)


def _about_what_is_left(decisions: Sequence[Decision]) -> list[Decision]:
    """Without those about stories that were taken down while the document was read; the others are held."""
    told = {d.story_id for d in decisions if isinstance(d, Carried | Changed)}
    if not told:
        return list(decisions)
    # In one order, so that two sources that carry the same stories wait for each other.
    rows = Story.objects.select_for_update(no_key=True).filter(pk__in=told).order_by("pk")
    left = set(rows.values_list("pk", flat=True))
    return [d for d in decisions if not isinstance(d, Carried | Changed) or d.story_id in left]


def _distrusting(source: Source, decisions: Sequence[Decision], outcome: Outcome) -> Outcome:
    """A guid may change once, as when a blog moves. One that changes again is none, and no longer gone by."""
    renamed = [d.story_id for d in decisions if isinstance(d, Carried | Changed) and d.renamed]
    if not renamed or source.key_policy != Rung.GUID:
        return outcome
    note = f"{len(renamed)} known under a new identifier"
    keys = EntryKey.objects.filter(source=source, story_id__in=renamed, rung=Rung.GUID.value)
    if keys.values("story").annotate(names=Count("pk")).filter(names__gt=GUIDS_BELIEVED).exists():
        Source.objects.filter(pk=source.pk).update(key_policy=Rung.LINK.value)
        note = "its identifiers change from visit to visit: entries are told apart by their addresses now"
        return outcome.noting(note, code=Code.OK_WITH_WARNINGS)
    return outcome.noting(note)
