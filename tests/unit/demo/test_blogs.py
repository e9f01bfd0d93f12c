"""The demo blogs: good feeds, good manners, and never to be taken for real ones."""

from __future__ import annotations

import json
from calendar import timegm
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import feedparser
import pytest

from portal.demo import feeds, pages, web
from portal.demo.blogs import Blog, all_blogs

BEGAN = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
ROOT = "http://127.0.0.1:8011"
BLOGS = pytest.mark.parametrize("blog", all_blogs(), ids=lambda blog: blog.slug)


def ask(blog: Blog, path: str, *, later: timedelta = timedelta()) -> web.Answer:
    return web.answer(blog, path, root=ROOT, began_at=BEGAN, now=BEGAN + later)


def test_there_is_a_blog_for_each_programme_and_each_kind_of_feed() -> None:
    assert {blog.programme for blog in all_blogs()} == {
        "community-organisers",
        "nesta-neighbourhoods",
        "big-local",
    }
    assert {blog.feed for blog in all_blogs()} == {"rss", "atom", "json"}


@BLOGS
def test_every_blog_has_stories_before_anybody_looks_and_more_within_minutes(blog: Blog) -> None:
    at_once = blog.published(began_at=BEGAN, now=BEGAN)
    soon = blog.published(began_at=BEGAN, now=BEGAN + timedelta(minutes=10))
    assert len(at_once) >= 5
    assert len(soon) > len(at_once)


@BLOGS
def test_the_feed_tells_title_author_date_and_words_of_every_post(blog: Blog) -> None:
    posts = blog.published(began_at=BEGAN, now=BEGAN)
    body = feeds.write(blog, posts, root=ROOT, began_at=BEGAN)
    told = [(post.title, post.author, post.published_at(BEGAN), f"{ROOT}/{post.slug}/") for post in posts]
    if blog.feed == "json":
        items = json.loads(body)["items"]
        read = [
            (
                item["title"],
                item["authors"][0]["name"],
                datetime.fromisoformat(item["date_published"]),
                item["url"],
            )
            for item in items
        ]
        words = [item["content_html"] for item in items]
    else:
        document = feedparser.parse(body)
        assert not document.bozo, document.get("bozo_exception")
        read = [
            (
                entry.title,
                entry.author,
                datetime.fromtimestamp(timegm(entry.published_parsed), UTC),
                entry.link,
            )
            for entry in document.entries
        ]
        words = [entry.content[0].value for entry in document.entries]
    assert read == told
    assert all("<p>" in text or "<li>" in text for text in words)


@BLOGS
def test_an_unchanged_feed_is_the_same_bytes_a_day_later(blog: Blog) -> None:
    still = timedelta(days=4)
    first, second = ask(blog, blog.feed_path, later=still), ask(blog, blog.feed_path, later=still * 2)
    assert first == second


@BLOGS
def test_whoever_has_the_feed_already_gets_304(blog: Blog) -> None:
    found = ask(blog, blog.feed_path)
    assert web.is_known(found, if_none_match=found.etag, if_modified_since=None)
    assert web.is_known(found, if_none_match=f'W/{found.etag}, "other"', if_modified_since=None)
    stamp = found.changed_at.strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert web.is_known(found, if_none_match=None, if_modified_since=stamp)


@BLOGS
def test_a_new_post_changes_tag_and_date(blog: Blog) -> None:
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
def test_every_post_in_the_feed_can_be_read_in_the_original(blog: Blog) -> None:
    for post in blog.published(began_at=BEGAN, now=BEGAN):
        page = ask(blog, f"/{post.slug}/")
        assert page.status == 200
        assert post.html in page.body.decode()


@BLOGS
def test_a_post_that_is_not_out_yet_is_nowhere(blog: Blog) -> None:
    hidden = [post for post in blog.posts if post.when > timedelta()]
    assert hidden
    for post in hidden:
        assert ask(blog, f"/{post.slug}/").status == 404
        assert post.slug.encode() not in ask(blog, blog.feed_path).body
        assert post.slug.encode() not in ask(blog, "/").body


@BLOGS
def test_every_page_says_that_it_is_made_up_and_names_its_feed(blog: Blog) -> None:
    for path in ("/", f"/{blog.published(began_at=BEGAN, now=BEGAN)[0].slug}/", "/nothing-here"):
        page = ask(blog, path).body.decode()
        assert pages.MADE_UP in page
        assert f'href="{blog.feed_path}"' in page


@pytest.mark.parametrize(
    "path", ["/pictures/../blogs.py", "/pictures/", "/pictures/nothing.png", "/../web.py"]
)
def test_nothing_but_what_is_published_is_served(path: str) -> None:
    assert ask(all_blogs()[0], path).status == 404


def test_every_picture_named_is_there_and_is_described() -> None:
    for blog in all_blogs():
        for post in blog.posts:
            if post.picture:
                assert ask(blog, f"/pictures/{post.picture}").type == "image/png"
                assert post.picture_alt


@BLOGS
def test_the_words_of_every_post_are_well_formed(blog: Blog) -> None:
    for post in blog.posts:
        assert unclosed(post.html) == [], post.slug


def unclosed(html: str) -> list[str]:
    """The elements still open at the end; the demo's own words use no void ones."""
    tags: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            tags.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert tags.pop() == tag

    Reader().feed(html)
    return tags
