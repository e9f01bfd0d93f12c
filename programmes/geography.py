"""How far areas are from each other. Points are approximate, so distances are told in whole miles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from programmes.models import Area

EARTH = 3959  # miles, its mean radius
NEARBY = 30  # miles; further is not next door


@dataclass(frozen=True)
class Neighbour:
    """An area, and how many miles away it is."""

    area: Area
    miles: int


def miles(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Along the great circle between two points, each latitude and longitude in degrees (the haversine formula)."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(radians, point)) for point in (one, other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH * asin(sqrt(min(half, 1.0)))


def nearest(area: Area, others: Iterable[Area], *, limit: int, within: float = NEARBY) -> list[Neighbour]:
    """The nearest ones first, of whatever programme; none for an area that has no point."""
    if area.latitude is None or area.longitude is None:
        return []
    here = (area.latitude, area.longitude)
    away = [
        (miles(here, (each.latitude, each.longitude)), each)
        for each in others
        if each.pk != area.pk and each.latitude is not None and each.longitude is not None
    ]
    near = sorted(
        (found for found in away if found[0] <= within), key=lambda found: (found[0], found[1].name)
    )
    return [Neighbour(each, max(1, round(far))) for far, each in near[:limit]]
