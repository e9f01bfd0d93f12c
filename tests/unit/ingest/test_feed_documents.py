"""Each document in ``tests/feeds`` yields what the JSON beside it says. A feed that broke us becomes a file."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from stories.ingest.clean import clean
from stories.ingest.entry import Document, Identified
from stories.ingest.identify import identify
from stories.ingest.parse import parse

FEEDS = Path(__file__).parents[2] / "feeds"
DOCUMENTS = sorted(path for path in FEEDS.iterdir() if path.suffix in {".rss", ".atom", ".rdf", ".jsonfeed"})
FETCHED_FROM = "https://feeds.example/somewhere/feed.xml"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_document_yields_what_is_written_beside_it(document: Path) -> None:
    expected = json.loads(document.with_suffix(".json").read_text(encoding="utf-8"))
    found = parse(document.read_bytes(), url=FETCHED_FROM)
    assert isinstance(found, Document)
    identified = identify([clean(entry) for entry in found.entries], source_id=1)

    assert _only(_about(found), expected["document"]) == expected["document"]
    assert [_only(_entry(one), said) for one, said in zip(identified, expected["entries"], strict=True)] == (
        expected["entries"]
    )


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_document_read_again_gives_the_same_keys_and_hashes(document: Path) -> None:
    assert _fingerprints(document) == _fingerprints(document)


def _fingerprints(document: Path) -> list[tuple[bytes, bytes]]:
    found = parse(document.read_bytes(), url=FETCHED_FROM)
    assert isinstance(found, Document)
    identified = identify([clean(entry) for entry in found.entries], source_id=1)
    return [(one.key, one.entry.content_hash) for one in identified]


def _about(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "home_page": document.home_page,
        "language": document.language,
        "format": document.format,
        "warnings": len(document.warnings),
        "set_aside": [[aside.position, aside.reason] for aside in document.set_aside],
    }


def _entry(identified: Identified) -> dict[str, Any]:
    fields = {name: _json(value) for name, value in asdict(identified.entry).items()}
    return fields | {
        "rung": str(identified.rung),
        "canonical_url": identified.canonical_url,
        "url_hash": identified.url_hash is not None,
    }


def _json(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _only(found: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """Of what was found, the fields the expectation speaks of; the same within enclosures."""
    kept = {name: found[name] for name in said}
    if "enclosures" in said and len(said["enclosures"]) == len(found["enclosures"]):
        pairs = zip(found["enclosures"], said["enclosures"], strict=True)
        kept["enclosures"] = [_only(one, wanted) for one, wanted in pairs]
    return kept
