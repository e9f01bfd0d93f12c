"""The demo blogs: good feeds, good manners, and never to be taken for real ones."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from portal.demo import feeds, pages, troubles, web
from portal.demo.blogs import Blog, all_blogs, by_slug
from portal.demo.releases import Release, released
from stories.ingest.clean import clean
from stories.ingest.entry import Document
from stories.ingest.parse import parse
from tests.unit.demo.conftest import BEGAN, BLOGS, WHERE, ask

QUIET = timedelta(days=30)  # by then everything that was written is out


def out(blog: Blog, *, later: timedelta = timedelta()) -> list[Release]:
    return released(blog, WHERE, now=BEGAN + later)


def read(blog: Blog, *, later: timedelta = timedelta()) -> Document:
    """The feed as the engine reads it."""
    body = feeds.write(blog, out(blog, later=later), root=WHERE.root(blog.slug))
    document = parse(body, url=f"{WHERE.root(blog.slug)}{blog.feed_path}")
    assert isinstance(document, Document), document
    return document


def test_about_twenty_five_blogs_from_three_programmes_in_every_shape_of_feed() -> None:
    programmes = Counter(blog.programme for blog in all_blogs())
    assert set(programmes) == {"community-organisers", "nesta-neighbourhoods", "big-local"}
    assert min(programmes.values()) >= 7
    assert 24 <= len(all_blogs()) <= 28
    assert {blog.feed for blog in all_blogs()} == set(feeds.TYPES)
    assert {blog.trouble for blog in all_blogs()} - {""} == troubles.KINDS


@BLOGS
def test_every_blog_has_stories_before_anybody_looks(blog: Blog) -> None:
    assert len(out(blog)) >= 2
    assert len(blog.posts) >= 3


@BLOGS
def test_the_engine_reads_every_post_whole(blog: Blog) -> None:
    told, document = out(blog, later=QUIET)[: feeds.LENGTH], read(blog, later=QUIET)
    assert document.warnings == ()
    assert document.set_aside == ()
    assert [(entry.link, entry.published_at, entry.author) for entry in document.entries] == [
        (release.link, release.at, release.post.author) for release in told
    ]
    for entry, release in zip(document.entries, told, strict=True):
        cleaned = clean(entry)
        assert cleaned.title == release.post.title
        assert set(cleaned.tags) == set(release.post.tags)
        assert len(cleaned.text) > 25
        assert cleaned.kind == kind_of(blog), release.post.slug


def kind_of(blog: Blog) -> str:
    return {"podcast": "audio", "video": "video", "photos": "photo"}.get(blog.feed, "post")


@BLOGS
def test_words_in_another_language_say_which(blog: Blog) -> None:
    told = [release.post.language for release in out(blog, later=QUIET)[: feeds.LENGTH]]
    languages = [entry.language.lower() for entry in read(blog, later=QUIET).entries]
    assert [language if language != "en-gb" else "" for language in languages] == told


@BLOGS
def test_a_picture_comes_with_its_description(blog: Blog) -> None:
    for entry, release in zip(read(blog).entries, out(blog)[: feeds.LENGTH], strict=True):
        for picture in release.post.pictures:
            assert entry.image.endswith(picture.file) or picture.file in entry.content
            alts = [enclosure.alt for enclosure in entry.enclosures]
            # A film channel has no place for what is on the still; its page does.
            assert (
                blog.feed in ("video", "podcast") or picture.alt in alts or picture.alt in clean(entry).html
            )


@BLOGS
def test_an_unchanged_feed_is_the_same_bytes_and_a_304_for_whoever_has_it(blog: Blog) -> None:
    first = ask(blog, blog.feed_path)
    assert first == ask(blog, blog.feed_path, later=timedelta(seconds=30))
    assert web.is_known(first, if_none_match=first.etag, if_modified_since=None)
    assert web.is_known(first, if_none_match=f'W/{first.etag}, "other"', if_modified_since=None)
    stamp = first.changed_at.strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert web.is_known(first, if_none_match=None, if_modified_since=stamp)


def test_a_new_post_changes_tag_and_date() -> None:
    blog = by_slug("aldersyke-on-foot")
    before, after = ask(blog, blog.feed_path), ask(blog, blog.feed_path, later=timedelta(minutes=10))
    assert not web.is_known(after, if_none_match=before.etag, if_modified_since=None)
    assert after.changed_at > before.changed_at


def test_a_tag_that_differs_outweighs_the_date() -> None:
    found = ask(all_blogs()[0], "/")
    assert not web.is_known(found, if_none_match='"old"', if_modified_since="Fri, 01 Jan 2038 00:00:00 GMT")


@pytest.mark.parametrize("nonsense", ["", "yesterday", "Fri, 99 Foo"])
def test_a_date_that_is_none_gets_the_whole_answer(nonsense: str) -> None:
    found = ask(all_blogs()[0], "/")
    assert not web.is_known(found, if_none_match=None, if_modified_since=nonsense)


@BLOGS
def test_every_post_can_be_read_in_the_original(blog: Blog) -> None:
    for release in out(blog, later=QUIET):
        if not release.carried_from:
            page = ask(blog, f"/{release.post.slug}/", later=QUIET)
            assert page.status == 200
            assert release.post.html in page.body.decode()


@BLOGS
def test_a_post_that_is_not_out_yet_is_nowhere(blog: Blog) -> None:
    home, feed = ask(blog, "/").body, ask(blog, blog.feed_path).body
    for post in blog.posts:
        if post.when > timedelta():
            assert ask(blog, f"/{post.slug}/").status == 404
            assert f"/{post.slug}/".encode() not in home + feed


@BLOGS
def test_every_page_says_that_it_is_made_up_and_names_its_feed(blog: Blog) -> None:
    for path in ("/", f"/{out(blog)[-1].post.slug}/", "/nothing-here"):
        page = ask(blog, path).body.decode()
        assert pages.MADE_UP in page
        assert f'href="{blog.feed_path}"' in page


@pytest.mark.parametrize(
    "path", ["/pictures/../blogs.py", "/pictures/", "/pictures/nothing.png", "/../web.py", "/sounds/x.wav"]
)
def test_nothing_but_what_is_published_is_served(path: str) -> None:
    assert ask(all_blogs()[0], path).status == 404


def test_a_recording_is_a_few_seconds_that_can_be_played_and_no_more_is_claimed() -> None:
    for blog in all_blogs():
        for post in blog.posts if blog.feed == "podcast" else ():
            sound = ask(blog, f"/sounds/{post.slug}.wav").body
            assert sound[:4] == b"RIFF"
            assert 5 <= post.seconds <= 12
            page = ask(blog, f"/{post.slug}/", later=QUIET).body.decode()
            assert "in place of a recording" in page
