"""Who somebody works with: relationships in words, in both directions, each with its dates and its evidence.

Decides the words, the order, and that a tie to a person whom the viewer may not see is not there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people import consent, entries
from people.consent import Viewer
from people.models import Evidence, Involvement, Organisation, Person, Relationship
from programmes import whereabouts
from programmes.models import Area, Programme

Kind = Relationship.Kind

# The same relationship seen from its other end.
_BACK: dict[str, Promise] = {
    Kind.WORKS_FOR: _("employs"),
    Kind.VOLUNTEERS_WITH: _("has as a volunteer"),
    Kind.LEADS: _("is led by"),
    Kind.PARTNER_OF: _("partner of"),
    Kind.FUNDS: _("is funded by"),
    Kind.PART_OF: _("includes"),
    Kind.MERGED_INTO: _("took in"),
    Kind.WORKS_WITH: _("works with"),
}


@dataclass(frozen=True)
class Tie:
    """One relationship as read on the page of one of its ends."""

    words: str
    other: entries.Entry
    since: date | None
    until: date | None
    evidence: tuple[Evidence, ...]

    @property
    def is_over(self) -> bool:
        return self.until is not None


@dataclass(frozen=True)
class Role:
    """What somebody does in a programme or area, and where those are told of (nothing while they have no page)."""

    words: str
    is_lead: bool
    programme: Programme
    programme_href: str
    area: Area | None
    area_href: str
    since: date | None
    until: date | None
    evidence: tuple[Evidence, ...]


def of(who: Person | Organisation, *, to: Viewer) -> list[Tie]:
    """Those that hold first, then by what they are and whom they lead to. The queries do not grow with them."""
    end = "person" if isinstance(who, Person) else "organisation"
    rows = list(_relationships(Q(**{f"subject_{end}": who}) | Q(**{f"object_{end}": who})))
    people = consent.listed(to=to).in_bulk({pk for row in rows for pk in _people(row)})
    found = []
    for row in rows:
        forwards = getattr(row, f"subject_{end}_id") == who.pk
        other = _other(row, forwards=forwards, people=people, to=to)
        if other is not None:
            words = str(row.get_kind_display()) if forwards else str(_BACK[row.kind])
            found.append(Tie(words, other, row.since, row.until, tuple(row.evidence.all())))
    return sorted(found, key=lambda tie: (tie.is_over, tie.words, tie.other.name.casefold()))


def roles_of(who: Person | Organisation) -> list[Role]:
    """What they do in programmes and areas, with the evidence; what has ended comes last."""
    rows = list(who.involvements.select_related("programme", "area__programme").prefetch_related(_evidence()))
    rows.sort(key=lambda row: (row.until is not None, not row.is_lead, row.since or date.max, row.pk))
    areas = whereabouts.of_areas(row.area for row in rows if row.area)
    programmes = whereabouts.of_programmes(filter(None, map(entries.programme_of, rows)))
    return [
        Role(
            words=row.role,
            is_lead=row.is_lead,
            programme=programme,
            programme_href=programmes.get(programme.pk, ""),
            area=row.area,
            area_href=areas.get(row.area_id or 0, ""),
            since=row.since,
            until=row.until,
            evidence=tuple(row.evidence.all()),
        )
        for row in rows
        if (programme := entries.programme_of(row))
    ]


def _relationships(condition: Q) -> QuerySet[Relationship]:
    rows = Relationship.objects.filter(condition)
    organisations = ("subject_organisation", "object_organisation")
    roles = [
        Prefetch(f"{end}__involvements", Involvement.objects.select_related("programme", "area__programme"))
        for end in organisations
    ]
    return rows.select_related(*organisations).prefetch_related(_evidence(), *roles)


def _evidence() -> Prefetch[str]:
    return Prefetch("evidence", queryset=Evidence.objects.order_by("-on", "pk"))


def _people(row: Relationship) -> Iterable[int]:
    return (pk for pk in (row.subject_person_id, row.object_person_id) if pk is not None)


def _other(
    row: Relationship, *, forwards: bool, people: dict[int, Person], to: Viewer
) -> entries.Entry | None:
    """The far end, if the viewer may see it."""
    organisation = row.object_organisation if forwards else row.subject_organisation
    if organisation is not None:
        return entries.of_organisation(organisation)
    person = people.get((row.object_person_id if forwards else row.subject_person_id) or 0)
    shown = consent.visible(person, to=to) if person else None
    return entries.of_person(shown) if shown else None
