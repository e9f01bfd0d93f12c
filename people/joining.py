"""Somebody puts themselves into the who's-who. It is theirs from the start, and only they could do it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from people.models import Person
from portal.accounts.models import User
from programmes.models import Area

_LONGEST = 150  # characters of a slug, so that a number still fits behind it


@transaction.atomic
def list_me(user: User, *, area: Area | None, now: datetime) -> Person:
    """The user's own entry, under the name they sign with; an area is shown as exactly as that."""
    person = Person(
        user=user,
        claimed_at=now,
        display_name=user.get_full_name(),
        slug=_free_slug(user.get_full_name()),
        area=area,
        region=area.region if area else "",
        precision=Person.Precision.AREA if area else Person.Precision.NOWHERE,
    )
    person.save()
    return person


def _free_slug(name: str) -> str:
    wanted = slugify(name, allow_unicode=False)[:_LONGEST].strip("-") or "somebody"
    taken = set(Person.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (wanted, *numbered) if slug not in taken)
