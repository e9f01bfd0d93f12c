"""Who wrote it, as readers see it: every name, and no mail address."""

from __future__ import annotations

import pytest

from tests.unit.ingest.both_readers import atom, entry, rss

ANN = "<author><name>Ann</name><uri>https://ann.example/</uri></author>"
BOB = "<author><name>Bob</name><uri>https://bob.example/</uri><email>bob@hill.example</email></author>"


def creators(*names: str) -> bytes:
    return rss("<title>x</title>" + "".join(f"<dc:creator>{name}</dc:creator>" for name in names))


def test_every_author_is_named_once() -> None:
    assert entry(creators("Ann", "Bob", "Ann")).author == "Ann, Bob"
    both = entry(atom(f"<id>1</id>{ANN}{BOB}"))
    assert (both.author, both.author_url) == ("Ann, Bob", "https://ann.example/")


def test_a_name_left_empty_takes_none_away() -> None:
    assert entry(creators("Ann", "", "bob@hill.example")).author == "Ann"


def test_the_station_is_not_named_beside_the_maker() -> None:
    said = "<title>x</title><itunes:author>Hill Radio</itunes:author><dc:creator>Ann</dc:creator>"

    assert entry(rss(said)).author == "Ann"


def test_whoever_made_a_picture_did_not_write_the_story() -> None:
    picture = "<media:content url='https://hill.example/a.jpg'><dc:creator>Bob</dc:creator></media:content>"

    assert entry(rss(f"<title>x</title>{picture}<dc:creator>Ann</dc:creator>")).author == "Ann"
    assert entry(rss(f"<title>x</title><dc:creator>Ann</dc:creator>{picture}")).author == "Ann"
    assert entry(rss(f"<title>x</title>{picture}")).author == "Bob"


def test_an_atom_entry_without_an_author_is_by_those_of_its_feed() -> None:
    heir = entry(atom("<id>1</id><title>x</title>", head=ANN + BOB))
    assert (heir.author, heir.author_url) == ("Ann, Bob", "https://ann.example/")
    assert entry(atom(f"<id>1</id>{BOB}", head=ANN)).author == "Bob"


def test_an_entry_taken_from_another_feed_is_by_the_authors_of_that() -> None:
    assert entry(atom(f"<id>1</id><title>x</title><source>{BOB}</source>", head=ANN)).author == "Bob"


def test_the_editor_of_a_channel_did_not_write_what_is_in_it() -> None:
    head = "<managingEditor>Ann</managingEditor><dc:creator>Ann</dc:creator>"

    assert entry(rss("<title>x</title>", head=head)).author == ""


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Ann (she/her)", "Ann (she/her)"),
        ("Hill Trust (Bolton)", "Hill Trust (Bolton)"),
        ("ann@hill.example (Ann)", "Ann"),
        ("ann@hill.example (Ann (she/her))", "Ann (she/her)"),
        ("Ann (ann@hill.example)", "Ann"),
        ("Ann &lt;ann@hill.example&gt;", "Ann"),
        ("Ann (she/her) &lt;mailto:ann@hill.example&gt;", "Ann (she/her)"),
        ("ann@hill.example (Ann", "Ann"),
        ("chair@hill.community", ""),
    ],
)
def test_brackets_go_with_the_mail_address_they_held_and_stay_without(said: str, shown: str) -> None:
    assert entry(creators(said)).author == shown
