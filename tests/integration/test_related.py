"""“From other programmes”: which stories are near, and why."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from programmes.models import Programme
from stories import related
from stories.models import Story
from tests.factories import AreaFactory, ProgrammeFactory, StoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def own() -> Programme:
    programme: Programme = ProgrammeFactory(name="Own")
    return programme


@pytest.fixture
def other() -> Programme:
    programme: Programme = ProgrammeFactory(name="Other")
    return programme


def told(title: str, programme: Programme | None, *topics: str, **fields: object) -> Story:
    programmes = [programme] if programme else []
    story: Story = StoryFactory(published=True, title=title, programmes=programmes, topics=topics, **fields)
    return story


def near(story: Story) -> list[tuple[str, str]]:
    """Titles, each with its reason in one string."""
    return [
        (each.story.title, " ".join(each.reason.topics) or each.reason.place or each.reason.region)
        for each in related.elsewhere(story)
    ]


def test_the_rarest_shared_topic_comes_first(own: Programme, other: Programme) -> None:
    story = told("Here", own, "events", "keys", "rent")
    told("Common", other, "events")
    for _ in range(5):
        told("Same programme", own, "events")
    told("Rare", other, "keys")
    told("Both", other, "events", "keys")
    assert near(story) == [("Both", "keys events"), ("Rare", "keys"), ("Common", "events")]


def test_only_other_programmes_are_other(own: Programme, other: Programme) -> None:
    story = told("Here", own, "keys")
    told("Of no programme", None, "keys")
    StoryFactory(published=True, title="Of both", programmes=[own, other], topics=["keys"])
    StoryFactory(title="Waiting", programmes=[other], topics=["keys"])
    assert near(story) == [("Of no programme", "keys")]


def test_to_a_story_of_no_programme_every_programme_is_another(own: Programme) -> None:
    story = told("Here", None, "keys")
    told("Theirs", own, "keys")
    told("Of no programme either", None, "keys")
    assert near(story) == [("Theirs", "keys")]


def test_the_same_place_then_the_same_region_fill_what_topics_leave(own: Programme, other: Programme) -> None:
    bradford = {"local_authority": "Bradford", "region": "Yorkshire"}
    here = AreaFactory(programme=own, **bradford)
    beside = AreaFactory(programme=other, **bradford)
    leeds = AreaFactory(programme=other, local_authority="Leeds", region="Yorkshire")
    story = told("Here", own, "keys", areas=[here])
    told("Region", other, areas=[leeds])
    told("Topic", other, "keys", areas=[beside])
    told("Own programme in their place", own, areas=[beside])
    AreaFactory.create_batch(3, programme=other, local_authority="", region="")
    assert near(story) == [("Topic", "keys"), ("Region", "Yorkshire")], "one story of each area"
    told("Same place", other, areas=[AreaFactory(programme=other, **bradford)])
    assert near(story) == [("Topic", "keys"), ("Same place", "Bradford"), ("Region", "Yorkshire")]


def test_without_a_reason_there_is_nothing(client: Client, own: Programme, other: Programme) -> None:
    story = told("Here", own, areas=[AreaFactory(programme=own)])
    told("Nothing shared", other, "keys", areas=[AreaFactory(programme=other)])
    assert near(story) == []
    assert "From other programmes" not in client.get(story.get_absolute_url()).content.decode()


def test_the_reason_is_said_in_words(client: Client, own: Programme, other: Programme) -> None:
    story = told("Here", own, "empty shops", "keys")
    told("There <b>", other, "keys", "empty shops")
    page = client.get(story.get_absolute_url()).content.decode()
    assert "From other programmes" in page
    assert "Also about: empty shops, keys" in page
    assert "There &lt;b&gt;</a>" in page


def test_only_the_newest_of_a_topic_are_looked_at(
    own: Programme, other: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(related, "NEWEST", 2)
    story = told("Here", own, "keys")
    for title in ("New", "Newer than the edge", "Beyond the edge"):
        told(title, other, "keys")
    assert near(story) == [("New", "keys")], "the story itself is one of the two newest"


def test_the_price_does_not_grow(
    own: Programme, other: Programme, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    area = AreaFactory(programme=own, region="Yorkshire")
    story = told("Here", own, "a", "b", "c", areas=[area])
    for _ in range(30):
        told("There", other, "a", "c", areas=[AreaFactory(programme=other, region="Yorkshire")])
    story = Story.objects.prefetch_related("programmes", "areas", "topics").get(pk=story.pk)
    with django_assert_max_num_queries(6):
        assert len(related.elsewhere(story)) == 3
