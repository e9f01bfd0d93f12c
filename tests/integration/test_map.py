"""The map: the same people, organisations and areas as the list, as points; and nothing from outside."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from people.models import FieldVisibility, Person
from programmes import site_tree
from tests.factories import (
    AreaFactory,
    InvolvementFactory,
    OrganisationFactory,
    PersonFactory,
    ProgrammeFactory,
)

pytestmark = pytest.mark.django_db

POINTS = "/people/points.geojson"


def features(client: Client, query: str = "") -> dict[str, Any]:
    response = client.get(POINTS + query)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/geo+json"
    return {each["properties"]["name"]: each for each in json.loads(response.content)["features"]}


def somewhere(name: str, **fields: Any) -> Person:
    """Somebody who shows everyone the area they are in."""
    person: Person = PersonFactory(
        display_name=name,
        claimed=True,
        area=AreaFactory(name=f"{name}’s area", region="London"),
        precision="area",
        shown_latitude=51.123456,
        shown_longitude=-0.654321,
        **fields,
    )
    FieldVisibility.objects.create(person=person, field="place", level="public")
    return person


def test_areas_organisations_and_people_are_points_with_longitude_first(client: Client) -> None:
    programme = ProgrammeFactory(slug="big-local", name="Big Local")
    AreaFactory(programme=programme, name="Northmere", latitude=53.5, longitude=-2.1)
    OrganisationFactory(name="Kitchen", latitude=53.51234567, longitude=-2.2)
    somewhere("Nadia")
    found = features(client)
    assert {name: each["properties"]["kind"] for name, each in found.items()} == {
        "Northmere": "area",
        "Kitchen": "organisation",
        "Nadia": "person",
    }
    assert found["Kitchen"]["geometry"] == {"type": "Point", "coordinates": [-2.2, 53.5123]}
    assert found["Northmere"]["properties"]["threads"] == [{"slug": "big-local", "name": "Big Local"}]


def test_a_persons_point_is_never_more_exact_than_a_kilometre(client: Client) -> None:
    somewhere("Nadia")
    assert features(client)["Nadia"]["geometry"]["coordinates"] == [-0.65, 51.12]


@pytest.mark.parametrize("precision", ["nowhere", "region"])
def test_who_shows_no_more_than_a_region_is_on_no_map(client: Client, precision: str) -> None:
    person = somewhere("Nadia")
    person.precision = precision
    person.save()
    assert "Nadia" not in features(client)


def test_the_map_has_the_filters_of_the_list(client: Client) -> None:
    area = AreaFactory(region="London", name="Bow", latitude=51.5, longitude=0)
    AreaFactory(region="North West", name="Wigan", latitude=53.5, longitude=-2.6)
    group = OrganisationFactory(name="Kitchen", latitude=51.5, longitude=0)
    InvolvementFactory(person=None, organisation=group, programme=None, area=area)
    assert set(features(client, "?region=London")) == {"Bow", "Kitchen"}
    assert set(features(client, "?kind=group&kind=other")) == {"Kitchen"}
    assert set(features(client, "?q=wigan")) == {"Wigan"}


def test_the_list_beside_the_map_names_every_mark(client: Client) -> None:
    AreaFactory(name="Northmere", latitude=53.5, longitude=-2.1)
    AreaFactory(name="Nowhere in particular")
    OrganisationFactory(name="Kitchen", latitude=53.5, longitude=-2.2)
    somewhere("Nadia")
    page = client.get("/people/?view=map").content.decode()
    for name in features(client):
        assert f"<bdi>{name}</bdi>" in page
    assert "Nowhere in particular" not in page


def test_the_map_is_met_before_its_list_which_says_the_same_without_a_script(client: Client) -> None:
    somewhere("Joan Petty")
    page = client.get("/people/?view=map").content.decode()
    assert page.index("data-map=") < page.index("Joan Petty")
    without = "<noscript><p>The map needs JavaScript. The list says the same in words.</p></noscript>"
    assert without in page
    assert "<noscript>" not in client.get("/people/").content.decode()


def test_a_map_speaks_of_a_list_only_where_one_stands(client: Client) -> None:
    group = OrganisationFactory(latitude=51.5, longitude=-0.1)
    page = client.get(group.get_absolute_url()).content.decode()
    assert "The map is drawn here.</p>" in page
    listed = client.get("/people/?view=map").content.decode()
    assert "The map is drawn here. The list says the same in words.</p>" in listed


def test_the_outline_holds_all_that_the_map_can_show() -> None:
    """Where it is cut off stands a ruled line, which is no coast."""
    code = (settings.BASE_DIR / "static" / "js" / "map.js").read_text()
    box = re.search(r"HELD = \[\s*\[(.+), (.+)\],\s*\[(.+), (.+)\],", code)
    assert box
    south, west, north, east = map(float, box.groups())
    rings = json.loads((settings.BASE_DIR / "static" / "map" / "outline.json").read_text())["coordinates"]
    points = [point for polygon in rings for ring in polygon for point in ring]
    assert min(y for _x, y in points) < south  # France and Italy go on
    assert max(x for x, _y in points) > east  # and so does Poland
    drawn = [(x, y) for x, y in points if west <= x <= east and south <= y <= north]
    assert max(sum(y == level for _x, y in drawn) for level in (49, 61.5)) < 5
    assert sum(x == 4 for x, _y in drawn) < 5


def test_both_views_keep_the_filters(client: Client) -> None:
    OrganisationFactory(name="Piano movers", latitude=53.5, longitude=-2.2)
    page = client.get("/people/?q=piano&kind=person").content.decode()
    assert 'href="/people/?q=piano&amp;kind=person&amp;view=map"' in page
    page = client.get("/people/?q=piano&view=map").content.decode()
    assert 'href="/people/?q=piano"' in page
    assert f'data-map="{POINTS}?q=piano"' in page


def test_only_a_page_with_a_map_names_its_code(client: Client) -> None:
    assert "dist/map.js" not in client.get("/people/").content.decode()
    assert "dist/map.js" not in client.get("/stories/").content.decode()
    assert "dist/map.js" not in client.get("/people/?view=map").content.decode()  # nothing to draw
    AreaFactory(latitude=53.5, longitude=-2.1)
    assert "dist/map.js" in client.get("/people/?view=map").content.decode()


def test_the_points_are_nobody_elses_to_keep(client: Client) -> None:
    assert "private" in client.get(POINTS)["Cache-Control"]


@pytest.mark.parametrize(
    "query", ["?bbox=999,1,2", "?lat=NaN", "?q=%00", "?view=list", "?region=%00", "?at=x"]
)
def test_odd_questions_are_answered(client: Client, query: str) -> None:
    assert client.get(POINTS + query).status_code == 200


def test_a_hundred_marks_cost_no_more_than_three(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def grow(n: int) -> None:
        for _ in range(n):
            area = AreaFactory(latitude=53.5, longitude=-2.1)
            somewhere("Somebody")
            group = OrganisationFactory(latitude=53.5, longitude=-2.2)
            InvolvementFactory(person=None, organisation=group, programme=None, area=area)

    grow(1)
    features(client)
    with django_assert_max_num_queries(20) as few:
        features(client)
    grow(10)
    with django_assert_max_num_queries(20) as many:
        features(client)
    assert len(many) == len(few)


def test_area_and_map_lead_to_each_other(client: Client) -> None:
    programme = ProgrammeFactory(slug="big-local")
    area = AreaFactory(
        programme=programme,
        name="Northmere",
        slug="northmere",
        region="London",
        latitude=53.5,
        longitude=-2.1,
    )
    near = AreaFactory(programme=programme, name="Wexcombe", latitude=53.6, longitude=-2.1)
    site_tree.plant()
    href = features(client)["Northmere"]["properties"]["href"]
    page = client.get(href).content.decode()
    assert f"/people/?region=London&amp;view=map&amp;at=area-{area.pk}" in page
    assert features(client)["Wexcombe"]["properties"]["href"] in page
    assert "about 7 miles away" in page
    assert near.programme.name in page


# --- nothing from outside -----------------------------------------------------------------------------------


def images(**environment: str) -> str:
    """What the policy lets pictures come from, in a process with this environment."""
    code = "from portal.settings.base import *; print(CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src'])"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True
    ).stdout


def test_no_map_comes_from_elsewhere_unless_the_deployment_says_from_where() -> None:
    assert "tile" not in images()
    assert "https://*.tile.example" in images(MAP_TILE_URL="https://{s}.tile.example/{z}/{x}/{y}.png")
    assert settings.MAP_TILE_URL == ""
