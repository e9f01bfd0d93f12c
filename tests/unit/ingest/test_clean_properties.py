"""What cleaning promises for any input at all, searched for counter-examples by hypothesis."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from stories.ingest.clean import clean, clean_html, excerpt, scrub, text_of
from stories.ingest.entry import Enclosure, Entry
from tests.unit.ingest.harmless import complaints

_TAGS = """
    a b p br hr h1 h2 div span ul li table tr td th pre code img svg math style script iframe object title
    textarea noscript template select option form button input marquee font section details summary dl dd dt
    article address legend fieldset center
    mi mglyph foreignObject annotation-xml plaintext xmp listing frameset body html center nobr ruby rt
"""
TAGS = _TAGS.split()
PIECES = [
    *(f"<{tag}>" for tag in TAGS),
    *(f"</{tag}>" for tag in TAGS),
    "<a href='javascript:alert(1)'>", "<a href=\"java\tscript:x\">", "<img src=x onerror=alert(1)>",
    "<img src='http://a.example/i?x=1&y=2' alt='\"><script>'>", "<a href='/b?utm_source=x&a=1'>",
    "<p title='<img src=x onerror=y>'>", "<!--", "-->", "<![CDATA[", "]]>", "<!doctype html>", "<?xml",
    "&lt;script&gt;", "&#0;", "&#1;", "&#x202E;", "&#xD800;", "\x00", "\ud800", "\u202e", "<", ">", "\"", "'",
    "&", "\n", " ", "text",
    "<pre>\n\n",
    "&nbsp;", "<img width=1 height=1 src=//t.example/p>", "<td colspan=2 style=x>",
    "<a id=x class=y data-z=1 hx-get=/x>",
    "<img src=data: data-src=/a.jpg alt='src=\"b\"'>", "<noscript><img src=/a.jpg></noscript>",
]  # fmt: skip
soup = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map("".join)


@given(soup)
@settings(max_examples=300)
@example("<p><marquee><p>x</marquee>")
@example("<li>a<section><li>b")
@example("<table><b>x<tr><td>y</b></table>")
def test_cleaned_html_is_harmless_whatever_went_in(html: str) -> None:
    assert complaints(clean_html(html, base_url="https://hill.example/blog/")) == []


@given(soup)
@settings(max_examples=300)
@example("<pre>\n\n\nx</pre>")
@example("<p><font><p>x</font>")
@example("<li>a<section><li>b")
@example("<dt><table><dd><pre>")
@example("<h1>a</h1><h2>b</h2>")
def test_cleaning_again_changes_nothing(html: str) -> None:
    once = clean_html(html, base_url="https://hill.example/blog/")

    assert clean_html(once, base_url="https://other.example/") == once


@given(soup)
@settings(max_examples=300)
@example("<table><img data-src=/a.jpg><noscript><img src=/a.jpg></noscript><b>x")
def test_an_entry_is_as_settled_as_its_html(html: str) -> None:
    once = clean(Entry(content=html, base_url="https://hill.example/blog/")).html

    assert complaints(once) == []
    assert clean_html(once) == once


@given(soup)
def test_text_is_one_line_a_block_and_its_excerpt_is_short(html: str) -> None:
    text = text_of(clean_html(html))

    assert text == text.strip()
    assert "\n\n" not in text
    assert len(excerpt(text)) <= 280
    assert "\n" not in excerpt(text)


@given(st.text(), st.integers(min_value=0, max_value=50))
def test_scrubbed_text_can_be_stored_and_scrubbing_again_changes_nothing(text: str, limit: int) -> None:
    once = scrub(text, limit=limit)

    once.encode("utf-8")
    assert "\x00" not in once
    assert len(once) <= limit
    assert scrub(once, limit=limit) == once


@given(
    st.builds(
        Entry,
        guid=soup, link=soup, title=soup, content=soup, summary=soup, author=soup, language=st.text(max_size=8),
        tags=st.lists(soup, max_size=3).map(tuple), image=soup, base_url=st.sampled_from(["",
        "https://hill.example/"]),
        enclosures=st.lists(st.builds(Enclosure, url=soup, media_type=soup, size=st.integers() | st.none(),
                                      duration=st.integers() | st.none(), alt=soup), max_size=2).map(tuple),
    )
)  # fmt: skip
def test_any_entry_can_be_cleaned_and_stored_and_comes_out_the_same_twice(entry: Entry) -> None:
    cleaned = clean(entry)

    assert clean(entry) == cleaned
    assert complaints(cleaned.html) == []
    assert len(cleaned.content_hash) == 32
    assert len(cleaned.guid.encode()) <= 2_048
    for address in (cleaned.link, cleaned.image, *(one.url for one in cleaned.enclosures)):
        assert address == "" or address.startswith(("http://", "https://"))
    for line in (cleaned.title, cleaned.author, *cleaned.tags):
        line.encode("utf-8")
        assert "\n" not in line
