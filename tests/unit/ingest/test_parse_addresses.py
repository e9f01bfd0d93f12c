"""What relative addresses are relative to, and what is none."""

from __future__ import annotations

import pytest

from tests.unit.ingest.both_readers import atom, entries


@pytest.mark.parametrize(
    "first",
    [
        '<id>tag:a</id><content type="html" xml:base="https://one.example/">a</content>',
        '<id>tag:a</id><author xml:base="https://one.example/"><name>Ann</name></author>',
    ],
)
def test_the_base_of_one_entry_is_not_the_next_ones(first: str) -> None:
    second = '<id>tag:b</id><link href="/b"/><content type="html">&lt;img src="/b.jpg"&gt;</content>'

    one = entries(atom(first, second))[1]
    assert (one.link, one.html) == ("https://hill.example/b", '<img src="https://hill.example/b.jpg">')
