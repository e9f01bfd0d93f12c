"""The demo blogs as they lie in `posts/`: one folder each, `blog.json` for the blog, one file for each post.

A post is a few header lines, an empty line, and its words as HTML. `when` is counted from the beginning of the
demo: `-3h` was there before we came, `+4m` appears four minutes after the first start. A file
`<post>.edited.html` beside it says what its author made of it later. What is out at a moment is for `releases`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path

POSTS = Path(__file__).parent / "posts"
INDEX = "list-of-all"  # the site that lists the others
_EDITED = ".edited.html"
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True)
class Picture:
    """A file in `posts/pictures/`, and what can be seen on it."""

    file: str
    alt: str


@dataclass(frozen=True)
class Post:
    slug: str
    title: str  # empty where the channel gives none, as photo channels do
    author: str
    when: timedelta
    html: str
    tags: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    language: str = ""
    seconds: int = 0  # of the recording or film that the post stands for
    edited: Post | None = None  # what it says later; its `when` is the moment of the edit


@dataclass(frozen=True)
class Blog:
    """One made-up blog or channel: what it is, how its feed is shaped, what the network knows about it."""

    slug: str
    title: str
    tagline: str
    about: str
    feed: str  # rss, atom, json, podcast, video or photos
    feed_path: str
    colour: str
    group: str  # the made-up organisation behind it
    steward: str  # the made-up person who writes most of it
    programme: str  # slug
    area: str  # slug of a made-up area
    area_name: str
    area_summary: str
    licence: str
    spots: tuple[str, ...] = ()  # where the notes of `noticing` are made: "green: by the second lock"
    carries: tuple[str, ...] = ()  # "blog/post" of others' posts, for a round-up
    trouble: str = ""  # one of `troubles`
    is_placed: bool = True  # what it tells happens in its area; not so with a round-up
    proposed_by: str = ""  # the made-up person who asks for it to be followed; empty: it is followed already
    why: str = ""  # what they say for it
    posts: tuple[Post, ...] = field(default=(), repr=False)


@cache
def all_blogs() -> tuple[Blog, ...]:
    """Every blog, in the order of their names: it decides which port each one gets."""
    return tuple(_blog(path.parent) for path in sorted(POSTS.glob("*/blog.json")))


def site_names() -> list[str]:
    """Every site that needs an address: the list of them all first, the old homes of those that moved last."""
    blogs = all_blogs()
    moved = [before(blog) for blog in blogs if blog.trouble == "moved"]
    return [INDEX, *(blog.slug for blog in blogs), *moved]


def before(blog: Blog) -> str:
    """The site where a blog that has moved used to be."""
    return f"{blog.slug}--before"


def followed() -> list[Blog]:
    """Those that the network follows from its first day; the others wait in the queue."""
    return [blog for blog in all_blogs() if not blog.proposed_by]


def by_slug(slug: str) -> Blog:
    return next(blog for blog in all_blogs() if blog.slug == slug)


def _blog(folder: Path) -> Blog:
    known = json.loads((folder / "blog.json").read_text())
    for name in ("spots", "carries"):
        known[name] = tuple(known.get(name, ()))
    files = [path for path in sorted(folder.glob("*.html")) if not path.name.endswith(_EDITED)]
    return Blog(slug=folder.name, posts=tuple(_post(path) for path in files), **known)


def _post(path: Path) -> Post:
    head, _, html = path.read_text().partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    edited = path.with_name(path.stem + _EDITED)
    return Post(
        slug=path.name.partition(".")[0],
        title=fields.get("title", ""),
        author=fields["author"],
        when=span(fields["when"]),
        html=html.strip(),
        tags=tuple(tag.strip() for tag in fields.get("tags", "").split(",") if tag.strip()),
        pictures=_pictures(fields),
        language=fields.get("language", ""),
        seconds=int(fields.get("seconds", 0)),
        edited=_post(edited) if edited.exists() else None,
    )


def _pictures(fields: dict[str, str]) -> tuple[Picture, ...]:
    """`picture` and `picture-alt`, then `picture-2` and `picture-2-alt` and so on."""
    names = [name for name in fields if re.fullmatch(r"picture(?:-\d)?", name)]
    return tuple(Picture(fields[name], fields[f"{name}-alt"]) for name in names)


def span(written: str) -> timedelta:
    """`-3h`, `+4m`, `-12d`."""
    match = re.fullmatch(r"([+-]\d+)([mhd])", written)
    if not match:
        raise ValueError(f"Not a time from the beginning of the demo: {written!r}")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})
