"""robots.txt, the map of the site, and the one address each page calls its own."""

from __future__ import annotations

import re
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.test import Client
from wagtail.models import Site

from portal import crawlers
from programmes import site_tree
from programmes.models import AreaPage, PlainPage, ProgrammePage
from tests.factories import AreaFactory, OrganisationFactory, PersonFactory, ProgrammeFactory, StoryFactory

pytestmark = pytest.mark.django_db
NS = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def mapped(client: Client) -> list[str]:
    """Every address in the map, all its parts read."""
    parts = ElementTree.fromstring(text(client, "/sitemap.xml")).findall(".//map:loc", NS)
    found: list[str] = []
    for part in parts:
        path = re.sub(r"^https?://[^/]+", "", part.text or "")
        found += [
            loc.text or "" for loc in ElementTree.fromstring(text(client, path)).findall(".//map:loc", NS)
        ]
    return found


def test_robots_stay_out_of_what_has_no_end_and_are_shown_the_map(client: Client) -> None:
    rules = RobotFileParser()
    rules.parse(text(client, "/robots.txt").splitlines())
    for path in ("/cms/", "/accounts/login/", "/search/?q=x", "/cy/search/?q=x", "/cy/accounts/login/"):
        assert not rules.can_fetch("*", path), path
    for path in ("/", "/stories/", "/people/", "/cy/stories/", "/stories/feed.atom"):
        assert rules.can_fetch("*", path), path
    assert rules.site_maps() == ["http://testserver/sitemap.xml"]


def test_the_map_holds_what_lives_here_and_nothing_else(client: Client) -> None:
    AreaFactory(programme=ProgrammeFactory(slug="big-local"))
    site_tree.plant()
    Site.objects.update(hostname="testserver", port=80)
    Site.clear_site_root_paths_cache()
    posted = StoryFactory(published=True, posted=True)
    pulled = StoryFactory(published=True)
    waiting = StoryFactory(posted=True)
    group, person = OrganisationFactory(), PersonFactory()
    merged = OrganisationFactory(replaced_by=group)
    draft = PlainPage.objects.first()
    assert draft is not None
    draft.unpublish()
    paths = [re.sub(r"^https?://[^/]+", "", address) for address in mapped(client)]
    pages = [*ProgrammePage.objects.live(), *AreaPage.objects.live()]
    assert {"/", "/stories/", "/people/", *(page.get_url() for page in pages)} <= set(paths)
    assert {posted.get_absolute_url(), group.get_absolute_url()} <= set(paths)
    for kept_out in (pulled, waiting, person, merged):
        assert kept_out.get_absolute_url() not in paths
    assert draft.get_url() not in paths


def test_a_large_map_comes_in_parts(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crawlers.StorySitemap, "limit", 2)
    StoryFactory.create_batch(5, published=True, posted=True)
    assert "/sitemap-stories.xml?p=3" in text(client, "/sitemap.xml")
    assert client.get("/sitemap-stories.xml?p=99").status_code == 404
    assert client.get("/sitemap-stories.xml?p=abc").status_code == 404
    assert client.get("/sitemap-nobody.xml").status_code == 404


@pytest.mark.parametrize("path", ["/stories/", "/people/", "/search/"])
def test_a_page_with_a_query_is_not_indexed(client: Client, path: str) -> None:
    StoryFactory(published=True, kind="video")
    assert '<meta name="robots" content="noindex' in text(client, f"{path}?kind=video&q=x")


def test_a_page_calls_one_address_its_own_whatever_language_it_is_shown_in(client: Client) -> None:
    AreaFactory(programme=ProgrammeFactory(slug="big-local"))
    site_tree.plant()
    path = ProgrammePage.objects.get().get_url()
    own = f'<link rel="canonical" href="http://testserver{path}">'
    assert own in text(client, path)
    assert own in text(client, f"{path}?utm_source=x")
    assert own in text(client, f"/cy{path}"), "not translated: its words are English"


def test_a_pulled_story_calls_its_home_its_own_and_a_posted_one_us(client: Client) -> None:
    pulled, posted = StoryFactory(published=True), StoryFactory(published=True, posted=True)
    page = text(client, pulled.get_absolute_url())
    assert re.findall('<link rel="canonical" href="([^"]+)">', page) == [pulled.canonical_url]
    page = text(client, posted.get_absolute_url())
    assert re.findall('rel="canonical" href="([^"]+)"', page) == [
        f"http://testserver{posted.get_absolute_url()}"
    ]
