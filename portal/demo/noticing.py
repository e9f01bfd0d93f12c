"""Small dated notes that keep the demo moving when the posts that were written for it are out.

From `FIRST` minutes after the beginning one blog or another notices something every minute, for ever. Which one,
what and where follows from the number of the minute alone. The sentences are in `posts/notices.txt`, by the kind
of spot that they are true of: nobody notices a heron in a launderette.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from portal.demo import blogs

FIRST = 67  # minutes; by then every post that was written for the first hour is out
LISTED = 12  # of a blog's notes, the latest; a feed is no archive
_SLUG = "noticed-"
_STRIDE = (
    11  # through the sentences of a kind: shares no factor with their number, so that all get their turn
)


@dataclass(frozen=True)
class Notice:
    topics: tuple[str, ...]
    title: str  # with {spot}
    words: str


@cache
def notices() -> dict[str, tuple[Notice, ...]]:
    """By kind of spot. In the file one for each paragraph: kind and topics, title, words, a line each."""
    found: dict[str, list[Notice]] = {}
    for paragraph in (blogs.POSTS / "notices.txt").read_text().strip().split("\n\n"):
        head, title, words = paragraph.split("\n", 2)
        kind, _, topics = head.partition(": ")
        found.setdefault(kind, []).append(Notice(tuple(topics.split(", ")), title, words))
    return {kind: tuple(fitting) for kind, fitting in found.items()}


def notes(blog: blogs.Blog, *, began_at: datetime, now: datetime) -> list[blogs.Post]:
    """The blog's latest notes up to now."""
    latest = int((now - began_at) / timedelta(minutes=1))
    return [_note(blog, minute) for minute in _minutes_of(blog, latest)]


def note(blog: blogs.Blog, slug: str, *, began_at: datetime) -> blogs.Post | None:
    """The note of this name, out or not; None when it is none of the blog's."""
    number = slug.removeprefix(_SLUG)
    if slug == number or not number.isdecimal() or len(number) > 9 or number != str(int(number)):
        return None
    return _note(blog, int(number)) if _is_turn_of(blog, int(number)) else None


def _minutes_of(blog: blogs.Blog, latest: int) -> Iterator[int]:
    """From the latest back; a blog's turn comes once in as many minutes as there are blogs that notice."""
    minute, listed = latest, 0
    while blog.spots and minute >= FIRST and listed < LISTED:
        if _is_turn_of(blog, minute):
            listed += 1
            yield minute
        minute -= 1


def _is_turn_of(blog: blogs.Blog, minute: int) -> bool:
    noticing = _noticing()
    return minute >= FIRST and noticing[minute % len(noticing)] == blog.slug


@cache
def _noticing() -> tuple[str, ...]:
    return tuple(blog.slug for blog in blogs.all_blogs() if blog.spots)


def _note(blog: blogs.Blog, minute: int) -> blogs.Post:
    turn = minute // len(_noticing())
    kind, _, spot = blog.spots[turn % len(blog.spots)].partition(": ")
    fitting = notices()[kind]
    notice = fitting[minute * _STRIDE % len(fitting)]
    return blogs.Post(
        slug=f"{_SLUG}{minute}",
        title=notice.title.format(spot=spot),
        author=blog.steward,
        when=timedelta(minutes=minute),
        html=f"<p>{notice.words}</p>",
        tags=notice.topics,
    )
