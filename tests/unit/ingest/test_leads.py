"""Where a feed may be: what people paste, what a page says of itself, what is usual."""

from __future__ import annotations

import pytest

from stories.ingest import leads

WORDPRESS = b"""<!doctype html><html><head><title>The Allotment</title>
<link rel="stylesheet" href="/style.css" type="text/css">
<link rel="alternate" hreflang="cy" href="/cy/">
<link rel="alternate" type="application/rss+xml" title="The Allotment &raquo; Comments Feed" href="/comments/feed/">
<link rel="alternate" type="application/rss+xml" title="The Allotment &raquo; Feed" href="/feed/">
<link rel="alternate" type="application/json+oembed" href="/oembed?url=x">
</head><body><p>Beans.</p></body></html>"""


def test_a_page_names_its_feed_and_its_comments_come_last() -> None:
    found = leads.from_page(WORDPRESS, url="https://allotment.example/about/")
    assert found == ["https://allotment.example/feed/", "https://allotment.example/comments/feed/"]


@pytest.mark.parametrize(
    ("link", "found"),
    [
        (b'<link REL="Alternate" TYPE="application/ATOM+xml" HREF="a.xml">', "https://blog.example/in/a.xml"),
        (b'<link rel="alternate home" type="application/feed+json" href="//b.example/f">', "https://b.example/f"),
        (b'<base href="/other/"><link rel=alternate type=application/rss+xml href=f>', "https://blog.example/other/f"),
        (b'<a rel="alternate" type="application/rss+xml" href="/rss">RSS</a>', "https://blog.example/rss"),
    ],
)  # fmt: skip
def test_links_are_read_however_they_are_written(link: bytes, found: str) -> None:
    assert leads.from_page(link, url="https://blog.example/in/page") == [found]


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"\x00\xff\xfe<link",
        b'<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">',
        b'<link rel="alternate" type="application/rss+xml" href="file:///etc/passwd">',
        b'<link rel="alternate" type="text/html" href="/mobile/">',
        b'<link rel="stylesheet" type="application/rss+xml" href="/feed/">',
        b'<link rel="alternate" type="application/rss+xml">',
    ],
)
def test_what_names_no_feed_gives_none(page: bytes) -> None:
    assert leads.from_page(page, url="https://blog.example/") == []


def test_a_page_that_names_a_thousand_feeds_is_believed_a_few() -> None:
    links = b"".join(
        b'<link rel=alternate type=application/rss+xml href="/%d.xml">' % number for number in range(1000)
    )
    assert len(leads.from_page(links, url="https://blog.example/")) == leads.MOST


@pytest.mark.parametrize(
    ("pasted", "address"),
    [
        ("@aldersyke@social.example", "https://social.example/@aldersyke"),
        ("  aldersyke@social.example ", "https://social.example/@aldersyke"),
        ("https://blog.example/feed", "https://blog.example/feed"),
        (" blog.example ", "blog.example"),
    ],
)
def test_a_handle_is_an_address_too(pasted: str, address: str) -> None:
    assert leads.address_of(pasted) == address


def test_a_mastodon_profile_and_a_youtube_channel_give_their_feed_away() -> None:
    channel = "UC" + "x" * 22
    feed = f"https://www.youtube.com/feeds/videos.xml?channel_id={channel}"
    assert leads.from_address(f"https://www.youtube.com/channel/{channel}/videos") == [feed]
    assert leads.from_address("https://social.example/@aldersyke/") == [
        "https://social.example/@aldersyke.rss"
    ]
    assert leads.from_address("https://www.youtube.com/@aldersyke") == []  # its page says where its feed is
    assert leads.from_address("https://blog.example/2026/06/") == []


def test_the_usual_places_are_near_the_page_and_at_the_top() -> None:
    places = leads.usual("https://blog.example/people/ada?x=1#top")
    assert "https://blog.example/people/ada/feed/" in places
    assert "https://blog.example/feed/" in places
    assert len(places) == len(set(places)) <= 12
