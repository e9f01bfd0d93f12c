"""`manage.py load_areas`: the facts come in once, and what staff made of them stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker
from wagtail.log_actions import log
from wagtail.models import Page, Site

from programmes import reference
from programmes.models import Area, AreaPage, HomePage, PlainPage, Programme, ProgrammePage

pytestmark = pytest.mark.django_db
# The search index is Wagtail's business, and most of the time that making 170 pages takes.
NO_TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def load() -> str:
    out = StringIO()
    call_command("load_areas", stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Loaded once for all: each test then rolls back to here, and the last one to nothing."""
    with django_db_blocker.unblock(), override_settings(TASKS=NO_TASKS), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)


def test_the_three_programmes_are_there_in_the_order_of_the_cord(loaded: None) -> None:
    found = list(Programme.objects.values_list("slug", "colour", "position"))
    assert found == [
        ("community-organisers", "#D9650F", 0),
        ("nesta-neighbourhoods", "#12978C", 1),
        ("big-local", "#B0479F", 2),
    ]


def test_all_areas_and_the_established_projects_are_there(loaded: None) -> None:
    areas = Area.objects.filter(programme__slug="big-local", kind="area")
    assert Counter(areas.values_list("wave", flat=True)) == {1: 50, 2: 50, 3: 50}
    assert Area.objects.filter(programme__slug="nesta-neighbourhoods", kind="project").count() == 14


def test_every_area_says_where_its_facts_are_from_and_that_its_point_is_rough(loaded: None) -> None:
    for area in Area.objects.all():
        area.full_clean()
        assert area.source
        assert area.precision.startswith("about ")
        assert area.local_authority
        assert area.region
        assert 49.9 < (area.latitude or 0) < 55.9  # England
        assert -6.5 < (area.longitude or 0) < 1.8


def test_every_page_answers_at_its_address(loaded: None, client: Client) -> None:
    for address in (
        "/",
        "/about/",
        "/about-our-fetching/",
        "/programmes/",
        "/programmes/community-organisers/",
        "/programmes/nesta-neighbourhoods/speak-up-preston/",
        "/programmes/big-local/ramsey/",
    ):
        assert client.get(address).status_code == 200, address
    assert AreaPage.objects.live().count() == Area.objects.count()


def test_the_page_our_fetcher_points_at_says_who_we_are_and_how_to_stop_us(
    loaded: None, client: Client
) -> None:
    page = client.get("/about-our-fetching/").content.decode()
    assert "CommonThread/" in page
    assert "How to make us stop" in page
    assert '<a href="mailto:portal@localhost">portal@localhost</a>' in page
    assert "{" not in PlainPage.objects.get(slug="about-our-fetching").body[0].value.source


def test_it_says_truly_where_pictures_load_from(loaded: None) -> None:
    """`test_media_of_stories` holds us to the first, `test_feeds` shows the second."""
    words = PlainPage.objects.get(slug="about-our-fetching").body[0].value.source
    assert "our readers’ browsers ask your site for none" in words
    assert (
        "Our own feeds, for those who read us in another program, name your pictures where they are" in words
    )


def test_every_page_leads_to_those_two_at_its_foot(loaded: None, client: Client) -> None:
    foot = client.get("/").content.decode().partition('<div class="foot">')[2]
    assert 'href="/about/"' in foot and 'href="/about-our-fetching/"' in foot


def test_every_figure_on_a_programme_page_names_its_source(loaded: None) -> None:
    for page in ProgrammePage.objects.all():
        facts = [block.value for block in page.body if block.block_type == "facts"]
        assert facts
        assert all(fact["source"] for fact in facts[0])


def test_the_default_page_of_a_new_wagtail_makes_room(loaded: None) -> None:
    site = Site.objects.get(is_default_site=True)
    assert isinstance(site.root_page.specific, HomePage)
    assert not Page.objects.filter(title__startswith="Welcome").exists()


def test_loading_twice_doubles_nothing_and_changes_nothing(loaded: None) -> None:
    before = (Programme.objects.count(), Area.objects.count(), Page.objects.count())
    said = load()
    assert (Programme.objects.count(), Area.objects.count(), Page.objects.count()) == before
    assert "Programmes: 0 new, 0 updated, 3 as they were" in said
    assert "Areas: 0 new, 0 updated, 164 as they were" in said
    assert "Pages: 0 new" in said


def test_a_row_nobody_touched_follows_its_file(loaded: None) -> None:
    Area.objects.filter(slug="ramsey").update(region="An old mistake")
    assert "1 updated" in load()
    assert Area.objects.get(slug="ramsey").region == "East of England"


def test_a_row_that_staff_edited_is_theirs(loaded: None) -> None:
    area = Area.objects.get(slug="ramsey")
    area.place = "Ramsey, by the river"
    area.save()
    log(area, "wagtail.edit", user=get_user_model().objects.create_user("staff@example.org"))
    load()
    area.refresh_from_db()
    assert area.place == "Ramsey, by the river"


def test_a_page_that_staff_edited_is_theirs(loaded: None) -> None:
    page = ProgrammePage.objects.get(slug="big-local")
    page.introduction = "In our own words."
    page.save_revision().publish()
    load()
    page.refresh_from_db()
    assert page.introduction == "In our own words."


def test_a_page_that_staff_deleted_stays_deleted(loaded: None) -> None:
    AreaPage.objects.get(slug="ramsey").delete()
    PlainPage.objects.get(slug="about").delete()
    assert "Pages: 0 new" in load()


def test_a_row_that_staff_deleted_stays_deleted(loaded: None) -> None:
    area = Area.objects.get(slug="ramsey")
    area.pages.get().delete()
    log(area, "wagtail.delete", deleted=True)
    area.delete()
    load()
    assert not Area.objects.filter(slug="ramsey").exists()


def test_every_row_of_the_files_has_a_source_and_a_confidence() -> None:
    for file in reference.DATA.glob("*.csv"):
        for row in reference.rows(file):
            assert row["source"], (file.name, row)
            assert row["confidence"] in {"high", "medium", "low"}, (file.name, row)
