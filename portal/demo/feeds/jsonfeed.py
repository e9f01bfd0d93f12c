"""JSON Feed 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from portal.demo.blogs import Blog
from portal.demo.feeds.content import pictures, words
from portal.demo.releases import Release


def blog(blog: Blog, releases: Sequence[Release], root: str) -> str:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": blog.title,
        "description": blog.tagline,
        "home_page_url": f"{root}/",
        "feed_url": f"{root}{blog.feed_path}",
        "language": "en-GB",
        "items": [_item(release) for release in releases],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _item(release: Release) -> dict[str, object]:
    post = release.post
    item: dict[str, object] = {
        "id": release.link,
        "url": release.link,
        "title": post.title,
        "content_html": words(release),
        "date_published": release.at.isoformat(),
        "authors": [{"name": post.author}],
        "tags": list(post.tags),
    }
    if release.is_edited:
        item["date_modified"] = release.changed_at.isoformat()
    for address, _ in pictures(release)[:1]:
        item["image"] = address
    if post.language:
        item["language"] = post.language
    return item
