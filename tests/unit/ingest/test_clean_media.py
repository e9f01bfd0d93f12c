"""Films and recordings among the words: never shown there, and not lost."""

from __future__ import annotations

import time

import pytest

from stories.ingest.clean import clean
from stories.ingest.clean.media import media_among
from stories.ingest.entry import Enclosure, Entry


def test_a_frame_with_a_film_is_kept_as_a_film_and_never_as_a_frame() -> None:
    html = """<p>See:</p><figure><IFRAME width=560
        src='//www.youtube.com/embed/dQw4-9WgX_Q?feature=oembed&amp;rel=0' allowfullscreen></IFRAME></figure>"""
    cleaned = clean(Entry(content=html, base_url="https://blog.example/post"))
    assert [(each.url, each.media_type) for each in cleaned.enclosures] == [
        ("https://www.youtube.com/watch?v=dQw4-9WgX_Q", "text/html")
    ]
    assert "iframe" not in cleaned.html.lower()
    assert cleaned.kind == "video"


def test_a_long_post_with_a_film_in_it_stays_a_post() -> None:
    html = f'<p>{"Many words. " * 30}</p><iframe src="https://player.vimeo.com/video/76979871"></iframe>'
    cleaned = clean(Entry(title="How we did it", content=html))
    assert cleaned.enclosures and cleaned.kind == "post"


@pytest.mark.parametrize(
    "frame",
    [
        '<iframe src="https://evil.example/embed/dQw4-9WgX_Q"></iframe>',
        '<iframe src="javascript:alert(1)"></iframe>',
        "<iframe></iframe>",
        "<iframe src=",
        '<iframe data-x="a" srcdoc="<script>">',
        pytest.param("<iframe " * 30_000, id="many that never end"),
        pytest.param('<iframe src="' * 20_000, id="many addresses that never end"),
    ],
)
def test_no_other_frame_leaves_anything(frame: str) -> None:
    assert clean(Entry(content=f"<p>Words</p>{frame}")).enclosures == ()


@pytest.mark.parametrize(
    ("sent", "address", "media_type"),
    [
        ('<audio src="https://a.example/talk.mp3"></audio>', "https://a.example/talk.mp3", "audio/mpeg"),
        ("<VIDEO SRC='/film?id=1&amp;x=2' controls>", "https://blog.example/film?id=1&x=2", "video/*"),
        (
            '<video src="blob:https://a.example/1"><source src="/film.webm" type=\'video/webm; codecs="vp9"\'>'
            '<source src="/film.mp4" type="video/mp4"></video>',
            "https://blog.example/film.webm",
            "video/webm",
        ),
        (
            '<audio class=wp><source type="audio/mpeg" src="/talk.mp3?_=1" /><a href="/talk.mp3">talk</a></audio>',
            "https://blog.example/talk.mp3",
            "audio/mpeg",
        ),
    ],
)
def test_a_recording_among_the_words_is_kept_as_one(sent: str, address: str, media_type: str) -> None:
    cleaned = clean(Entry(content=f"<p>Listen:</p>{sent}", base_url="https://blog.example/post"))

    assert cleaned.enclosures == (Enclosure(address, media_type),)
    assert cleaned.html == "<p>Listen:</p>"
    assert cleaned.kind == media_type.partition("/")[0]


@pytest.mark.parametrize(
    "sent",
    [
        '<audio src="javascript:alert(1)"></audio>',
        '<video src="data:video/mp4;base64,AAAA"></video>',
        '<picture><source src="https://a.example/tea.webp"></picture>',
        '<video></video><source src="https://a.example/film.mp4">',
        "<audio src=",
    ],
)
def test_what_plays_nothing_leaves_nothing(sent: str) -> None:
    assert clean(Entry(content=f"<p>Words</p>{sent}")).enclosures == ()


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/talk.mp3",
        "https://a.example/talk.mp3?_=1",
        "https://count.example/r/a.example/Talk.mp3",
    ],
)
def test_a_recording_that_the_feed_names_is_not_doubled(address: str) -> None:
    told = Enclosure("https://a.example/talk.mp3", "audio/mpeg", size=9)
    entry = Entry(content=f'<audio src="{address}"></audio>', enclosures=(told,))

    assert clean(entry).enclosures == (told,)


def test_a_long_post_with_a_recording_in_it_stays_a_post() -> None:
    html = f'<p>{"Many words. " * 30}</p><audio src="https://a.example/talk.mp3"></audio>'
    cleaned = clean(Entry(title="How we did it", content=html))

    assert cleaned.enclosures and cleaned.kind == "post"


def test_no_more_media_are_kept_than_a_story_may_have() -> None:
    players = "".join(f"<audio src=https://a.example/{number}.mp3></audio>" for number in range(100))
    told = tuple(Enclosure(f"https://a.example/{number}.jpg", "image/jpeg") for number in range(4))

    assert len(clean(Entry(content=players, enclosures=told)).enclosures) == 10


@pytest.mark.parametrize(
    "again", ["<audio", "<audio ", "<video src=", "<source src='", "<audio>" + " src=" * 9_000]
)
def test_looking_for_media_takes_no_time(again: str) -> None:
    started = time.process_time()
    media_among("<audio>" + again * (1_000_000 // len(again)), base_url="", besides=())

    assert time.process_time() - started < 1.5  # 0.2 s here
