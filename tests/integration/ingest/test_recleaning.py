"""When the cleaner has learnt something, what it cleaned before is cleaned again: once, and nothing else moves."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from stories.ingest import recleaning
from stories.ingest.clean import CLEANER_VERSION
from stories.models import Story
from tests.factories import StoryFactory

pytestmark = pytest.mark.django_db

OLD = '<h1>Tea</h1><p onclick="x()">See <a href="/more">more</a></p><script>x()</script>'


def told() -> str:
    out = io.StringIO()
    call_command("reclean", stdout=out, stderr=io.StringIO())
    return out.getvalue().strip()


def test_what_an_older_cleaner_let_through_is_gone_and_the_story_stays_where_it_was() -> None:
    story = StoryFactory(html=OLD, published=True, canonical_url="https://hill.example/tea/")
    Story.objects.update(search_owed=False)
    place = (story.sort_at, story.visible_at, story.state, story.content_hash)

    assert told() == "1 stories cleaned again, 1 of them changed"

    story.refresh_from_db()
    link = '<a href="https://hill.example/more" rel="noopener nofollow ugc">more</a>'
    assert story.html == f"<h2>Tea</h2><p>See {link}</p>"
    assert (story.text, story.excerpt) == ("Tea\nSee more", "Tea See more")
    assert (story.sort_at, story.visible_at, story.state, story.content_hash) == place
    assert story.cleaner_version == CLEANER_VERSION
    assert story.search_owed
    assert not story.revisions.exists()


def test_a_story_of_todays_cleaner_is_not_looked_at() -> None:
    StoryFactory(html=OLD, cleaner_version=CLEANER_VERSION)

    assert told() == "0 stories cleaned again, 0 of them changed"
    assert Story.objects.get().html == OLD


def test_every_story_is_seen_once_and_what_is_clean_keeps_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recleaning, "AT_ONCE", 2)
    StoryFactory.create_batch(5, html="<p>Clean words</p>", excerpt="Its own beginning")
    Story.objects.update(search_owed=False)

    assert told() == "5 stories cleaned again, 0 of them changed"
    assert told() == "0 stories cleaned again, 0 of them changed"
    assert set(Story.objects.values_list("excerpt", "search_owed")) == {("Its own beginning", False)}
