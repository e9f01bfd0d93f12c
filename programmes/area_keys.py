"""Areas in a query string: how one is named there, and the areas that names from there mean.

An area's slug is unique only in its programme, so both are named: `big-local.ramsey`. Unknown and mangled names are
forgiven: an old link shows more, never an error.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.db.models import Q

from programmes.models import Area

_KEY = re.compile(r"([-\w]{1,50})\.([-\w]{1,100})", re.ASCII)  # programme slug, area slug
MOST_VALUES = 40  # of one field, areas or others; a longer list was not made by a form of ours


def area_key(area: Area) -> str:
    return f"{area.programme.slug}.{area.slug}"


def areas_named(keys: Sequence[str]) -> tuple[Area, ...]:
    """With their programmes."""
    known = [match.groups() for key in keys[:MOST_VALUES] if (match := _KEY.fullmatch(key))]
    if not known:
        return ()
    wanted = Q()
    for programme, slug in known:
        wanted |= Q(programme__slug=programme, slug=slug)
    return tuple(Area.objects.filter(wanted).select_related("programme"))
