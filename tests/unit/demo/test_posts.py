"""What the demo's people write: whole, marked, described, and about nobody who is real."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image

from portal.demo.blogs import POSTS, Blog, Post, all_blogs
from portal.demo.feeds.content import PICTURE_TYPE
from portal.demo.noticing import notices
from portal.demo.pictures import DRAWINGS, draw
from portal.demo.topics import TOPICS
from stories.ingest.entry import retold, runs
from tests.unit.demo.conftest import BLOGS

ROOT = Path(__file__).parent.parent.parent.parent
PICTURES = POSTS / "pictures"
SCRIPTS = {
    "ur": re.compile(r"[\u0600-\u06ff]"),
    "pl": re.compile(r"[ąćęłńóśźż]"),
    "cy": re.compile(r"\b(?:yn|i|y)\b"),
}


def versions(blog: Blog) -> Iterator[Post]:
    for post in blog.posts:
        yield post
        if post.edited:
            yield post.edited


def everything() -> str:
    """Every word that somebody made up has written."""
    return "\n".join(
        path.read_text() for path in sorted(POSTS.rglob("*")) if path.suffix in (".html", ".json", ".txt")
    )


def test_about_a_hundred_and_fifty_posts_some_of_them_long() -> None:
    lengths = [len(re.sub(r"<[^>]*>", "", post.html).split()) for blog in all_blogs() for post in blog.posts]
    assert len(lengths) >= 150
    assert len([length for length in lengths if length >= 600]) >= 5
    assert max(lengths) <= 1000


@BLOGS
def test_every_post_has_an_author_words_and_topics_of_the_vocabulary(blog: Blog) -> None:
    for post in versions(blog):
        assert post.author
        assert len(post.html) > 30, post.slug
        assert 2 <= len(post.tags) <= 4, post.slug
        assert set(post.tags) <= TOPICS, post.slug
        assert bool(post.title) != (blog.feed == "photos"), post.slug


def test_one_post_is_told_again_by_another_blog_under_another_title() -> None:
    told = [
        (blog.slug, post.title, runs(re.sub(r"<[^>]*>", " ", post.html)))
        for blog in all_blogs()
        for post in blog.posts
        if post.title
    ]
    again = [
        {one[0], other[0]}
        for one, other in combinations(told, 2)
        if one[:2] != other[:2] and retold(one[2], other[2], same_title=False)
    ]
    assert again == [{"chai-at-twelve", "saltmarden-lunch-club"}]


def test_every_topic_is_written_about() -> None:
    written = {tag for blog in all_blogs() for post in blog.posts for tag in post.tags}
    assert TOPICS - written == set()
    assert {
        topic for fitting in notices().values() for notice in fitting for topic in notice.topics
    } <= TOPICS


def test_the_same_thing_is_talked_about_in_every_programme() -> None:
    for topic in (
        "food",
        "listening",
        "repair",
        "older people",
        "young people",
        "transport",
        "buildings",
        "insurance",
    ):
        programmes = {blog.programme for blog in all_blogs() for post in blog.posts if topic in post.tags}
        assert len(programmes) == 3, topic


@BLOGS
def test_every_picture_is_there_and_described_as_the_drawing_that_it_is(blog: Blog) -> None:
    for post in versions(blog):
        for picture in post.pictures:
            assert (PICTURES / picture.file).is_file(), picture.file
            assert re.match(r"Drawing(?: in brown and cream)?: .{25,}\.$", picture.alt), picture.alt
        assert post.pictures or blog.feed not in ("photos", "video"), post.slug
        assert bool(post.seconds) == (blog.feed in ("podcast", "video")), post.slug


def test_every_picture_has_been_drawn_by_its_scene_and_all_together_are_light() -> None:
    files = sorted(PICTURES.iterdir())
    assert {file.stem for file in files} == set(DRAWINGS)
    assert sum(file.stat().st_size for file in files) < 3_000_000
    for file in files:
        with Image.open(file) as picture:
            assert (picture.get_format_mimetype(), picture.size) == (PICTURE_TYPE, (1200, 800))


def test_a_drawing_comes_out_the_same_every_time() -> None:
    assert draw("kite").tobytes() == draw("kite").tobytes()


@BLOGS
def test_the_words_of_every_post_are_well_formed(blog: Blog) -> None:
    for post in versions(blog):
        assert unclosed(post.html) == [], post.slug


@BLOGS
def test_a_post_in_another_language_is_in_that_language(blog: Blog) -> None:
    for post in versions(blog):
        if post.language:
            assert SCRIPTS[post.language].search(post.html), post.slug
        else:
            assert not SCRIPTS["ur"].search(post.html + post.title), post.slug


def test_there_are_posts_in_welsh_urdu_and_polish() -> None:
    assert {post.language for blog in all_blogs() for post in blog.posts} == {"", "cy", "ur", "pl"}


@BLOGS
def test_the_place_of_a_blog_is_marked_as_made_up(blog: Blog) -> None:
    assert blog.area_name.endswith("(made up)")
    assert "made up for the demo network" in blog.area_summary.lower()


@pytest.mark.parametrize(
    ("file", "columns"),
    [
        ("programmes/data/big_local_areas.csv", ["name", "local_authority"]),
        ("programmes/data/neighbourhood_challenge_projects.csv", ["name", "place", "local_authority"]),
        ("people/data/organisations.csv", ["name", "short_name"]),
        ("people/data/people.csv", ["name"]),
    ],
)
def test_no_real_place_organisation_or_person_is_named(file: str, columns: list[str]) -> None:
    words = everything()
    with (ROOT / file).open(encoding="utf-8") as rows:
        names = {row[column] for row in csv.DictReader(rows) for column in columns if row[column]}
    assert [name for name in sorted(names) if re.search(rf"\b{re.escape(name)}\b", words)] == []


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
