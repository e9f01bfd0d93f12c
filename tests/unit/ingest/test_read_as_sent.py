"""Most documents are read as they were sent; what mending would change in one is seen before, and it is mended."""

from __future__ import annotations

import pytest

from stories.ingest.entry import Document
from stories.ingest.parse import document, parse

URL = "https://hill.example/feed.xml"
RSS = (
    '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:own="urn:own"'
    ' xmlns:at="http://purl.org/atompub/tombstones/1.0"><channel><title>Hill</title>{}<item>'
    "<title>Tea &#8211; and cake</title><link>https://hill.example/tea</link>{}</item></channel></rss>"
)
WARNED = {
    "a character no document may hold": "<description>a\x0bb</description>",
    "one that XML lets pass": "<description>a\x7fb</description>",
    "a reference to none": "<description><![CDATA[a &#11; b]]></description>",
    "a name that is none": f"<author>{'n' * 2_000}</author>",
    "a name quoted": f"<author><![CDATA[{'n' * 2_000}]]></author>",
    "a tag of many thousand characters": f"<author own:x='{'n' * 16_000}'>{'n' * 2_000}</author>",
    "many categories": "<category>one</category>" * 61,
}
UNWARNED = {
    "a huge tag": f"<category domain='{'d' * 16_000}'>one</category>",
    "a description of a film": "<media:group><media:description>A film</media:description></media:group>",
    "a description of a picture": (
        "<media:content url='https://hill.example/a.jpg' medium='image'>"
        "<media:description>A jug</media:description></media:content>"
    ),
}


def of_entry(part: str) -> bytes:
    return RSS.format("", part).encode()


def of_feed(part: str) -> bytes:
    return RSS.format(part, "").encode()


def mended(body: bytes, monkeypatch: pytest.MonkeyPatch) -> object:
    with monkeypatch.context() as patch:
        patch.setattr(document, "read_as_sent", lambda sent, *, url: None)
        return parse(body, url=URL)


def test_a_plain_document_is_not_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(document, "repair")

    found = parse(of_entry("<description>Tea</description>"), url=URL)

    assert isinstance(found, Document)
    assert [entry.link for entry in found.entries] == ["https://hill.example/tea"]


@pytest.mark.parametrize("body", [*map(of_entry, WARNED.values()), *map(of_feed, WARNED.values())])
def test_what_mending_warns_of_is_not_passed_over(body: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    found = parse(body, url=URL)

    assert isinstance(found, Document)
    assert found.warnings
    assert found == mended(body, monkeypatch)


@pytest.mark.parametrize("body", [*map(of_entry, UNWARNED.values()), *map(of_feed, UNWARNED.values())])
def test_what_mending_changes_is_not_passed_over(body: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    assert parse(body, url=URL) == mended(body, monkeypatch)


def test_deleted_entries_are_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    body = of_feed("<at:deleted-entry ref='tag:hill.example,2026:1'/>")

    found = parse(body, url=URL)

    assert isinstance(found, Document)
    assert found.deleted == ("tag:hill.example,2026:1",)
    assert found == mended(body, monkeypatch)


def test_very_many_entries_are_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    body = of_feed("<item><title>One</title></item>" * 5_000)

    found = parse(body, url=URL)

    assert isinstance(found, Document)
    assert "of 5001 entries only the first and the last 2500 were read" in found.warnings
    assert found == mended(body, monkeypatch)
