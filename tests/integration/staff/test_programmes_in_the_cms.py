"""Programmes and areas in the CMS: an officer writes about their own, and touches nobody else's."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from programmes.models import Area, Programme
from tests.factories import AreaFactory

pytestmark = pytest.mark.django_db


def fields(area: Area, **changed: Any) -> dict[str, Any]:
    names = ("name", "slug", "kind", "confidence", "region", "place")
    return {name: getattr(area, name) for name in names} | {"programme": area.programme_id} | changed


def test_an_officer_writes_the_summary_of_their_own_programme(officer: Client, ours: Programme) -> None:
    answer = officer.post(f"/cms/programme/edit/{ours.pk}/", {"summary": "Said by its officer."})
    ours.refresh_from_db()
    assert answer.status_code == 302
    assert ours.summary == "Said by its officer."


def test_an_officer_does_not_rename_or_recolour_their_programme(officer: Client, ours: Programme) -> None:
    before = (ours.name, ours.slug, ours.colour, ours.position)
    data = {"summary": "x", "name": "Mine", "slug": "mine", "colour": "#ff0000", "position": 99}
    officer.post(f"/cms/programme/edit/{ours.pk}/", data)
    ours.refresh_from_db()
    assert (ours.name, ours.slug, ours.colour, ours.position) == before
    assert 'name="colour"' not in officer.get(f"/cms/programme/edit/{ours.pk}/").content.decode()


def test_an_editor_finds_every_field(editor: Client, ours: Programme) -> None:
    page = editor.get(f"/cms/programme/edit/{ours.pk}/").content.decode()
    assert all(f'name="{name}"' in page for name in ("name", "slug", "colour", "summary"))


def test_an_officer_looks_at_another_programme_and_changes_nothing(
    officer: Client, theirs: Programme
) -> None:
    assert officer.get(f"/cms/programme/inspect/{theirs.pk}/").status_code == 200
    for address in ("edit", "delete"):
        answer = officer.post(f"/cms/programme/{address}/{theirs.pk}/", {"summary": "Mine now."})
        assert (answer.status_code, answer["Location"]) == (302, "/cms/")
    theirs.refresh_from_db()
    assert theirs.summary != "Mine now."


def test_an_officer_neither_adds_nor_deletes_programmes(officer: Client, ours: Programme) -> None:
    assert officer.get("/cms/programme/new/")["Location"] == "/cms/"
    assert officer.post(f"/cms/programme/delete/{ours.pk}/")["Location"] == "/cms/"
    assert Programme.objects.filter(pk=ours.pk).exists()


def test_an_officer_changes_areas_of_their_own_programme_and_adds_none(
    officer: Client, ours: Programme
) -> None:
    area = AreaFactory(programme=ours)
    officer.post(f"/cms/area/edit/{area.pk}/", fields(area, place="By the river"))
    area.refresh_from_db()
    assert area.place == "By the river"
    officer.post("/cms/area/new/", fields(area, name="Upriver", slug="upriver"))
    assert Area.objects.count() == 1


def test_an_officer_puts_no_area_into_another_programme(
    officer: Client, ours: Programme, theirs: Programme
) -> None:
    area = AreaFactory(programme=ours)
    officer.post(f"/cms/area/edit/{area.pk}/", fields(area, programme=theirs.pk))
    assert not theirs.areas.exists()


def test_an_officer_changes_no_area_of_another_programme(officer: Client, theirs: Programme) -> None:
    area = AreaFactory(programme=theirs)
    for address in ("edit", "delete"):
        answer = officer.post(f"/cms/area/{address}/{area.pk}/", fields(area, place="Mine"))
        assert (answer.status_code, answer["Location"]) == (302, "/cms/")
    area.refresh_from_db()
    assert area.place != "Mine"
    assert f"/cms/area/edit/{area.pk}/" not in officer.get("/cms/area/").content.decode()


@pytest.mark.parametrize("kind", ["programme", "area"])
def test_moderators_and_reporters_have_no_such_lists(kind: str, moderator: Client, reporter: Client) -> None:
    for client in (moderator, reporter):
        assert client.get(f"/cms/{kind}/")["Location"] == "/cms/"


def test_the_list_of_areas_asks_as_often_for_forty_as_for_two(officer: Client, ours: Programme) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert officer.get("/cms/area/").status_code == 200
        return len(captured)

    queries()
    AreaFactory.create_batch(2, programme=ours)
    few = queries()
    AreaFactory.create_batch(38, programme=ours)
    assert queries() == few
    assert few <= 30
