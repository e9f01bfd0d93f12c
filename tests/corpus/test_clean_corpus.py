"""Hostile HTML collected from sanitisers' own test suites, through every way we show foreign text."""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path

import pytest

from stories.ingest.clean import clean, clean_html, excerpt, text_of, typed_html
from stories.ingest.entry import Entry
from tests.unit.ingest.harmless import complaints

pytestmark = pytest.mark.corpus

CORPUS = Path(os.environ.get("CORPUS_DIR", "corpus-dir-is-not-set"))


@cache
def payloads() -> dict[str, str]:
    cases = json.loads((CORPUS / "xss.json").read_text(encoding="utf-8"))["cases"]
    return {case["id"]: case["payload"] for case in cases}


def test_the_collection_is_the_one_we_know() -> None:
    assert len(payloads()) == 320


def test_no_payload_survives_in_a_story_body() -> None:
    base = "https://hill.example/blog/"
    found = {name: complaints(clean_html(html, base_url=base)) for name, html in payloads().items()}

    assert {name: said for name, said in found.items() if said} == {}


def test_no_payload_survives_in_any_field_of_an_entry() -> None:
    for name, html in payloads().items():
        entry = clean(Entry(title=html, content=html, author=html, tags=(html,), link=html, image=html))
        addresses = [address for address in (entry.link, entry.image) if address]

        assert complaints(entry.html) == [], name
        assert all(address.startswith(("http://", "https://")) for address in addresses), name
        assert "\n" not in entry.title + entry.author + "".join(entry.tags), name


def test_no_payload_typed_into_the_post_form_is_more_than_words() -> None:
    """E1: in our own form nothing is markup, so no element but paragraphs, line breaks and links comes of it."""
    for name, typed in payloads().items():
        html = typed_html(typed)
        assert complaints(html) == [], name
        assert set(re.findall(r"<([a-z0-9]+)", html)) <= {"p", "br", "a"}, name


def test_cleaning_a_payload_twice_is_cleaning_it_once() -> None:
    for name, html in payloads().items():
        once = clean_html(html)
        assert clean_html(once) == once, name


def test_text_and_excerpt_of_a_payload_hold_no_tag_of_the_cleaned_html() -> None:
    for name, html in payloads().items():
        text = text_of(clean_html(html))
        assert "<a href=" not in text or "&lt;a href=" in clean_html(html), name
        assert len(excerpt(text)) <= 280, name
