"""The network in two languages: each address in both, readers kept in theirs, words marked that are in another."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation
from django.utils.timesince import timesince
from wagtail.models import Locale, Page, Site

from programmes.models import AreaPage, HomePage, PlainPage, ProgrammeIndexPage, ProgrammePage
from tests.factories import AreaFactory, StoryFactory, UserFactory

pytestmark = pytest.mark.django_db

PATHS = ["/", "/programmes/", "/programmes/big-local/", "/programmes/big-local/saltmarsh/", "/about/",
         "/stories/", "/people/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]  # fmt: skip
PASSWORD = "a-kettle-for-every-street"


@pytest.fixture
def home() -> HomePage:
    """A network written in English, offered in English and Welsh."""
    Locale.objects.get_or_create(language_code="cy")
    home = HomePage(title="Common ground", slug="network", introduction="A network.")
    Page.objects.get(depth=1).add_child(instance=home)
    Site.objects.update(root_page=home)
    Site.clear_site_root_paths_cache()
    area = AreaFactory(name="Saltmarsh", programme__slug="big-local", programme__name="Big Local")
    index = home.add_child(instance=ProgrammeIndexPage(title="Programmes", slug="programmes"))
    page = index.add_child(
        instance=ProgrammePage(title="Big Local", slug="big-local", programme=area.programme)
    )
    page.add_child(instance=AreaPage(title="Saltmarsh", slug="saltmarsh", area=area))
    home.add_child(instance=PlainPage(title="About us", slug="about", show_in_menus=True))
    return home


@pytest.fixture
def translated(home: HomePage) -> PlainPage:
    """The home and the plain page in Welsh, as staff make them; the rest only in English."""
    welsh = Locale.objects.get(language_code="cy")
    theirs = home.copy_for_translation(welsh)
    theirs.title = "Tir cyffredin"
    theirs.save_revision().publish()
    page: PlainPage = PlainPage.objects.get().copy_for_translation(welsh)
    page.title, page.slug = "Amdanon ni", "amdanon-ni"
    page.save_revision().publish()
    page.refresh_from_db()
    Site.clear_site_root_paths_cache()
    return page


def body(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.mark.parametrize("path", PATHS)
def test_every_page_has_a_welsh_address(client: Client, home: HomePage, path: str) -> None:
    page = body(client, f"/cy{path}")
    assert '<html lang="cy" dir="ltr">' in page
    assert ">Straeon</a>" in page


@pytest.mark.parametrize("path", PATHS)
def test_the_switch_leads_to_the_same_page(client: Client, home: HomePage, path: str) -> None:
    assert f'<a href="/cy{path}" lang="cy" hreflang="cy">Cymraeg</a>' in body(client, path)
    assert f'<a href="{path}" lang="en-gb" hreflang="en-gb">English</a>' in body(client, f"/cy{path}")


@pytest.mark.parametrize("path", ["/", "/cy/stories/"])
def test_search_engines_are_told_of_both_languages(client: Client, home: HomePage, path: str) -> None:
    page = body(client, path)
    english = path.removeprefix("/cy")
    assert f'<link rel="alternate" hreflang="en-gb" href="http://testserver{english}">' in page
    assert f'<link rel="alternate" hreflang="cy" href="http://testserver/cy{english}">' in page


def test_the_switch_keeps_what_was_asked_for(client: Client, home: HomePage) -> None:
    page = body(client, "/stories/?programme=big-local&kind=photo")
    assert 'href="/cy/stories/?programme=big-local&amp;kind=photo" lang="cy"' in page


@pytest.mark.parametrize("path", PATHS)
def test_a_welsh_reader_stays_in_welsh(client: Client, home: HomePage, path: str) -> None:
    """Every link to one of our pages, but for the switch itself, keeps the language."""
    links = re.findall(r"<a\b[^>]*>", body(client, f"/cy{path}"))
    inside = [link for link in links if 'href="/' in link and "hreflang" not in link]
    assert inside
    assert [link for link in inside if 'href="/cy/' not in link] == []


def test_what_the_browser_prefers_moves_nobody(client: Client, home: HomePage) -> None:
    """One address, one language: caches and shared links need not know who asks."""
    assert '<html lang="en-gb"' in client.get("/stories/", headers={"accept-language": "cy"}).content.decode()


def test_a_page_nobody_has_translated_says_that_its_words_are_english(client: Client, home: HomePage) -> None:
    assert '<h1 lang="en-gb" dir="ltr">About us</h1>' in body(client, "/cy/about/")
    assert "<h1>About us</h1>" in body(client, "/about/")


def test_a_translation_takes_the_place_of_its_original(client: Client, translated: PlainPage) -> None:
    assert "Tir cyffredin</h1>" in body(client, "/cy/")
    assert "<h1>Amdanon ni</h1>" in body(client, "/cy/amdanon-ni/")
    response = client.get("/cy/about/")
    assert (response.status_code, response["Location"]) == (302, "/cy/amdanon-ni/")


def test_the_switch_knows_the_translation_s_own_address(client: Client, translated: PlainPage) -> None:
    assert 'href="/cy/amdanon-ni/" lang="cy"' in body(client, "/about/")
    assert 'href="/about/" lang="en-gb"' in body(client, "/cy/amdanon-ni/")


def test_below_a_translated_home_the_rest_is_still_there(client: Client, translated: PlainPage) -> None:
    assert "Saltmarsh</h1>" in body(client, "/cy/programmes/big-local/saltmarsh/")
    assert client.get("/cy/nothing-here/").status_code == 404
    assert client.get("/amdanon-ni/").status_code == 404  # Welsh only


def test_lists_show_each_page_once_in_the_reader_s_language(client: Client, translated: PlainPage) -> None:
    welsh, english = body(client, "/cy/people/"), body(client, "/people/")
    assert "Amdanon ni" in welsh and "About us" not in welsh
    assert "About us" in english and "Amdanon ni" not in english
    assert 'href="/cy/programmes/"' in welsh


def test_an_unpublished_translation_gives_way_to_its_original(client: Client, translated: PlainPage) -> None:
    translated.unpublish()
    assert "About us</h1>" in body(client, "/cy/about/")
    assert 'href="/cy/about/" lang="cy"' in body(client, "/about/")


def test_days_dates_and_counts_are_told_in_welsh(client: Client, home: HomePage) -> None:
    at = timezone.localtime().replace(month=6, day=7, year=2011)
    for when in (at, timezone.now(), timezone.now() - timedelta(days=1)):
        StoryFactory(published=True, published_at=when, sort_at=when)
    page = body(client, "/cy/stories/")
    assert "Heddiw<small>" in page and "Ddoe<small>" in page
    assert f"Dydd {['Llun', 'Mawrth', 'Mercher', 'Iau', 'Gwener', 'Sadwrn', 'Sul'][at.weekday()]}" in page
    assert "7 Mehefin 2011" in page
    assert '<b class="num">3</b> stori' in page


def test_how_long_something_has_waited_is_told_in_welsh() -> None:
    now = timezone.now()
    units = {"minutes": "funud", "hours": "awr", "days": "ddiwrnod", "weeks": "wythnos"}
    with translation.override("cy"):
        told = {timesince(now - timedelta(**{unit: 2}), now, depth=1) for unit in units}
    assert told == {f"2\xa0{word}" for word in units.values()}


def test_a_story_in_another_language_says_so_on_its_words(client: Client, home: HomePage) -> None:
    StoryFactory(published=True, lang="ur", title="باغ کا نل")
    StoryFactory(published=True, lang="cy", title="Caffi trwsio")
    english, welsh = body(client, "/stories/"), body(client, "/cy/stories/")
    for page in (english, welsh):
        assert re.search(r'<h3 [^>]*lang="ur" dir="rtl"[^>]*><a [^>]*>باغ کا نل', page)
    assert re.search(r'<h3 [^>]*lang="cy" dir="ltr"[^>]*><a [^>]*>Caffi trwsio', english)
    assert not re.search(r"<h3 [^>]*lang=[^>]*><a [^>]*>Caffi trwsio", welsh)


def test_each_language_is_offered_by_its_own_name(client: Client, home: HomePage) -> None:
    for lang in ("ur", "cy", "en-gb", "so"):
        StoryFactory(published=True, lang=lang)
    for path in ("/stories/", "/cy/stories/"):
        page = body(client, path)
        for name in ("اردو", "Cymraeg", "English", "Soomaali"):
            assert re.search(rf"<option[^>]*>{name}</option>", page), (path, name)


def test_a_page_that_is_not_there_says_so_in_welsh(client: Client, home: HomePage) -> None:
    response = client.get("/cy/nothing-here/")
    assert response.status_code == 404
    assert "Does dim byd yn y cyfeiriad hwn" in response.content.decode()


def test_account_pages_speak_welsh_throughout(client: Client, home: HomePage) -> None:
    """django-allauth has no Welsh of its own; ours stands in."""
    assert "Cyfrinair" in body(client, "/cy/accounts/login/password/")


def test_signing_in_keeps_the_language(client: Client, home: HomePage) -> None:
    user = UserFactory()
    user.set_password(PASSWORD)
    user.save()
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    response = client.post("/cy/accounts/login/password/", {"login": user.email, "password": PASSWORD})
    assert (response.status_code, response["Location"]) == (302, "/cy/")


def test_no_line_ends_after_the_first_letter_of_a_word(client: Client, home: HomePage) -> None:
    assert "your e-\u2060mail address" in client.get("/accounts/login/").content.decode()
    assert "e-\u2060bost" in client.get("/cy/accounts/login/").content.decode()
