"""What the engine keeps of the tags of a feed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stories.models import Source, Story, StoryTopic
from tests.factories import ProgrammeFactory
from tests.fakeweb import FakeWeb, answer, in_turn
from tests.integration.ingest.conftest import Poll
from tests.integration.ingest.feeds import item, rss
from tests.statements import sent, writes

Follow = Callable[..., Source]
pytestmark = pytest.mark.django_db


def topics(story: Story) -> list[str]:
    return [row.topic.name for row in story.story_topics.select_related("topic")]


def test_tags_become_topics_in_the_stories_place(web: FakeWeb, follow: Follow, poll: Poll) -> None:
    programme = ProgrammeFactory(name="Big Local")
    tags = ["Empty shops", "Big Local", "Uncategorized", "keys"]
    poll(follow(web.on("/feed", answer(rss(item(1, tags=tags), item(2)))), programme))
    story, other = Story.objects.get(title="Story 1"), Story.objects.get(title="Story 2")
    assert topics(story) == ["Empty shops", "keys"]
    assert topics(other) == []
    row = StoryTopic.objects.first()
    assert row and row.visible and row.sort_at == story.sort_at


def test_topics_follow_an_edit(web: FakeWeb, follow: Follow, poll: Poll) -> None:
    before, after = rss(item(1, tags=["keys", "rent"])), rss(item(1, tags=["keys", "locks"]))
    source = follow(web.on("/feed", in_turn(answer(before), answer(after))))
    poll(source)
    assert poll(source).changed == 1
    assert topics(Story.objects.get()) == ["keys", "locks"]


def test_a_new_story_writes_nothing_about_the_others(web: FakeWeb, follow: Follow, poll: Poll) -> None:
    old = item(1, tags=["keys"])
    source = follow(web.on("/feed", in_turn(answer(rss(old)), answer(rss(item(2, tags=["keys"]), old)))))
    poll(source)
    kept = StoryTopic.objects.get().pk
    with sent() as statements:
        poll(source)
    written = [sql for sql in writes(statements) if "stories_storytopic" in sql]
    assert len(written) == 1 and written[0].count('INTO "stories_storytopic"') == 1
    assert not any(word in written[0] for word in ('UPDATE "stories_storytopic"', "DELETE"))
    assert StoryTopic.objects.order_by("pk").first().pk == kept  # type: ignore[union-attr]  # it is there


def test_another_source_that_carries_a_story_does_not_say_what_it_is_about(
    web: FakeWeb, follow: Follow, poll: Poll
) -> None:
    own = follow(web.on("/own", answer(rss(item(1, tags=["keys"])))))
    planet = follow(web.on("/planet", answer(rss(item(1, guid="planet:1", tags=["planet"])))))
    poll(own)
    poll(planet)
    assert topics(Story.objects.get()) == ["keys"]
