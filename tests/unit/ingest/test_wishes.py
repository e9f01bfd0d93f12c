"""What a feed says about when to come again."""

from __future__ import annotations

import pytest

from stories.ingest.entry import Document
from stories.ingest.parse import parse
from stories.ingest.parse.wishes import HEAD, wished_wait

RSS = (
    '<rss version="2.0"><channel><title>A</title>{}<item><title>B</title><ttl>5</ttl></item></channel></rss>'
)


@pytest.mark.parametrize("strict", [True, False])
def test_both_readers_hand_on_what_the_feed_wishes(strict: bool) -> None:
    document = parse(RSS.format("<ttl> 90 </ttl>").encode(), url="https://a.example/", strict=strict)
    assert isinstance(document, Document)
    assert document.wait == 90 * 60


def test_what_an_entry_says_is_not_the_feeds_wish() -> None:
    assert wished_wait(RSS.format("")) is None


def test_a_preface_without_an_end_is_not_read_to_its_end() -> None:
    assert wished_wait("<rss><channel>" + " " * HEAD + "<ttl>90</ttl>") is None


def test_the_prefix_is_the_publishers_own() -> None:
    assert wished_wait("<syn:updatePeriod>weekly</syn:updatePeriod>") == 7 * 86_400


@pytest.mark.parametrize("said", ["<sy:updatePeriod>often</sy:updatePeriod>", "<ttl>-5</ttl>", '{"ttl": 5}'])
def test_what_makes_no_sense_is_no_wish(said: str) -> None:
    assert wished_wait(said) is None
