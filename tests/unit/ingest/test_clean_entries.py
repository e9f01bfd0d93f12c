"""What an entry looks like once it is fit to store."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from stories.ingest.clean import clean, clean_html, excerpt, text_of
from stories.ingest.clean.plain import to_html
from stories.ingest.entry import Enclosure, Entry
from stories.ingest.entry.text import cut

STORY = Entry(guid="g", link="https://hill.example/a", title="Title", content="<p>Words</p>", author="Jo")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<img src="https://cdn.example/a.jpg?sig=1">', '<img src="https://cdn.example/a.jpg?sig=2">'),
        ('<a href="/x?utm_campaign=mon&id=1">x</a>', '<a href="/x?utm_campaign=tue&id=1">x</a>'),
        ('<p>Words</p><img src="https://t.example/1" width="1" height="1">', "<p>Words</p>"),
        ("<p>Words</p>\n\n<p>More</p>", "<p>Words</p>\n<p>More</p>"),
        ('<p style="color: red" id="n1">Words</p>', '<p style="color: blue" id="n2">Words</p>'),
    ],
    ids=["signed image", "tracking", "pixel", "white space", "styling"],
)
def test_what_moves_at_every_fetch_is_no_edit(before: str, after: str) -> None:
    assert (
        clean(replace(STORY, content=before)).content_hash
        == clean(replace(STORY, content=after)).content_hash
    )


@pytest.mark.parametrize(
    "edit",
    [
        {"title": "Other"}, {"content": "<p>Other</p>"}, {"link": "https://hill.example/b"}, {"author": "Bo"},
        {"tags": ("new",)}, {"image": "https://hill.example/i.jpg"}, {"content": "<p><b>Words</b></p>"},
        {"enclosures": (Enclosure("https://hill.example/a.mp3", "audio/mpeg"),)},
    ],
    ids=str,
)  # fmt: skip
def test_what_a_reader_sees_is_an_edit(edit: dict[str, object]) -> None:
    assert clean(replace(STORY, **edit)).content_hash != clean(STORY).content_hash  # type: ignore[arg-type]  # fields


def test_body_never_has_a_first_level_heading_and_keeps_its_order_of_headings() -> None:
    assert clean_html("<h1>A</h1><h2>B</h2><h6>C</h6>") == "<h2>A</h2><h3>B</h3><h6>C</h6>"
    assert clean_html("<h2>A</h2><h3>B</h3>") == "<h2>A</h2><h3>B</h3>"


def test_every_link_says_that_it_is_somebody_elses() -> None:
    assert clean_html('<a href="https://a.example/" rel="author" target="_top">a</a>') == (
        '<a href="https://a.example/" rel="noopener nofollow ugc">a</a>'
    )


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("mailto:jo@hill.example", ' href="mailto:jo@hill.example"'),
        (" MAILTO:jo@hill.example?subject=Tea&amp;bcc=bo@hill.example", ' href="MAILTO:jo@hill.example"'),
        ("mailto:?subject=Tea&amp;body=https://hill.example/", ""),
        ("mailto:jo@hill.example,bo&quot;@hill.example?", ""),
    ],
)
def test_a_link_to_write_to_somebody_keeps_the_address_alone(sent: str, kept: str) -> None:
    html = clean_html(f'<a href="{sent}">Jo</a>')

    assert html == f'<a{kept} rel="noopener nofollow ugc">Jo</a>'
    assert clean_html(html) == html


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://t.example/p.gif" width="1" height="1">',
        '<img src="https://t.example/p.gif" width="0">',
        '<img src="https://t.example/p.gif" height="1px">',
        '<img src="data:image/png;base64,AAAA">',
        '<img src="cid:1">',
        "<img alt=x>",
        '<iframe src="https://video.example/"></iframe>',
        "<form><input name=q></form>",
        "<style>p { position: fixed }</style>",
        "<video src=https://a.example/v.mp4>no</video>",
    ],
)
def test_what_has_no_place_in_a_story_leaves_nothing(html: str) -> None:
    assert clean_html(html) == ""


def test_html_nested_absurdly_deep_keeps_its_words_and_costs_no_time() -> None:
    started = time.process_time()

    assert text_of(clean_html("<div>" * 50_000 + "found")) == "found"
    assert time.process_time() - started < 1.5  # 20 ms here; what it guards against takes 5 s
    assert clean_html("<ul><li>" * 900 + "x").count("<ul>") <= 100


@pytest.mark.parametrize(
    "hidden", ["\x01", "&#1;", "&#x1b;", "\u202e", "&#x202E;", "&#xD800;", "\ud800", "\x00"]
)
def test_characters_that_cannot_be_stored_or_turn_the_line_hide_in_no_reference(hidden: str) -> None:
    html = clean_html(f'<p>a{hidden}b <a href="java{hidden}script:alert(1)" title="{hidden}">c</a></p>')

    assert not set("\x00\x01\x1b\u202e\ud800") & set(html + text_of(html))
    assert "script:" not in html


def test_lines_of_code_keep_their_indentation() -> None:
    assert clean_html("<pre>" + "\n" * 9 + "  x\n\n  y</pre>") == "<pre>  x\n\n  y</pre>"


def test_accents_piled_up_do_not_climb_over_their_neighbours() -> None:
    assert clean(Entry(title="Z" + "\u0301" * 500 + "algo")).title == "Z" + "\u0301" * 4 + "algo"


def test_plain_text_keeps_its_paragraphs_lines_and_links() -> None:
    html = clean(Entry(content="One\ntwo\n\nthree https://a.example/x?a=1&amp;b=2.")).html

    assert html == (
        '<p>One<br>two</p><p>three <a href="https://a.example/x?a=1&amp;b=2" rel="noopener nofollow ugc">'
        "https://a.example/x?a=1&amp;b=2</a>.</p>"
    )


@pytest.mark.parametrize(
    ("sent", "address"),
    [
        ("See &lt;https://a.example/x&gt; now", "https://a.example/x"),
        ("See &quot;https://a.example/x&quot; now", "https://a.example/x"),
        ("See &#8220;https://a.example/x&#8221; now", "https://a.example/x"),
        ("See https://a.example/x&nbsp;now", "https://a.example/x"),
        ("See https://a.example/x?a=1&b=2, now", "https://a.example/x?a=1&amp;b=2"),
        ("See https://a.example/x?a=1&#038;b=2 now", "https://a.example/x?a=1&amp;b=2"),
        ("https://a.example/wiki/Bolton_(town)", "https://a.example/wiki/Bolton_(town)"),
        ("(see https://a.example/x)", "https://a.example/x"),
    ],
)
def test_a_bare_link_ends_where_its_address_ends(sent: str, address: str) -> None:
    assert f'<a href="{address}" rel="noopener nofollow ugc">{address}</a>' in clean(Entry(content=sent)).html


@pytest.mark.parametrize(
    "again", ["http://", "(a)", "(", "&amp;", "&#1", ".", "http://a.b/....", "http://(aaaa"]
)
def test_looking_for_links_takes_no_time(again: str) -> None:
    started = time.process_time()
    to_html("https://a.example/" + again * (1_000_000 // len(again)))

    assert time.process_time() - started < 1.5  # 0.1 s here


def test_summary_stands_in_for_a_missing_body() -> None:
    assert clean(Entry(summary="<p>Short</p>", content="  ")).text == "Short"


def test_text_has_a_line_for_each_block_and_none_for_emphasis() -> None:
    assert (
        text_of("<p>One <b>t</b>wo</p><ul><li>a</li><li>b&nbsp;&amp; c</li></ul>x<br>y")
        == "One two\na\nb & c\nx\ny"
    )


def test_excerpt_ends_at_a_word() -> None:
    short = excerpt("word " * 100)

    assert len(short) <= 280
    assert short.endswith("word…")
    assert excerpt("All\nof it") == "All of it"


def test_cutting_splits_no_family_and_no_accent() -> None:
    family = "👩‍👩‍👧"
    assert cut("x" * 5 + family, limit=8) == "xxxxx…"
    assert cut("abce\u0301f", limit=5) == "abc…"


def test_long_guid_is_hashed_and_long_guids_stay_apart() -> None:
    one, other = clean(Entry(guid="x" * 5_000 + "1")), clean(Entry(guid="x" * 5_000 + "2"))

    assert one.guid.startswith("sha256:")
    assert one.guid != other.guid
    assert clean(Entry(guid=" t:1\n")).guid == "t:1"


def test_fields_are_capped() -> None:
    entry = clean(
        Entry(
            title="word " * 1_000,
            content="x" * 1_000_000,
            link="https://hill.example/" + "a" * 9_000,
            tags=tuple(f"t{number}" for number in range(100)),
            enclosures=tuple(Enclosure(f"https://hill.example/{number}.mp3") for number in range(100)),
        )
    )

    assert len(entry.title) <= 300
    assert len(entry.text) <= 256 * 1024
    assert entry.link == ""
    assert len(entry.tags) == 20
    assert len(entry.enclosures) == 10


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("en_GB", "en-gb"),
        (" CY ", "cy"),
        ("english", ""),
        ("en; x", ""),
        ("", ""),
        ("zh-Hant-TW", "zh-hant-tw"),
    ],
)
def test_language_is_a_language_tag_or_nothing(sent: str, kept: str) -> None:
    assert clean(Entry(language=sent)).language == kept


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        (Entry(content="Words"), "post"),
        (Entry(link="https://www.youtube.com/watch?v=1", title="Film"), "video"),
        (Entry(enclosures=(Enclosure("https://a.example/v.mp4", "video/mp4"),)), "video"),
        (Entry(enclosures=(Enclosure("https://a.example/a.mp3", "audio/mpeg"),)), "audio"),
        (Entry(content="Hi", enclosures=(Enclosure("https://a.example/p.jpg", "image/jpeg"),)), "photo"),
        (
            Entry(
                title="T",
                content="word " * 90,
                enclosures=(Enclosure("https://a.example/p.jpg", "image/jpeg"),),
            ),
            "post",
        ),
    ],
)
def test_kind_is_what_the_entry_mostly_is(entry: Entry, kind: str) -> None:
    assert clean(entry).kind == kind
