"""A document is looked at for what is worth taming; a pattern that is passed over would have found nothing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from stories.ingest.parse import repair, taming
from stories.ingest.parse.names import Names, NotUnderstood
from stories.ingest.parse.taming import tame

PIECES = [
    "<category>x</category>" * 60, "<category/>" * 61, "<dc:Category term='x'/>\n" * 61, "<category/>",
    "<category><![CDATA[x]]></category>" * 30, "</item><item>", "</entry>", "</Atom:Entry>", "</ITEM >", "<p>",
    "<author>" + "a" * 1_999, "<author>" + "a" * 2_000, "<author><![CDATA[" + "é" * 2_000, "</author>",
    "![CDATA[" + "a" * 2_000, "<![CDATA[" + "a" * 2_000, "<author>", "<dc:Creator id='1'>", "a" * 2_000,
    "<x a='" + "b" * 15_990, "<x a='" + "b" * 16_010, "'/>", "'>", "words", "\ud800",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
@settings(max_examples=300)
def test_what_is_passed_over_is_tame_already(text: str) -> None:
    closely, names = taming._LONG_NAME.subn(r"<\1>", taming._HUGE_TAG.sub(taming._without_attributes, text))
    closely, categories = taming._CATEGORIES.subn(r"\1", closely)

    found, warnings = tame(text)

    assert found == closely
    assert len(warnings) == bool(names) + bool(categories)


@given(
    st.text(
        st.sampled_from("a<é\n\t\x00\x0b\x1f\x7f\x80\ud800\ufffe\uffff\U0001fffe") | st.characters(),
        max_size=30,
    )
)
def test_characters_that_xml_does_not_allow_are_never_passed_over(text: str) -> None:
    text = text.replace("&", "")

    assert repair._legal(text)[0] == repair._ILLEGAL.sub("", text)


def test_a_prefix_is_heard_of_wherever_it_is_declared() -> None:
    declared = "<item xmlns:x='http://vocabulary.example/'><x:price>1</x:price></item>"

    at_root = Names({"x": "http://vocabulary.example/"}, "")
    price = "{http://vocabulary.example/}price"
    assert Names({}, declared)[price] == at_root[price] == "x:price"
    assert _is_refused("<item xmlns:dc = 'http://vocabulary.example/'>", dc="http://other.example/")


def _is_refused(later: str, **bound: str) -> bool:
    try:
        Names(dict[str | None, str](bound), later)  # type: ignore[arg-type]  # keys of lxml may be None
    except NotUnderstood:
        return True
    return False
