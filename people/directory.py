"""Who is in the network, as a list: organisations and people, with what they do in which programme.

Decides who is listed, in which order, and what of a person is shown to everyone. Somebody who asked to be
removed is not listed; a person's own words are shown only where they chose so (no row means members only).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from people.models import FieldVisibility, Involvement, Organisation, Person
from programmes.models import Area, Programme

PAGE_SIZE = 30

Listed = TypeVar("Listed", Person, Organisation)


@dataclass(frozen=True)
class Listing:
    """Some rows in order of name, and the id of the last one when more follow."""

    rows: list[Any]
    next_after: int | None = None


def people(about: Programme | Area | None = None) -> QuerySet[Person]:
    """Everybody who may be listed."""
    rows = Person.objects.filter(removed_at__isnull=True)
    if about is not None:
        rows = rows.filter(_involved("person", about))
    shown = FieldVisibility.objects.filter(level=FieldVisibility.Level.PUBLIC)
    return rows.prefetch_related(
        _involvements(), Prefetch("field_visibilities", queryset=shown, to_attr="public_fields")
    ).order_by("display_name", "pk")


def organisations(about: Programme | Area | None = None) -> QuerySet[Organisation]:
    """Every organisation that still stands for itself."""
    rows = Organisation.objects.filter(replaced_by__isnull=True)
    if about is not None:
        rows = rows.filter(_involved("organisation", about))
    return rows.prefetch_related(_involvements()).order_by("name", "pk")


def people_page(about: Programme | None, *, after: int | None = None, size: int = PAGE_SIZE) -> Listing:
    return _page(people(about), "display_name", after, size)


def organisations_page(
    about: Programme | None, *, after: int | None = None, size: int = PAGE_SIZE
) -> Listing:
    return _page(organisations(about), "name", after, size)


def public_summary(person: Person) -> str:
    """What a person says of themselves, if they chose to show it to everyone."""
    fields = {visibility.field for visibility in getattr(person, "public_fields", [])}
    return person.summary if "summary" in fields else ""


def programmes_of(who: Person | Organisation) -> list[Programme]:
    """The programmes somebody has a role in, directly or through an area, each once."""
    found: dict[int, Programme] = {}
    for involvement in who.involvements.all():
        programme = involvement.programme or (involvement.area.programme if involvement.area else None)
        if programme is not None:
            found[programme.pk] = programme
    return sorted(found.values(), key=lambda programme: (programme.position, programme.name))


def _page(rows: QuerySet[Listed], name: str, after: int | None, size: int) -> Listing:
    """Rows after the one with this id, by name and id; an id that is not listed means from the start."""
    last = rows.filter(pk=after).values_list(name, flat=True).first() if after else None
    if last is not None:
        beyond = Q(**{f"{name}__gt": last}) | Q(pk__gt=after)
        rows = rows.filter(beyond, **{f"{name}__gte": last})
    found = list(rows[: size + 1])
    return Listing(found[:size], next_after=found[size - 1].pk if len(found) > size else None)


def _involvements() -> Prefetch[Any]:
    edges = Involvement.objects.select_related("programme", "area__programme")
    return Prefetch("involvements", queryset=edges.order_by("-is_lead", "since", "pk"))


def _involved(actor: str, about: Programme | Area) -> Exists:
    """Has a role in this area, or in this programme or any area of it."""
    edges = Involvement.objects.filter(**{actor: OuterRef("pk")})
    if isinstance(about, Area):
        return Exists(edges.filter(area=about))
    return Exists(edges.filter(Q(programme=about) | Q(area__programme=about)))
