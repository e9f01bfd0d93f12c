"""A funder finds the organisation behind a story on the map, in at most four clicks from the home page."""

from __future__ import annotations

import pytest

from tests.browser.journeys import funder
from tests.browser.journeys.conftest import Small
from tests.browser.journeys.hands import Hand

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_home_to_the_organisation_behind_a_story_on_the_map(small: Small, hand: Hand) -> None:
    seen = funder.look_around(hand)
    assert seen.organisation == small.organisation.name
    assert seen.clicks <= funder.MOST_CLICKS


def test_the_list_beside_the_map_needs_no_script(small: Small, plain_hand: Hand) -> None:
    seen = funder.look_around(plain_hand)
    assert seen.organisation == small.organisation.name
    assert seen.clicks <= funder.MOST_CLICKS
