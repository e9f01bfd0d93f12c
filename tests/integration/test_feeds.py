"""Atom, RSS and JSON Feed out: the right stories, no more of them than may be told, and always readable."""

from __future__ import annotations

import gzip
import json
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from people.models import FieldVisibility
from programmes.models import CustomImage
from programmes.pictures import keep
from programmes.pictures.sizes import prepare_owed
from stories import publishing
from stories.ingest.entry import Document
from stories.ingest.parse import parse
from stories.models import Enclosure, Photo, Revision, Source, Story, StoryCredit
from stories.origin import is_ours
from stories.outputs import news
from tests.factories import (
    NOON,
    AreaFactory,
    OrganisationFactory,
    PersonFactory,
    ProgrammeFactory,
    SourceFactory,
    StoryFactory,
    UserFactory,
)
from tests.pictures import picture

pytestmark = pytest.mark.django_db
FORMS = ("atom", "rss", "json")
ATOM = {"atom": "http://www.w3.org/2005/Atom"}
HOSTILE = 'A "title" & <b>tag</b> ]]> \x00\x08\x0b\x1f \ufffe </title> &amp; &#8217; 💥 قرآن'


def told(**fields: Any) -> Story:
    story: Story = StoryFactory(**{"published": True, "licence": "full", **fields})
    return story


def a_photo(words: str) -> CustomImage:
    return keep(picture(), title="A photo", description=words, origin=CustomImage.Origin.REPORTER)


def body(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def titles(client: Client, address: str) -> list[str]:
    """What a reader that follows this would list: feedparser for XML, our own reader for JSON."""
    text = body(client, address)
    if ".json" in address:
        document = parse(text.encode(), url="http://testserver/", content_type="application/feed+json")
        assert isinstance(document, Document)
        return [entry.title for entry in document.entries]
    parsed = feedparser.parse(text.encode())
    assert not parsed.bozo, parsed.get("bozo_exception")
    return [entry.title for entry in parsed.entries]


# --- which stories ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_every_thing_has_its_feed_in_every_form(client: Client, form: str) -> None:
    programme = ProgrammeFactory(slug="big-local")
    area = AreaFactory(programme=programme, slug="north")
    joan, group = PersonFactory(slug="joan"), OrganisationFactory(slug="front-room")
    told(title="Programme", programmes=[programme])
    told(title="Area", areas=[area], kind="video")
    told(title="Joan", author=joan)
    told(title="Group", owner_source=SourceFactory(approved=True, publisher=group))
    assert len(titles(client, f"/stories/feed.{form}")) == 4
    assert titles(client, f"/stories/feed.{form}?kind=video") == ["Area"]
    assert titles(client, f"/stories/programmes/big-local/feed.{form}") == ["Programme"]
    assert titles(client, f"/stories/areas/big-local/north/feed.{form}") == ["Area"]
    assert titles(client, f"/stories/people/joan/feed.{form}") == ["Joan"]
    assert titles(client, f"/stories/organisations/front-room/feed.{form}") == ["Group"]


@pytest.mark.parametrize("form", FORMS)
def test_only_what_is_published_leaves_the_house(client: Client, form: str) -> None:
    programme, joan = ProgrammeFactory(slug="big-local"), PersonFactory(slug="joan")
    for state in Story.State:
        told(title=str(state), state=state, visible_at=NOON, programmes=[programme], author=joan)
    for address in ("feed", "programmes/big-local/feed", "people/joan/feed"):
        assert titles(client, f"/stories/{address}.{form}") == ["published"]


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_feed_is_a_feed(client: Client, form: str) -> None:
    assert titles(client, f"/stories/feed.{form}") == []


def test_what_became_public_last_comes_first_but_no_archive_pushes_it_out(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(title="New")
    told(title="Waited for days", sort_at=NOON - timedelta(days=3), visible_at=NOON + timedelta(hours=1))
    told(title="Archive", sort_at=NOON - timedelta(days=900), visible_at=NOON + timedelta(hours=2))
    assert titles(client, "/stories/feed.atom") == ["Archive", "Waited for days", "New"]
    monkeypatch.setattr(news, "LOOKED_AT", 2)
    assert titles(client, "/stories/feed.rss") == ["Waited for days", "New"]


def test_a_feed_is_not_without_end(client: Client) -> None:
    StoryFactory.create_batch(news.MOST + 5, published=True)
    assert len(titles(client, "/stories/feed.json")) == news.MOST


def test_a_co_author_has_it_in_their_feed_too(client: Client) -> None:
    joan = PersonFactory(slug="joan")
    StoryCredit.objects.create(story=told(title="Together"), person=joan)
    assert titles(client, "/stories/people/joan/feed.atom") == ["Together"]


def test_nobody_who_may_not_be_seen_has_a_feed(client: Client) -> None:
    PersonFactory(slug="removed", removed=True)
    hidden = PersonFactory(slug="hidden", claimed=True)
    FieldVisibility.objects.create(person=hidden, field="profile", level="members")
    for slug in ("removed", "hidden", "nobody"):
        assert client.get(f"/stories/people/{slug}/feed.atom").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["feed.xml", "feed.", "programmes/nobody/feed.atom", "areas/a/b/feed.rss", "people/x/feed.html"],
)
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(f"/stories/{address}").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["page=-1", "after=abc", "programme=%00", "topic=%00", "source=1e9", "kind[]=x", "%00=%00", "&&&"],
)
@pytest.mark.parametrize("form", FORMS)
def test_an_odd_query_is_forgiven(client: Client, form: str, query: str) -> None:
    told(title="Here")
    assert titles(client, f"/stories/feed.{form}?{query}") == ["Here"]


# --- what is said of a story --------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("licence", "words", "excerpt"), [("full", True, True), ("excerpt", False, True), ("link", False, False)]
)
def test_no_more_is_told_than_the_licence_lets(
    client: Client, form: str, licence: str, words: bool, excerpt: bool
) -> None:
    story = told(
        licence=licence,
        html="<p>All the words.</p>",
        excerpt="First words.",
        image_url="https://b.example/i.png",
    )
    Enclosure.objects.create(story=story, url="https://b.example/x.mp3", media_type="audio/mpeg")
    text = body(client, f"/stories/feed.{form}")
    assert ("All the words." in text) is words
    assert ("x.mp3" in text) is words
    if form != "rss":  # which holds one or the other
        assert ("First words." in text) is excerpt
    assert story.canonical_url in text


@pytest.mark.parametrize("form", FORMS)
def test_the_photos_of_a_posted_story_go_with_it(client: Client, form: str) -> None:
    story = told(origin="posted", owner_source=None, canonical_url="", html="<p>The words.</p>")
    for rank, (words, caption) in enumerate([("A kettle & cups", "Ours <b>"), ("A garden", "")]):
        image = a_photo(words)
        Photo.objects.create(story=story, image=image, rank=rank, caption=caption, digest=words)
    text = body(client, f"/stories/feed.{form}")
    if form == "json":
        item = json.loads(text)["items"][0]
        html = item["content_html"]
        assert item["image"].startswith("http://testserver/media/")
    else:
        entry = feedparser.parse(text.encode(), sanitize_html=False).entries[0]
        html = entry.content[0].value if form == "atom" else entry.summary
    first, words, second = (html.index(each) for each in ("A kettle &amp; cups", "The words.", "A garden"))
    assert first < words < second
    assert html.count('src="http://testserver/media/') == 2
    assert "<figcaption>Ours &lt;b&gt;</figcaption>" in html
    assert html.count("<figcaption>") == 1


def test_photos_stay_at_home_with_the_words(client: Client) -> None:
    story = told(licence="excerpt", excerpt="First words.")
    image = a_photo("A kettle")
    Photo.objects.create(story=story, image=image)
    assert "/media/" not in body(client, "/stories/feed.json")


def test_whose_it_is_and_where_it_lives_is_always_said(client: Client) -> None:
    source = SourceFactory(approved=True, title="Kesterfield Corner", last_fetched_at=NOON)
    story = told(
        owner_source=source, byline="Joan", byline_url="https://joan.example/", topics=["keys"], lang="cy"
    )
    entry = ElementTree.fromstring(body(client, "/stories/feed.atom")).find("atom:entry", ATOM)
    assert entry is not None
    assert entry.findtext("atom:source/atom:title", "", ATOM) == "Kesterfield Corner"
    assert entry.findtext("atom:source/atom:id", "", ATOM) == source.url
    assert entry.findtext("atom:author/atom:name", "", ATOM) == "Joan"
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "cy"
    links = {link.get("rel"): link.get("href") for link in entry.findall("atom:link", ATOM)}
    assert links["via"] == story.canonical_url
    assert links["alternate"] == f"http://testserver{story.get_absolute_url()}"
    item = json.loads(body(client, "/stories/feed.json"))["items"][0]
    assert (item["external_url"], item["authors"]) == (
        story.canonical_url,
        [{"name": "Joan", "url": "https://joan.example/"}],
    )
    assert item["_source"]["title"] == "Kesterfield Corner"
    assert item["tags"] == ["keys"]
    assert f'<source url="{source.url}">Kesterfield Corner</source>' in body(client, "/stories/feed.rss")


@pytest.mark.parametrize("form", FORMS)
def test_a_hostile_story_leaves_the_feed_whole(client: Client, form: str) -> None:
    told(
        title=HOSTILE.replace("\0", ""),
        excerpt=HOSTILE.replace("\0", ""),
        html="<p>\x0b]]&gt; &lt;script&gt;</p>",
        byline="\x1f<&>",
        lang="xx\x0b",
        canonical_url="javascript:alert(1)",
        byline_url="javascript:alert(1)",
        owner_source=SourceFactory(approved=True, title="\x0b]]><"),
        topics=["a & <b>"],
    )
    told(title="After it")
    assert len(titles(client, f"/stories/feed.{form}")) == 2
    assert "javascript:" not in body(client, f"/stories/feed.{form}")


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_the_xml_is_well_formed_to_a_strict_reader(client: Client, form: str) -> None:
    told(title=HOSTILE.replace("\0", ""))
    root = ElementTree.fromstring(body(client, f"/stories/feed.{form}"))
    title = root.find(".//atom:entry/atom:title", ATOM) if form == "atom" else root.find(".//item/title")
    assert title is not None and title.text and title.text.startswith('A "title" & <b>tag</b> ]]>')


def test_atom_says_all_it_must(client: Client) -> None:
    told()
    root = ElementTree.fromstring(body(client, "/stories/feed.atom?lang=en"))
    for name in (
        "id",
        "title",
        "updated",
        "author",
        "entry/id",
        "entry/title",
        "entry/updated",
        "entry/author",
    ):
        assert root.find("/".join(f"atom:{part}" for part in name.split("/")), ATOM) is not None, name
    own = next(link for link in root.findall("atom:link", ATOM) if link.get("rel") == "self")
    assert own.get("href") == "http://testserver/stories/feed.atom?lang=en"


def test_a_correction_moves_updated_and_not_published(client: Client) -> None:
    story = told(published_at=NOON - timedelta(days=2))
    Revision.objects.create(story=story, at=NOON + timedelta(hours=5), title="Before")
    item = json.loads(body(client, "/stories/feed.json"))["items"][0]
    assert item["date_published"] == (NOON - timedelta(days=2)).isoformat()
    assert item["date_modified"] == (NOON + timedelta(hours=5)).isoformat()


def test_ids_stay_when_a_title_is_corrected_and_are_known_as_ours(client: Client) -> None:
    story = told(title="Before")
    before = json.loads(body(client, "/stories/feed.json"))["items"][0]["id"]
    Story.objects.filter(pk=story.pk).update(title="After")
    assert json.loads(body(client, "/stories/feed.json"))["items"][0]["id"] == before
    assert before == f"tag:portal.example,2011:story/{story.pk}"
    assert is_ours(guid=before, link="")
    assert is_ours(guid="", link="http://portal.example/stories/1-x/")
    assert not is_ours(guid="tag:portal.example.org,2011:story/1", link="http://portal.example.org/stories/")


# --- asking again -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_whoever_has_it_already_gets_no_body_for_four_rows(
    client: Client, form: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    told()
    first = client.get(f"/stories/feed.{form}")
    for known in (
        {"If-None-Match": first["ETag"]},
        {"If-None-Match": f"W/{first['ETag']}"},
        {"If-Modified-Since": first["Last-Modified"]},
    ):
        with django_assert_num_queries(4):
            again = client.get(f"/stories/feed.{form}", headers=known)
        assert (again.status_code, again.content) == (304, b"")
    assert "max-age=300" in first["Cache-Control"] and "public" in first["Cache-Control"]


def test_what_is_new_corrected_or_hidden_is_told_to_whoever_asks_again(client: Client) -> None:
    story = told()

    def tag() -> str:
        return str(client.get("/stories/feed.atom")["ETag"])

    seen = {tag()}
    told(visible_at=timezone.now())
    seen.add(tag())
    Revision.objects.create(story=story, at=timezone.now(), title="Before")
    seen.add(tag())
    publishing.hide(story, by=UserFactory(), reason="A child.", now=timezone.now())
    seen.add(tag())
    assert len(seen) == 4
    assert tag() != client.get("/stories/feed.atom?kind=video")["ETag"]


def test_a_feed_is_sent_packed_to_whoever_can_unpack_it(client: Client) -> None:
    for _ in range(5):
        told()
    packed = client.get("/stories/feed.atom", headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content).startswith(b"<?xml")
    again = client.get("/stories/feed.atom", headers={"If-None-Match": packed["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_has_a_fixed_price(
    client: Client, form: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    told()
    client.get(f"/stories/feed.{form}")
    for _ in range(20):
        story = told(programmes=[ProgrammeFactory()], topics=["keys"])
        Photo.objects.create(story=story, image=a_photo("A kettle"))
    prepare_owed(now=NOON)
    with django_assert_max_num_queries(15):
        client.get(f"/stories/feed.{form}")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_feed_is_only_read(client: Client, method: str) -> None:
    assert getattr(client, method)("/stories/feed.atom").status_code == 405


# --- found from pages ---------------------------------------------------------------------------------------


def test_the_stream_offers_its_feeds_under_the_same_filters(client: Client) -> None:
    ProgrammeFactory(slug="big-local", name="Big Local")
    told(kind="video", programmes=[])
    page = body(client, "/stories/?kind=video")
    assert 'type="application/atom+xml" title="Stories (Atom)" href="/stories/feed.atom?kind=video"' in page
    assert '<a href="/stories/feed.json?kind=video">JSON Feed</a>' in page


def test_somebody_who_tells_stories_can_be_followed(client: Client) -> None:
    joan = PersonFactory(slug="joan")
    told(author=joan)
    assert '<a href="/stories/people/joan/feed.atom">Atom</a>' in body(client, joan.get_absolute_url())


# --- the list of sources ------------------------------------------------------------------------------------


def test_the_sources_we_follow_can_be_followed_without_us(client: Client) -> None:
    programme = ProgrammeFactory(slug="big-local")
    SourceFactory(approved=True, title="Blog & <co> \x0b", programmes=[programme])
    for state in (Source.State.PROPOSED, Source.State.PAUSED, Source.State.ENDED):
        SourceFactory(state=state, title=str(state))
    (outline,) = ElementTree.fromstring(body(client, "/stories/sources.opml")).findall(".//outline")
    assert (outline.get("text"), outline.get("category"), outline.get("type")) == (
        "Blog & <co> ",
        "/big-local",
        "rss",
    )
