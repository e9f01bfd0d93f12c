"""People in templates: who has a role in a programme or area, and what of them everyone may read."""

from __future__ import annotations

from typing import Any

from django import template

from people import directory
from people.models import Organisation, Person
from programmes.models import Area, Programme

register = template.Library()


@register.inclusion_tag("components/who_is_in.html")
def who_is_in(about: Programme | Area, limit: int = 6) -> dict[str, Any]:
    """Organisations first, then people, few enough for a side column."""
    organisations = list(directory.organisations(about)[:limit])
    return {"organisations": organisations, "people": list(directory.people(about)[:limit]), "about": about}


@register.filter
def public_summary(person: Person) -> str:
    return directory.public_summary(person)


@register.filter
def threads(who: Person | Organisation) -> list[Programme]:
    """The programmes somebody is in, directly or through an area, in the order of their strands."""
    return directory.programmes_of(who)


@register.filter
def first_thread(who: Person | Organisation) -> str:
    """The colour somebody is drawn in: their first programme's, or the network's own."""
    return next((programme.slug for programme in directory.programmes_of(who)), "network")
