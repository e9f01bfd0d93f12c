"""Films and recordings among the words: never shown there, and not lost."""

from __future__ import annotations

import pytest

from stories.ingest.clean import clean
from stories.ingest.entry import Entry


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
