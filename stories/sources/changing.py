"""Changing a source after it was proposed: what staff may put right at once, and what is decided about anew.

Whoever approved a source approved its address, whose it is and how much of it is shown. Another one of these sends
it back to review: nothing is fetched until somebody has looked. Its stories stay; where its publisher allows less
from now on, less is shown at once, and where they allow more, once it is approved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from stories import licences, publishing
from stories.models import Decision, FormerAddress, Rediscovery, Source
from stories.models.source import Licence
from stories.sources import addresses, placing, proposing
from stories.sources.addresses import Refused
from stories.sources.placing import Places

if TYPE_CHECKING:
    from people.models import Organisation, Person
    from portal.accounts.models import User
    from programmes.models import Area, Programme

# An ended one is proposed again first; one in doubt has a question open that a change must not answer by the way.
CHANGEABLE = frozenset({Source.State.PROPOSED, Source.State.APPROVED, Source.State.PAUSED})
# A new address begins with a clean slate: no validators of the old one, and nothing held against it.
_CLEAN_SLATE: dict[str, Any] = {
    **Source.UNSEEN,
    "moved_to": "",
    "moved_polls": 0,
    "moved_since": None,
    "failures": 0,
    "failing_since": None,
    "last_code": "",
}
# What is being fetched while the address or one of these is changed is fetched again: it would be shown as it was,
# and what the feed calls itself written over what staff have just written.
_FETCHED_BY = ("title", "home_page", "licence")


@dataclass(frozen=True)
class Wanted:
    """All that can be said of a source, as it shall be from now on."""

    title: str
    url: str
    home_page: str
    licence: str
    publisher: Organisation | None
    steward: Person | None
    programmes: Sequence[Programme]
    areas: Sequence[Area]


def may_change(source: Source) -> bool:
    return source.state in CHANGEABLE and source.doubted_at is None


def change(source: Source, wanted: Wanted, *, seen: str, by: User, now: datetime) -> bool:
    """Write it down; returns whether it is to be decided about anew. Raises Refused, having changed nothing.

    `seen` is the edition (Source.edition) of the page that was filled in.
    """
    try:
        with transaction.atomic():
            return _change(source.pk, wanted, seen=seen, by=by, now=now)
    except IntegrityError:  # somebody proposed that address at this very moment
        raise Refused(_("This address has just been proposed.")) from None


def follow_at(source: Source, url: str, *, seen: str, by: User, now: datetime) -> bool:
    """Another address and nothing else: the feed was found somewhere else."""
    wanted = Wanted(
        title=source.title,
        url=url,
        home_page=source.home_page,
        licence=source.licence,
        publisher=source.publisher,
        steward=source.steward,
        programmes=list(source.programmes.all()),
        areas=list(source.areas.all()),
    )
    return change(source, wanted, seen=seen, by=by, now=now)


def _change(pk: int, wanted: Wanted, *, seen: str, by: User, now: datetime) -> bool:
    source = Source.objects.select_for_update().get(pk=pk)
    if not may_change(source) or source.edition != seen:
        raise Refused(
            _("“%(source)s” was changed by somebody else meanwhile. Please look again.") % {"source": source}
        )
    url = source.url if wanted.url == source.url else _new_address(source, wanted.url)
    differences = list(_differences(source, wanted, url))
    _write(source, wanted, url, now=now)
    if not differences:
        return False
    licences.narrow(source, now=now)
    _review(source, " ".join(differences), by=by, now=now)
    return True


def _review(source: Source, reason: str, *, by: User, now: datetime) -> None:
    """Back to the proposals; what waits there already gets a note of what it is now."""
    if source.state != Source.State.PROPOSED:
        publishing.reopen_source(source, by=by, reason=reason, now=now)
        return
    Decision.objects.create(
        source=source, who=by, when=now, from_state=source.state, to_state=source.state, reason=reason
    )


def _new_address(source: Source, url: str) -> str:
    url = addresses.to_follow(url)
    other = proposing.known(url)
    if other is not None and other.pk != source.pk:
        raise Refused(proposing.where_it_is(other))
    return url


def _differences(source: Source, wanted: Wanted, url: str) -> Iterable[str]:
    """In words, for whoever decides: what was approved, and what it is now."""
    nobody = _("nobody")
    pairs = [
        (_("Address: %(was)s, now %(now)s."), source.url, url),
        (
            _("Shown as: %(was)s, now %(now)s."),
            Licence(source.licence).label,
            Licence(wanted.licence).label,
        ),
        (
            _("Published by: %(was)s, now %(now)s."),
            str(source.publisher or nobody),
            str(wanted.publisher or nobody),
        ),
    ]
    return (words % {"was": was, "now": now} for words, was, now in pairs if was != now)


def _write(source: Source, wanted: Wanted, url: str, *, now: datetime) -> None:
    columns: dict[str, Any] = {
        "title": wanted.title,
        "home_page": wanted.home_page,
        "licence": wanted.licence,
        "publisher": wanted.publisher,
        "steward": wanted.steward,
    }
    if url != source.url or any(getattr(source, name) != columns[name] for name in _FETCHED_BY):
        columns |= Source.UNLEASED
    if url != source.url:
        FormerAddress.objects.create(source=source, url=source.url, until=now)
        Rediscovery.objects.filter(source=source).delete()
        columns |= {"url": url, "host": Source.at(url).host, **_CLEAN_SLATE}
    for name, value in columns.items():
        setattr(source, name, value)
    source.save(update_fields=list(columns))
    _move(source, placing.PROGRAMMES, wanted.programmes)
    _move(source, placing.AREAS, wanted.areas)


def _move(source: Source, places: Places, wanted: Sequence[Programme] | Sequence[Area]) -> None:
    """Put the source, and the stories it carries, into these programmes or areas and no others."""
    keys, held = {each.pk for each in wanted}, places.held(source)
    if keys == held:
        return
    places.take_away(source, held - keys)
    places.add(source, keys - held)
    placing.carried_by(source).update(search_owed=True)
