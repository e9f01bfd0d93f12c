"""What a visitor sees of people and organisations: the directory and the pages it leads to."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import quote

import pytest
from django.db.models import Value
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from people.models import Evidence, Organisation, Relationship
from portal.search.words import Question, different_words
from programmes.folding import Folded, fold
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
    return re.findall(r"<h2 class=\"entry__name\"><a[^>]*><bdi[^>]*>([^<]+)</bdi>", page)


# --- the list -----------------------------------------------------------------------------------------------


def test_people_and_organisations_stand_in_one_list_by_name(client: Client) -> None:
    PersonFactory(display_name="Bea")
    OrganisationFactory(name="Aldersyke Tenants")
    OrganisationFactory(name="cycling club")
    assert names(text(client)) == ["Aldersyke Tenants", "Bea", "cycling club"]


def test_an_unclaimed_person_is_shown_with_role_and_source_and_nothing_more(client: Client) -> None:
    person = PersonFactory(
        display_name="Joan Petty",
        summary="Named as an organiser.",
        offers="Her offers.",
        region="North West",
        source_note="The 2011 report.",
    )
    InvolvementFactory(person=person, role="Director", programme__name="Big Local")
    for page in (text(client), text(client, person.get_absolute_url())):
        assert "Named as an organiser." in page
        assert "Big Local" in page
        assert "Unclaimed, from a public source: The 2011 report." in page
        assert "Her offers." not in page
    assert "North West" not in text(client, person.get_absolute_url())


def test_of_an_unclaimed_person_without_a_source_only_name_and_roles_are_shown(client: Client) -> None:
    person = PersonFactory(summary="Words about her.", source_note="")
    assert "Words about her." not in text(client) + text(client, person.get_absolute_url())


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


def test_the_list_can_be_narrowed_to_a_kind_and_a_region(client: Client) -> None:
    north = AreaFactory(region="North West", name="Northmere")
    AreaFactory(region="London")
    group = OrganisationFactory(name="Kitchen", kind="group")
    InvolvementFactory(person=None, organisation=group, programme=None, area=north)
    InvolvementFactory(person__display_name="Nadia", programme=None, area=north)
    OrganisationFactory(name="Lottery", kind="funder")
    assert names(text(client, f"{DIRECTORY}?region=North+West")) == ["Kitchen", "Nadia"]
    assert names(text(client, f"{DIRECTORY}?kind=funder")) == ["Lottery"]
    assert names(text(client, f"{DIRECTORY}?kind=group&kind=funder")) == ["Kitchen", "Lottery"]
    assert names(text(client, f"{DIRECTORY}?kind=area&region=North+West")) == ["Northmere"]


def test_every_word_of_a_search_must_be_found_but_not_in_one_place(client: Client) -> None:
    group = OrganisationFactory(name="Brackwater Mends", summary="A repair café.", place="Brackwater")
    InvolvementFactory(person=None, organisation=group, role="Runs the lamp library")
    OrganisationFactory(name="Brackwater Sings")
    assert names(text(client, f"{DIRECTORY}?q=brackwater+repair+LAMP")) == ["Brackwater Mends"]
    assert names(text(client, f"{DIRECTORY}?q=brackwater")) == ["Brackwater Mends", "Brackwater Sings"]
    assert "Nobody like that is listed" in text(client, f"{DIRECTORY}?q=nowhere")


def test_each_chip_takes_its_own_filter_away_and_keeps_the_others(client: Client) -> None:
    ProgrammeFactory(slug="big-local", name="Big Local")
    page = text(client, f"{DIRECTORY}?q=piano&programme=big-local&kind=person")
    chips = {
        label: href
        for href, label in re.findall(r'class="chip" href="([^"]+)"[^>]*>.*?<bdi>(.*?)</bdi>', page)
    }
    assert chips == {
        "“piano”": "?programme=big-local&amp;kind=person",
        "Big Local": "?q=piano&amp;kind=person",
        "Person": "?q=piano&amp;programme=big-local",
    }


def test_the_numbers_beside_the_filters_are_what_ticking_them_shows(client: Client) -> None:
    programme = ProgrammeFactory(slug="big-local")
    InvolvementFactory(programme=programme)
    InvolvementFactory(programme=None, area=AreaFactory(programme=programme))
    for name in ("A", "B"):
        InvolvementFactory(
            person=None, organisation=OrganisationFactory(name=name, kind="group"), programme=programme
        )
    PersonFactory(removed=True)
    page = text(client)
    for query in re.findall(r'<input type="checkbox" name="(\w+)" value="([\w-]+)"', page):
        told = re.search(rf'value="{query[1]}" >.*?<span class="num">(\d+)', page)
        assert told is not None
        assert int(told[1]) == len(names(text(client, f"{DIRECTORY}?{query[0]}={query[1]}"))), query


def test_walking_shows_everybody_once_even_with_equal_names(client: Client) -> None:
    for n in range(40):
        PersonFactory(display_name=f"Name {n % 3}")
        OrganisationFactory(name=f"name {n % 3}")
    path, seen = DIRECTORY, []
    while path:
        page = text(client, path)
        seen += re.findall(r'entry__name"><a href="([^"]+)"', page)
        more = re.search(r'rel="next" href="([^"]+)"', page)
        path = DIRECTORY + more[1].replace("&amp;", "&") if more else ""
    assert len(seen) == len(set(seen)) == 80


@pytest.mark.parametrize(
    "query",
    ["programme=%00", "view=%00", "after=%00", "after=-1", "after=person-1e99", "area=%00", "region=%00",
     "after=person-99999999999999999999", "after=organisation-5", "after=abc", "x[]=1", "kind=%ff", "kind=nope",
     "area=big-local.nowhere", "region=Atlantis", "page=-1", "bbox=999", "lat=NaN", "next=//evil.example"],
)  # fmt: skip
def test_an_odd_query_string_shows_the_list_not_an_error(client: Client, query: str) -> None:
    PersonFactory()
    assert names(text(client, f"{DIRECTORY}?{query}")) == names(text(client))


@pytest.mark.parametrize("typed", ["elan", "Élan", "ÉLAN", "e\u0301lan", "кафе", "КАФЕ", "cafés", "שלום"])
def test_case_and_accents_do_not_count_whatever_the_letters(client: Client, typed: str) -> None:
    OrganisationFactory(name="ÉLAN Vital", summary="Cafés und КАФЕ", place="שָׁלוֹם")
    OrganisationFactory(name="Elsewhere")
    assert names(text(client, f"{DIRECTORY}?q={quote(typed)}")) == ["ÉLAN Vital"]


@pytest.mark.parametrize("typed", ["Straße", "strasse", "STRASSE", "STRAẞE", "οδοσ", "ΟΔΌΣ", "οδός"])
def test_a_name_is_found_in_the_directory_as_the_search_finds_it(client: Client, typed: str) -> None:
    name = "Straße, ΟΔΌΣ"
    OrganisationFactory(name=name)
    assert names(text(client, f"{DIRECTORY}?q={quote(typed)}")) == [name]
    assert Question.of(typed).answered_by(different_words(name))


def test_either_database_folds_letters_alike() -> None:
    """A test of names would miss most of them: all letters of Latin, Greek, Cyrillic, Hebrew and Arabic."""
    blocks = (range(0x20, 0x530), range(0x5BE, 0x700), range(0x1E00, 0x2000), range(0xFB00, 0xFB50))
    every = "|".join(chr(code) for block in blocks for code in block if chr(code).isalpha())
    OrganisationFactory()
    assert Organisation.objects.values_list(Folded(Value(every)), flat=True).get() == fold(every)


def test_accents_and_case_do_not_count_in_the_order_either(client: Client) -> None:
    for name in ("Zoë", "élan", "Apple", "Ernest"):
        OrganisationFactory(name=name)
    assert names(text(client)) == ["Apple", "élan", "Ernest", "Zoë"]


@pytest.mark.parametrize("field", ["q", "offers"])
@pytest.mark.parametrize(
    "typed",
    ['"', "'", "\\", "%", "_", ":*", "&", "|", "!", "x" * 10_000, "\0", " \0 ", "(((", "🧵", "a " * 5000],
)
def test_whatever_is_typed_into_a_search_is_answered(client: Client, field: str, typed: str) -> None:
    PersonFactory(display_name="Plain Name")
    assert client.get(f"{DIRECTORY}?{field}={quote(typed)}").status_code == 200


@pytest.mark.parametrize("sign", ["%", "_"])
def test_signs_that_databases_read_as_anything_are_only_themselves(client: Client, sign: str) -> None:
    PersonFactory(display_name="Plain Name")
    assert names(text(client, f"{DIRECTORY}?q={quote(sign)}")) == []


def test_an_empty_directory_says_what_to_do_next(client: Client) -> None:
    assert "Nobody is listed here yet" in text(client)


def test_the_directory_costs_the_same_however_many(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def grow() -> None:
        programme, area = ProgrammeFactory(), AreaFactory(region="London")
        InvolvementFactory(programme=programme)
        InvolvementFactory(person__claimed=True, programme=None, area=area)
        InvolvementFactory(person=None, organisation=OrganisationFactory(), programme=programme, area=area)

    grow()
    path = f"{DIRECTORY}?q=o&region=London"
    text(client, path)
    with django_assert_max_num_queries(36) as few:
        text(client, path)
    for _ in range(9):
        grow()
    with django_assert_max_num_queries(36) as many:
        text(client, path)
    assert len(many) == len(few)


# --- the pages it leads to ----------------------------------------------------------------------------------


def test_a_page_tells_each_role_and_tie_with_its_dates_and_how_we_know(client: Client) -> None:
    person = PersonFactory(display_name="Joan Petty")
    role = InvolvementFactory(
        person=person, role="Holds the keys", since=date(2011, 1, 1), until=date(2015, 3, 31)
    )
    Evidence.objects.create(
        involvement=role,
        basis="document",
        note="The annual report",
        url="https://report.example/2012",
        on=date(2012, 5, 4),
        confidence="high",
    )
    group = OrganisationFactory(name="The Front Room")
    tie = Relationship.objects.create(kind="works_for", subject_person=person, object_organisation=group)
    Evidence.objects.create(relationship=tie, basis="stated", confidence="medium")
    page = text(client, person.get_absolute_url())
    for words in (
        "Holds the keys",
        "2011 to March 2015",
        "A document: The annual report",
        "4 May 2012",
        "High: seen in the source named here",
        'href="https://report.example/2012"',
        "Works for",
        group.get_absolute_url(),
        "Stated by themselves",
    ):
        assert words in page, words
    assert "Employs" in text(client, group.get_absolute_url())
    assert "Joan Petty" in text(client, group.get_absolute_url())


def test_a_tie_to_somebody_who_left_is_gone_with_them(client: Client) -> None:
    group = OrganisationFactory()
    gone = PersonFactory(display_name="Gone", removed=True)
    Relationship.objects.create(kind="works_for", subject_person=gone, object_organisation=group)
    assert "Gone" not in text(client, group.get_absolute_url())
    assert client.get(gone.get_absolute_url()).status_code == 404


def test_an_organisation_that_became_another_says_so_and_leads_there(client: Client) -> None:
    new = OrganisationFactory(name="Locality")
    old = OrganisationFactory(name="Development Trusts Association", replaced_by=new)
    page = text(client, old.get_absolute_url())
    assert "It became Locality" in page
    assert new.get_absolute_url() in page


def test_what_is_made_up_says_so_wherever_it_stands(client: Client) -> None:
    person, group = PersonFactory(is_fictional=True), OrganisationFactory(is_fictional=True)
    assert text(client).count("Made up, for the demonstration") == 2
    for each in (person, group):
        page = text(client, each.get_absolute_url())
        assert "Made up, for the demonstration" in page
        assert "application/ld+json" not in page


def test_machines_are_told_who_it_is_and_no_name_can_end_the_element(client: Client) -> None:
    person = PersonFactory(display_name="</script><b>Joan", source_note="A report.", summary="Organiser")
    page = text(client, person.get_absolute_url())
    assert '"@type": "Person"' in page
    assert "</script><b>" not in page


def test_a_profile_costs_the_same_however_many_ties(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    person = PersonFactory()

    def grow() -> None:
        role = InvolvementFactory(person=person, area=AreaFactory())
        Evidence.objects.create(involvement=role, basis="stated")
        for end in ({"object_organisation": OrganisationFactory()}, {"object_person": PersonFactory()}):
            tie = Relationship.objects.create(kind="works_with", subject_person=person, **end)
            Evidence.objects.create(relationship=tie, basis="stated")

    grow()
    text(client, person.get_absolute_url())
    with django_assert_max_num_queries(36) as few:
        text(client, person.get_absolute_url())
    for _ in range(5):
        grow()
    with django_assert_max_num_queries(36) as many:
        text(client, person.get_absolute_url())
    assert len(many) == len(few)
