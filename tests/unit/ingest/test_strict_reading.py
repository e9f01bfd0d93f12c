"""The fast reader changes the time a document takes, never what is read in it; feedparser is the reference."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.demo import feeds, releases
from portal.demo.addresses import Addresses
from portal.demo.blogs import Blog, all_blogs, site_names
from stories.ingest.parse import parse
from stories.ingest.parse.strict import read_strictly
from stories.ingest.parse.taming import tame

FEEDS = Path(__file__).parents[2] / "feeds"
DOCUMENTS = sorted(path for path in FEEDS.iterdir() if path.suffix != ".json")
URL = "https://hill.example/feed.xml"
BEGAN = datetime(2026, 3, 1, 9, tzinfo=UTC)

RSS = (
    '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"'
)
RSS += ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
RSS += ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:own="urn:own"><channel>'


def both(body: bytes) -> None:
    assert parse(body, url=URL) == parse(body, url=URL, strict=False)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_documents_of_ours_read_alike(document: Path) -> None:
    both(document.read_bytes())


@pytest.mark.parametrize("blog", all_blogs(), ids=lambda blog: blog.slug)
def test_demo_blogs_read_alike_and_fast(blog: Blog) -> None:
    where = Addresses(BEGAN, {name: 8011 + number for number, name in enumerate(site_names())})
    out = releases.released(blog, where, now=BEGAN + timedelta(hours=2))
    body = feeds.write(blog, out, root=where.root(blog.slug))

    both(body)
    text = body.decode()
    assert blog.feed == "json" or read_strictly(tame(text[text.index("?>") + 2 :].lstrip())[0]) is not None


PARTS = [
    "<title>A</title>", "<title>Tea &amp;amp; cake</title>", "<title/>", "<media:title>B</media:title>",
    "<title type='html'>&lt;b&gt;C&lt;/b&gt;</title>", "<title>1 &lt; 2 &amp;copy;</title>",
    "<dc:title>D</dc:title>", "<comments xml:base='https://c.example/'/>",
    "<link>https://hill.example/a?b=1&amp;c=2</link>", "<link/>", "<link> /relative </link>",
    "<atom:link href='/b' rel='alternate'/>", "<atom:link rel='self' href='/c'/>", "<link href=''/>",
    "<link type='application/pdf' href='/d'/>", "<guid>https://hill.example/g</guid>",
    "<guid isPermaLink='false'>g</guid>", "<guid>http:////hill.example/g</guid>",
    "<description>plain &amp; simple</description>", "<description>&lt;p&gt;html&lt;/p&gt;</description>",
    "<description><b>inside</b></description>", "<description/>", "<dc:description>again</dc:description>",
    "<content:encoded><![CDATA[<p>whole</p>]]></content:encoded>", "<itunes:summary>spoken</itunes:summary>",
    "<itunes:summary>&lt;p&gt;spoken&lt;/p&gt;</itunes:summary>", "<itunes:summary/>", "<content:encoded/>",
    "<description>&lt;![CDATA[quoted]]&gt;</description>", "<title>one&lt;br /&gt;two</title>",
    "<guid>abc-123</guid>", "<media:content url='https://0.gravatar.com/a' medium='image'/>",
    "<enclosure url='s.mp3' type='image'/>", "<description type='xhtml'><div>a<br/>b</div></description>",
    "<media:group><media:title>E</media:title><media:description>F</media:description></media:group>",
    "<media:content url='https://hill.example/p.jpg' medium='image' width='80'><media:title>G</media:title>"
    "<media:thumbnail url='/t.jpg'/></media:content>", "<media:thumbnail url='/u.jpg'/>",
    "<enclosure url='/s.mp3' type='Audio/MPEG' length='9'/>", "<itunes:duration>1:02</itunes:duration>",
    "<itunes:image href='/cover.jpg'/>", "<category>one</category>", "<category domain='d'>one</category>",
    "<category/>", "<dc:subject>two, three</dc:subject>", "<media:keywords>four, five</media:keywords>",
    "<itunes:keywords>six,,one</itunes:keywords>", "<author>chair@hill.example (Jo)</author>",
    "<dc:creator>Sam</dc:creator>", "<dc:creator/>", "<dc:creator>Ann (she/her)</dc:creator>",
    "<itunes:author>Hill Radio</itunes:author>", "<atom:author/>",
    "<media:group><dc:creator>Max</dc:creator></media:group>",
    "<atom:author><atom:name>Ann</atom:name></atom:author>",
    "<atom:author><atom:name>Ann</atom:name><atom:uri>/ann</atom:uri><atom:email>a@b.example</atom:email>"
    "</atom:author>", "<pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate>", "<pubDate>1 Mar 2026</pubDate>",
    "<dc:date>2026-03-03</dc:date>", "<atom:updated>2026-03-04T10:00:00Z</atom:updated>", "<pubDate/>",
    "<source url='/planet'>Planet</source>", "<own:thing>x</own:thing>", "<own:thing a='b'>x</own:thing>",
    "<own:box><title>H</title></own:box>", "<thing>x</thing>", "<!-- a comment -->", "Caf\u00c3\u00a9", "\x85",
    "<title>Caf\u00c3\u00a9 \u00e9</title>", "<title>Caf\u00c3\u00a9</title>", "<title xml:lang='cy'>Bore</title>",
    "<description xml:base='https://base.example/'>&lt;a href='x'&gt;&lt;/a&gt;</description>",
    "<comments>/c</comments>", "<language>cy</language>", "<image><url>/i.png</url><title>I</title></image>",
]  # fmt: skip


@given(
    channel=st.lists(st.sampled_from(PARTS), max_size=4),
    entries=st.lists(st.lists(st.sampled_from(PARTS), max_size=8), max_size=3),
)
def test_rss_put_together_at_random_reads_alike(channel: list[str], entries: list[list[str]]) -> None:
    items = "".join(f"<item>{''.join(parts)}</item>" for parts in entries)
    both(f"{RSS}{''.join(channel)}{items}</channel></rss>".encode())


@given(
    feed=st.lists(st.sampled_from(PARTS), max_size=4),
    entries=st.lists(st.lists(st.sampled_from(PARTS), max_size=8), max_size=3),
)
def test_atom_put_together_at_random_reads_alike(feed: list[str], entries: list[list[str]]) -> None:
    root = RSS.replace('<rss version="2.0"', '<feed xmlns="http://www.w3.org/2005/Atom"').replace(
        "<channel>", ""
    )
    items = "".join(f"<entry xml:lang='en_GB'>{''.join(parts)}</entry>" for parts in entries)
    both(f"{root}{''.join(feed)}{items}</feed>".encode())


@pytest.mark.parametrize(
    "again", ["<description>plain</description>", "<itunes:summary>spoken</itunes:summary>"]
)
def test_what_a_channel_says_twice_does_to_its_first_entry_is_read_alike(again: str) -> None:
    entry = "<item><description>plain</description><description>&lt;p&gt;html&lt;/p&gt;</description></item>"
    text = f"{RSS}<itunes:summary>spoken</itunes:summary>{again}{entry}{entry}</channel></rss>"
    both(text.encode())
    assert read_strictly(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "<rss version='2.0'><channel><item><title>&nbsp;</title></item></channel></rss>",
        "<rss version='2.0'><channel><item><title>A</title></item></channel>",
        "<rss version='2.0'><channel><item><title><b>A</b></title></item></channel></rss>",
        "<rss version='2.0' xml:base='/b/'><channel><item><title>A</title></item></channel></rss>",
        "<rss version='2.0'><channel/><item><title>A</title></item></rss>",
        "<!DOCTYPE rss [<!ENTITY a 'b'>]><rss version='2.0'><channel><title>&a;</title></channel></rss>",
    ],
)
def test_what_is_not_plainly_right_is_left_to_feedparser(text: str) -> None:
    assert read_strictly(text) is None


def test_no_entity_is_ever_read_from_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("do not tell")
    text = (
        f"<!DOCTYPE rss [<!ENTITY a SYSTEM '{secret.as_uri()}'>]>"
        "<rss version='2.0'><channel><title>&a;</title><item><title>&a;</title></item></channel></rss>"
    )

    found = read_strictly(text)

    assert found is None or "do not tell" not in str((found.feed, found.entries))
