"""One line about a person, an organisation or an area: what every list, card and map says of them.

Decides which words stand for somebody. What may be said of a person was decided before (`consent.visible`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from people.consent import ShownPerson
from people.models import Involvement, Organisation
from programmes.area_keys import area_key
from programmes.models import Area, Programme

SUMMARY = 180  # characters; the whole is on their page


@dataclass(frozen=True)
class Entry:
    """As `components/directory_entry.html` draws it. The shape is told by `kind`."""

    kind: str  # person, organisation or area
    pk: int
    kind_label: str
    name: str
    href: str
    summary: str = ""
    place: str = ""
    offers: str = ""
    seeks: str = ""
    note: str = ""
    programmes: Sequence[Programme] = ()
    point: tuple[float, float] | None = None
    lang: str = ""

    @property
    def key(self) -> str:
        """Its name among all kinds, in addresses and on the map."""
        return f"{self.kind}-{self.pk}"


def of_person(shown: ShownPerson) -> Entry:
    return Entry(
        kind="person",
        pk=shown.pk,
        kind_label=_("Person"),
        name=shown.name,
        href=shown.href,
        summary=_short(shown.summary or what_they_do(shown.roles)),
        place=shown.place,
        offers=_short(shown.offers),
        seeks=_short(shown.seeks),
        note=_note(shown),
        programmes=programmes_of(shown.roles),
        point=shown.point,
    )


def of_organisation(organisation: Organisation) -> Entry:
    roles = organisation.involvements.all()
    point = None
    if organisation.latitude is not None and organisation.longitude is not None:
        point = (organisation.latitude, organisation.longitude)
    return Entry(
        kind="organisation",
        pk=organisation.pk,
        kind_label=organisation.get_kind_display(),
        name=organisation.name,
        href=organisation.get_absolute_url(),
        summary=_short(organisation.summary or what_they_do(roles)),
        place=organisation.place,
        note=_("Made up, for the demonstration") if organisation.is_fictional else "",
        programmes=programmes_of(roles),
        point=point,
    )


def of_area(area: Area, *, href: str) -> Entry:
    point = None
    if area.latitude is not None and area.longitude is not None:
        point = (area.latitude, area.longitude)
    where = [area.place, area.local_authority, area.region]
    return Entry(
        kind="area",
        pk=area.pk,
        kind_label=area.get_kind_display(),
        name=area.name,
        href=href,
        summary=_short(area.summary),
        place=", ".join(dict.fromkeys(name for name in where if name and name != area.name)),
        programmes=(area.programme,),
        point=point,
    )


def programmes_of(roles: Iterable[Involvement]) -> list[Programme]:
    """The programmes somebody has a role in, directly or through an area, each once, in the order of the cord."""
    found: dict[int, Programme] = {}
    for role in roles:
        if programme := programme_of(role):
            found[programme.pk] = programme
    return sorted(found.values(), key=lambda programme: (programme.position, programme.name))


def programme_of(role: Involvement) -> Programme | None:
    """The programme a role is in, directly or through its area; the database sees to it that there is one."""
    return role.programme or (role.area.programme if role.area else None)


def what_they_do(roles: Iterable[Involvement]) -> str:
    """Their roles of today; what is over stands on their own page, with its dates."""
    return "; ".join(dict.fromkeys(role.role for role in roles if role.until is None))


def who_is_in(area: Area) -> str:
    """Where an area that has no page of its own is told of: by who is there."""
    return f"{reverse('people:directory')}?{urlencode({'area': area_key(area)})}"


def _short(words: str) -> str:
    return Truncator(words).chars(SUMMARY)


def _note(shown: ShownPerson) -> str:
    if shown.is_fictional:
        return _("Made up, for the demonstration")
    if shown.is_claimed:
        return ""
    if shown.source_note:
        return _("Unclaimed, from a public source: %(source)s") % {"source": shown.source_note}
    return _("Unclaimed, from a public source")
