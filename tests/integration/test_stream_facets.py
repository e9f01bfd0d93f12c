"""The numbers beside the stream: what belongs to no programme, what each filter would show, what is new."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from stories import facets, stream
from stories.models import Story
from tests.factories import NOON, ProgrammeFactory, StoryFactory

pytestmark = pytest.mark.django_db

STREAM = "/stories/"


def news_of(client: Client, page: str) -> str:
    """The address a page of the stream asks for its news at."""
    asks: str = page.partition('data-news="')[2].partition('"')[0]
    return asks.replace("&amp;", "&")


def open_stream(client: Client, query: str = "") -> str:
    return client.get(STREAM + query).content.decode()


def later(minutes: int = 1, **traits: Any) -> Story:
    """A story that became public after the others."""
    at = NOON + timedelta(minutes=minutes)
    story: Story = StoryFactory(**{"published": True, "sort_at": at, "visible_at": at, **traits})
    return story


# --- across the network -------------------------------------------------------------------------------------


def test_across_the_network_are_the_stories_of_no_programme() -> None:
    programme = ProgrammeFactory()
    StoryFactory(published=True, title="theirs", programmes=[programme])
    StoryFactory(published=True, title="everybody’s")
    across = stream.page(stream.Filters(across=True)).stories
    both = stream.page(stream.Filters(programmes=(programme,), across=True)).stories
    assert [story.title for story in across] == ["everybody’s"]
    assert [story.title for story in both] == ["theirs", "everybody’s"]


def test_across_the_network_is_a_choice_with_its_count_and_a_chip(client: Client) -> None:
    StoryFactory.create_batch(2, published=True)
    page = open_stream(client, "?programme=network")
    assert 'value="network" checked>Across the network<span class="num">2<' in page
    assert '<b class="num">2</b> stories from across the network.' in page
    assert '<a class="chip" href="?" data-thread="network">' in page
    assert '<body class="cord--one" data-thread="network">' in page


# --- counts -------------------------------------------------------------------------------------------------


def test_a_story_that_has_just_come_is_counted_at_once() -> None:
    """A new network would say "0" beside every filter for its first minute."""
    assert facets.counts(stream.Filters()).total == 0
    StoryFactory(published=True)
    assert facets.counts(stream.Filters()).total == 1


def test_each_kind_tells_what_it_would_show_whatever_kind_is_chosen() -> None:
    programme = ProgrammeFactory()
    StoryFactory(published=True, kind="video", programmes=[programme])
    StoryFactory(published=True, kind="post", programmes=[programme])
    StoryFactory(published=True, kind="post")
    StoryFactory(kind="post", programmes=[programme])
    assert facets.kind_counts(stream.Filters(kinds=("video",))) == {"video": 1, "post": 2}
    assert facets.kind_counts(stream.Filters(programmes=(programme,))) == {"video": 1, "post": 1}


def test_counts_are_remembered_for_a_while_and_the_stories_are_not(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    StoryFactory(published=True)
    open_stream(client)
    StoryFactory(published=True, title="Just in")
    with django_assert_max_num_queries(15):
        page = open_stream(client)
    assert "Just in" in page
    assert 'Post<span class="num">1<' in page
    assert '<b class="num">2</b> stories.' in page, "never fewer than are shown"
    cache.clear()
    assert 'Post<span class="num">2<' in open_stream(client)


# --- what is new --------------------------------------------------------------------------------------------


def test_the_page_asks_what_is_new_since_it_was_made(client: Client) -> None:
    StoryFactory(published=True)
    asks = news_of(client, open_stream(client))
    assert client.get(asks).json() == {"stories": 0, "words": ""}
    later()
    assert client.get(asks).json() == {"stories": 1, "words": "1 new story"}
    later(2)
    assert client.get(asks).json() == {"stories": 2, "words": "2 new stories"}


def test_only_what_the_reader_filtered_for_is_new(client: Client) -> None:
    programme = ProgrammeFactory(slug="big-local")
    StoryFactory(published=True, programmes=[programme])
    asks = news_of(client, open_stream(client, "?programme=big-local&kind=video"))
    later(kind="video", programmes=[programme])
    later(2, kind="post", programmes=[programme])
    later(3, kind="video")
    later(4, kind="video", programmes=[programme], state=Story.State.HIDDEN)
    assert client.get(asks).json()["stories"] == 1


def test_old_stories_of_a_newly_followed_blog_are_no_news(client: Client) -> None:
    """They became public just now, but stand pages further down: a button would lead to nothing new."""
    StoryFactory.create_batch(21, published=True)
    asks = news_of(client, open_stream(client))
    later(sort_at=NOON - timedelta(days=400))
    assert client.get(asks).json()["stories"] == 0


def test_no_news_costs_one_query_and_no_body(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    StoryFactory(published=True)
    asks = news_of(client, open_stream(client))
    tag = client.get(asks)["ETag"]
    with django_assert_num_queries(1):
        answer = client.get(asks, headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content) == (304, b"")
    later()
    assert client.get(asks, headers={"If-None-Match": tag}).status_code == 200


def test_an_older_page_does_not_ask(client: Client) -> None:
    StoryFactory.create_batch(21, published=True)
    older = open_stream(client).partition('<link rel="next" href="')[2].partition('"')[0]
    assert 'data-news="' not in open_stream(client, older)


@pytest.mark.parametrize(
    "query", ["", "?since=", "?since=-1", "?since=1e9", "?since=%00", "?since=" + "9" * 30]
)
def test_an_odd_question_has_no_news(client: Client, query: str) -> None:
    StoryFactory(published=True)
    assert client.get(f"{STREAM}news/{query}").json()["stories"] == 0


def test_very_much_news_is_not_counted_out(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facets, "NEWS_LIMIT", 1)
    StoryFactory(published=True)
    asks = news_of(client, open_stream(client))
    for minutes in (1, 2, 3):
        later(minutes)
    assert client.get(asks).json()["words"] == "More than 1 new stories"
