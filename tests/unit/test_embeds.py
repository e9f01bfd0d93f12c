"""Which addresses are films that can be played here, and that no other address ever is."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories import embeds
from stories.embeds import Player, player_for

YOUTUBE = Player(
    "YouTube",
    "https://www.youtube-nocookie.com/embed/dQw4-9WgX_Q?autoplay=1",
    "https://www.youtube.com/watch?v=dQw4-9WgX_Q",
    "https://i.ytimg.com/vi/dQw4-9WgX_Q/hqdefault.jpg",
)
VIMEO = Player(
    "Vimeo", "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1", "https://vimeo.com/76979871"
)
UNLISTED = Player(
    "Vimeo",
    "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1&h=8272103f6e",
    "https://vimeo.com/76979871/8272103f6e",
)
UUID = "9c9de5e8-0a1e-484a-b099-e80766180a6d"
SHORT = "kkGMgK9ZtnKfYAgnEtQxbv"


@pytest.mark.parametrize(
    ("url", "player"),
    [
        ("https://www.youtube.com/watch?v=dQw4-9WgX_Q", YOUTUBE),
        ("http://youtube.com/watch?app=desktop&v=dQw4-9WgX_Q&t=43s", YOUTUBE),
        ("https://m.youtube.com/watch?v=dQw4-9WgX_Q#comments", YOUTUBE),
        ("https://youtu.be/dQw4-9WgX_Q?si=abc", YOUTUBE),
        ("https://www.youtube.com/shorts/dQw4-9WgX_Q", YOUTUBE),
        ("https://www.youtube.com/live/dQw4-9WgX_Q?feature=share", YOUTUBE),
        ("https://www.youtube.com/embed/dQw4-9WgX_Q?rel=0", YOUTUBE),
        ("https://www.youtube-nocookie.com/embed/dQw4-9WgX_Q", YOUTUBE),
        ("https://vimeo.com/76979871", VIMEO),
        ("https://vimeo.com/channels/staffpicks/76979871", VIMEO),
        ("https://vimeo.com/groups/neighbours/videos/76979871", VIMEO),
        ("https://player.vimeo.com/video/76979871?title=0", VIMEO),
        ("https://vimeo.com/76979871/8272103f6e", UNLISTED),
        ("https://player.vimeo.com/video/76979871?h=8272103f6e&title=0", UNLISTED),
    ],
)
def test_a_film_is_known_by_any_of_its_addresses(url: str, player: Player) -> None:
    assert player_for(url) == player


@pytest.mark.parametrize("path", [f"/w/{SHORT}", f"/videos/watch/{SHORT}", f"/videos/embed/{SHORT}?title=0"])
def test_a_film_of_a_listed_peertube_is_known(path: str) -> None:
    found = player_for(f"https://framatube.org{path}")
    assert found is not None
    assert found.player == f"https://framatube.org/videos/embed/{SHORT}?autoplay=1"
    assert found.home == f"https://framatube.org/w/{SHORT}"
    assert player_for(f"https://framatube.org/videos/watch/{UUID}") is not None


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "https://www.youtube.com/",
        "https://www.youtube.com/@somebody",
        "https://www.youtube.com/playlist?list=PL123",
        "https://www.youtube.com/watch?v=short",
        'https://www.youtube.com/watch?v=dQw4"onload=x',
        "https://youtube.com.evil.example/watch?v=dQw4-9WgX_Q",
        "https://evil.example/https://www.youtube.com/watch?v=dQw4-9WgX_Q",
        "https://notyoutube.com/watch?v=dQw4-9WgX_Q",
        "https://www.youtube.com@evil.example/watch?v=dQw4-9WgX_Q",
        "javascript://youtube.com/watch?v=dQw4-9WgX_Q",
        "https://vimeo.com/about",
        f"https://peertube.example/w/{SHORT}",
        "https://[youtube.com/watch?v=dQw4-9WgX_Q",
    ],
)
def test_nothing_else_is(url: str) -> None:
    assert player_for(url) is None


def test_the_origins_that_may_be_framed_are_those_of_the_table() -> None:
    assert "https://www.youtube-nocookie.com" in embeds.FRAMES
    assert all(frame.startswith("https://") and not urlsplit(frame).path for frame in embeds.FRAMES)
    assert "https://www.youtube.com" not in embeds.FRAMES


@given(
    st.sampled_from(["https://youtu.be/", "https://vimeo.com/", "https://www.youtube.com/watch?"]), st.text()
)
def test_whatever_is_played_is_played_from_a_listed_origin(start: str, rest: str) -> None:
    found = player_for(start + rest)
    if found is not None:
        parts = urlsplit(found.player)
        assert f"{parts.scheme}://{parts.netloc}" in embeds.FRAMES
