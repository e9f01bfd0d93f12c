"""What every page promises, whoever made it: one heading, landmarks, nothing inline, our frame around it."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from programmes.models import (
    AreaPage,
    CustomImage,
    HomePage,
    PlainPage,
    Programme,
    ProgrammeIndexPage,
    ProgrammePage,
    SiteSettings,
)
from programmes.pictures import keep
from tests.factories import AreaFactory, InvolvementFactory, ProgrammeFactory, StoryFactory, UserFactory
from tests.pictures import picture

pytestmark = pytest.mark.django_db

BODY = [
    ("text", "<h2>Why</h2><p>Join up, <b>don’t</b> replace.</p>"),
    ("quote", {"words": "Everybody wanted a kettle.", "who": "Marcus"}),
    ("facts", [{"figure": "150", "label": "areas", "source": "The founding post"}]),
]


@pytest.fixture
def home() -> HomePage:
    """A small network in the CMS: home, programmes, one programme with one area, a plain page in the footer."""
    home = HomePage(title="Somebody near you has already tried it", slug="network", introduction="A network.")
    Page.objects.get(depth=1).add_child(instance=home)
    Site.objects.update(root_page=home)
    area = AreaFactory(name="Saltmarsh", programme__slug="big-local", programme__name="Big Local")
    index = home.add_child(instance=ProgrammeIndexPage(title="Programmes", slug="programmes"))
    page = index.add_child(
        instance=ProgrammePage(title="Big Local", slug="big-local", programme=area.programme, body=BODY)
    )
    page.add_child(instance=AreaPage(title="Saltmarsh", slug="saltmarsh", area=area))
    home.add_child(instance=PlainPage(title="About us", slug="about", show_in_menus=True, body=BODY))
    InvolvementFactory(programme=area.programme, person__display_name="Joan Petty")
    StoryFactory(published=True, title="The kettle", programmes=[area.programme], areas=[area])
    StoryFactory(title="Not yet", programmes=[area.programme], areas=[area])
    return home


PAGES = [
    "/", "/programmes/", "/programmes/big-local/", "/programmes/big-local/saltmarsh/", "/about/", "/stories/",
    "/people/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/nothing-here/",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_every_page_stands_in_the_frame(client: Client, home: HomePage, path: str) -> None:
    response = client.get(path)
    page = response.content.decode()
    assert response.status_code == (404 if path == "/nothing-here/" else 200)
    assert '<html lang="en-gb" dir="ltr">' in page
    assert '<a class="skip" href="#main">' in page
    assert page.count("<h1") == page.count("<main ") == page.count('<header class="top') == 1
    assert page.count("<footer>") == 1
    assert ">About us</a>" in page
    title = re.search(r"<title>([^<]+)</title>", page)
    assert title and title[1].strip().endswith(f", {settings.SITE_NAME}")
    assert not title[1].strip().startswith(",")


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_anything_inline(client: Client, home: HomePage, path: str) -> None:
    page = client.get(path).content.decode()
    assert not re.search(r"<style|\sstyle=|<[^>]+\son[a-z]+=|href=\"javascript:", page)
    for script in re.findall(r"<script([^>]*)>", page):
        assert "src=" in script or "application/json" in script


@pytest.mark.parametrize("path", PAGES)
def test_headings_do_not_skip_a_level(client: Client, home: HomePage, path: str) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", client.get(path).content.decode())]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("path", ["/", "/programmes/big-local/", "/programmes/big-local/saltmarsh/"])
def test_pages_show_the_published_stories_of_what_they_are_about(
    client: Client, home: HomePage, path: str
) -> None:
    StoryFactory(published=True, title="Of another programme", programmes=[ProgrammeFactory()])
    page = client.get(path).content.decode()
    assert "The kettle" in page
    assert "Not yet" not in page
    assert ("Of another programme" in page) is (path == "/")


def test_a_programme_page_shows_its_areas_and_people(client: Client, home: HomePage) -> None:
    page = client.get("/programmes/big-local/").content.decode()
    assert 'href="/programmes/big-local/saltmarsh/"' in page
    assert "Joan Petty" in page
    assert 'class="cord--one" data-thread="big-local"' in page


def test_a_programme_page_says_how_much_there_is(client: Client, home: HomePage) -> None:
    programme = Programme.objects.get()
    StoryFactory.create_batch(2, published=True, programmes=[programme])
    StoryFactory(programmes=[programme])  # nobody has read it yet
    page = client.get("/programmes/big-local/").content.decode().partition('class="cloth"')[2]
    figures = re.findall(r"<dt>(.*?)</dt>\s*<dd class=\"num\">(.*?)</dd>", page.partition("</header>")[0])
    assert figures == [("place", "1"), ("stories", "3"), ("person or organisation", "1")]


def test_the_logo_stands_for_the_name_and_says_it(client: Client, home: HomePage) -> None:
    network = SiteSettings.for_site(Site.objects.get())
    network.name, network.logo = "The Loom", keep(picture(), title="Loom", origin=CustomImage.Origin.STAFF)
    network.save()
    mark = client.get("/").content.decode().partition('class="wordmark"')[2].partition("</a>")[0]
    assert 'alt="The Loom"' in mark and "<picture>" in mark


def test_blocks_are_drawn_by_their_partials(client: Client, home: HomePage) -> None:
    page = client.get("/about/").content.decode()
    assert "<h2>Why</h2>" in page
    assert "<figcaption>Marcus</figcaption>" in page
    assert "Source: The founding post" in page


def test_an_unpublished_page_is_not_in_any_list(client: Client, home: HomePage) -> None:
    for page in (ProgrammePage.objects.get(), PlainPage.objects.get()):
        page.unpublish()
    first = client.get("/").content.decode()
    assert "/programmes/big-local/" not in first
    assert "About us" not in first


def test_the_nav_says_where_we_are(client: Client, home: HomePage) -> None:
    assert 'href="/stories/" aria-current="page"' in client.get("/stories/").content.decode()
    area = client.get("/programmes/big-local/saltmarsh/").content.decode()
    assert 'href="/programmes/" aria-current="true"' in area


def test_somebody_signed_in_can_leave_from_any_page(client: Client, home: HomePage) -> None:
    client.force_login(UserFactory())
    page = client.get("/").content.decode()
    assert 'action="/accounts/logout/"' in page
    assert "csrfmiddlewaretoken" in page
    assert "/accounts/login/" not in page


def test_only_staff_are_shown_the_way_to_the_cms(client: Client, home: HomePage) -> None:
    for user, shown in [(None, False), (UserFactory(), False), (UserFactory(superuser=True), True)]:
        if user:
            client.force_login(user)
        assert ('href="/cms/"' in client.get("/").content.decode()) is shown


@pytest.mark.parametrize("path", ["email", "password/change", "logout"])
def test_account_pages_stand_in_the_frame_too(client: Client, home: HomePage, path: str) -> None:
    client.force_login(UserFactory())
    page = client.get(f"/accounts/{path}/").content.decode()
    assert page.count("<h1") == 1
    assert '<header class="top' in page


def test_a_form_error_is_tied_to_its_field(client: Client, home: HomePage) -> None:
    page = client.post("/accounts/login/", {"login": "", "password": ""}).content.decode()
    assert 'aria-invalid="true"' in page
    described = re.search(r'aria-describedby="([^"]*id_login_error[^"]*)"', page)
    assert described
    assert all(f'id="{name}"' in page for name in described[1].split())


def test_the_error_page_needs_nothing_that_could_be_broken() -> None:
    page = render_to_string("500.html")
    assert "<h1>" in page
    source = Path(settings.BASE_DIR, "templates", "500.html").read_text().partition("#}")[2]
    assert not re.search(r"{%|{{", source)


def test_the_first_page_has_a_fixed_price(client: Client, home: HomePage) -> None:
    client.get("/")  # what Django and Wagtail remember between requests
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    StoryFactory.create_batch(9, published=True)
    with CaptureQueriesContext(connection) as many:
        client.get("/")
    assert len(few) == len(many) <= 23
