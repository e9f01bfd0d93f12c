"""Which pictures and recordings are an entry's, and what they are."""

from __future__ import annotations

import json

import pytest

from stories.ingest.parse.media import type_of
from tests.unit.ingest.both_readers import entry, rss

FACE = '<media:content url="https://{}/avatar/ab?s=96&amp;d=identicon" medium="image"/>'
FAIR = '<media:content url="https://hill.example/fair.jpg" medium="image"/>'


@pytest.mark.parametrize("host", ["0.gravatar.com", "gravatar.com", "secure.gravatar.com"])
def test_the_picture_of_a_story_is_not_its_authors_face(host: str) -> None:
    face = FACE.format(host) + f"<media:thumbnail url='https://{host}/avatar/ab'/>"

    one = entry(rss(f"<title>x</title>{face}{FAIR}"))
    assert one.image == "https://hill.example/fair.jpg"
    assert [each.url for each in one.enclosures] == ["https://hill.example/fair.jpg"]
    assert entry(rss(f"<title>x</title>{face}")).image == ""


def test_a_host_that_merely_ends_alike_is_another_one() -> None:
    assert entry(rss(f"<title>x</title>{FACE.format('notgravatar.com')}")).image


@pytest.mark.parametrize(
    ("said", "url", "kind"),
    [
        ("application/octet-stream", "https://hill.example/a.mp3?x=1", "audio/mpeg"),
        ("application/octet-stream", "https://hill.example/a", "application/octet-stream"),
        ("image", "https://hill.example/a.png", "image/png"),
        ("image", "https://hill.example/a", "image/*"),
        ("video/mp4", "https://hill.example/a.mp3", "video/mp4"),
        ("", "https://hill.example/a", ""),
    ],
)
def test_a_type_that_tells_nothing_gives_way_to_the_name_of_the_file(said: str, url: str, kind: str) -> None:
    assert type_of(said, url=url) == kind
    one = entry(rss(f'<title>x</title><enclosure url="{url}" type="{said}"/>'))
    assert one.enclosures[0].media_type == kind


@pytest.mark.parametrize(
    ("sent", "read"), [(120.5, 120), (120, 120), ("2:00", 120), (-1, None), (None, None)]
)
def test_seconds_are_read_as_whole_ones(sent: object, read: int | None) -> None:
    attachment = {"url": "https://hill.example/a.mp3", "duration_in_seconds": sent}
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [{"id": "1", "title": "x", "attachments": [attachment]}],
    }

    assert entry(json.dumps(feed).encode()).enclosures[0].duration == read
