"""Which entry is this? Keys that hold whatever order, neighbours and spelling a fetch brings."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.ingest.clean import clean
from stories.ingest.entry import CleanEntry, Entry
from stories.ingest.identify import Named, Rung, canonical_url, digest, identify, title_hash

MAY = datetime(2026, 5, 4, 10, tzinfo=UTC)


def entry(
    guid: str = "", link: str = "", title: str = "", content: str = "", date: datetime | None = None
) -> CleanEntry:
    return clean(Entry(guid=guid, link=link, title=title, content=content, published_at=date))


def rungs(*entries: CleanEntry, start: Rung = Rung.GUID) -> list[Rung]:
    return [one.rung for one in identify(entries, source_id=1, start=start)]


few = st.sampled_from(["", "a", "b", "c"])
entries = st.lists(
    st.builds(
        entry,
        guid=few,
        link=few.map(lambda name: f"https://hill.example/{name}" if name else ""),
        title=few,
        content=few,
        date=st.sampled_from([None, MAY]),
    ),
    max_size=8,
)


@given(entries, st.randoms())
def test_order_in_the_document_changes_no_key(found: list[CleanEntry], random: object) -> None:
    shuffled = sorted(found, key=lambda _: random.random())  # type: ignore[attr-defined]  # a random.Random

    assert {one.key for one in identify(found, source_id=1)} == {
        one.key for one in identify(shuffled, source_id=1)
    }


@given(entries)
def test_keys_are_32_bytes_and_no_two_entries_have_the_same(found: list[CleanEntry]) -> None:
    keys = [one.key for one in identify(found, source_id=1)]

    assert all(len(key) == 32 for key in keys)
    assert len(set(keys)) == len(keys)


@given(entries)
def test_entries_that_differ_for_a_reader_are_never_lost(found: list[CleanEntry]) -> None:
    kept = {one.entry.content_hash for one in identify(found, source_id=1)}

    assert kept == {one.content_hash for one in found}


@given(entries)
def test_the_same_entry_in_another_source_has_another_key(found: list[CleanEntry]) -> None:
    here = {one.key for one in identify(found, source_id=1)}
    there = {one.key for one in identify(found, source_id=2)}

    assert not here & there


@given(entries, entries)
def test_neighbours_that_share_nothing_change_no_key(
    found: list[CleanEntry], others: list[CleanEntry]
) -> None:
    strangers = [
        entry(
            guid=f"other-{one.guid}-{number}", link=f"https://other.example/{number}", title=f"other {number}"
        )
        for number, one in enumerate(others)
    ]
    alone = [one.key for one in identify(found, source_id=1)]

    assert [one.key for one in identify([*found, *strangers], source_id=1)][: len(alone)] == alone


def test_guid_names_an_entry_whatever_else_moves() -> None:
    before = identify([entry("g", "https://hill.example/a", "Old", "old", MAY)], source_id=1)
    after = identify([entry("g", "https://new.example/b", "New", "new")], source_id=1)

    assert before[0].key == after[0].key


def test_shared_guid_falls_for_those_entries_only() -> None:
    shared = [entry("same", "https://hill.example/1"), entry("same", "https://hill.example/2")]

    assert rungs(*shared, entry("own", "https://hill.example/3")) == [Rung.LINK, Rung.LINK, Rung.GUID]


def test_shared_link_falls_to_the_date_then_the_title_then_the_content() -> None:
    link = "https://hill.example/events"
    found = [
        entry(link=link, title="Choir", date=MAY),
        entry(link=link, title="Yoga"),
        entry(link=link, content="one"),
        entry(link=link, content="two"),
    ]

    assert rungs(*found) == [Rung.LINK_DATE, Rung.TITLE, Rung.CONTENT, Rung.CONTENT]


def test_shared_link_is_no_reason_to_take_two_stories_for_one() -> None:
    found = identify(
        [entry("1", "https://hill.example/events"), entry("2", "http://hill.example/events/#two")],
        source_id=1,
    )

    assert [one.url_hash for one in found] == [None, None]
    assert len(found) == 2


def test_entry_sent_twice_is_one_entry_and_keeps_its_guid() -> None:
    twice = [entry("g", "https://hill.example/a", "A"), entry("g", "https://hill.example/a", "A")]

    assert rungs(*twice) == [Rung.GUID]


def test_source_with_unstable_guids_can_start_lower() -> None:
    assert rungs(entry("nonce-1", "https://hill.example/a"), start=Rung.LINK) == [Rung.LINK]


@pytest.mark.parametrize(
    "spelling",
    [
        "http://hill.example/a",
        "https://HILL.example/a/",
        "https://hill.example:443/a",
        "http://hill.example:80/a#top",
        "https://hill.example/a?utm_source=rss&utm_medium=feed",
        "https://hill.example/%61?fbclid=x",
        "https://hill.example/a?pk_campaign=x&ns_mchannel=y&source=rss-9f1",
        "https://jo:secret@hill.example/a",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fhill.example%2Fa%3Ffbclid%3D1&h=x",
        " https://hill.example/a\n",
    ],
)
def test_spellings_of_one_address_are_one(spelling: str) -> None:
    assert canonical_url(spelling) == "https://hill.example/a"


@pytest.mark.parametrize(
    "other",
    [
        "https://hill.example/a?p=1",
        "https://www.hill.example/a",
        "https://hill.example/A",
        "https://hill.example:8443/a",
    ],
)
def test_addresses_that_may_differ_stay_apart(other: str) -> None:
    assert canonical_url(other) != "https://hill.example/a"


@pytest.mark.parametrize(
    "names_a_page",
    ["feature=42", "pk_id=7", "ns_id=7", "feed=rss2", "source=rsspb", "feature=youtu.be", "from=rss_help"],
)
def test_parameters_that_name_a_page_are_kept(names_a_page: str) -> None:
    assert canonical_url(f"http://hill.example/?{names_a_page}") == f"https://hill.example?{names_a_page}"


@pytest.mark.parametrize("host", ["www.youtube.com", "m.youtube.com", "music.youtube.com", "youtu.be"])
def test_where_a_link_to_a_film_was_clicked_does_not_count(host: str) -> None:
    assert canonical_url(f"http://{host}/watch?v=1&feature=share") == f"https://{host}/watch?v=1"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "javascript:alert(1)",
        "tag:hill.example,2026:1",
        "ftp://hill.example/a",
        "http://",
        "http://[",
        "/a",
    ],
)
def test_what_is_no_web_address_has_no_canonical_form(address: str) -> None:
    assert canonical_url(address) == ""


@given(st.text())
def test_canonical_url_never_raises_and_is_settled(text: str) -> None:
    once = canonical_url("https://hill.example/" + text)

    assert canonical_url(once) == once


@given(st.from_regex(r"https?://[a-z.-]{1,9}(/[a-z!;:@/.~%]{0,9})?", fullmatch=True))
def test_a_plain_address_has_the_spelling_that_is_worked_out_for_others(address: str) -> None:
    assert canonical_url(address) == canonical_url(f"{address}?utm_source=rss")


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_digest_tells_different_lists_of_parts_apart(one: list[str], other: list[str]) -> None:
    assert (digest(*one) == digest(*other)) is (one == other)


def test_digest_does_not_confuse_where_one_part_ends() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("1:a") != digest("1", "a")


def test_title_is_recognised_in_other_typography() -> None:
    assert title_hash("Tea & Cake – at 5!") == title_hash("TEA  cake at ５")
    assert title_hash(" … ") is None


def policy(*found: CleanEntry, start: Rung = Rung.GUID) -> Rung:
    return Named.of(found).policy(start)


def good(number: int) -> CleanEntry:
    return entry(f"g{number}", f"https://hill.example/{number}", f"Day {number}")


def test_names_that_are_names_are_kept_by() -> None:
    assert policy(*(good(number) for number in range(20))) == Rung.GUID
    assert policy() == Rung.GUID


@pytest.mark.parametrize("guid", ["", "same"])
def test_a_source_steps_down_when_more_than_one_in_twenty_guids_is_empty_or_shared(guid: str) -> None:
    bad = [entry(guid, f"https://hill.example/bad-{number}") for number in range(3)]
    assert policy(*(good(number) for number in range(37)), *bad) == Rung.LINK
    assert policy(*(good(number) for number in range(57)), *bad) == Rung.GUID


def test_one_entry_without_a_guid_is_a_slip_however_short_the_document() -> None:
    assert policy(good(1), entry("", "https://hill.example/2")) == Rung.GUID


def test_a_source_steps_past_rungs_that_hold_no_better() -> None:
    page = "https://hill.example/events"
    found = [entry("", page, f"Day {number}", date=MAY) for number in range(4)]
    assert policy(*found) == Rung.TITLE


def test_a_source_never_goes_up_again_by_itself() -> None:
    assert policy(*(good(number) for number in range(20)), start=Rung.LINK) == Rung.LINK


def test_what_was_called_otherwise_until_now_keeps_its_former_name() -> None:
    named = Named.of([good(1), entry("", "https://hill.example/2")])
    before = {one.key for one in named.identified(source_id=1, start=Rung.GUID)}
    after = named.identified(source_id=1, start=Rung.LINK, formerly=Rung.GUID)
    assert {one.former_key or one.key for one in after} == before
    assert [one.former_key is None for one in after] == [False, True]
