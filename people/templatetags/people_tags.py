"""People in templates: who has a role in a programme or area, as this reader may see them; and since when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Literal, Protocol

from django import template
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people import consent, directory
from people.consent import Viewer
from people.entries import Entry
from people.filters import AREA, Filters
from people.models import Person
from programmes.models import Area, Programme

register = template.Library()


class Lasting(Protocol):
    @property
    def since(self) -> date | None: ...
    @property
    def until(self) -> date | None: ...


@register.inclusion_tag("components/who_is_in.html", takes_context=True)
def who_is_in(context: Context, about: Programme | Area, limit: int = 6) -> dict[str, Any]:
    """Organisations first, then people, few enough for a side column."""
    return {"entries": directory.who_is_in(about, to=viewer(context), limit=limit), "about": about}


@register.simple_tag(takes_context=True)
def who_can_help(context: Context, limit: int = 3) -> list[Entry]:
    """A few people of today's and what they offer, as this reader may see them."""
    return directory.who_can_help(to=viewer(context), limit=limit, on=timezone.localdate())


@register.simple_tag(takes_context=True)
def profile_href(context: Context, person: Person | Literal[""] | None) -> str:
    """Where somebody's page is; nothing if there is nobody, or this reader may not know of them.

    Where a partial is drawn without its request, as cards are, nobody in particular is looking.
    """
    if not person or not consent.is_known(person, to=viewer(context)):
        return ""
    return person.get_absolute_url()


@register.simple_tag
def everyone_in(about: Programme | Area) -> str:
    """The directory, narrowed to a programme or an area."""
    here = Filters(areas=(about,)) if isinstance(about, Area) else Filters(programmes=(about,))
    return reverse("people:directory") + here.query()


@register.simple_tag
def on_the_map(about: Programme | Area | None = None, areas_only: bool = False) -> dict[str, str]:
    """Where the points are and where the big map is: of a programme, round an area, or of everybody.

    `areas_only`: its people and organisations are left to the big map.
    """
    filters, at = Filters(programmes=(about,)) if isinstance(about, Programme) else Filters(), None
    if isinstance(about, Area):
        filters, at = Filters(regions=(about.region,) if about.region else ()), f"area-{about.pk}"
    drawn = replace(filters, kinds=(AREA,)) if areas_only else filters
    here = reverse("people:directory")
    return {
        "points": reverse("people:points") + drawn.query(),
        "href": here + replace(filters, on_map=True).query(at=at),
        "at": at or "",
    }


@register.simple_tag
def tiles() -> dict[str, str]:
    """The street map a deployment asked for, and whose it is; without one the coast is drawn."""
    return {"url": settings.MAP_TILE_URL, "credit": settings.MAP_TILE_CREDIT}


@register.filter
def lasting(what: Lasting) -> str:
    """From when to when, in words; empty where neither is known."""
    if what.since and what.until:
        return _("%(since)s to %(until)s") % {"since": _day(what.since), "until": _day(what.until)}
    if what.since:
        return _("since %(since)s") % {"since": _day(what.since)}
    return _("until %(until)s") % {"until": _day(what.until)} if what.until else ""


def viewer(context: Context) -> Viewer:
    """Who is looking at this page; nobody in particular where there is no request, as in a preview."""
    request = context.get("request")
    return Viewer.of(getattr(request, "user", None) or AnonymousUser())


def _day(day: date) -> str:
    """The first of January stands for a year of which no more is known."""
    return date_format(day, "Y" if (day.month, day.day) == (1, 1) else "F Y")
