"""D: what the corpus's own indexes say must come of odd bodies, lists of feeds and calendars, beyond their counts.

How many entries each of the 166 broken bodies gives, and under which code, is held by ``test_parse_corpus``.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from programmes.models import Programme
from stories.ingest.clean import clean
from stories.ingest.entry import CleanEntry, Document, Unreadable
from stories.ingest.parse import parse
from stories.sources import opml
from tests.factories import NOON, ProgrammeFactory

pytestmark = pytest.mark.corpus

CORPUS = Path(os.environ.get("CORPUS_DIR", "corpus-dir-is-not-set"))
CAFE = "Café – “Big Local” £1m 💷"
MORNING = datetime(2011, 2, 21, 20, 17, tzinfo=UTC)

Check = Callable[[Sequence[CleanEntry]], bool]


def titled(title: str) -> Check:
    return lambda entries: entries[0].title == title


def linked(link: str) -> Check:
    return lambda entries: entries[0].link == link


def without(*pieces: str) -> Check:
    """None of these in anything that is shown or followed."""
    return lambda entries: not [piece for piece in pieces for entry in entries if piece in shown(entry)]


def shown(entry: CleanEntry) -> str:
    return " ".join((entry.html, entry.link, entry.image, *(one.url for one in entry.enclosures)))


def years(entries: Sequence[CleanEntry]) -> list[int | None]:
    return [entry.published_at.year if entry.published_at else None for entry in entries]


MUST: dict[str, Check] = {
    "unescaped-ampersand.xml": lambda entries: "Tea & cake" in entries[0].title,
    "html-entities.xml": titled("Café £5…—now"),
    "trailing-junk.xml": without("script"),
    "rss-and-atom-mixed.xml": lambda entries: entries[0].title == "Mixed" and bool(entries[0].link),
    "utf8-bom.xml": titled(CAFE),
    "utf16le-bom.xml": titled(CAFE),
    "utf16be-bom.xml": titled(CAFE),
    "utf16-declared-utf8-bytes.xml": titled(CAFE),
    "utf8-declared-cp1252-bytes.xml": titled("Café £5 “quoted”"),
    "latin1-declared-cp1252-bytes.xml": titled("it’s £5"),
    "guid-permalink-relative.xml": linked("http://example.org/2011/02/a"),
    "guid-whitespace.xml": lambda entries: entries[0].guid == "t:1",
    "guid-5000-chars.xml": lambda entries: len(entries[0].guid.encode()) <= 2_048,
    "javascript-link.xml": lambda entries: (
        without("javascript:", "data:")(entries) and not any(entry.link for entry in entries)
    ),
    "xml-base.xml": linked("http://example.org/blog/2011/a.html"),
    "link-with-credentials.xml": without("@"),
    "dates-bst.xml": lambda entries: {(e.published_at.hour if e.published_at else None) for e in entries} == {11},
    "dates-unix.xml": lambda entries: all(entry.published_at in (None, MORNING) for entry in entries),
    "dates-impossible.xml": lambda entries: years(entries) == [None] * 3,
    "dates-no-year-two-digit.xml": lambda entries: sorted(years(entries), key=str) == [2011, 2024, 2026],
    "dates-missing.xml": lambda entries: years(entries) == [None] * 3,
    "tags-10000.xml": lambda entries: len(entries[0].tags) == 20,
    "thousand-enclosures.xml": lambda entries: (
        len(entries[0].enclosures) == 10 and all((one.size or 1) > 0 for one in entries[0].enclosures)
    ),
    "long-title.xml": lambda entries: len(entries[0].title) <= 300 and entries[0].title.endswith("…"),
    "css-takeover.xml": without("style", "<form", "<input"),
    "svg-content.xml": without("<svg"),
    "itunes-duration-odd.xml": lambda entries: 3723 in [e.enclosures[0].duration for e in entries if e.enclosures],
    "sql-like.xml": lambda entries: len(entries) == 2,
    "header-injection.xml": lambda entries: "\n" not in entries[0].title and "\r" not in entries[0].title,
    "bidi-override.xml": lambda entries: not set("\u202a\u202b\u202c\u202d\u202e") & set(entries[0].title),
    "jsonfeed-numeric-id.json": lambda entries: all(isinstance(entry.guid, str) for entry in entries),
    "pub-feedparser-rss_item_link_corrupted_ampersands.xml": lambda entries: entries[0].link.startswith("http"),
}  # fmt: skip


@pytest.mark.parametrize("file", MUST)
def test_d_broken_body_gives_what_its_index_asks_for(file: str) -> None:
    document = parse((CORPUS / "broken" / file).read_bytes(), url="http://example.org/feed.xml")
    assert isinstance(document, Document)

    assert MUST[file]([clean(entry) for entry in document.entries])


def index(folder: str) -> dict[str, dict[str, str]]:
    path = CORPUS / folder / "index.csv"
    if not path.exists():
        return {"(no corpus)": {}}
    with path.open(encoding="utf-8", newline="") as rows:
        return {row["file"]: row for row in csv.DictReader(rows)}


# What is read of a list before two spellings of one address become one source and addresses inside are refused.
READ_OF_LIST = {"bad-5000-feeds.opml": 5_000, "bad-duplicates.opml": 3, "bad-private-urls.opml": 7}
# No lists, but programs that write some; what is found in them is nobody's business.
NO_LISTS = {"miniflux-opml-import.bru", "pluto-opml.xml.erb", "pluto-opml.xml.tmpl"}


@pytest.mark.parametrize("file", index("opml"))
def test_d_list_of_feeds_gives_as_many_as_its_index_counts(file: str) -> None:
    expected = index("opml")[file]["distinct_feed_urls"]
    try:
        found = len({outline.url for outline in opml.read((CORPUS / "opml" / file).read_bytes())})
    except opml.NotOpml:
        found = 0

    if file in NO_LISTS:
        return
    low, _, high = expected.partition("..")
    wanted = READ_OF_LIST.get(file)
    assert found == wanted if wanted else int(low) <= found <= int(high or low)


def proposed(file: str, programme: Programme) -> opml.Imported:
    return opml.propose(opml.read((CORPUS / "opml" / file).read_bytes()), programme=programme, now=NOON)


@pytest.mark.django_db
def test_d_list_with_private_addresses_offers_the_public_one_and_says_why_not_the_others() -> None:
    result = proposed("bad-private-urls.opml", ProgrammeFactory())

    assert [source.url.split("/")[2] for source in result.added] == ["example.org"]
    assert len(result.refused) == 6 and all(refused.reason for refused in result.refused)


@pytest.mark.django_db
def test_d_list_of_duplicates_is_one_source() -> None:
    assert len(proposed("bad-duplicates.opml", ProgrammeFactory()).added) == 1


@pytest.mark.parametrize("file", index("ical"))
def test_d_calendar_is_told_apart_from_a_feed_and_from_a_page(file: str) -> None:
    """Calendars have no reader of their own yet; until then none is mistaken for a feed, and staff are told."""
    document = parse((CORPUS / "ical" / file).read_bytes(), url="https://hill.example/events.ics")

    assert isinstance(document, Unreadable) and document.code == "not_a_feed"
    assert ("web page" if file == "bad-html.ics" else "calendar") in document.reason
