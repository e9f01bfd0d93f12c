"""A story of ours that comes back in somebody's feed is not told a second time (hostile feeds: A23)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stories.models import Source, Story
from tests.fakeweb import FakeWeb, answer
from tests.integration.ingest.conftest import Poll
from tests.integration.ingest.feeds import item, rss

pytestmark = pytest.mark.django_db


def test_an_entry_with_our_mark_or_on_our_pages_is_skipped(
    web: FakeWeb, follow: Callable[..., Source], poll: Poll
) -> None:
    marked = item(1, guid="tag:portal.example,2011:story/7")
    ours = item(2, link="http://portal.example/stories/7-the-kettle/")
    poll(follow(web.on("/planet", answer(rss(marked, ours, item(3))))))
    assert [story.title for story in Story.objects.all()] == ["Story 3"]
