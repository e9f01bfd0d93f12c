"""`manage.py import_people`: organisations with evidence, and eight people with no more than was said of them."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.utils import timezone

from people import reference, removals
from people.models import Evidence, Involvement, Organisation, Person, Relationship, Removal
from programmes.models import Area, Programme
from programmes.reference import load_areas, load_programmes, rows

pytestmark = pytest.mark.django_db


def run() -> str:
    out = StringIO()
    call_command("import_people", stdout=out)
    return out.getvalue()


@pytest.fixture
def areas() -> None:
    load_programmes()
    load_areas()


@pytest.fixture
def imported(areas: None) -> None:
    run()


def counts() -> list[int]:
    return [model.objects.count() for model in (Organisation, Person, Involvement, Relationship, Evidence)]


def test_the_files_come_in_whole(imported: None) -> None:
    expected = {
        Organisation: "organisations",
        Person: "people",
        Involvement: "involvements",
        Relationship: "relationships",
    }
    for model, file in expected.items():
        assert model._default_manager.count() == len(list(rows(reference.DATA / f"{file}.csv"))), file
    for organisation in Organisation.objects.all():
        organisation.full_clean()


def test_every_edge_has_its_evidence(imported: None) -> None:
    edges: list[Any] = [*Involvement.objects.all(), *Relationship.objects.all()]
    for edge in edges:
        evidence = edge.evidence.get()
        assert evidence.note
        assert evidence.basis == Evidence.Basis.DOCUMENT


def test_each_programme_has_one_lead_body(imported: None) -> None:
    leads = Involvement.objects.filter(is_lead=True, area=None).order_by("programme__position")
    assert [lead.organisation.slug for lead in leads if lead.organisation] == [
        "locality",
        "nesta",
        "local-trust",
    ]


def test_those_who_merged_point_at_who_came_after(imported: None) -> None:
    assert set(Organisation.objects.filter(replaced_by__slug="locality").values_list("slug", flat=True)) == {
        "development-trusts-association",
        "bassac",
    }


def test_a_person_is_unclaimed_and_nothing_is_known_but_name_and_stated_role(imported: None) -> None:
    people = list(Person.objects.all())
    assert len(people) == 8
    for person in people:
        person.full_clean()
        assert person.user is None
        assert person.claimed_at is None
        assert person.precision == Person.Precision.NOWHERE
        assert (person.area, person.region, person.shown_latitude) == (None, "", None)
        assert (person.offers, person.seeks) == ("", "")
        assert person.source_note.startswith("Founding post")
        assert not person.is_fictional
        assert "@" not in person.summary


def test_importing_twice_doubles_nothing(imported: None) -> None:
    before = counts()
    said = run()
    assert counts() == before
    assert said.count("0 new, 0 updated") == 4


def test_who_asked_to_be_left_out_is_not_brought_back(areas: None) -> None:
    Removal.objects.create(digest=removals.digest("  john POPHAM "))
    run()
    assert not Person.objects.filter(slug="john-popham").exists()
    assert not Relationship.objects.filter(subject_person__slug="nick-booth", object_person=None).exclude(
        object_organisation__slug="podnosh"
    )


def test_a_removed_profile_stays_as_it_is(imported: None) -> None:
    Person.objects.filter(slug="nick-booth").update(removed_at=timezone.now(), summary="", display_name="")
    run()
    assert Person.objects.get(slug="nick-booth").summary == ""


def test_a_claimed_profile_is_its_owner_s(imported: None) -> None:
    user = get_user_model().objects.create_user("will@example.org")
    Person.objects.filter(slug="will-perrin").update(user=user, claimed_at=timezone.now(), summary="Me.")
    run()
    assert Person.objects.get(slug="will-perrin").summary == "Me."


def test_a_role_that_staff_put_in_other_words_is_not_added_again(imported: None) -> None:
    before = counts()
    Involvement.objects.filter(organisation__slug="icarus").update(role="Helped the projects to learn")
    run()
    assert counts() == before


def test_an_area_that_staff_deleted_takes_its_involvements_along(imported: None) -> None:
    Area.objects.get(slug="speak-up-preston").delete()
    run()
    assert not Involvement.objects.filter(organisation__slug="blog-preston").exists()


def test_without_programmes_it_says_what_to_run_first() -> None:
    assert not Programme.objects.exists()
    with pytest.raises(CommandError, match="load_areas"):
        run()
