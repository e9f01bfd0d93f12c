"""Words typed into our own form: shown as typed, harmless whatever they are, and given back to be changed."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stories.ingest.clean import text_of, typed_html, typed_words
from tests.unit.ingest.harmless import complaints
from tests.unit.ingest.test_clean_properties import PIECES

typing = st.lists(
    st.sampled_from([*PIECES, "\n\n", "\r\n", "https://a.example/x?a=1&b=2 "]) | st.text(max_size=9)
)


@pytest.mark.parametrize(
    "typed, html",
    [
        ("One line.", "<p>One line.</p>"),
        ("First.\n\nSecond.\nand more", "<p>First.</p><p>Second.<br>and more</p>"),
        ("First.\r\n\r\n \r\nSecond.", "<p>First.</p><p>Second.</p>"),
        ("I <3 tea & cake", "<p>I &lt;3 tea &amp; cake</p>"),
        ("<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>"),
        ("", ""),
        (" \n\t\n ", ""),
        ("دوپہر کا کھانا", "<p>دوپہر کا کھانا</p>"),
    ],
)
def test_what_was_typed_is_what_is_shown(typed: str, html: str) -> None:
    assert typed_html(typed) == html


def test_an_address_becomes_a_link_that_gives_nothing_away() -> None:
    html = typed_html("See https://hall.example/rota?utm_source=x&day=3.")
    assert html == (
        '<p>See <a href="https://hall.example/rota?day=3" rel="noopener nofollow ugc">'
        "https://hall.example/rota?utm_source=x&amp;day=3</a>.</p>"
    )


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("See <https://hall.example/a> now", "https://hall.example/a"),
        ('See "https://hall.example/a" now', "https://hall.example/a"),
        ("Bolton: https://hall.example/Bolton_(town).", "https://hall.example/Bolton_(town)"),
        ("Bolton (see https://hall.example/a)", "https://hall.example/a"),
        ("https://hall.example/a?b=1&lt;c", "https://hall.example/a?b=1&amp;lt;c"),
    ],
)
def test_a_typed_link_ends_where_its_address_ends(typed: str, address: str) -> None:
    assert f'<a href="{address}" rel="noopener nofollow ugc">{address}</a>' in typed_html(typed)


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "javascript:alert(1)",
        'https://a.example/"onmouseover="alert(1)',
        "https://a.example/<svg/onload=alert(1)>",
        "</p></div><iframe src=//a.example>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "\x00\ud800\u202ereversed",
    ],
)
def test_hostile_words_stay_words(hostile: str) -> None:
    html = typed_html(hostile)
    assert complaints(html) == []
    assert "<img" not in html and "<svg" not in html


@given(typing.map("".join))
def test_typed_words_are_harmless_whatever_they_are(typed: str) -> None:
    assert complaints(typed_html(typed)) == []


@given(typing.map("".join))
@example("a\n\nb\nc <b>")
def test_words_come_back_to_be_changed_and_change_nothing(typed: str) -> None:
    html = typed_html(typed)
    assert typed_html(typed_words(html)) == html


def test_paragraphs_come_back_as_paragraphs() -> None:
    assert typed_words(typed_html("First.\n\nSecond,\nhttps://a.example/b & <c>")) == (
        "First.\n\nSecond,\nhttps://a.example/b & <c>"
    )
    assert text_of(typed_html("First.\n\nSecond.")) == "First.\nSecond."
