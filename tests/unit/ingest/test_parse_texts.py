"""Which of its many texts are an entry's words, and what must not be left in them."""

from __future__ import annotations

import pytest

from tests.unit.ingest.both_readers import atom, entries, entry, rss

NOTES = "<description><![CDATA[<p>Long <b>notes</b></p>]]></description>"
SPOKEN = "<itunes:summary>Short.</itunes:summary>"
XHTML = '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{}</div></content>'


def test_what_a_channel_says_of_itself_takes_no_episodes_notes() -> None:
    head = "<itunes:summary>About</itunes:summary><description>About</description>"
    items = [f"<title>{number}</title>{NOTES}{SPOKEN}" for number in (2, 1)]

    assert [one.html for one in entries(rss(*items, head=head))] == ["<p>Long <b>notes</b></p>"] * 2


@pytest.mark.parametrize(
    "said",
    [
        NOTES + SPOKEN,
        SPOKEN + NOTES,
        NOTES + "<itunes:summary>&lt;p&gt;Short.&lt;/p&gt;</itunes:summary>",
        "<content:encoded></content:encoded>" + NOTES + SPOKEN,
        NOTES + "<content:encoded/>" + SPOKEN,
    ],
)
def test_notes_are_never_replaced_by_the_short_summary_of_an_episode(said: str) -> None:
    assert entry(rss(f"<title>One</title>{said}")).text == "Long notes"


@pytest.mark.parametrize("said", [SPOKEN, "<description/>" + SPOKEN, SPOKEN + "<content:encoded/>"])
def test_the_short_summary_of_an_episode_is_its_words_where_there_are_no_others(said: str) -> None:
    assert entry(rss(f"<title>One</title>{said}")).text == "Short."


def test_line_breaks_in_xhtml_are_single() -> None:
    said = XHTML.format("<p>one<br/>two<br />three</p>")

    assert entry(atom(f"<id>1</id>{said}")).html == "<p>one<br>two<br>three</p>"


def test_two_blocks_of_xhtml_stay_two() -> None:
    said = XHTML.format("one<br/>").replace("</content>", "<div>two</div></content>")

    assert entry(atom(f"<id>1</id>{said}")).text.split() == ["one", "two"]
