"""What goes over the pipes of the parse child comes out at their other end as it went in, or not at all."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stories.ingest.clean import clean
from stories.ingest.entry import Document, Enclosure, Entry, SetAside, Unreadable
from stories.ingest.reading import Read
from stories.ingest.reading.frames import frame, pack_answer, unframe, unpack_answer
from tests.unit.ingest.test_clean_properties import soup

PICTURE = Enclosure("https://a.example/b.jpg", "image/jpeg", 7, "c", None, "d")
TOLD = Read(
    Document(
        title="Hill", warnings=("one", "two"), set_aside=(SetAside(3, "empty"),), deleted=("x",), wait=60
    ),
    tuple(
        clean(Entry(guid=word, content=f"<p>{word} &amp; tea</p>", tags=(word,), enclosures=(PICTURE,)))
        for word in ("Te", "चाय")
    ),
)


@given(st.lists(soup, max_size=4))
@settings(max_examples=300)
@example(["&#0;", "\x00\ud800", "", "&NewLine;a\n\n"])
def test_every_entry_arrives_as_it_was_cleaned(words: list[str]) -> None:
    at = datetime(2026, 6, 5, 11, 0, tzinfo=UTC)
    entries = tuple(
        clean(Entry(title=one, content=one, guid=one, link=one, tags=(one,), published_at=at))
        for one in words
    )

    assert unpack_answer(pack_answer(Read(Document(), entries))) == Read(Document(), entries)


def test_what_a_document_says_of_itself_arrives_too() -> None:
    bad = Unreadable("not_a_feed", "this is a web page", leads=("https://a.example/\ud800",))

    assert unpack_answer(pack_answer(TOLD)) == TOLD
    assert unpack_answer(pack_answer(bad)) == bad


@given(st.data())
@settings(max_examples=500)
def test_a_broken_answer_is_refused_in_one_of_the_foreseen_ways(data: st.DataObject) -> None:
    payload = pack_answer(TOLD)
    start = data.draw(st.integers(0, len(payload)))
    end = data.draw(st.integers(start, len(payload)))
    broken = payload[:start] + data.draw(st.binary(max_size=6)) + payload[end:]

    with suppress(ValueError, TypeError, KeyError, AttributeError):
        unpack_answer(broken)


def test_an_answer_with_a_text_too_many_or_too_few_is_refused() -> None:
    payload = pack_answer(TOLD)

    for broken in (payload + b"\0", payload.replace(b"\0", b"", 1)):
        with pytest.raises(ValueError, match=r"zip|fromhex"):
            unpack_answer(broken)


def test_an_answer_of_other_fields_is_refused() -> None:
    with pytest.raises(ValueError, match="release"):
        unpack_answer(pack_answer(TOLD).replace(b'"link"', b'"url"'))


def test_frames_are_taken_apart_as_they_were_put_together() -> None:
    buffer = bytearray(frame(b"first") + frame(b"") + frame(b"third")[:-1])

    assert [unframe(buffer), unframe(buffer), unframe(buffer)] == [b"first", b"", None]
