"""A document of which most is known is read as the whole would be, and cut only where that is beyond doubt."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stories.ingest.reading import Known, Read, Request
from stories.ingest.reading.child import read
from stories.ingest.reading.slices import Sliced, cut
from tests.integration.ingest.feeds import item, rss
from tests.unit.ingest.test_clean_properties import soup

URL = "https://allotment.example/feed"
FEEDS = Path(__file__).parents[2] / "feeds"
ATOM = (
    b'<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="cy"><title>T</title>'
    b'<entry><id>a</id><title>A</title><link href="/a"/><updated>2026-06-01T00:00:00Z</updated></entry>\n'
    b'<entry><id>b</id><title>B</title><link href="/b"/><updated>2026-06-02T00:00:00Z</updated></entry></feed>'
)


def whole(body: bytes) -> Read:
    answer = read(Request(body, URL))
    assert isinstance(answer, Read)
    return answer


def sliced(body: bytes, *, url: str = URL, content_type: str = "") -> Sliced:
    found = cut(body, url=url, content_type=content_type)
    assert found is not None
    return found


def others(body: bytes, before: bytes) -> Read:
    """The document as it is read where the one before is known."""
    last = whole(before)
    answer = read(Request(body, URL, known=Known(last.context, frozenset(last.marks))))
    assert isinstance(answer, Read)
    return answer


@pytest.mark.parametrize("path", sorted(FEEDS.glob("*.[ar][ts][os]*")), ids=lambda path: path.name)
def test_what_is_left_of_a_known_document_reads_as_it_did_in_the_whole(path: Path) -> None:
    body = path.read_bytes()
    everything = whole(body)
    for left in everything.marks:
        known = Known(everything.context, frozenset(everything.marks) - {left})
        part = read(Request(body, URL, known=known))
        assert isinstance(part, Read)
        assert part.marks == everything.marks
        assert part.familiar == tuple(mark for mark in everything.marks if mark != left)
        assert part.entries == (everything.entries[everything.marks.index(left)],)
        assert part.document == everything.document


@given(st.lists(soup, min_size=2, max_size=5, unique=True), st.data())
@settings(max_examples=300)
def test_any_words_are_read_the_same_with_and_without_their_neighbours(
    words: list[str], data: st.DataObject
) -> None:
    sent = [one.encode("utf-8", "replace").decode() for one in words]
    quoted = [
        f"<item><guid>{number}</guid><description><![CDATA[{one}]]></description></item>"
        for number, one in enumerate(sent, start=len(sent))
    ]
    body = rss(*(item(number, words=one) for number, one in enumerate(sent)), *quoted)
    everything = read(Request(body, URL))
    if not isinstance(everything, Read) or not everything.marks:  # always read whole
        return
    known = data.draw(st.sets(st.sampled_from(everything.marks)))
    part = read(Request(body, URL, known=Known(everything.context, frozenset(known))))
    assert isinstance(part, Read)
    assert part.entries == tuple(
        entry
        for entry, mark in zip(everything.entries, everything.marks, strict=True)
        if mark not in part.familiar
    )


def test_only_what_is_new_is_read() -> None:
    part = others(rss(item(3), item(1), item(2)), rss(item(1), item(2)))
    assert [entry.title for entry in part.entries] == ["Story 3"]
    assert len(part.familiar) == 2


def test_what_comes_behind_an_entry_with_a_base_of_its_own_is_read_the_same() -> None:
    based = ATOM.replace(b"<title>A</title>", b'<title xml:base="https://one.example/">A</title>')
    everything = whole(based)
    known = Known(everything.context, {everything.marks[0]})
    part = read(Request(based, URL, known=known))
    assert isinstance(part, Read)
    assert (part.familiar, part.entries) == ((everything.marks[0],), everything.entries[1:])


def test_an_edited_entry_is_read_again() -> None:
    part = others(rss(item(1), item(2, title="Put right")), rss(item(1), item(2)))
    assert [entry.title for entry in part.entries] == ["Put right"]


def test_one_entry_is_read_even_where_all_are_known() -> None:
    part = others(rss(item(2), item(3)), rss(item(1), item(2), item(3)))
    assert [entry.title for entry in part.entries] == ["Story 2"]


@pytest.mark.parametrize(
    "head",
    [
        {"title": "Another allotment"},
        {"home": "https://elsewhere.example/"},  # what relative addresses lead from
    ],
    ids=lambda head: next(iter(head)),
)
def test_where_something_around_them_changed_all_entries_are_read(head: dict[str, str]) -> None:
    part = others(rss(item(1), item(2), **head), rss(item(1), item(2)))
    assert (len(part.entries), part.familiar) == (2, ())


def test_a_build_date_is_no_change_around_them() -> None:
    part = others(rss(item(1), item(2), built="Tue"), rss(item(1), item(3), built="Mon"))
    assert len(part.familiar) == 1


def test_entries_are_known_at_one_address_and_in_one_encoding_only() -> None:
    contexts = {
        sliced(ATOM).context,
        sliced(ATOM, url="https://elsewhere.example/feed").context,
        sliced(ATOM, content_type="text/xml; charset=latin-1").context,
        sliced(ATOM.replace(b'"cy"', b'"en"')).context,
    }
    assert len(contexts) == 4


def test_nothing_is_lost_by_cutting() -> None:
    found = sliced(ATOM)
    assert found.entries[0].startswith(b"<entry><id>a") and found.entries[1].endswith(b"</entry>")
    assert found.without(Known(b"of another document", found.marks)) == (ATOM, ())


@pytest.mark.parametrize(
    "body",
    [
        rss(),
        b'{"version": "https://jsonfeed.org/version/1.1"}',
        rss(item(1), item(2), title="long " * 20_000),
        rss(item(1), item(1)),
        rss(item(1)).replace(b"</item>", b""),
        rss("<item><item></item></item>"),
        rss("<item><description><![CDATA[</item>]]></description></item>"),
        rss("<item><description><!-- </item> --></description></item>"),
        rss("<item><title>Caf\u00e9</title></item>").decode().encode("latin-1"),
        rss(item(1)).decode().encode("utf-16"),
    ],
    ids=[
        "no entry", "JSON", "a long head", "the same twice", "never closed", "one in another",
        "a CDATA section cut through", "a comment cut through", "not UTF-8", "wide letters",
    ],
)  # fmt: skip
def test_what_is_not_plainly_cut_is_not_cut_at_all(body: bytes) -> None:
    assert cut(body, url=URL, content_type="") is None


@pytest.mark.parametrize(
    "body",
    [
        rss(item(1), "<item></item>"),
        rss(item(1), item(2)).replace(b"</channel>", b""),
        rss(item(1), item(2)).replace(b"Story 2", b"Story & 2"),
        rss(item(1), item(2), "<ITEM><title>Three</title></ITEM>"),
    ],
    ids=["one without words", "not well-formed", "a bare ampersand", "one in capitals"],
)
def test_nothing_is_known_of_a_document_that_is_odd(body: bytes) -> None:
    answer = whole(body)
    assert answer.entries
    assert answer.marks == ()
