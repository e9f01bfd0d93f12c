"""151 real feeds, 8 social ones and 166 broken bodies, against what their index says must come of them."""

from __future__ import annotations

import csv
import os
import time
from functools import cache
from pathlib import Path

import pytest

from stories.ingest.clean import clean
from stories.ingest.entry import Document, Identified, Unreadable
from stories.ingest.identify import identify
from stories.ingest.parse import MAX_ENTRIES, parse
from tests.unit.ingest.harmless import complaints

pytestmark = pytest.mark.corpus

CORPUS = Path(os.environ.get("CORPUS_DIR", "corpus-dir-is-not-set"))
FETCHED_FROM = "https://feeds.example/somewhere/feed.xml"
# Far above what any of them takes alone; a quadratic step shows all the same.
SECONDS_ALLOWED = 4.0

# How many entries we keep where the index counts otherwise (it was counted with bare feedparser), and why.
KEPT_OTHERWISE = {
    "broken/pub-miniflux-no_encoding_iso-8859-1.xml": (9, "one of its ten items has neither words nor link"),
    "broken/pub-node-feedparser-illegally-nested.xml": (10, "ten of its twenty items are an empty <item/>"),
    "broken/many-entries-5000.xml": (MAX_ENTRIES, "capped, with a warning"),
    "broken/ical-as-feed.xml": (0, "calendars get a reader of their own"),
}
# Keys that are fewer than entries: some of the entries are one and the same.
SAME_ENTRIES = {
    "broken/duplicate-items.xml": (1, "one item five times"),
}
# Results other than the index names, all of them on the better side or another issue's.
RESULT_OTHERWISE = {
    "broken/ical-as-feed.xml": ("not_a_feed", "calendars get a reader of their own"),
    "broken/xml-1.1.xml": ("ok", "nothing is lost, so there is nothing to warn about"),
    "broken/uppercase-tags.xml": ("ok", "as above"),
    "broken/deep-nesting-xml.xml": ("ok", "as above: both entries are read, in time"),
    "broken/pub-feedparser-always_strip_doctype.xml": ("ok", "as above"),
    "broken/pub-feedparser-http_high_bit_date.xml": ("ok", "as above"),
    "broken/pub-feedparser-encoding_attribute_crash.xml": ("ok", "as above"),
    "broken/pub-miniflux-koi8r.xml": ("ok", "as above: the declaration is right"),
    "broken/url-9000-chars.xml": ("ok", "clean drops the link; parse has nothing to say about it"),
    "broken/pub-newsboat-items_without_titles.xml": ("ok_with_warnings", "two entries do share a guid"),
}


def index(folder: str) -> list[dict[str, str]]:
    path = CORPUS / folder / "index.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


CASES = {f"{folder}/{row['file']}": row for folder in ("real", "social", "broken") for row in index(folder)}
every_case = pytest.mark.parametrize("name", CASES or ["(no corpus)"])


@cache
def outcome(name: str) -> tuple[Document | Unreadable, list[Identified], float]:
    started = time.process_time()
    document = parse((CORPUS / name).read_bytes(), url=FETCHED_FROM)
    entries = [] if isinstance(document, Unreadable) else [clean(entry) for entry in document.entries]
    identified = identify(entries, source_id=1)
    return document, identified, time.process_time() - started


def fits(count: int, expected: str) -> bool:
    """``7``, ``>=1`` and ``0..2`` are how the index speaks."""
    if expected.startswith(">="):
        return count >= int(expected[2:])
    low, _, high = expected.partition("..")
    return int(low) <= count <= int(high or low)


def test_the_corpus_is_the_one_we_know() -> None:
    assert {folder: len(index(folder)) for folder in ("real", "social", "broken")} == {
        "real": 151,
        "social": 8,
        "broken": 166,
    }


@every_case
def test_body_gives_the_entries_it_holds(name: str) -> None:
    document, _, _ = outcome(name)
    count = 0 if isinstance(document, Unreadable) else len(document.entries)

    if name in KEPT_OTHERWISE:
        assert count == KEPT_OTHERWISE[name][0]
    elif name in SAME_ENTRIES:
        assert count >= SAME_ENTRIES[name][0]
    else:
        assert fits(count, CASES[name]["expected_entries"])


@every_case
def test_body_gives_the_result_the_index_names(name: str) -> None:
    document, _, _ = outcome(name)
    if isinstance(document, Unreadable):
        result = document.code
    else:
        result = "ok_with_warnings" if document.warnings else "ok"
    expected = CASES[name].get("expected_result") or "ok|ok_with_warnings"

    allowed = {RESULT_OTHERWISE[name][0]} if name in RESULT_OTHERWISE else set(expected.split("|"))
    assert result in allowed


@every_case
def test_every_entry_has_a_key_of_its_own(name: str) -> None:
    document, identified, _ = outcome(name)
    count = 0 if isinstance(document, Unreadable) else len(document.entries)

    keys = {one.key for one in identified}
    assert len(keys) == len(identified)
    assert len(keys) == (SAME_ENTRIES[name][0] if name in SAME_ENTRIES else count)


@every_case
def test_every_entry_is_fit_to_store_and_show(name: str) -> None:
    _, identified, _ = outcome(name)
    for one in identified:
        entry = one.entry
        assert complaints(entry.html) == []
        "".join((entry.title, entry.guid, entry.text, entry.author, *entry.tags)).encode("utf-8")
        assert "\x00" not in entry.title + entry.text + entry.guid
        assert len(entry.title) <= 300
        assert len(entry.tags) <= 20
        assert len(entry.enclosures) <= 10
        assert entry.published_at is None or entry.published_at.year >= 1990


@every_case
def test_body_is_read_in_good_time(name: str) -> None:
    _, _, seconds = outcome(name)

    assert seconds < SECONDS_ALLOWED


@every_case
def test_body_read_again_gives_the_same_keys_and_hashes(name: str) -> None:
    _, first, _ = outcome(name)
    outcome.cache_clear()
    _, second, _ = outcome(name)

    assert [(one.key, one.entry.content_hash) for one in first] == [
        (one.key, one.entry.content_hash) for one in second
    ]
