"""How near a source lives to a story."""

from __future__ import annotations

import pytest

from stories.ingest.entry import Home, Nearness

BLOG = Home.at("https://hill.example/feed", "https://hill.example/")
BURNER = Home.at("https://feeds.example/hill", "https://www.hill.example/")
PLANET = Home.at("https://planet.example/feed", "")


@pytest.mark.parametrize(
    ("home", "link", "near"),
    [
        (BLOG, "https://hill.example/1", Nearness.AT_HOME),
        (BLOG, "http://www.HILL.example:80/1", Nearness.AT_HOME),
        (BURNER, "https://hill.example/1", Nearness.BY_ITS_WORD),
        (PLANET, "https://hill.example/1", Nearness.ELSEWHERE),
        (BLOG, "https://jo.hill.example/1", Nearness.ELSEWHERE),
        (BLOG, "https://nothill.example/1", Nearness.ELSEWHERE),
        (BLOG, "https://hill.example:8443/1", Nearness.ELSEWHERE),
        (BLOG, "https://hill.example:80a/1", Nearness.ELSEWHERE),
        (BLOG, "", Nearness.ELSEWHERE),
        (PLANET, "", Nearness.ELSEWHERE),
        (BLOG, "http://[", Nearness.ELSEWHERE),
    ],
)
def test_a_story_lives_on_the_host_of_its_address(home: Home, link: str, near: Nearness) -> None:
    assert home.nearness(link) == near
