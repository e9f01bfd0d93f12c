"""Topics: what the engine keeps of a blog's tags, and the stream seen by topic."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from stories import facets, publishing, stream, topics
from stories.models import Story, StoryTopic, Topic
from tests.factories import AreaFactory, ProgrammeFactory, StoryFactory, UserFactory

pytestmark = pytest.mark.django_db
STREAM = "/stories/"


def about(*names: str, **fields: object) -> Story:
    story: Story = StoryFactory(published=True, topics=list(names), **fields)
    return story


def asked(query: str) -> stream.Filters:
    return stream.Filters.from_query(QueryDict(query))


def titles(query: str) -> list[str]:
    return [story.title for story in stream.page(asked(query)).stories]


# --- kept ---------------------------------------------------------------------------------------------------


def test_stories_about_one_thing_share_one_topic_as_it_was_first_spelled() -> None:
    first, second = about("Empty shops"), about("#empty_shops", "keys")
    assert Topic.objects.get(slug="empty-shops").name == "Empty shops"
    assert first.topics.get() in second.topics.all()


def test_assigning_again_writes_only_what_changed() -> None:
    story = about("keys", "rent")
    kept = StoryTopic.objects.get(topic__slug="keys").pk
    with CaptureQueriesContext(connection) as captured:
        topics.assign({story.pk: topics.chosen(["keys", "rent"])})
    assert not [query for query in captured if not query["sql"].startswith("SELECT")]
    topics.assign({story.pk: topics.chosen(["keys", "locks"])})
    assert [topic.slug for topic in story.topics.all()] == ["keys", "locks"]
    assert StoryTopic.objects.get(topic__slug="keys").pk == kept


def test_any_number_of_stories_takes_the_same_number_of_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for many in (2, 20):
        stories = [StoryFactory() for _ in range(many)]
        with django_assert_num_queries(6):
            topics.assign({story.pk: {f"new-{story.pk}": "new"} for story in stories})


def test_a_step_of_moderation_takes_the_topics_along() -> None:
    story = about("keys")
    publishing.hide(story, by=UserFactory(), reason="It shows a child.", now=timezone.now())
    assert not StoryTopic.objects.get().visible
    assert titles("topic=keys") == []


# --- the stream by topic ------------------------------------------------------------------------------------


def test_one_topic_shows_what_is_about_it_and_two_show_either() -> None:
    about("keys", title="a")
    about("rent", title="b")
    about("locks", title="c")
    assert titles("topic=keys") == ["a"]
    assert titles("topic=keys&topic=rent") == ["a", "b"]


def test_a_topic_narrows_programmes_areas_and_kinds() -> None:
    programme, area = ProgrammeFactory(slug="big-local"), AreaFactory(slug="north")
    about("keys", title="programme", programmes=[programme])
    about("rent", title="other topic", programmes=[programme], areas=[area])
    about("keys", title="area", areas=[area], kind="video")
    area_key = f"{area.programme.slug}.north"
    assert titles("topic=keys&programme=big-local") == ["programme"]
    assert titles(f"topic=keys&area={area_key}") == ["area"]
    assert titles("topic=keys&programme=network") == ["area"]
    assert titles("topic=keys&kind=video") == ["area"]
    assert titles(f"topic=rent&area={area_key}&programme=big-local") == ["other topic"]


@pytest.mark.parametrize("spelling", ["empty-shops", "Empty+Shops", "%23empty_shops"])
def test_a_topic_is_found_in_peoples_own_spelling(spelling: str) -> None:
    about("Empty shops", title="a")
    about("rent", title="b")
    assert titles(f"topic={spelling}") == ["a"]


@pytest.mark.parametrize(
    "query", ["topic=%00", "topic=", "topic=nobody", "topic=" + "x" * 9999, "topic=%F0%9F%92%A5"]
)
def test_an_unknown_topic_shows_everything_as_other_odd_filters_do(client: Client, query: str) -> None:
    about("keys")
    assert client.get(f"{STREAM}?{query}").status_code == 200
    assert not asked(query)


def test_pages_by_topic_follow_a_key_and_lose_nothing() -> None:
    for _ in range(5):
        about("keys")
    filters = asked("topic=keys")
    first = stream.page(filters, size=2)
    second = stream.page(filters, after=first.older, size=2)
    third = stream.page(filters, after=second.older, size=2)
    assert len({story.pk for page in (first, second, third) for story in page.stories}) == 5
    assert stream.count(filters) == 5


def test_the_rail_offers_what_is_most_told_about_in_view_and_keeps_what_is_chosen(client: Client) -> None:
    programme = ProgrammeFactory(slug="big-local")
    for _ in range(3):
        about("keys", "rent", programmes=[programme])
    about("rent", "only once", programmes=[programme])
    about("elsewhere")
    about("elsewhere")
    assert [slug for slug, _name in facets.topics_in_view(asked("programme=big-local"))] == ["rent", "keys"]
    page = client.get(f"{STREAM}?programme=big-local&topic=only-once").content.decode()
    assert 'name="topic" value="only-once" checked' in page
    assert 'name="topic" value="elsewhere"' not in page
    assert '<a class="chip" href="?programme=big-local"' in page


def test_only_the_newest_stories_are_looked_at_for_topics(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        about("new")
    for _ in range(2):
        about("old")
    monkeypatch.setattr(facets, "TOPICS_LOOKED_AT", 3)
    assert facets.topics_in_view(asked("")) == [("new", "new")]


def test_a_story_links_to_what_else_is_told_about_its_topics(client: Client) -> None:
    page = client.get(about("Empty shops", "caffè").get_absolute_url()).content.decode()
    assert '<a class="chip" href="/stories/?topic=empty-shops"><bdi>Empty shops</bdi></a>' in page
    assert "?topic=caff%C3%A8" in page


def test_a_stream_by_topic_has_a_fixed_price(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    about("keys", "rent")
    client.get(f"{STREAM}?topic=keys")
    for _ in range(30):
        about("keys", "rent", programmes=[ProgrammeFactory()])
    cache.clear()
    with django_assert_max_num_queries(22):
        client.get(f"{STREAM}?topic=keys")
