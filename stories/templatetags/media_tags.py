"""Pictures among a story's words: our own copies, or a way to them. Nothing of theirs loads by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from html import unescape
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from programmes.models import CustomImage
from programmes.templatetags.pictures_tags import context
from stories.films import Film, films_of
from stories.links import host
from stories.models import Enclosure, Story
from stories.pictures.wanted import ATTRIBUTE, is_smiley

register = template.Library()

COLUMN = "(min-width: 62rem) 42rem, 92vw"  # as wide as words are set

Copies = Mapping[str, CustomImage]  # by the picture's address at home

# Cleaned words hold no "<" but that of a tag (stories.ingest.clean.markup).
_TAG = re.compile(r'<(/?)(a|img)((?: [a-z-]+="[^"]*")*)>')


@register.simple_tag
def words_of(story: Story, copies: Copies | str = "") -> SafeString:
    """A story's cleaned words with our own copies in place of its pictures, and ways to those we do not hold."""
    if "<img" not in story.html:
        return mark_safe(story.html)  # noqa: S308  # cleaned when it was stored
    exchanging = _Exchanging({} if isinstance(copies, str) else copies)
    return mark_safe(_TAG.sub(exchanging, story.html))  # noqa: S308  # as above


@register.simple_tag
def own_copy(enclosure: Enclosure, copies: Copies | str) -> CustomImage | None:
    """Our copy of an attached picture, if there is one. A template without copies gives empty text."""
    if isinstance(copies, str) or not enclosure.media_type.startswith("image/"):
        return None
    return copies.get(enclosure.url)


@register.filter
def films(story: Story) -> list[Film]:
    """A story's films, with our own copies of their stills."""
    return films_of(story, {copy.url: copy.image for copy in story.picture_copies.all() if copy.image})


class _Exchanging:
    """Called for every link and picture of one story, in order; gives what to put in its place."""

    def __init__(self, copies: Copies) -> None:
        self.copies = copies
        self.links = 0  # open now: a link in a link is no HTML

    def __call__(self, tag: re.Match[str]) -> str:
        closing, name, attributes = tag.groups()
        if name == "a":
            self.links += -1 if closing else 1
            return tag[0]
        values = {key: unescape(value) for key, value in ATTRIBUTE.findall(attributes)}
        address, alt = values.get("src", ""), values.get("alt", "")
        if is_smiley(alt):
            return format_html("{}", alt)
        image = self.copies.get(address)
        shown = context(image, sizes=COLUMN, alt=alt) if image else {}
        if shown.get("picture"):
            return render_to_string("components/picture.html", _as_wide_as(values, shown)).strip()
        return self._way_to(address, alt)

    def _way_to(self, address: str, alt: str) -> str:
        """What stands where we hold no picture, or none yet: a broken frame would tell nobody anything."""
        place = host(address)
        words = {"host": place, "alt": alt}
        said = _("Picture at %(host)s: %(alt)s") % words if alt else _("Picture at %(host)s") % words
        if not place:
            return format_html("{}", alt)
        if self.links > 0:
            return format_html("<span>{}</span>", said)
        return format_html('<a href="{}" rel="noopener nofollow ugc">{}</a>', address, said)


def _as_wide_as(values: Mapping[str, str], shown: dict[str, Any]) -> dict[str, Any]:
    """No wider than its publisher set it."""
    picture, width = shown["picture"], values.get("width", "")
    if width.isdecimal() and 0 < int(width) < picture.width:
        height = max(1, round(picture.height * int(width) / picture.width))
        shown["picture"] = replace(picture, width=int(width), height=height)
    return shown
