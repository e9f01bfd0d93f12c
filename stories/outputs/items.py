"""What a feed says of one story: no more than its publisher's licence lets, and always whose it is.

A feed is read by machines that stop at the first character XML does not know, so every text is rid of those here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.html import format_html
from django.utils.translation import gettext as _

from stories.links import host, web_address
from stories.models import Enclosure, Source, Story
from stories.models.source import Licence
from stories.origin import mark
from stories.outputs.photos import Shot, figures, shots

Absolute = Callable[[str], str]  # a path of ours to a whole address

# All that XML 1.0 does not know (https://www.w3.org/TR/xml/#charsets), lone surrogates among it.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Item:
    """One story in words any feed can hold. Addresses are whole; empty where there is nothing to say."""

    id: str
    url: str
    original: str
    title: str
    summary: str  # plain words; of a story whose words stay at home, none
    html: str
    is_whole: bool  # all of its words are in `html`
    author: str
    author_url: str
    published: datetime
    updated: datetime
    language: str
    image: str
    tags: Sequence[str]
    enclosures: Sequence[Enclosure]
    source: Source | None


def item(story: Story, *, absolute: Absolute) -> Item:
    original = web_address(story.canonical_url)
    shows_words = story.licence != Licence.LINK
    is_whole = story.licence == Licence.FULL and bool(story.html)
    author = story.byline or str(story.owner_source or "")
    photos = shots(story, absolute=absolute) if story.licence == Licence.FULL else []
    image = photos[0].src if photos else web_address(story.image_url) if shows_words else ""
    return Item(
        id=mark(f"story/{story.pk}"),
        url=absolute(story.get_absolute_url()),
        original=clean(original),
        title=clean(story.headline),
        summary=clean(story.excerpt) if shows_words else "",
        html=clean(_html(story, original, photos, is_whole=is_whole)),
        is_whole=is_whole,
        author=clean(author),
        author_url=clean(web_address(story.byline_url)) if story.byline else "",
        published=story.published_at or story.first_seen_at,
        updated=max(filter(None, (story.visible_at, getattr(story, "corrected_at", None)))),
        language=clean(story.lang),
        image=clean(image),
        tags=[clean(topic.name) for topic in story.topics.all()],
        enclosures=[each for each in story.enclosures.all() if web_address(each.url)] if is_whole else [],
        source=story.owner_source,
    )


def clean(text: str) -> str:
    return _NOT_XML.sub("", text)


def _html(story: Story, original: str, photos: Sequence[Shot], *, is_whole: bool) -> str:
    """Its words as far as they may go, as its page shows them: the first photo before them, the others after.

    Then the way home. Story.html was cleaned when it was stored.
    """
    parts = [figures(photos[:1]), story.html if is_whole else "", figures(photos[1:])]
    if story.licence == Licence.EXCERPT or (story.licence == Licence.FULL and not is_whole):
        parts.append(format_html("<p>{}</p>", story.excerpt) if story.excerpt else "")
    if original:
        words = _("Read the original at %(host)s") % {"host": host(original)}
        parts.append(format_html('<p><a href="{}">{}</a></p>', original, words))
    return "".join(parts)
