"""The demo blogs as they lie in `posts/`: one folder each, `blog.json` for the blog, one file for each post.

A post is a few header lines, an empty line, and its words as HTML. `when` is counted from the beginning of the
demo: `-3h` was there before we came, `+4m` appears four minutes after the first start.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

POSTS = Path(__file__).parent / "posts"
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True)
class Post:
    slug: str
    title: str
    author: str
    when: timedelta
    html: str
    tags: tuple[str, ...] = ()
    picture: str = ""
    picture_alt: str = ""
    language: str = ""

    def published_at(self, began_at: datetime) -> datetime:
        return (began_at + self.when).replace(microsecond=0)


@dataclass(frozen=True)
class Blog:
    """One made-up blog: what it is, which kind of feed it speaks, and what the network knows about it."""

    slug: str
    title: str
    tagline: str
    about: str
    feed: str  # rss, atom or json
    feed_path: str
    colour: str
    group: str  # the made-up organisation behind it
    steward: str  # the made-up person who writes most of it
    programme: str  # slug
    area: str  # slug of a made-up area
    area_name: str
    area_summary: str
    licence: str
    posts: tuple[Post, ...] = ()

    def published(self, *, began_at: datetime, now: datetime) -> list[Post]:
        """What is out by now, newest first."""
        out = [post for post in self.posts if post.published_at(began_at) <= now]
        return sorted(out, key=lambda post: post.when, reverse=True)


@cache
def all_blogs() -> tuple[Blog, ...]:
    """Every blog, in the order of their names: it decides which port each one gets."""
    return tuple(_blog(path.parent) for path in sorted(POSTS.glob("*/blog.json")))


def _blog(folder: Path) -> Blog:
    known = json.loads((folder / "blog.json").read_text())
    posts = tuple(_post(path) for path in sorted(folder.glob("*.html")))
    return Blog(slug=folder.name, posts=posts, **known)


def _post(path: Path) -> Post:
    head, _, html = path.read_text().partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    return Post(
        slug=path.stem,
        title=fields.get("title", ""),
        author=fields["author"],
        when=_span(fields["when"]),
        html=html.strip(),
        tags=tuple(tag.strip() for tag in fields.get("tags", "").split(",") if tag.strip()),
        picture=fields.get("picture", ""),
        picture_alt=fields.get("picture-alt", ""),
        language=fields.get("language", ""),
    )


def _span(written: str) -> timedelta:
    """`-3h`, `+4m`, `-12d`."""
    match = re.fullmatch(r"([+-]\d+)([mhd])", written)
    if not match:
        raise ValueError(f"Not a time from the beginning of the demo: {written!r}")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})
