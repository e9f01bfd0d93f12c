"""The thin edge to Celery: take a token, call one domain function. The tables say what is owed."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from celery import shared_task
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from kombu.exceptions import OperationalError

from portal import outbound
from stories import erasing, notify, retold, signals, takedown
from stories.ingest import claims, due, our_clock, pipeline, retention
from stories.language.owed import hear_owed
from stories.pictures import copying, strays
from stories.pictures.fetching import LIMITS
from stories.sources import rediscovering, watching
from stories.takedown.kept_list import NotOurs

log = logging.getLogger(__name__)

HANDFUL = 2  # claims made before the bell is rung for them

IMPORT = 100  # stories of one claim; what fewer bring, the clock finds soon enough


@shared_task
def dispatch_due() -> int:
    """Claim what is due, as much as the workers begin in time, and ring one bell per claim.

    Harmless when doubled, late or absent.
    """
    now = timezone.now()
    rung = _claim_more(now=now)  # first of all, as workers wait for it
    claims.forget_old(now=now)
    our_clock.mend(now=now)
    return rung


@shared_task
def fetch_one(source: int) -> int:
    """Claim one source that somebody waits for, before whatever else is due and whether there is room or not.

    Where its host is being asked already, or wants to be left alone, it is taken up like any other.
    """
    now = timezone.now()
    return _ring_for(due.claim(now=now, only=Q(pk=source)), now=now)


@shared_task
def ingest_claim(token: str) -> None:
    """Do the work of one claim; one that another worker took up, or that nobody bears any more, is no work.

    Whoever takes one up makes room for the next, so that what is due is worked off without waiting for the clock.
    """
    if not due.begin(UUID(token), now=timezone.now()):
        return
    _claim_more(now=timezone.now())
    tally = pipeline.ingest(UUID(token), client=outbound.client(), tell=watching.telling())
    log.info("claim done", extra={"new": tally.new, "changed": tally.changed, **tally.codes})
    if tally.new or tally.changed:
        copy_pictures.delay()
    if tally.new + tally.changed >= IMPORT:
        signals.imported.send_robust(sender=None)


@shared_task
def copy_pictures() -> None:
    """Copy the pictures that are owed, for a while; nothing owed is no work."""
    tally = copying.copy_owed(client=outbound.client(LIMITS))
    if any(asdict(tally).values()):
        log.info("pictures copied", extra=asdict(tally))


@shared_task
def tell_owed() -> int:
    """Send the letters that are owed; returns how many went out."""
    return notify.tell_owed(now=timezone.now())


@shared_task
def owe_word_of_failing() -> int:
    """See who is to hear of a source that has been failing for days; returns how many letters are owed."""
    return notify.owe_word_of_failing(now=timezone.now())


@shared_task
def rediscover() -> int:
    """Look at the home pages of sources whose feed has vanished; returns how many were looked at."""
    return rediscovering.rediscover_owed(now=timezone.now)


@shared_task
def purge_fetches() -> int:
    """Forget old attempts; returns how many."""
    return retention.purge(now=timezone.now())


@shared_task
def purge_outbox() -> int:
    """Forget letters that went out long ago; returns how many."""
    return notify.purge(now=timezone.now())


@shared_task
def sweep_strays() -> int:
    """Delete pictures that nothing shows; returns how many."""
    return strays.sweep_strays(now=timezone.now())


@shared_task
def gather_retold() -> None:
    """See who else tells what is new. Harmless when doubled, late or absent."""
    if seen := retold.sweep(now=timezone.now()):
        log.info("looked for who else tells it", extra={"stories": seen})


@shared_task
def hear_languages() -> None:
    """Hear which language a story is in where nobody said so. Harmless when doubled, late or absent."""
    if heard := hear_owed():
        log.info("languages heard", extra={"stories": heard})


@shared_task
def forget_sketches() -> int:
    """Drop what served to find who else tells a story, once it is old; returns how many."""
    return retold.forget(now=timezone.now())


@shared_task
def keep_taken_down() -> None:
    """Bring the list of what was taken down and the database together, so that neither forgets anything."""
    try:
        erasing.erase_again(settings.TAKEN_DOWN_LIST, now=timezone.now())
        done = takedown.reconcile(settings.TAKEN_DOWN_LIST, now=timezone.now())
    except (NotOurs, OSError) as error:
        log.error("the list of what was taken down cannot be kept", extra={"error": str(error)})
        return
    if any(asdict(done).values()):
        log.info("taken down", extra=asdict(done))


def _claim_more(*, now: datetime) -> int:
    """A handful at a time, so that the first are worked on while the others are being claimed."""
    room, rung = claims.room(now=now), 0
    while room > 0 and (tokens := due.claim(now=now, most=min(room, HANDFUL))):
        heard = _ring_for(tokens, now=now)
        rung += heard
        room -= heard
        if heard < len(tokens):  # nobody to ring at
            break
    return rung


def _ring_for(tokens: Iterable[UUID], *, now: datetime) -> int:
    """One bell per claim; what nobody can be told of is given back. Returns how many were rung."""
    rung = 0
    for token in tokens:
        try:
            ingest_claim.delay(str(token))
            rung += 1
        except OperationalError:
            log.warning("no broker to ring at")
            due.release(token, now=now)
    return rung
