"""What parse makes of bodies no publisher meant to send. It answers; it never raises."""

from __future__ import annotations

import gzip
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stories.ingest.clean import clean
from stories.ingest.entry import Document, Unreadable
from stories.ingest.parse import parse
from stories.ingest.parse.media import image_of

URL = "https://hill.example/feed.xml"
HEAD = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>T</title>'


BARE = '<rss version="2.0"><channel>'


def rss(items: str, head: str = HEAD) -> bytes:
    return f"{head}{items}</channel></rss>".encode()


def item(inside: str = "", number: int = 1) -> str:
    return f"<item><title>A</title><guid>g{number}</guid>{inside}</item>"


def read(body: bytes, *, content_type: str = "", limit: int = 500) -> Document:
    document = parse(body, url=URL, content_type=content_type, limit=limit)
    assert isinstance(document, Document), document
    return document


def code(body: bytes) -> str:
    document = parse(body, url=URL)
    assert isinstance(document, Unreadable)
    assert document.reason
    return document.code


FRAGMENTS = [
    b"<rss>", b"<rss version='2.0'>", b"<channel>", b"<item>", b"</item>", b"<title>", b"<![CDATA[", b"]]>",
    b"<!--",
    b"<?xml version='1.0' encoding='utf-16'?>", b"<feed xmlns='http://www.w3.org/2005/Atom'>", b"<entry>",
    b"&#xD800;",
    b"&#x110000;", b"&nbsp;", b"\x00", b"\xff\xfe", b"\x1f\x8b", b"<link>", b"<pubDate>99", b"<enclosure url='",
    b'{"items":',
    b'{"version":"https://jsonfeed.org/version/1","items":[{"id":1e999}]}', b"<media:content>",
    b"<!DOCTYPE x [<!ENTITY",
    b"</rss>", b"</channel>", b"<guid>", b"\xe9", b"<category/>", b"<content type='xhtml'>",
    b"<itunes:duration>1:2:3:4",
]  # fmt: skip


@given(st.lists(st.sampled_from(FRAGMENTS) | st.binary(max_size=6), max_size=25).map(b"".join))
@example(b"<rss><item>&#xD800;</item></rss>")
@example(b"<rss><item>&#x110000;</item></rss>")
@example(b"/etc/hostname")
def test_parse_answers_whatever_the_bytes_are(body: bytes) -> None:
    document = parse(body, url=URL)

    assert isinstance(document, Document | Unreadable)
    if isinstance(document, Document):
        for entry in document.entries:
            clean(entry)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n\t", "empty"),
        (b"<!doctype html><html><head><title>Error establishing a connection</title></head></html>", "not_a_feed"),
        (b"<html><body><p>Write &lt;rss&gt; like so: <rss> and <feed></p></body></html>", "not_a_feed"),
        (b'<opml version="2.0"><body/></opml>', "not_a_feed"),
        (b"<urlset><url/></urlset>", "not_a_feed"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR", "not_a_feed"),
        (b"%PDF-1.7 ...", "not_a_feed"),
        (b"just words", "not_a_feed"),
        (b'{"error": "database is down"}', "not_a_feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": {}}', "not_a_feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [', "not_a_feed"),
        (b"[" * 50_000, "not_a_feed"),
        (gzip.compress(rss(item()))[:-12], "truncated"),
        (b"\x1f\x8bnot gzip at all", "bad_encoding"),
        (gzip.compress(b" " * (21 * 1024 * 1024)), "too_large"),
        (b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rss(item("&x;"), BARE), "unsafe_xml"),
        (b'<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + rss(item("&b;"), BARE), "unsafe_xml"),
        (b'<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://evil.example/"> %p;]>' + rss(item(), BARE), "unsafe_xml"),
    ],
)  # fmt: skip
def test_what_is_no_feed_gets_a_code_and_a_reason(body: bytes, expected: str) -> None:
    assert code(body) == expected


def test_body_that_is_the_name_of_a_file_opens_no_file(tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_bytes(rss(item()))

    assert code(str(feed).encode()) == "not_a_feed"


def test_nothing_is_fetched_for_a_body_that_is_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def fetch(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("parse tried to fetch")

    monkeypatch.setattr("feedparser.http.get", fetch)
    assert code(b"http://127.0.0.1:1/feed.xml") == "not_a_feed"
    read(b'<?xml-stylesheet href="http://evil.example/x.xsl"?>' + rss(item(), BARE))


def test_crash_inside_the_library_is_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("of a kind nobody expected")

    monkeypatch.setattr("feedparser.parse", crash)
    assert code(rss(item("<title><b>one for feedparser</b></title>"))) == "parse_crash"


def test_entry_we_stumble_over_is_set_aside_and_its_neighbours_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(found: dict[str, str], *args: object) -> str:
        if found["id"] == "g2":
            raise ValueError("bad picture")
        return image_of(found, *args)  # type: ignore[arg-type]  # passed through

    monkeypatch.setattr("stories.ingest.parse.syndication.image_of", stumble)
    document = read(rss(item(number=1) + item(number=2) + item(number=3)))

    assert [entry.guid for entry in document.entries] == ["g1", "g3"]
    assert [(aside.position, aside.reason) for aside in document.set_aside] == [
        (1, "ValueError: bad picture")
    ]


@pytest.mark.parametrize(
    "body",
    [
        gzip.compress(rss("<item><title>Café £5</title></item>")),
        rss("<item><title>Café £5</title></item>", HEAD.replace("utf-8", "utf-16")),
        rss("<item><title>Café £5</title></item>", HEAD.replace("utf-8", "iso-8859-1")),
        rss("<item><title>Café £5</title></item>", HEAD.replace("utf-8", "x-klingon")),
        rss("<item><title>Café £5</title></item>").decode().encode("cp1252"),
        rss("<item><title>Café £5</title></item>").decode().encode("utf-16"),
        rss("<item><title>Café £5</title></item>").decode().encode("utf-16-le"),
        rss("<item><title>Café £5</title></item>").decode().encode("utf-32-be"),
        rss("<item><title>Caf&eacute; &pound;5</title></item>"),
        b"\xef\xbb\xbf\n\n" + rss("<item><title>Café £5</title></item>"),
        b"<br />\n<b>Warning</b>: mysql_connect()<br />" + rss("<item><title>Café £5</title></item>"),
        rss("<item><title>Café £5</title></item>") + b"<script>alert(1)</script>",
    ],
)
def test_title_is_right_whatever_the_bytes_claim_to_be(body: bytes) -> None:
    assert [clean(entry).title for entry in read(body).entries] == ["Café £5"]


def test_encoding_the_server_names_counts_when_the_document_names_none() -> None:
    body = '<rss version="2.0"><channel><item><title>Łódź</title></item></channel></rss>'.encode("iso-8859-2")

    assert read(body, content_type="text/xml; charset=iso-8859-2").entries[0].title == "Łódź"


@pytest.mark.parametrize(
    ("label", "codec", "title"),
    [
        ("windows-31j", "cp932", "祭り①"),
        ("x-sjis", "cp932", "祭り①"),
        ("Shift_JIS", "cp932", "祭り①"),
        ("windows-874", "cp874", "งาน"),
        ("x-mac-roman", "mac-roman", "Café"),
    ],
)
def test_names_of_encodings_that_python_does_not_know_are_known(label: str, codec: str, title: str) -> None:
    body = rss(f"<item><title>{title}</title></item>", HEAD.replace("utf-8", label)).decode().encode(codec)

    document = read(body)
    assert (document.entries[0].title, document.warnings) == (title, ())


def test_utf7_is_never_decoded_into_markup() -> None:
    body = rss("<item><title>+ADw-script+AD4-</title></item>", HEAD.replace("utf-8", "utf-7"))

    assert read(body).entries[0].title == "+ADw-script+AD4-"
    assert read(body.replace(b"script", b"\xe9")).entries[0].title == "+ADw-é+AD4-"


def test_stray_bytes_do_not_spoil_the_rest_of_a_utf8_document() -> None:
    body = rss("<item><title>Café</title></item>").replace(b"</title></item>", b" \xa35</title></item>")

    assert read(body).entries[0].title == "Café £5"


def test_entities_the_document_declares_are_not_expanded() -> None:
    body = b'<!DOCTYPE rss [<!ENTITY a "aaaa">]>' + rss("<item><title>x&a;y</title></item>", BARE)
    document = read(body)

    assert "aaaa" not in document.entries[0].title
    assert document.warnings


@pytest.mark.parametrize("order", [1, -1], ids=["oldest first", "newest first"])
def test_of_a_very_long_archive_the_newest_are_kept_whichever_way_it_runs(order: int) -> None:
    started = datetime(2005, 1, 1, tzinfo=UTC)
    items = [
        item(f"<pubDate>{format_datetime(started + timedelta(hours=number))}</pubDate>", number)
        for number in range(6_000)
    ]
    document = read(rss("".join(items[::order])), limit=100)
    assert {entry.guid for entry in document.entries} == {f"g{number}" for number in range(5_900, 6_000)}
    assert any("of 6000 entries" in warning for warning in document.warnings)


def test_newest_entries_are_kept_in_document_order() -> None:
    dated = [f"<pubDate>{day:02} Jun 2026 10:00:00 GMT</pubDate>" for day in (3, 9, 1, 7)]
    document = read(rss("".join(item(date, number) for number, date in enumerate(dated))), limit=2)

    assert [entry.guid for entry in document.entries] == ["g1", "g3"]
    assert len(document.warnings) == 1


def test_without_dates_the_first_entries_are_the_newest() -> None:
    document = read(rss("".join(item(number=number) for number in range(4))), limit=2)

    assert [entry.guid for entry in document.entries] == ["g0", "g1"]


@pytest.mark.parametrize(
    "inside",
    [
        "".join(f"<category>c{number}</category>" for number in range(60_000)),
        "".join(f"<subject>{number}</subject>" for number in range(20_000)),
        "".join(f"<author>{number}</author>" for number in range(20_000)),
        "<author>" + "a." * 60_000 + "</author>",
        "<x " + " ".join(f'a{number}="1"' for number in range(50_000)) + "/>",
        "<enclosure " + " ".join(f'a{number}="1"' for number in range(50_000)) + "/> & ",
        "<media:content url='x'>" * 20_000,
        "<!--" * 50_000,
        "<a>" * 20_000,
        "<description>" + "&lt;div>" * 40_000 + "</description>",
    ],
    ids=[
        "categories",
        "subjects",
        "authors",
        "author",
        "attributes",
        "attributes-loose",
        "media",
        "comments",
        "depth",
        "html-depth",
    ],
)
def test_no_part_of_an_entry_takes_quadratic_time(inside: str) -> None:
    started = time.process_time()
    document = read(rss(item(inside)))
    for entry in document.entries:
        clean(entry)

    # About 1 s at most here; the square of these sizes would be minutes.
    assert time.process_time() - started < 8
