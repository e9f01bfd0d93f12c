"""Whether a document has changed, leaving out what moves at every request."""

from __future__ import annotations

import pytest

from stories.ingest.fingerprint import fingerprint

RSS = (
    b"<rss><channel><title>Allotment</title><lastBuildDate>%s</lastBuildDate><generator>v%s</generator>"
    b"<item><title>Slugs</title><pubDate>%s</pubDate></item></channel></rss>%s"
)
ATOM = b"<feed><updated>%s</updated><entry><updated>%s</updated><title>Slugs</title></entry></feed>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (RSS % (b"Mon", b"1", b"Sun", b""), RSS % (b"Tue", b"2", b"Sun", b"<!-- made in 0.3 s -->")),
        (RSS % (b"Mon", b"1", b"Sun", b""), RSS % (b"Mon", b"1", b"Sun", b"<!-- <b>cached</b> </ -->")),
        (ATOM % (b"Mon", b"Sun"), ATOM % (b"Tue", b"Sun")),
    ],
)
def test_build_dates_generators_and_closing_comments_do_not_count(before: bytes, after: bytes) -> None:
    assert before != after
    assert fingerprint(before) == fingerprint(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (RSS % (b"Mon", b"1", b"Sun", b""), RSS % (b"Mon", b"1", b"Tue", b"")),
        (ATOM % (b"Mon", b"Sun"), ATOM % (b"Mon", b"Tue")),
        (RSS % (b"Mon", b"1", b"Sun", b""), (RSS % (b"Mon", b"1", b"Sun", b"")).replace(b"Slugs", b"Snails")),
        (b'{"items": []}', b'{"items": [1]}'),
        (b"", b" "),
    ],
)
def test_whatever_stands_inside_an_entry_counts_its_dates_too(before: bytes, after: bytes) -> None:
    assert fingerprint(before) != fingerprint(after)


def test_a_title_before_the_first_entry_counts() -> None:
    before = RSS % (b"Mon", b"1", b"Sun", b"")
    assert fingerprint(before) != fingerprint(before.replace(b"Allotment", b"Orchard"))


def test_no_more_is_left_out_than_a_stamp_is_long() -> None:
    """So that a head full of stamps that nobody closes is looked through once, not once for each of them."""
    before = RSS % (b"Mon", b"1" * 2_000, b"Sun", b"")
    assert fingerprint(before) != fingerprint(before.replace(b"v1", b"v2"))


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf", b"\r\n "])
def test_tags_that_json_quotes_close_nothing(mark: bytes) -> None:
    before = mark + b'{"items": [{"content_html": "<item>Words</item></rss>"}]}'
    after = mark + b'{"items": [{"content_html": "<item>Words</item></rss>"}, {"content_html": "More"}]}'
    assert fingerprint(before) != fingerprint(after)
