"""A reporter posts what just happened: by mouse, by keyboard alone, and on a phone without JavaScript."""

from __future__ import annotations

from pathlib import Path

import pytest

from stories.models import Story
from tests.browser.journeys import reporter
from tests.browser.journeys.conftest import REPORTER, Small
from tests.browser.journeys.hands import Hand

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def post(hand: Hand, photos: list[Path]) -> Story:
    reporter.post_a_story(hand, email=REPORTER, photos=photos, programme="Big Local", area="Kesterfield")
    return Story.objects.get(title=reporter.TITLE)


def assert_whole(story: Story, small: Small) -> None:
    assert story.state == Story.State.WAITING
    assert [*story.programmes.all()] == [small.programme]
    assert story.areas.get().name == "Kesterfield"
    assert story.byline == "Joan Petty"
    assert [photo.image.description for photo in story.photos.all()] == [*reporter.PICTURES]


def test_from_an_emailed_code_to_a_waiting_story_with_two_photos(
    small: Small, hand: Hand, two_photos: list[Path]
) -> None:
    assert_whole(post(hand, two_photos), small)


def test_without_script_on_a_phone_nothing_is_missing(
    small: Small, plain_hand: Hand, two_photos: list[Path]
) -> None:
    assert_whole(post(plain_hand, two_photos), small)
