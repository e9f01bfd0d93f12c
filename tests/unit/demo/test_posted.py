"""The stories that are posted in the demo, as files."""

from __future__ import annotations

import csv
from pathlib import Path

from portal.demo.logins import LOGINS
from portal.demo.posted import all_posted
from portal.demo.topics import TOPICS
from stories.models import Story

POSTED = all_posted()
STATES = {"draft", "waiting", "published", "sent_back"}


def column(table: str, name: str) -> set[str]:
    with Path(f"portal/demo/cast/{table}.csv").open(newline="", encoding="utf-8") as lines:
        return {row[name] for row in csv.DictReader(lines)}


def test_there_is_one_in_every_state_that_a_queue_can_show() -> None:
    assert {story.state for story in POSTED} == STATES
    assert set(Story.State.values) >= STATES
    published = {story.programme for story in POSTED if story.state == "published"}
    assert len(published) == 3


def test_their_writers_places_and_topics_are_those_of_the_demo() -> None:
    for story in POSTED:
        assert {story.by, *story.credits} <= column("people", "name"), story.slug
        assert story.area in column("places", "slug"), story.slug
        assert set(story.topics) <= TOPICS, story.slug


def test_every_photo_is_there_and_described() -> None:
    for story in POSTED:
        for photo in story.photos:
            assert photo.file.is_file() and photo.alt and photo.caption, story.slug


def test_whoever_sends_back_says_why_and_can_sign_in() -> None:
    for story in POSTED:
        decided = story.state in {"published", "sent_back"}
        assert bool(story.decided_by) == decided
        assert not decided or story.decided_by in {login.email for login in LOGINS}
        assert bool(story.reason) == (story.state == "sent_back")
