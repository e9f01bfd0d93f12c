"""What machines are told of a story: search engines, link previews. Never more than people may read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from programmes.pictures import sizes
from stories.links import host, web_address
from stories.models import Story
from stories.models.source import Licence

DESCRIPTION = 200  # characters; search engines show no more

# So that no title can end the element it stands in.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class Metadata:
    """Addresses are whole; empty where there is nothing to say."""

    address: str
    canonical: str  # where the story lives: at home, if it has one
    description: str
    image: str
    linked_data: SafeString  # JSON-LD in its element: data, which browsers do not run and the policy lets be


def about_story(story: Story, *, address: str) -> Metadata:
    original = web_address(story.canonical_url)
    description = _description(story, original)
    image = _image(story, address)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": story.headline,
        "url": address,
        "mainEntityOfPage": original or address,
        "description": description,
        "datePublished": (story.published_at or story.first_seen_at).isoformat(),
    }
    if story.lang:
        data["inLanguage"] = story.lang
    if image:
        data["image"] = image
    if story.byline:
        data["author"] = {"@type": "Person", "name": story.byline}
    if story.owner_source:
        data["publisher"] = {"@type": "Organization", "name": str(story.owner_source)}
    if original:
        data["isBasedOn"] = original
    if story.areas.all():
        data["contentLocation"] = [{"@type": "Place", "name": area.name} for area in story.areas.all()]
    written = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return Metadata(
        address=address,
        canonical=original or address,
        description=description,
        image=image,
        linked_data=mark_safe(f'<script type="application/ld+json">{written}</script>'),  # noqa: S308  # escaped
    )


def _image(story: Story, address: str) -> str:
    """Our own copy: who shows a preview of the link asks us, not the publisher."""
    shown = sizes.shown(story.picture) if story.picture and story.licence != Licence.LINK else None
    return urljoin(address, shown.src) if shown else ""


def _description(story: Story, original: str) -> str:
    """Its first words where they may be shown; else who tells it and where it can be read."""
    if story.excerpt and story.licence != Licence.LINK:
        return Truncator(story.excerpt).chars(DESCRIPTION)
    teller = story.byline or (str(story.owner_source) if story.owner_source else "")
    if teller and original:
        return _("A story by %(teller)s. Read it at %(host)s.") % {"teller": teller, "host": host(original)}
    return _("A story of the network: %(headline)s") % {"headline": story.headline}
