"""What publishers' systems make of a story, and what is made of that: nothing a reader would have seen is lost."""

from __future__ import annotations

import pytest

from stories.ingest.clean import clean, clean_html, text_of
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
