"""What publishers' systems make of a story, and what is made of that: nothing a reader would have seen is lost."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest

from stories.ingest.clean import clean, clean_html, text_of
from stories.ingest.clean.mending import once_each, shortened, with_late_pictures, without_preview
from stories.ingest.entry import Entry

BLOCKS = (
    "address", "article", "aside", "center", "fieldset", "footer", "form", "header", "hgroup", "legend", "main",
    "nav", "section",
)  # fmt: skip


@pytest.mark.parametrize("name", BLOCKS)
def test_blocks_that_are_not_kept_still_part_words(name: str) -> None:
    html = f"<{name} class=a>One.</{name}><{name.upper()} lang=cy>Two.</{name.upper()}>"

    assert clean(Entry(content=html)).text == "One.\nTwo."
    assert clean_html(html) == '<div>One.</div><div lang="cy">Two.</div>'


@pytest.mark.parametrize("name", BLOCKS)
def test_blocks_that_are_not_kept_leave_nothing_where_they_hold_nothing(name: str) -> None:
    assert clean_html(f"<p>One.</p><{name}><input></{name}>") == "<p>One.</p>"


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_that_is_not_kept_ends_up_where_a_div_may_stand(name: str) -> None:
    html = clean_html(f"<p>One <{name}>two<li>three</p>four")

    assert clean_html(html) == html
    assert sorted(text_of(html).split()) == ["One", "four", "three", "two"]


@pytest.mark.parametrize("quote", ['"', "'", ""])
@pytest.mark.parametrize("scheme", ["data:image/png;base64,", "DATA:font/woff2;base64,"])
def test_words_and_films_behind_a_huge_inlined_picture_are_kept(quote: str, scheme: str) -> None:
    film = '<iframe src="https://player.vimeo.com/video/76979871"></iframe>'
    picture = f"<img alt=tea src={quote}{scheme}{'A' * 300_000}{quote}>"
    cleaned = clean(Entry(content=f"<p>before</p>{picture}<p>after</p>{film}"))

    assert (cleaned.html, len(cleaned.enclosures)) == ("<p>before</p><p>after</p>", 1)


LATE = "https://a.example/tea.jpg?w=300&amp;h=200"
SHOWN = f'<img src="{LATE}">'


@pytest.mark.parametrize(
    "sent",
    [
        f'<img src="data:image/gif;base64,R0lGOD" data-src="{LATE}">',
        f'<img data-lazy-src="{LATE}" data-lazy-srcset="{LATE} 300w" src="">',
        f'<img data-src="javascript:alert(1)" data-lazy-src="{LATE}">',
        f'<noscript><img src="{LATE}"></noscript>',
        f'<img src="data:,"><NOSCRIPT id=a>Please allow scripts. <b><img src="{LATE}"></b></NOSCRIPT>',
        f'<img src="data:," data-src="{LATE}">\n<noscript><img src="{LATE}" width="300"></noscript>',
        f'<img src="{LATE}"><noscript><img src="{LATE}"></noscript><noscript><img src="{LATE}"></noscript>',
    ],
)
def test_a_picture_that_waits_for_a_script_is_shown_once(sent: str) -> None:
    assert clean(Entry(content=sent)).html == SHOWN


@pytest.mark.parametrize(
    "sent",
    [
        "<noscript>Please allow scripts.</noscript>",
        '<noscript><img src="https://t.example/a" width=1 height=1></noscript>',
        '<noscript><img src="https://t.example/a" style="display:none"></noscript>',
        '<noscript><iframe src="https://t.example/a"></iframe></noscript>',
        '<img data-src="javascript:alert(1)">',
        '<img data-src="data:image/gif;base64,R0lGOD">',
        "<img alt=' src=a data-src=\"https://a.example/b.jpg\"'>",
    ],
)
def test_nothing_else_that_waits_for_a_script_leaves_anything(sent: str) -> None:
    assert clean(Entry(content=sent)).html == ""


def test_a_picture_that_is_there_is_not_looked_for_elsewhere() -> None:
    html = '<img src="https://a.example/small.jpg" data-src="https://a.example/large.jpg">'

    assert clean_html(html) == '<img src="https://a.example/small.jpg">'


def test_different_pictures_and_those_apart_are_all_shown() -> None:
    late = "<img src=https://a.example/c.jpg>"
    html = "".join(
        f'<img src="https://a.example/{name}.jpg"><noscript>{between}</noscript>'
        for name, between in (("a", ""), ("b", ""), ("a", late))
    )

    assert re.findall(r"/(.)\.jpg", clean(Entry(content=html)).html) == ["a", "b", "a", "c"]


PREVIEW = '<div style="display:none;max-height:0">Preview &zwnj;&nbsp;<b>&zwnj;</b></div>'


@pytest.mark.parametrize(
    "before",
    [
        "", " ", "<!doctype html><html><head><title>A</title><style>p { top: 0 }</style></head><body>\n",
        "<!-- a -->", "<table><tr><td>", "&nbsp;<img src=/a.jpg>",
    ],
)  # fmt: skip
def test_what_a_letter_says_unseen_before_its_words_does_not_open_the_story(before: str) -> None:
    assert clean(Entry(content=f"{before}{PREVIEW}<p>Words</p>")).excerpt == "Words"


@pytest.mark.parametrize(
    "html",
    [
        f"<p>Words</p>{PREVIEW}",
        f"Words {PREVIEW}",
        "<div style='display: none'>Words <div>and</div> more</div>",
        "<p style='display: none'>Words<p>More",
        f"<div style='display: none'>{'Words ' * 1_000}</div>",
        "<div style='display: none'>Words",
        "<div style='display: none'>Words</div><p>&nbsp;</p>",
        "<div title=' style=&quot;display: none&quot;'>Words</div>",
    ],
)
def test_words_that_a_reader_may_ask_for_stay(html: str) -> None:
    assert clean(Entry(content=html)).text == text_of(clean_html(html))


@pytest.mark.parametrize("work", [shortened, without_preview, with_late_pictures, once_each])
@pytest.mark.parametrize(
    "again",
    [
        "data:", "data:a", "data:a/", "data:a/b ", "data:/", "<img src='data:image/png,", "<noscript>",
        "<noscript ", "<noscript><", "<noscript><img></noscript>", "<noscript><img style='", '<img src="a">',
        "<img src=", '<img src="',
        "<noscript><img" + " style='display " * 9_000,
        "<b>", "<!-", "<!-- ", "<style>", "<style><", "&nbsp;", "<div",
        "<div" + " style='display:none' " * 9_000, "<div style='display:none'>", "<!",
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else value.__name__,
)  # fmt: skip
def test_putting_right_takes_no_time(work: Callable[[str], str], again: str) -> None:
    started = time.process_time()
    work(again * (1_000_000 // len(again)))

    assert time.process_time() - started < 1.5  # 0.1 s here
