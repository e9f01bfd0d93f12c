"""What each demo blog has out at a moment: its own posts as they stand by then, its notes, what it carries.

Decided from the moment the demo began and nothing else, so that after a restart everybody tells the same story.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from portal.demo import noticing
from portal.demo.addresses import Addresses
from portal.demo.blogs import Blog, Post, by_slug

# A round-up comes after what it rounds up: readers have met a post at its author's before they meet it here.
CARRIED_AFTER = timedelta(minutes=4)


@dataclass(frozen=True)
class Release:
    """A post that is out, as it reads now."""

    post: Post
    root: str  # of the site it was written for
    at: datetime
    changed_at: datetime
    carried_from: str = ""  # title of that site, when another one carries it

    @property
    def link(self) -> str:
        return f"{self.root}/{self.post.slug}/"

    @property
    def is_edited(self) -> bool:
        return self.changed_at > self.at


def released(blog: Blog, where: Addresses, *, now: datetime) -> list[Release]:
    """What is out by now, newest first: every post, and of the notes the latest."""
    notes = noticing.notes(blog, began_at=where.began_at, now=now)
    own = [_release(post, where.root(blog.slug), where.began_at, now=now) for post in (*blog.posts, *notes)]
    out = [release for release in own if release.at <= now]
    return sorted(out + _carried(blog, where, now=now), key=lambda release: release.at, reverse=True)


def find(blog: Blog, slug: str, where: Addresses, *, now: datetime) -> Release | None:
    """A post of the blog's own by the name in its address, also one that its feed no longer lists."""
    post = next((post for post in blog.posts if post.slug == slug), None)
    post = post or noticing.note(blog, slug, began_at=where.began_at)
    if post is None:
        return None
    release = _release(post, where.root(blog.slug), where.began_at, now=now)
    return release if release.at <= now else None


def _release(post: Post, root: str, began_at: datetime, *, now: datetime) -> Release:
    at = changed_at = (began_at + post.when).replace(microsecond=0)
    if post.edited:
        edited_at = (began_at + post.edited.when).replace(microsecond=0)
        if edited_at <= now:
            post, changed_at = replace(post.edited, when=post.when), edited_at
    return Release(post, root, at, changed_at)


def _carried(blog: Blog, where: Addresses, *, now: datetime) -> list[Release]:
    found = []
    for slug, _, name in (carried.partition("/") for carried in blog.carries):
        home = by_slug(slug)
        release = find(home, name, where, now=now)
        if release and max(release.at, where.began_at) + CARRIED_AFTER <= now:
            found.append(replace(release, carried_from=home.title))
    return found
