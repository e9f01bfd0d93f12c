"""The directory's filters as the page shows them: boxes to tick, and chips to take away."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from people.counting import Counts
from people.filters import AREA, KINDS, PERSON, Filters, known_regions
from people.models import Organisation
from programmes.models import Programme


class Choice(NamedTuple):
    """One box or option of the filter form."""

    value: str
    label: str
    chosen: bool
    entries: int | None = None


class Chip(NamedTuple):
    """One filter that is on, and the address of the page without it."""

    label: str
    without: str
    thread: str = ""


def programme_choices(filters: Filters, counts: Counts) -> list[Choice]:
    return [
        Choice(each.slug, each.name, each in filters.programmes, counts.programmes[each.pk])
        for each in Programme.objects.all()
    ]


def kind_choices(filters: Filters, counts: Counts) -> list[Choice]:
    """Kinds of which there is somebody, and those that are on."""
    return [
        Choice(kind, kind_name(kind), kind in filters.kinds, counts.kinds[kind])
        for kind in KINDS
        if counts.kinds[kind] or kind in filters.kinds
    ]


def region_choices(filters: Filters) -> list[Choice]:
    return [Choice(region, region, region in filters.regions) for region in known_regions()]


def chips(filters: Filters) -> list[Chip]:
    on: list[tuple[str, object, str, str]] = [
        *([("words", None, f"“{filters.words}”", "")] if filters.words else []),
        *(
            [("offers", None, _("Offers “%(words)s”") % {"words": filters.offers}, "")]
            if filters.offers
            else []
        ),
        *(("programmes", each, each.name, each.slug) for each in filters.programmes),
        *(("areas", each, each.name, each.programme.slug) for each in filters.areas),
        *(("regions", each, each, "") for each in filters.regions),
        *(("kinds", each, kind_name(each), "") for each in filters.kinds),
    ]
    return [
        Chip(label, filters.without(field, value).query() or "?", thread)
        for field, value, label, thread in on
    ]


def kind_name(kind: str) -> str:
    names = {PERSON: _("Person"), AREA: _("Area")}
    return names.get(kind) or str(Organisation.Kind(kind).label)
