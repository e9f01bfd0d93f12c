"""When an entry that was not read may be taken for the same: any doubt, and the document is read whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stories.ingest.entry import Before, CleanEntry, Identified, Known, Rung, Same
from stories.ingest.familiar import Familiar, recognised

KEY, HASH, ADDRESS = b"k" * 32, b"h" * 32, b"a" * 32
UNREAD = Familiar(KEY, HASH[:16], None)
STORY = Known(7, owned=True, entry_hash=HASH, url_hash=ADDRESS)
OTHER = Identified(
    CleanEntry(), key=b"o" * 32, rung=Rung.GUID, canonical_url="", url_hash=b"b" * 32, title_hash=None
)


def decided(story: Known = STORY, other: Identified = OTHER, *, name: bytes = KEY) -> list[Same] | None:
    return recognised([UNREAD], [other], before=Before(by_key={name: story}), policy=Rung.GUID)


def test_an_entry_of_ours_that_says_what_its_story_says_is_the_same() -> None:
    assert decided() == [Same(7)]


def test_the_guid_of_an_entry_that_stays_is_nobody_elses_though_guids_are_not_believed() -> None:
    assert decided(other=replace(OTHER, guid_key=b"g" * 32)) == [Same(7)]
    assert decided(other=replace(OTHER, guid_key=KEY)) is None


@pytest.mark.parametrize(
    "story",
    [
        replace(STORY, owned=False),
        replace(STORY, entry_hash=b"x" * 32),
        replace(STORY, entry_hash=None),
    ],
    ids=["another source holds it", "it says something else by now", "this source carries it no more"],
)
def test_a_story_that_is_not_as_it_was_has_its_entry_read(story: Known) -> None:
    assert decided(story) is None


def test_an_entry_whose_story_is_gone_is_read() -> None:
    assert decided(name=b"x" * 32) is None


@pytest.mark.parametrize(
    "other",
    [
        replace(OTHER, key=KEY),
        replace(OTHER, url_hash=ADDRESS),
        replace(OTHER, url_hash=None),
        replace(OTHER, rung=Rung.LINK),
        replace(OTHER, former_key=b"f" * 32),
    ],
    ids=["the same name", "the same address", "no address", "no name of its own", "told apart by less now"],
)
def test_beside_one_that_is_badly_named_all_entries_are_read(other: Identified) -> None:
    assert decided(other=other) is None


def test_where_everything_was_read_nothing_speaks_against_it() -> None:
    assert recognised([], [replace(OTHER, url_hash=None)], before=Before(), policy=Rung.GUID) == []
