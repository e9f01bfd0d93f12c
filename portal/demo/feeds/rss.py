"""RSS 2.0: a blog's, a podcast's with its enclosures, and a photo channel's without titles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from email.utils import format_datetime
from html import escape
from xml.sax.saxutils import quoteattr

from portal.demo import sounds
from portal.demo.blogs import Blog
from portal.demo.feeds.content import PICTURE_TYPE, element, pictures, words
from portal.demo.releases import Release

_SPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "content": "http://purl.org/rss/1.0/modules/content/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "atom": "http://www.w3.org/2005/Atom",
        "media": "http://search.yahoo.com/mrss/",
        "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    }.items()
)


def blog(blog: Blog, releases: Sequence[Release], root: str) -> str:
    return _channel(blog, releases, root, _article)


def podcast(blog: Blog, releases: Sequence[Release], root: str) -> str:
    return _channel(blog, releases, root, _episode)


def photos(blog: Blog, releases: Sequence[Release], root: str) -> str:
    return _channel(blog, releases, root, _photo)


def _channel(blog: Blog, releases: Sequence[Release], root: str, inside: Callable[[Release], str]) -> str:
    items = "".join(_item(release, inside) for release in releases)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" {_SPACES}>
<channel>
{element("title", blog.title)}<link>{root}/</link>
{element("description", blog.tagline)}<language>en-GB</language>
<atom:link href="{root}{blog.feed_path}" rel="self" type="application/rss+xml"/>
{items}</channel>
</rss>
"""


def _item(release: Release, inside: Callable[[Release], str]) -> str:
    post = release.post
    categories = "".join(element("category", tag) for tag in post.tags)
    return f"""<item>
{element("title", post.title)}<link>{release.link}</link>
<guid isPermaLink="false">{release.root}/?p={post.slug}</guid>
<pubDate>{format_datetime(release.at)}</pubDate>
{element("dc:creator", post.author)}{categories}{inside(release)}</item>
"""


def _article(release: Release) -> str:
    source = ""
    if release.carried_from:
        source = f'<source url="{release.root}/">{escape(release.carried_from)}</source>\n'
    return source + element("content:encoded", words(release))


def _episode(release: Release) -> str:
    post = release.post
    size = len(sounds.recording(post.slug, seconds=post.seconds))
    cover = "".join(f"<itunes:image href={quoteattr(address)}/>\n" for address, _ in pictures(release)[:1])
    return (
        f'<enclosure url="{release.root}/sounds/{post.slug}.wav" length="{size}" type="{sounds.TYPE}"/>\n'
        f"<itunes:duration>{post.seconds}</itunes:duration>\n{cover}"
        + element("content:encoded", words(release))
    )


def _photo(release: Release) -> str:
    """As Mastodon has it: the words, and each picture beside them with its description."""
    return element("description", release.post.html) + "".join(
        f'<media:content url={quoteattr(address)} type="{PICTURE_TYPE}" medium="image">\n'
        f"{element('media:description', alt)}</media:content>\n"
        for address, alt in pictures(release)
    )
