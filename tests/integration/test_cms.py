"""What staff find in the CMS beside the pages: programmes, people, and stories to look at."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.users.models import UserProfile

from programmes import staff_edits
from programmes.models import Area
from tests.factories import AreaFactory, OrganisationFactory, PersonFactory, SourceFactory, StoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("editor@example.org"))
    return client


@pytest.mark.parametrize("kind", ["programme", "area", "organisation", "person", "source", "story"])
def test_every_list_shows_its_rows_and_can_be_searched(kind: str, editor: Client) -> None:
    area = AreaFactory(name="Aldersyke")
    OrganisationFactory(name="Aldersyke Group")
    PersonFactory(display_name="Ada of Aldersyke")
    source = SourceFactory(title="Aldersyke Blog")
    StoryFactory(title="News of Aldersyke", owner_source=source)
    area.programme.name = "Programme of Aldersyke"
    area.programme.save()
    page = editor.get(f"/cms/{kind}/", {"q": "aldersyke"})
    assert page.status_code == 200
    assert "aldersyke" in page.content.decode().partition("<tbody>")[2].lower()
    none = editor.get(f"/cms/{kind}/", {"q": "nothing like it"})
    assert none.status_code == 200
    assert "<tbody>" not in none.content.decode()


@pytest.mark.parametrize(("language", "month"), [("en-gb", "November"), ("cy", "Tachwedd")])
def test_the_lists_write_times_as_our_own_pages_do(language: str, month: str, editor: Client) -> None:
    """03:12, never 3:12 a.m.: nobody compares two ways of writing an hour."""
    UserProfile.objects.create(user=get_user_model().objects.get(), preferred_language=language)
    SourceFactory(last_fetched_at=datetime(2026, 11, 28, 3, 12, tzinfo=UTC))
    assert f"28 {month} 2026, 03:12" in editor.get("/cms/source/").content.decode()


@pytest.mark.parametrize("kind", ["source", "story"])
def test_sources_and_stories_are_only_looked_at(kind: str, editor: Client) -> None:
    one = SourceFactory() if kind == "source" else StoryFactory()
    assert editor.get(f"/cms/{kind}/inspect/{one.pk}/").status_code == 200
    for address in (f"/cms/{kind}/new/", f"/cms/{kind}/edit/{one.pk}/", f"/cms/{kind}/delete/{one.pk}/"):
        answer = editor.post(address, {"title": "Changed"})
        assert (answer.status_code, answer["Location"]) == (302, "/cms/"), address
    one.refresh_from_db()
    assert one.title != "Changed"


def test_a_member_of_the_public_does_not_come_in(client: Client) -> None:
    client.force_login(get_user_model().objects.create_user("reader@example.org"))
    assert client.get("/cms/source/").status_code == 302


def test_what_staff_change_in_the_cms_is_known_to_be_theirs(editor: Client) -> None:
    area = AreaFactory()
    fields = {field: getattr(area, field) or "" for field in ("name", "slug", "kind", "confidence", "region")}
    answer = editor.post(
        f"/cms/area/edit/{area.pk}/", fields | {"programme": area.programme.pk, "place": "By the river"}
    )
    assert answer.status_code == 302
    assert Area.objects.get().place == "By the river"
    assert staff_edits.touched(Area) == {str(area.pk)}
