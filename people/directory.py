"""Who is in the network, as one list: people, organisations and, where places are asked for, areas.

Decides who matches, in which order they come and where a page begins and ends. What of a person the viewer may
see, and so be found by, is `consent`'s to say: no condition on a person stands here without its leave.
Pages follow a key, (name, kind, id), not an offset.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import OrderBy

from people import consent, entries
from people.consent import Field, Viewer
from people.entries import Entry
from people.filters import AREA, PERSON, Filters
from people.models import Involvement, Organisation, Person
from programmes import whereabouts
from programmes.folding import Folded
from programmes.models import Area, Programme

PAGE_SIZE = 30
ORGANISATION = "organisation"

_KEY = re.compile(rf"({AREA}|{ORGANISATION}|{PERSON})-([1-9][0-9]{{0,17}})", re.ASCII)


@dataclass(frozen=True)
class Page:
    """Some entries in order of name, and the key of the last one when more follow."""

    entries: list[Entry]
    next_after: str | None = None


@dataclass(frozen=True)
class Matching:
    """Whoever matches, one set of rows for each kind. Rows of a kind that was not asked for are none."""

    people: QuerySet[Person]
    organisations: QuerySet[Organisation]
    areas: QuerySet[Area]

    def count(self) -> int:
        return self.count_of_people_and_organisations() + self.areas.count()

    def count_of_people_and_organisations(self) -> int:
        return self.people.count() + self.organisations.count()


def matching(filters: Filters, *, to: Viewer) -> Matching:
    """Words about what people offer are words about people: nobody else is found by them."""
    kinds = [kind for kind in filters.kinds if kind not in {PERSON, AREA}]
    wants_organisations = (not filters.kinds or bool(kinds)) and not filters.offers
    organisations = Organisation.objects.filter(_organisations(filters), replaced_by__isnull=True)
    return Matching(
        people=consent.listed(to=to).filter(_people(filters, to=to))
        if not filters.kinds or PERSON in filters.kinds
        else Person.objects.none(),
        organisations=(organisations.filter(kind__in=kinds) if kinds else organisations)
        if wants_organisations
        else Organisation.objects.none(),
        areas=Area.objects.filter(_areas(filters))
        if filters.wants_areas and not filters.offers
        else Area.objects.none(),
    )


def page(filters: Filters, *, to: Viewer, after: str = "", size: int = PAGE_SIZE) -> Page:
    """Those who come after this key, or the first; a key that leads to nobody means from the start."""
    found = matching(filters, to=to)
    rows = _keys(found, _place_of(found, after), size + 1)
    keys = [(kind, key) for _name, kind, key in rows]
    more = len(keys) > size
    return Page(_entries(keys[:size], to=to), "-".join(map(str, keys[size - 1])) if more else None)


def everybody(filters: Filters, *, to: Viewer, limit: int) -> list[Entry]:
    """All who match, up to a limit: what a map draws at once."""
    found = _keys(matching(filters, to=to), None, limit)
    return _entries([(kind, key) for _name, kind, key in found], to=to)


def without_a_place(filters: Filters, *, to: Viewer) -> int:
    """How many match but show no place, and so are missing on the map."""
    anywhere = replace(filters, on_map=False)
    return (
        matching(anywhere, to=to).count_of_people_and_organisations()
        - matching(filters, to=to).count_of_people_and_organisations()
    )


def who_is_in(about: Programme | Area, *, to: Viewer, limit: int) -> list[Entry]:
    """Organisations first, then people; of each those who lead, then those who act for all of it."""
    here = Filters(areas=(about,)) if isinstance(about, Area) else Filters(programmes=(about,))
    found = matching(here, to=to)
    organisations = found.organisations.prefetch_related(consent.roles()).order_by(
        *_standing(ORGANISATION, about), "name", "pk"
    )[:limit]
    people = found.people.order_by(*_standing(PERSON, about), "display_name", "pk")[:limit]
    shown = (consent.visible(person, to=to) for person in people)
    return [*map(entries.of_organisation, organisations), *map(entries.of_person, filter(None, shown))]


def who_can_help(*, to: Viewer, limit: int, on: date) -> list[Entry]:
    """Some who say what they offer to whoever looks. Every day others: nobody is always first, nobody never."""
    offering = consent.listed(to=to).filter(consent.may_see(Field.OFFERS, to=to)).exclude(offers="")
    pks = list(offering.order_by("pk").values_list("pk", flat=True))
    todays = [pks[(on.toordinal() * limit + n) % len(pks)] for n in range(min(limit, len(pks)))]
    found = offering.in_bulk(todays)
    shown = (consent.visible(found[pk], to=to) for pk in todays if pk in found)
    return [entries.of_person(person) for person in shown if person]


def _standing(actor: str, about: Programme | Area) -> tuple[OrderBy, OrderBy]:
    """Whoever leads this programme or area, then whoever has a role in it that no area narrows."""
    here = {"area": about} if isinstance(about, Area) else {"programme": about, "area": None}
    return _role(actor, is_lead=True, **here).desc(), _role(actor, **here).desc()


# --- who matches --------------------------------------------------------------------------------------------


def _people(filters: Filters, *, to: Viewer) -> Q:
    asked = _in_programmes(PERSON, filters)
    if filters.areas:
        asked &= _has_role(PERSON, area__in=filters.areas) | consent.in_areas(filters.areas, to=to)
    if filters.regions:
        asked &= _has_role(PERSON, area__region__in=filters.regions) | consent.in_regions(
            filters.regions, to=to
        )
    for word in filters.words.split():
        asked &= consent.said(word, to=to) | _role_says(PERSON, word)
    for word in filters.offers.split():
        asked &= Q(offers__folded__contains=word) & consent.may_see(Field.OFFERS, to=to)
    return asked & consent.on_the_map(to=to) if filters.on_map else asked


def _organisations(filters: Filters) -> Q:
    """An organisation is in the region its work is in: it has no region of its own."""
    asked = _in_programmes(ORGANISATION, filters)
    if filters.areas:
        asked &= _has_role(ORGANISATION, area__in=filters.areas)
    if filters.regions:
        asked &= _has_role(ORGANISATION, area__region__in=filters.regions)
    for word in filters.words.split():
        asked &= _says(word, "name", "short_name", "summary", "place") | _role_says(ORGANISATION, word)
    return asked & Q(latitude__isnull=False) if filters.on_map else asked


def _areas(filters: Filters) -> Q:
    asked = Q(programme__in=filters.programmes) if filters.programmes else Q()
    if filters.areas:
        asked &= Q(pk__in=[area.pk for area in filters.areas])
    if filters.regions:
        asked &= Q(region__in=filters.regions)
    for word in filters.words.split():
        asked &= _says(word, "name", "place", "local_authority", "region", "summary")
    return asked & Q(latitude__isnull=False) if filters.on_map else asked


def _in_programmes(actor: str, filters: Filters) -> Q:
    """Has a role in one of the chosen programmes, or in an area of one."""
    if not filters.programmes:
        return Q()
    directly = _has_role(actor, programme__in=filters.programmes)
    return directly | _has_role(actor, area__programme__in=filters.programmes)


def _has_role(actor: str, **where: Any) -> Q:
    return Q(_role(actor, **where))


def _role(actor: str, **where: Any) -> Exists:
    return Exists(Involvement.objects.filter(**{actor: OuterRef("pk")}, **where))


def _role_says(actor: str, word: str) -> Q:
    """Roles are read by everyone who may see their person at all, and so are the names of where they are held."""
    held = _says(word, "role", "programme__name", "area__name", "area__programme__name")
    return Q(Exists(Involvement.objects.filter(held, **{actor: OuterRef("pk")})))


def _says(word: str, *fields: str) -> Q:
    said = Q()
    for field in fields:
        said |= Q(**{f"{field}__folded__contains": word})
    return said


# --- how a page is found ------------------------------------------------------------------------------------


def _keys(found: Matching, after: tuple[str, str, int] | None, limit: int) -> list[tuple[str, str, int]]:
    """Name, kind and id of the next ones. The database sorts all kinds together, and so in one way only."""
    people = _sortable(found.people, "display_name", PERSON, after)
    organisations = _sortable(found.organisations, "name", ORGANISATION, after)
    areas = _sortable(found.areas, "name", AREA, after)
    return list(
        people.union(organisations, areas, all=True).order_by("sort", "sort_kind", "sort_key")[:limit]
    )


def _sortable(rows: QuerySet[Any], name: str, kind: str, after: tuple[str, str, int] | None) -> QuerySet[Any]:
    rows = rows.order_by().annotate(sort=Folded(name), sort_kind=Value(kind, CharField()), sort_key=F("pk"))
    if after is not None:
        last, last_kind, last_key = after
        same_name = Q(sort_key__gt=last_key) if kind == last_kind else Q()
        beyond = Q(sort__gt=last)
        if kind >= last_kind:
            beyond |= Q(sort=last) & same_name
        rows = rows.filter(beyond)
    return rows.values_list("sort", "sort_kind", "sort_key")


def _place_of(found: Matching, after: str) -> tuple[str, str, int] | None:
    """The sort key of the one this key names, if the viewer may see them here."""
    match = _KEY.fullmatch(after)
    if match is None:
        return None
    kind, pk = match[1], int(match[2])
    rows: QuerySet[Any] = {PERSON: found.people, ORGANISATION: found.organisations, AREA: found.areas}[kind]
    name = Folded("display_name" if kind == PERSON else "name")
    sort = rows.filter(pk=pk).annotate(sort=name).values_list("sort", flat=True).first()
    return (sort, kind, pk) if sort is not None else None


def _entries(keys: Sequence[tuple[str, int]], *, to: Viewer) -> list[Entry]:
    """What is shown of these, in their order, in a fixed number of queries."""
    wanted: dict[str, list[int]] = {PERSON: [], ORGANISATION: [], AREA: []}
    for kind, pk in keys:
        wanted[kind].append(pk)
    shown: dict[tuple[str, int], Entry] = {}
    for person in consent.listed(to=to).filter(pk__in=wanted[PERSON]):
        if seen := consent.visible(person, to=to):
            shown[PERSON, person.pk] = entries.of_person(seen)
    for organisation in Organisation.objects.filter(pk__in=wanted[ORGANISATION]).prefetch_related(
        consent.roles()
    ):
        shown[ORGANISATION, organisation.pk] = entries.of_organisation(organisation)
    areas = list(Area.objects.filter(pk__in=wanted[AREA]).select_related("programme"))
    pages = whereabouts.of_areas(areas)
    for area in areas:
        shown[AREA, area.pk] = entries.of_area(area, href=pages.get(area.pk) or entries.who_is_in(area))
    return [shown[key] for key in keys if key in shown]
