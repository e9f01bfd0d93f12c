"""The fast reader and feedparser read every body of the corpus alike; most real feeds take the fast one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from stories.ingest.parse import parse, syndication
from stories.ingest.parse.strict import Found, read_strictly

pytestmark = pytest.mark.corpus

CORPUS = Path(os.environ.get("CORPUS_DIR", "corpus-dir-is-not-set"))
FETCHED_FROM = "https://feeds.example/somewhere/feed.xml"
# Of 159: JSON Feed, xhtml inside Atom and what is not well-formed take the other way.
FAST_AT_LEAST = 120


def bodies(*folders: str) -> dict[str, bytes]:
    paths = (path for folder in folders for path in sorted((CORPUS / folder).iterdir()))
    return {str(path): path.read_bytes() for path in paths if path.name != "index.csv" and path.is_file()}


@pytest.mark.parametrize("folder", ["real", "social", "broken"])
def test_bodies_of_the_corpus_read_alike(folder: str) -> None:
    found = bodies(folder)

    assert found
    assert [
        name
        for name, body in found.items()
        if parse(body, url=FETCHED_FROM) != parse(body, url=FETCHED_FROM, strict=False)
    ] == []


def test_most_real_feeds_are_read_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    fast: list[Found] = []

    def counted(text: str, *, as_sent: bool = False) -> Found | None:
        found = read_strictly(text, as_sent=as_sent)
        fast.extend([found] if found else [])
        return found

    monkeypatch.setattr(syndication, "read_strictly", counted)
    for body in bodies("real", "social").values():
        parse(body, url=FETCHED_FROM)

    assert len(fast) >= FAST_AT_LEAST, len(fast)
