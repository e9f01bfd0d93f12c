"""Which pictures of a story we may copy, by what its publisher chose. Looks at one row and asks nothing.

Full text: the picture beside it, those among its words, those attached. Excerpt: the one beside it, or the first of
its words where there is none beside it, as in any link preview. Title and link only: none. A story that is not
public: none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from stories.embeds import player_for
from stories.models import Enclosure, Story
from stories.models.source import Licence

MOST = 30  # per story; a gallery longer than that is better seen at home
LONGEST_ALT = 500

# Cleaned words hold no "<" but that of a tag, and no quote inside an attribute (stories.ingest.clean.markup).
IMAGE = re.compile(r"<img((?: [a-z-]+=\"[^\"]*\")*)>")
ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')


def wanted(story: Story, enclosures: Iterable[Enclosure]) -> dict[str, str]:
    """Addresses of pictures, most needed first, each with its alternative text."""
    if story.state != Story.State.PUBLISHED or story.licence == Licence.LINK:
        return {}
    found: dict[str, str] = {}
    if beside := lead(story, enclosures):
        found[beside] = ""
    if story.licence == Licence.FULL:
        for url, alt in within(story.html, enclosures).items():
            found[url] = found.get(url) or alt[:LONGEST_ALT]
    return {url: alt for url, alt in list(found.items())[:MOST] if _is_web(url)}


def lead(story: Story, enclosures: Iterable[Enclosure]) -> str:
    """The picture beside its title: its publisher's choice, else the still of its film, else the first there is."""
    if story.image_url:
        return story.image_url
    for url in (story.video_url, story.canonical_url):
        if (film := player_for(url)) and film.still:
            return film.still
    return next(iter(within(story.html, enclosures)), "")


def is_smiley(alt: str) -> bool:
    """A picture that stands for a character, as blogs make of every smiley: the character says it better."""
    return 0 < len(alt) <= 8 and not any(char.isalnum() or char.isspace() for char in alt)


def within(html: str, enclosures: Iterable[Enclosure]) -> dict[str, str]:
    """The pictures among cleaned words, those attached and the stills of films, each with its alternative text."""
    found: dict[str, str] = {}
    for tag in IMAGE.finditer(html):
        values = dict(ATTRIBUTE.findall(tag[1]))
        alt = unescape(values.get("alt", ""))
        if not is_smiley(alt):
            found.setdefault(unescape(values.get("src", "")), alt)
    for each in enclosures:
        if each.media_type.startswith("image/"):
            found.setdefault(each.url, each.alt)
        elif (film := player_for(each.url)) and film.still:
            found.setdefault(film.still, "")
    return found


def _is_web(url: str) -> bool:
    return url.startswith(("https://", "http://")) and len(url) <= 2048
