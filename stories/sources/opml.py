"""Lists of feeds in: an OPML file becomes proposed sources, each line told apart and none lost in silence.

OPML 2.0 (http://opml.org/spec2.opml) as forgivingly as listparser reads it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import listparser
from django.db import transaction
from django.utils.translation import gettext as _

from programmes.models import Programme
from stories.ingest.identify import canonical_url
from stories.models import Source
from stories.sources import addresses, placing, proposing


class NotOpml(Exception):
    """The bytes are no list of feeds; the message says so in plain words."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that names nothing we would fetch, and why."""

    outline: Outline
    reason: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of every line."""

    added: list[Source]
    known: list[Source]
    refused: list[Refused]


def read(data: bytes) -> list[Outline]:
    """The feeds of an OPML document, in its order. Raises NotOpml where there are none."""
    found = listparser.parse(data)
    if not found.feeds:
        problem = found.bozo_exception
        detail = f" ({problem})" if problem else ""
        raise NotOpml(_("No feeds were found in this file: it is empty or not OPML.") + detail)
    return [Outline(url=feed.url.strip(), title=(feed.title or "").strip()) for feed in found.feeds]


def propose(outlines: Iterable[Outline], *, programme: Programme, now: datetime) -> Imported:
    """Make a proposed source of every feed we do not know yet, and put all of them in the programme.

    Two spellings of one address are one source, and so is where it was. What is known brings its stories along.
    Nothing is requested here.
    """
    result = Imported([], [], [])
    ours = proposing.by_address(Source.objects.all())
    seen: set[str] = set()
    for outline in outlines:
        try:
            url = addresses.to_follow(outline.url)
        except addresses.Refused as refused:
            result.refused.append(Refused(outline, str(refused)))
            continue
        key = canonical_url(url)
        if key in seen:
            continue
        seen.add(key)
        source = ours.get(key)
        if source is None:
            source = Source.at(url, title=outline.title[:300], next_fetch_at=now)
            source.save()
            result.added.append(source)
        elif source not in result.known:
            result.known.append(source)
        _put(source, programme)
    return result


@transaction.atomic
def _put(source: Source, programme: Programme) -> None:
    if programme.pk not in placing.PROGRAMMES.held(source):
        placing.PROGRAMMES.add(source, {programme.pk})
        placing.carried_by(source).update(search_owed=True)
