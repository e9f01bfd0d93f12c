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


@pytest.mark.parametrize("end", ["<br />", "<br>", "<BR/>"])
def test_a_title_with_a_line_break_shows_no_markup(end: str) -> None:
    title = f"<title><![CDATA[Tea & cake{end}Saturday <3]]></title>"

    assert entry(rss(title)).title == "Tea & cake Saturday <3"


def test_plain_text_in_atom_is_to_the_letter() -> None:
    assert entry(atom("<id>1</id><title>What &lt;br /&gt; does</title>")).title == "What <br /> does"


@pytest.mark.parametrize(
    "said",
    [
        "<description>&lt;![CDATA[&lt;p&gt;Hello&lt;/p&gt;]]&gt;</description>",
        "<description><![CDATA[<![CDATA[<p>Hello</p>]]]]>&gt;</description>",
        "<content:encoded> &lt;![CDATA[ Hello ]]&gt; </content:encoded>",
    ],
)
def test_a_cdata_section_in_another_one_leaves_no_traces(said: str) -> None:
    assert entry(rss(f"<title>&lt;![CDATA[Fair]]&gt;</title>{said}")).text == "Hello"
    assert entry(rss(f"<title>&lt;![CDATA[Fair]]&gt;</title>{said}")).title == "Fair"
