"""What each entry means for the stream, on data alone."""

from __future__ import annotations

from dataclasses import replace

from stories.ingest.decide import decide
from stories.ingest.entry import (
    Before,
    Carried,
    Changed,
    CleanEntry,
    Home,
    Identified,
    Known,
    Nearness,
    New,
    Rung,
    Same,
    TakenDown,
    entry_hash,
)

KEY, OTHER_KEY, URL = b"k" * 32, b"o" * 32, b"u" * 32


def found(words: str = "words", *, key: bytes = KEY, url: bytes | None = URL) -> Identified:
    entry = CleanEntry(guid="1", link="https://blog.example/1", content_hash=words.encode())
    return Identified(entry, key, Rung.GUID, "https://blog.example/1", url, None)


def known(words: str = "words", *, owned: bool = True) -> Known:
    return Known(7, owned=owned, entry_hash=entry_hash(found(words).entry))


def test_an_entry_nobody_told_before_is_new() -> None:
    assert decide([found()], before=Before()) == [New(found())]


def test_an_entry_seen_before_with_the_same_words_needs_no_write() -> None:
    assert decide([found()], before=Before(by_key={KEY: known()})) == [Same(7)]


def test_an_entry_whose_words_changed_changes_its_story() -> None:
    assert decide([found("more")], before=Before(by_key={KEY: known()})) == [Changed(7, found("more"))]


def test_a_source_cannot_change_a_story_it_does_not_own() -> None:
    before = Before(by_key={KEY: known(owned=False)})
    assert decide([found("more")], before=before) == [Carried(7, found("more"))]


def test_the_same_address_from_another_source_attaches_to_the_story() -> None:
    before = Before(by_url={URL: Known(7, owned=False)})
    assert decide([found()], before=before) == [Carried(7, found())]


def test_a_new_guid_with_a_known_link_is_an_alias_and_no_second_story() -> None:
    before = Before(by_key={OTHER_KEY: known()}, by_url={URL: known()})
    assert decide([found()], before=before) == [Carried(7, found(), renamed=True)]


def test_a_new_guid_with_new_words_at_a_known_link_is_an_edit() -> None:
    before = Before(by_url={URL: known()})
    assert decide([found("more")], before=before) == [Changed(7, found("more"), renamed=True)]


def test_what_was_taken_down_stays_out_even_where_its_story_is_known() -> None:
    before = Before(by_key={KEY: known("before")}, taken_down={KEY})
    assert decide([found()], before=before) == [TakenDown(found())]


def test_a_key_known_from_this_source_weighs_more_than_an_address() -> None:
    before = Before(by_key={KEY: known()}, by_url={URL: Known(9, owned=False)})
    assert decide([found()], before=before) == [Same(7)]


def test_a_changed_link_under_a_known_guid_updates_the_story() -> None:
    moved = CleanEntry(guid="1", link="https://blog.example/moved", content_hash=b"words")
    entry = Identified(moved, KEY, Rung.GUID, moved.link, b"m" * 32, None)
    assert decide([entry], before=Before(by_key={KEY: known()})) == [Changed(7, entry)]


HERE, PLANET = Home.at("https://blog.example/feed", ""), Nearness.ELSEWHERE


def test_the_source_on_the_links_own_host_takes_over_what_another_one_held() -> None:
    held = Known(7, owned=False, owner_at=PLANET, url_hash=URL)
    assert decide([found()], before=Before(home=HERE, by_url={URL: held})) == [
        Changed(7, found(), takes_over=True)
    ]


def test_it_takes_over_also_what_it_has_carried_unchanged_so_far() -> None:
    held = replace(known(owned=False), owner_at=PLANET, url_hash=URL)
    assert decide([found()], before=Before(home=HERE, by_key={KEY: held})) == [
        Changed(7, found(), takes_over=True)
    ]


def test_between_two_on_one_host_whoever_came_first_keeps_it() -> None:
    held = Known(7, owned=False, owner_at=Nearness.AT_HOME, url_hash=URL)
    assert decide([found()], before=Before(home=HERE, by_url={URL: held})) == [Carried(7, found())]


def test_a_story_at_another_address_is_not_taken_over_with_its_key() -> None:
    held = replace(known("other", owned=False), owner_at=PLANET, url_hash=b"x" * 32)
    assert decide([found()], before=Before(home=HERE, by_key={KEY: held})) == [Carried(7, found())]


def test_an_address_that_several_entries_share_proves_nothing() -> None:
    held = replace(known("other", owned=False), owner_at=PLANET, url_hash=None)
    shared = found(url=None)
    assert decide([shared], before=Before(home=HERE, by_key={KEY: held})) == [Carried(7, shared)]
