"""An address that says for good that the feed lives elsewhere: how it proves itself, and what happens then.

Anybody may buy a lapsed domain, so a new address has to bring the feed three times over a day at least before it
is ours. The same host over TLS is the same publisher, and is taken at once. Never raises for what a host says.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction

from stories.ingest.visit import Visit
from stories.models import FormerAddress, Source

PROVEN_POLLS = 3
PROVEN_OVER = timedelta(hours=24)


def seen(source: Visit, moved_to: str | None, *, read: bool, broken: bool, now: datetime) -> dict[str, Any]:
    """The columns that remember what one attempt said of a move.

    None means that nobody answered: what was known stays known. `read` says that the feed was there, `broken` that
    something else was; an outage proves nothing either way.
    """
    if moved_to is None:
        return {}
    if moved_to != source.moved_to or (moved_to and broken):
        polls = int(bool(moved_to) and read)
        return {"moved_to": moved_to, "moved_polls": polls, "moved_since": now if polls else None}
    if not moved_to or not read:
        return {}
    return {"moved_polls": source.moved_polls + 1, "moved_since": source.moved_since or now}


def adopt(pk: int, *, now: datetime) -> bool:
    """Make the new address the source's own, if it has proved itself and no other source has it.

    The old one is kept in the source's history: what was taken down under it stays down, and nobody proposes it
    again.
    """
    try:
        with transaction.atomic():
            source = Source.objects.select_for_update().filter(pk=pk).first()  # staff may delete it meanwhile
            if source is None or not _proven(source, now=now) or held_by_another(source, source.moved_to):
                return False
            FormerAddress.objects.create(source=source, url=source.url, until=now)
            home = Source.at(source.moved_to)
            Source.objects.filter(pk=pk).update(
                url=home.url, host=home.host, moved_to="", moved_polls=0, moved_since=None
            )
    except IntegrityError:  # somebody proposed that address at this very moment
        return False
    return True


def held_by_another(source: Source, url: str) -> bool:
    """Whether we follow that address already: two sources are one, and a person has to say which stays."""
    return bool(url) and Source.objects.exclude(pk=source.pk).filter(url=url).exists()


def is_upgrade(old: str, new: str) -> bool:
    """The same host and path, over TLS from now on."""
    was, will_be = urlsplit(old), urlsplit(new)
    return (was.scheme, will_be.scheme) == ("http", "https") and (
        (was.hostname, was.path or "/", was.query) == (will_be.hostname, will_be.path or "/", will_be.query)
        and will_be.port in {None, 443}
    )


def _proven(source: Source, *, now: datetime) -> bool:
    if not source.moved_to or not source.moved_polls or source.moved_since is None:
        return False
    if is_upgrade(source.url, source.moved_to):
        return True
    return source.moved_polls >= PROVEN_POLLS and now - source.moved_since >= PROVEN_OVER
