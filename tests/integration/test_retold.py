"""The same thing told by several, each in a story of their own: found, shown, and never merged."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.search import indexing
from stories import publishing, related, retold
from stories.ingest.identify import title_hash
from stories.models import Afterwards, Cluster, Sketch, Source, Story
from tests.factories import NOON, AreaFactory, SourceFactory, StoryFactory, UserFactory

pytestmark = pytest.mark.django_db

WORDS = (
    "On Saturday forty people came to the old bakery and carried home bread for their neighbours. The oven was "
    "lit at five in the morning by Ann, who has kept its key since the winter. By noon nothing was left but "
    "crumbs, and somebody had already written the next date on the door. Whoever wants to knead is welcome at four."
)


def told(title: str = "Bread for forty", words: str = WORDS, **fields: Any) -> Story:
    story: Story = StoryFactory(
        published=True, title=title, text=words, title_hash=title_hash(title), **{"sort_at": NOON} | fields
    )
    return story


def gather() -> None:
    retold.gather(list(Story.objects.published().order_by("pk")), now=NOON)


def clusters() -> list[set[str]]:
    return [
        set(each.stories.values_list("canonical_url", flat=True)) for each in Cluster.objects.order_by("pk")
    ]


def test_near_same_words_of_two_tellers_are_a_cluster_whatever_their_titles() -> None:
    one, other = told(), told("A bakery opens", WORDS.replace("forty", "fifty"))
    told(
        "Another day",
        "Nothing of this was said by anybody who stood there on that day. " * 3,
    )
    gather()
    assert clusters() == [{one.canonical_url, other.canonical_url}]
    assert Cluster.objects.get().evidence == retold.NEAR_SAME_WORDS
    assert Story.objects.count() == 3


def test_an_excerpt_under_the_same_title_is_found_by_its_title() -> None:
    told(), told("BREAD – for forty!", WORDS[:140])
    gather()
    assert (Cluster.objects.get().evidence, Cluster.objects.get().stories.count()) == (retold.SAME_TITLE, 2)


def test_a_members_own_telling_belongs_to_it() -> None:
    told()
    told(posted=True, posted_by=UserFactory())
    gather()
    assert Cluster.objects.get().stories.count() == 2


@pytest.mark.parametrize("apart", ["one source", "weeks", "other words", "not public"])
def test_what_is_not_one_thing_told_by_two_is_no_cluster(apart: str) -> None:
    source: Source = SourceFactory(approved=True)
    told(owner_source=source)
    differs: dict[str, Any] = {
        "one source": {"owner_source": source},
        "weeks": {"sort_at": NOON - timedelta(days=15)},
        "other words": {
            "words": "Of quite another morning there is nothing to tell that anybody knows. " * 3
        },
        "not public": {"state": Story.State.WAITING},
    }
    told(**differs[apart])
    gather()
    assert clusters() == []


def test_a_story_that_is_no_longer_the_same_leaves_and_one_alone_is_no_cluster() -> None:
    _one, other, third = told(), told(), told()
    gather()
    assert Cluster.objects.get().stories.count() == 3
    Story.objects.filter(pk=other.pk).update(text="Something else altogether. " * 20)
    gather()
    assert Cluster.objects.get().stories.count() == 2
    Story.objects.filter(pk=third.pk).update(text="A third thing, and nothing of the first. " * 20)
    gather()
    assert (clusters(), Story.objects.filter(cluster__isnull=False).count()) == ([], 0)


def test_a_story_that_joins_two_clusters_makes_them_one() -> None:
    far = NOON + timedelta(days=20)
    told(), told(), told(sort_at=far), told(sort_at=far)
    gather()
    assert len(clusters()) == 2
    told(sort_at=NOON + timedelta(days=10))
    gather()
    assert [len(each) for each in clusters()] == [5]


def test_what_many_tell_alike_is_a_habit_and_no_sign() -> None:
    for _number in range(retold.COMMON + 1):
        told("Newsletter")
    gather()
    assert clusters() == []


def test_the_sweep_after_storing_finds_it_and_running_again_changes_nothing() -> None:
    told(), told()
    indexing.sweep()
    assert retold.sweep(now=NOON) == 2
    first = Cluster.objects.get()
    assert retold.sweep(now=NOON) == 0
    Story.objects.update(search_owed=True)
    indexing.sweep()
    retold.sweep(now=NOON)
    assert Cluster.objects.get() == first


def test_what_somebody_else_is_writing_to_is_owed_again_and_a_sweep_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stories = [told(), told(), told()]
    indexing.sweep()
    monkeypatch.setattr(retold, "BATCH", 1)
    monkeypatch.setattr(retold, "gather", lambda stories, now: {story.pk for story in stories})
    assert retold.sweep(now=NOON) == 3
    owed = set(Afterwards.objects.values_list("story", flat=True))
    assert owed == {story.pk for story in stories}


def test_what_was_hidden_since_is_struck_off_and_gathered_with_nobody() -> None:
    told(), told()
    indexing.sweep()
    Story.objects.update(state=Story.State.HIDDEN)
    retold.sweep(now=NOON)
    assert (clusters(), Afterwards.objects.count(), Sketch.objects.count()) == ([], 0, 0)


def test_an_import_is_made_searchable_before_anybody_looks_who_else_tells_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told(), told()
    indexing.sweep()
    monkeypatch.setattr(retold, "GIVES_WAY_TO", 1)
    told(), told()
    assert retold.sweep(now=NOON) == 0
    indexing.sweep()
    assert retold.sweep(now=NOON) == 4


def test_a_batch_costs_the_same_however_many_stories_it_has() -> None:
    costs = []
    for size in (2, 30):
        stories = [told(f"Day {number} of {size}", f"Word{number} {size}. " * 40) for number in range(size)]
        with CaptureQueriesContext(connection) as captured:
            retold.gather(stories, now=NOON)
        costs.append(len(captured))
    assert costs[0] == costs[1]


def test_sketches_of_what_is_old_are_dropped_and_an_archive_gets_none() -> None:
    told(), told(sort_at=NOON - timedelta(days=400))
    gather()
    assert set(Sketch.objects.values_list("story__sort_at", flat=True)) == {NOON}
    assert retold.forget(now=NOON + timedelta(days=61)) == Sketch.objects.count() + 4


# --- where it is shown --------------------------------------------------------------------------------------


def page(client: Client, story: Story) -> str:
    return client.get(story.get_absolute_url()).content.decode()


def test_a_story_names_who_else_tells_it_and_leads_there(client: Client) -> None:
    one, other = told(), told("A bakery opens")
    assert "Also told by" not in page(client, one)
    gather()
    words = page(client, one)
    assert "Also told by" in words
    assert f'<a href="{other.get_absolute_url()}"><bdi>{other.owner_source}</bdi>' in words


def test_what_is_hidden_is_not_named(client: Client) -> None:
    one, other = told(), told()
    gather()
    publishing.hide(other, by=UserFactory(), reason="Somebody in it.", now=NOON)
    assert "Also told by" not in page(client, one)


def test_the_same_thing_is_not_offered_again_as_something_near() -> None:
    here, there = (AreaFactory(region="The North") for _area in range(2))
    one, other = (told(areas=[area], programmes=[area.programme]) for area in (here, there))
    assert other in [each.story for each in related.elsewhere(one)]
    gather()
    one.refresh_from_db()
    assert other not in [each.story for each in related.elsewhere(one)]
