"""What a visitor sees of people: only who may be listed, and only what they let be seen."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from people.models import FieldVisibility
from tests.factories import (
    AreaFactory,
    InvolvementFactory,
    OrganisationFactory,
    PersonFactory,
    ProgrammeFactory,
)

pytestmark = pytest.mark.django_db

DIRECTORY = "/people/"


def text(client: Client, path: str = DIRECTORY) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def names(page: str) -> list[str]:
    return re.findall(r"<h3><bdi>([^<]+)</bdi></h3>", page)


def test_somebody_who_asked_to_be_removed_is_not_listed(client: Client) -> None:
    programme = ProgrammeFactory(slug="big-local")
    gone = PersonFactory(display_name="Gone", removed=True)
    InvolvementFactory(person=gone, programme=programme)
    for path in (DIRECTORY, f"{DIRECTORY}?programme=big-local", f"{DIRECTORY}?show=people"):
        assert "Gone" not in text(client, path)


def test_an_unclaimed_person_is_shown_with_role_and_source_and_nothing_more(client: Client) -> None:
    person = PersonFactory(
        display_name="Joan Petty", summary="Words about her.", source_note="The 2011 report."
    )
    InvolvementFactory(person=person, role="Director", programme__name="Big Local")
    page = text(client)
    assert "Director" in page
    assert "Big Local" in page
    assert "Unclaimed, from a public source: The 2011 report." in page
    assert "Words about her." not in page


@pytest.mark.parametrize(
    ("level", "shown"), [("public", True), ("members", False), ("self", False), ("", False)]
)
def test_a_persons_own_words_are_shown_only_if_they_chose_so(client: Client, level: str, shown: bool) -> None:
    person = PersonFactory(claimed=True, summary="My words.")
    if level:
        FieldVisibility.objects.create(person=person, field="summary", level=level)
    assert ("My words." in text(client)) is shown


def test_an_organisation_that_became_another_is_listed_once(client: Client) -> None:
    new = OrganisationFactory(name="Locality")
    OrganisationFactory(name="Development Trusts Association", replaced_by=new)
    assert names(text(client)) == ["Locality"]


def test_the_list_can_be_narrowed_to_a_programme_and_its_areas(client: Client) -> None:
    programme = ProgrammeFactory(slug="big-local")
    InvolvementFactory(programme=programme, person__display_name="Directly")
    InvolvementFactory(programme=None, area=AreaFactory(programme=programme), person__display_name="By area")
    InvolvementFactory(person__display_name="Elsewhere")
    assert names(text(client, f"{DIRECTORY}?programme=big-local")) == ["By area", "Directly"]


def test_walking_shows_everybody_once_even_with_equal_names(client: Client) -> None:
    for n in range(65):
        PersonFactory(display_name=f"Name {n % 3}")
    path, seen = f"{DIRECTORY}?show=people", 0
    while path:
        page = text(client, path)
        seen += len(names(page))
        more = re.search(r'rel="next" href="([^"]+)"', page)
        path = DIRECTORY + more[1].replace("&amp;", "&") if more else ""
    assert seen == 65


@pytest.mark.parametrize(
    "query",
    ["programme=%00", "show=%00", "show=people&after=%00", "show=people&after=-1", "show=people&after=1e99",
     "show=people&after=99999999999999999999", "show=organisations&after=5", "after=5", "x[]=1"],
)  # fmt: skip
def test_an_odd_query_string_shows_the_list_not_an_error(client: Client, query: str) -> None:
    PersonFactory()
    assert names(text(client, f"{DIRECTORY}?{query}"))[:1] in ([], names(text(client))[:1])


def test_an_empty_directory_says_what_to_do_next(client: Client) -> None:
    assert "Nobody is listed here yet" in text(client)


def test_the_directory_costs_the_same_however_many(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    programme = ProgrammeFactory()
    client.get(DIRECTORY)
    InvolvementFactory(programme=programme)
    with django_assert_max_num_queries(20) as few:
        text(client)
    for _ in range(10):
        InvolvementFactory(programme=programme)
        InvolvementFactory(person=None, organisation=OrganisationFactory(), programme=programme)
    with django_assert_max_num_queries(20) as many:
        text(client)
    # Two more: organisations now have involvements, and those have programmes, to fetch.
    assert len(many) <= len(few) + 2
