"""Store one changed source: lease check, validators, hashes, stories and log, in one transaction or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from stories.ingest.entry import Carried, Changed, Decision, New
from stories.ingest.store.outcome import Outcome
from stories.ingest.store.rows import Writer
from stories.models import Source


class LeaseLost(Exception):
    """Another worker holds this source now; nothing was written."""


@dataclass(frozen=True, slots=True)
class Saved:
    """How many stories a document brought and how many it changed."""

    new: int
    changed: int


def save(source: Source, decisions: Sequence[Decision], outcome: Outcome) -> Saved:
    """Write what was decided about one source's document.

    The validators are saved in the transaction that saves the entries: an ETag kept without its entries would
    lose them for good. Raises LeaseLost, having written nothing, when the token no longer holds.
    """
    with transaction.atomic():
        held = Source.objects.filter(pk=source.pk, lease_token=outcome.lease_token)
        if not held.update(**outcome.source_columns()):
            raise LeaseLost(f"source {source.pk}")
        writer = Writer(source, now=outcome.finished_at)
        new = writer.add([decision.found for decision in decisions if isinstance(decision, New)])
        changed = writer.change([d for d in decisions if isinstance(d, Changed)])
        writer.attach([(d.story_id, d.found) for d in decisions if isinstance(d, Carried | Changed)])
        outcome.fetch_row(new=new, changed=changed).save(force_insert=True)
    return Saved(new, changed)
