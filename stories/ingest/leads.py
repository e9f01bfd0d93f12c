"""Where a page's feed may be: what the address gives away, what the page says, what is usual.

Looks at text alone; whether there is a feed is only known when somebody asks (`discovery`).
"""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag

from stories.ingest.entry import addresses

MOST = 5  # feeds a page may offer; a directory that lists a thousand is no blog
READ = 512 * 1024  # bytes of a page; what points to its feed stands in its head

_HANDLE = re.compile(r"@?(?P<name>[A-Za-z0-9_.-]+)@(?P<host>[A-Za-z0-9.-]+\.[A-Za-z]{2,})")
_PROFILE = re.compile(r"/@[A-Za-z0-9_.]+/?")
_CHANNEL = re.compile(r"/channel/(?P<id>UC[A-Za-z0-9_-]{22})(?:/.*)?")
_YOUTUBE = frozenset({"youtube.com", "www.youtube.com", "m.youtube.com"})
_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
)
# Where the common systems put theirs: WordPress, Ghost and Hugo, Jekyll and Blogger, Squarespace.
_USUAL = ("feed/", "rss/", "index.xml", "feed.xml", "atom.xml", "rss.xml", "feed.json", "?format=rss")


def address_of(text: str) -> str:
    """What was pasted, as an address: `@name@host` is how people write a Mastodon account."""
    handle = _HANDLE.fullmatch(text.strip())
    return f"https://{handle['host']}/@{handle['name']}" if handle else text.strip()


def from_address(url: str) -> list[str]:
    """Feeds that follow from the address alone, for the platforms where that is documented."""
    parts = urlsplit(url)
    if parts.hostname in _YOUTUBE and (channel := _CHANNEL.fullmatch(parts.path)):
        return [f"https://www.youtube.com/feeds/videos.xml?channel_id={channel['id']}"]
    if parts.hostname not in _YOUTUBE and _PROFILE.fullmatch(parts.path):
        return [url.rstrip("/") + ".rss"]
    return []


def from_page(html: bytes, *, url: str) -> list[str]:
    """Feeds that the page names itself, the main one first: comments are nobody's blog."""
    soup = BeautifulSoup(html[:READ], "html.parser")
    base = soup.find("base", href=True)
    if isinstance(base, Tag):
        url = urljoin(url, str(base["href"]))
    found: dict[str, bool] = {}
    for link in soup.find_all(["link", "a"], rel=True, href=True):
        if "alternate" not in _words(link, "rel") or str(link.get("type", "")).lower() not in _TYPES:
            continue
        address = addresses.resolve(str(link["href"]), base=url)
        if address:
            found.setdefault(address, "comment" in f"{link.get('title', '')} {address}".lower())
    return sorted(found, key=lambda address: found[address])[:MOST]


def usual(url: str) -> list[str]:
    """Where a feed often is, below the page and at the top of the site."""
    here = url.partition("?")[0].partition("#")[0]
    below = here if here.endswith("/") else f"{here}/"
    top = urljoin(url, "/")
    near = [urljoin(below, path) for path in _USUAL]
    return list(dict.fromkeys([*near, *(urljoin(top, path) for path in _USUAL[:4])]))


def _words(tag: Tag, name: str) -> list[str]:
    value: str | list[str] = tag.get(name) or []
    return [word.lower() for word in (value.split() if isinstance(value, str) else value)]
