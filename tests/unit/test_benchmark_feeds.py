"""The benchmark's feeds are what it says they are; else it would measure something else."""

from __future__ import annotations

import gzip

import pytest

from stories.ingest.entry import Document
from stories.ingest.fingerprint import fingerprint
from stories.ingest.parse import parse
from tests.benchmarks import feeds

RSS, ATOM = 0, 7


def guids(number: int, *, passes: int = 0) -> list[str]:
    found = parse(feeds.document(number, passes=passes).encode(), url="http://127.0.0.1/", content_type="")
    assert isinstance(found, Document)
    return [entry.guid for entry in found.entries]


@pytest.mark.parametrize("number", [RSS, ATOM])
def test_a_feed_has_25_entries_and_about_94_kb(number: int) -> None:
    plain = gzip.decompress(feeds.packed(number))

    assert len(set(guids(number))) == feeds.ENTRIES
    assert 88_000 < len(plain) < 102_000


@pytest.mark.parametrize("number", [RSS, ATOM])
def test_a_moving_build_date_moves_nothing_else(number: int) -> None:
    one, other = (feeds.document(number, built=built).encode() for built in (1, 2))

    assert one != other
    assert fingerprint(one) == fingerprint(other)


def test_one_feed_in_fifty_has_one_new_entry_at_a_pass() -> None:
    changed = [n for n in range(200) if feeds.etag(n, 1) != feeds.etag(n, 0)]

    assert len(changed) == 4
    assert len(set(guids(changed[0], passes=1)) - set(guids(changed[0]))) == 1
