"""Loaded by the workers of fault runs, and by nothing else: where moments are, and the defects there may be.

A run that does not see the defect would not see the mistake either. How both are ordered: `moments`.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from celery.fixups.django import DjangoWorkerFixup
from celery.signals import worker_shutting_down
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.utils import timezone

from portal.outbound import Limits
from stories import tasks
from stories.ingest import documents, due, our_clock, pipeline, quiet, schedule
from stories.ingest.entry import Document
from stories.ingest.reading import Read, Reader, Request
from stories.models import Host, Source
from tests.faults.moments import FOLDER, defective, moment, ordered, watch, watch_answers, watch_writes
from tests.poisonable_child import obey

LONG = timedelta(hours=1)


class ArmedReader(Reader[Any]):
    """Reads in a child that documents may poison, and that may be killed right after a document was sent."""

    def send(self, job: Any, body: bytes, *, url: str, content_type: str = "", **options: Any) -> bool:
        if defective("documents are read in the worker"):
            self._answered.append((job, obey(Request(body, url, content_type, options.get("known")))))
            return True
        taken = super().send(job, body, url=url, content_type=content_type, **options)
        moment("a document was sent", reader=self.pid)
        if self.pid:
            os.kill(self.pid, signal.SIGCONT)  # it is another process's reader that died
        return taken

    def _enqueue(self, sent: Any) -> None:
        """Whoever is to die of a document stands still before it comes: it might have answered by then."""
        if self.pid and ordered("a document was sent") == "kill reader":
            os.kill(self.pid, signal.SIGSTOP)
        super()._enqueue(sent)

    def _died(self, child: Any) -> None:
        if defective("a dead reader read nothing"):
            waiting, nothing = list(self._waiting), Read(Document(format="rss"), ())
            self.close()
            self._answered += [(sent.job, nothing) for sent in waiting]
            return
        super()._died(child)


_kept = threading.local()


def here() -> Reader[Any]:
    if getattr(_kept, "pid", None) != os.getpid():
        _kept.pid = os.getpid()
        _kept.reader = ArmedReader((sys.executable, "-m", "tests.poisonable_child"))
    reader: Reader[Any] = _kept.reader
    return reader


# --- defects ---------------------------------------------------------------------------------------------


def defect_validators_first(save: Callable[..., Any]) -> Callable[..., Any]:
    """D2 of the book."""
    kept = ("etag", "last_modified", "wire_hash", "body_hash")

    def broken(source: Source, decisions: Any, outcome: Any, *rest: Any) -> Any:
        if defective("the validators are saved before the entries"):
            columns = {name: value for name, value in outcome.columns.items() if name in kept}
            Source.objects.filter(pk=source.pk).update(**columns)
            time.sleep(0.3)  # as long as a busy database takes, so that a death at random meets it
        return save(source, decisions, outcome, *rest)

    return broken


def defect_no_fence(save: Callable[..., Any]) -> Callable[..., Any]:
    """Takes the source back when it comes to write, whoever has had it meanwhile."""

    def broken(source: Source, decisions: Any, outcome: Any, *rest: Any) -> Any:
        if defective("whoever comes late may write"):
            until = timezone.now() + LONG
            Source.objects.filter(pk=source.pk).update(lease_token=outcome.lease_token, leased_until=until)
        return save(source, decisions, outcome, *rest)

    return broken


def defect_of_claims(claim: Callable[..., Any]) -> Callable[..., Any]:
    def broken(**kwargs: Any) -> Any:
        tokens = claim(**kwargs)
        ours, far_off = Source.objects.filter(lease_token__in=tokens), timezone.now() + LONG
        hosts = Host.objects.filter(lease_token__in=tokens)
        if defective("a lease has no end"):
            ours.update(leased_until=far_off)
            hosts.update(next_at=far_off)
        if defective("sent out is done"):
            ours.update(next_fetch_at=far_off)
        if defective("leases are not looked at"):
            hosts.update(next_at=None)
        if tokens:
            moment("something was claimed")
        return tokens

    return broken


def defect_of_renewal(renew: Callable[..., bool]) -> Callable[..., bool]:
    """Who has a lease without an end need not renew it; renewed, it would have one."""

    def broken(token: Any, **kwargs: Any) -> bool:
        return defective("a lease has no end") or renew(token, **kwargs)

    return broken


def defect_of_the_clock(mend: Callable[..., Any]) -> Callable[..., Any]:
    """What lies too far ahead is mended as if a clock had been put back: a lease without an end, too."""

    def broken(**kwargs: Any) -> Any:
        return None if defective("a lease has no end") else mend(**kwargs)

    return broken


def defect_of_failures(after_failure: Callable[..., Any]) -> Callable[..., Any]:
    def broken(*args: Any, **kwargs: Any) -> Any:
        columns = after_failure(*args, **kwargs)
        if defective("who fails is asked no more"):
            columns["next_fetch_at"] = timezone.now() + LONG
        return columns

    return broken


def defect_everything_is_due(due_now: Callable[..., Any]) -> Callable[..., Any]:
    def broken(sources: Any, now: Any) -> Any:
        if defective("leases are not looked at"):
            return sources.followed().filter(next_fetch_at__lte=now)
        return due_now(sources, now)

    return broken


def defect_of_connections(close: Callable[..., Any]) -> Callable[..., Any]:
    """Kept although it is broken: Django itself lets go of one that fails at the end of a transaction."""

    def broken(connection: Any) -> Any:
        return None if defective("connections are kept for ever") else close(connection)

    return broken


def defect_stale_connections(close: Callable[..., Any]) -> Callable[..., Any]:
    def broken(fixup: Any, **kwargs: Any) -> Any:
        return None if defective("connections are kept for ever") else close(fixup, **kwargs)

    return broken


def defect_of_the_client(client: Callable[..., Any]) -> Callable[..., Any]:
    """Not a defect of its own: what the lease is measured against is shortened with it."""

    def broken(limits: Any = None) -> Any:
        short = replace(Limits(), connect=1.5, first_byte=2.0, total=2.0)
        patient = replace(Limits(), connect=600.0, first_byte=600.0, total=600.0)
        return client(patient if defective("an answer may take for ever") else short)

    return broken


def _drop_at_sigterm(**_signal: Any) -> None:
    """A pool process that ends at once when its worker is told to stop."""
    if defective("a claim is dropped at SIGTERM"):
        os.killpg(os.getpgrp(), signal.SIGKILL)


def shorten(module: Any, name: str, to: float | timedelta) -> None:
    """What is measured against the lease, shortened with it."""
    assert type(getattr(module, name)) is type(to), f"{name} is given in another unit by now"
    setattr(module, name, to)


def arm() -> None:
    """Done in the worker before it forks. A name that is no more fails here, and the worker does not start."""
    for name in ("at", "taken", "defects"):
        (FOLDER / name).mkdir(parents=True, exist_ok=True)
    claiming: Any = due
    armed: Any = pipeline
    armed.save = defect_no_fence(armed.save)  # inside: who stands still where it begins makes it afterwards
    watch(pipeline, "save")
    armed.save = defect_validators_first(armed.save)  # outside: who dies where it begins has made it
    watch(quiet, "write_back")
    watch(pipeline, "ingest")
    claiming.claim = defect_of_claims(
        claiming.claim
    )  # inside: what dies after the claim has made its mistake
    clock: Any = our_clock
    clock.mend = defect_of_the_clock(clock.mend)
    claiming.renew = defect_of_renewal(claiming.renew)
    watch(due, "claim")
    watch(due, "release")
    worker_shutting_down.connect(_drop_at_sigterm)
    connection_created.connect(watch_writes)
    shorten(pipeline, "RENEW_EVERY", 1.0)
    shorten(pipeline, "WORK_TIME", 3.5)
    shorten(documents, "WAIT", 0.1)
    shorten(due, "ASKING_TIME", timedelta(seconds=1.5))
    armed.fetch = watch_answers(armed.fetch)
    armed.here = here
    edge: Any = tasks
    edge.outbound = SimpleNamespace(client=defect_of_the_client(edge.outbound.client))
    scheduling: Any = schedule
    scheduling.after_failure = defect_of_failures(scheduling.after_failure)
    sources: Any = type(Source.objects.all())
    sources.due = defect_everything_is_due(sources.due)
    wrapper: Any = BaseDatabaseWrapper
    wrapper.close = defect_of_connections(wrapper.close)
    DjangoWorkerFixup.close_database = defect_stale_connections(DjangoWorkerFixup.close_database)


arm()
