"""Where cleaning looks less closely at what is plainly in order, it gives what the close look gives."""

from __future__ import annotations

import json
import re
from html import unescape
from itertools import pairwise
from urllib.parse import urlsplit, urlunsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stories.ingest.clean import clean_html, excerpt, markup, nesting, seen, text_of
from stories.ingest.entry import addresses, text
from tests.unit.ingest.test_clean_properties import soup

BASES = st.sampled_from(["", "http://hill.example/blog/", "https://hill.example/blog/a;b?c#d"])
ADDRESS_PIECES = [
    "http://", "https://", "HTTP://", "//", "/", "?", "#", ";", ":", ":80", ":080", "@", "me:secret@", "%", "%20",
    "&", "=", "a", "B", "é", "hill.example", "Hill.example", "www.google.com/url", "?q=https://a.example/",
    "utm_source=x", "&utm_medium=y", "fbclid=1", "a=1", "..", ".", "-", "_", "~", "[", "]", "{", "|", "\\", " ",
    "feature=x", "youtu.be/", "\t", "\n", "\x00", "'", '"', "(", ")", "+", ",", "*", "!", "$",
    "mailto:", "javascript:",
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
    kept = [pair for pair in parts.query.split("&") if not addresses._is_tracking(pair, found)]

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


@given(spaced)
@example("\u0301\x00\u0301\u0301\u0301\u0301")
def test_long_words_are_looked_at_as_short_ones_are(words: str) -> None:
    plain = "words " * 50

    assert text.scrub(plain + words, limit=1_000) == text.scrub(plain, limit=1_000) + text.scrub(
        words, limit=1_000
    )
    assert text.single_spaced(plain + "." + words) == plain + "." + text.single_spaced(words)


@given(spaced, st.integers(min_value=1, max_value=40))
@example("a  b", 9)
@example(" a ", 9)
@example("a\x7f", 9)
@example("abcd", 3)
def test_a_plain_line_needs_nothing_but_stripping(words: str, limit: int) -> None:
    plain = text.is_plain_line(words, limit=limit)

    assert not plain or words.strip() == text.one_line(words, limit=limit)


@given(soup)
@example('\\u0041 "a" \\')
def test_words_are_quoted_as_json_has_them(html: str) -> None:
    html = text.single_spaced(clean_html(html))

    assert seen._quoted(html) == json.dumps(html)


@given(st.lists(spaced | soup.map(clean_html), max_size=3))
def test_lists_of_words_are_written_as_json_has_them(words: list[str]) -> None:
    assert seen._listed(words) == json.dumps(words)


@given(st.lists(spaced, max_size=3), st.integers(min_value=1, max_value=400))
def test_an_excerpt_is_the_beginning_of_all_the_words(words: list[str], often: int) -> None:
    whole = " ".join(words) * often

    assert excerpt(whole) == text.cut(" ".join(whole[:1_120].split()), limit=280)


NESTED = [
    *(
        f"<{end}{name}>"
        for end in ("", "/")
        for name in ("p", "b", "em", "ul", "li", "div", "h2", "table", "td", "dl")
    ),
    *(
        "<a href='https://a.example/?utm_source=b'>",
        "<a href='https://a..b/?utm_source=b'>",
        "<a href='/c'>",
        "</a>",
    ),
    *(
        "<img src='https://1.2.3/?fbclid=b'>",
        "<img src=/c width=2>",
        "<br>",
        "<hr>",
        "<pre>",
        "</pre>",
        "words",
        "\n",
    ),
    *(
        "&#13;",
        "&amp;lt;",
        "&nbsp;",
        "<q cite='https://xn--a/#b'>",
        "<figure>",
        "<figcaption>",
        "</figure>",
        "<svg>",
    ),
]


@given(st.lists(st.sampled_from(NESTED), max_size=30).map("".join) | soup)
@settings(max_examples=1_000)
@example("<p>a<ul><li><a href='https://a.example/b?utm_source=c'>d</a></ul>")
@example("<a href=/b><em><a href=/c>d")
@example("<a href='https://www.google.com/url?q=http://1.2.3.4.5/'>b</a>")
@example("<p>a&#13;b")
def test_a_second_parse_is_left_out_only_where_it_changes_nothing(html: str) -> None:
    safe, settled = markup._once(html.encode("utf-8", "replace").decode(), "https://hill.example/blog/")

    assert not settled or markup._CLEANER.clean(safe) == safe


NAMES = [
    *nesting._BLOCKS - {"a", "img"},
    "li",
    "figcaption",
    'a href="https://a.example/" rel="noopener nofollow ugc"',
]
NAMES += ["table", "td", "dt", "dl", "dd"]


def _element(name: str, inside: list[str]) -> str:
    return f"<{name}>" if name in nesting._VOID else f"<{name}>{''.join(inside)}</{name.partition(' ')[0]}>"


tree = st.recursive(
    st.sampled_from(["words", "&amp;lt;", "\n", ""]),
    lambda inside: st.builds(_element, st.sampled_from(NAMES), st.lists(inside, max_size=3)),
    max_leaves=8,
)


@given(tree)
@settings(max_examples=2_000)
@example("<p><p>a</p></p>")
@example("<p><b><ul><li>a</li></ul></b></p>")
@example("<h2><h3>a</h3></h2>")
@example("<ul><li><li>a</li></li></ul>")
@example("<pre>\n\na</pre>")
@example("<p>a\r\nb</p>")
@example("<p>a")
@example(_element(NAMES[-6], ["<b>", _element(NAMES[-6], ["a"]), "</b>"]))
def test_what_nests_plainly_is_what_a_parser_leaves_as_it_is(html: str) -> None:
    # As ``_once`` leaves it: no newline begins a <pre>.
    html = markup._PRE_NEWLINE.sub(r"\1", html)
    plainly = "\r" not in html and nesting.nest_plainly(nesting.names_in(html))

    assert not plainly or markup._CLEANER.clean(html) == html


def test_a_story_as_most_are_is_parsed_once() -> None:
    story = (
        "<h1>Fair</h1><p class=a>The <strong>fair</strong> is <a href='https://a.example/b?utm_source=c'>on</a>.<br></p>"
        "<ul><li>tea</li><li><p>cake</p></li></ul><figure><img src='/d.jpg'><figcaption>us</figcaption></figure>"
        "<pre>\n<code>tea = 2</code></pre><figure><img src='/e.jpg'><figcaption><p>them</p></figcaption></figure>"
    )

    assert markup._once(story, "https://hill.example/")[1]


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
        patched.setattr(markup, "_TAG_WITH_MORE", re.compile(r"<([a-z][a-z0-9]*)([^>]*)>"))

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
