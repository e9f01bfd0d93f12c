"""Round a story: where else it is told, what plays, what comes next, and what machines are told of it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings
from pytest_django.fixtures import DjangoAssertNumQueries

from stories.models import Enclosure, Source, Story, StorySource
from stories.models.story import beginning
from stories.templatetags.stories_tags import minutes_to_read, running_time
from tests.factories import NOON, AreaFactory, SourceFactory, StoryFactory

pytestmark = pytest.mark.django_db


def shown(client: Client, story: Story) -> str:
    response = client.get(story.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def linked_data(page: str) -> Any:
    return json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])


def carried_by(story: Story, source: Source, link: str) -> None:
    StorySource.objects.create(story=story, source=source, link=link, entry_hash=b"0" * 32, last_seen_at=NOON)


# --- machines -----------------------------------------------------------------------------------------------


def test_search_engines_are_told_that_the_story_lives_at_home(client: Client) -> None:
    story = StoryFactory(
        published=True, title="The kettle", byline="Joan", areas=[AreaFactory(name="Northmere")]
    )
    page = shown(client, story)
    assert f'<link rel="canonical" href="{story.canonical_url}">' in page
    assert '<meta property="og:title" content="The kettle">' in page
    assert f'<meta property="og:url" content="http://testserver{story.get_absolute_url()}">' in page
    data = linked_data(page)
    assert (data["headline"], data["author"]["name"]) == ("The kettle", "Joan")
    assert data["mainEntityOfPage"] == data["isBasedOn"] == story.canonical_url
    assert data["contentLocation"][0]["name"] == "Northmere"


def test_a_story_posted_here_lives_here(client: Client) -> None:
    story = StoryFactory(published=True, posted=True)
    assert f'<link rel="canonical" href="http://testserver{story.get_absolute_url()}">' in shown(
        client, story
    )


def test_a_link_only_story_is_described_by_who_tells_it(client: Client) -> None:
    story = StoryFactory(published=True, licence="link", byline="Joan", excerpt="Kept at home.")
    page = shown(client, story)
    assert '<meta name="description" content="A story by Joan. Read it at blog.example.">' in page
    assert "Kept at home" not in page


def test_a_hostile_title_cannot_leave_the_linked_data(client: Client) -> None:
    title = "</script><script>alert(1)</script><!--"
    page = shown(client, StoryFactory(published=True, title=title))
    assert "<script>alert" not in page
    assert linked_data(page)["headline"] == title


# --- where else, what next ----------------------------------------------------------------------------------


def test_other_sources_that_carry_it_are_named(client: Client) -> None:
    story = StoryFactory(published=True)
    assert story.owner_source
    carried_by(story, story.owner_source, "https://blog.example/own")
    carried_by(story, SourceFactory(approved=True, title="Planet North"), "https://planet.example/1")
    carried_by(story, SourceFactory(title="Not approved"), "https://other.example/1")
    page = shown(client, story)
    assert '<a href="https://planet.example/1" rel="noopener"><bdi>Planet North</bdi></a>' in page
    assert "blog.example/own" not in page
    assert "Not approved" not in page


def test_its_neighbours_in_the_stream_are_one_step_away(client: Client) -> None:
    newer, story, older = (StoryFactory(published=True) for _ in range(3))
    StoryFactory(title="Hidden", state=Story.State.HIDDEN, sort_at=story.sort_at)
    page = shown(client, story)
    assert f'<a href="{newer.get_absolute_url()}" rel="prev">' in page
    assert f'<a href="{older.get_absolute_url()}" rel="next">' in page
    assert "Hidden" not in page
    assert 'rel="prev"' not in shown(client, newer)
    assert 'rel="next"' not in shown(client, older)


def test_a_story_has_a_fixed_price(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    story = StoryFactory(published=True, licence="full")
    shown(client, story)  # what Django and Wagtail remember between requests
    StoryFactory.create_batch(9, published=True)
    for n in range(5):
        carried_by(story, SourceFactory(approved=True), f"https://planet.example/{n}")
        Enclosure.objects.create(story=story, url=f"https://blog.example/{n}.mp3", media_type="audio/mpeg")
    with django_assert_max_num_queries(20):
        shown(client, story)


# --- media --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "media_type", "plays"),
    [
        ("https://blog.example/x.mp3", "audio/mpeg", "audio"),
        ("https://blog.example/x.mp4", "video/mp4", "video"),
        ("http://blog.example/x.mp3", "audio/mpeg", ""),
        ("https://blog.example/x.pdf", "application/pdf", ""),
    ],
)
def test_sound_and_film_play_here_but_load_only_when_asked(
    client: Client, url: str, media_type: str, plays: str
) -> None:
    story = StoryFactory(published=True, licence="full")
    Enclosure.objects.create(story=story, url=url, media_type=media_type)
    page = shown(client, story)
    assert re.findall(r'<(audio|video) controls preload="none" src="([^"]+)"', page) == (
        [(plays, url)] if plays else []
    )
    assert f'<a href="{url}" rel="noopener">' in page
    assert ("Playing it loads from blog.example" in page) is bool(plays)


def test_sound_plays_from_a_place_that_the_policy_names_alone(client: Client, settings: Settings) -> None:
    policy = settings.CONTENT_SECURITY_POLICY
    directives = policy["DIRECTIVES"] | {"media-src": ["'self'", "http://blog.example"]}
    settings.CONTENT_SECURITY_POLICY = policy | {"DIRECTIVES": directives}
    story = StoryFactory(published=True, licence="full")
    for host in ("blog.example", "other.example"):
        Enclosure.objects.create(story=story, url=f"http://{host}/x.mp3", media_type="audio/mpeg")
    played = re.findall(r'<audio controls preload="none" src="([^"]+)"', shown(client, story))
    assert played == ["http://blog.example/x.mp3"]


def test_media_of_a_story_that_may_only_be_pointed_at_are_not_shown(client: Client) -> None:
    story = StoryFactory(published=True, licence="excerpt")
    Enclosure.objects.create(story=story, url="https://blog.example/x.mp3", media_type="audio/mpeg")
    assert "x.mp3" not in shown(client, story)


@pytest.mark.parametrize(
    ("seconds", "said"), [(1, "1 second"), (59, "59 seconds"), (60, "1 minute"), (1084, "18 minutes")]
)
def test_how_long_it_plays_is_said_as_people_say_it(seconds: int, said: str) -> None:
    assert running_time(seconds) == said


@pytest.mark.parametrize(("words", "minutes"), [(0, 0), (1, 1), (200, 1), (201, 2)])
def test_how_long_it_takes_to_read_is_rounded_up(words: int, minutes: int) -> None:
    assert minutes_to_read("word " * words) == minutes


def test_the_headline_of_an_untitled_story_ends_at_a_word(client: Client) -> None:
    excerpt = (
        "Eleven keys hang behind the counter of the laundrette, and one of them opens everything there is."
    )
    story = StoryFactory(published=True, title="", excerpt=excerpt)
    whole = "Eleven keys hang behind the counter of the laundrette, and one of them opens…"
    assert f"<title>{whole}, " in " ".join(shown(client, story).split())


@pytest.mark.parametrize(
    ("words", "line"),
    [("Short. ", "Short."), ("", ""), (f"{'a' * 79} b", f"{'a' * 79}…"), ("鑰" * 90, f"{'鑰' * 79}…")],
)
def test_first_words_are_whole_ones_where_there_are_any(words: str, line: str) -> None:
    assert beginning(words) == line


def test_a_long_caption_of_what_is_attached_ends_at_a_word(client: Client) -> None:
    story = StoryFactory(published=True, licence="full", html="<p>Keys.</p>")
    alt = "Eleven keys hang behind the counter of the laundrette, and one of them opens everything."
    Enclosure.objects.create(
        story=story, url="https://a.example/k.pdf", media_type="application/pdf", alt=alt
    )
    assert "one of them opens…</a>" in shown(client, story)
