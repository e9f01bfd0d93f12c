"""Where cleaning looks less closely at what is plainly in order, it gives what the close look gives."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise
from urllib.parse import urlsplit, urlunsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stories.ingest.clean import clean_html, markup, text_of
from stories.ingest.entry import addresses, text
from tests.unit.ingest.test_clean_properties import soup

BASES = st.sampled_from(["", "http://hill.example/blog/", "https://hill.example/blog/a;b?c#d"])
ADDRESS_PIECES = [
    "http://", "https://", "HTTP://", "//", "/", "?", "#", ";", ":", ":80", ":080", "@", "me:secret@", "%", "%20",
    "&", "=", "a", "B", "é", "hill.example", "Hill.example", "www.google.com/url", "?q=https://a.example/",
    "utm_source=x", "&utm_medium=y", "fbclid=1", "a=1", "..", ".", "-", "_", "~", "[", "]", "{", "|", "\\", " ",
    "\t", "\n", "\x00", "'", '"', "(", ")", "+", ",", "*", "!", "$", "mailto:", "javascript:",
]  # fmt: skip
address_soup = st.lists(st.sampled_from(ADDRESS_PIECES), max_size=12).map("".join)
address = st.builds(
    "{}{}".format, st.sampled_from(["", "http://a.example", "https://a.example/"]), address_soup
)
SPACES = "  \t\n\r\f\v\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
spaced = st.text(st.sampled_from(SPACES + "ab<>é\u0301") | st.characters(), max_size=30)


@given(address, BASES)
@settings(max_examples=500)
@example("http://a.example?", "http://b.example/")
@example("http://a.example/b;", "http://b.example/")
@example("http://a.example/b?#", "")
@example("http://a.example:/", "")
def test_an_address_in_plain_spelling_is_what_resolving_gives(one: str, base: str) -> None:
    assert addresses.resolve(one, base=base) == addresses._resolved(one, base)


@given(address)
@settings(max_examples=500)
@example("http://a.example/?utm_source=x&&")
@example("http://a.example?fbclid=1#b?c")
def test_trackers_leave_an_address_as_if_it_had_been_taken_apart(one: str) -> None:
    found = addresses.resolve(one)
    parts = urlsplit(found)
    kept = [pair for pair in parts.query.split("&") if not addresses._is_tracking(pair)]

    assert addresses.without_tracking(found) == urlunsplit(parts._replace(query="&".join(kept)))


@given(spaced)
def test_white_space_of_every_kind_is_one_space(words: str) -> None:
    assert text.single_spaced(words) == re.sub(r"\s+", " ", words)


def test_no_white_space_but_the_space_is_printable() -> None:
    spaces = [chr(code) for code in range(0x110000) if chr(code).isspace()]

    assert [space for space in spaces if space.isprintable()] == [" "]


@given(spaced, st.integers(min_value=0, max_value=40))
@example("a\u0301\u0301\u0301\u0301\u0301\u0301", 40)
@example("\u0301\x00\u0301\u0301\u0301\u0301", 40)
def test_scrubbing_finds_what_has_to_go(words: str, limit: int) -> None:
    wanted = text._UNWANTED.sub("", words[: limit * 2])

    assert text.scrub(words, limit=limit) == text._STACKED.sub(r"\1", wanted)[:limit]


@given(soup)
@settings(max_examples=300)
def test_text_has_the_lines_that_every_space_looked_at_gives(html: str) -> None:
    html = clean_html(html)
    blocks = re.sub(rf"</?(?:{BLOCKS})(?:\s[^>]*)?>", "\n", html.replace("\n", " "))
    lines = re.sub(r"[^\S\n]+", " ", blocks)
    words = unescape(re.sub(r"<[^>]*>", "", lines)).replace("\xa0", " ")

    assert text_of(html) == re.sub(r" ?\n[\n ]*", "\n", words).strip()


BLOCKS = (
    "blockquote|br|caption|dd|details|div|dl|dt|figcaption|figure|h[1-6]|hr|li|ol|p|pre|summary|table"
    "|tbody|td|tfoot|th|thead|tr|ul"
)
LINKS = [
    "<a href='https://a.example/'>", "<a href='https://a.example/b?c=d'>", "<a href='https://a.example/b#c'>",
    "<a href='/b/c'>", "<a href='https://A.example/b' title='c'>", "<a href='https://a.example/b;c'>", "</a>",
    "<img src='https://a.example/b.jpg'>", "<img src='https://a.example/b.jpg' alt='c'>", "<img alt='c'>", "<img>",
    "<img src='https://a.example/b.jpg' width=1>", "<p lang=cy>", "<p lang=2>", "<td dir=x>", "<br lang=2>", "<h1>",
    "<h5>", "<h6>", "</h1>", "<pre>\n", "words",
]  # fmt: skip


@given(st.lists(st.sampled_from(LINKS), max_size=30).map("".join) | soup)
@settings(max_examples=300)
def test_tags_that_are_passed_over_are_as_they_should_be(html: str) -> None:
    short = clean_html(html, base_url="https://hill.example/blog/")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(markup, "_TAG_WITH_MORE", markup._TAG)

        assert clean_html(html, base_url="https://hill.example/blog/") == short


def test_what_stands_side_by_side_is_not_deep() -> None:
    items = "".join(
        f"<li><a href='https://a.example/{n}?b=c'>{n}</a><br><img src='/{n}.png'>" for n in range(300)
    )
    html = clean_html(f"<ul>{items}</ul>", base_url="https://hill.example/")

    assert [html.count(tag) for tag in ("<li>", "</li>", "<a ", "</a>", "<img ")] == [300] * 5


@pytest.mark.parametrize("deep", [99, 100, 101, 150])
def test_only_what_stands_too_deep_loses_its_tags(deep: int) -> None:
    html = clean_html(f"{'<em>' * deep}deep{'</em>' * deep}<b>flat</b>")

    assert html.count("<em>") == html.count("</em>") == min(deep, 100)
    assert html.endswith("<b>flat</b>")


def test_every_heading_goes_down_by_one_and_none_below_the_last() -> None:
    html = clean_html("".join(f"<h{n} lang=cy>{n}</h{n}>" for n in range(1, 7)))
    levels = re.findall(r"<h(\d) lang", html)

    assert levels == ["2", "3", "4", "5", "6", "6"]
    assert all(one <= other for one, other in pairwise(levels))
