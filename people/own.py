"""One's own profile: making it, keeping it, leaving the who's-who and coming back.

Decides what is kept of a place (never more than the precision the person chose) and what is left of somebody who
leaves. What is shown of it all is `consent`'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import slugify

from people import consent, removals
from people.consent import Field
from people.models import Person, Removal

if TYPE_CHECKING:
    from portal.accounts.models import User

TAKEN = frozenset({"me"})  # addresses below /people/ that are nobody's


@dataclass(frozen=True)
class Chosen:
    """What somebody says of themselves, and who may see each part of it."""

    display_name: str
    summary: str
    offers: str
    seeks: str
    region: str
    area_id: int | None
    precision: str
    levels: dict[Field, str]


def of(user: User) -> Person | None:
    """Their profile, also when they have left: they may come back."""
    return Person.objects.filter(user=user).select_related("area__programme").first()


@transaction.atomic
def keep(user: User, chosen: Chosen, *, now: datetime) -> Person:
    """Make the profile, or change it. Whoever left and keeps one again takes back that they left."""
    person = of(user) or Person(user=user, slug=_free_slug(chosen.display_name))
    if person.removed_at is not None:
        Removal.objects.filter(digest=removals.digest(person.display_name)).delete()
    for field in ("display_name", "summary", "offers", "seeks", "region", "area_id", "precision"):
        setattr(person, field, getattr(chosen, field))
    person.claimed_at = person.claimed_at or now
    person.removed_at = None
    _settle(person)
    person.save()
    consent.choose(person, chosen.levels)
    return person


@transaction.atomic
def leave(person: Person, *, now: datetime) -> None:
    """Out of every list, page, map and search at once; what they wrote of themselves is not kept, and no import
    brings their name back. Doing it twice does no more."""
    Removal.objects.get_or_create(digest=removals.digest(person.display_name))
    person.summary = person.offers = person.seeks = person.region = person.source_note = ""
    person.area = None
    person.precision = Person.Precision.NOWHERE
    person.removed_at = person.removed_at or now
    _settle(person)
    person.save()
    person.field_visibilities.all().delete()


def _settle(person: Person) -> None:
    """The point that is kept is the middle of the area, rounded, or none: where somebody lives is not known."""
    person.shown_latitude = person.shown_longitude = None
    area = person.area
    if person.precision == Person.Precision.AREA and area and area.latitude is not None:
        person.shown_latitude = round(area.latitude, consent.DECIMALS)
        person.shown_longitude = round(area.longitude or 0, consent.DECIMALS)


def _free_slug(name: str) -> str:
    """The name as an address; numbered when others bear it."""
    wanted = slugify(name)[:150] or "somebody"
    known = set(Person.objects.filter(slug__startswith=wanted).values_list("slug", flat=True)) | TAKEN
    number, slug = 1, wanted
    while slug in known:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
