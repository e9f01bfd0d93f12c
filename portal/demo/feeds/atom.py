"""Atom (RFC 4287): a blog's, and a film channel's with Media RSS inside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from xml.sax.saxutils import quoteattr

from portal.demo.blogs import Blog
from portal.demo.feeds.content import element, language, pictures, plain, words
from portal.demo.releases import Release


def blog(blog: Blog, releases: Sequence[Release], root: str) -> str:
    return _feed(blog, releases, root, _article)


def video(blog: Blog, releases: Sequence[Release], root: str) -> str:
    return _feed(blog, releases, root, _film)


def _feed(blog: Blog, releases: Sequence[Release], root: str, inside: Callable[[Release], str]) -> str:
    entries = "".join(_entry(release, inside) for release in releases)
    updated = max((release.changed_at.isoformat() for release in releases), default="1970-01-01T00:00:00Z")
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xml:lang="en-GB">
{element("title", blog.title)}{element("subtitle", blog.tagline)}<id>{root}/</id>
<updated>{updated}</updated>
<link href="{root}/"/>
<link rel="self" href="{root}{blog.feed_path}" type="application/atom+xml"/>
{entries}</feed>
"""


def _entry(release: Release, inside: Callable[[Release], str]) -> str:
    post = release.post
    categories = "".join(f"<category term={quoteattr(tag)}/>\n" for tag in post.tags)
    return f"""<entry{language(release)}>
{element("title", post.title)}<link href="{release.link}"/>
<id>{release.link}</id>
<published>{release.at.isoformat()}</published>
<updated>{release.changed_at.isoformat()}</updated>
<author>{element("name", post.author).strip()}</author>
{categories}{inside(release)}</entry>
"""


def _article(release: Release) -> str:
    return f'<content type="html">{escape(words(release), quote=False)}</content>\n'


def _film(release: Release) -> str:
    """The film is watched on its own page: that is the address of the media, as on film sites."""
    stills = "".join(f"<media:thumbnail url={quoteattr(address)}/>\n" for address, _ in pictures(release)[:1])
    return (
        f"<media:group>\n{element('media:title', release.post.title)}"
        f'<media:content url="{release.link}" medium="video" duration="{release.post.seconds}"/>\n'
        f"{stills}{element('media:description', plain(release))}</media:group>\n"
    )
