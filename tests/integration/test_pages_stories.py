"""What a visitor sees of stories: every page answers, nothing hidden shows, publishers decide how much."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from stories.links import host, named_host
from stories.models import Story
from stories.templatetags.stories_tags import opening
from tests.factories import AreaFactory, ProgrammeFactory, SourceFactory, StoryFactory

pytestmark = pytest.mark.django_db

STREAM = "/stories/"


def text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


# --- one story ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("licence", "words", "excerpt"), [("full", True, False), ("excerpt", False, True), ("link", False, False)]
)
def test_the_licence_decides_how_much_is_shown(
    client: Client, licence: str, words: bool, excerpt: bool
) -> None:
    story = StoryFactory(
        published=True,
        licence=licence,
        title="The kettle",
        html="<p>All the <em>words</em>.</p>",
        excerpt="The first words.",
        image_url="https://blog.example/kettle.jpg",
    )
    page = text(client, story.get_absolute_url())
    assert ("<p>All the <em>words</em>.</p>" in page) is words
    assert ("<p>The first words.</p>" in page) is excerpt
    # Whatever the licence: the title, and a way to the original that names where it leads.
    assert "<h1>The kettle</h1>" in page
    assert f'class="btn btn--main btn--big" href="{story.canonical_url}"' in page
    assert "Read the original at blog.example" in page


def test_a_link_only_story_shows_neither_words_nor_picture_in_lists_or_metadata(client: Client) -> None:
    story = StoryFactory(
        published=True, licence="link", excerpt="Kept at home.", image_url="https://blog.example/p.jpg"
    )
    for path in (STREAM, story.get_absolute_url()):
        page = text(client, path)
        assert "Kept at home." not in page
        assert "p.jpg" not in page


def test_a_wrong_slug_leads_to_the_right_one_for_good(client: Client) -> None:
    story = StoryFactory(published=True, title="The kettle")
    response = client.get(reverse("stories:story", kwargs={"pk": story.pk, "slug": "the-kittle"}))
    assert response.status_code == 301
    assert response["Location"] == story.get_absolute_url()


@pytest.mark.parametrize("state", [state for state in Story.State if state != Story.State.PUBLISHED])
def test_an_unpublished_story_has_no_page_and_its_slug_is_not_told(
    client: Client, state: Story.State
) -> None:
    story = StoryFactory(state=state, title="Secret plans")
    text(client, story.get_absolute_url(), 404)
    assert "secret-plans" not in text(client, f"{STREAM}{story.pk}-x/", 404)


@pytest.mark.parametrize("pk", ["0", "999999", "99999999999999999999999999"])
def test_a_story_that_never_was_is_not_found(client: Client, pk: str) -> None:
    text(client, f"{STREAM}{pk}-x/", 404)


def attribute_names(page: str) -> set[str]:
    """As a browser would read them: what only stands in a value is not one."""
    found: set[str] = set()
    reader = HTMLParser()
    reader.handle_starttag = lambda tag, attrs: found.update(name for name, _ in attrs)  # type: ignore[method-assign]
    reader.feed(page)
    return found


def test_a_hostile_title_is_only_a_title(client: Client) -> None:
    story = StoryFactory(
        published=True,
        title='<script>alert(1)</script>"><img src=x onerror=alert(2)>',
        byline="<b onclick=alert(3)>Me</b>",
        lang='en" onmouseover="alert(4)',
        excerpt="</p><script>alert(5)</script>",
        canonical_url="javascript:alert(6)",
        image_url='https://blog.example/"onload="alert(7)',
    )
    for path in (STREAM, story.get_absolute_url()):
        page = text(client, path)
        assert "<script>alert" not in page
        assert not [name for name in attribute_names(page) if name.startswith("on")]
        assert "javascript:" not in page


def test_words_in_other_languages_say_so_and_run_their_own_way(client: Client) -> None:
    StoryFactory(published=True, title="ہمارا لنچ کلب", lang="ur")
    StoryFactory(published=True, title="Mae’r caffi", lang="cy")
    StoryFactory(published=True, title="The kettle", lang="en-GB")
    page = text(client, STREAM)
    assert 'lang="ur" dir="rtl"><a' in page
    assert 'lang="cy" dir="ltr"><a' in page
    assert 'lang="en-GB" dir' not in page
    assert "In Urdu" in page


def test_a_story_without_a_title_is_shown_by_its_words(client: Client) -> None:
    story = StoryFactory(published=True, title="", excerpt="They have voted, and the pool table stays.")
    assert f'<a href="{story.get_absolute_url()}">They have voted, and' in text(client, STREAM)
    assert "<h1>They have voted" in text(client, story.get_absolute_url())


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://www.blog.example/x", "blog.example"),
        ("http://blog.example:8011/x", "blog.example:8011"),
        ("https://me:secret@blog.example/", "blog.example"),
        ("https://blog.example:99999/", ""),
        ("ftp://blog.example/", ""),
        ("javascript:alert(1)//https://blog.example", ""),
        ("", ""),
    ],
)
def test_a_link_out_says_where_it_leads(url: str, said: str) -> None:
    assert host(url) == said


@pytest.mark.parametrize("url", ["http://127.0.0.1:8011/x", "http://[::1]/x"])
def test_a_number_is_no_name_to_lead_anybody_to(client: Client, url: str) -> None:
    assert named_host("https://www.blog.example/x") == "blog.example"
    story = StoryFactory(published=True, canonical_url=url, owner_source=SourceFactory(approved=True))
    page = text(client, STREAM) + text(client, story.get_absolute_url())
    assert page.count("Read the original") == 2 and "Read at" not in page


@pytest.mark.parametrize(
    ("excerpt", "shown"),
    [
        ("Short. And whole…", "Short. And whole…"),
        (f"{'One. ' * 30}{'And so on ' * 9}…", f"{'One. ' * 30}".strip()),
        (f"{'word ' * 60}…", f"{' '.join(['word'] * 30)}…"),
    ],
)
def test_a_card_tells_as_many_sentences_as_it_has_room_for(excerpt: str, shown: str) -> None:
    assert opening(excerpt) == shown


def test_a_story_posted_here_needs_no_original(client: Client) -> None:
    story = StoryFactory(published=True, posted=True, licence="full", html="<p>Here.</p>")
    page = text(client, story.get_absolute_url())
    assert "<p>Here.</p>" in page
    assert "Read the original" not in page


# --- the stream ---------------------------------------------------------------------------------------------


def test_every_story_in_a_list_is_an_article_under_its_day(client: Client) -> None:
    StoryFactory.create_batch(3, published=True)
    page = text(client, STREAM)
    assert page.count('<article class="story') == 3
    assert page.count('<h2 class="day">') == 1
    assert page.count("<h1>") == 1


def test_nothing_unpublished_is_in_the_stream(client: Client) -> None:
    for state in Story.State:
        StoryFactory(state=state, title=f"title-{state}", visible_at="2026-01-01T00:00Z")
    page = text(client, STREAM)
    assert re.findall(r"title-(\w+)</a>", page) == ["published"]


def test_older_and_newer_are_links_that_keep_the_filters(client: Client) -> None:
    programme = ProgrammeFactory(slug="big-local")
    StoryFactory.create_batch(45, published=True, programmes=[programme], kind="video")
    path, seen = f"{STREAM}?programme=big-local&kind=video", []
    while path:
        page = text(client, path)
        seen += re.findall(r'<h3 class="story__title ?"[^>]*><a href="([^"]+)"', page)
        older = re.search(r'href="([^"]+)" rel="next"', page)
        path = STREAM + older[1].replace("&amp;", "&") if older else ""
        assert not older or "programme=big-local&amp;kind=video&amp;after=" in older[1]
    assert len(seen) == len(set(seen)) == 45


def test_chips_say_what_is_on_and_take_it_away(client: Client) -> None:
    ProgrammeFactory(slug="big-local", name="Big Local")
    page = text(client, f"{STREAM}?programme=big-local&kind=video")
    assert 'href="?kind=video" data-thread="big-local"' in page
    assert 'href="?programme=big-local"' in page
    assert 'name="programme" value="big-local" checked' in page
    assert '<body data-on="big-local">' in page


def test_an_empty_stream_says_what_to_do_next(client: Client) -> None:
    assert "No stories yet" in text(client, STREAM)
    StoryFactory(published=True, kind="post")
    assert "See all stories" in text(client, f"{STREAM}?kind=video")


ODD_QUERIES = [
    "after=abc", "after=-1", "after=1e99", "after=%00", "before=%00", "after=%F0%9F%92%A5", "after=a&after=b",
    "programme=%00", "programme=" + "x" * 5000, "kind=%00", "lang=%00", "lang=" + "a-" * 500, "lang=zz",
    "area=%00.%00", "area=a.b.c", "area=" + "&area=".join(f"a.b{n}" for n in range(300)),
    "source=%00", "source=-1", "source=1e99", "source=99999999999999999999", "source=٣", "page=2",
    "%00=%00", "a[]=1", "programme[$ne]=1", "after[]=1", "&&&===", "%", "%ff%fe",
]  # fmt: skip


@pytest.mark.parametrize("query", ODD_QUERIES)
def test_an_odd_query_string_shows_stories_not_an_error(client: Client, query: str) -> None:
    StoryFactory(published=True)
    text(client, f"{STREAM}?{query}")


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_are_only_read(client: Client, method: str) -> None:
    assert getattr(client, method)(STREAM).status_code == 405


@pytest.mark.parametrize("query", ["", "?programme=big-local", "?kind=post&lang=en"])
def test_the_stream_costs_the_same_however_many_stories(
    client: Client, query: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    programme = ProgrammeFactory(slug="big-local")
    area = AreaFactory(programme=programme)
    source = SourceFactory(approved=True)
    client.get(STREAM)  # what Django and Wagtail remember between requests
    StoryFactory.create_batch(2, published=True, programmes=[programme], areas=[area], owner_source=source)
    cache.clear()  # the numbers beside the filters
    with django_assert_max_num_queries(20) as few:
        text(client, STREAM + query)
    StoryFactory.create_batch(30, published=True, programmes=[programme], areas=[area])
    cache.clear()
    with django_assert_max_num_queries(20) as many:
        text(client, STREAM + query)
    assert len(few) == len(many)


def test_what_is_opened_most_costs_least(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """Once the numbers beside the filters are known, as they are for all but the first reader of a minute."""
    programme = ProgrammeFactory(slug="big-local")
    area, source = AreaFactory(programme=programme), SourceFactory(approved=True)
    stories = StoryFactory.create_batch(
        25, published=True, programmes=[programme], areas=[area], owner_source=source, licence="full"
    )
    for path, most in ((STREAM, 13), (stories[5].get_absolute_url(), 18)):
        client.get(path)
        with django_assert_max_num_queries(most):
            text(client, path)
