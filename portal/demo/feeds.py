"""A demo blog's posts in its own kind of feed: RSS 2.0, Atom or JSON Feed 1.1.

Three kinds, because the network must read them all; written plainly, the way common blog software does.
Nothing here moves by itself (no build date), so an unchanged feed is the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape
from xml.sax.saxutils import quoteattr

from portal.demo.blogs import Blog, Post

TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}


def write(blog: Blog, posts: Sequence[Post], *, root: str, began_at: datetime) -> bytes:
    writer = {"rss": _rss, "atom": _atom, "json": _json}[blog.feed]
    return writer(blog, posts, root, began_at).encode()


def words(post: Post, root: str) -> str:
    """The post's HTML with its picture on top, the addresses whole."""
    if not post.picture:
        return post.html
    picture = f'<img src="{root}/pictures/{post.picture}" alt={quoteattr(post.picture_alt)}>'
    return f"<figure>{picture}</figure>\n{post.html}"


def _rss(blog: Blog, posts: Sequence[Post], root: str, began_at: datetime) -> str:
    items = "".join(_rss_item(post, root, began_at) for post in posts)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>{escape(blog.title)}</title>
<link>{root}/</link>
<description>{escape(blog.tagline)}</description>
<language>en-GB</language>
<atom:link href="{root}{blog.feed_path}" rel="self" type="application/rss+xml"/>
{items}</channel>
</rss>
"""


def _rss_item(post: Post, root: str, began_at: datetime) -> str:
    categories = "".join(f"<category>{escape(tag)}</category>\n" for tag in post.tags)
    return f"""<item>
<title>{escape(post.title)}</title>
<link>{root}/{post.slug}/</link>
<guid isPermaLink="false">{root}/?p={post.slug}</guid>
<pubDate>{format_datetime(post.published_at(began_at))}</pubDate>
<dc:creator>{escape(post.author)}</dc:creator>
{categories}<content:encoded>{escape(words(post, root))}</content:encoded>
</item>
"""


def _atom(blog: Blog, posts: Sequence[Post], root: str, began_at: datetime) -> str:
    entries = "".join(_atom_entry(post, root, began_at) for post in posts)
    updated = max((post.published_at(began_at) for post in posts), default=began_at)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">
<title>{escape(blog.title)}</title>
<subtitle>{escape(blog.tagline)}</subtitle>
<id>{root}/</id>
<updated>{updated.isoformat()}</updated>
<link href="{root}/"/>
<link rel="self" href="{root}{blog.feed_path}" type="application/atom+xml"/>
{entries}</feed>
"""


def _atom_entry(post: Post, root: str, began_at: datetime) -> str:
    at = post.published_at(began_at).isoformat()
    language = f' xml:lang="{post.language}"' if post.language else ""
    categories = "".join(f"<category term={quoteattr(tag)}/>\n" for tag in post.tags)
    return f"""<entry{language}>
<title>{escape(post.title)}</title>
<link href="{root}/{post.slug}/"/>
<id>{root}/{post.slug}/</id>
<published>{at}</published>
<updated>{at}</updated>
<author><name>{escape(post.author)}</name></author>
{categories}<content type="html">{escape(words(post, root))}</content>
</entry>
"""


def _json(blog: Blog, posts: Sequence[Post], root: str, began_at: datetime) -> str:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": blog.title,
        "description": blog.tagline,
        "home_page_url": f"{root}/",
        "feed_url": f"{root}{blog.feed_path}",
        "language": "en-GB",
        "items": [_json_item(post, root, began_at) for post in posts],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _json_item(post: Post, root: str, began_at: datetime) -> dict[str, object]:
    item: dict[str, object] = {
        "id": f"{root}/{post.slug}/",
        "url": f"{root}/{post.slug}/",
        "title": post.title,
        "content_html": words(post, root),
        "date_published": post.published_at(began_at).isoformat(),
        "authors": [{"name": post.author}],
        "tags": list(post.tags),
    }
    if post.picture:
        item["image"] = f"{root}/pictures/{post.picture}"
    if post.language:
        item["language"] = post.language
    return item
