"""What was hashed once must be found for ever: a mark that comes out differently keeps nobody and nothing out."""

from __future__ import annotations

from people import removals
from stories.ingest import tombstones


def test_the_marks_of_whoever_and_whatever_is_gone_stay_as_they_were_written() -> None:
    """Under the key of the tests."""
    person = removals.digest("  Zoë  STRASSE").hex()
    story = tombstones.mark("https://a.example/feed", "title", "00").hex()
    assert person == "7e1abe3e182ffe098d673f8b436e7019ff7adc2216511c7e585bf7fee0359cc3"
    assert story == "46e62428bf28bf27824025354c1203ad19be3e8ef826d73366dc5bdb5f554697"
