"""What relative addresses are relative to, and what is none."""

from __future__ import annotations

import pytest

from tests.unit.ingest.both_readers import atom, entries, entry, rss

WORDS = '<description>&lt;a href="#fn:1"&gt;1&lt;/a&gt;&lt;img src="fair.jpg"&gt;</description>'


def test_words_lead_from_the_page_they_stand_on() -> None:
    html = entry(rss(f"<title>x</title><link>http://hill.example/posts/fair/</link>{WORDS}")).html

    assert 'href="http://hill.example/posts/fair/#fn:1"' in html
    assert 'src="http://hill.example/posts/fair/fair.jpg"' in html


@pytest.mark.parametrize("link", ["", "<link>https://elsewhere.example/news/fair</link>"])
def test_words_about_another_sites_page_lead_from_their_own_home(link: str) -> None:
    assert 'src="https://hill.example/fair.jpg"' in entry(rss(f"<title>x</title>{link}{WORDS}")).html


def test_a_base_that_is_named_comes_before_the_page() -> None:
    words = '<content type="html" xml:base="/files/">&lt;img src="fair.jpg"&gt;</content>'

    html = entry(atom(f'<id>1</id><link href="/posts/fair/"/>{words}')).html
    assert html == '<img src="https://hill.example/files/fair.jpg">'


def test_what_comes_with_the_words_leads_from_home() -> None:
    said = "<link>https://hill.example/posts/fair/</link><enclosure url='fair.jpg' type='image/jpeg'/>"

    one = entry(rss(f"<title>x</title>{said}"))
    assert one.image == one.enclosures[0].url == "https://hill.example/fair.jpg"


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


@pytest.mark.parametrize("guid", ["abc-123", "2026-10-05 fair", "12"])
def test_an_id_that_is_no_address_is_no_link(guid: str) -> None:
    assert entry(rss(f"<title>x</title><guid>{guid}</guid>")).link == ""


@pytest.mark.parametrize("guid", ["https://hill.example/fair", "/fair"])
def test_an_id_that_is_an_address_is_a_link(guid: str) -> None:
    assert entry(rss(f"<title>x</title><guid>{guid}</guid>")).link == "https://hill.example/fair"


def test_a_relative_link_is_one_though_the_id_repeats_it() -> None:
    said = "<title>x</title><link>fair.html</link><guid>fair.html</guid>"

    assert entry(rss(said)).link == "https://hill.example/fair.html"
