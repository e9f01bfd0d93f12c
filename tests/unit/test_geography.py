"""Distances between areas."""

from __future__ import annotations

import pytest

from programmes import geography
from programmes.models import Area

LONDON, LEEDS = (51.5074, -0.1278), (53.8008, -1.5491)


def area(pk: int, point: tuple[float, float] | None) -> Area:
    latitude, longitude = point or (None, None)
    return Area(pk=pk, name=f"Area {pk}", latitude=latitude, longitude=longitude)


def test_a_distance_is_the_one_on_the_map() -> None:
    assert geography.miles(LONDON, LEEDS) == pytest.approx(169, abs=2)
    assert geography.miles(LONDON, LONDON) == 0
    assert geography.miles((0, 0), (0, 180)) == pytest.approx(3.1416 * geography.EARTH, rel=0.001)


def test_the_nearest_come_first_and_never_the_area_itself() -> None:
    here = area(1, LONDON)
    others = [here, area(2, (51.6, -0.1)), area(3, (51.52, -0.1)), area(4, LEEDS), area(5, None)]
    assert [each.area.pk for each in geography.nearest(here, others, limit=5)] == [3, 2]


def test_an_area_without_a_point_has_no_neighbours() -> None:
    assert geography.nearest(area(1, None), [area(2, LONDON)], limit=5) == []


def test_two_areas_in_one_place_are_a_mile_apart_rather_than_none() -> None:
    assert geography.nearest(area(1, LONDON), [area(2, LONDON)], limit=5)[0].miles == 1
