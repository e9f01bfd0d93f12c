"""Proposing a source: which address we know already, which stories we hold, and the row that waits for a decision.

Decides what may be proposed. Leaves finding a feed to `ingest.discovery`, and following it to `publishing`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from stories.ingest.entry import CleanEntry
from stories.ingest.identify import canonical_url, digest
from stories.models import Decision, Source, SourceArea, SourceProgramme, Story
from stories.sources import addresses
from stories.sources.addresses import Refused

if TYPE_CHECKING:
    from people.models import Person
    from portal.accounts.models import User
    from programmes.models import Area, Programme

# What one person may have waiting; a list of feeds comes in through OPML.
WAITING_EACH = 20


@dataclass(frozen=True)
class Wish:
    """What somebody wants to be followed, and how."""

    url: str
    title: str
    home_page: str
    licence: str
    programmes: Sequence[Programme]
    areas: Sequence[Area] = ()
    steward: Person | None = None
    why: str = ""


def known(url: str) -> Source | None:
    """The source we have at this address, however it is spelt, or that has moved there."""
    sources = Source.objects.only("url", "moved_to", "title", "state")
    return by_address(sources).get(canonical_url(url))


def by_address(sources: QuerySet[Source]) -> dict[str, Source]:
    """These sources by every address that is theirs: where they are, where they were, where they have moved to."""
    rows = list(sources.prefetch_related("former_addresses"))
    pairs = [(source.url, source) for source in rows]
    pairs += [(former.url, source) for source in rows for former in source.former_addresses.all()]
    pairs += [(source.moved_to, source) for source in rows if source.moved_to]
    found: dict[str, Source] = {}
    for url, source in pairs:
        found.setdefault(canonical_url(url), source)
    return found


def where_it_is(source: Source) -> str:
    """For whoever proposes what is here already."""
    words = {
        Source.State.PROPOSED: _("“%(source)s” has been proposed already, and waits for a decision."),
        Source.State.APPROVED: _("“%(source)s” is followed already."),
        Source.State.PAUSED: _("“%(source)s” is here already, and paused."),
        Source.State.ENDED: _(
            "“%(source)s” was followed or turned down before. Ask the staff of its programme."
        ),
    }
    return words[Source.State(source.state)] % {"source": source}


def held(entries: Iterable[CleanEntry]) -> set[str]:
    """The links among these whose stories we hold, from whichever source."""
    by_hash = {digest(url): entry.link for entry in entries if (url := canonical_url(entry.link))}
    rows = Story.objects.filter(url_hash__in=by_hash).values_list("url_hash", flat=True)
    return {by_hash[bytes(row)] for row in rows if row}


def propose(wish: Wish, *, by: User, now: datetime) -> Source:
    """Write down a source that waits for a decision; raises Refused. Nothing is fetched before it is approved."""
    url = addresses.to_follow(wish.url)
    if (source := known(url)) is not None:
        raise Refused(where_it_is(source))
    if Source.objects.filter(proposed_by=by, state=Source.State.PROPOSED).count() >= WAITING_EACH:
        raise Refused(_("Many sources of yours wait already. Please come back when some are decided."))
    try:
        return _write(url, wish, by=by, now=now)
    except IntegrityError:  # proposed twice at once; the address is unique
        raise Refused(_("This address has just been proposed.")) from None


@transaction.atomic
def _write(url: str, wish: Wish, *, by: User, now: datetime) -> Source:
    source = Source.at(
        url,
        title=wish.title[:300],
        home_page=wish.home_page,
        licence=wish.licence,
        steward=wish.steward,
        proposed_by=by,
        next_fetch_at=now,
    )
    source.save()
    SourceProgramme.objects.bulk_create(
        SourceProgramme(source=source, programme=each) for each in wish.programmes
    )
    SourceArea.objects.bulk_create(SourceArea(source=source, area=each) for each in wish.areas)
    Decision.objects.create(
        source=source, who=by, when=now, from_state="", to_state=source.state, reason=wish.why.strip()
    )
    return source
